"""Steps in any order by anybody: whatever is tried, the year stays in one piece."""

import re
from hashlib import sha256

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from blocs.models import Extension
from pledges.models import Covenant, Pledge, Registration, Revision
from tests.cast import Cast
from tests.conftest import DAY
from tests.pledges import registering
from tests.pledges.covenants import url

UNITS = ["ttbtp", "ttbqp", "ttbnv"]
PEOPLE = ["leader_head", "deputy_head", "member_head", "member_clerk", "organiser", "another_bloc", "admin", "former"]
HEAD_OF = {"ttbtp": "leader_head", "ttbqp": "deputy_head", "ttbnv": "member_head"}
LEADER = {"leader_head"}
SERVING = {"ttbtp": LEADER, "ttbqp": {"deputy_head"}, "ttbnv": {"member_head", "member_clerk"}}
REFUSALS = {403, 404, 409}
GENERAL = "thong-tin-chung"

# The right person half of the time, so that the year gets somewhere.
who = st.one_of(st.just(""), st.sampled_from(PEOPLE))
unit = st.sampled_from(UNITS)


def edges():
    """(record, step) → (sources, target) as docs/states.md tells the reader."""
    found, record = {}, ""
    for line in (settings.BASE_DIR / "docs" / "states.md").read_text().splitlines():
        if heading := re.match(r"## (\w+):", line):
            record = heading[1]
        if row := re.match(r"\| `(\w+)` \| ((?:`\w+`(?:, )?)+) → (?:`(\w+)`|stays as it is) \|", line):
            found[record, row[1]] = (set(re.findall(r"\w+", row[2])), row[3])
    return found


EDGES = edges()


def receivers(code):
    return {"deputy_head", "organiser"} if code == "ttbtp" else {"leader_head", "organiser"}


def statuses():
    """The status of every record that has one: (kind, name) → status."""
    registrations = Registration.objects.values_list("membership__unit__slug", "status")
    covenants = Covenant.objects.values_list("version", "status")
    pledges = Pledge.objects.values_list("covenant__version", "membership__unit__slug", "status")
    return (
        {("Registration", slug): status for slug, status in registrations}
        | {("Covenant", version): status for version, status in covenants}
        | {("Pledge", (version, slug)): status for version, slug, status in pledges}
    )


def is_drafted(_):
    return Covenant.objects.exists()


def is_frozen(_):
    return Covenant.objects.exclude(document=None).exists()


