"""Who may do what with registrations, the covenant and its pledges, and who knows of them at all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from blocs.models import BlocYear, Officer
from blocs.workflow import Conflict, actions, check
from documents.models import IssuedDocument
from pledges import rules
from pledges.models import Covenant, Pledge, Registration, SigningChoice
from tests.cast import HANDED_IN, make_unit, make_user, make_year

LEADER = {"leader_clerk", "leader_head", "two_duties"}
DEPUTY = {"deputy_clerk", "deputy_head"}
MEMBER = {"member_clerk", "member_head", "member_entitled", "two_duties"}
NEIGHBOUR = {"neighbour_clerk"}
ORGANISER = {"organiser"}
ADMIN = {"admin"}
MEMBERS = LEADER | DEPUTY | MEMBER | NEIGHBOUR
NOBODY = set()

REGISTRATION_STATUSES = Registration.Status.values
COVENANT_STATUSES = Covenant.Status.values


@pytest.fixture
def everyone(cast):
    """Name → person: the cast, a clerk entitled to hand in, an officer of two units, and nobody at all."""
    cast.users["member_entitled"] = make_user("member_entitled", unit=cast.units["ttbnv"])
    Officer.objects.filter(user=cast["member_entitled"]).update(may_submit=True)
    cast.users["two_duties"] = make_user("two_duties", unit=cast.units["ttbnv"])
    Officer.objects.create(user=cast["two_duties"], unit=cast.units["ttbtp"], duty="head", starts_on="2027-01-01")
    return cast.users | {"anonymous": AnonymousUser()}


@pytest.fixture
def who(everyone):
    """The names for whom ``rule`` holds."""

    def holding(rule, record):
        return {name for name, user in everyone.items() if rule(user, record)}

    return holding


@pytest.fixture
def seers(everyone):
    """The names who see ``record`` in a list or under its address."""

    def seeing(record):
        visible = type(record).objects.visible_to
        return {name for name, user in everyone.items() if visible(user).filter(pk=record.pk).exists()}

    return seeing


def covenant_in(status, bloc_year):
    """The year's only covenant, put straight into ``status``; frozen ones with a paper and places to sign."""
    covenant, _ = Covenant.objects.get_or_create(bloc_year=bloc_year, version=1)
    if status in ("frozen", "signed") and covenant.document is None:
        document = IssuedDocument.objects.create(bloc_year=bloc_year, kind="GU", dated="2027-02-25", title="Giao ước")
        Covenant.objects.filter(pk=covenant.pk).update(document=document)
        Pledge.objects.bulk_create(Pledge(covenant=covenant, membership=m) for m in bloc_year.memberships.all())
    Covenant.objects.filter(pk=covenant.pk).update(status=status)
    return Covenant.objects.get(pk=covenant.pk)


def set_status(registration, status):
    Registration.objects.filter(pk=registration.pk).update(status=status, **HANDED_IN.get(status, {}))
    return Registration.objects.get(pk=registration.pk)


