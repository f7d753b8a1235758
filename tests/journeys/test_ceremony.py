"""The ceremony of 2017 held again: planned, invited to, printed for, held on three screens, written about."""

import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import expect

from blocs import clock
from ceremonies.models import Ceremony
from documents.models import IssuedDocument, StoredFile
from pledges.models import Covenant
from tests.journeys.steps import click, fits, says, text_of
from tests.plumbing import work
from tests.scenes import Frozen

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}}
DIRECTOR, GUEST, INSTEAD = "Nguyễn Quang Thía", "Trần Trung Thành", "Lê Thị Ngọc Ưng"
GUESTS = f"""{DIRECTOR}\tVụ trưởng Vụ II\tThanh tra Chính phủ
{GUEST}\tĐại diện Ban Thi đua - Khen thưởng\tThanh tra Chính phủ"""
VOTED = "Quy chế hoạt động của Khối"


def test_from_the_plan_to_the_article(cast, come_in, open_window):
    Frozen(cast, None)
    Covenant.objects.update(dated=clock.today())
    Ceremony.objects.all().delete()
    put_papers_in_place()
    office, address = come_in(cast["leader_clerk"]), cast.year.url("ceremonies:ceremony_detail")
    plan(office, address)
    add_guests(office, address)
    invite(office, address)
    answers(open_window(**PHONE), link_of(office, address, DIRECTOR), "Dự")
    answers(open_window(**PHONE), link_of(office, address, GUEST), "Cử người thay", INSTEAD)
    expect_whoever_comes(office, address)
    print_the_papers(office, address, cast)
    take_the_pack_along(office, address)
    hold(office, address, cast, come_in)
    vote_and_close(office, address)
    write_down(office)
    publish(office, come_in(cast["leader_head"]), open_window(), address)


def put_papers_in_place():
    """The scene's issued papers are too short for whoever opens them."""
    paper, kept = pikepdf.new(), io.BytesIO()
    paper.add_blank_page(page_size=(595, 842))
    paper.save(kept)
    IssuedDocument.objects.exclude(pdf=None).update(pdf=StoredFile.keep(kept.getvalue(), "application/pdf"))


def plan(page, address):
    page.goto(address)
    page.get_by_role("button", name="Lên kế hoạch với chương trình mẫu").click()
    settle(page, held_on=clock.today() + timedelta(days=1), place="Hội trường Bộ Tư pháp")


def settle(page, *, held_on, **more):
    page.get_by_role("link", name="Sửa thông tin chung").click()
    page.get_by_label("Ngày", exact=True).fill(f"{held_on:%d/%m/%Y}")
    if more:
        page.get_by_label("Địa điểm").fill(more["place"])
        page.get_by_label("Thư ký", exact=True).fill("Phạm Thị Ánh Tuyết")
    page.get_by_role("button", name="Lưu", exact=True).click()
    says(page, "Đã lưu thông tin buổi lễ.")


def add_guests(page, address):
    page.goto(f"{address}dai-bieu/nhap/")
    page.get_by_label("Hoặc dán danh sách vào đây").fill(GUESTS)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 đại biểu sẽ được thêm")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    says(page, "Đã thêm 2 đại biểu.")


def invite(page, address):
    page.goto(address)
    page.get_by_role("link", name="Ban hành giấy mời").click()
    page.get_by_role("button", name="Ban hành giấy mời").click()
    expect(page.get_by_text("9 đại biểu").first).to_be_visible()


def link_of(page, address, name):
    page.goto(f"{address}dai-bieu/danh-sach/")
    page.get_by_role("link", name=name).click()
    assert name in text_of(page, "In giấy mời (PDF)")
    return urlsplit(page.locator("code").inner_text()).path  # the tests' own server stands elsewhere


def answers(guest, link, answer, substitute=""):
    """Without an account, on a telephone."""
    guest.goto(link)
    expect(guest.get_by_text("Hội trường Bộ Tư pháp")).to_be_visible()
    instead = guest.get_by_label("Họ và tên người dự thay")
    expect(instead).to_be_hidden()
    guest.get_by_label(answer, exact=True).check()
    if substitute:
        instead.fill(substitute)
        guest.get_by_label("Dự", exact=True).check()
        expect(instead).to_be_hidden()
        guest.get_by_label(answer, exact=True).check()  # what was typed is still there
    guest.get_by_role("button", name="Gửi trả lời").click()
    expect(guest.get_by_text("Đã trả lời")).to_contain_text(substitute or answer)
    fits(guest)


