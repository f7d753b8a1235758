"""The member's registration and the covenant's outline in a browser that runs no scripts."""

import re

import pytest
from playwright.sync_api import expect

from pledges import drafting
from pledges.models import Covenant, Registration
from tests.journeys.steps import click, says

pytestmark = pytest.mark.browser

YEAR = "/khoi/khoi-ii/2027/"


@pytest.fixture
def plain(come_in):
    def open_one(user):
        return come_in(user, java_script_enabled=False)

    return open_one


def test_a_unit_registers(cast, plain):
    page = plain(cast["member_clerk"])
    page.goto(f"{YEAR}dang-ky/ttbnv/")
    click(page, "Bắt đầu đăng ký")
    page.get_by_label("Tổng số cán bộ, công chức có mặt").fill("31")
    page.get_by_label("Trong đó nữ").fill("13")
    click(page, "Lưu và sang phần tiếp theo")
    page.goto(f"{YEAR}dang-ky/ttbnv/chi-tieu/")
    rows_come_and_go(page)
    click(page, "Lưu và sang phần tiếp theo")
    says(page, "Đã lưu phần Chỉ tiêu thi đua.")

    head = plain(cast["member_head"])
    head.goto(f"{YEAR}dang-ky/ttbnv/kiem-tra/")
    expect(head.locator("main")).to_contain_text("95,5")
    click(head, "Gửi bản đăng ký")
    expect(head.locator("main")).to_contain_text("TTBNV-2027-01")
    registration = Registration.objects.get()
    assert registration.status == "submitted"
    assert [(t.text, str(t.value)) for t in registration.targets.all()] == [
        ("Hoàn thành kế hoạch thanh tra được phê duyệt", "95.50"),
        ("Ban hành kết luận đúng hạn", "12.00"),
    ]


def rows_come_and_go(page):
    """One row more and one too many; what is typed in the others stays."""
    page.get_by_label(re.compile("^Kế hoạch")).fill("95,5")
    click(page, "Thêm dòng")
    type_target(page, 1, "Nhầm", "1")
    click(page, "Thêm dòng")
    type_target(page, 2, "Ban hành kết luận đúng hạn", "12")
    click(page, "Bỏ dòng 2")
    shown = page.locator("table.rows tbody tr:visible textarea")
    assert [box.input_value() for box in shown.all()] == ["Ban hành kết luận đúng hạn"]  # the common one is not typed
    assert page.locator("[data-error-summary]").count() == 0


def type_target(page, place, text, value):
    row = page.locator("table.rows tbody tr:visible").nth(place)
    row.get_by_label(re.compile("^Nội dung chỉ tiêu")).fill(text)
    row.get_by_label(re.compile("^Kế hoạch")).fill(value)


def test_faults_are_named_and_lead_to_their_fields(cast, plain):
    cast.registration("ttbnv")
    page = plain(cast["member_clerk"])
    page.goto(f"{YEAR}dang-ky/ttbnv/thong-tin-chung/")
    page.get_by_label("Trong đó nữ").fill("40")
    click(page, "Lưu")
    summary = page.get_by_role("group", name="Có lỗi")
    expect(summary).to_contain_text("Số nữ (40) không thể lớn hơn tổng số (31).")
    summary.get_by_role("link").click()
    expect(page.get_by_label("Trong đó nữ")).to_have_value("40")
    expect(page).to_have_url(re.compile("#id_women$"))


def test_the_covenants_outline_is_arranged(cast, plain):
    covenant = drafting.draft_covenant(cast.year)
    covenant.clauses.bulk_create(
        [covenant.clauses.model(covenant=covenant, order=n, level=n > 1, text=f"Câu {n}") for n in (1, 2, 3)]
    )
    page = plain(cast["leader_clerk"])
    page.goto(f"{YEAR}giao-uoc/noi-dung/")
    click(page, re.compile("^Xuống ?: dòng 2$"))
    click(page, "Chèn dưới dòng 2")
    page.get_by_label(re.compile("^Nội dung dòng 3")).fill("Câu mới")
    page.get_by_label("Cấp của dòng 3").select_option(label="a) Điểm")
    click(page, re.compile("^Đưa ra ?: dòng 3$"))
    click(page, re.compile("^Lùi vào ?: dòng 3$"))
    expect(page.get_by_label(re.compile("^Nội dung dòng 3"))).to_be_focused()
    click(page, "Bỏ dòng 4")
    expect(page.locator("main [role=status]").last).to_contain_text("Thay đổi chưa được lưu.")
    click(page, "Lưu nội dung")
    kept = [(clause.level, clause.text) for clause in Covenant.objects.get().clauses.all()]
    assert kept == [(0, "Câu 1"), (1, "Câu 3"), (2, "Câu mới")]
