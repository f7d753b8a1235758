"""Work that cannot be lost: typed and left, and typed when the session was over already."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from pledges.models import Registration
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

ADDRESS = "/khoi/khoi-ii/2027/dang-ky/ttbnv/phong-trao/"


def test_what_is_typed_outlives_the_page_and_the_session(cast, come_in):
    cast.year.deadlines.all().delete()
    cast.registration("ttbnv")
    page = come_in(cast["member_clerk"])
    page.goto(ADDRESS)
    status, aim = page.locator("[data-autosave-status]"), page.get_by_label("Mục tiêu")
    aim.first.fill("Không có đơn thư quá hạn")
    expect(status).to_have_text(re.compile(r"^Đã lưu lúc \d\d:\d\d\.$"))
    page.get_by_role("button", name="Thêm dòng").click()
    aim.nth(1).fill("Chưa đặt tên")
    expect(status).to_have_text(re.compile(r"^Đã giữ tạm lúc \d\d:\d\d, còn lỗi cần sửa\.$"))
    page.reload()
    expect(aim.first).to_have_value("Không có đơn thư quá hạn")
    expect(aim.nth(1)).to_have_value("Chưa đặt tên")

    Session.objects.all().delete()
    page.get_by_label("Tên phong trào").nth(1).fill("Thi đua nước rút")
    expect(status).to_contain_text("Phiên làm việc đã hết; Anh/chị đăng nhập lại, nội dung vừa gõ vẫn còn.")
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Tên đăng nhập").fill("member_clerk")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.locator("main [role=status]").first).to_contain_text("Đã lấy lại nội dung")
    expect(page.get_by_label("Tên phong trào").nth(1)).to_have_value("Thi đua nước rút")
    assert page.evaluate("sessionStorage.length") == 0
    kept = Registration.objects.get().movements.values_list("name", "aim")
    assert list(kept)[1:] == [("Thi đua nước rút", "Chưa đặt tên")]
