"""The list of registrations: every unit in words, some of them chosen, as a workbook and as CSV."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from blocs.models import BlocYear
from tests.look.reading import tree
from tests.pledges.registering import BLOC, year_url

ROWS = [
    ("Thanh tra Bộ Tư pháp", "Chưa mở"),
    ("Thanh tra Bộ Quốc phòng", "Dự thảo"),
    ("Thanh tra Bộ Kế hoạch và Đầu tư", "Gửi chậm, chờ tiếp nhận"),
    ("Thanh tra Bộ Công an", "Đã gửi, chờ tiếp nhận"),
    ("Thanh tra Bộ Nội vụ", "Đề nghị bổ sung"),
    ("Thanh tra Bộ Tài chính", "Đã tiếp nhận"),
    ("Cơ quan Thanh tra, giám sát ngân hàng", "Chưa mở"),
]


@pytest.mark.parametrize("who", ["leader_clerk", "organiser"])
def test_who_oversees_sees_every_unit_in_words(client, every_state, who):
    client.force_login(every_state[who])

    page = client.get(year_url("registration_list"))

    assert [(str(row.membership.unit), row.words) for row in page.context["rows"]] == ROWS
    looked_at = {"ttbkhdt", "ttbca", "ttbnv", "ttbtc"} | ({"ttbtp"} if who == "leader_clerk" else set())
    assert {row.membership.unit.slug for row in page.context["rows"] if row.url} == looked_at
    text = " ".join(page.content.decode().split())
    assert "Đã gửi: <strong>4/7 đơn vị</strong>; đã tiếp nhận: <strong>1/7</strong>." in text
    assert "09:12 ngày 20/02/2027" in text


@pytest.mark.parametrize(
    ("who", "status"), [("leader_clerk", "open"), ("organiser", "open"), ("leader_clerk", "closed")]
)
def test_units_that_have_not_handed_in_are_given_more_time_from_their_row(client, every_state, who, status):
    type(every_state.year).objects.filter(pk=every_state.year.pk).update(status=status)
    client.force_login(every_state[who])

    rows = client.get(year_url("registration_list")).context["rows"]

    offered = [row.membership.unit.slug for row in rows if row.extend_url]
    assert offered == (["ttbtp", "ttbqp", "cqttgsnh"] if status == "open" else [])
    assert {client.get(row.extend_url).status_code for row in rows if row.extend_url} <= {200}


def test_a_unit_with_more_time_shows_until_when(client, every_state):
    every_state.memberships["ttbqp"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    client.force_login(every_state["leader_clerk"])

    page = tree(client.get(year_url("registration_list")))

    (row,) = page.xpath("//tbody/tr[contains(., 'gia hạn đến')]")
    assert "Thanh tra Bộ Quốc phòng" in row.text_content()
    assert "gia hạn đến hết ngày 05/03/2027" in row.text_content()
    withdrawal = reverse("blocs:extension_withdraw", args=[*BLOC, "ttbqp", "registration"])
    assert [link.get("href") for link in row.xpath(".//a[starts-with(., 'Rút')]")] == [f"{withdrawal}?ve=dang-ky"]
    assert client.post(f"{withdrawal}?ve=dang-ky").url == year_url("registration_list")


def test_nobody_is_late_in_a_year_that_is_not_open_yet(client, every_state, the_day):
    type(every_state.year).objects.filter(pk=every_state.year.pk).update(status="preparing", opened_at=None)
    the_day.move_to("2027-03-10 02:00")
    client.force_login(every_state["leader_clerk"])

    rows = client.get(year_url("registration_list")).context["rows"]

    assert {row.tag for row in rows if row.words in ("Chưa mở", "Dự thảo")} == {"idle", ""}


def test_a_member_sees_its_own_row_and_the_count(client, every_state):
    client.force_login(every_state["member_clerk"])

    page = client.get(year_url("registration_list"))

    assert [row.words for row in page.context["rows"]] == ["Đề nghị bổ sung"]
    assert "Thanh tra Bộ Công an" not in page.content.decode()
    assert "4/7 đơn vị" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("another_bloc", 404), ("former", 404), ("admin", 200)])
def test_the_list_belongs_to_its_bloc(client, cast, who, status):
    client.force_login(cast[who])

    assert client.get(year_url("registration_list")).status_code == status


MISSING = ["ttbtp", "ttbqp", "cqttgsnh"]


def shown(client, **asked):
    """The units of the list, and the page."""
    page = client.get(year_url("registration_list"), asked)
    return [row.membership.unit.slug for row in page.context["rows"]], page


@pytest.mark.parametrize(
    ("state", "units"),
    [
        ("", ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "ttbtc", "cqttgsnh"]),
        ("con-thieu", MISSING),
        ("qua-han", ["ttbtp", "cqttgsnh"]),  # the third has more time
        ("chua-mo", ["ttbtp", "cqttgsnh"]),
        ("du-thao", ["ttbqp"]),
        ("da-gui", ["ttbkhdt", "ttbca"]),
        ("gui-cham", ["ttbkhdt"]),
        ("de-nghi-bo-sung", ["ttbnv"]),
        ("da-tiep-nhan", ["ttbtc"]),
        ("ban-giay", ["cqttgsnh"]),
        ("la-gi", ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "ttbtc", "cqttgsnh"]),
    ],
)
def test_the_list_by_state(client, every_state, the_day, state, units):
    if state == "ban-giay":
        every_state.registration("cqttgsnh", status="accepted", paper_received_on=date(2027, 2, 20))
    every_state.memberships["ttbqp"].extensions.create(step="registration", due=date(2027, 3, 9), reason="Công tác")
    the_day.move_to("2027-03-06 02:00")
    client.force_login(every_state["leader_clerk"])

    found, page = shown(client, **{"trang-thai": state})

    assert found == units
    assert f'"{state}" selected' in page.content.decode() or state in ("", "la-gi")


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("tai chinh", ["ttbtc"]),
        ("TÀI CHÍNH", ["ttbtc"]),
        ("Ta\u0300i chi\u0301nh", ["ttbtc"]),
        ("ngan hang", ["cqttgsnh"]),
        ("  thanh tra bo ", ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "ttbtc"]),
        ("không có ai", []),
    ],
)
def test_a_unit_is_found_by_name_without_its_marks(client, every_state, typed, units):
    client.force_login(every_state["leader_clerk"])

    assert shown(client, q=typed)[0] == units


def test_what_was_chosen_stays_in_sight_and_in_the_links(client, every_state):
    client.force_login(every_state["leader_clerk"])

    units, page = shown(client, **{"trang-thai": "con-thieu", "q": "bo"})

    read = tree(page)
    assert units == ["ttbtp", "ttbqp"]
    (caption,) = read.xpath("//caption")
    assert caption.text == "2/7 đơn vị: Còn thiếu (chưa gửi), tên chứa “bo”"
    assert read.xpath("//input[@name='q']/@value") == ["bo"]
    links = read.xpath("//main//a[contains(@href, 'danh-sach')]/@href")
    assert [link.split("?")[1] for link in links] == ["trang-thai=con-thieu&q=bo"] * 2
    assert "Đã gửi: <strong>4/7 đơn vị</strong>" in page.content.decode()  # the year's count, whatever is shown


def test_when_nothing_is_found_the_way_out_is_said(client, every_state):
    client.force_login(every_state["leader_clerk"])

    _, page = shown(client, q="<b>xa lạ</b>")

    (empty,) = tree(page).xpath("//main//div[@class='empty']")
    assert "Không có đơn vị nào: tên chứa “<b>xa lạ</b>”." in empty.text_content()
    assert empty.xpath(".//a/@href") == [year_url("registration_list")]


def test_a_member_chooses_nothing(client, every_state):
    client.force_login(every_state["member_clerk"])

    units, page = shown(client, **{"trang-thai": "de-nghi-bo-sung"})

    assert units == ["ttbnv"]
    assert not tree(page).xpath("//select[@name='trang-thai']")


HEADINGS = ["TT", "Đơn vị", "Vai trò", "Trạng thái", "Gia hạn đến hết ngày", "Gửi lúc"]


def test_the_workbook_says_what_the_page_shows(client, every_state):
    every_state.memberships["ttbqp"].extensions.create(step="registration", due=date(2027, 3, 9), reason="Công tác")
    client.force_login(every_state["leader_clerk"])

    answer = client.get(year_url("registration_list_workbook"), {"q": "thanh tra bo", "trang-thai": "con-thieu"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert [row[0] for row in cells[:2]] == [
        "Danh sách đăng ký thi đua năm 2027 - Khối thi đua số II",
        "Còn thiếu (chưa gửi), tên chứa “thanh tra bo”",
    ]
    assert cells[3:] == [
        HEADINGS,
        [1, "Thanh tra Bộ Tư pháp", "Khối trưởng", "Chưa mở", None, None],
        [2, "Thanh tra Bộ Quốc phòng", "Khối phó", "Dự thảo", cells[5][4], None],
    ]
    assert cells[5][4].date() == date(2027, 3, 9)
    assert answer["Content-Disposition"].startswith('attachment; filename="danh-sach-dang-ky-thi-dua-nam-2027-')


def test_the_csv_opens_in_excel_with_its_letters(client, every_state):
    client.force_login(every_state["leader_clerk"])

    answer = client.get(year_url("registration_list_csv"), {"trang-thai": "da-gui"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfTT;")
    assert answer.content.decode("utf-8-sig").split("\r\n") == [
        ";".join(HEADINGS),
        "3;Thanh tra Bộ Kế hoạch và Đầu tư;;Gửi chậm, chờ tiếp nhận;;09:00 ngày 05/03/2027",
        "4;Thanh tra Bộ Công an;;Đã gửi, chờ tiếp nhận;;09:12 ngày 20/02/2027",
        "",
    ]


def test_the_csv_of_sample_data_says_so_beside_each_row_and_in_its_name(client, every_state):
    """Behind the columns it always has, so that what reads these by their place still does."""
    BlocYear.objects.filter(pk=every_state.year.pk).update(is_sample=True)
    client.force_login(every_state["leader_clerk"])

    answer = client.get(year_url("registration_list_csv"), {"trang-thai": "da-gui"})

    assert '-du-lieu-thu.csv"' in answer["Content-Disposition"]
    assert answer.content.decode("utf-8-sig").split("\r\n") == [
        ";".join([*HEADINGS, "Lưu ý"]),
        "3;Thanh tra Bộ Kế hoạch và Đầu tư;;Gửi chậm, chờ tiếp nhận;;09:00 ngày 05/03/2027;DỮ LIỆU THỬ",
        "4;Thanh tra Bộ Công an;;Đã gửi, chờ tiếp nhận;;09:12 ngày 20/02/2027;DỮ LIỆU THỬ",
        "",
    ]


def test_a_name_like_a_formula_stays_a_name(client, every_state):
    every_state.units["ttbca"].names.update(full_name='=HYPERLINK("http://xau.example","Thanh tra")')
    client.force_login(every_state["leader_clerk"])

    text = client.get(year_url("registration_list_csv"), {"trang-thai": "da-gui"}).content.decode("utf-8-sig")
    book = load_workbook(
        io.BytesIO(client.get(year_url("registration_list_workbook"), {"trang-thai": "da-gui"}).content)
    )

    assert '4;"\'=HYPERLINK(""http://xau.example"",""Thanh tra"")";' in text
    (cell,) = [c for row in book.active.iter_rows() for c in row if str(c.value).startswith("=HYPERLINK")]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_a_member_downloads_is_its_own_row(client, every_state):
    client.force_login(every_state["member_clerk"])

    text = client.get(year_url("registration_list_csv")).content.decode("utf-8-sig")

    assert [line.split(";")[1] for line in text.split("\r\n")[1:-1]] == ["Thanh tra Bộ Nội vụ"]
