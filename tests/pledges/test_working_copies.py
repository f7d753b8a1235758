"""How long what was typed is kept beside a registration: until it is of no use, never before it was given back."""

from datetime import timedelta

import pytest

from desk.rounds import make_rounds
from pledges.models import Registration, WorkingCopy
from tests.pledges.registering import token_on, url

SECTION = "thong-tin-chung"
WRONG = {"headcount": "40", "women": "50", "doc_number": "", "doc_date": "", "proposal": "Xin thêm biên chế"}
PAGE = url("registration_edit", SECTION)


@pytest.fixture
def typed(client, cast):
    """A clerk has typed what cannot stand in the registration."""
    cast.registration("ttbnv")
    client.force_login(cast["member_clerk"])
    type_again(client)


def type_again(client):
    post = WRONG | {"token": token_on(client, SECTION)}
    client.post(url("registration_autosave", SECTION), post)


def left():
    make_rounds()
    return WorkingCopy.objects.count()


@pytest.fixture
def pass_days(client, cast, the_day):
    def passed(days):
        the_day.shift(timedelta(days=days))
        client.force_login(cast["member_clerk"])

    return passed


def hand_in(client, cast):
    client.force_login(cast["member_head"])
    assert client.post(url("registration_submit")).status_code == 302
    client.force_login(cast["member_clerk"])


def test_what_was_given_back_goes_once_the_unit_has_handed_in_since(client, cast, typed, pass_days):
    assert client.get(PAGE).context["copy"]
    assert left() == 1
    pass_days(1)
    hand_in(client, cast)

    assert left() == 0


def test_what_nobody_was_shown_stays_until_its_page_has_shown_it(client, cast, typed, pass_days):
    """Also where the registration is locked meanwhile; another person's look is none."""
    pass_days(1)
    hand_in(client, cast)
    pass_days(40)
    client.force_login(cast["member_head"])
    assert client.get(PAGE).status_code == 409
    assert left() == 1

    client.force_login(cast["member_clerk"])
    assert "Xin thêm biên chế" in client.get(PAGE).content.decode()
    assert left() == 1
    pass_days(31)

    assert left() == 0


def test_a_draft_saved_later_makes_it_old_after_30_days_and_typing_makes_it_new(client, cast, typed, pass_days):
    client.get(PAGE)
    pass_days(31)
    assert left() == 1  # nothing was saved since

    Registration.objects.get().keep_changed()
    type_again(client)
    pass_days(31)
    Registration.objects.get().keep_changed()
    assert left() == 1  # the new text was given back to nobody

    client.get(PAGE)
    pass_days(29)
    assert left() == 1
    pass_days(2)
    assert left() == 0
