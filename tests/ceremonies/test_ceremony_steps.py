"""planned → invited → in session → held, and who may take each step."""

import pytest

from ceremonies.models import Ceremony

STEPS = [
    ("ceremony_invite", "planned", "invited"),
    ("ceremony_start", "invited", "in_session"),
    ("ceremony_close", "in_session", "held"),
    ("ceremony_cancel", "planned", "cancelled"),
]


def put(ceremony, status):
    Ceremony.objects.filter(pk=ceremony.pk).update(status=status)


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_the_leaders_office_takes_each_step(client, cast, ceremony, url, name, before, after):
    put(ceremony, before)
    client.force_login(cast["leader_clerk"])

    response = client.post(url(name))

    assert response.status_code == 302
    ceremony = Ceremony.objects.get()
    assert (ceremony.status, ceremony.changed_by) == (after, cast["leader_clerk"])


@pytest.mark.parametrize(("name", "before", "_"), STEPS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("member_head", 403), ("deputy_clerk", 403), ("admin", 403), ("another_bloc", 404), ("former", 404)],
)
def test_others_may_not(client, cast, ceremony, url, name, before, _, who, status):
    put(ceremony, before)
    client.force_login(cast[who])

    assert client.post(url(name)).status_code == status
    assert Ceremony.objects.get().status == before


@pytest.mark.parametrize(("name", "_", "after"), STEPS)
def test_a_second_click_is_refused_with_the_reason(client, cast, ceremony, url, name, _, after):
    put(ceremony, after)
    client.force_login(cast["leader_clerk"])

    response = client.post(url(name))

    assert response.status_code == 409
    assert f"đang ở trạng thái “{Ceremony.objects.get().get_status_display()}”" in response.content.decode()


def test_no_invitation_without_a_programme(client, cast, ceremony, url):
    ceremony.agenda.all().delete()
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_invite"))

    assert response.status_code == 409
    assert "Chưa có chương trình" in response.content.decode()


def test_it_does_not_begin_before_its_day(client, cast, ceremony, url):
    Ceremony.objects.update(held_on="2027-02-26", status="invited")
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_start"))

    assert response.status_code == 409
    assert "Chưa đến ngày tổ chức." in response.content.decode()


def test_the_members_are_expected_and_marked_like_the_guests(client, cast, ceremony, url):
    """Each member unit once, by the name of that day, also when it is invited again after a correction."""
    client.force_login(cast["leader_clerk"])

    assert client.post(url("ceremony_invite")).status_code == 302

    of_members = ceremony.delegates.exclude(membership=None)
    expected = [(m.signatory, "Chánh Thanh tra", m.unit.name) for m in cast.memberships.values()]
    assert list(of_members.values_list("name", "post", "organisation")) == expected
    put(ceremony, "planned")
    assert client.post(url("ceremony_invite")).status_code == 302
    assert ceremony.delegates.count() == 8
    put(ceremony, "in_session")
    came = of_members.get(membership=cast.memberships["ttbnv"])
    assert client.post(url("attendance_mark"), {"present": [came.pk]}).status_code == 302
    assert ceremony.delegates.get(attended=True) == came
