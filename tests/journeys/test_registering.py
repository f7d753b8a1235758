"""A member's whole registration: by keyboard alone, pasted from Excel, from a workbook filled in at home.

Whichever way it comes, the same is handed in. Without JavaScript: test_without_javascript.py.
"""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from pledges.models import Registration
from tests.journeys.steps import click
from tests.journeys.test_keyboard import STOP, press, tab_into, tab_to
from tests.journeys.test_paste import paste
from tests.pledges.registering import catalogue
from tests.pledges.workbooks import COLLECTIVE, GENERAL, INITIATIVES, MOVEMENTS, PEOPLE, TARGETS

pytestmark = pytest.mark.browser

OWN = "/khoi/khoi-ii/2027/dang-ky/ttbnv/"
START, NEXT, CHECK = "Bắt đầu đăng ký", "Lưu và sang phần tiếp theo", "Lưu và kiểm tra"
READY, HAND_IN = "Báo lãnh đạo: đã điền xong", "Gửi bản đăng ký"
WHOLE = {"honour": "TTLDXS", "honour_name": "Tập thể lao động xuất sắc", "kind": "title", "scope": "tap_the_lon"}
PERSONS = {"honour": "LDTT", "honour_name": "Lao động tiên tiến", "kind": "title", "scope": "ca_nhan"}
COMMON = {"common": "T1", "text": "Hoàn thành kế hoạch thanh tra được phê duyệt"}
OF_ITS_OWN = {"common": None, "text": "Giải quyết đơn thư đúng hạn"}
IN_PERCENT = {"kind": "percent", "operator": ">=", "unit": "%"}
HANDED_IN = {
    "doc_number": "21/ĐK-TTr",
    "doc_date": "2027-02-20",
    "headcount": 31,
    "women": 13,
    "proposal": "Tổ chức tập huấn",
    "honours": [
        WHOLE | {"count": 1, "names": [], "posts": []},
        PERSONS
        | {"count": 2, "names": ["Nguyễn Thị Hà", "Đỗ Văn Đức"], "posts": ["Thanh tra viên", "Phó trưởng phòng"]},
    ],
    "targets": [COMMON | IN_PERCENT | {"value": "100.00"}, OF_ITS_OWN | IN_PERCENT | {"value": "95.50"}],
    "initiatives": [
        {
            "author": "Đỗ Văn Đức",
            "title": "Số hóa hồ sơ thanh tra",
            "for_honour": "CSTDCS",
            "for_honour_name": "Chiến sĩ thi đua cơ sở",
        }
    ],
    "movements": [
        {
            "name": "Thi đua nước rút",
            "aim": "Không có đơn thư quá hạn",
            "starts_on": "2027-09-01",
            "ends_on": "2027-11-30",
        }
    ],
}
# Label → what is typed there; of each section the one row that the unit adds.
GENERAL_TYPED = {
    "Tổng số cán bộ, công chức có mặt": "31",
    "Trong đó nữ": "13",
    "Số, ký hiệu văn bản của đơn vị": "21/ĐK-TTr",
    "Ngày văn bản": "20/02/2027",
    "Kiến nghị, đề xuất": "Tổ chức tập huấn",
}
ROWS_TYPED = [
    {"Danh hiệu, hình thức": "Tập thể lao động xuất sắc"},
    {
        "Danh hiệu, hình thức": "Lao động tiên tiến",
        "Họ và tên": "Nguyễn Thị Hà\nĐỗ Văn Đức",
        "Chức vụ": "Thanh tra viên\nPhó trưởng phòng",
    },
    {"Nội dung chỉ tiêu": "Giải quyết đơn thư đúng hạn", "Kế hoạch": "95,5", "Đơn vị tính": "%"},
    {
        "Tác giả": "Đỗ Văn Đức",
        "Tên sáng kiến, đề tài": "Số hóa hồ sơ thanh tra",
        "Để xét danh hiệu": "Chiến sĩ thi đua cơ sở",
    },
    {
        "Tên phong trào": "Thi đua nước rút",
        "Mục tiêu": "Không có đơn thư quá hạn",
        "Ngày phát động": "01/09/2027",
        "Ngày tổng kết": "30/11/2027",
    },
]
# Label of the first cell → the block as Excel puts it on the clipboard.
BLOCKS = [
    ("Danh hiệu, hình thức", ["TẬP THỂ LAO ĐỘNG XUẤT SẮC\tCả đơn vị"]),
    (
        "Danh hiệu, hình thức",
        [
            "Danh hiệu, hình thức\tSố lượng\tHọ và tên\tChức vụ",
            "Lao động tiên tiến\t\tNguyễn Thị Hà\tThanh tra viên",
            "\t\tĐỗ Văn Đức\tPhó trưởng phòng",
        ],
    ),
    ("Nội dung chỉ tiêu", ["Giải quyết đơn thư đúng hạn\tTối thiểu\t95.5\t%"]),
    ("Tác giả", ["Đỗ Văn Đức\tSố hóa hồ sơ thanh tra\tChiến sĩ thi đua cơ sở"]),
    ("Tên phong trào", ["Thi đua nước rút\tKhông có đơn thư quá hạn\t1/9/2027\t30/11/2027"]),
]
CELLS = {
    GENERAL: {"B6": 31, "B7": 13, "B8": "21/ĐK-TTr", "B9": "20/02/2027", "B10": "Tổ chức tập huấn"},
    COLLECTIVE: {"A6": "Tập thể lao động xuất sắc", "B6": "Cả đơn vị"},
    PEOPLE: {
        "A6": "Lao động tiên tiến",
        "B6": "Nguyễn Thị Hà",
        "C6": "Thanh tra viên",
        "B7": "Đỗ Văn Đức",
        "C7": "Phó trưởng phòng",
    },
    TARGETS: {"B7": "Giải quyết đơn thư đúng hạn", "C7": "Tối thiểu", "D7": 95.5, "E7": "%"},
    INITIATIVES: {"B6": "Đỗ Văn Đức", "C6": "Số hóa hồ sơ thanh tra", "D6": "Chiến sĩ thi đua cơ sở"},
    MOVEMENTS: {
        "B6": "Thi đua nước rút",
        "C6": "Không có đơn thư quá hạn",
        "D6": "01/09/2027",
        "E6": "30/11/2027",
    },
}


