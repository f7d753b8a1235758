"""What the benchmarks of the server measure can be made; their figures are for people."""

from benchmarks import deadline_hour, pages
from blocs.models import BlocYear
from pledges.models import Registration


def test_the_bloc_of_the_pages_has_registrations_in_every_state(db):
    pages.make_bloc(7)

    assert BlocYear.objects.get().memberships.count() == 7
    states = Registration.objects.values_list("status", flat=True)
    assert set(states) == {state for state in pages.STATES if state}


def test_the_bloc_of_the_last_hour_can_hand_in(client, db):
    (session, address), *others = deadline_hour.make_bloc("thu", 3)
    client.cookies["sessionid"] = session

    page = client.get(f"{address}chi-tieu/")

    assert (page.status_code, len(others)) == (200, 2)
    assert deadline_hour.TOKEN.search(page.content.decode())
