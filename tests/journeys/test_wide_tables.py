"""The consolidated report on the screen: what does not fit scrolls by itself and says so."""

import pytest
from playwright.sync_api import expect

from tests.cast import SEVEN

pytestmark = pytest.mark.browser

WIDTHS = [(1366, False), (360, True)]


@pytest.mark.parametrize(("width", "goes_on"), WIDTHS)
def test_the_unit_stays_in_sight(cast, come_in, width, goes_on):
    for code in SEVEN:
        cast.registration(code, status="accepted")
    page = come_in(cast["leader_clerk"], viewport={"width": width, "height": 768})

    page.goto("/khoi/khoi-ii/2027/tong-hop/")

    box, hint = page.locator(".wide").first, page.locator("[data-scroll-hint]").first
    unit = box.get_by_role("cell", name="Thanh tra Bộ Nội vụ")
    expect(hint).to_be_visible(visible=goes_on)
    assert (box.evaluate("box => box.scrollWidth > box.clientWidth")) == goes_on
    box.evaluate("box => { box.scrollLeft = 10_000; }")
    left = box.bounding_box()["x"]
    assert left <= unit.bounding_box()["x"] < left + 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
