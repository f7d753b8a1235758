"""What is typed is kept before anybody saves it: in the draft where it may stand there, else beside it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from pledges.models import Registration, WorkingCopy
from tests.cast import PASSWORD
from tests.look.reading import tree, typed, words
from tests.pledges.registering import rows, save, token_on, url

GENERAL = {"headcount": "40", "women": "13", "doc_number": "", "doc_date": "", "proposal": "Xin thêm biên chế"}
ELSEWHERE = (
    "Phần này vừa được sửa ở nơi khác (người khác hoặc cửa sổ khác) nên chưa lưu; nội dung Anh/chị gõ đã giữ tạm "
    "lúc 09:00."
)
SEE_BOTH = {"link": "Xem nội dung đang lưu và nội dung vừa gõ"}


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["member_clerk"])
    return client


@pytest.fixture
def registration(cast):
    return cast.registration("ttbnv")


def autosave(client, section, posted, **more):
    """As the page does it, with the token that it was shown."""
    token = token_on(client, section) if "token" not in posted else ""
    return client.post(url("registration_autosave", section), {"token": token} | posted, **more)


def answer(response):
    return response.status_code, {k: v for k, v in response.json().items() if k != "ends_in"}


def notice(page):
    return [words(p) for p in tree(page).xpath("//div[contains(@class, 'notice-ask')][.//form]/p")]


def test_what_may_stand_in_the_draft_is_written_there(clerk, registration):
    response = autosave(clerk, "thong-tin-chung", GENERAL)

    token = token_on(clerk, "thong-tin-chung")
    assert answer(response) == (200, {"said": "Đã lưu lúc 09:00.", "token": token})
    kept = Registration.objects.get()
    assert (kept.headcount, kept.women, kept.proposal) == (40, 13, "Xin thêm biên chế")
    assert not WorkingCopy.objects.exists()


def test_rows_keep_their_identity_from_one_time_to_the_next(clerk, registration):
    first = autosave(clerk, "phong-trao", rows({"name": ""}, {"name": "Phong trào A"})).json()
    (movement,) = registration.movements.all()
    assert first["ids"] == {"dong-1-id": movement.pk}

    again = rows({"name": "", "id": ""}, {"name": "Phong trào A", "aim": "Sạch", "id": movement.pk})
    second = autosave(clerk, "phong-trao", {"token": first["token"]} | again)

    assert second.json()["said"] == "Đã lưu lúc 09:00."
    assert list(registration.movements.values_list("pk", "name", "aim")) == [(movement.pk, "Phong trào A", "Sạch")]


def test_a_row_that_nobody_touched_stays(clerk, registration):
    movement = registration.movements.get()
    row = {"id": movement.pk, "name": movement.name, "aim": "", "starts_on": "", "ends_on": ""}

    autosave(clerk, "phong-trao", rows(row, {"name": "Phong trào B"}, {"name": "", "aim": ""}))

    assert list(registration.movements.values_list("name", flat=True)) == [movement.name, "Phong trào B"]
    assert registration.movements.first() == movement


def test_half_a_row_is_kept_beside_the_draft_and_given_back(clerk, registration):
    response = autosave(clerk, "chi-tieu", rows({"text": "Tiếp công dân đúng lịch", "measure": "at_least"}))

    assert answer(response) == (200, {"said": "Đã giữ tạm lúc 09:00, còn lỗi cần sửa."})
    assert [t.text for t in registration.targets.all()] == ["Hoàn thành kế hoạch thanh tra được phê duyệt"]
    page = clerk.get(url("registration_edit", "chi-tieu"))
    assert notice(page) == [
        "Dưới đây là bản giữ tạm lúc 09:00 ngày 25/02/2027, chưa lưu vào bản đăng ký.",
        "Đó là nội dung Anh/chị gõ mà chưa lưu được; chỉ Anh/chị thấy. Anh/chị xem lại, sửa chỗ còn lỗi rồi bấm Lưu.",
    ]
    (row,) = page.context["formset"].forms
    assert row["text"].value() == "Tiếp công dân đúng lịch"
    assert row.errors == {"value": ["Nhập giá trị kế hoạch, ví dụ 95,5."]}


def test_a_refused_save_is_given_back_on_any_device(clerk, registration, cast):
    save(clerk, "thong-tin-chung", GENERAL | {"women": "50"})

    page = clerk.get(url("registration_edit", "thong-tin-chung"))

    assert (page.context["form"]["women"].value(), page.context["copy"].kept_by) == ("50", cast["member_clerk"])


def test_the_copy_goes_when_its_text_is_saved(clerk, registration):
    autosave(clerk, "thong-tin-chung", GENERAL | {"women": "50"})
    assert WorkingCopy.objects.count() == 1

    assert save(clerk, "thong-tin-chung", GENERAL).status_code == 302

    assert not WorkingCopy.objects.exists()
    assert Registration.objects.get().headcount == 40


def test_the_copy_goes_when_its_person_drops_it(clerk, registration):
    autosave(clerk, "thong-tin-chung", GENERAL | {"women": "50"})

    page = clerk.post(url("working_copy_drop", "thong-tin-chung"), follow=True)

    assert page.redirect_chain == [(url("registration_edit", "thong-tin-chung"), 302)]
    assert "Đã bỏ bản giữ tạm; dưới đây là nội dung đang lưu." in page.content.decode()
    assert page.context["form"]["headcount"].value() == 31


def test_a_copy_is_nobody_elses(clerk, client, registration, cast):
    autosave(clerk, "thong-tin-chung", GENERAL | {"women": "50"})
    client.force_login(cast["member_head"])

    page = client.get(url("registration_edit", "thong-tin-chung"))
    client.post(url("working_copy_drop", "thong-tin-chung"))

    assert page.context["form"]["women"].value() == 13
    assert WorkingCopy.objects.get().kept_by == cast["member_clerk"]


def test_whoever_checks_learns_that_a_section_is_not_complete(clerk, client, registration, cast):
    autosave(clerk, "thong-tin-chung", GENERAL | {"women": "50"})
    client.force_login(cast["member_head"])

    page = tree(client.get(url("registration_check")))

    (said,) = page.xpath("//section[@aria-labelledby='giu-tam']//li")
    assert words(said) == "Thông tin chung: Người member_clerk gõ lúc 09:00 ngày 25/02/2027, chưa lưu."


def test_two_clerks_see_both_texts_and_choose(clerk, registration, cast):
    token = token_on(clerk, "thong-tin-chung")
    Registration.objects.update(headcount=77, women=7)

    response = autosave(clerk, "thong-tin-chung", GENERAL | {"token": token})

    link = {"url": url("registration_edit", "thong-tin-chung")} | SEE_BOTH
    assert answer(response) == (409, {"said": ELSEWHERE} | link)
    assert Registration.objects.get().headcount == 77
    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    assert page.context["form"]["headcount"].value() == "40"
    assert "77" in [words(dd) for dd in tree(page).xpath("//section[h2='Nội dung đang lưu']//dd")]
    clerk.post(url("registration_edit", "thong-tin-chung"), GENERAL | {"token": page.context["token"]})
    assert Registration.objects.get().headcount == 40


def test_what_stands_there_already_is_no_conflict(clerk, registration, cast):
    """The answer to the first went lost: the page sends the same again, with the token it knows."""
    posted = rows({"name": "Phong trào A"}, token=token_on(clerk, "phong-trao"))
    first = autosave(clerk, "phong-trao", posted)
    movement = registration.movements.get()

    again = autosave(clerk, "phong-trao", posted)

    assert answer(again) == answer(first)
    assert registration.movements.get() == movement


def test_nothing_new_is_no_change(clerk, registration, the_day):
    Registration.objects.update(ready_at="2027-02-24T09:00Z")
    before = Registration.objects.values().get()
    the_day.shift(60)
    (honour,) = registration.honours.all()
    row = {"honour": honour.honour_id, "count": "30", "names": "", "posts": ""}

    response = autosave(clerk, "danh-hieu-ca-nhan", rows(row))

    assert response.json()["said"] == "Đã lưu lúc 09:01."
    assert Registration.objects.values().get() == before
    assert registration.honours.get().pk == honour.pk


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_what_was_handed_in_is_never_touched(clerk, cast, status):
    cast.registration("ttbnv")
    token = token_on(clerk, "thong-tin-chung")
    Registration.objects.update(status=status, submitted_at="2027-02-25T01:00Z")
    before = Registration.objects.values().get()

    response = autosave(clerk, "thong-tin-chung", GENERAL | {"token": token})

    assert response.status_code == 409
    assert response.json()["said"].endswith("Nội dung vừa gõ đã giữ tạm lúc 09:00.")
    assert Registration.objects.values().get() == before
    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    assert page.status_code == 409
    assert "Xin thêm biên chế" in [typed(box).strip() for box in tree(page).xpath("//textarea")]


def test_a_page_that_lost_its_bookkeeping_is_refused(clerk, registration):
    response = clerk.post(url("registration_autosave", "phong-trao"), {"dong-0-name": "Phong trào A"})

    assert response.status_code == 400
    assert response.json()["said"].startswith("Trang gửi lên thiếu thông tin về số dòng")
    assert [m.name for m in registration.movements.all()] == ["Thi đua lập thành tích chào mừng ngày truyền thống"]


def test_text_no_database_keeps_is_kept_without_it(clerk, registration):
    autosave(clerk, "thong-tin-chung", GENERAL | {"women": "50", "proposal": "Xin\x00thêm"})

    assert WorkingCopy.objects.get().typed["proposal"] == ["Xinthêm"]


@pytest.mark.parametrize(
    ("who", "status"), [("leader_clerk", 404), ("organiser", 404), ("neighbour_clerk", 404), ("another_bloc", 404)]
)
@pytest.mark.parametrize("name", ["registration_autosave", "working_copy_drop"])
def test_others_may_not(client, cast, registration, who, status, name):
    client.force_login(cast[who])

    assert client.post(url(name, "thong-tin-chung"), GENERAL).status_code == status
    assert Registration.objects.get().headcount == 31
    assert not WorkingCopy.objects.exists()


def test_who_may_read_it_may_still_not_write_it(client, cast):
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")
    client.force_login(cast["leader_clerk"])

    assert client.post(url("registration_autosave", "thong-tin-chung"), GENERAL).status_code == 403


@pytest.mark.parametrize("name", ["registration_autosave", "working_copy_drop"])
def test_only_by_post(clerk, registration, name):
    assert clerk.get(url(name, "thong-tin-chung")).status_code == 405


def test_the_page_knows_when_the_session_ends(clerk, registration, the_day, settings):
    settings.SESSION_IDLE_MINUTES = 30
    clerk.get(url("registration_detail"))  # begins the clock of a session that no sign-in began
    the_day.shift(timedelta(minutes=1))

    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    response = autosave(clerk, "thong-tin-chung", GENERAL)

    assert tree(page).xpath("//form[@data-autosave]/@data-ends-in") == ["1740"]
    assert response.json()["ends_in"] == 1740


def test_without_a_session_nothing_is_written(clerk, registration):
    token = token_on(clerk, "thong-tin-chung")
    Session.objects.all().delete()

    response = autosave(clerk, "thong-tin-chung", GENERAL | {"token": token})

    # The page reads it as the end of the session: no answer of ours is anything but JSON.
    assert (response.status_code, response["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert Registration.objects.get().headcount == 31
    assert not WorkingCopy.objects.exists()


# --- Saved with the button when the session was over ---------------------------------------------


def sign_in(client, who, **where):
    return client.post("/tai-khoan/dang-nhap/", {"login": who, "password": PASSWORD} | where, follow=True)


@pytest.fixture
def sent_too_late(clerk, registration, cast):
    """The clerk presses "Lưu" after the session has ended; the answer leads to the sign-in page."""
    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    Session.objects.all().delete()
    typed = GENERAL | {"token": page.context["token"], "typist": cast["member_clerk"].pk}
    return clerk.post(url("registration_edit", "thong-tin-chung"), typed, follow=True)


def test_what_was_sent_too_late_is_given_back_after_signing_in(clerk, sent_too_late, cast):
    back = url("registration_edit", "thong-tin-chung")
    assert sent_too_late.redirect_chain == [(f"/tai-khoan/dang-nhap/?next={back}", 302)]
    assert "vẫn còn và được đưa lại ngay sau đó" in sent_too_late.content.decode()

    page = sign_in(clerk, "member_clerk", next=back)

    assert page.redirect_chain == [(back, 302)]
    assert page.context["form"]["proposal"].value() == "Xin thêm biên chế"
    assert Registration.objects.get().proposal == ""
    assert save(clerk, "thong-tin-chung", GENERAL).status_code == 302
    assert clerk.get(back).context.get("copy") is None
    assert Registration.objects.get().proposal == "Xin thêm biên chế"


def test_the_same_when_nobody_had_touched_the_page_for_long(clerk, registration, cast, the_day, settings):
    settings.SESSION_IDLE_MINUTES = 30
    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    the_day.shift(31 * 60)
    typed = GENERAL | {"token": page.context["token"], "typist": cast["member_clerk"].pk}

    answer = clerk.post(url("registration_edit", "thong-tin-chung"), typed, follow=True)
    page = sign_in(clerk, "member_clerk", next=url("registration_edit", "thong-tin-chung"))

    assert "quá 30 phút không có thao tác nào" in answer.content.decode()
    assert page.context["form"]["proposal"].value() == "Xin thêm biên chế"


def test_it_is_dropped_like_any_copy(clerk, sent_too_late):
    page = sign_in(clerk, "member_clerk", next=url("registration_edit", "thong-tin-chung"))
    assert page.context["copy"].typed["headcount"] == ["40"]

    clerk.post(url("working_copy_drop", "thong-tin-chung"))

    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    assert page.context["form"]["headcount"].value() == 31


def test_whoever_else_signs_in_there_is_not_given_it(clerk, sent_too_late):
    page = sign_in(clerk, "member_head", next=url("registration_edit", "thong-tin-chung"))

    assert page.context["form"]["headcount"].value() == 31


def test_it_is_kept_for_half_an_hour(clerk, sent_too_late, the_day):
    the_day.shift(31 * 60)

    page = sign_in(clerk, "member_clerk", next=url("registration_edit", "thong-tin-chung"))

    assert page.context["form"]["headcount"].value() == 31


def test_what_is_too_much_to_keep_is_shown_at_once(clerk, registration):
    Session.objects.all().delete()

    page = clerk.post(url("registration_edit", "thong-tin-chung"), GENERAL | {"proposal": "Xin thêm. " * 20_001})

    assert page.status_code == 409
    assert len(typed(tree(page).xpath("//textarea")[-1])) > 200_000
    assert not Session.objects.exists()
