"""A block of cells copied from Excel: seen before it is inserted, and taken back again."""

import pytest
from playwright.sync_api import expect

from pledges.models import Registration
from tests.journeys.steps import says
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


TITLES = ["Tập thể lao động xuất sắc\tCả đơn vị\t1", "Bằng khen của Tổng Thanh tra Chính phủ\tTập thể thuộc đơn vị\t2"]
INITIATIVES = ["Vũ Duy Ưng\tTra cứu hồ sơ", "Đỗ Văn Đức\tĐối thoại trực tuyến"]
TOO_MANY = "Bảng này có nhiều nhất 300 dòng nên 11 dòng cuối không chèn được, từ dòng “Việc thứ 300 · tối thiểu"
# Where the paste begins, what is pasted, how many rows there are then.
GRIDS = {
    "danh-hieu-ca-nhan": ("Danh hiệu, hình thức", PEOPLE, 3),
    "danh-hieu-tap-the": ("Danh hiệu, hình thức", TITLES, 2),
    "sang-kien": ("Tác giả", INITIATIVES, 3),
    "chi-tieu": ("Nội dung chỉ tiêu", [f"Việc thứ {n}\ttối thiểu\t{n}\tvụ" for n in range(1, 311)], 6),
}


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

    desk.goto("/khoi/khoi-ii/2027/dang-ky/ttbnv/chi-tieu/")
    desk.get_by_role("button", name="Thêm dòng").click()
    preview = paste(desk, TARGETS, desk.get_by_label("Nội dung chỉ tiêu").last)
    expect(preview).to_contain_text("Lỗi: “1,234” chưa đúng dạng; ghi số, ví dụ 95,5.")
    preview.get_by_role("button", name="Chèn").click()
    assert values(desk)[1:] == [
        ["Giải quyết đơn thư", "Tối thiểu", "95,5", "%"],
        ['Rút ngắn "thời gian"', "Tối đa", "1,234", "ngày"],
    ]

    last = desk.get_by_label("Nội dung chỉ tiêu").last
    paste(desk, TARGETS, last).get_by_role("button", name="Dán nguyên văn vào một ô").click()
    expect(last).to_have_value('Rút ngắn "thời gian"' + "\n".join(TARGETS) + "\n")
    desk.get_by_role("button", name="Hoàn tác").click()
    expect(last).to_have_value('Rút ngắn "thời gian"')


def test_every_paste_is_taken_back_whole(desk):
    was = stored()
    for section, (box, lines, length) in GRIDS.items():
        desk.goto(f"/khoi/khoi-ii/2027/dang-ky/ttbnv/{section}/")
        if section in ("chi-tieu", "sang-kien"):
            desk.get_by_role("button", name="Thêm dòng").click()
        before = values(desk)
        preview = paste(desk, lines, desk.get_by_label(box).last)
        if section == "chi-tieu":
            expect(preview).to_contain_text("Sẽ có 1 dòng được điền lại, 298 dòng được thêm.")
            expect(preview).to_contain_text(TOO_MANY)
            preview.get_by_role("button", name="Hủy").click()
            desk.evaluate("document.querySelector('[data-rows]').dataset.max = 6")  # as full, without the hundreds
            preview = paste(desk, lines, desk.get_by_label(box).last)
        preview.get_by_role("button", name="Chèn").click()
        assert len(values(desk)) == length
        if section == "sang-kien":  # what was saved meanwhile is taken back as well
            expect(desk.locator("[data-autosave-status]")).to_contain_text("Đã lưu lúc")
        desk.get_by_role("button", name="Hoàn tác").click()
        assert values(desk) == before
        assert desk.locator("tbody > tr").count() == len(before)  # what was taken back takes no room
        desk.get_by_role("button", name="Lưu", exact=True).last.click()
        says(desk, "Đã lưu phần")
    assert stored() == was


def stored():
    return Registration.objects.with_lines().get().snapshot()
