"""A form that was filled in wrongly says so, to axe as well, and each fault leads to its field."""

from pprint import pformat

import pytest

from ceremonies import planning
from pledges import drafting
from tests.journeys.test_every_page import DESK, PHONE, faults_of

pytestmark = pytest.mark.browser

YEAR = "/khoi/khoi-ii/2027/"
OWN = f"{YEAR}dang-ky/ttbnv/"
IN_ORDER = """() => {
    const fields = [...document.querySelectorAll('[data-error-summary] a')].map(a => document.querySelector(a.hash));
    return fields.every((field, i) => !i || fields[i - 1].compareDocumentPosition(field) & 4);
}"""
# address → what is typed (field → text), the button, how many faults are named
ANYBODY = [("/tai-khoan/dang-nhap/", {}, "Đăng nhập", 2)]
MEMBER = [
    (f"{OWN}thong-tin-chung/", {"headcount": "ba mươi", "doc_date": "31/02/2027"}, "Lưu", 2),
    (f"{OWN}danh-hieu-ca-nhan/", {"dong-0-count": "-1"}, "Lưu", 1),
    (f"{OWN}chi-tieu/", {"dong-0-text": "", "dong-0-value": "nhiều"}, "Lưu", 2),
    (f"{OWN}sang-kien/", {"dong-0-author": "", "dong-0-title": ""}, "Lưu", 2),
    (f"{OWN}phong-trao/", {"dong-0-name": "", "dong-0-starts_on": "hôm nay"}, "Lưu", 2),
]
OFFICE = [
    (f"{YEAR}dang-ky/ttbtc/de-nghi-bo-sung/", {}, "Gửi đề nghị bổ sung", 1),
    (f"{YEAR}giao-uoc/thong-tin-chung/", {"title": "", "dated": "1/13/2027"}, "Lưu", 2),
    (f"{YEAR}giao-uoc/chot/", {"year": "2026"}, "Chốt giao ước", 1),
    (f"{YEAR}giao-uoc/nguoi-ky/ttbtp/", {"represents": "Chánh Thanh tra"}, "Lưu", 1),
    (f"{YEAR}gia-han/", {"due": "mai"}, "Gia hạn", 4),
    (f"{YEAR}thanh-vien/them/", {}, "Thêm đơn vị", 1),
    (f"{YEAR}noi-dung/", {"goals-0-text": ""}, "Lưu", 1),
    (f"{YEAR}chi-tieu-chung/", {"common_targets-0-text": "", "common_targets-0-value": "nhiều"}, "Lưu", 2),
    (f"{YEAR}le-ky-ket/thong-tin/", {"name": "", "held_on": "sáng mai"}, "Lưu", 2),
    (f"{YEAR}le-ky-ket/chuong-trinh/", {"agenda-0-text": "", "agenda-0-minutes": "lâu"}, "Lưu chương trình", 2),
    (f"{YEAR}van-ban/them/", {"number": "", "dated": "mai"}, "Vào sổ", 4),
    ("/don-vi/ttbtp/can-bo/moi/", {}, "Tạo lời mời", 2),
]


@pytest.fixture
def to_fill_in(cast):
    cast.registration("ttbnv").targets.update(common=None)  # the words of a common one are not typed
    cast.registration("ttbtc", status="submitted")
    drafting.write_clauses(drafting.draft_covenant(cast.year))
    planning.plan_ceremony(cast.year)
    return cast


@pytest.mark.parametrize(("who", "forms"), [("", ANYBODY), ("member_clerk", MEMBER), ("leader_head", OFFICE)])
def test_each_fault_leads_to_its_field(to_fill_in, come_in, open_window, who, forms):
    page = come_in(to_fill_in[who]) if who else open_window()
    wrong = {address: found for address, *typed in forms if (found := faults_after(page, address, *typed))}
    assert not wrong, pformat(wrong, width=160)


def faults_after(page, address, typed, button, number):
    """What is wrong with the page that answers ``typed``."""
    page.set_viewport_size(DESK)
    page.goto(address)
    for name, text in typed.items():
        page.locator(f"main [name='{name}']").fill(text)
    with page.expect_navigation():
        page.locator("main form").get_by_role("button", name=button, exact=True).last.click()
    found = [] if page.title().startswith("Lỗi: ") else [("title", page.title())]
    if not page.evaluate("document.activeElement.matches('[data-error-summary]')"):
        found.append(("focus", page.evaluate("document.activeElement.outerHTML.slice(0, 160)")))
    links = page.locator("[data-error-summary] a")
    if links.count() != number:
        found.append(("faults", page.locator("main").inner_text()[:600]))
    if not page.evaluate(IN_ORDER):
        found.append(("order", links.all_inner_texts()))
    found += [text for link in links.all() if (text := astray(page, link))]
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found += faults_of(page)
    return found


def astray(page, link):
    """The words of a link that puts the focus elsewhere than on its field; "" for a good one."""
    link.click()
    there = page.evaluate("link => link.hash == '#' + document.activeElement.id", link.element_handle())
    return "" if there else link.inner_text()