# --- Predicates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "of_member", "of_leader"),
    [
        (rules.owns, MEMBER, LEADER),
        (rules.may_fill, MEMBER, LEADER),
        (rules.hands_in, {"member_head", "member_entitled"}, {"leader_head", "two_duties"}),
        (rules.may_submit, {"member_head", "member_entitled"}, {"leader_head", "two_duties"}),
        (rules.leads_its_year, LEADER, LEADER),
        (rules.deputises_its_year, DEPUTY, DEPUTY),
        (rules.organises_its_year, ORGANISER, ORGANISER),
        (rules.may_receive, LEADER - MEMBER | ORGANISER, DEPUTY | ORGANISER),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_rules_about_a_registration(cast, who, rule, of_member, of_leader):
    assert who(rule, cast.registration("ttbnv")) == of_member
    assert who(rule, cast.registration("ttbtp")) == of_leader


@pytest.mark.parametrize("code", ["ttbtp", "ttbqp", "ttbnv"])
def test_only_the_leaders_own_is_the_leaders_own(cast, who, everyone, code):
    expected = set(everyone) if code == "ttbtp" else NOBODY
    assert who(rules.is_leaders_own, cast.registration(code)) == expected


def test_without_a_deputy_only_the_organiser_receives_the_leaders(cast, who):
    registration = cast.registration("ttbtp", status="submitted")
    cast.memberships["ttbqp"].delete()

    assert who(rules.may_receive, Registration.objects.get(pk=registration.pk)) == ORGANISER


def test_the_deputys_own_is_received_by_the_leader_not_by_itself(cast, who):
    assert who(rules.may_receive, cast.registration("ttbqp")) == LEADER | ORGANISER


def test_an_organiser_that_is_a_member_too_does_not_receive_its_own(cast, who):
    cast.memberships["ttcp"] = cast.year.memberships.create(unit=cast.organiser_unit, order=8)

    assert who(rules.may_receive, cast.registration("ttcp")) == LEADER
    assert who(rules.may_submit, cast.registration("ttbca")) == NOBODY


@pytest.mark.parametrize("status", COVENANT_STATUSES)
def test_rules_about_a_covenant_are_the_same_in_every_status(cast, who, status):
    covenant = covenant_in(status, cast.year)

    assert who(rules.leads_its_year, covenant) == LEADER
    assert who(rules.may_draft_covenant, covenant) == LEADER
    assert who(rules.organises_its_year, covenant) == ORGANISER


@pytest.mark.parametrize("status", ["frozen", "signed"])
def test_rules_about_a_pledge(cast, who, status):
    covenant = covenant_in(status, cast.year)
    pledge = covenant.pledges.get(membership__unit__slug="ttbnv")

    assert who(rules.speaks_for_member, pledge) == MEMBER
    assert who(rules.leads_its_year, pledge) == LEADER
    assert who(rules.may_mark_signed, pledge) == LEADER
    assert who(rules.may_decline, pledge) == LEADER | {"member_head", "member_entitled"}
    assert who(rules.may_name_signatory, pledge) == LEADER | MEMBER | ORGANISER


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, LEADER | ORGANISER),
        ("drafting", LEADER | ORGANISER),
        ("consulting", LEADER | ORGANISER),
        ("frozen", MEMBERS | ORGANISER),
        ("signed", MEMBERS | ORGANISER),
    ],
)
def test_members_read_the_consolidated_report_from_freezing_on(cast, who, status, expected):
    if status:
        covenant_in(status, cast.year)

    assert who(rules.may_read_consolidation, cast.year) == expected
    assert who(rules.reads_after_freezing, cast.year) == (MEMBERS if status in ("frozen", "signed") else NOBODY)


# --- Who knows of what --------------------------------------------------------------------


@pytest.mark.parametrize("covenant_status", COVENANT_STATUSES)
def test_who_sees_a_members_registration(cast, seers, covenant_status):
    """Its own unit always, the leader's office and the organiser once handed in, whatever the covenant's status."""
    registration = cast.registration("ttbnv")
    covenant_in(covenant_status, cast.year)

    found = {status: seers(set_status(registration, status)) for status in REGISTRATION_STATUSES}

    handed_in = MEMBER | LEADER | ORGANISER
    assert found == {"draft": MEMBER, "submitted": handed_in, "returned": handed_in, "accepted": handed_in}


@pytest.mark.parametrize("covenant_status", COVENANT_STATUSES)
def test_who_sees_the_leaders_registration(cast, seers, covenant_status):
    registration = cast.registration("ttbtp")
    covenant_in(covenant_status, cast.year)

    found = {status: seers(set_status(registration, status)) for status in REGISTRATION_STATUSES}

    handed_in = LEADER | DEPUTY | ORGANISER
    assert found == {"draft": LEADER, "submitted": handed_in, "returned": handed_in, "accepted": handed_in}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("drafting", LEADER | ORGANISER),
        ("consulting", MEMBERS | ORGANISER),
        ("frozen", MEMBERS | ORGANISER | ADMIN),
        ("signed", MEMBERS | ORGANISER | ADMIN),
    ],
)
def test_who_sees_a_covenant_and_its_pledges(cast, seers, status, expected):
    covenant = covenant_in(status, cast.year)
    pledge = Pledge.objects.filter(covenant=covenant).first() or Pledge.objects.create(
        covenant=covenant, membership=cast.memberships["ttbnv"]
    )

    assert seers(covenant) == expected
    assert seers(pledge) == expected


