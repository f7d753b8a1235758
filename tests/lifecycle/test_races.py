"""Two people at once: one of them wins, the other is told, and nothing is torn."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Notice
from blocs.models import BlocYear, Membership
from documents.models import IssuedDocument, StoredFile
from pledges import drafting, freezing
from pledges.deciding import prepared_in
from pledges.models import (
    Covenant,
    Pledge,
    PreparedDecision,
    Registration,
    RegistrationEvent,
    Remark,
    Revision,
    SigningChoice,
    SigningTurn,
)
from tests.cast import make_unit, make_user
from tests.pledges import registering
from tests.pledges.covenants import ON_A_DAY, consult, url

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(posts):
    """The status codes of ``posts`` (user, address, data), in their order, all sent at the same moment."""
    ready = Barrier(len(posts), timeout=30)
    clients = [Client() for _ in posts]
    for client, (user, _, _) in zip(clients, posts, strict=True):
        client.force_login(user)

    def send(client, post):
        _, address, data = post
        ready.wait()
        try:
            return client.post(address, data).status_code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, clients, posts))


def step(stage, who, name, unit="ttbnv", **data):
    return stage[who], registering.url(f"registration_{name}", unit=unit), data


@pytest.fixture
def draft(stage):
    covenant = drafting.draft_covenant(stage.year)
    drafting.write_clauses(covenant)
    return covenant


@pytest.fixture
def frozen(stage, draft):
    return freezing.freeze(draft, by=stage["leader_clerk"])


# --- Registrations ------------------------------------------------------------------------


def test_two_start_and_one_registration_begins(stage):
    posts = [step(stage, who, "start") for who in ("member_clerk", "member_head")]

    assert at_once(posts) == [302, 302]
    assert Registration.objects.count() == 1
    assert Registration.objects.get().targets.count() == 1


def test_two_submit_and_one_revision_is_kept(stage):
    registration = stage.registration("ttbnv")
    second = make_user("second_head", unit=stage.units["ttbnv"], duty="head")
    post = step(stage, "member_head", "submit")

    assert sorted(at_once([post, (second, *post[1:])])) == [302, 409]

    assert [r.number for r in Revision.objects.all()] == [1]
    registration.refresh_from_db()
    assert registration.status == "submitted"
    assert registration.submitted_by == Revision.objects.get().made_by
    # The leader's clerk and head hear of it once each.
    assert Notice.objects.filter(user__username__startswith="leader").count() == 2


def test_of_twenty_submits_one_counts_and_each_receiver_hears_of_it_once(stage):
    registration = stage.registration("ttbnv")

    assert sorted(at_once([step(stage, "member_head", "submit")] * 20)) == [302] + [409] * 19

    revision = registration.revisions.get()
    assert (revision.number, revision.content) == (1, registration.snapshot())
    assert RegistrationEvent.objects.filter(kind="submitted").count() == 1
    heard = Notice.objects.values_list("user__username", "text")
    told = "Thanh tra Bộ Nội vụ đã gửi đăng ký thi đua năm 2027. Mã biên nhận: TTBNV-2027-01."
    assert sorted(heard) == [(who, told) for who in ("leader_clerk", "leader_head", "member_clerk")]


def test_twenty_units_submit_at_once_and_none_is_locked_out(stage):
    heads = {unit: make_user(f"head_of_{unit}", unit=unit, duty="head") for unit in twenty_members(stage)}
    for unit in heads:
        stage.registration(unit.slug)
    posts = [(head, registering.url("registration_submit", unit=unit.slug), {}) for unit, head in heads.items()]

    assert at_once(posts) == [302] * 20

    kept = Registration.objects.values_list("membership__unit__slug", "status", "submitted_by__username")
    assert sorted(kept) == sorted((unit.slug, "submitted", head.username) for unit, head in heads.items())
    assert sorted(Revision.objects.values_list("registration__membership__unit__slug", "number")) == sorted(
        (unit.slug, 1) for unit in heads
    )
    assert Notice.objects.filter(user=stage["leader_clerk"]).count() == 20


def twenty_members(stage):
    """Units that join the seven as members of the year."""
    made = [make_unit(f"dv{n}", f"Đơn vị {n}") for n in range(20)]
    for order, unit in enumerate(made, start=8):
        stage.memberships[unit.slug] = stage.year.memberships.create(unit=unit, order=order, role="member")
    return made


def test_two_accept_and_one_decides(stage):
    registration = stage.registration("ttbnv", status="submitted")
    posts = [step(stage, who, "accept") for who in ("leader_clerk", "leader_head")]

    codes = at_once(posts)

    registration.refresh_from_db()
    assert sorted(codes) == [302, 409]
    assert registration.decided_by == posts[codes.index(302)][0]
    assert Notice.objects.filter(user__username__startswith="member").count() == 2


@pytest.mark.parametrize("rival", ["withdraw", "return"])
def test_acceptance_against_another_step(stage, rival):
    """Accepting forbids withdrawing and the other way round; what was accepted first may still be sent back."""
    registration = stage.registration("ttbnv", status="submitted")
    who, data = ("member_head", {}) if rival == "withdraw" else ("leader_head", {"reason": "Chưa đủ."})

    codes = at_once([step(stage, "leader_clerk", "accept"), step(stage, who, rival, **data)])

    status = Registration.objects.get(pk=registration.pk).status
    ends = {"withdraw": {(302, 409): "accepted", (409, 302): "draft", (404, 302): "draft"}}
    ends["return"] = {(409, 302): "returned", (302, 302): "returned"}
    assert ends[rival].get(tuple(codes)) == status


def prepared(stage, *units):
    """Registrations that wait, with a decision to receive them; what the page that applies them posts."""
    for unit in units:
        registration = registering.handed_in(stage, unit)
        PreparedDecision.objects.create(
            registration=registration, revision=registration.revisions.get(), outcome="accept"
        )
    bloc_year = BlocYear.objects.with_members().get(pk=stage.year.pk)
    found = prepared_in(bloc_year, stage["leader_clerk"])
    return {"decision": [f"{one.registration.pk}:{one.token}" for one in found]}


def test_two_apply_the_same_decisions_and_each_unit_hears_of_it_once(stage):
    posted = prepared(stage, "ttbnv", "ttbtc")
    address = registering.year_url("decision_apply")

    assert at_once([(stage[who], address, posted) for who in ("leader_clerk", "leader_head")]) == [302, 302]

    assert set(Registration.objects.values_list("status", flat=True)) == {"accepted"}
    assert Registration.objects.values("decided_by").distinct().count() == 1
    assert RegistrationEvent.objects.filter(kind="accepted").count() == 2
    assert Notice.objects.filter(user=stage["member_head"]).count() == 1


def test_applying_against_withdrawing(stage):
    """The one that is taken back is left out or received, the other is received whatever happens."""
    posted = prepared(stage, "ttbnv", "ttbtc")
    apply = (stage["leader_clerk"], registering.year_url("decision_apply"), posted)

    codes = at_once([apply, step(stage, "member_head", "withdraw")])

    found = dict(Registration.objects.values_list("membership__unit__slug", "status"))
    assert codes[0] == 302
    assert (codes[1], found["ttbnv"]) in {(302, "draft"), (409, "accepted")}
    assert found["ttbtc"] == "accepted"


def test_a_remark_against_sending_back_is_sent_or_refused(stage):
    registering.handed_in(stage)
    remark = (stage["leader_head"], registering.url("remark_add", "chi-tieu"), {"text": "Thấp.", "line": ""})

    codes = at_once([remark, step(stage, "leader_clerk", "return", reason="Chưa đủ.")])

    assert codes in ([302, 302], [409, 302])
    assert Remark.objects.exclude(sent_at=None).count() == Remark.objects.count() == (codes[0] == 302)


def test_two_prepare_and_one_decision_stands(stage):
    registering.handed_in(stage)
    address = registering.url("decision_prepare")
    posts = [
        (stage["leader_clerk"], address, {"outcome": "accept"}),
        (stage["leader_head"], address, {"outcome": "send_back", "reason": "Chưa đủ."}),
    ]

    assert at_once(posts) == [302, 302]
    decision = PreparedDecision.objects.get()
    assert (decision.outcome, decision.reason, decision.prepared_by.username) in {
        ("accept", "", "leader_clerk"),
        ("send_back", "Chưa đủ.", "leader_head"),
    }


def test_submitting_against_freezing(stage, draft):
    """The annex holds what was received: whatever comes first, both see the same order."""
    registration = stage.registration("ttbnv")

    codes = at_once([step(stage, "member_head", "submit"), (stage["leader_clerk"], url("covenant_freeze"), TYPED)])

    registration.refresh_from_db()
    assert codes[1] == 302
    assert (codes[0], registration.status) in {(302, "submitted"), (409, "draft")}
    assert registration.revisions.count() == (codes[0] == 302)


TYPED = {"year": "2027"}


@pytest.mark.parametrize("section", ["thong-tin-chung", "phong-trao"])
def test_two_save_the_same_section_and_neither_is_lost_unseen(stage, section):
    registration = stage.registration("ttbnv")
    typed = {
        "thong-tin-chung": [{"headcount": "40", "women": "20"}, {"headcount": "50", "women": "5"}],
        "phong-trao": [registering.rows({"name": "Phong trào A"}), registering.rows({"name": "Phong trào B"})],
    }[section]
    reader = Client()
    reader.force_login(stage["member_clerk"])
    token = registering.token_on(reader, section)
    address = registering.url("registration_edit", section)
    people = [stage["member_clerk"], stage["member_head"]]

    codes = at_once([(user, address, {"token": token} | row) for user, row in zip(people, typed, strict=True)])

    registration.refresh_from_db()
    first = codes.index(302)
    assert sorted(codes) == [302, 409]
    if section == "phong-trao":
        assert [m.name for m in registration.movements.all()] == [f"Phong trào {'AB'[first]}"]
    else:
        assert (registration.headcount, registration.women) == [(40, 20), (50, 5)][first]


def test_saving_against_submitting_keeps_what_was_read(stage):
    """What stands in the revision is what stands in the registration, whoever came first."""
    registration = stage.registration("ttbnv")
    reader = Client()
    reader.force_login(stage["member_clerk"])
    typed = {"token": registering.token_on(reader, "thong-tin-chung"), "headcount": "40", "women": "20"}
    save = (stage["member_clerk"], registering.url("registration_edit", "thong-tin-chung"), typed)

    codes = at_once([save, step(stage, "member_head", "submit")])

    registration.refresh_from_db()
    assert codes in ([302, 302], [409, 302])
    assert registration.headcount == (40 if codes[0] == 302 else 31)
    assert registration.revisions.get().content == registration.snapshot()


# --- The covenant -------------------------------------------------------------------------


def test_two_start_a_draft_and_one_begins(stage):
    posts = [(stage[who], url("covenant_start"), {}) for who in ("leader_clerk", "leader_head")]

    assert sorted(at_once(posts)) == [302, 409]
    assert Covenant.objects.count() == 1


def test_two_put_the_draft_to_the_members_and_one_round_begins(stage, draft):
    posts = [(stage[who], url("covenant_consult"), {"until": "12/03/2027"}) for who in ("leader_clerk", "leader_head")]

    assert sorted(at_once(posts)) == [302, 409]
    assert Covenant.objects.get().last_round.number == 1


def test_answering_against_the_end_of_the_round(stage, draft):
    """Either the answer was in time and belongs to the round, or it is refused: never one that came after the end."""
    consult(draft)
    address = url("opinion_give", "ttbnv")
    reader = Client()
    reader.force_login(stage["member_clerk"])
    typed = {"token": reader.get(address).context["token"], "stance": "agrees"}

    codes = at_once([(stage["member_clerk"], address, typed), (stage["leader_head"], url("covenant_redraft"), {})])

    covenant = Covenant.objects.get()
    assert codes in ([302, 302], [404, 302], [409, 302])
    assert covenant.last_round.opinions.count() == (codes[0] == 302)
    assert (covenant.status, covenant.last_round.closed_by) == ("drafting", stage["leader_head"])


def test_two_freeze_and_one_paper_is_issued(stage, draft):
    posts = [(stage[who], url("covenant_freeze"), TYPED) for who in ("leader_clerk", "leader_head")]

    codes = at_once(posts)

    covenant = Covenant.objects.get()
    assert sorted(codes) == [302, 409]
    assert (covenant.status, covenant.frozen_by) == ("frozen", posts[codes.index(302)][0])
    assert (IssuedDocument.objects.count(), StoredFile.objects.count(), Pledge.objects.count()) == (1, 1, 7)


def test_two_revise_and_one_version_follows(stage, frozen):
    posts = [(stage[who], url("covenant_revise"), {}) for who in ("leader_clerk", "leader_head")]

    assert sorted(at_once(posts)) == [302, 409]
    assert sorted(Covenant.objects.values_list("version", "status")) == [(1, "frozen"), (2, "drafting")]


def test_revising_against_signing(stage, frozen):
    """Either somebody has signed and a reason is asked for, or there is a new version and nobody has signed."""
    codes = at_once(
        [(stage["leader_clerk"], url("covenant_revise"), {}), (stage["leader_head"], url("pledge_sign", "ttbnv"), {})]
    )

    found = (Covenant.objects.count(), Pledge.objects.signed().count())
    assert (codes, found) in [([302, 409], (2, 0)), ([200, 302], (1, 1))]


def test_twenty_sign_for_the_same_unit_and_one_mark_is_made(stage, frozen):
    post = (stage["leader_clerk"], url("pledge_sign", "ttbnv"), {})

    assert sorted(at_once([post] * 20)) == [302] + [409] * 19
    assert [p.membership.unit.slug for p in Pledge.objects.signed()] == ["ttbnv"]
    assert IssuedDocument.objects.get().signed_count == 1


def test_seven_signatures_at_once_complete_the_covenant(stage, frozen):
    posts = [(stage["leader_clerk"], url("pledge_sign", code), ON_A_DAY) for code in stage.units]

    assert at_once(posts) == [302] * 7

    assert Covenant.objects.get().status == "signed"
    assert IssuedDocument.objects.get().signed_count == 7


def test_signing_against_declining(stage, frozen):
    posts = [
        (stage["leader_clerk"], url("pledge_sign", "ttbnv"), {}),
        (stage["member_head"], url("pledge_decline", "ttbnv"), {"reason": "Chưa thống nhất."}),
    ]

    codes = at_once(posts)

    # Whoever declined first may still be marked as having signed, not the other way round.
    pledge = Pledge.objects.get(membership__unit__slug="ttbnv")
    assert codes in ([302, 409], [302, 302])
    assert (pledge.status, pledge.declined_reason) == ("signed", "")
    assert IssuedDocument.objects.get().signed_count == 1


@pytest.fixture
def digital(stage, frozen):
    SigningChoice.objects.create(bloc_year=stage.year, manner="digital")
    return frozen


def test_two_units_take_the_file_and_one_holds_it(stage, digital):
    posts = [
        (stage[who], url("pledge_take", code), {})
        for who, code in (("member_head", "ttbnv"), ("neighbour_clerk", "ttbtc"))
    ]

    codes = at_once(posts)

    assert sorted(codes) == [302, 409]
    assert SigningTurn.objects.get().taken_by == posts[codes.index(302)][0]


def test_taking_the_file_against_a_new_version(stage, digital):
    """Nobody holds the file of a version that is superseded, whoever came first."""
    codes = at_once(
        [(stage["member_head"], url("pledge_take", "ttbnv"), {}), (stage["leader_clerk"], url("covenant_revise"), {})]
    )

    assert codes in ([302, 302], [409, 302])
    assert not SigningTurn.objects.exists()
    assert Covenant.objects.count() == 2
    told = Notice.objects.filter(user=stage["member_head"], text__contains="thôi giữ bản ký số")
    assert told.count() == (codes[0] == 302)


# --- The year -----------------------------------------------------------------------------


def test_two_prepare_the_next_year_and_one_is_made(stage):
    address = f"/khoi/{stage.bloc.slug}/2027/nam-sau/"

    assert sorted(at_once([(stage[who], address, {}) for who in ("leader_clerk", "organiser")])) == [302, 409]
    assert Membership.objects.filter(bloc_year__year=2028, bloc_year__bloc=stage.bloc).count() == 7


def test_two_open_a_year_and_the_members_hear_of_it_once(stage):
    BlocYear.objects.filter(pk=stage.year.pk).update(status="preparing")
    address = f"/khoi/{stage.bloc.slug}/2027/mo-nam/"

    assert sorted(at_once([(stage[who], address, {}) for who in ("leader_clerk", "leader_head")])) == [302, 409]
    assert BlocYear.objects.get(pk=stage.year.pk).status == "open"
    assert Notice.objects.filter(user=stage["member_clerk"]).count() == 1
