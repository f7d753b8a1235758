"""Check, hand in, take back, receive, ask for more."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from blocs.models import Extension, Officer
from documents.models import IssuedDocument
from pledges.models import Covenant, Registration
from tests.look.reading import tree, words
from tests.pledges.registering import catalogue, rows, save, url

STEPS = ["registration_submit", "registration_withdraw", "registration_accept", "registration_return"]


def status():
    return Registration.objects.get().status


def sign_in(client, cast, who):
    client.force_login(cast[who])
    return client


@pytest.fixture
def head(client, cast):
    return sign_in(client, cast, "member_head")


@pytest.fixture
def leader(client, cast):
    return sign_in(client, cast, "leader_clerk")


def test_the_head_hands_in_and_the_leaders_office_is_told(head, cast, django_capture_on_commit_callbacks):
    cast.registration("ttbnv")

    with django_capture_on_commit_callbacks(execute=True):
        answer = head.post(url("registration_submit"))

    assert answer.url == url("registration_submitted", 1)
    registration = Registration.objects.get()
    assert (registration.status, registration.submitted_by) == ("submitted", cast["member_head"])
    revision = registration.revisions.get()
    assert (revision.number, revision.content) == (1, registration.snapshot())
    told = Notice.objects.values_list("user__username", "text")
    text = "Thanh tra Bộ Nội vụ đã gửi đăng ký thi đua năm 2027. Mã biên nhận: TTBNV-2027-01."
    assert set(told) == {("leader_clerk", text), ("leader_head", text), ("member_clerk", text)}


def test_an_entitled_clerk_hands_in(client, cast):
    cast.registration("ttbnv")
    Officer.objects.filter(user=cast["member_clerk"]).update(may_submit=True)

    answer = sign_in(client, cast, "member_clerk").post(url("registration_submit"))

    assert (answer.status_code, status()) == (302, "submitted")


def test_the_receipt_says_what_comes_next(head, cast):
    cast.registration("ttbnv")
    head.post(url("registration_submit"))

    page = head.get(url("registration_submitted"))

    assert [words(fact) for fact in tree(page).xpath("//dl/dd")] == [
        "TTBNV-2027-01",
        "Thanh tra Bộ Nội vụ",
        "Khối trưởng (Thanh tra Bộ Tư pháp)",
        "1",
        "09:00 ngày 25/02/2027, người gửi: Người member_head",
        "Đã gửi, chờ tiếp nhận",
    ]
    assert "Hết ngày 10/03/2027: hạn gửi báo cáo tổng hợp" in page.content.decode()


def test_a_receipt_stays_what_it_was(head, cast):
    registration = cast.registration("ttbnv")
    head.post(url("registration_submit"))
    head.post(url("registration_withdraw"))
    head.post(url("registration_submit"))

    first, latest = head.get(url("registration_submitted", 1)), head.get(url("registration_submitted"))

    assert [page.context["revision"].receipt for page in (first, latest)] == ["TTBNV-2027-01", "TTBNV-2027-02"]
    assert "Tiếp theo" in latest.content.decode()
    assert "Tiếp theo" not in first.content.decode()
    assert head.get(url("registration_submitted", 3)).status_code == 404
    assert registration.revisions.count() == 2


def test_there_is_no_receipt_before_anything_was_handed_in(head, cast):
    cast.registration("ttbnv")

    assert head.get(url("registration_submitted")).status_code == 404


def test_the_check_names_what_hinders_and_where(head, cast):
    registration = cast.registration("ttbnv", headcount=None, women=None)
    for lines in (registration.honours, registration.targets, registration.initiatives, registration.movements):
        lines.all().delete()

    page = head.get(url("registration_check"))

    assert [(item["finding"].text[:35], item["url"]) for item in page.context["errors"]] == [
        ("Chưa nhập tổng số cán bộ, công chức", f"{url('registration_edit', 'thong-tin-chung')}?ve=kiem-tra"),
        ("Chưa đăng ký nội dung nào: nhập ít ", f"{url('registration_edit', 'chi-tieu')}?ve=kiem-tra"),
    ]
    assert "Gửi bản đăng ký</button>" not in page.content.decode()
    assert head.post(url("registration_submit")).status_code == 409
    assert status() == "draft"


@pytest.mark.parametrize(
    ("then", "leads_to"),
    [
        ("next", f"{url('registration_check')}#phan-phong-trao"),
        ("stay", f"{url('registration_edit', 'phong-trao')}?ve=kiem-tra"),
    ],
)
def test_saving_leads_back_to_the_check_that_led_there(head, cast, then, leads_to):
    cast.registration("ttbnv")
    check = tree(head.get(url("registration_check")))
    links = check.xpath("//main//a[contains(@href, '/phong-trao/')]/@href")
    assert set(links) == {f"{url('registration_edit', 'phong-trao')}?ve=kiem-tra"}

    form = head.get(links[0])
    assert "Lưu và về trang Kiểm tra" in form.content.decode()
    answer = head.post(links[0], rows({"name": "Thi đua 80 ngày"}, token=form.context["token"], then=then))

    assert answer.url == leads_to


def test_doubts_do_not_hinder(head, cast):
    registration = cast.registration("ttbnv")
    registration.honours.create(order=2, honour=catalogue()["CSTDCS"], scope="ca_nhan", count=20)

    page = head.get(url("registration_check"))

    assert page.context["errors"] == []
    assert len(page.context["warnings"]) == 2
    assert head.post(url("registration_submit"), {"token": page.context["token"]}).status_code == 302
    assert status() == "submitted"


@pytest.mark.parametrize("method", ["get", "post"])
def test_back_after_handing_in_leads_to_the_registration(head, cast, method):
    cast.registration("ttbnv")
    head.post(url("registration_submit"))

    address = url("registration_check") if method == "get" else url("registration_submit")
    page = getattr(head, method)(address)

    assert page.status_code == 409
    assert page.context["back_url"] == url("registration_detail")


def test_a_clerk_sees_who_hands_in(client, cast):
    cast.registration("ttbnv")

    page = sign_in(client, cast, "member_clerk").get(url("registration_check"))

    assert "Lãnh đạo đơn vị gửi bản đăng ký." in page.content.decode()


def test_what_changed_after_the_check_is_not_handed_in_unread(head, cast):
    cast.registration("ttbnv")
    token = head.get(url("registration_check")).context["token"]
    save(head, "thong-tin-chung", {"headcount": "40", "women": "13"})

    page = head.post(url("registration_submit"), {"token": token})

    assert page.status_code == 409
    assert (
        page.context["reason"]
        == "Nội dung bản đăng ký vừa được sửa ở nơi khác (người khác hoặc cửa sổ khác), nên chưa gửi."
    )
    assert status() == "draft"


def test_after_the_last_day_only_an_extension_helps(client, cast, the_day):
    cast.registration("ttbnv")
    the_day.move_to("2027-02-28 16:59:59")
    head = sign_in(client, cast, "member_head")
    assert head.get(url("registration_check")).context["obstacle"] == ""
    the_day.move_to("2027-02-28 17:00:00")

    page = head.post(url("registration_submit"))

    assert page.status_code == 409
    said = "Đã hết hạn gửi đăng ký thi đua (hết ngày 28/02/2027). Anh/chị đề nghị Khối trưởng gia hạn."
    assert page.context["reason"] == said
    Extension.objects.create(
        membership=cast.memberships["ttbnv"], step="registration", due=date(2027, 3, 5), reason="Kiện toàn"
    )
    assert head.post(url("registration_submit")).status_code == 302
    assert Registration.objects.get().words == "Gửi chậm, chờ tiếp nhận"


def test_the_unit_takes_it_back(head, cast):
    cast.registration("ttbnv", status="submitted")

    answer = head.post(url("registration_withdraw"))

    assert (answer.url, status()) == (url("registration_detail"), "draft")


def test_after_the_last_day_nothing_is_taken_back(client, cast, the_day):
    """It could not be handed in again; the unit's own extension counts."""
    cast.registration("ttbnv", status="submitted")
    the_day.move_to("2027-02-28 17:00:00")
    head = sign_in(client, cast, "member_head")

    page = head.post(url("registration_withdraw"))

    assert (page.status_code, status()) == (409, "submitted")
    assert page.context["reason"].startswith(
        "Đã hết hạn gửi đăng ký thi đua (hết ngày 28/02/2027) nên không rút lại được nữa"
    )
    edit = head.get(url("registration_edit", "chi-tieu"))
    assert edit.context["hint"].startswith("Đã hết hạn gửi. Muốn sửa, Anh/chị đề nghị Khối trưởng")
    Extension.objects.create(
        membership=cast.memberships["ttbnv"], step="registration", due=date(2027, 3, 5), reason="Kiện toàn"
    )
    assert head.post(url("registration_withdraw")).status_code == 302
    assert status() == "draft"