def test_the_next_version_stays_hidden_while_the_frozen_one_is_known(cast, seers):
    first = covenant_in("frozen", cast.year)
    second = Covenant.objects.create(bloc_year=cast.year, version=2, supersedes=first)

    assert seers(first) == MEMBERS | ORGANISER | ADMIN
    assert seers(second) == LEADER | ORGANISER
    assert list(Covenant.objects.current()) == [second]


@pytest.mark.parametrize("status", ["open", "closed"])
def test_a_closed_year_is_still_read(cast, seers, status):
    registration, covenant = cast.registration("ttbnv", status="accepted"), covenant_in("signed", cast.year)
    BlocYear.objects.filter(pk=cast.year.pk).update(status=status)

    assert seers(registration) == MEMBER | LEADER | ORGANISER
    assert seers(covenant) == MEMBERS | ORGANISER | ADMIN


# --- People and years that change ---------------------------------------------------------


@pytest.fixture
def following(cast):
    """2028, led by ttbnv: the year has changed hands."""
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")
    return make_year(cast.bloc, 2028, list(cast.units.values()), leader=cast.units["ttbnv"])


def test_a_former_leader_knows_of_its_own_year_only(cast, who, seers, following):
    old = cast.registration("ttbtc", status="accepted")
    new = Registration.objects.create(membership=following.memberships.get(unit=old.membership.unit))
    new = set_status(new, "submitted")

    assert seers(old) == LEADER | NEIGHBOUR | ORGANISER
    assert seers(new) == MEMBER | NEIGHBOUR | ORGANISER
    assert who(rules.may_receive, new) == MEMBER | ORGANISER
    assert who(rules.leads_its_year, Covenant(bloc_year=following)) == MEMBER
    assert who(rules.leads_its_year, Covenant(bloc_year=cast.year)) == LEADER


def test_a_former_leaders_registration_is_received_by_the_new_leader(cast, who, following):
    its_own = Registration.objects.create(membership=following.memberships.get(unit__slug="ttbtp"))

    # Who serves both units belongs to the one that hands in.
    assert who(rules.may_receive, its_own) == MEMBER - LEADER | ORGANISER


def test_units_that_swap_roles_swap_rights_at_once(cast, who, seers):
    registration = cast.registration("ttbtp", status="submitted")
    cast.year.memberships.filter(role="deputy").update(role="member")
    cast.year.memberships.filter(unit__slug="ttbtp").update(role="deputy")
    cast.year.memberships.filter(unit__slug="ttbqp").update(role="leader")
    registration = Registration.objects.get(pk=registration.pk)

    assert who(rules.leads_its_year, registration) == DEPUTY
    assert who(rules.deputises_its_year, registration) == LEADER
    assert who(rules.may_receive, registration) == DEPUTY | ORGANISER


@pytest.mark.parametrize(
    ("moment", "serves"),
    [
        ("2027-03-09 16:59:59", False),  # 23:59:59 of the day before, in Vietnam
        ("2027-03-09 17:00:00", True),  # 00:00 of the first day
        ("2027-03-20 16:59:59", True),  # 23:59:59 of the last day
        ("2027-03-20 17:00:00", False),
    ],
)
def test_a_duty_counts_from_its_first_to_its_last_day(cast, the_day, moment, serves):
    person = make_user("mot_thang")
    Officer.objects.create(
        user=person, unit=cast.units["ttbnv"], duty="head", starts_on="2027-03-10", ends_on="2027-03-20"
    )
    registration = cast.registration("ttbnv")

    the_day.move_to(moment)
    person = User.objects.get(pk=person.pk)

    assert rules.may_fill(person, registration) is serves
    assert rules.may_submit(person, registration) is serves
    assert Registration.objects.visible_to(person).exists() is serves


