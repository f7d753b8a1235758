"""Seven units sign the covenant digitally one after another, and anybody holds the file against the paper."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pledges import drafting, freezing
from tests.cast import SEVEN, make_user
from tests.documents import signers
from tests.journeys.steps import click, says

pytestmark = pytest.mark.browser

PAGE = "/khoi/khoi-ii/2027/giao-uoc/"
NAMES = {code: said[0] for code, said in SEVEN.items()}
ALTERED_BY = "ttbca"  # whose program changes a byte


@pytest.fixture(autouse=True)
def believed(settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "trust"
    signers.trusted(settings.TRUST_DIR, issued=datetime.now(UTC).replace(tzinfo=None))


@pytest.fixture
def covenant(cast):
    draft = drafting.draft_covenant(cast.year)
    draft.clauses.create(order=1, level=0, text="Hoàn thành kế hoạch thanh tra năm 2027.")
    return freezing.freeze(draft, by=cast["leader_clerk"])


def test_seven_units_sign_digitally(cast, covenant, come_in, open_window, tmp_path):
    choose_digital(come_in(cast["leader_clerk"]))
    file = tmp_path / "giao-uoc.pdf"
    for code in SEVEN:
        sign(come_in(make_user(f"ky-{code}", unit=cast.units[code], duty="head")), code, file)
    anybody_checks(open_window(), covenant.document, file)


def choose_digital(office):
    office.goto(PAGE)
    office.get_by_role("link", name="Đổi cách ký").click()
    office.get_by_label("Ký số", exact=True).check()
    office.get_by_label("lần lượt theo thứ tự").check()
    office.get_by_role("button", name="Lưu cách ký").click()
    says(office, "Đã lưu cách ký: Ký số.")
    awaits(office, NAMES["ttbtp"])


def sign(page, code, file):
    page.goto(PAGE)
    awaits(page, NAMES[code])
    page.get_by_role("link", name="Ký số giao ước", exact=True).click()
    click(page, "Lấy bản để ký")  # a download begun before the page is there would leave it unfinished
    expect(page.locator("main")).to_contain_text(f"{NAMES[code]} đang giữ bản ký từ")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản để ký (PDF)").click()
    content = signed_elsewhere(download.value.path().read_bytes(), code)
    if code == ALTERED_BY:
        file.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
        upload(page, file)
        expect(page.locator("main")).to_contain_text("không còn đúng từng byte như bản đã phát hành")
    file.write_bytes(content)
    upload(page, file)
    says(page, f"Đã nhận chữ ký số của {NAMES[code]}.")
    page.context.close()


def signed_elsewhere(content, code):
    """In a thread of its own: pyHanko's loop cannot run inside the browser's."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(signers.signed, content, f"ky-{code}", signers.holder(NAMES[code])).result()


def upload(page, file):
    page.get_by_label("Tệp PDF đã ký số").set_input_files(file)
    page.get_by_role("button", name="Tải lên bản đã ký").click()


def anybody_checks(page, document, file):
    page.goto(document.get_absolute_url())
    expect(page.get_by_role("heading", name="Đơn vị ký: 7/7")).to_be_visible()
    expect(page.get_by_role("cell").filter(has_text=re.compile(r": Hợp lệ, \d\d:"))).to_have_count(7)
    page.get_by_label("Tệp PDF cần kiểm tra").set_input_files(file)
    page.get_by_role("button", name="So tệp").click()
    expect(page.locator("main")).to_contain_text("Đúng là văn bản này với 7 chữ ký số đã được nhận.")


def awaits(page, unit):
    expect(page.get_by_text("Đang chờ:")).to_have_text(f"Đang chờ: {unit}.")
