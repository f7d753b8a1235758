"""A filled workbook is taken when every cell of it can be; else nothing is, and each fault names its cell."""

from datetime import date

import pytest

from pledges.models import FilledWorkbook
from tests.documents.hostile import SHEET, good, replaced, with_parts
from tests.look.reading import tree
from tests.pledges.registering import url
from tests.pledges.workbooks import (
    COLLECTIVE,
    GENERAL,
    INITIATIVES,
    MOVEMENTS,
    NAMES,
    PEOPLE,
    TARGETS,
    edited,
    full_registration,
    kept,
    send,
    sent,
    template,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["member_clerk"])
    return client


@pytest.fixture
def registration(cast):
    return full_registration(cast)


CHOOSE = "Chọn một mục trong danh sách."
PLAN_ONLY = "Chỉ tiêu chung do khối đặt, đơn vị chỉ ghi Kế hoạch. Anh/chị ghi lại"
FAULTS = {
    (GENERAL, "B6"): ("ba mươi", "Nhập số nguyên từ 0 đến 100000, ví dụ 31. Ô đang ghi “ba mươi”."),
    (GENERAL, "B8"): ("x" * 61, f"Nhập nhiều nhất 60 ký tự; hiện có 61 ký tự. Ô đang ghi “{'x' * 60}…”."),
    (GENERAL, "B9"): (
        "31/02/2027",
        "Tháng 02/2027 không có ngày 31. Gõ ngày/tháng/năm, ví dụ 05/03/2027. Ô đang ghi “31/02/2027”.",
    ),
    (COLLECTIVE, "A9"): ("Anh hùng", f"{CHOOSE} Ô đang ghi “Anh hùng”."),
    (COLLECTIVE, "B6"): ("Toàn ngành", f"{CHOOSE} Ô đang ghi “Toàn ngành”."),
    (COLLECTIVE, "D7"): ("nhiều", "Nhập số nguyên từ 1 đến 100000, ví dụ 5. Ô đang ghi “nhiều”."),
    (PEOPLE, "D6"): ("-1", "Nhập số nguyên từ 1 đến 100000, ví dụ 5. Ô đang ghi “-1”."),
    (PEOPLE, "B7"): (None, "Ghi họ và tên của người có chức vụ này."),
    (PEOPLE, "B8"): (
        "Đỗ Văn Đức, Phó phòng",
        "Ô này có dấu phẩy mà ô Chức vụ cũng có chữ. Anh/chị ghi chức vụ ở một ô thôi.",
    ),
    (PEOPLE, "A9"): ("LĐX", f"{CHOOSE} Ô đang ghi “LĐX”."),
    (PEOPLE, "D9"): ("0", "Nhập số nguyên từ 1 đến 100000, ví dụ 5. Ô đang ghi “0”."),
    (TARGETS, "B6"): ("Hoàn thành hơn nữa", f"{PLAN_ONLY} “Hoàn thành kế hoạch thanh tra được phê duyệt”."),
    (TARGETS, "D6"): ("nhiều", "Nhập số từ 0 trở lên, ví dụ 95,5. Ô đang ghi “nhiều”."),
    (TARGETS, "D8"): (
        "1,234",
        "Chưa rõ 1,234 là 1,234 hay 1234. Nhập lại, không ngăn hàng nghìn, nhiều nhất 2 chữ số sau dấu phẩy. "
        "Ô đang ghi “1,234”.",
    ),
    (TARGETS, "C9"): ("Xấp xỉ", f"{CHOOSE} Ô đang ghi “Xấp xỉ”."),
    (TARGETS, "D10"): (
        "=1/0",
        "Ô chứa công thức chưa được tính. Anh/chị gõ giá trị vào ô, hoặc mở bằng Excel và lưu lại.",
    ),
    (TARGETS, "A11"): (
        "T9",
        "Chỉ tiêu chung “T9” không còn trong năm thi đua. Anh/chị xóa dòng này, hoặc tải biểu mẫu mới.",
    ),
    (INITIATIVES, "B6"): (None, "Nhập tác giả."),
    (INITIATIVES, "D7"): ("CSTĐ toàn quốc", f"{CHOOSE} Ô đang ghi “CSTĐ toàn quốc”."),
    (MOVEMENTS, "E7"): (
        date(2027, 3, 1),
        "Ngày tổng kết phải từ ngày phát động (05/03/2027) trở đi. Ô đang ghi “01/03/2027”.",
    ),
}
BESIDE = {
    (COLLECTIVE, "B9"): "Cả đơn vị",
    (PEOPLE, "C7"): "Thanh tra viên",
    (TARGETS, "B10"): "Chỉ tiêu mới",
    (TARGETS, "C10"): "Bằng",
}


