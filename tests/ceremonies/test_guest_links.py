"""The personal link: opens one invitation to whoever has it, until the day is over; answers, and nothing of others."""

import logging
import re
from datetime import date

import pytest
from django.core.cache import cache

from blocs.models import BlocYear
from ceremonies import links
from ceremonies.models import Ceremony, Delegate
from documents.verification import MOST_FAILURES
from tests.look.reading import tree, words
from thiduakhoi.logs import NoPersonalLinks

DAY = date(2027, 3, 8)
SENDS = {"answer": "cu_nguoi_thay", "substitute": "Lê Thị Hằng", "substitute_post": "Phó Vụ trưởng Vụ II"}


@pytest.fixture(autouse=True)
def no_failures_yet(db):
    cache.clear()


@pytest.fixture
def guest(ceremony):
    Ceremony.objects.update(status="invited", held_on=DAY)
    ceremony.refresh_from_db()
    ceremony.delegates.create(order=2, name="Trần Trung Thành", post="Đại diện Ban Thi đua", answer="khong_du")
    return ceremony.delegates.get(order=1)


def link(guest):
    guest.refresh_from_db()
    return f"/giay-moi/{links.token_of(guest)}/"


def test_a_guest_reads_the_invitation_and_nobody_elses(client, guest):
    answer = client.get(link(guest))

    page = words(tree(answer))
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    for said in (
        "Trân trọng kính mời: Ông/Bà Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ",
        "Lễ ký kết Giao ước thi đua năm 2027",
        "sáng thứ Hai, ngày 08 tháng 3 năm 2027",
        "Bộ Tư pháp",
        "Đón tiếp đại biểu",
    ):
        assert said in page
    assert "Trần Trung Thành" not in page
    assert "2 đại biểu" not in page
    assert "/khoi/" not in answer.content.decode()


def test_the_guest_answers_and_the_office_is_told(client, cast, guest):
    Delegate.objects.filter(pk=guest.pk).update(honorific="ong")
    assert "Ông trả lời" in words(tree(client.get(link(guest))))
    typed = SENDS | {"substitute": "Đồng chí Lê Thị Hằng"}
    page = words(tree(client.post(link(guest), typed, follow=True)))

    assert "Đã ghi nhận trả lời. Xin cảm ơn Ông." in page
    assert "Đã trả lời: Cử người thay: Lê Thị Hằng, Phó Vụ trưởng Vụ II" in page
    guest.refresh_from_db()
    assert (guest.answer, guest.comer.titled, guest.answered_by) == ("cu_nguoi_thay", "Lê Thị Hằng", None)
    told = "Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ trả lời giấy mời: cử người thay (Lê Thị Hằng, "
    assert [notice.text for notice in cast["leader_clerk"].notices.all()] == [f"{told}Phó Vụ trưởng Vụ II)."]
    assert not cast["member_clerk"].notices.exists()


def test_a_unit_finds_its_own_invitations_among_its_tasks_until_they_are_answered(client, cast, guest):
    head = guest.ceremony.delegates.create(order=3, name="Hoàng Ngọc Ân", membership=cast.memberships["ttbnv"])

    def said_to(who):
        client.force_login(cast[who])
        return client.get("/").content.decode()

    assert "Trả lời giấy mời dự lễ ký kết: Hoàng Ngọc Ân" in said_to("member_clerk")
    assert f'href="{link(head)}"' in said_to("member_head")
    assert "/giay-moi/" not in said_to("neighbour_clerk") + said_to("leader_clerk") + said_to("organiser")
    client.post(link(head), {"answer": "du"})
    assert "/giay-moi/" not in said_to("member_head")


def test_the_answer_is_changed_and_the_substitute_goes_with_it(client, cast, guest):
    client.post(link(guest), SENDS)
    client.post(link(guest), {"answer": "du", "substitute": "Lê Thị Hằng"})
    client.post(link(guest), {"answer": "du"})  # says nothing new

    guest.refresh_from_db()
    assert (guest.answer, guest.substitute, guest.substitute_post) == ("du", "", "")
    assert cast["leader_head"].notices.count() == 2


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Chọn một trong ba cách trả lời."),
        ({"answer": ""}, "Chọn một trong ba cách trả lời."),
        ({"answer": "co_le"}, "co_le"),
        (SENDS | {"substitute": " "}, "Ghi họ và tên người dự thay."),
        (SENDS | {"substitute": "A" * 101}, "100"),
    ],
)
def test_what_is_no_answer_is_explained_and_what_was_typed_stays(client, guest, typed, fault):
    response = client.post(link(guest), {"substitute_post": "Phó Vụ trưởng", **typed})

    page = response.content.decode()
    assert response.status_code == 200
    assert fault in page
    assert "Phó Vụ trưởng" in page
    assert "Đã trả lời:" not in page
    assert Delegate.objects.get(pk=guest.pk).answer == ""


@pytest.mark.parametrize(
    ("moment", "status", "posted"),
    [
        ("2027-03-07 16:59:00", 200, 302),  # 23:59 of the day before, in Vietnam
        ("2027-03-07 17:00:00", 200, 409),
        ("2027-03-08 16:59:00", 200, 409),
        ("2027-03-08 17:00:00", 410, 410),
    ],
)
def test_it_is_answered_until_the_day_and_ends_with_it(client, guest, the_day, moment, status, posted):
    the_day.move_to(moment)

    shown = client.get(link(guest))
    answered = client.post(link(guest), {"answer": "du"})

    assert (shown.status_code, answered.status_code) == (status, posted)
    assert Delegate.objects.get(pk=guest.pk).answer == ("du" if posted == 302 else "")
    if status == 410:
        assert "Nguyễn Quang Thía" not in shown.content.decode()
        assert "Xin cảm ơn Ông/Bà." in words(tree(shown))
        Delegate.objects.filter(pk=guest.pk).update(honorific="ba")
        assert "Xin cảm ơn Bà." in words(tree(client.get(link(guest))))