def announced():
    return Registration.objects.values_list("ready_at", "ready_by__username").get()


def test_a_clerk_tells_the_head_that_the_draft_is_complete(client, cast, django_capture_on_commit_callbacks):
    cast.registration("ttbnv")
    sign_in(client, cast, "member_clerk")
    page = client.get(url("registration_check")).content.decode()
    assert "Báo lãnh đạo: đã điền xong" in page
    assert "Đã báo lãnh đạo" not in page

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("registration_announce"))

    assert answer.url == url("registration_check")
    assert "Đã báo lãnh đạo lúc 09:00 ngày 25/02/2027" in client.get(answer.url).content.decode()
    assert announced()[1] == "member_clerk"
    told = Notice.objects.values_list("user__username", "text", "url")
    said = (
        "Người member_clerk báo đã điền xong đăng ký thi đua năm 2027 của Thanh tra Bộ Nội vụ, "
        "chờ Anh/chị kiểm tra và gửi."
    )
    assert list(told) == [("member_head", said, url("registration_check"))]
    assert client.get(reverse("desk:home")).context["next"]["title"].startswith("Hoàn thành và gửi")
    sign_in(client, cast, "member_head")
    home = client.get(reverse("desk:home")).context["next"]
    assert (home["title"], home["actions"][0].url) == (
        "Xem và gửi bản đăng ký thi đua năm 2027",
        url("registration_check"),
    )
    assert "chuyên viên báo đã điền xong lúc 09:00 ngày 25/02/2027" in home["text"]


