"""Work that cannot be lost: typed and left, typed when the session was over already, typed without a connection."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from pledges.models import Registration
from tests.cast import PASSWORD
from tests.journeys.steps import says

pytestmark = pytest.mark.browser

ADDRESS = "/khoi/khoi-ii/2027/dang-ky/ttbnv/phong-trao/"
SAVED = re.compile(r"^Đã lưu lúc \d\d:\d\d\.$")
PROMISED = 10_000  # ms after the last key; what issue and manual promise, not a measurement


@pytest.fixture
def movements(cast, come_in):
    """A function that opens the section in which a clerk types."""
    cast.registration("ttbnv")

    def open_one(**options):
        page = come_in(cast["member_clerk"], **options)
        page.goto(ADDRESS)
        return page

    return open_one


def assert_leaving_asks(page):
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def end_the_session_and_type(page, name, text):
    Session.objects.all().delete()
    page.get_by_label(name).last.press_sequentially(text)
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Phiên làm việc đã hết; Anh/chị đăng nhập lại, nội dung vừa gõ vẫn còn.")


def sign_in_again(page):
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Tên đăng nhập").fill("member_clerk")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def is_given_back(page):
    """By a script, which then loads the page again."""
    says(page, "Đã lấy lại nội dung")
    page.wait_for_load_state()  # who types before autosave.js is there is not heard


def test_what_is_typed_outlives_the_page_and_the_session(movements):
    page = movements()
    status, aim = page.locator("[data-autosave-status]"), page.get_by_label("Mục tiêu")
    aim.first.press_sequentially("Không có đơn thư quá hạn")
    expect(status).to_have_text(SAVED, timeout=PROMISED)
    page.get_by_role("button", name="Thêm dòng").click()
    aim.nth(1).fill("Chưa đặt tên")
    expect(status).to_have_text(re.compile(r"^Đã giữ tạm lúc \d\d:\d\d, còn lỗi cần sửa\.$"))
    page.reload()
    expect(aim.first).to_have_value("Không có đơn thư quá hạn")
    expect(aim.nth(1)).to_have_value("Chưa đặt tên")

    end_the_session_and_type(page, "Tên phong trào", "Thi đua nước rút")
    assert_leaving_asks(page)
    sign_in_again(page)
    is_given_back(page)
    expect(page.get_by_label("Tên phong trào").nth(1)).to_have_value("Thi đua nước rút")
    assert page.evaluate("sessionStorage.length") == 0
    kept = Registration.objects.get().movements.values_list("name", "aim")
    assert list(kept)[1:] == [("Thi đua nước rút", "Chưa đặt tên")]

    end_the_session_and_type(page, "Mục tiêu", " (muộn)")
    Registration.objects.update(status="submitted", submitted_at=timezone.now())
    sign_in_again(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa thực hiện được")
    expect(page.locator("main").get_by_role("textbox").last).to_have_value(re.compile(r"\(muộn\)"))
    assert page.evaluate("sessionStorage.length") == 0
    assert list(kept.all())[1:] == [("Thi đua nước rút", "Chưa đặt tên")]


def test_what_is_typed_outlives_a_lost_connection(movements):
    page = movements(expected=["net::ERR_INTERNET_DISCONNECTED"])
    status, name = page.locator("[data-autosave-status]"), page.get_by_label("Tên phong trào")
    page.context.set_offline(True)
    name.press_sequentially("Nước rút: ")
    typed = name.input_value()
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(status).to_contain_text("Chưa lưu được vì mất kết nối.")
    expect(name).to_have_value(typed)
    assert_leaving_asks(page)
    page.context.set_offline(False)
    expect(status).to_have_text(SAVED)
    assert Registration.objects.get().movements.get().name == typed
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    says(page, "Đã lưu phần")
    expect(name).to_have_value(typed)


def test_what_could_not_be_given_back_waits_for_the_next_try(movements):
    page = movements(expected=["status of 503"])
    name, again = page.get_by_label("Tên phong trào"), page.get_by_role("link", name="Mở lại trang")
    page.context.clear_cookies(name="csrftoken")  # as signing in again elsewhere makes the page's own useless
    name.press_sequentially("Gấp: ")
    typed = name.input_value()
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    again.wait_for()
    page.route("**/tu-luu/", lambda route: route.fulfill(status=503))
    again.click()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Chưa lấy lại được nội dung Anh/chị gõ trước đó")
    name.click()  # the browser asks nobody who has not touched the page
    assert_leaving_asks(page)
    page.unroute("**/tu-luu/")
    again.click()
    is_given_back(page)
    expect(name).to_have_value(typed)
