"""A rehearsal before the day: the pages of the day work, and nothing of it is left in any record."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from blocs.models import BlocYear
from ceremonies.models import Ceremony
from ceremonies.programme import keep_clock
from pledges.models import Covenant
from tests.look.reading import tree, words

WORD = "TẬP DƯỢT"


@pytest.fixture
def invited(office, ceremony, url):
    """The tests' day is the 25 February; the ceremony's comes two weeks later."""
    Ceremony.objects.update(held_on="2027-03-11", status="invited")
    ceremony.expect_members()
    ceremony.agenda.create(order=2, minutes=10, text="Phát biểu khai mạc")
    keep_clock(ceremony)
    return Ceremony.objects.get()


@pytest.fixture
def shown(office, url):
    """What a page of the rehearsal says; ``part`` is the ``id`` of a heading within a section."""

    def read(page, part="", **query):
        found = tree(office.get(url(f"rehearsal_{page}"), query))
        return words(found.xpath(f"//*[@id='{part}']/ancestor::section")[0] if part else found)

    return read


@pytest.fixture
def press(office, url):
    def post(name, key, follow=True):
        answer = office.post(url(f"rehearsal_{name}", key), follow=follow)
        assert answer.status_code == 200
        return words(tree(answer))

    return post


def everything():
    """All rows of all records, but who is signed in and what the cache holds."""
    models = [model for model in apps.get_models() if model is not Session]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def lit(office, url):
    screen = tree(office.get(url("rehearsal_screen_show")))
    return [words(each.xpath("./span")[0]) for each in screen.xpath("//li[contains(@class, 'lit')]")]


def test_the_whole_day_is_walked_through_and_no_record_knows(office, invited, url, shown, press):
    first, second = invited.agenda.all()
    guest = invited.delegates.first()
    before = everything()

    assert "Chưa vào mục nào của chương trình. Tiếp theo, 08:00 Đón tiếp đại biểu" in shown("host_page", "chuong-trinh")
    press("item_begin", first.pk)
    on = press("item_begin", second.pk)
    assert "Đang diễn ra, bắt đầu 09:00 (theo chương trình 08:15, 10 phút) Phát biểu khai mạc" in on
    assert "chậm" not in on  # it is no hour of the day
    assert "Đang diễn ra Phát biểu khai mạc" in shown("screen_show")
    assert "Đang diễn ra Đón tiếp đại biểu Tiếp theo 08:15 Phát biểu" in (
        press("item_take_back", second.pk) and shown("screen_show")
    )

    assert f"Đã ghi có mặt: {guest.described}" in press("arrival_mark", guest.pk)
    assert "Đã đến 1/8 đại biểu" in shown("arrival_list")
    assert guest.name in shown("arrival_list", xem="da-den")
    assert "1 đại biểu khớp" in shown("arrival_list", q="quang thia")
    assert "Khách chưa có trong danh sách" not in shown("arrival_list")
    assert ("xóa hết" in shown("host_page"), "xóa hết" in shown("arrival_list")) == (True, False)
    assert guest.name not in shown("host_page", "chua-den")
    assert "Đã đến 0/8 đại biểu" in press("arrival_undo", guest.pk)

    table = shown("host_page", "ky-ket")
    assert "Ký kết giao ước: 0/7 Mời ký Thanh tra Bộ Tư pháp" in table
    press("signature_mark", "ttbtp")
    press("signature_mark", "ttbnv")
    assert "Ký kết giao ước: 2/7" in shown("host_page", "ky-ket")
    assert lit(office, url) == ["Thanh tra Bộ Tư pháp đã ký", "Thanh tra Bộ Nội vụ đã ký"]
    press("signature_undo", "ttbtp")
    assert lit(office, url) == ["Thanh tra Bộ Nội vụ đã ký"]

    assert everything() == before
    assert not Covenant.objects.exists()  # one rehearses before it is frozen


def test_it_says_what_it_is_in_large_type_and_leads_to_itself(office, invited, url, press):
    for name in ("host_page", "arrival_list", "screen_show"):
        page = office.get(url(f"rehearsal_{name}"))
        assert WORD in words(tree(page))
        led = set(tree(page).xpath("//main//@href | //main//@formaction | //main//@action | //main//@hx-get"))
        assert not led & {url("host_page"), url("arrival_list"), url("screen_show"), url("arrival_add")}
        real = office.get(url(name))
        assert WORD not in real.content.decode()
    part = office.get(url("rehearsal_arrival_list"), {"q": "thia"}, headers={"HX-Request": "true"})
    assert tree(part).xpath("//button/@formaction") == [url("rehearsal_arrival_mark", invited.delegates.first().pk)]
    screen = office.get(url("rehearsal_screen_show"))
    assert "data-keeper" not in screen.content.decode()
    assert "no-store" in screen["Cache-Control"]
    assert "X-Kept-For" not in screen


def test_the_pages_of_the_day_know_nothing_of_it(office, cast, invited, url, press):
    press("item_begin", invited.agenda.first().pk)
    press("signature_mark", "ttbtp")

    assert "Chưa vào mục nào của chương trình." in words(tree(office.get(url("host_page"))))
    assert "0/7 đơn vị" in words(tree(office.get(url("screen_show"))))
    office.force_login(cast["member_clerk"])
    assert WORD not in office.get(url("screen_show")).content.decode()
    assert url("rehearsal_host_page") not in office.get(url("ceremony_detail")).content.decode()


@pytest.mark.parametrize("end", ["button", "a day"])
def test_it_ends_by_one_button_or_by_itself(office, invited, cast, url, press, shown, the_day, end):
    press("signature_mark", "ttbtp")
    press("arrival_mark", invited.delegates.first().pk)
    office.force_login(cast["leader_head"])
    assert "Ký kết giao ước: 1/7" in shown("host_page", "ky-ket")  # who rehearses together sees the same
    if end == "button":
        answer = office.post(url("rehearsal_forget"), follow=True)
        assert "Đã xóa hết những gì ghi khi tập dượt." in words(tree(answer))
    else:
        the_day.shift(25 * 3600)
        office.force_login(cast["leader_head"])

    assert "Ký kết giao ước: 0/7" in shown("host_page", "ky-ket")
    assert "Đã đến 0/8 đại biểu" in shown("arrival_list")


@pytest.mark.parametrize(
    ("facts", "year", "reason"),
    [
        ({"status": "planned"}, "open", "Chỉ tập dượt được từ khi gửi giấy mời đến hết ngày trước ngày tổ chức."),
        ({"held_on": "2027-02-25"}, "open", "Trong ngày, Anh/chị dùng các nút ở trang buổi lễ."),
        ({"held_on": "2027-02-25", "status": "in_session"}, "open", "Chỉ tập dượt được"),
        ({"status": "held"}, "open", "Chỉ tập dượt được"),
        ({"status": "cancelled"}, "open", "Chỉ tập dượt được"),
        ({}, "closed", "đã đóng"),
    ],
)
def test_at_other_times_nobody_marks_in_the_wrong_place(office, invited, url, facts, year, reason):
    assert url("rehearsal_host_page") in office.get(url("ceremony_detail")).content.decode()
    Ceremony.objects.update(**facts)
    BlocYear.objects.update(status=year)

    answers = [office.get(url(f"rehearsal_{name}")) for name in ("host_page", "arrival_list", "screen_show")]
    answers += [
        office.post(url("rehearsal_item_begin", invited.agenda.first().pk)),
        office.post(url("rehearsal_arrival_mark", invited.delegates.first().pk)),
        office.post(url("rehearsal_signature_mark", "ttbtp")),
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert all(reason in words(tree(answer)) for answer in answers)
    assert url("rehearsal_host_page") not in office.get(url("ceremony_detail")).content.decode()


def test_what_is_not_of_this_ceremony_is_not_found(office, invited, cast, url):
    Ceremony.objects.update(kind="so_ket")
    other = Ceremony.objects.create(bloc_year=cast.other_year, name="Lễ khác")
    strange = other.delegates.create(order=1, name="Người khác")

    assert office.post(url("rehearsal_arrival_mark", strange.pk)).status_code == 404
    assert office.post(url("rehearsal_signature_mark", "khong-co")).status_code == 404
    assert office.post(url("rehearsal_item_begin", 999_999)).status_code == 404
    assert not tree(office.get(url("rehearsal_host_page"))).xpath("//*[@id='ky-den-luot']")  # a sơ kết signs nothing
