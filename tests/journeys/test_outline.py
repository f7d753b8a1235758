"""The covenant's outline by keyboard: pasted, moved, moved in and out, saved."""

import re

import pytest
from playwright.sync_api import expect

from pledges import drafting
from pledges.models import Covenant
from tests.journeys.test_keyboard import press, tab_into, tab_to

pytestmark = pytest.mark.browser

ADDRESS = "/khoi/khoi-ii/2027/giao-uoc/noi-dung/"
WORD = "I.\tChủ đề\r\nII.\tNội dung\r\n1.\tMột\r\na)\tÝ của một\r\n2.\tHai\r\n"


def test_a_text_is_pasted_arranged_and_saved_by_keyboard_only(cast, come_in):
    drafting.draft_covenant(cast.year)
    page = come_in(cast["leader_clerk"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)
    page.evaluate("text => navigator.clipboard.writeText(text)", WORD)
    tab_into(page, page.locator("summary", has_text="Dán từ Word"))
    page.keyboard.press("Enter")
    tab_to(page, "textbox", "Văn bản chép từ Word")
    page.keyboard.press("Control+V")
    press(page, "button", "Tách, thay toàn bộ")
    expect(page.locator("main")).to_contain_text("5 dòng dưới đây được tách từ văn bản dán")

    tab_into(page, row(page, 3))
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowDown")  # over "Hai", with the row below it
    expect(row(page, 4)).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(row(page, 4).locator("xpath=ancestor::li")).to_contain_text("Dòng này không chuyển xuống thêm được.")
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowLeft")  # and no page back
    expect(row(page, 4)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" rưỡi")
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowRight")
    expect(row(page, 4)).to_have_value("Một rưỡi")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Alt+ArrowDown")  # of the choice of a level, which it opens
    page.keyboard.press("Escape")
    press(page, "button", "Lưu nội dung")
    kept = [(clause.level, clause.text) for clause in Covenant.objects.get().clauses.all()]
    assert kept == [(0, "Chủ đề"), (0, "Nội dung"), (1, "Hai"), (1, "Một rưỡi"), (2, "Ý của một")]


def row(page, number):
    return page.get_by_label(re.compile(f"^Nội dung dòng {number}(,|$)"))
