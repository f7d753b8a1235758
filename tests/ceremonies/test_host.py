"""The page of whoever leads through the ceremony: the programme's clock, whose turn it is to sign, who is awaited."""

from datetime import time

import pytest

from ceremonies.models import Ceremony, ItemStart
from pledges.models import Covenant, Pledge, SigningChoice
from tests.look.reading import tree, words

MORNING = ["07:58:40", "08:17:00", "08:40:10"]  # in Vietnam, on the day of the tests


@pytest.fixture
def host(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def at(day, clock):
    day.move_to(f"2027-02-25T{clock}+07:00")


def part(response, heading):
    found = tree(response).xpath(f"//*[@id='{heading}']/ancestor::section")
    return words(found[0])


def test_the_words_to_say_and_the_votes_are_one_press_away(host, session, url):
    hrefs = tree(host.get(url("host_page"))).xpath("//main//a/@href")

    assert {url("script_pdf"), url("rows_edit", "van-ban-thong-qua")} <= set(hrefs)
    assert all(host.get(href).status_code == 200 for href in hrefs)


def test_item_after_item_with_the_minutes_late(host, session, url, the_day):
    first, second, third = session.agenda.all()[:3]
    assert "Chưa vào mục nào của chương trình. Tiếp theo, 08:00 Đón tiếp đại biểu" in part(
        host.get(url("host_page")), "chuong-trinh"
    )
    shown = []
    for clock, item in zip(MORNING, (first, second, third), strict=True):
        at(the_day, clock)
        shown.append(part(host.post(url("item_begin", item.pk), follow=True), "chuong-trinh"))

    assert "Bây giờ 07:58 · sớm 2 phút so với chương trình" in shown[0]
    assert "bắt đầu 07:58 (theo chương trình 08:00, 15 phút) Đón tiếp đại biểu" in shown[0]
    assert "Bây giờ 08:17 · chậm 2 phút so với chương trình" in shown[1]
    assert "Tiếp theo, 08:20 Phát biểu khai mạc" in shown[1]
    at(the_day, "08:55:00")  # ten minutes were planned, fifteen have gone
    assert "chậm 25 phút so với chương trình" in part(host.get(url("host_page")), "chuong-trinh")
    assert list(ItemStart.objects.values_list("item", flat=True)) == [first.pk, second.pk, third.pk]


def test_the_item_before_is_on_as_it_was(host, session, url, the_day):
    first, second = session.agenda.all()[:2]
    for clock, item in zip(MORNING, (first, second), strict=False):
        at(the_day, clock)
        host.post(url("item_begin", item.pk))

    page = host.post(url("item_take_back", second.pk), follow=True)

    assert "bắt đầu 07:58 (theo chương trình 08:00, 15 phút) Đón tiếp đại biểu" in part(page, "chuong-trinh")


def test_two_who_press_at_once_go_on_by_one_item(host, session, cast, url, the_day):
    first, second = session.agenda.all()[:2]
    for clock, who in zip(MORNING, ("leader_clerk", "leader_head"), strict=False):
        at(the_day, clock)
        host.force_login(cast[who])
        host.post(url("item_begin", first.pk))

    page = host.get(url("host_page"))

    assert "bắt đầu 07:58" in part(page, "chuong-trinh")
    assert ItemStart.objects.get().began_by == cast["leader_clerk"]
    assert tree(page).xpath("//*[@id='muc-tiep']/@formaction") == [url("item_begin", second.pk)]


def test_the_last_item_has_none_after_it(host, session, url):
    last = session.agenda.last()

    page = host.post(url("item_begin", last.pk), follow=True)

    assert "Đây là mục cuối của chương trình." in part(page, "chuong-trinh")
    assert not tree(page).xpath("//*[@id='muc-tiep']")


@pytest.mark.parametrize(
    ("status", "held_on", "why"),
    [
        ("planned", "2027-02-25", "buổi lễ đang chuẩn bị."),
        ("invited", "2027-02-26", "mở từ ngày tổ chức, 26/02/2027."),
        ("held", "2027-02-25", "buổi lễ ở trạng thái “Đã tổ chức”."),
    ],
)
def test_outside_the_day_the_page_is_read_and_nothing_goes_on(host, session, url, status, held_on, why):
    Ceremony.objects.update(status=status, held_on=held_on)

    page, answer = host.get(url("host_page")), host.post(url("item_begin", session.agenda.first().pk))

    assert f"Chưa chuyển mục chương trình được: {why}" in words(tree(page))
    assert not tree(page).xpath("//*[@id='muc-tiep']")
    assert answer.status_code == 409
    assert not ItemStart.objects.exists()


def test_whoever_signed_today_is_shown_with_the_minute_it_was_marked(host, session, url, the_day):
    at(the_day, "09:32:00")
    host.post(url("signature_mark", "ttbnv"))
    assert "Đã ký, ghi lúc 09:32" in part(host.get(url("host_page")), "ky-ket")

    Pledge.objects.update(signed_on="2027-02-24")  # marked the day after it was signed

    assert "ghi lúc" not in part(host.get(url("host_page")), "ky-ket")


def test_signatures_are_the_covenants_own_in_protocol_order(host, session, cast, url):
    """The last one completes the covenant, as it does on the covenant's page."""
    said = []
    for unit in cast.units.values():
        page = host.get(url("host_page"))
        said.append(part(page, "ky-ket"))
        assert f"Mời ký {unit}" in said[-1]
        host.post(tree(page).xpath("//*[@id='ky-den-luot']/@formaction")[0])

    assert ["Còn một đơn vị" in words for words in said] == [False] * 6 + [True]
    assert "Ký kết giao ước: 7/7 Cả 7 đơn vị đã ký giao ước." in part(host.get(url("host_page")), "ky-ket")
    assert Covenant.objects.get().status == "signed"
    marked = set(Pledge.objects.values_list("status", "manner", "signed_on", "marked_by__username"))
    assert marked == {("signed", "paper", session.held_on, "leader_clerk")}


def test_a_mark_is_taken_back_and_a_second_one_is_no_fault(host, session, url):
    for _ in range(2):
        page = host.post(url("signature_mark", "ttbnv"), follow=True)
        assert page.status_code == 200
        assert "Ký kết giao ước: 1/7" in part(page, "ky-ket")

    page = host.post(url("signature_undo", "ttbnv"), follow=True)

    assert "Ký kết giao ước: 0/7" in part(page, "ky-ket")
    assert Pledge.objects.get(membership__unit__slug="ttbnv").status == "waiting"


def test_who_declined_is_passed_over(host, session, cast, url):
    Pledge.objects.filter(membership__unit__slug="ttbtp").update(status="declined", declined_reason="Chưa thống nhất")

    said = part(host.get(url("host_page")), "ky-ket")

    assert f"Mời ký {cast.units['ttbqp']}" in said
    assert "Từ chối" in said


@pytest.mark.parametrize("manner", ["digital", "none", "draft"])
def test_where_nothing_is_signed_at_the_table_it_says_why(host, session, url, manner):
    if manner == "digital":
        SigningChoice.objects.update(manner="digital")
    else:
        Pledge.objects.all().delete()
        Covenant.objects.update(status="drafting", document=None, frozen_at=None)
    if manner == "none":
        Covenant.objects.all().delete()

    page = host.get(url("host_page"))

    assert {
        "digital": "Năm này các đơn vị ký số:",
        "none": "Năm này chưa có giao ước nên chưa có gì để ký.",
        "draft": "Giao ước chưa chốt nên chưa ghi nhận chữ ký được;",
    }[manner] in part(page, "ky-ket")
    assert not tree(page).xpath("//button[contains(@formaction, '/ky-ket/')]")


def test_the_organiser_leads_and_leaves_the_signatures_to_the_leaders_office(client, cast, session, url):
    client.force_login(cast["organiser"])

    page = client.get(url("host_page"))

    assert "Văn phòng Khối trưởng ghi nhận chữ ký." in part(page, "ky-ket")
    assert tree(page).xpath("//*[@id='muc-tiep']")
    assert client.post(url("signature_mark", "ttbnv")).status_code == 403


def test_who_is_awaited(host, session, url):
    session.expect_members()
    session.delegates.filter(membership__unit__slug="ttbnv").update(attended=True)

    said = part(host.get(url("host_page")), "chua-den")

    assert said.startswith("Chưa đến: 7 Đã đến 1/8 đại biểu, trong đó 1/7 đại diện đơn vị thành viên.")
    assert "Trần Thị Yến, Chánh Thanh tra, Cơ quan Thanh tra, giám sát ngân hàng" in said
    assert "Hoàng Ngọc Ân" not in said


def test_htmx_gets_the_changing_part_alone(host, session, url):
    session.agenda.update(starts_at=time(9, 0), speaker="Nguyễn Hồng Diện", paper="Báo cáo tổng hợp")

    answer = host.get(url("host_page"), headers={"HX-Request": "true"}).content.decode()

    assert answer.lstrip().startswith('<div id="nguoi-dan"')
    assert "Trình bày: Nguyễn Hồng Diện · Văn bản: Báo cáo tổng hợp" in answer


def test_an_item_that_was_on_does_not_come_again_when_it_is_moved_down(host, session, url, the_day):
    first, second, third = session.agenda.all()[:3]
    for clock, item in zip(MORNING, (first, second), strict=False):
        at(the_day, clock)
        host.post(url("item_begin", item.pk))
    session.agenda.filter(pk=first.pk).update(order=second.order)
    session.agenda.filter(pk=second.pk).update(order=first.order)

    assert f"Tiếp theo, 08:20 {third.text}" in part(host.get(url("host_page")), "chuong-trinh")


def test_the_course_of_the_day_is_not_lost_to_a_template(host, session, url):
    host.post(url("item_begin", session.agenda.first().pk))

    answer = host.post(url("agenda_restart"), {"kind": "so_ket"})

    assert answer.status_code == 409
    assert "không lập lại từ mẫu được nữa" in words(tree(answer))
    assert ItemStart.objects.count() == 1