@pytest.mark.parametrize("change", ["section", "submit"])
def test_what_the_head_was_told_of_ends_with_the_draft(client, cast, change):
    cast.registration("ttbnv")
    sign_in(client, cast, "member_head")
    client.post(url("registration_announce"))
    assert announced()[0] is not None

    if change == "section":
        save(client, "thong-tin-chung", {"headcount": "32", "women": "13"})
    else:
        client.post(url("registration_submit"))

    assert announced() == (None, None)


def test_an_incomplete_draft_is_not_announced(client, cast):
    cast.registration("ttbnv", headcount=None, women=None)
    sign_in(client, cast, "member_clerk")

    assert "Báo lãnh đạo" not in client.get(url("registration_check")).content.decode()
    page = client.post(url("registration_announce"))

    assert page.status_code == 409
    assert page.context["reason"] == (
        "Bản đăng ký còn thiếu nội dung bắt buộc hoặc còn dòng chưa xác nhận, nêu ở đầu trang Kiểm tra."
    )
    assert announced() == (None, None)


def test_without_a_head_the_page_says_whom_to_ask(client, cast):
    cast.registration("ttbnv")
    Officer.objects.filter(unit=cast.units["ttbnv"], duty="head").delete()
    sign_in(client, cast, "member_clerk")

    page = client.get(url("registration_check")).content.decode()

    assert "Đơn vị chưa có lãnh đạo dùng chương trình" in page
    assert client.post(url("registration_announce")).status_code == 409
    assert announced() == (None, None)


@pytest.mark.parametrize(
    ("who", "state", "expected"),
    [
        ("neighbour_clerk", "draft", 404),
        ("leader_clerk", "draft", 404),
        ("leader_clerk", "returned", 403),
        ("member_clerk", "submitted", 409),
        ("member_clerk", "accepted", 409),
    ],
)
def test_who_may_not_announce_and_when(client, cast, who, state, expected):
    cast.registration("ttbnv", status=state)
    sign_in(client, cast, who)

    assert client.post(url("registration_announce")).status_code == expected
    assert client.get(url("registration_announce")).status_code == 405
    assert not Notice.objects.exists()


