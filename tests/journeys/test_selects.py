"""What can be chosen reads in full at the width of an office's screen."""

import pytest

from pledges import drafting

pytestmark = pytest.mark.browser

YEAR = "/khoi/khoi-ii/2027/"
OWN = f"{YEAR}dang-ky/ttbnv/"
CUT = """() => [...document.querySelectorAll("main select")].filter(select => select.offsetParent).flatMap(select => {
  const style = getComputedStyle(select), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [...select.options].map(option => option.text).filter(text => pen.measureText(text).width > room + 1);
})"""


@pytest.fixture
def year(cast):
    cast.registration("ttbnv").targets.update(common=None)  # how a common one is measured is not chosen
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    return cast


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("member_clerk", f"{OWN}danh-hieu-tap-the/"),
        ("member_clerk", f"{OWN}danh-hieu-ca-nhan/"),
        ("member_clerk", f"{OWN}chi-tieu/"),
        ("member_clerk", f"{OWN}sang-kien/"),
        ("leader_clerk", f"{YEAR}chi-tieu-chung/"),
        ("leader_clerk", f"{YEAR}giao-uoc/noi-dung/"),
        ("leader_clerk", f"{YEAR}giao-uoc/can-cu/"),
        ("leader_clerk", f"{YEAR}giao-uoc/nguoi-ky/ttbnv/"),
        ("leader_clerk", f"{YEAR}gia-han/"),
    ],
)
def test_no_choice_is_cut_off(year, come_in, who, address):
    page = come_in(year[who])

    page.goto(address)

    assert page.locator("main select:visible").count()
    assert page.evaluate(CUT) == []