@pytest.mark.parametrize("status", ["in_session", "held", "cancelled"])
def test_after_the_beginning_nobody_answers(client, guest, status):
    Ceremony.objects.update(status=status)

    assert client.get(link(guest)).status_code == 200
    assert client.post(link(guest), {"answer": "du"}).status_code == 409


def test_another_day_moves_the_end(client, guest, the_day):
    the_day.move_to("2027-03-09 01:00:00")
    assert client.get(link(guest)).status_code == 410

    Ceremony.objects.update(held_on=date(2027, 3, 12))

    assert client.get(link(guest)).status_code == 200


def test_a_link_to_the_wrong_person_is_made_void(client, cast, guest, url, the_day):
    wrong = link(guest)
    client.post(wrong, {"answer": "du"})
    client.force_login(cast["leader_clerk"])
    assert wrong in client.get(url("guest_detail", guest.pk)).content.decode()
    assert "không mở được nữa" in client.get(url("guest_link_renew", guest.pk)).content.decode()
    assert client.get(wrong).status_code == 200  # asking changes nothing

    client.post(url("guest_link_renew", guest.pk))

    assert client.get(wrong).status_code == 404
    assert "Đã trả lời: Dự" in words(tree(client.get(link(guest))))
    office = words(tree(client.get(url("guest_detail", guest.pk))))
    assert "trả lời được trước ngày 08/03/2027, xem giấy mời được đến hết ngày đó." in office
    the_day.move_to("2027-03-08 01:00:00")
    client.force_login(cast["leader_clerk"])
    office = words(tree(client.get(url("guest_detail", guest.pk))))
    assert "đã hết thời gian trả lời, xem giấy mời được đến hết ngày 08/03/2027." in office


def test_what_is_typed_in_small_letters_opens_it_too(client, guest):
    assert client.get(link(guest).lower()).status_code == 200


@pytest.mark.parametrize(
    "typed", ["x", "{pk}", "{pk}-", "{pk}-AAAA-BBBB-CCCC", "0-{proof}", "{other}-{proof}", "9" * 30, "٣-{proof}"]
)
def test_a_guessed_link_opens_nothing(client, guest, typed):
    other = guest.ceremony.delegates.get(order=2)
    proof = links.token_of(guest).partition("-")[2]

    response = client.get(f"/giay-moi/{typed.format(pk=guest.pk, other=other.pk, proof=proof)}/")

    assert response.status_code == 404
    assert "Nguyễn Quang Thía" not in response.content.decode()


def test_whoever_guesses_is_stopped(client, guest):
    for _ in range(MOST_FAILURES):
        assert client.get(f"/giay-moi/{guest.pk}-AAAA-BBBB-CCCC/").status_code == 404

    assert client.get(link(guest)).status_code == 429
    assert client.post(link(guest), {"answer": "du"}).status_code == 429


def test_the_data_base_alone_opens_nothing(client, guest, settings):
    """The salt is not enough; a key that was changed opens its old links while it is a fallback."""
    old, settings.SECRET_KEY = settings.SECRET_KEY, "x" * 50
    sent = link(guest)
    settings.SECRET_KEY = old
    assert client.get(sent).status_code == 404

    settings.SECRET_KEY_FALLBACKS = ["x" * 50]

    assert client.get(sent).status_code == 200


def test_no_two_guests_have_one_link(guest):
    tokens = {links.token_of(each) for each in Delegate.objects.all()}

    assert len(tokens) == 2
    assert all(re.fullmatch(r"\d+(-[A-Z2-9]{4}){3}", token) for token in tokens)


def test_a_cancelled_ceremony_is_said_to_its_guests(client, guest):
    Ceremony.objects.update(status="cancelled")

    page = words(tree(client.get(link(guest))))

    assert "Buổi lễ đã hủy." in page
    assert "Gửi trả lời" not in page
    assert "Đón tiếp đại biểu" not in page


def test_sample_data_say_so_to_guests_too(client, cast, guest):
    assert "DỮ LIỆU THỬ" not in client.get(link(guest)).content.decode()
    BlocYear.objects.filter(pk=cast.year.pk).update(is_sample=True)

    assert "DỮ LIỆU THỬ" in client.get(link(guest)).content.decode()


def test_a_personal_link_is_in_no_log(client, capsys):
    handler = logging.StreamHandler()
    handler.addFilter(NoPersonalLinks())
    heard = logging.getLogger("django.request")
    heard.addHandler(handler)
    try:
        client.get("/giay-moi/57-ABCD-EFGH-JKMN/")
    finally:
        heard.removeHandler(handler)

    said = capsys.readouterr().err
    assert "/giay-moi/…/" in said
    assert "ABCD" not in said


def test_the_office_is_not_told_of_answers_without_end(client, cast, guest):
    answers = [client.post(link(guest), {"answer": said}).status_code for said in ("du", "khong_du") * 6]

    assert answers == [302] * 10 + [429] * 2
    assert cast["leader_clerk"].notices.count() == 10