def test_the_leaders_office_receives_it(leader, cast):
    cast.registration("ttbnv", status="submitted")

    answer = leader.post(url("registration_accept"))

    registration = Registration.objects.get()
    assert answer.url == url("registration_detail")
    assert (registration.status, registration.decided_by) == ("accepted", cast["leader_clerk"])


@pytest.mark.parametrize(
    ("step", "typed", "after"),
    [("registration_accept", {}, "accepted"), ("registration_return", {"reason": "Thiếu chỉ tiêu"}, "returned")],
)
def test_nobody_decides_on_a_submission_they_have_not_seen(client, cast, step, typed, after):
    cast.registration("ttbnv")
    office, unit = Client(), Client()
    office.force_login(cast["leader_clerk"])
    unit.force_login(cast["member_head"])
    unit.post(url("registration_submit"))
    read = seen_on(office.get(url(PAGE_BEFORE[step])))
    unit.post(url("registration_withdraw"))
    unit.post(url("registration_submit"))

    page = office.post(url(step), typed | {"seen": read})

    assert (page.status_code, status()) == (409, "submitted")
    said = "Thanh tra Bộ Nội vụ đã gửi lại bản đăng ký (lần 2) sau khi Anh/chị mở trang, nên chưa làm bước này."
    assert page.context["reason"] == said
    assert page.context["typed"] == [("Nội dung 1", text) for text in typed.values()]
    now = seen_on(office.get(url(PAGE_BEFORE[step])))
    assert (read, now) == ("1", "2")
    assert office.post(url(step), typed | {"seen": now}).status_code == 302
    assert status() == after


PAGE_BEFORE = {"registration_accept": "registration_detail", "registration_return": "registration_return"}


def seen_on(page):
    (seen,) = set(tree(page).xpath("//main//form[@method='post']//input[@name='seen']/@value"))
    return seen


def test_asking_for_more_needs_a_reason(leader, cast):
    cast.registration("ttbnv", status="submitted")

    page = leader.post(url("registration_return"), {"reason": "  "})

    assert page.status_code == 200
    said = "Ghi nội dung đề nghị bổ sung, ví dụ: Chỉ tiêu thứ hai chưa có giá trị kế hoạch."
    assert page.context["form"].errors == {"reason": [said]}
    assert status() == "submitted"


def test_the_reason_stays_on_top_until_the_next_submission(client, cast):
    cast.registration("ttbnv", status="submitted")
    sign_in(client, cast, "leader_clerk")
    assert client.get(url("registration_return")).status_code == 200

    answer = client.post(url("registration_return"), {"reason": "Chỉ tiêu 2 chưa có giá trị.\nĐề nghị ghi rõ."})

    assert (answer.url, status()) == (url("registration_detail"), "returned")
    sign_in(client, cast, "member_head")
    for page in ("registration_detail", "registration_check"):
        assert "Chỉ tiêu 2 chưa có giá trị.<br>Đề nghị ghi rõ." in client.get(url(page)).content.decode()
    client.post(url("registration_submit"))
    assert Registration.objects.get().return_reason == ""


def test_what_was_received_may_be_reopened(leader, cast):
    cast.registration("ttbnv", status="accepted")

    leader.post(url("registration_return"), {"reason": "Bổ sung sáng kiến."})

    assert status() == "returned"


def test_what_was_sent_back_may_be_completed_after_the_last_day(client, cast, the_day):
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")
    the_day.move_to("2027-03-20 02:00:00")

    assert sign_in(client, cast, "member_head").post(url("registration_submit")).status_code == 302
    assert Registration.objects.get().revisions.count() == 1


@pytest.mark.parametrize(
    ("who", "answer"),
    [("leader_clerk", 403), ("leader_head", 403), ("deputy_clerk", 302), ("organiser", 302), ("member_head", 404)],
)
def test_nobody_receives_their_own(client, cast, who, answer):
    cast.registration("ttbtp", status="submitted")

    page = sign_in(client, cast, who).post(url("registration_accept", unit="ttbtp"))

    assert page.status_code == answer
    assert status() == ("accepted" if answer == 302 else "submitted")


