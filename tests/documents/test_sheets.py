import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from documents import limits, sheets
from documents.description import Column, Table

COLUMNS = (
    Column("TT", 5, "center"),
    Column("Đơn vị", 40),
    Column("LĐTT", 10, group="Cá nhân"),
    Column("Tỷ lệ", 10, group="Cá nhân"),
    Column("Ngày gửi", 15, "center"),
)
ROWS = (
    (1, "Thanh tra Bộ Tư pháp", 1240, Decimal("95.5"), date(2017, 3, 5)),
    (2, "Thanh tra Bộ Công an", 85, Decimal("100"), None),
)
TABLE = Table(COLUMNS, ROWS, total=("", "Tổng cộng", 1325, None, None), caption="Biểu 1")


def reopened(tables, title="Tổng hợp đăng ký thi đua năm 2017", **options):
    return load_workbook(io.BytesIO(sheets.workbook(tables, title=title, **options)))


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_whole_sheet_keeps_every_value_by_its_own_type():
    sheet = reopened({"Tổng hợp": TABLE})["Tổng hợp"]

    assert values(sheet) == [
        ["Tổng hợp đăng ký thi đua năm 2017", None, None, None, None],
        ["Biểu 1", None, None, None, None],
        [None] * 5,
        ["TT", "Đơn vị", "Cá nhân", None, "Ngày gửi"],
        [None, None, "LĐTT", "Tỷ lệ", None],
        [1, "Thanh tra Bộ Tư pháp", 1240, 95.5, datetime(2017, 3, 5)],
        [2, "Thanh tra Bộ Công an", 85, 100, None],
        [None, "Tổng cộng", 1325, None, None],
    ]
    assert [cell.data_type for cell in sheet[6]] == ["n", "s", "n", "n", "d"]
    assert [cell.number_format for cell in sheet[6]] == ["#,##0", "General", "#,##0", "#,##0.##", "dd/mm/yyyy"]
    assert [cell.font.bold for cell in sheet[8]] == [True] * 5
    assert [cell.font.bold for cell in sheet[7]] == [False] * 5


def test_headings_of_groups_are_merged_and_stay_in_sight():
    sheet = reopened({"Tổng hợp": TABLE})["Tổng hợp"]

    assert {str(area) for area in sheet.merged_cells.ranges} == {
        "A1:E1", "A2:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5",
    }  # fmt: skip
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$4:$5"


def test_printing_is_set_up_for_a4_across():
    sheet = reopened({"Tổng hợp": TABLE})["Tổng hợp"]

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://ke-xau.example","Bấm")', "+84 24 3804", "-1+1", "@SUM(A1)", "=1+1"]
)
def test_text_never_becomes_a_formula(text):
    table = Table((Column(text, 1, group=text),), ((text,),), total=(text,), caption=text)
    sheet = reopened({"Bảng": table}, title=text, note=text)["Bảng"]

    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in filled] == [text] * 7
    assert {cell.data_type for cell in filled} == {"s"}
    assert {cell.quotePrefix for cell in filled} == {True}


def test_control_characters_do_not_break_the_file():
    sheet = reopened({"Bảng": Table((Column("A", 1),), (("bấm\x07chuông\x00",),))})["Bảng"]
    assert sheet["A4"].value == "bấm chuông"


def test_a_table_without_rows_says_so():
    sheet = reopened({"Bảng": Table((Column("A", 1), Column("B", 1)), (), empty="Chưa có đăng ký.")})["Bảng"]
    assert values(sheet)[-1] == ["Chưa có đăng ký.", None]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["Tổng hợp đăng ký"], ["Tổng hợp đăng ký"]),
        (["Chỉ tiêu: A/B [1]?"], ["Chỉ tiêu A B 1"]),
        (["Danh hiệu thi đua và hình thức khen thưởng"], ["Danh hiệu thi đua và hình thức"]),
        (["Danh hiệu", "danh hiệu"], ["Danh hiệu", "danh hiệu (2)"]),
        (["a" * 40, "a" * 40], ["a" * 31, "a" * 27 + " (2)"]),
        (["'", ""], ["Bảng", "Bảng (2)"]),
    ],
)
def test_names_of_sheets_are_what_excel_accepts(wanted, names):
    assert sheets.sheet_names(wanted) == names


def test_a_table_too_large_is_refused_in_words():
    rows = ((1,),) * (limits.MAX_CELLS + 1)
    with pytest.raises(limits.PaperTooLong, match=r"các bảng có 20\.001 ô, nhiều nhất là 20\.000"):
        sheets.workbook({"Bảng": Table((Column("A", 1),), rows)}, title="Thử")
