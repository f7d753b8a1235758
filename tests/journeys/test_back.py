"""The way back over a form that came back with its faults."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import says

pytestmark = pytest.mark.browser


def test_back_shows_the_page_with_the_fault_and_what_was_typed(cast, come_in):
    cast.registration("ttbnv")
    page = come_in(cast["member_clerk"])
    page.goto("/khoi/khoi-ii/2027/dang-ky/ttbnv/thong-tin-chung/")
    women, save = page.get_by_label("Trong đó nữ"), page.get_by_role("button", name="Lưu", exact=True)
    women.fill("9999")
    save.click()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    women.fill("14")
    save.click()
    says(page, "Đã lưu phần Thông tin chung.")

    page.go_back()

    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(women).to_have_value(re.compile("14|9999"))