@pytest.mark.parametrize(
    ("step", "who", "answer"),
    [
        *((step, "another_bloc", 404) for step in STEPS),
        *((step, "neighbour_clerk", 404) for step in STEPS),
        *((step, "deputy_head", 404) for step in STEPS),
        *((step, "admin", 404) for step in STEPS),
        *((step, "former", 404) for step in STEPS),
        ("registration_submit", "member_clerk", 403),
        ("registration_submit", "leader_head", 403),
        ("registration_submit", "organiser", 403),
        ("registration_withdraw", "member_clerk", 403),
        ("registration_withdraw", "leader_clerk", 403),
        ("registration_accept", "member_head", 403),
        ("registration_return", "member_clerk", 403),
    ],
)
def test_others_may_not(client, cast, step, who, answer):
    cast.registration("ttbnv", status="submitted")

    page = sign_in(client, cast, who).post(url(step), {"reason": "Thử"})

    assert (page.status_code, status()) == (answer, "submitted")


@pytest.mark.parametrize(
    ("step", "who", "state"),
    [
        ("registration_submit", "member_head", "submitted"),
        ("registration_submit", "member_head", "accepted"),
        ("registration_withdraw", "member_head", "draft"),
        ("registration_withdraw", "member_head", "accepted"),
        ("registration_accept", "leader_clerk", "returned"),
        ("registration_accept", "leader_clerk", "accepted"),
        ("registration_return", "leader_clerk", "returned"),
    ],
)
def test_every_step_has_its_moment(client, cast, step, who, state):
    cast.registration("ttbnv", status=state, return_reason="Thiếu")

    page = sign_in(client, cast, who).post(url(step), {"reason": "Thử"})

    assert (page.status_code, status()) == (409, state)
    assert page.context["reason"].startswith("Bản đăng ký thi đua đang ở trạng thái")


@pytest.mark.parametrize(
    ("step", "who", "state"),
    [
        ("registration_submit", "member_head", "draft"),
        ("registration_withdraw", "member_head", "submitted"),
        ("registration_accept", "leader_clerk", "submitted"),
        ("registration_return", "leader_clerk", "accepted"),
    ],
)
def test_nothing_moves_once_the_covenant_is_frozen(client, cast, step, who, state):
    cast.registration("ttbnv", status=state)
    document = IssuedDocument.objects.create(bloc_year=cast.year, kind="GU", dated="2027-02-25", title="Giao ước")
    Covenant.objects.create(bloc_year=cast.year, status="frozen", document=document)

    page = sign_in(client, cast, who).post(url(step), {"reason": "Thử"})

    assert (page.status_code, status()) == (409, state)
    assert page.context["reason"] == "Giao ước của năm đã chốt nên bản đăng ký không thay đổi được nữa."
    assert page.context["hint"] == "Cần sửa, Anh/chị liên hệ Khối trưởng (Thanh tra Bộ Tư pháp)."


def test_the_second_click_is_refused(leader, cast):
    cast.registration("ttbnv", status="submitted")

    assert leader.post(url("registration_accept")).status_code == 302
    assert leader.post(url("registration_accept")).status_code == 409


@pytest.mark.parametrize("step", STEPS[:3])
def test_steps_are_taken_by_buttons_only(client, cast, step):
    cast.registration("ttbnv", status="submitted")

    assert sign_in(client, cast, "member_head").get(url(step)).status_code == 405


@pytest.mark.parametrize(("who", "answer"), [("leader_clerk", 403), ("neighbour_clerk", 404)])
def test_only_the_unit_checks_its_own(client, cast, who, answer):
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")

    assert sign_in(client, cast, who).get(url("registration_check")).status_code == answer


def test_there_is_nothing_to_check_while_the_leader_reads(head, cast):
    cast.registration("ttbnv", status="submitted")

    assert head.get(url("registration_check")).status_code == 409


def test_who_was_in_time_is_not_late_for_completing_it(client, cast, the_day):
    """The office asked for more; the first submission is held against the deadline (docs/decisions/0003)."""
    cast.registration("ttbnv")
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))
    client.force_login(cast["leader_head"])
    client.post(url("registration_return"), {"reason": "Bổ sung danh sách."})
    the_day.shift(timedelta(days=6))  # 3 March, registrations closed on 28 February
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))

    registration = Registration.objects.get()
    assert (registration.status, registration.words) == ("submitted", "Đã gửi, chờ tiếp nhận")
