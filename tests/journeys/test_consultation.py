"""Seven units are asked about six clauses, answer apart from each other, and see what the draft made of it."""

import pytest
from playwright.sync_api import expect

from pledges import drafting
from pledges.models import Opinion
from tests.cast import make_user
from tests.documents import words
from tests.journeys.steps import click, fits, says

pytestmark = pytest.mark.browser

PAGE = "/khoi/khoi-ii/2027/giao-uoc/"
CLAUSES = [
    (0, "Nội dung thi đua"),
    (1, "Hoàn thành 95 phần trăm kế hoạch thanh tra năm 2027."),
    (1, "Giải quyết khiếu nại, tố cáo đúng thời hạn."),
    (0, "Tổ chức thực hiện"),
    (1, "Các đơn vị báo cáo kết quả sáu tháng và cả năm."),
    (1, "Khối trưởng theo dõi, đôn đốc việc thực hiện."),
]
STANCES = ["Có ý kiến", "Không nhất trí"]


def said_by(place):
    """Order of a clause → (stance, words) of the unit at ``place``; the first unit agrees to everything."""
    asked = range(1, len(CLAUSES) + 1) if place else ()
    return {
        order: (STANCES[order % 2], f"Đơn vị thứ {place} góp ý điều số {order}.")
        for order in asked
        if (place + order) % 3 == 0
    }


@pytest.fixture
def draft(cast):
    covenant = drafting.draft_covenant(cast.year)
    for order, (level, text) in enumerate(CLAUSES, start=1):
        covenant.clauses.create(order=order, level=level, text=text)
    return covenant


@pytest.fixture
def office(cast, come_in):
    return come_in(cast["leader_clerk"])


def test_seven_members_answer_six_clauses(cast, draft, office, come_in):
    put_to_the_members(office)
    for place, code in enumerate(cast.units):
        answer(come_in, make_user(f"nguoi-{code}", unit=cast.units[code]), code, place)
    member = come_in(cast["member_clerk"])
    assert others_opinions(member, cast) == 0

    open_the_opinions(office)
    assert others_opinions(member, cast) > 0
    every_opinion_stands_once_in_the_table(office)
    take_up_and_rewrite(office, draft)
    read_what_changed(office, put_again=True)
    read_what_changed(member)


def put_to_the_members(office):
    office.goto(PAGE)
    office.get_by_role("link", name="Gửi lấy ý kiến các đơn vị").click()
    office.get_by_role("button", name="Gửi lấy ý kiến").click()
    says(office, "Đã gửi dự thảo đến các đơn vị")


def answer(come_in, user, code, place):
    page = come_in(user)
    page.goto(f"{PAGE}gop-y/{code}/")
    said = said_by(place)
    for order, (stance, text) in said.items():
        page.locator(f"section[aria-labelledby=dieu-{order}]").get_by_label(stance, exact=True).check()
        page.locator(f"[name=text_{order}]").fill(text)
    page.get_by_role("button", name="Gửi ý kiến từng điều khoản" if said else "Nhất trí toàn bộ").click()
    says(page, "Đã ghi ý kiến của")
    page.context.close()


def others_opinions(page, cast):
    """How many opinions of other units the member reads on the covenant's page."""
    page.goto(PAGE)
    own = set(said_by(list(cast.units).index("ttbnv")).values())
    table = page.get_by_role("region", name="Ý kiến đợt 1").inner_text()
    return sum(text in table for text in texts() if text not in {words for _, words in own})


def texts():
    return [text for place in range(7) for _, text in said_by(place).values()]


def open_the_opinions(office):
    office.goto(PAGE)
    office.get_by_role("link", name="Cho các đơn vị xem ý kiến của nhau").click()
    click(office, "Cho xem ý kiến")
    expect(office.get_by_role("region", name="Ý kiến của các đơn vị")).to_contain_text("do Người leader_clerk cho phép")


def every_opinion_stands_once_in_the_table(office):
    table = office.get_by_role("region", name="Ý kiến đợt 1").inner_text()
    assert [table.count(text) for text in texts()] == [1] * len(texts())
    opinions = office.get_by_role("region", name="Ý kiến của các đơn vị")
    word = office.request.get(opinions.get_by_role("link", name="Tải bản Word để sửa").get_attribute("href"))
    letters = words.letters_of_docx(word.body())
    assert [letters.count("".join(text.split())) for text in texts()] == [1] * len(texts())


def take_up_and_rewrite(office, draft):
    office.get_by_role("link", name="Tiếp thu, giải trình ý kiến của Thanh tra Bộ Nội vụ").click()
    taken_up, answers = office.get_by_label("Tiếp thu", exact=True), office.locator("main textarea")
    expect(taken_up).to_have_count(len(said_by(4)))
    expect(answers).to_have_count(len(said_by(4)))
    for box, answer in zip(taken_up.all(), answers.all(), strict=True):
        box.check()
        answer.fill("Đã sửa theo ý kiến của đơn vị.")
    office.get_by_role("button", name="Lưu phần tiếp thu, giải trình").click()
    expect(office.get_by_role("region", name="Ý kiến đợt 1")).to_contain_text("Đã sửa theo ý kiến của đơn vị.")
    assert Opinion.objects.exclude(response="").count() == len(said_by(4))
    office.get_by_role("link", name="Kết thúc lấy ý kiến, sửa tiếp").click()
    office.get_by_role("button", name="Kết thúc lấy ý kiến").click()
    says(office, "Đã kết thúc lấy ý kiến.")
    draft.clauses.filter(order=2).update(text=CLAUSES[1][1].replace("95", "98"))
    draft.clauses.filter(order=3).update(order=7)


def read_what_changed(page, *, put_again=False):
    page.goto(PAGE)
    if put_again:
        put_to_the_members(page)
    page.get_by_role("link", name="So sánh với bản đã lấy ý kiến").click()
    changed = page.locator(".passage-changed")
    expect(changed).to_have_count(2)
    expect(changed.nth(0).locator("del")).to_have_text("95")
    expect(changed.nth(0).locator("ins")).to_have_text("98")
    expect(changed.nth(1)).to_contain_text("Chuyển chỗ")
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
