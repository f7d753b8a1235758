"""Two clerks type, save, have it autosaved, while the registration is handed in, returned, received and locked.

Nothing typed is lost: it stands in the registration, in the typist's working copy, or comes back on the page that
refuses it; nobody overwrites what they have not seen; what was submitted never changes. ``script/any-order`` runs it
as long as one likes.
"""

import os

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from blocs.models import BlocYear
from pledges.models import Registration, Revision, WorkingCopy
from tests.cast import make_user
from tests.conftest import DAY
from tests.pledges import registering

RUNS, STEPS = int(os.environ.get("ANY_ORDER_RUNS", "8")), int(os.environ.get("ANY_ORDER_STEPS", "30"))
SECTION = "thong-tin-chung"
CLERKS = ["member_clerk", "second_clerk"]
clerk = st.sampled_from(CLERKS)


class Typing(RuleBasedStateMachine):
    cast = day = None

    def __init__(self):
        super().__init__()
        self.day.move_to(DAY)
        self.example = transaction.atomic()
        self.example.__enter__()
        self.clients = {}
        self.registration = self.cast.registration("ttbnv")
        self.version, self.text = 0, ""  # what the registration says, as acknowledged
        self.seen, self.tokens = dict.fromkeys(CLERKS, 0), dict.fromkeys(CLERKS, "")
        self.submitted = {}
        self.count = 0
        for who in CLERKS:
            self.open(who)

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def client(self, who):
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(self.cast[who])
        return self.clients[who]

    def post(self, who, name, typed=None, *more):
        return self.client(who).post(registering.url(name, *more), typed or {})

    def typed(self, who, faulty):
        """Words that nobody has typed before; with a fault they cannot be written into the registration."""
        self.count += 1
        return {
            "token": self.tokens[who],
            "headcount": "ba mươi" if faulty else "31",
            "women": "13",
            "proposal": f"Kiến nghị thứ {self.count} của {who}",
        }

    def written(self, who, text):
        assert self.seen[who] == self.version, "somebody overwrote what they had not seen"
        assert self.status() in ("draft", "returned")
        self.version, self.text = self.version + 1, text
        self.seen[who] = self.version

    def status(self):
        return Registration.objects.get(pk=self.registration.pk).status

    # --- The unit -------------------------------------------------------------------------

    @rule(who=clerk)
    def open(self, who):
        page = self.client(who).get(registering.url("registration_edit", SECTION))
        if page.status_code == 200:
            # A copy kept on what stands there no more is shown beside it: whoever saves then has seen both.
            self.seen[who], self.tokens[who] = self.version, page.context["token"]

    @rule(who=clerk, faulty=st.booleans())
    def save(self, who, faulty):
        typed = self.typed(who, faulty)
        answer = self.post(who, "registration_edit", typed, SECTION)
        assert answer.status_code in (200, 302, 409)
        if answer.status_code == 302:
            assert not faulty
            self.written(who, typed["proposal"])
            self.open(who)
        else:
            assert typed["proposal"] in answer.content.decode()

    @rule(who=clerk, faulty=st.booleans())
    def autosave(self, who, faulty):
        typed = self.typed(who, faulty)
        answer = self.post(who, "registration_autosave", typed, SECTION)
        assert answer.status_code in (200, 409)
        if token := answer.json().get("token"):
            assert not faulty
            self.written(who, typed["proposal"])
            self.tokens[who] = token
        else:
            copy = WorkingCopy.objects.get(kept_by=self.cast[who], section=SECTION)
            assert copy.typed["proposal"] == [typed["proposal"]]

    @rule()
    def submit(self):
        if self.post("member_head", "registration_submit").status_code == 302:
            revision = Revision.objects.latest("number")
            self.submitted[revision.number] = revision.content
            assert revision.content["proposal"] == self.text

    @rule()
    def withdraw(self):
        self.post("member_head", "registration_withdraw")

    # --- The leader's office --------------------------------------------------------------

    @rule(reason=st.sampled_from(["", "Bổ sung danh sách."]))
    def send_back(self, reason):
        self.post("leader_head", "registration_return", {"reason": reason})

    @rule()
    def accept(self):
        self.post("leader_head", "registration_accept")

    @rule(day=st.integers(1, 28))
    def extend(self, day):
        typed = {
            "membership": self.cast.memberships["ttbnv"].pk,
            "step": "registration",
            "due": f"{day}/03/2027",
            "reason": "Công tác",
        }
        self.client("leader_head").post(reverse("blocs:extension_grant", args=registering.BLOC), typed)

    @rule()
    def take_the_extension_back(self):
        self.client("leader_head").post(
            reverse("blocs:extension_withdraw", args=[*registering.BLOC, "ttbnv", "registration"])
        )

    @rule(days=st.sampled_from([0, 0, 1, 5]))
    def wait(self, days):
        self.day.shift(days * 86_400)
        self.clients.clear()  # sessions end overnight

    @rule(locked=st.sampled_from([False, False, False, True]))
    def lock(self, locked):
        BlocYear.objects.filter(pk=self.cast.year.pk).update(status="closed" if locked else "open")

    # --- What holds at all times ----------------------------------------------------------

    @invariant()
    def the_registration_says_what_was_acknowledged_last(self):
        (registration,) = Registration.objects.filter(membership=self.cast.memberships["ttbnv"])
        assert registration.proposal == self.text

    @invariant()
    def what_was_submitted_never_changes(self):
        assert dict(Revision.objects.values_list("number", "content")) == self.submitted


@pytest.fixture
def two_clerks(cast):
    cast.users["second_clerk"] = make_user("second_clerk", unit=cast.units["ttbnv"])
    return cast


def test_nothing_typed_is_lost_in_any_order(two_clerks, the_day):
    run_state_machine_as_test(
        type("TypingInAnyOrder", (Typing,), {"cast": two_clerks, "day": the_day}),
        settings=hypothesis_settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
