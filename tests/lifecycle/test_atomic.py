"""Whatever fails half way through a step leaves nothing of it behind.

The database refuses the k-th write, for every k that the step makes; every table is then as it was.
"""

from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from blocs import next_year
from pledges import drafting, freezing, signing
from pledges.models import Covenant, Registration
from tests.archive.samples import KHOI_2017
from tests.pledges import registering
from tests.pledges.covenants import ON_A_DAY, SIGNED_ON, consult, url

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE")
# Who is signed in is kept by the browser's first visit, whatever becomes of the step.
ASIDE = {"sessions.Session", "usersessions.UserSession", "accounts.User"}


class Refused(DatabaseError):
    """The database's answer to a write in these tests."""


@contextmanager
def refusing(at):
    """Refuse the write number ``at``, counted from 1; 0 refuses none. Gives the list of writes seen."""
    seen = []

    def execute(run, sql, params, many, context):
        if sql.startswith(WRITES) and "usersessions" not in sql and "django_session" not in sql:
            seen.append(sql.split("(")[0][:60])
            if len(seen) == at:
                raise Refused(f"write {at}: {seen[-1]}")
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield seen


def everything():
    """All rows of all tables, by model."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label not in ASIDE
    }


def counted(step):
    """How many writes ``step`` makes when none is refused; nothing of it stays."""
    with transaction.atomic(), refusing(0) as seen:
        step()
        transaction.set_rollback(True)
    return len(seen)


def every_write_rolls_back(step, least):
    """Refuse each write of ``step`` in turn; the whole database must be as before each time."""
    writes = counted(step)
    assert writes >= least
    before = everything()
    for at in range(1, writes + 1):
        with refusing(at) as seen, pytest.raises(Refused):
            step()
        assert everything() == before, f"left behind after write {at} of {writes}: {seen[-1]}"
    step()
    assert everything() != before
    return writes


def posting(client, user, address, data=None):
    """A step taken through its address by ``user``, signed in already."""
    client.force_login(user)
    client.get("/")

    def post():
        response = client.post(address, data or {})
        assert response.status_code == 302

    return post


@pytest.fixture
def draft(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    return covenant


@pytest.fixture
def frozen(cast, draft):
    return freezing.freeze(draft, by=cast["leader_clerk"])


# Who, before, step, data, least writes
STEPS = [
    ("member_head", "draft", "submit", {}, 2),
    ("member_head", "submitted", "withdraw", {}, 1),
    ("leader_clerk", "submitted", "accept", {}, 1),
    ("leader_clerk", "submitted", "return", {"reason": "Chưa đủ."}, 1),
]


@pytest.mark.parametrize(("who", "status", "step", "data", "least"), STEPS, ids=[row[2] for row in STEPS])
def test_a_step_of_a_registration(client, cast, who, status, step, data, least):
    cast.registration("ttbnv", status=status)

    every_write_rolls_back(posting(client, cast[who], registering.url(f"registration_{step}"), data), least)


def test_beginning_a_registration(client, cast):
    every_write_rolls_back(posting(client, cast["member_clerk"], registering.url("registration_start")), 2)


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("thong-tin-chung", {"headcount": "40", "women": "20"}),
        ("phong-trao", registering.rows({"name": "Phong trào A"}, {"name": "Phong trào B"})),
    ],
)
def test_saving_a_section(client, cast, section, typed):
    cast.registration("ttbnv")
    client.force_login(cast["member_clerk"])
    typed = {"token": registering.token_on(client, section)} | typed

    every_write_rolls_back(
        posting(client, cast["member_clerk"], registering.url("registration_edit", section), typed), 2
    )


def test_drafting_a_covenant(client, cast):
    every_write_rolls_back(posting(client, cast["leader_clerk"], url("covenant_start")), 3)


@pytest.mark.parametrize(
    ("step", "typed", "least"),
    [
        ("consult", {"until": "12/03/2027"}, 3),
        ("prolong", {"until": "31/03/2027"}, 2),
        ("share", {}, 2),
        ("redraft", {}, 2),
    ],
)
def test_a_step_of_a_round_of_opinions(client, cast, draft, step, typed, least):
    """The covenant, its round, the year's day, extensions that would end earlier."""
    if step != "consult":
        consult(draft)
    due = date(2027, 3, 5)
    cast.memberships["ttbtc"].extensions.create(step="covenant_opinions", due=due, reason="Đi công tác")

    every_write_rolls_back(posting(client, cast["leader_clerk"], url(f"covenant_{step}"), typed), least)


