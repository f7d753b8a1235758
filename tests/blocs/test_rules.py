"""Who may do what in a bloc's year, and who knows of the year at all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from blocs import clock, rules
from blocs.models import Bloc, BlocYear, Officer
from blocs.workflow import Conflict, check
from tests.cast import make_unit, make_user, make_year

LEADER = {"leader_clerk", "leader_head"}
DEPUTY = {"deputy_clerk", "deputy_head"}
MEMBER = {"member_clerk", "member_head"}
NEIGHBOUR = {"neighbour_clerk"}
MEMBERS = LEADER | DEPUTY | MEMBER | NEIGHBOUR
ORGANISER = {"organiser"}
ADMIN = {"admin"}
OTHER = {"another_bloc"}
NOBODY = set()


def names(cast, holds):
    """The names of the cast, and "anonymous", for whom ``holds``."""
    people = cast.users | {"anonymous": AnonymousUser()}
    return {name for name, user in people.items() if holds(user)}


def may(cast, rule, record):
    return names(cast, lambda user: rule(user, record))


def seers(cast, bloc_year):
    return names(cast, lambda user: BlocYear.objects.visible_to(user).filter(pk=bloc_year.pk).exists())


def set_status(bloc_year, status):
    BlocYear.objects.filter(pk=bloc_year.pk).update(status=status)
    return BlocYear.objects.get(pk=bloc_year.pk)


def led_by(cast, code, year, status="open"):
    return make_year(cast.bloc, year, list(cast.units.values()), leader=cast.units[code], status=status)


# --- Predicates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (rules.leads, LEADER),
        (rules.deputises, DEPUTY),
        (rules.organises, ORGANISER),
        (rules.led_last_year, NOBODY),
        (rules.administers, ADMIN),
        (rules.may_manage_year, LEADER | ORGANISER),
        (rules.may_prepare_year, LEADER | ORGANISER | ADMIN),
        (rules.may_prepare_next_year, LEADER | ORGANISER | ADMIN),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_rules_about_a_year_in_every_status(cast, rule, expected):
    for status in BlocYear.Status.values:
        assert may(cast, rule, set_status(cast.year, status)) == expected, status


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("preparing", LEADER | ORGANISER | ADMIN | NEIGHBOUR),
        ("open", LEADER | ORGANISER),
        ("closed", LEADER | ORGANISER),
    ],
)
def test_who_edits_a_year(cast, status, expected):
    """The office of last year's leader, here the neighbour's, only until the year is open."""
    led_by(cast, "ttbtc", 2026, "closed")

    assert may(cast, rules.may_edit_year, set_status(cast.year, status)) == expected


def test_a_year_that_nobody_leads_is_led_by_nobody(cast):
    cast.year.memberships.exclude(unit__slug="ttbnv").update(role="member")

    assert may(cast, rules.leads, cast.year) == NOBODY
    assert may(cast, rules.deputises, cast.year) == NOBODY
    assert may(cast, rules.may_manage_year, cast.year) == ORGANISER


@pytest.mark.parametrize(
    ("code", "expected"), [("ttbtp", {"leader_head"}), ("ttbqp", {"deputy_head"}), ("ttbtc", NOBODY)]
)
def test_who_heads_a_unit(cast, code, expected):
    assert may(cast, rules.heads_unit, cast.units[code]) == expected
    assert names(cast, lambda user: rules.hands_in_for(user, cast.units[code])) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("preparing", LEADER | ORGANISER | ADMIN),
        ("open", LEADER | ORGANISER | ADMIN),
        # The bloc's office has nothing to do with the people of a unit whose years are all over.
        ("closed", ADMIN),
    ],
)
def test_who_invites_the_first_officer_of_a_member(cast, status, expected):
    set_status(cast.year, status)

    assert may(cast, rules.may_invite_officers, cast.units["cqttgsnh"]) == expected
    assert may(cast, rules.may_reset_password, cast.units["cqttgsnh"]) == ADMIN


@pytest.mark.parametrize("status", BlocYear.Status.values)
def test_a_unit_with_people_invites_its_own(cast, status):
    set_status(cast.year, status)

    assert may(cast, rules.may_invite_officers, cast.units["ttbnv"]) == {"member_head"} | ADMIN
    assert may(cast, rules.may_reset_password, cast.units["ttbnv"]) == {"member_head"} | ADMIN


def test_who_invites_officers_of_a_unit_outside_any_bloc(cast):
    unit = make_unit("tt-laocai", "Thanh tra tỉnh Lào Cai")

    assert may(cast, rules.may_invite_officers, unit) == ADMIN


def test_who_makes_and_edits_blocs(cast):
    make_user("other_organiser", unit=cast.other_bloc.organiser)
    cast.users["other_organiser"] = User.objects.get(username="other_organiser")

    assert may(cast, rules.may_create_bloc, None) == ADMIN | ORGANISER | {"other_organiser"}
    assert may(cast, rules.may_edit_bloc, cast.bloc) == ADMIN | ORGANISER
    assert may(cast, rules.may_edit_bloc, cast.other_bloc) == ADMIN | {"other_organiser"}


def test_a_disabled_administrator_administers_nothing(cast):
    User.objects.filter(username="admin").update(is_active=False)
    cast.users["admin"] = User.objects.get(username="admin")

    assert may(cast, rules.may_prepare_year, cast.year) == LEADER | ORGANISER
    assert may(cast, rules.may_create_bloc, None) == ORGANISER


# --- Who knows of a year ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("preparing", LEADER | ORGANISER | ADMIN),
        ("open", MEMBERS | ORGANISER | ADMIN),
        ("closed", MEMBERS | ORGANISER | ADMIN),
    ],
)
def test_who_sees_a_year(cast, status, expected):
    set_status(cast.year, status)

    assert seers(cast, cast.year) == expected
    assert names(cast, lambda user: Bloc.objects.visible_to(user).filter(pk=cast.bloc.pk).exists()) == expected


def test_blocs_do_not_know_of_each_other(cast):
    assert seers(cast, cast.other_year) == OTHER | ADMIN
    assert set(BlocYear.objects.visible_to(cast["another_bloc"])) == {cast.other_year}
    assert set(BlocYear.objects.visible_to(cast["organiser"])) == {cast.year}


def test_overseen_and_led_are_not_the_same(cast):
    assert names(cast, lambda user: BlocYear.objects.led_by(user).filter(pk=cast.year.pk).exists()) == LEADER
    overseers = names(cast, lambda user: BlocYear.objects.overseen_by(user).filter(pk=cast.year.pk).exists())
    assert overseers == LEADER | ORGANISER


# --- Handover -----------------------------------------------------------------------------


def test_before_the_handover_the_outgoing_office_prepares_with_the_incoming_one(cast):
    following = led_by(cast, "ttbnv", 2028, "preparing")

    assert seers(cast, following) == LEADER | MEMBER | ORGANISER | ADMIN
    assert may(cast, rules.led_last_year, following) == LEADER
    assert may(cast, rules.may_prepare_year, following) == LEADER | MEMBER | ORGANISER | ADMIN
    assert may(cast, rules.may_edit_year, following) == LEADER | MEMBER | ORGANISER | ADMIN
    assert may(cast, rules.leads, following) == MEMBER


def test_at_the_handover_the_outgoing_office_becomes_a_plain_member(cast):
    following = set_status(led_by(cast, "ttbnv", 2028, "preparing"), "open")

    assert seers(cast, following) == MEMBERS | ORGANISER | ADMIN
    assert may(cast, rules.may_edit_year, following) == MEMBER | ORGANISER
    assert may(cast, rules.may_manage_year, following) == MEMBER | ORGANISER
    assert may(cast, rules.may_prepare_next_year, following) == MEMBER | ORGANISER | ADMIN


def test_after_the_handover_the_old_year_stays_with_those_who_led_it(cast):
    led_by(cast, "ttbnv", 2028)
    set_status(cast.year, "closed")

    assert may(cast, rules.leads, BlocYear.objects.get(pk=cast.year.pk)) == LEADER
    assert set(BlocYear.objects.led_by(cast["leader_head"])) == {cast.year}


def test_an_office_that_closed_its_year_still_hands_over_the_next(client, cast):
    set_status(cast.year, "closed")
    client.force_login(cast["leader_clerk"])

    response = client.post(f"/khoi/{cast.bloc.slug}/2027/nam-sau/", follow=True)

    following = BlocYear.objects.get(year=2028, bloc=cast.bloc)
    assert [url for url, _ in response.redirect_chain] == [f"/khoi/{cast.bloc.slug}/2028/thanh-vien/"]
    assert response.status_code == 200
    assert seers(cast, following) == LEADER | DEPUTY | ORGANISER | ADMIN


def test_two_years_on_the_office_before_has_no_say(cast):
    led_by(cast, "ttbnv", 2028)
    later = led_by(cast, "ttbca", 2029, "preparing")

    assert may(cast, rules.led_last_year, later) == MEMBER
    assert seers(cast, later) == MEMBER | ORGANISER | ADMIN


@pytest.mark.parametrize(
    ("status", "name", "allowed", "answer"),
    [
        ("preparing", "open", LEADER | MEMBER | ORGANISER | ADMIN, 302),
        ("open", "open", LEADER | MEMBER | ORGANISER | ADMIN, 409),
        ("closed", "open", LEADER | MEMBER | ORGANISER | ADMIN, 409),
        ("preparing", "close", MEMBER | ORGANISER, 409),
        ("open", "close", MEMBER | ORGANISER, 302),
        ("closed", "close", MEMBER | ORGANISER, 409),
    ],
)
def test_every_step_of_a_year_for_everybody_in_every_status(cast, status, name, allowed, answer):
    following = set_status(led_by(cast, "ttbnv", 2028), status)

    def outcome(user):
        try:
            check(getattr(following, name), by=user)
        except PermissionDenied:
            return 403
        except Conflict:
            return 409
        return 302

    found = {who: outcome(user) for who, user in cast.users.items()}
    assert found == {who: answer if who in allowed else 403 for who in cast.users}


# --- Dated duties -------------------------------------------------------------------------

MOMENTS = [
    ("2027-02-28 16:59:59", False),  # 23:59:59 of 28 February in Vietnam
    ("2027-02-28 17:00:00", True),  # 00:00 of 1 March
    ("2027-03-15 02:00:00", True),
    ("2027-03-31 16:59:59", True),  # 23:59:59 of 31 March
    ("2027-03-31 17:00:00", False),
]


@pytest.mark.parametrize(("moment", "in_office"), MOMENTS)
def test_an_office_is_held_from_the_first_to_the_last_day(cast, the_day, moment, in_office):
    person = make_user("trong_thang_ba")
    Officer.objects.create(
        user=person, unit=cast.units["ttbtp"], duty="head", starts_on="2027-03-01", ends_on="2027-03-31"
    )

    the_day.move_to(moment)
    person = User.objects.get(pk=person.pk)

    assert rules.leads(person, cast.year) is in_office
    assert rules.heads_unit(person, cast.units["ttbtp"]) is in_office
    assert BlocYear.objects.visible_to(person).exists() is in_office
    assert rules.units_of(person) == ([cast.units["ttbtp"].pk] if in_office else [])


@pytest.mark.parametrize(("moment", "in_office"), MOMENTS)
def test_the_pages_follow_the_day(client, cast, the_day, moment, in_office):
    person = make_user("trong_thang_ba")
    Officer.objects.create(
        user=person, unit=cast.units["ttbtp"], duty="clerk", starts_on="2027-03-01", ends_on="2027-03-31"
    )

    the_day.move_to(moment)
    client.force_login(person)

    assert client.get(cast.year.get_absolute_url()).status_code == (200 if in_office else 404)


def test_within_one_request_midnight_does_not_strike(cast, the_day):
    """What may be begun at 23:59:59 of the last day is not refused half way through."""
    Officer.objects.filter(user=cast["leader_head"]).update(ends_on="2027-02-25")
    the_day.move_to("2027-02-25 16:59:59")

    with clock.held():
        the_day.move_to("2027-02-25 17:00:01")
        assert rules.leads(User.objects.get(pk=cast["leader_head"].pk), cast.year)
    assert not rules.leads(User.objects.get(pk=cast["leader_head"].pk), cast.year)


def test_of_two_duties_in_a_unit_one_may_end(cast, the_day):
    person = make_user("hai_nhiem_vu", unit=cast.units["ttbnv"], duty="clerk")
    Officer.objects.create(
        user=person, unit=cast.units["ttbnv"], duty="head", starts_on="2027-01-01", ends_on="2027-02-25"
    )
    assert rules.heads_unit(person, cast.units["ttbnv"])

    the_day.move_to("2027-02-26 02:00:00")
    person = User.objects.get(pk=person.pk)

    assert not rules.heads_unit(person, cast.units["ttbnv"])
    assert rules.serves(person, cast.units["ttbnv"])