def test_whoever_is_moved_to_another_unit_takes_nothing_along(cast, the_day):
    registration = cast.registration("ttbnv", status="submitted")
    Officer.objects.filter(user=cast["member_head"]).update(ends_on="2027-02-25")
    Officer.objects.create(user=cast["member_head"], unit=cast.units["ttbtc"], duty="head", starts_on="2027-02-26")

    the_day.move_to("2027-02-26 02:00:00")
    moved = User.objects.get(pk=cast["member_head"].pk)

    assert not Registration.objects.visible_to(moved).exists()
    assert not rules.may_submit(moved, registration)
    assert rules.may_submit(moved, cast.registration("ttbtc"))


def test_a_disabled_account_loses_everything_at_once(cast):
    cast.registration("ttbnv")
    User.objects.filter(pk=cast["member_head"].pk).update(is_active=False)
    disabled = User.objects.get(pk=cast["member_head"].pk)

    assert not Registration.objects.visible_to(disabled).exists()
    assert not rules.may_fill(disabled, Registration.objects.get())


# --- Rules and moments together -----------------------------------------------------------


def outcome(step, user):
    """What ``user`` gets who asks for ``step`` now."""
    try:
        check(step, by=user)
    except PermissionDenied:
        return 403
    except Conflict:
        return 409
    return 302


RECEIVERS = LEADER - MEMBER | ORGANISER
STEPS = {
    "submit": ({"member_head", "member_entitled"}, {"draft", "returned"}),
    "withdraw": ({"member_head", "member_entitled"}, {"submitted"}),
    "accept": (RECEIVERS, {"submitted"}),
    "send_back": (RECEIVERS, {"submitted", "accepted"}),
}


@pytest.mark.parametrize("moment", ["open", "frozen", "redrafted", "closed", "preparing"])
@pytest.mark.parametrize("name", STEPS)
def test_every_step_of_a_registration_for_everybody_in_every_status(cast, everyone, name, moment):
    registration = cast.registration("ttbnv")
    if moment in ("frozen", "redrafted"):
        covenant = covenant_in("frozen", cast.year)
    if moment == "redrafted":
        Covenant.objects.create(bloc_year=cast.year, version=2, supersedes=covenant)
    if moment in ("closed", "preparing"):
        BlocYear.objects.filter(pk=cast.year.pk).update(status=moment)
    allowed, sources = STEPS[name]
    sources = sources if moment in ("open", "redrafted") else NOBODY

    for status in REGISTRATION_STATUSES:
        step = getattr(set_status(registration, status), name)
        found = {person: outcome(step, user) for person, user in everyone.items()}
        expected = 302 if status in sources else 409
        assert found == {person: expected if person in allowed else 403 for person in everyone}, status


COVENANT_STEPS = {
    "consult": {"drafting"},
    "prolong": {"consulting"},
    "share": {"consulting"},
    "redraft": {"consulting"},
    "freeze": {"drafting", "consulting"},
    "revise": {"frozen", "signed"},
}


@pytest.mark.parametrize("name", COVENANT_STEPS)
def test_every_step_of_a_covenant_for_everybody_in_every_status(cast, everyone, name):
    covenant = Covenant.objects.create(bloc_year=cast.year, place="Hà Nội", dated="2027-03-31")
    covenant.clauses.create(order=1, level=0, text="Chủ đề thi đua")
    covenant.rounds.create(number=1)

    for status in COVENANT_STATUSES:
        step = getattr(covenant_in(status, cast.year), name)
        found = {person: outcome(step, user) for person, user in everyone.items()}
        expected = 302 if status in COVENANT_STEPS[name] else 409
        assert found == {person: expected if person in LEADER else 403 for person in everyone}, status