@pytest.fixture(autouse=True)
def something_to_choose_from(cast):
    catalogue()


def test_by_keyboard_alone(cast, come_in):
    page = come_in(cast["member_clerk"])
    page.goto("/")
    press(page, "link", START)
    press(page, "button", START)
    for label, text in GENERAL_TYPED.items():
        type_into(page, label, text)
    leave(page, NEXT)
    for place, row in enumerate(ROWS_TYPED, start=1):
        if has_only_common(page):
            add_row(page)
        for label, text in row.items():
            type_into(page, label, text)
        leave(page, NEXT if place < len(ROWS_TYPED) else CHECK)
    leave(page, READY)

    head = come_in(cast["member_head"])
    head.goto("/")
    press(head, "link", "Kiểm tra và gửi")
    leave(head, HAND_IN)
    assert_handed_in(head)


def test_pasted_from_excel(cast, come_in):
    page = come_in(cast["member_clerk"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(OWN)
    click(page, START)
    for label, text in GENERAL_TYPED.items():
        page.get_by_label(label).fill(text)
    click(page, NEXT)
    for place, (label, block) in enumerate(BLOCKS, start=1):
        if has_only_common(page):
            page.get_by_role("button", name="Thêm dòng").click()
        preview = paste(page, block, page.get_by_label(label).last)
        expect(preview).not_to_contain_text("Lỗi")
        preview.get_by_role("button", name="Chèn").click()
        expect(page.locator(".rows-status")).to_contain_text("từ Excel, chưa lưu")
        click(page, NEXT if place < len(BLOCKS) else CHECK)
    hand_in(come_in(cast["member_head"]))


def test_from_a_workbook_filled_in_at_home(cast, come_in, tmp_path):
    page = come_in(cast["member_clerk"])
    page.goto(OWN)
    click(page, START)
    page.get_by_text("Điền bằng Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải biểu mẫu", exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    fill_in(file)

    page.get_by_role("link", name="Tải lên biểu mẫu đã điền").click()
    page.get_by_label("Biểu mẫu đã điền").set_input_files(file)
    click(page, "Tải lên và xem trước")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\d+ thay đổi sẽ được nhập$"))
    assert Registration.objects.get().headcount is None
    click(page, re.compile(r"^Nhập \d+ thay đổi$"))
    hand_in(come_in(cast["member_head"]))


def has_only_common(page):
    """Of the targets those of the bloc stand there already; in every other section an empty row waits."""
    return page.locator("tbody output").count() > 0


def fill_in(file):
    book = load_workbook(file)
    for sheet, cells in CELLS.items():
        for cell, text in cells.items():
            book[sheet][cell] = text
    book.save(file)


def hand_in(head):
    head.goto(f"{OWN}kiem-tra/")
    click(head, HAND_IN)
    assert_handed_in(head)


def assert_handed_in(page):
    """The receipt is before the head, and what was handed in is complete."""
    revision = Registration.objects.get().revisions.get()
    expect(page.locator("main")).to_contain_text(revision.receipt)
    assert revision.made_by.username == "member_head"
    assert revision.content == HANDED_IN


# --- By keyboard --------------------------------------------------------------------------

# What the Tab key should have stopped at on its way to what has the focus now.
PASSED_OVER = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}))
    .filter(each => each.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)
    .filter(each => !window.stops.has(each)).map(each => each.outerHTML.slice(0, 120))"""


def leave(page, button):
    """Press ``button``, after everything before it on the page was a stop."""
    tab_to(page, "button", button)
    assert page.evaluate(PASSED_OVER) == []
    with page.expect_navigation():
        page.keyboard.press("Enter")


def add_row(page):
    """The new row has the focus."""
    tab_to(page, "button", "Thêm dòng")
    page.keyboard.press("Space")


def type_into(page, label, text):
    box = page.get_by_label(label).last
    if not page.evaluate(STOP, box.element_handle())["arrived"]:
        tab_into(page, box)
    if box.evaluate("box => box.matches('select')"):
        choose(page, box, text)
    else:
        page.keyboard.type(text)


def choose(page, box, text):
    for _ in box.locator("option").all():
        if box.evaluate("box => box.selectedOptions[0].textContent.trim()") == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{text} cannot be chosen with the arrow keys")
