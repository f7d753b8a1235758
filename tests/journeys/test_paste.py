"""A block of cells copied from Excel: seen before it is inserted, and taken back again."""

import pytest
from playwright.sync_api import expect

from tests.pledges.registering import catalogue

pytestmark = pytest.mark.browser

PEOPLE = [
    "Danh hiệu, hình thức\tSố lượng\tHọ và tên\tChức vụ",
    "lao dong tien tien\t\tNguyễn Thị Hà\tThanh tra viên",
    '\t\tĐỗ Văn Đức\t"Phó trưởng phòng\n(phụ trách)"',
    "CHIẾN SĨ THI ĐUA CƠ SỞ\t\tVũ Duy Ưng\t",
    "Anh hùng\t3\t\t",
]
TARGETS = ["Giải quyết đơn thư\tTỐI THIỂU\t95.5\t%", '"Rút ngắn ""thời gian"""\ttối đa\t1,234\tngày']


@pytest.fixture
def desk(cast, come_in):
    cast.registration("ttbnv")
    catalogue()
    page = come_in(cast["member_clerk"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def paste(page, lines, box):
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r\n".join(lines) + "\r\n")
    box.focus()
    page.keyboard.press("Control+V")
    return page.get_by_role("dialog", name="Dán từ Excel")


def values(page):
    """What each row in sight holds."""
    return page.locator("tbody > tr:visible").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].slice(0, -1).map(cell => {"
        " const box = cell.querySelector('select, input, textarea');"
        " if (!box) return cell.querySelector('output').textContent.trim();"
        " return box.selectedOptions?.[0].textContent.trim() ?? box.value;"
        "}))"
    )


def test_people_and_targets(desk):
    desk.goto("/khoi/khoi-ii/2027/dang-ky/ttbnv/danh-hieu-ca-nhan/")
    before = values(desk)
    preview = paste(desk, PEOPLE, desk.get_by_label("Danh hiệu, hình thức").first)
    expect(preview).to_contain_text("1 dòng được điền lại, 2 dòng được thêm")
    expect(preview).to_contain_text("Lỗi: “Anh hùng” không có trong danh sách Danh hiệu, hình thức.")
    preview.get_by_role("button", name="Hủy").click()
    assert values(desk) == before

    preview = paste(desk, PEOPLE, desk.get_by_label("Danh hiệu, hình thức").first)
    preview.get_by_role("button", name="Chèn").click()
    assert values(desk) == [
        ["Lao động tiên tiến", "", "Nguyễn Thị Hà\nĐỗ Văn Đức", "Thanh tra viên\nPhó trưởng phòng (phụ trách)"],
        ["Chiến sĩ thi đua cơ sở", "", "Vũ Duy Ưng", ""],
        ["– Chọn –", "3", "", ""],
    ]
    expect(desk.locator(".rows-status")).to_contain_text("Còn 1 chỗ cần xem lại. Dòng 3, Danh hiệu, hình thức")
    desk.get_by_role("button", name="Hoàn tác").click()
    assert values(desk) == before

    desk.goto("/khoi/khoi-ii/2027/dang-ky/ttbnv/chi-tieu/")
    desk.get_by_role("button", name="Thêm dòng").click()
    preview = paste(desk, TARGETS, desk.get_by_label("Nội dung chỉ tiêu").last)
    expect(preview).to_contain_text("Lỗi: “1,234” chưa đúng dạng; ghi số, ví dụ 95,5.")
    preview.get_by_role("button", name="Chèn").click()
    assert values(desk)[1:] == [
        ["Giải quyết đơn thư", "Tối thiểu", "95,5", "%"],
        ['Rút ngắn "thời gian"', "Tối đa", "1,234", "ngày"],
    ]