class Year(RuleBasedStateMachine):
    """One year of three units, from the opening to the last signature, by eight people."""

    cast = day = None

    def __init__(self):
        super().__init__()
        self.day.move_to(DAY)
        self.example = transaction.atomic()
        self.example.__enter__()
        self.submitted = dict.fromkeys(UNITS, 0)
        self.papers = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # --- Asking and judging ---------------------------------------------------------------

    def token(self, person, address):
        """What the page shows to ``person`` for saving it; "" where it does not open."""
        client = Client()
        client.force_login(self.cast[person])
        page = client.get(address)
        return page.context["token"] if page.status_code == 200 else ""

    def ask(self, person, address, data=None):
        """The answer to ``person``; the whole of what it changed among the statuses."""
        client = Client(raise_request_exception=True)
        client.force_login(self.cast[person])
        before = statuses()
        code = client.post(address, data or {}).status_code
        after = statuses()
        note(f"{person} {address} {data or ''} → {code}")
        changed = {
            key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)
        }
        assert code in {200, 302} | REFUSALS
        if code != 302:
            assert changed == {}, f"{code}, but {changed}"
        return code, changed

    def take(self, record, name, step, person, address, allowed, data=None):
        """A step of one record: done by whoever may, along the table, and touching nothing else."""
        key = (record, name)
        before = statuses().get(key)
        sources, target = EDGES[record, step]
        code, changed = self.ask(person, address, data)
        if code != 302:
            return False, changed
        assert person in allowed, f"{person} may not {step}"
        assert before in sources, f"{step} from {before}"
        if target not in (None, before):
            assert changed.pop(key) == (before, target)
        return True, changed

    def step_of_registration(self, step, code, person, allowed, **data):
        address = registering.url(f"registration_{step.replace('send_back', 'return')}", unit=code)
        done, others = self.take("Registration", code, step, person, address, allowed, data)
        assert others == {}
        return done

    def step_of_covenant(self, step, person, **data):
        version = Covenant.objects.count()
        address = url(f"covenant_{step}")
        return self.take("Covenant", version, step, person, address, LEADER, data)

    def step_of_pledge(self, step, code, person, allowed, **data):
        name = (Covenant.objects.exclude(document=None).count(), code)
        return self.take("Pledge", name, step, person, url(f"pledge_{step}", code), allowed, data)

    @initialize(begun=st.sets(st.sampled_from(UNITS), min_size=2), drafted=st.booleans())
    def begin(self, begun, drafted):
        for code in begun:
            self.cast.registration(code)
        if drafted:
            self.draft(who="")

    # --- Registrations --------------------------------------------------------------------

    @precondition(lambda self: Registration.objects.count() < len(UNITS))
    @rule(unit=unit, who=who)
    def start(self, unit, who):
        person = who or HEAD_OF[unit]
        code, changed = self.ask(person, registering.url("registration_start", unit=unit))
        if changed:
            assert (code, changed) == (302, {("Registration", unit): (None, "draft")})
            assert person in SERVING[unit]

    @rule(unit=unit, who=who, people=st.integers(0, 60), women=st.integers(0, 60))
    def fill(self, unit, who, people, women):
        person = who or HEAD_OF[unit]
        found = Registration.objects.filter(membership__unit__slug=unit).first()
        address = registering.url("registration_edit", GENERAL, unit=unit)
        typed = {"token": self.token(person, address), "headcount": people, "women": women}
        code, changed = self.ask(person, address, typed)
        assert changed == {}
        if code == 302:
            assert person in SERVING[unit]
            assert found.status in ("draft", "returned")
            assert women <= people

    @rule(unit=unit, who=who)
    def submit(self, unit, who):
        if self.step_of_registration("submit", unit, who or HEAD_OF[unit], {HEAD_OF[unit]}):
            self.submitted[unit] += 1
            revision = Revision.objects.get(registration__membership__unit__slug=unit, number=self.submitted[unit])
            assert revision.content == Registration.objects.get(membership__unit__slug=unit).snapshot()

    @rule(unit=unit, who=who)
    def withdraw(self, unit, who):
        self.step_of_registration("withdraw", unit, who or HEAD_OF[unit], {HEAD_OF[unit]})

    @rule(unit=unit, who=who)
    def accept(self, unit, who):
        allowed = receivers(unit)
        self.step_of_registration("accept", unit, who or min(allowed), allowed)

    @rule(unit=unit, who=who, reason=st.sampled_from(["", "Chưa đủ."]))
    def send_back(self, unit, who, reason):
        allowed = receivers(unit)
        if self.step_of_registration("send_back", unit, who or min(allowed), allowed, reason=reason):
            assert reason

    @rule(unit=unit, who=who, day=st.integers(1, 28))
    def extend(self, unit, who, day):
        person = who or "leader_head"
        address = reverse("blocs:extension_grant", args=registering.BLOC)
        typed = {
            "membership": self.cast.memberships[unit].pk, "step": "registration",
            "due": f"{day}/03/2027", "reason": "Đi công tác",
        }  # fmt: skip
        code, changed = self.ask(person, address, typed)
        assert changed == {}
        if code == 302:
            assert person in {"leader_head", "organiser"}
            assert Extension.objects.get(membership__unit__slug=unit).due.day == day

    @rule(days=st.sampled_from([1, 1, 5]))
    def wait(self, days):
        self.day.shift(days * 86_400)

    # --- The covenant ---------------------------------------------------------------------

    @precondition(lambda self: not is_drafted(self))
    @rule(who=who)
    def draft(self, who):
        person = who or "leader_head"
        code, changed = self.ask(person, url("covenant_start"))
        if code == 302:
            assert person in LEADER
            assert changed == {("Covenant", 1): (None, "drafting")}

    @precondition(is_drafted)
    @rule(who=who)
    def consult(self, who):
        _, others = self.step_of_covenant("consult", who or "leader_head", until="31/12/2027")
        assert others == {}

    @precondition(is_drafted)
    @rule(who=who)
    def redraft(self, who):
        _, others = self.step_of_covenant("redraft", who or "leader_head")
        assert others == {}

    @precondition(is_drafted)
    @rule(unit=unit, who=who, stance=st.sampled_from(["agrees", "comments"]), text=st.sampled_from(["", "Sửa mục 2."]))
    def opinion(self, unit, who, stance, text):
        person, address = who or HEAD_OF[unit], url("opinion_give", unit)
        typed = {"token": self.token(person, address), "stance": stance, "text": text}
        code, changed = self.ask(person, address, typed)
        assert changed == {}
        if code == 302:
            assert person in SERVING[unit]
            assert Covenant.objects.latest("version").status == "consulting"

    @precondition(is_drafted)
    @rule(who=who, year=st.sampled_from(["2027", "2027", "2026"]))
    def freeze(self, who, year):
        done, others = self.step_of_covenant("freeze", who or "leader_head", year=year)
        if done:
            assert year == "2027"
            version = Covenant.objects.count()
            assert others == {("Pledge", (version, code)): (None, "waiting") for code in UNITS}

    @precondition(is_frozen)
    @rule(who=who, reason=st.sampled_from(["", "Sai tên đơn vị."]))
    def revise(self, who, reason):
        version = Covenant.objects.count()
        done, others = self.step_of_covenant("revise", who or "leader_head", reason=reason)
        if done:
            assert others == {("Covenant", version + 1): (None, "drafting")}
            assert reason or not Pledge.objects.filter(covenant__version=version, status="signed").exists()

    def mark(self, code, person):
        done, others = self.step_of_pledge("sign", code, person, LEADER)
        if others:
            assert done
            assert others == {("Covenant", Covenant.objects.count()): ("frozen", "signed")}

    @precondition(is_frozen)
    @rule(unit=unit, who=who)
    def sign(self, unit, who):
        self.mark(unit, who or "leader_head")

    @precondition(is_frozen)
    @rule(who=who)
    def sign_one_after_the_other(self, who):
        for code in UNITS:
            self.mark(code, who or "leader_head")

    @precondition(is_frozen)
    @rule(unit=unit, who=who)
    def unsign(self, unit, who):
        _, others = self.step_of_pledge("unsign", unit, who or "leader_head", LEADER)
        assert others == {}

    @precondition(is_frozen)
    @rule(unit=unit, who=who, reason=st.sampled_from(["", "Chưa thống nhất."]))
    def decline(self, unit, who, reason):
        allowed = LEADER | {HEAD_OF[unit]}
        done, others = self.step_of_pledge("decline", unit, who or HEAD_OF[unit], allowed, reason=reason)
        assert others == {}
        assert reason or not done

    # --- What holds at all times ----------------------------------------------------------

    @invariant()
    def every_submission_is_kept(self):
        for code, times in self.submitted.items():
            numbers = Revision.objects.filter(registration__membership__unit__slug=code).order_by("number")
            assert list(numbers.values_list("number", flat=True)) == list(range(1, times + 1))

    @invariant()
    def frozen_text_and_bytes_never_change(self):
        for covenant in Covenant.objects.exclude(document=None).select_related("document__pdf"):
            document = covenant.document
            words = [covenant.title, covenant.opening, covenant.closing, covenant.dated, covenant.frozen_at]
            clauses = list(covenant.clauses.values_list("level", "text"))
            bytes_now = sha256(document.pdf.read()).hexdigest()
            paper = (words, clauses, bytes_now, document.snapshot, document.code)
            assert self.papers.setdefault(covenant.version, paper) == paper
            assert bytes_now == document.sha256

    @invariant()
    def signed_means_signed_by_all(self):
        for covenant in Covenant.objects.all():
            marks = [pledge.status for pledge in covenant.pledges.all()]
            assert (covenant.status == "signed") == (len(marks) == 3 and set(marks) == {"signed"})

    @invariant()
    def the_paper_tells_who_has_signed(self):
        for covenant in Covenant.objects.exclude(document=None).select_related("document"):
            assert covenant.document.signed_count == covenant.pledges.signed().count()

    @invariant()
    def at_most_one_version_is_being_worked_on(self):
        newest = Covenant.objects.current()
        assert newest.count() <= 1
        assert not Covenant.objects.exclude(pk__in=newest).exclude(status__in=["frozen", "signed"]).exists()


@pytest.fixture
def small_year(cast: Cast):
    """Three units instead of seven, so that all of them come to sign."""
    cast.year.memberships.exclude(unit__slug__in=UNITS).delete()
    return cast


def test_the_year_in_any_order(small_year, the_day):
    run_state_machine_as_test(
        type("TheYear", (Year,), {"cast": small_year, "day": the_day}),
        settings=hypothesis_settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
