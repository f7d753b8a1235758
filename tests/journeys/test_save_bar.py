"""The button that saves a long form is in sight all the time, and never lies over what has the focus."""

import pytest
from playwright.sync_api import expect

from pledges import drafting
from tests.journeys.steps import says

pytestmark = pytest.mark.browser

HIDDEN = """() => {
  const bar = document.querySelector('.save-bar'), here = document.activeElement;
  const covered = here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
  return covered && bar.closest('form').contains(here) && !bar.contains(here) ? here.outerHTML.slice(0, 120) : '';
}"""


@pytest.mark.parametrize(
    "window", [{"width": 1366, "height": 768}, {"width": 360, "height": 640}], ids=["desk", "phone"]
)
def test_the_outline_of_a_covenant(cast, come_in, window):
    drafting.write_clauses(drafting.draft_covenant(cast.year))
    page = come_in(cast["leader_clerk"], viewport=window)
    page.goto("/khoi/khoi-ii/2027/giao-uoc/noi-dung/")
    save = page.get_by_role("button", name="Lưu nội dung")
    expect(save).to_be_in_viewport(ratio=1)

    boxes = page.get_by_label("Nội dung dòng")
    boxes.first.focus()
    for _ in range(6 * boxes.count()):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN) == ""
    for _ in range(6 * boxes.count()):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(HIDDEN) == ""
    expect(save).to_be_in_viewport(ratio=1)
    page.get_by_label("Nội dung dòng 3").fill("Chấp hành kỷ luật, kỷ cương hành chính.")
    save.click()
    says(page, "Đã lưu nội dung giao ước.")


def test_in_a_low_window_it_stays_at_the_end(cast, come_in):
    drafting.write_clauses(drafting.draft_covenant(cast.year))
    page = come_in(cast["leader_clerk"], viewport={"width": 640, "height": 360})
    page.goto("/khoi/khoi-ii/2027/giao-uoc/noi-dung/")

    expect(page.get_by_role("button", name="Lưu nội dung")).not_to_be_in_viewport()