def as_read(entry):
    """Sheet by sheet, row by row."""
    (sheet, cell), _ = entry
    return NAMES.index(sheet), int(cell[1:]), cell[0]


def test_twenty_faults_are_twenty_messages(clerk, registration):
    content = typed(template(registration), {place: value for place, (value, _) in FAULTS.items()} | BESIDE)

    page = send(clerk, content)

    assert len(FAULTS) == 20
    assert [str(fault) for fault in page.context["faults"]] == [
        f"Sheet {sheet}, ô {cell}: {said}" for (sheet, cell), (_, said) in sorted(FAULTS.items(), key=as_read)
    ]
    shown = [" ".join(item.text_content().split()) for item in tree(page).xpath("//ul[@class='faults']/li")]
    assert shown == [" ".join(str(fault).split()) for fault in page.context["faults"]]
    assert page.context["form"].errors["workbook"] == [
        "Tệp có 20 chỗ chưa đúng nên chưa nhập gì. Anh/chị sửa trong tệp, lưu lại rồi tải lên."
    ]
    assert not FilledWorkbook.objects.exists()
    assert kept(registration).snapshot() == registration.snapshot()


def refusal(client, content):
    """What is said of a file that is refused as a whole."""
    page = send(client, content)
    assert (page.status_code, page.context["faults"]) == (200, [])
    assert not FilledWorkbook.objects.exists()
    return page.context["form"].errors["workbook"][0]


def test_another_units_file_is_refused_whole_with_both_named(clerk, cast, registration):
    theirs = cast.registration("ttbtc")

    assert refusal(clerk, template(theirs)) == (
        "Tệp này là biểu mẫu của Thanh tra Bộ Tài chính, năm 2027; trang này là bản đăng ký của Thanh tra Bộ Nội vụ, "
        "năm 2027. Chưa nhập gì. Anh/chị chọn đúng tệp của đơn vị và năm này."
    )


MARKS = [
    ("bieu-mau", "khac", "Tệp không phải là biểu mẫu đăng ký tải từ chương trình."),
    ("nam", "2026", "Tệp này là biểu mẫu của Thanh tra Bộ Nội vụ, năm 2026; trang này là bản đăng ký của"),
    ("khoi", "cum-v", "Tệp này là biểu mẫu của Thanh tra Bộ Nội vụ, năm 2027, khối “cum-v”; trang này là"),
    ("phien-ban", "2", "Tệp là biểu mẫu phiên bản 2; chương trình đọc phiên bản 1. Anh/chị bấm Tải biểu mẫu"),
    ("phien-ban", "0", "Tệp là biểu mẫu phiên bản 0; chương trình đọc phiên bản 1. Anh/chị bấm Tải biểu mẫu"),
    ("phien-ban", None, "Tệp là biểu mẫu phiên bản (không ghi); chương trình đọc phiên bản 1. Anh/chị bấm Tải biểu"),
]


@pytest.mark.parametrize(("mark", "value", "said"), MARKS)
def test_a_workbook_must_be_what_the_page_is_about(clerk, registration, mark, value, said):
    def forge(book):
        for name, place in book["_mau"].iter_rows(max_col=2):
            place.value = value if name.value == mark else place.value

    assert refusal(clerk, edited(template(registration), forge)).startswith(said)


def test_any_other_workbook_is_no_template(clerk, registration):
    assert refusal(clerk, good()).startswith("Tệp không phải là biểu mẫu đăng ký tải từ chương trình.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html></html>", "Tệp là trang web (HTML, XML) đổi tên, không phải tệp Excel."),
        (with_parts(**{"xl/vbaProject.bin": b"macro"}), "Tệp Excel chứa mã macro nên không được nhận."),
        (b"", "Tệp không có nội dung."),
        (replaced(SHEET, "<sheetData>", "<sheetData><row>"), "Tệp Excel bị hỏng nên không đọc được."),
    ],
)
def test_what_must_not_be_read_is_refused_on_the_page(clerk, registration, content, said):
    assert refusal(clerk, content).startswith(said)