def test_freezing(client, cast, draft):
    """The paper, its file, the covenant's status, seven places to sign, the published signatures."""
    every_write_rolls_back(posting(client, cast["leader_clerk"], url("covenant_freeze"), {"year": "2027"}), 5)


def test_freezing_a_second_version(client, cast, frozen):
    freezing.next_version(frozen, by=cast["leader_clerk"])

    every_write_rolls_back(posting(client, cast["leader_clerk"], url("covenant_freeze"), {"year": "2027"}), 6)


def test_beginning_a_second_version(client, cast, frozen):
    every_write_rolls_back(posting(client, cast["leader_clerk"], url("covenant_revise")), 3)


def test_one_signature(client, cast, frozen):
    every_write_rolls_back(posting(client, cast["leader_clerk"], url("pledge_sign", "ttbnv")), 2)


def test_the_last_signature_completes_the_covenant_or_is_none(client, cast, frozen):
    *others, last = frozen.pledges.all()
    for pledge in others:
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)

    writes = every_write_rolls_back(
        posting(client, cast["leader_clerk"], url("pledge_sign", last.membership.unit.slug), ON_A_DAY), 3
    )

    assert writes >= 3
    assert Covenant.objects.get().status == "signed"


def test_many_signatures_at_once(client, cast, frozen):
    """The table is marked as a whole: the fourth refusal takes the first three marks along."""
    typed = {"pledges": list(frozen.pledges.values_list("pk", flat=True)), **ON_A_DAY}

    every_write_rolls_back(posting(client, cast["leader_clerk"], url("pledge_sign_many"), typed), 15)


@pytest.mark.parametrize(("step", "data"), [("pledge_decline", {"reason": "Chưa thống nhất."}), ("pledge_unsign", {})])
def test_declining_and_taking_a_mark_back(client, cast, frozen, step, data):
    pledge = frozen.pledges.get(membership__unit__slug="ttbnv")
    if step == "pledge_unsign":
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)

    every_write_rolls_back(posting(client, cast["leader_clerk"], url(step, "ttbnv"), data), 2)


def test_preparing_the_next_year(client, cast):
    every_write_rolls_back(posting(client, cast["leader_clerk"], f"/khoi/{cast.bloc.slug}/2027/nam-sau/"), 4)


def test_opening_a_year_and_telling_its_members(client, cast):
    following = next_year.prepare(cast.year)
    address = f"/khoi/{cast.bloc.slug}/{following.year}/mo-nam/"

    every_write_rolls_back(posting(client, cast["leader_clerk"], address), 2)


@pytest.mark.parametrize("there_already", [False, True], ids=["new", "replaced"])
def test_loading_a_file(there_already):
    """A file of seven units makes hundreds of writes: ten of them from the first to the last."""

    def load():
        call_command("load_bloc", KHOI_2017, replace=there_already, stdout=StringIO())

    if there_already:
        call_command("load_bloc", KHOI_2017, stdout=StringIO())
    writes = counted(load)
    assert writes > 50
    before = everything()
    for at in [*range(1, writes, writes // 9), writes]:
        with refusing(at) as seen, pytest.raises(Refused):
            load()
        assert everything() == before, f"left behind after write {at} of {writes}: {seen[-1]}"


def test_a_refused_submission_can_be_made_afterwards(client, cast):
    """Nothing of the failed attempt, neither a number nor a lock, stands in the way of the next."""
    cast.registration("ttbnv")
    submit = posting(client, cast["member_head"], registering.url("registration_submit"))
    with refusing(2), pytest.raises(Refused):
        submit()

    submit()

    registration = Registration.objects.get()
    assert (registration.status, [r.number for r in registration.revisions.all()]) == ("submitted", [1])
