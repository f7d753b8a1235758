"""Without a mouse, with two clicks where one is enough, and with the Back button."""

import pytest
from playwright.sync_api import expect

from pledges.models import Registration
from tests.cast import PASSWORD
from tests.journeys.steps import says

pytestmark = pytest.mark.browser

OWN = "/khoi/khoi-ii/2027/dang-ky/ttbnv/"
# Remembers where the focus has been on this page.
STOP = """wanted => {
    const here = document.activeElement, style = getComputedStyle(here), place = here.getBoundingClientRect();
    (window.stops ??= new Set()).add(here);
    const isMarked = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2;
    const isInSight = place.bottom > 0 && place.top < innerHeight;
    return {fault: isMarked && isInSight ? '' : here.outerHTML.slice(0, 160), arrived: here == wanted};
}"""


def tab_to(page, role, name, **options):
    tab_into(page, page.get_by_role(role, name=name, exact=True).first, **options)


def tab_into(page, wanted, *, most=60):
    """Press Tab until ``wanted`` is in focus; whatever has the focus on the way must show it."""
    element = wanted.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, element)
        assert not stop["fault"]
        if stop["arrived"]:
            return
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def press(page, role, name):
    tab_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_section_is_saved_by_keyboard_only(cast, open_window):
    page = open_window()
    page.goto("/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    tab_to(page, "textbox", page.get_by_label("Tên đăng nhập").evaluate("e => e.labels[0].textContent.trim()"))
    page.keyboard.type("member_clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "link", "Bắt đầu đăng ký")
    press(page, "button", "Bắt đầu đăng ký")
    tab_to(page, "textbox", "Tổng số cán bộ, công chức có mặt")
    page.keyboard.type("31")
    page.keyboard.press("Tab")
    page.keyboard.type("13")
    press(page, "button", "Lưu")
    says(page, "Đã lưu phần Thông tin chung.")
    registration = Registration.objects.get()
    assert (registration.headcount, registration.women) == (31, 13)


def test_the_first_stop_leads_past_the_header(cast, come_in):
    page = come_in(cast["member_clerk"])
    page.goto("/khoi/khoi-ii/2027/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') != null")


def test_rows_are_added_and_removed_by_keyboard(cast, come_in):
    cast.registration()
    page = come_in(cast["member_clerk"])
    page.goto(f"{OWN}phong-trao/")
    tab_to(page, "button", "Thêm dòng")
    page.keyboard.press("Enter")
    page.keyboard.type("Thi đua chuyển đổi số")
    tab_to(page, "button", "Bỏ dòng 2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".rows-status")).to_contain_text("Đã bỏ dòng 2.")
    expect(page.get_by_role("button", name="Thêm dòng")).to_be_focused()


def test_a_double_click_hands_in_once(cast, come_in):
    registration = cast.registration()
    page = come_in(cast["member_head"])
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto(f"{OWN}kiem-tra/")
    page.get_by_role("button", name="Gửi bản đăng ký").dblclick()
    expect(page.locator("main")).to_contain_text("TTBNV-2027-01")
    assert len(posts) == 1
    assert registration.revisions.count() == 1


def test_back_after_handing_in_sends_nothing_again(cast, come_in):
    registration = cast.registration()
    page = come_in(cast["member_head"])
    page.goto(f"{OWN}kiem-tra/")
    page.get_by_role("button", name="Gửi bản đăng ký").click()
    expect(page.locator("main")).to_contain_text("TTBNV-2027-01")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chưa thực hiện được")
    page.go_forward()
    expect(page.locator("main")).to_contain_text("TTBNV-2027-01")
    assert posts == []
    assert registration.revisions.count() == 1
