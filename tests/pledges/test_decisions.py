"""One registration after the other, decisions prepared on the way and applied together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Notice
from blocs.models import Officer
from pledges.models import Covenant, PreparedDecision, Registration
from tests.look.reading import tree
from tests.pledges.registering import handed_in, url, year_url
from tests.scenes import issue

APPLY = year_url("decision_apply")


@pytest.fixture
def leader(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def prepare(client, unit="ttbnv", outcome="accept", **more):
    return client.post(url("decision_prepare", unit=unit), {"outcome": outcome, "seen": "1"} | more)


@pytest.fixture
def three(leader, cast):
    """Three wait, one has a decision of each kind prepared, the first came first."""
    for days, unit in enumerate(["ttbca", "ttbnv", "ttbtc"]):
        registration = handed_in(cast, unit)
        Registration.objects.filter(pk=registration.pk).update(
            submitted_at=registration.submitted_at + timedelta(days=days)
        )
    prepare(leader, "ttbca")
    prepare(leader, "ttbnv", "send_back", reason="Thiếu chỉ tiêu.")
    prepare(leader, "ttbtc")
    return leader


def states():
    return dict(Registration.objects.values_list("membership__unit__slug", "status"))


def ticked(client):
    """What the page posts when nothing is unticked."""
    return {"decision": tree(client.get(APPLY)).xpath("//main//input[@name='decision']/@value")}


def said(answer, client):
    return [str(message) for message in client.get(answer.url).context["messages"]]


def test_a_decision_is_noted_and_nobody_is_told(leader, cast):
    registration = handed_in(cast)

    answer = prepare(leader, outcome="send_back", reason="Thiếu chỉ tiêu.")

    decision = PreparedDecision.objects.get()
    assert answer.url == url("registration_detail")
    assert (decision.registration, decision.revision) == (registration, registration.revisions.get())
    assert (decision.outcome, decision.reason) == ("send_back", "Thiếu chỉ tiêu.")
    assert decision.prepared_by == cast["leader_clerk"]
    assert states() == {"ttbnv": "submitted"}
    assert not Notice.objects.exists()
    page = leader.get(url("registration_detail"))
    assert page.context["decision_form"]["outcome"].value() == "send_back"


def test_a_second_thought_takes_the_place_of_the_first(leader, cast):
    handed_in(cast)
    prepare(leader, outcome="send_back", reason="Thiếu chỉ tiêu.")
    prepare(leader)

    assert PreparedDecision.objects.values_list("outcome", "reason").get() == ("accept", "")


def test_save_and_go_on_to_the_next_until_all_are_seen(leader, cast):
    for days, unit in enumerate(["ttbca", "ttbnv", "ttbtc"]):
        registration = handed_in(cast, unit)
        when = registration.submitted_at + timedelta(days=days)
        Registration.objects.filter(pk=registration.pk).update(submitted_at=when)

    seen, here = [], "ttbnv"
    for _ in range(3):
        seen.append(here)
        review = prepare(leader, here, then="next").url
        assert review == f"{year_url('registration_review')}?sau={here}"
        following = leader.get(review).url
        here = following.split("/")[-2]

    assert seen == ["ttbnv", "ttbtc", "ttbca"]  # onwards, then from the beginning
    assert following == APPLY


def test_what_is_handed_in_again_is_to_be_read_again(three, client, cast):
    """The decision prepared about the submission before does not count as one about this."""
    review = year_url("registration_review")
    assert three.get(review).url == APPLY
    client.force_login(cast["member_head"])
    assert client.post(url("registration_withdraw")).status_code == 302
    assert client.post(url("registration_submit")).status_code == 302
    client.force_login(cast["leader_clerk"])

    assert PreparedDecision.objects.filter(registration__membership__unit__slug="ttbnv").exists()
    assert three.get(review).url == url("registration_detail")
    assert three.get(APPLY).context["unread"] == 1


def test_nobody_is_led_to_their_own(leader, cast):
    """A clerk of the leader who serves a member, too, receives for the leader, and not what that member handed in."""
    Officer.objects.create(user=cast["leader_clerk"], unit=cast.units["ttbnv"], duty="clerk", starts_on="2027-01-01")
    handed_in(cast, "ttbnv")
    review = year_url("registration_review")
    assert leader.get(review).url == year_url("registration_list")
    handed_in(cast, "ttbca")

    assert leader.get(review).url == url("registration_detail", unit="ttbca")
    prepare(leader, "ttbca")
    assert leader.get(review).url == APPLY


def test_without_saving_one_still_comes_to_the_next(leader, cast):
    for unit in ("ttbca", "ttbnv"):
        handed_in(cast, unit)

    (link,) = tree(leader.get(url("registration_detail", unit="ttbca"))).xpath(
        "//main//a[contains(@href, '?sau=')]/@href"
    )

    assert leader.get(link).url == url("registration_detail", unit="ttbnv")
    assert leader.get(link.replace("ttbca", "ttbnv")).url == url("registration_detail", unit="ttbca")


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"outcome": ""}, {"outcome": ["Chọn Tiếp nhận hoặc Đề nghị bổ sung."]}),
        (
            {"outcome": "send_back"},
            {"reason": ["Ghi nội dung đề nghị bổ sung, ví dụ: Chỉ tiêu thứ hai chưa có giá trị kế hoạch."]},
        ),
    ],
)
def test_what_is_missing_is_said(leader, cast, typed, faults):
    handed_in(cast)

    page = prepare(leader, **typed)

    assert (page.status_code, page.context["decision_form"].errors) == (200, faults)
    assert not PreparedDecision.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader_head", 302),
        ("organiser", 302),
        ("member_head", 403),
        ("neighbour_clerk", 404),
        ("deputy_clerk", 404),
        ("another_bloc", 404),
        ("admin", 404),
    ],
)
@pytest.mark.parametrize("name", ["decision_prepare", "decision_drop"])
def test_who_prepares(client, cast, name, who, status):
    handed_in(cast)
    client.force_login(cast[who])

    assert client.post(url(name), {"outcome": "accept"}).status_code == status
    assert PreparedDecision.objects.count() == (status == 302 and name == "decision_prepare")


@pytest.mark.parametrize(("who", "status"), [("deputy_head", 302), ("organiser", 302), ("leader_head", 403)])
def test_nobody_decides_on_their_own(client, cast, who, status):
    handed_in(cast, "ttbtp")
    client.force_login(cast[who])

    assert prepare(client, "ttbtp").status_code == status


@pytest.mark.parametrize("state", ["accepted", "returned"])
def test_only_what_waits_is_decided_on(leader, cast, state):
    handed_in(cast)
    Registration.objects.update(status=state, return_reason="Thiếu")

    assert prepare(leader).status_code == 409
    assert leader.get(url("decision_prepare")).status_code == 409


def test_a_prepared_decision_is_dropped(three):
    assert three.post(url("decision_drop")).url == url("registration_detail")
    assert PreparedDecision.objects.filter(registration__membership__unit__slug="ttbnv").count() == 0
    assert three.get(url("decision_drop")).status_code == 405


def test_all_are_listed_with_what_the_units_will_read(three):
    page = three.get(APPLY)

    table = tree(page).xpath("//main//table")[0]
    assert table.findtext("caption") == "3 đơn vị: 2 tiếp nhận, 1 đề nghị bổ sung"
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]
    assert [row[1:4] for row in rows] == [
        ["Thanh tra Bộ Công an", "Tiếp nhận", "Báo đã tiếp nhận"],
        ["Thanh tra Bộ Nội vụ", "Đề nghị bổ sung", "Thiếu chỉ tiêu."],
        ["Thanh tra Bộ Tài chính", "Tiếp nhận", "Báo đã tiếp nhận"],
    ]
    assert "3 quyết định" in three.get(year_url("registration_list")).content.decode()


def test_one_click_applies_them_all(three, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = three.post(APPLY, ticked(three))

    assert answer.url == year_url("registration_list")
    assert states() == {"ttbca": "accepted", "ttbnv": "returned", "ttbtc": "accepted"}
    assert set(Registration.objects.values_list("decided_by__username", flat=True)) == {"leader_clerk"}
    assert Registration.objects.get(membership__unit__slug="ttbnv").return_reason == "Thiếu chỉ tiêu."
    assert not PreparedDecision.objects.exists()
    assert said(answer, three) == ["Đã áp dụng quyết định với 3 đơn vị: 2 tiếp nhận, 1 đề nghị bổ sung."]
    texts = set(Notice.objects.filter(user=cast["member_head"]).values_list("text", flat=True))
    assert texts == {"Khối trưởng đề nghị bổ sung: Thiếu chỉ tiêu."}


def test_only_those_that_are_ticked(three):
    posted = ticked(three)["decision"][:1]

    answer = three.post(APPLY, {"decision": posted})

    assert answer.url == APPLY
    assert states() == {"ttbca": "accepted", "ttbnv": "submitted", "ttbtc": "submitted"}
    assert three.post(APPLY, {"decision": ["", "x:y", "0:aaaa"]}).url == APPLY


def taken_back(cast):
    Registration.objects.filter(membership__unit__slug="ttbnv").update(status="draft")


def sent_again(cast):
    registration = Registration.objects.get(membership__unit__slug="ttbnv")
    registration.revisions.create(number=2, content=registration.snapshot(), made_at=registration.submitted_at)


def decided_by_another(cast):
    registration = Registration.objects.get(membership__unit__slug="ttbnv")
    registration.accept(by=cast["leader_head"])
    registration.save()


def thought_over(cast):
    PreparedDecision.objects.filter(registration__membership__unit__slug="ttbnv").update(
        reason="Lý do khác", prepared_by=cast["leader_head"]
    )


def dropped(cast):
    PreparedDecision.objects.filter(registration__membership__unit__slug="ttbnv").delete()


@pytest.mark.parametrize(
    ("meanwhile", "why", "after"),
    [
        (taken_back, "Đơn vị đã rút lại bản đăng ký để sửa.", "draft"),
        (sent_again, "Đơn vị đã gửi lại bản đăng ký (lần 2) sau khi quyết định được chuẩn bị.", "submitted"),
        (
            decided_by_another,
            "Bản đăng ký đã được Người leader_head tiếp nhận lúc 09:00 ngày 25/02/2027.",
            "accepted",
        ),
        (
            thought_over,
            "Quyết định đã chuẩn bị vừa được Người leader_head sửa; Anh/chị xem lại rồi áp dụng.",
            "submitted",
        ),
        (dropped, "Quyết định đã chuẩn bị vừa được bỏ.", "submitted"),
    ],
)
def test_what_changed_meanwhile_is_left_out_and_named(three, cast, meanwhile, why, after):
    posted = ticked(three)
    meanwhile(cast)

    answer = three.post(APPLY, posted)

    assert states() == {"ttbca": "accepted", "ttbnv": after, "ttbtc": "accepted"}
    assert said(answer, three) == [
        "Đã áp dụng quyết định với 2 đơn vị: 2 tiếp nhận.",
        f"Chưa áp dụng với Thanh tra Bộ Nội vụ: {why}",
    ]


@pytest.mark.parametrize("meanwhile", [taken_back, sent_again])
def test_what_cannot_be_applied_is_listed_with_its_reason_and_cannot_be_ticked(three, cast, meanwhile):
    meanwhile(cast)

    page = three.get(APPLY)

    assert len(tree(page).xpath("//main//input[@name='decision']")) == 2
    assert "2 đơn vị: 2 tiếp nhận" in page.content.decode()
    assert "Chưa áp dụng được: Đơn vị đã" in page.content.decode()
    links = tree(page).xpath("//main//td/a/@href | //main//th/a/@href")
    assert {three.get(link).status_code for link in links} == {200}
    (drop,) = tree(page).xpath("//main//button/@formaction")
    assert three.post(drop).url == (APPLY if meanwhile is taken_back else url("registration_detail"))
    assert PreparedDecision.objects.count() == 2


def test_remarks_written_go_with_the_decision(leader, cast):
    registration = handed_in(cast)
    leader.post(url("remark_add", "chi-tieu"), {"text": "Nâng mức kế hoạch.", "line": "1"})
    assert prepare(leader, outcome="send_back").status_code == 302

    leader.post(APPLY, ticked(leader))

    registration.refresh_from_db()
    assert registration.return_reason == "Xem 1 nhận xét ở các phần của bản đăng ký."
    assert registration.remarks.get().sent_at == registration.decided_at


def test_a_remark_added_after_the_list_was_read_is_not_sent_unread(leader, cast):
    handed_in(cast)
    prepare(leader, outcome="send_back", reason="Thiếu.")
    posted = ticked(leader)
    leader.post(url("remark_add", "chi-tieu"), {"text": "Viết sau.", "line": ""})

    leader.post(APPLY, posted)

    assert states() == {"ttbnv": "submitted"}


@pytest.mark.parametrize("state", ["closed", "frozen"])
def test_a_year_that_is_over_or_frozen_applies_nothing(three, cast, state):
    posted = ticked(three)
    if state == "closed":
        type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    else:
        Covenant.objects.create(bloc_year=cast.year, status="frozen", document=issue(cast.year, "GU", "GGGG-UUUU-2222"))

    assert three.post(APPLY, posted).status_code == 409
    assert set(states().values()) == {"submitted"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("member_head", 403), ("admin", 403), ("another_bloc", 404), ("former", 404), ("organiser", 302)],
)
def test_who_applies(three, cast, who, status):
    posted = ticked(three)
    three.force_login(cast[who])

    assert three.post(APPLY, posted).status_code == status
    assert (set(states().values()) == {"submitted"}) is (status != 302)


def test_the_deputy_applies_to_the_leaders_only(three, cast):
    handed_in(cast, "ttbtp")
    posted = ticked(three)["decision"]
    three.force_login(cast["deputy_head"])
    prepare(three, "ttbtp")

    three.post(APPLY, {"decision": posted + ticked(three)["decision"]})

    assert states() == {"ttbca": "submitted", "ttbnv": "submitted", "ttbtc": "submitted", "ttbtp": "accepted"}


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("registration_accept", "registration_accept", "tiếp nhận"),
        ("registration_return", "registration_accept", "đề nghị bổ sung"),
    ],
)
def test_who_comes_second_is_told_by_whom_and_when(leader, client, cast, first, second, words):
    handed_in(cast)
    leader.post(url(first), {"reason": "Thiếu.", "seen": "1"})
    client.force_login(cast["leader_head"])

    page = client.post(url("registration_accept"), {"seen": "1"})

    assert page.status_code == 409
    assert page.context["reason"] == f"Bản đăng ký đã được Người leader_clerk {words} lúc 09:00 ngày 25/02/2027."


@pytest.mark.parametrize("name", ["registration_accept", "registration_return", "decision_prepare"])
def test_what_the_unit_took_back_is_told_to_its_receiver_only(leader, cast, name):
    handed_in(cast)
    Registration.objects.update(status="draft")

    page = leader.post(url(name), {"reason": "Thiếu.", "outcome": "accept"})

    assert page.status_code == 409
    assert page.context["reason"] == "Thanh tra Bộ Nội vụ đã rút lại bản đăng ký để sửa, nên chưa làm bước này."
    assert page.context["back_url"] == reverse("pledges:registration_list", args=["khoi-ii", 2027])
    leader.force_login(cast["neighbour_clerk"])
    assert leader.post(url(name), {"reason": "Thiếu."}).status_code == 404
