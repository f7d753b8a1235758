"""Several at the door and at the table at the same moment: nobody's mark is lost, nothing is written twice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from blocs import clock
from ceremonies import rehearsing
from ceremonies.models import Ceremony, ItemStart
from pledges import drafting, freezing
from pledges.models import Covenant, Pledge
from tests.lifecycle.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = ("leader_clerk", "leader_head", "organiser")


@pytest.fixture
def session(stage):
    ceremony = Ceremony.objects.create(
        bloc_year=stage.year, name="Lễ ký kết", status="in_session", held_on=clock.today()
    )
    for order in range(1, 10):
        ceremony.delegates.create(order=order, name=f"Đại biểu {order}")
    return ceremony


def post(stage, who, address, /, *key, **data):
    return stage[who], reverse(f"ceremonies:{address}", args=[*stage.year.url_args, *key]), data


def test_three_at_the_door_and_one_with_the_whole_list(stage, session):
    first, second, third, fourth, *rest = session.delegates.all()
    posts = [
        post(stage, who, "arrival_mark", each.pk) for who, each in zip(CLERKS, (first, second, third), strict=True)
    ]

    answers = at_once([*posts, post(stage, "leader_clerk", "attendance_mark", present=[fourth.pk])])

    assert answers == [302] * 4
    came = session.delegates.filter(attended=True)
    assert set(came) == {first, second, third, fourth}
    assert set(session.delegates.filter(attended=False)) == set(rest)


def test_two_add_the_same_guest_and_one_stands_on_the_list(stage, session):
    guest = {"name": "Lê Thị Ưng", "organisation": "Báo Thanh tra"}

    assert at_once([post(stage, who, "arrival_add", **guest) for who in CLERKS]) == [302] * 3

    assert session.delegates.filter(name="Lê Thị Ưng").count() == 1


def test_two_go_on_at_once_and_the_item_begins_once(stage, session):
    item = session.agenda.create(text="Khai mạc")

    assert at_once([post(stage, who, "item_begin", item.pk) for who in CLERKS]) == [302] * 3

    assert ItemStart.objects.count() == 1


def test_who_rehearses_together_loses_no_mark(stage, session):
    Ceremony.objects.update(status="invited", held_on=clock.today() + timedelta(days=9))
    guests = list(session.delegates.all()[:3])
    posts = [post(stage, who, "rehearsal_arrival_mark", each.pk) for who, each in zip(CLERKS, guests, strict=True)]

    assert at_once(posts) == [302] * 3

    assert set(rehearsing.marks_of(session)) == {f"delegate:{each.pk}" for each in guests}
    assert not session.delegates.exclude(attended=None).exists()


def test_the_last_two_signatures_at_once_complete_the_covenant(stage, session):
    covenant = drafting.draft_covenant(stage.year)
    drafting.write_clauses(covenant)
    freezing.freeze(covenant, by=stage["leader_clerk"])
    *others, sixth, seventh = stage.units
    Pledge.objects.filter(membership__unit__slug__in=others).update(
        status="signed", signed_on=clock.today(), manner="paper"
    )
    posts = [
        post(stage, who, "signature_mark", unit)
        for who, unit in (("leader_clerk", sixth), ("leader_head", seventh), ("leader_head", seventh))
    ]

    assert at_once(posts) == [302] * 3

    assert Covenant.objects.get().status == "signed"