PLEDGE_STEPS = {
    "sign": (LEADER, {"waiting", "declined"}),
    "sign_digitally": (LEADER | MEMBER, {"waiting", "declined"}),
    "unsign": (LEADER, {"signed"}),
    "decline": (LEADER | {"member_head", "member_entitled"}, {"waiting"}),
    "reconsider": (LEADER | {"member_head", "member_entitled"}, {"declined"}),
}
FACTS = {
    "waiting": {},
    "signed": {"signed_on": "2027-02-25", "manner": "paper"},
    "declined": {"declined_reason": "Chưa thống nhất"},
}


@pytest.mark.parametrize("covenant_status", ["frozen", "signed"])
@pytest.mark.parametrize("name", PLEDGE_STEPS)
def test_every_step_of_a_pledge_for_everybody_in_every_status(cast, everyone, name, covenant_status):
    SigningChoice.objects.create(bloc_year=cast.year, manner="mixed")
    covenant = covenant_in(covenant_status, cast.year)
    pledges = covenant.pledges.filter(membership__unit__slug="ttbnv")
    allowed, sources = PLEDGE_STEPS[name]

    for status, facts in FACTS.items():
        pledges.update(status=status, **facts)
        step = getattr(pledges.get(), name)
        found = {person: outcome(step, user) for person, user in everyone.items()}
        expected = 302 if status in sources and covenant_status == "frozen" else 409
        assert found == {person: expected if person in allowed else 403 for person in everyone}, status


def test_no_pledge_moves_once_there_is_a_newer_version(cast, everyone):
    covenant = covenant_in("frozen", cast.year)
    Covenant.objects.create(bloc_year=cast.year, version=2, supersedes=covenant)
    pledge = Pledge.objects.filter(covenant=covenant).first()

    assert {outcome(pledge.sign, everyone[name]) for name in LEADER} == {409}
    assert {outcome(pledge.decline, everyone[name]) for name in LEADER} == {409}


@pytest.mark.parametrize(
    ("person", "status", "buttons"),
    [
        ("member_head", "draft", ["Kiểm tra và gửi"]),
        ("member_clerk", "draft", []),
        ("member_head", "submitted", ["Rút lại để sửa"]),
        ("member_entitled", "submitted", ["Rút lại để sửa"]),
        ("member_clerk", "submitted", []),
        ("leader_clerk", "submitted", ["Tiếp nhận", "Đề nghị bổ sung"]),
        ("organiser", "submitted", ["Tiếp nhận", "Đề nghị bổ sung"]),
        ("deputy_head", "submitted", []),
        ("admin", "submitted", []),
        ("leader_head", "accepted", ["Đề nghị bổ sung"]),
        ("member_head", "accepted", []),
        ("leader_head", "returned", []),
        ("member_head", "returned", ["Kiểm tra và gửi"]),
        # Serves the unit that hands in and the one that receives: neither entitled to submit nor to receive.
        ("two_duties", "submitted", []),
    ],
)
def test_the_buttons_are_the_steps_one_may_take(cast, everyone, person, status, buttons):
    registration = cast.registration("ttbnv", status=status)

    assert sorted(action.label for action in actions(registration, everyone[person])) == sorted(buttons)


def test_another_bloc_led_by_the_same_unit_opens_nothing_here(cast, who, seers):
    """A unit may lead one bloc and be a plain member of another."""
    elsewhere = make_year(
        cast.other_bloc, 2028, [cast.units["ttbtc"], make_unit("tt-laocai", "Thanh tra tỉnh Lào Cai")]
    )
    registration = cast.registration("ttbnv", status="submitted")

    assert seers(registration) == MEMBER | LEADER | ORGANISER
    assert who(rules.leads_its_year, registration) == LEADER
    assert who(rules.leads_its_year, Covenant(bloc_year=elsewhere)) == NEIGHBOUR