def expect_whoever_comes(page, address):
    page.goto(f"{address}dai-bieu/danh-sach/")
    expect(page.get_by_role("row", name=re.compile(GUEST))).to_contain_text(INSTEAD)


def print_the_papers(page, address, cast):
    page.goto(address)
    members = [member.signatory for member in cast.memberships.values()]
    for paper in ("In kịch bản điều hành (PDF)", "In sơ đồ chỗ ngồi (PDF)", "In danh sách đại biểu (PDF)"):
        words = " ".join(text_of(page, paper).split())
        assert [name for name in (DIRECTOR, INSTEAD, *members) if name not in words] == [], paper


def take_the_pack_along(page, address):
    page.goto(f"{address}bo-tai-lieu/")
    click(page, "Lập bộ tài liệu")
    work()
    with page.expect_download() as kept:  # the page has asked by itself whether it is there
        page.get_by_role("link", name=re.compile("ZIP")).click()
    with zipfile.ZipFile(kept.value.path()) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    for paper in ("Chương trình", "Kịch bản", "Biển tên", "Giao ước"):
        assert any(paper in name for name in names), (paper, names)


def hold(office, address, cast, come_in):
    """At the door, at the desk and in the hall at once."""
    office.goto(address)
    settle(office, held_on=clock.today())
    office.get_by_role("link", name="Khai mạc").click()
    office.get_by_role("button", name="Khai mạc").click()
    expect(office.locator(".subtitle")).to_contain_text("Đang diễn ra")
    door = come_in(cast["leader_clerk"], **PHONE)
    host, screen = come_in(cast["leader_head"]), come_in(cast["organiser"])
    door.goto(f"{address}don-tiep/")
    host.goto(f"{address}nguoi-dan/")
    screen.goto(f"{address}man-chieu/")
    for name in (DIRECTOR, INSTEAD, *(member.signatory for member in cast.memberships.values())):
        door.get_by_role("button", name=re.compile(f"Có mặt.*{name}")).click()
        expect(door.locator(".arrival-just")).to_contain_text(name)
    expect(host.get_by_text("Đã đến 9/9 đại biểu")).to_be_visible()
    for count in range(1, 8):
        host.get_by_role("button", name="Ghi đơn vị này đã ký").click()
        expect(screen.locator(".units .lit")).to_have_count(count)


def vote_and_close(page, address):
    page.goto(address)
    click(page, "Sửa nội dung, ghi kết quả biểu quyết", role="link")
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_label(re.compile("^Văn bản, hoặc")).last.fill(VOTED)
    page.get_by_label(re.compile("^Tán thành")).last.fill("7")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Tán thành 7/7 (100%)")).to_be_visible()
    page.get_by_role("link", name="Bế mạc").click()
    page.get_by_role("button", name="Bế mạc").click()
    expect(page.locator(".subtitle")).to_contain_text("Đã tổ chức")


def write_down(page):
    page.get_by_role("button", name="Lập biên bản từ số liệu buổi lễ").click()
    page.get_by_role("link", name="Ban hành").click()
    page.get_by_role("button", name="Ban hành").click()
    words = " ".join(text_of(page, "Bản chính thức (PDF)").split())
    for said in (DIRECTOR, INSTEAD, "Nguyễn Hồng Diện", VOTED, "7/7", "Phạm Thị Ánh Tuyết"):
        assert said in words


def publish(office, head, reader, address):
    office.goto(address)
    office.get_by_role("button", name="Soạn bài viết từ số liệu buổi lễ").click()
    shown = office.get_by_role("link", name="Xem như người đọc").get_attribute("href")
    assert reader.goto(shown).status == 404
    head.goto(office.url)
    head.get_by_role("link", name="Đăng bài viết đã lưu").click()
    head.get_by_role("button", name="Đăng bài viết").click()
    says(head, "Đã đăng bài viết")
    reader.goto(shown)
    expect(reader.get_by_role("article")).to_contain_text(DIRECTOR)
    expect(reader.get_by_role("article")).to_contain_text(VOTED)
