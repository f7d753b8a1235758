"""Every address of the covenant: outsiders 404, the wrong role 403, the wrong moment 409, the wrong method 405."""

import pytest

from pledges.models import Covenant
from tests.pledges.covenants import say, url

READ = ["covenant_detail", "covenant_preview", "covenant_word", "covenant_paper", "covenant_scan", "covenant_compare"]
WRITE_BY_LEADER = [
    "covenant_edit", "covenant_bases", "covenant_clauses", "covenant_reload", "covenant_freeze",
    "covenant_revise", "covenant_consult", "covenant_redraft", "covenant_prolong", "covenant_share",
    "pledge_sign_many", "covenant_scan_upload",
]  # fmt: skip
FOR_A_UNIT = ["opinion_give", "opinion_answer", "pledge_sign", "pledge_unsign", "pledge_decline", "pledge_signatory"]
CHANGES = [*WRITE_BY_LEADER, *FOR_A_UNIT, "covenant_start"]
POST_ONLY = ["covenant_start", "pledge_sign", "pledge_unsign"]
READ_ONLY = [*READ, "covenant_version", "covenant_version_paper", "covenant_version_scan"]


def more(name):
    if name in FOR_A_UNIT:
        return ["ttbnv"]
    return [1] if "version" in name else []


def ask(client, name, method="post", **data):
    return getattr(client, method)(url(name, *more(name)), data)


@pytest.mark.parametrize("who", ["another_bloc", "former"])
@pytest.mark.parametrize("name", [*READ_ONLY, *CHANGES])
def test_outsiders_know_of_nothing(client, cast, consulting, name, who):
    client.force_login(cast[who])
    method = "get" if name in READ_ONLY else "post"
    assert ask(client, name, method).status_code == 404


OTHERS = [(who, name) for who in ("neighbour_clerk", "deputy_head", "organiser") for name in CHANGES]


# Who manages the year, the organiser too, names the signatories.
@pytest.mark.parametrize(("who", "name"), [pair for pair in OTHERS if pair != ("organiser", "pledge_signatory")])
def test_other_members_and_the_organiser_may_not(client, cast, consulting, name, who):
    client.force_login(cast[who])
    assert ask(client, name).status_code == 403
    assert Covenant.objects.get().status == "consulting"


@pytest.mark.parametrize("name", ["opinion_answer", "pledge_sign", "pledge_unsign"])
def test_a_member_may_not_even_for_its_own_unit(client, cast, consulting, name):
    client.force_login(cast["member_head"])
    assert ask(client, name).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "covenant_edit", "covenant_bases", "covenant_clauses", "covenant_reload", "covenant_freeze",
        "covenant_consult", "covenant_redraft", "covenant_start", "opinion_give", "opinion_answer",
        "pledge_signatory", "covenant_preview", "pledge_unsign",
    ],
)  # fmt: skip
def test_after_freezing_it_is_too_late(client, cast, consulting, name):
    say(consulting, cast.memberships["ttbnv"], "agrees")
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302
    if name == "opinion_give":
        client.force_login(cast["member_clerk"])

    response = ask(client, name, "get" if name in READ_ONLY else "post")

    assert response.status_code == 409


@pytest.mark.parametrize(
    "name",
    ["covenant_revise", "pledge_sign", "pledge_unsign", "pledge_decline", "pledge_sign_many", "covenant_scan_upload"],
)
def test_before_freezing_it_is_too_early(client, cast, draft, name):
    client.force_login(cast["leader_clerk"])
    assert ask(client, name).status_code == 409
    assert Covenant.objects.get().status == "drafting"


@pytest.mark.parametrize("name", ["covenant_version_paper"])
def test_there_is_no_official_paper_before_freezing(client, cast, draft, name):
    client.force_login(cast["leader_clerk"])
    assert ask(client, name, "get").status_code == 409
    assert ask(client, "covenant_paper", "get").status_code == 404
    assert ask(client, "covenant_scan", "get").status_code == 404


@pytest.mark.parametrize("name", POST_ONLY)
def test_steps_are_not_taken_by_reading(client, cast, draft, name):
    client.force_login(cast["leader_clerk"])
    answer = ask(client, name, "get")
    assert answer.status_code == 405
    assert "Chưa có gì thay đổi." in answer.content.decode()


@pytest.mark.parametrize("name", READ_ONLY)
def test_pages_to_read_take_no_post(client, cast, draft, name):
    client.force_login(cast["leader_clerk"])
    assert ask(client, name, "post").status_code == 405


@pytest.mark.parametrize("name", READ_ONLY)
def test_members_do_not_see_the_draft(client, cast, draft, name):
    client.force_login(cast["member_head"])
    response = ask(client, name, "get")
    if name == "covenant_detail":
        assert "đang được Khối trưởng soạn thảo" in response.content.decode()
        assert "Chủ đề thi đua".upper() not in response.content.decode()
    else:
        assert response.status_code == 404


def test_administrators_read_no_draft(client, cast, consulting):
    client.force_login(cast["admin"])
    assert "CHỦ ĐỀ THI ĐUA" not in client.get(url("covenant_detail")).content.decode()
    assert client.get(url("covenant_preview")).status_code == 404


@pytest.mark.parametrize("name", [*WRITE_BY_LEADER, "covenant_start"])
def test_a_closed_year_takes_nothing(client, cast, draft, name):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["leader_clerk"])
    assert ask(client, name).status_code == 409
