"""A registration as a workbook to be filled in: what stands in it, what may be typed, what drops down."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests.pledges.registering import url
from tests.pledges.workbooks import (
    COLLECTIVE,
    GENERAL,
    INITIATIVES,
    NAMES,
    PEOPLE,
    TARGETS,
    full_registration,
    template,
)

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["member_clerk"])
    return client


@pytest.fixture
def registration(cast):
    return full_registration(cast)


def test_the_template_holds_what_stands_there(clerk, registration):
    answer = clerk.get(url("workbook_download"))

    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, XLSX, "nosniff")
    assert answer["Content-Disposition"].startswith('attachment; filename="bieu-mau-dang-ky-thi-dua-2027-')
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [*NAMES, "_mau"]
    assert book["_mau"].sheet_state == "veryHidden"
    sheet = book[TARGETS]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "ĐĂNG KÝ THI ĐUA NĂM 2027: Chỉ tiêu",
        "Thanh tra Bộ Nội vụ · Khối thi đua số II",
    ]
    assert [[cell.value for cell in row[1:]] for row in sheet["A6:E9"]] == [
        ["Hoàn thành kế hoạch thanh tra được phê duyệt", "Tối thiểu", 100, "%"],
        ["Không có đơn thư kéo dài", "Không có", None, None],
        ["Rút ngắn thời gian", "Tối đa", 8.5, "ngày"],
        ['=HYPERLINK("http://x")', "Có thực hiện", None, None],
    ]
    assert [[cell.value for cell in row] for row in book[PEOPLE]["A6:D8"]] == [
        ["Lao động tiên tiến", None, None, 30],
        ["Chiến sĩ thi đua cơ sở", "Nguyễn Thị Hà", None, None],
        ["Chiến sĩ thi đua cơ sở", "Đỗ Văn Đức", "Trưởng phòng", None],
    ]


def test_a_formula_that_is_a_name_stays_a_name(clerk, registration):
    sheet = load_workbook(io.BytesIO(template(registration)))[TARGETS]

    assert (sheet["B9"].data_type, sheet["B9"].quotePrefix) == ("s", True)


def test_what_the_program_wrote_is_locked_and_lists_drop_down(clerk, registration):
    book = load_workbook(io.BytesIO(template(registration)))

    assert all(book[name].protection.sheet and not book[name].protection.password for name in NAMES)
    targets = book[TARGETS]
    locked = [cell.coordinate for row in targets["A5:E10"] for cell in row if cell.protection.locked]
    assert locked == [*(f"{letter}5" for letter in "ABCDE"), *(f"{letter}6" for letter in "ABCE"),
                      *(f"{letter}7" for letter in "ABCDE"), "A8", "A9", "A10"]  # fmt: skip
    assert [cell.protection.locked for cell in book[GENERAL]["A6:C6"][0]] == [True, False, True]
    lists = {
        (name, str(offer.sqref)): [
            cell.value for (cell,) in book["_mau"][re.search(r"!(.*)", offer.formula1)[1].replace("$", "")]
        ]
        for name in NAMES
        for offer in book[name].data_validations.dataValidation
    }
    people = ["Lao động tiên tiến", "Chiến sĩ thi đua cơ sở", "Bằng khen của Tổng Thanh tra Chính phủ"]
    assert lists[TARGETS, "C6:C500"] == ["Tối thiểu", "Tối đa", "Bằng", "Không có", "Có thực hiện", "Mô tả bằng lời"]
    assert lists[COLLECTIVE, "B6:B500"] == ["Cả đơn vị", "Tập thể thuộc đơn vị"]
    assert set(people) <= set(lists[PEOPLE, "A6:A500"])
    assert set(lists) == {(TARGETS, "C6:C500"), (COLLECTIVE, "A6:A500"), (COLLECTIVE, "B6:B500"), (PEOPLE, "A6:A500"),
                          (INITIATIVES, "D6:D500")}  # fmt: skip


def test_sample_data_says_so(clerk, cast, registration):
    type(cast.year).objects.filter(pk=cast.year.pk).update(is_sample=True)

    sheet = load_workbook(io.BytesIO(clerk.get(url("workbook_download")).content))[GENERAL]

    assert sheet["A2"].value == "Thanh tra Bộ Nội vụ · Khối thi đua số II · DỮ LIỆU THỬ"