def test_what_names_itself_secret_is_refused(clerk, registration):
    content = typed(template(registration), {(TARGETS, "B10"): "TỐI MẬT"})

    assert refusal(clerk, content).startswith("Sheet Chỉ tiêu, ô B10 ghi “TỐI MẬT” nên tệp không được nhận.")


def test_nothing_chosen_is_said(clerk, registration):
    page = clerk.post(url("workbook_upload"))

    assert page.context["form"].errors == {"workbook": ["Chọn tệp biểu mẫu đã điền."]}


# Columns and sheets that people move, rename and lose


def test_moved_columns_and_headings_of_the_old_forms_are_understood(clerk, registration):
    def rearrange(book):
        sheet = book[MOVEMENTS]
        sheet.move_range("B5:B60", cols=6)
        sheet["H5"] = "TÊN PHONG TRÀO THI ĐUA"
        sheet.insert_rows(1, 2)
        book.move_sheet(TARGETS, -3)

    assert sent(clerk, edited(template(registration), rearrange)).context["count"] == 0


def test_a_fault_in_a_moved_column_names_the_cell_where_it_stands(clerk, registration):
    def rearrange(book):
        book[MOVEMENTS].move_range("E5:E60", cols=3)
        book[MOVEMENTS]["H7"] = "31/02/2027"

    page = send(clerk, edited(template(registration), rearrange))

    assert [(fault.sheet, fault.cell) for fault in page.context["faults"]] == [(MOVEMENTS, "H7")]


def test_a_column_of_ones_own_is_left_unread_and_said(clerk, registration):
    page = sent(clerk, typed(template(registration), {(TARGETS, "F5"): "Ghi chú", (TARGETS, "F6"): "=B1/0"}))

    assert page.context["count"] == 0
    assert page.context["notes"] == ["Sheet Chỉ tiêu: cột “Ghi chú” (ô F5) không có trong biểu mẫu nên không được đọc."]
    assert page.context["notes"][0] in page.content.decode()


LOST = {
    "a column renamed": (
        lambda book: book[TARGETS].cell(5, 4, "KH 2027"),
        "Sheet Chỉ tiêu: Thiếu cột “Kế hoạch”. Cột “KH 2027” (ô D5) có phải là cột này đổi tên? Anh/chị ghi lại đúng "
        "tên cột, hoặc tải biểu mẫu mới và chép sang.",
    ),
    "a column deleted": (
        lambda book: book[INITIATIVES].delete_cols(3),
        "Sheet Sáng kiến: Thiếu cột “Tên sáng kiến, đề tài”. Anh/chị ghi lại đúng tên cột, hoặc tải biểu mẫu mới và "
        "chép sang.",
    ),
    "a column twice": (
        lambda book: book[TARGETS].cell(5, 7, "Kế hoạch"),
        "Sheet Chỉ tiêu, ô G5: Cột “Kế hoạch” có hai lần. Anh/chị xóa một cột.",
    ),
    "a sheet renamed": (
        lambda book: setattr(book[INITIATIVES], "title", "SK"),
        "Sheet Sáng kiến: Không thấy sheet này; tệp có: “Thông tin chung”, “Danh hiệu tập thể”, “Danh hiệu cá nhân”, "
        "“Chỉ tiêu”, “SK”, “Phong trào”. Anh/chị ghi lại đúng tên sheet, hoặc tải biểu mẫu mới.",
    ),
    "a line deleted": (
        lambda book: book[GENERAL].delete_rows(7),
        "Sheet Thông tin chung: Thiếu dòng “Trong đó nữ”. Anh/chị ghi lại đúng tên dòng.",
    ),
    "a common target twice": (
        lambda book: book[TARGETS].cell(10, 1, "T1"),
        "Sheet Chỉ tiêu, ô A10: Chỉ tiêu chung này đã có ở ô A6. Anh/chị bỏ một trong hai dòng.",
    ),
    "two numbers for one title": (
        lambda book: [book[PEOPLE].cell(row, 4, 5) for row in (7, 8)],
        "Sheet Danh hiệu cá nhân, ô D8: Số lượng của danh hiệu này đã ghi ở ô D7. Mỗi danh hiệu ghi số lượng một lần.",
    ),
}


@pytest.mark.parametrize("what", LOST)
def test_what_cannot_be_understood_is_said(clerk, registration, what):
    change, said = LOST[what]

    page = send(clerk, edited(template(registration), change))

    assert [str(fault) for fault in page.context["faults"]] == [said]
