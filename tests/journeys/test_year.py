"""The bloc's year, from the day it is opened to the article about the ceremony, as its people do it."""

import io
import re

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.steps import click, says, text_of
from tests.journeys.year_of_2017 import DEPUTY, LEADER, MEMBER, SEVEN, Year

pytestmark = pytest.mark.browser

MISSING = "Đề nghị ghi thêm sáng kiến của người đăng ký Chiến sĩ thi đua cơ sở thứ hai."
CLAUSE = "Phấn đấu 100% kết luận thanh tra được ban hành đúng thời hạn."
OPINION = "Đề nghị thêm nội dung về chuyển đổi số trong hoạt động thanh tra."
ANSWER = "Tiếp thu, đã bổ sung vào phần nội dung thi đua."


def test_seven_units_register_sign_and_celebrate(sign_in, open_window):
    year = Year()
    office = sign_in(f"chuyenvien.{LEADER}")
    open_the_year(office, year)
    for code in SEVEN:
        register(sign_in, year, code)
    receive_six(office, year)
    complete_what_was_sent_back(sign_in, year)
    receive_the_last(office, year)
    deputy_receives_the_leaders(sign_in, year)
    read_the_consolidated_report(office, year)
    draft_the_covenant(office, year)
    member = consult(office, sign_in, year)
    code = freeze_the_covenant(office, year)
    read_what_became_of_the_opinion(member, year)
    record_signatures(office, year)
    keep_the_scan(office, year)
    anybody_checks_the_paper(open_window(), year, code)
    hold_the_ceremony(office, year)
    publish_the_article(office, sign_in(f"lanhdao.{LEADER}"), open_window(), year)


def open_the_year(page, year):
    """Last year's leader chooses the deputy and opens."""
    page.goto(year.url("thanh-vien/"))
    page.get_by_role("link", name=f"Sửa vai trò của {year.units[DEPUTY]}").click()
    page.get_by_label("Vai trò").select_option(label="Khối phó")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("row", name=re.compile(str(year.units[DEPUTY])))).to_contain_text("Khối phó")
    page.get_by_role("link", name="Mở năm thi đua").click()
    page.get_by_role("button", name="Mở năm thi đua").click()
    says(page, f"Đã mở {year.bloc_year}.")


# --- Registration ---------------------------------------------------------------------------


def register(sign_in, year, code):
    clerk = sign_in(f"chuyenvien.{code}")
    entry = year.entries[code]
    clerk.get_by_role("link", name="Bắt đầu đăng ký").click()
    clerk.get_by_role("button", name="Bắt đầu đăng ký").click()
    fill_general(clerk, entry)
    fill_honours(clerk, year, entry)
    fill_the_rest(clerk, code, entry)
    expect(clerk.get_by_role("heading", level=1, name="Kiểm tra trước khi gửi")).to_be_visible()
    expect(clerk.get_by_role("button", name="Gửi bản đăng ký")).to_have_count(0)
    expect(clerk.get_by_text("Lãnh đạo đơn vị gửi bản đăng ký.")).to_be_visible()
    hand_in(sign_in(f"lanhdao.{code}"), "Tiếp tục", number=1)


def fill_general(page, entry):
    page.get_by_label("Tổng số cán bộ, công chức có mặt").fill(str(entry["headcount"]))
    page.get_by_label("Trong đó nữ").fill(str(entry["women"]))
    page.get_by_label("Số, ký hiệu văn bản của đơn vị").fill(entry["doc_number"])
    page.get_by_label("Ngày văn bản").fill("05/03/2027")
    go_on(page, "Thông tin chung")


def fill_honours(page, year, entry):
    scopes = {"tap_the_lon": "Cả đơn vị", "tap_the_nho": "Tập thể thuộc đơn vị"}
    fill_rows(
        page,
        "Danh hiệu tập thể",
        [
            {
                "Danh hiệu, hình thức": year.honours[line["title"]],
                "Đối tượng": scopes[line["scope"]],
                "Số lượng": str(line["count"]),
            }
            for line in entry["collective"]
        ],
    )
    authors = [line["author"] for line in entry["initiatives"]]
    fill_rows(
        page,
        "Danh hiệu cá nhân",
        [
            {"Danh hiệu, hình thức": year.honours["LDTT"], "Số lượng": str(entry["individual"][0]["count"])},
            {
                "Danh hiệu, hình thức": year.honours["CSTDCS"],
                "Họ và tên (mỗi dòng một người)": "\n".join(authors),
                "Chức vụ (mỗi dòng một người)": "\n".join("Thanh tra viên" for _ in authors),
            },
        ],
    )


def fill_the_rest(page, code, entry):
    """The common targets stand there already, each unit promises its own measure; one of its own comes after them."""
    rows = [{"Kế hoạch": "95,5" if code == MEMBER else "100"}, {"Kế hoạch": "100"}, {}]
    own = {"Nội dung chỉ tiêu": f"Số cuộc thanh tra của {code}", "Cách đo": "Tối thiểu", "Kế hoạch": "12"}
    fill_rows(page, "Chỉ tiêu thi đua", [*rows, own | {"Đơn vị tính": "cuộc"}])
    initiatives = entry["initiatives"][:1] if code == MEMBER else entry["initiatives"]
    fill_rows(
        page,
        "Sáng kiến, đề tài",
        [{"Tác giả": line["author"], "Tên sáng kiến, đề tài": line["title"]} for line in initiatives],
    )
    (movement,) = entry["movements"]
    fill_rows(
        page,
        "Phong trào thi đua",
        [{"Tên phong trào": movement["name"], "Ngày phát động": "20/03/2027", "Ngày tổng kết": "23/11/2027"}],
    )


def fill_rows(page, section, lines):
    expect(page.get_by_role("heading", level=2, name=section)).to_be_visible()
    rows = page.locator("table.rows tbody tr:visible")
    for place, line in enumerate(lines):
        if rows.count() <= place:
            page.get_by_role("button", name="Thêm dòng").click()
        for label, value in line.items():
            box = rows.nth(place).get_by_label(re.compile("^" + re.escape(label)))
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
    go_on(page, section)


def go_on(page, section):
    click(page, re.compile("^Lưu và"))
    says(page, f"Đã lưu phần {section}.")


def hand_in(page, button, *, number):
    page.get_by_role("link", name=button).click()
    page.get_by_role("link", name="Kiểm tra và gửi").click()
    page.get_by_role("button", name="Gửi bản đăng ký").click()
    expect(page.locator("main")).to_contain_text(re.compile(rf"Lần gửi\s*{number}"))
    expect(page.locator("main")).to_contain_text(re.compile(r"Trạng thái hiện nay\s*Đã gửi"))


def receive_six(page, year):
    """Six wait for the leader's office; its own it cannot receive; one goes back."""
    page.goto(year.url("dang-ky/"))
    expect(page.get_by_role("heading", level=2)).to_have_text("Việc tiếp theo: tiếp nhận 6 bản đăng ký đã gửi.")
    for _ in range(6):
        page.goto(year.url("dang-ky/tiep-theo/"))
        if page.url.endswith(f"/{MEMBER}/"):
            page.get_by_role("link", name="Đề nghị bổ sung").click()
            page.get_by_label("Nội dung đề nghị bổ sung").fill(MISSING)
            page.get_by_role("button", name="Gửi đề nghị bổ sung").click()
            says(page, f"Đã đề nghị {year.units[MEMBER]} bổ sung.")
        else:
            accept(page)
    page.goto(year.url(f"dang-ky/{LEADER}/"))
    expect(page.get_by_role("heading", level=2, name="Đã gửi")).to_be_visible()
    expect(page.get_by_role("button", name="Tiếp nhận")).to_have_count(0)


def accept(page):
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    says(page, "Đã tiếp nhận đăng ký thi đua của")


def complete_what_was_sent_back(sign_in, year):
    """The clerk is told why on top of every page, completes it, and the head sends it again."""
    clerk = sign_in(f"chuyenvien.{MEMBER}")
    expect(clerk.get_by_role("region", name="Việc tiếp theo")).to_contain_text(MISSING)
    clerk.get_by_role("link", name="Bổ sung", exact=True).click()
    expect(clerk.locator("main .notice").first).to_contain_text(MISSING)
    click(clerk, "Sửa phần Sáng kiến, đề tài", role="link")
    expect(clerk.locator("main .notice").first).to_contain_text(MISSING)
    kept = clerk.locator("table.rows tbody tr").first.get_by_label("Tác giả").input_value()
    more = {"Tác giả": "Trần Thị Hạnh", "Tên sáng kiến, đề tài": "Số hóa hồ sơ thanh tra công vụ"}
    assert kept == year.entries[MEMBER]["initiatives"][0]["author"]
    fill_rows(clerk, "Sáng kiến, đề tài", [{}, more])
    hand_in(sign_in(f"lanhdao.{MEMBER}"), "Bổ sung", number=2)


def receive_the_last(page, year):
    page.goto(year.url("dang-ky/"))
    page.get_by_role("link", name="Xem bản tiếp theo").click()
    expect(page.locator("main")).to_contain_text("Số hóa hồ sơ thanh tra công vụ")
    accept(page)
    page.goto(year.url("tong-hop/"))
    expect(page.get_by_role("heading", level=2).first).to_have_text("Đã tiếp nhận 6/7 đơn vị")


def deputy_receives_the_leaders(sign_in, year):
    page = sign_in(f"chuyenvien.{DEPUTY}")
    page.get_by_role("link", name="Xem bản đăng ký").click()
    expect(page.locator("main")).to_contain_text(year.entries[LEADER]["doc_number"])
    accept(page)


def read_the_consolidated_report(page, year):
    page.goto(year.url("tong-hop/"))
    expect(page.get_by_role("heading", level=2).first).to_have_text("Đã tiếp nhận 7/7 đơn vị")
    total = str(sum(entry["individual"][0]["count"] for entry in year.entries.values()))
    expect(page.locator("tfoot").first).to_contain_text(total)
    expect(page.locator("main")).to_contain_text("95,5")

    words = text_of(page, "Báo cáo (PDF)")
    assert "DỰ THẢO" not in words
    assert "95,5" in words
    assert total in words
    with page.expect_download() as kept:
        page.get_by_role("link", name="Bảng tính (Excel)").click()
    book = openpyxl.load_workbook(io.BytesIO(kept.value.path().read_bytes()))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {entry["individual"][0]["count"] for entry in year.entries.values()} <= {c for c in cells if type(c) is int}
    assert 95.5 in cells


# --- Covenant -------------------------------------------------------------------------------


def draft_the_covenant(page, year):
    page.goto(year.url())
    page.get_by_role("link", name="Soạn giao ước", exact=True).click()
    page.get_by_role("button", name="Soạn giao ước").click()
    says(page, "Đã lập dự thảo giao ước")
    page.get_by_role("link", name="Thông tin chung").click()
    page.get_by_label("Ngày ký").fill(year.today())
    page.get_by_role("button", name="Lưu").click()
    says(page, "Đã lưu thông tin chung của giao ước.")
    write_a_clause(page, CLAUSE)
    page.get_by_role("link", name="Gửi lấy ý kiến các đơn vị").click()
    page.get_by_role("button", name="Gửi lấy ý kiến").click()
    says(page, "Đã gửi dự thảo đến các đơn vị để lấy ý kiến")


def write_a_clause(page, words):
    page.get_by_role("link", name="Nội dung", exact=True).click()
    page.get_by_label(re.compile("^Nội dung dòng 2")).fill(words)
    page.get_by_role("button", name="Lưu nội dung").click()
    says(page, "Đã lưu nội dung giao ước.")
    page.get_by_role("link", name="Quay lại").click()
    expect(page.get_by_role("article")).to_contain_text(words)


def consult(office, sign_in, year):
    """A member says what is missing, the leader's office answers and drafts on. Returns the member's window."""
    member = sign_in(f"chuyenvien.{MEMBER}")
    member.get_by_role("link", name="Xem và góp ý").click()
    expect(member.get_by_role("article")).to_contain_text(CLAUSE)
    member.get_by_role("link", name="Góp ý", exact=True).click()
    member.get_by_label("Ý kiến chung về cả dự thảo").fill(OPINION)
    member.get_by_role("button", name="Gửi ý kiến từng điều khoản").click()
    says(member, f"Đã ghi ý kiến của {year.units[MEMBER]}.")

    office.goto(year.url("giao-uoc/"))
    expect(office.get_by_role("region", name="Ý kiến của các đơn vị")).to_contain_text(OPINION)
    office.get_by_role("link", name=f"Tiếp thu, giải trình ý kiến của {year.units[MEMBER]}").click()
    office.get_by_label("Tiếp thu", exact=True).check()
    office.locator("textarea").fill(ANSWER)
    office.get_by_role("button", name="Lưu phần tiếp thu, giải trình").click()
    office.get_by_role("link", name="Kết thúc lấy ý kiến, sửa tiếp").click()
    office.get_by_role("button", name="Kết thúc lấy ý kiến").click()
    write_a_clause(office, "Đẩy mạnh chuyển đổi số trong hoạt động thanh tra.")
    return member


def freeze_the_covenant(page, year):
    """Returns the code that stands on the paper."""
    page.get_by_role("link", name="Chốt giao ước").click()
    page.get_by_role("button", name="Chốt giao ước").click()
    expect(page.get_by_role("group", name="Có lỗi")).to_contain_text(f"Gõ {year.number} để xác nhận")
    page.get_by_label(f"Gõ năm {year.number} để xác nhận").fill(str(year.number))
    page.get_by_role("button", name="Chốt giao ước").click()
    says(page, "Đã chốt giao ước, phiên bản 1.")
    code = page.get_by_role("link", name=re.compile(r"^\w{4}-\w{4}-\w{4}$")).inner_text()
    words = text_of(page, f"Giao ước thi đua năm {year.number} (PDF)")
    signatories = [entry.signatory for entry in year.bloc_year.memberships.all()]
    assert [words.count(name) for name in signatories] == [1] * 7
    assert code in words
    assert "chuyển đổi số" in words
    return code


def read_what_became_of_the_opinion(page, year):
    page.goto(year.url("giao-uoc/"))
    expect(page.locator("main")).to_contain_text(ANSWER)
    expect(page.get_by_role("article")).to_contain_text("chuyển đổi số")


def record_signatures(page, year):
    page.get_by_role("link", name="Ghi nhận chữ ký").click()
    for unit in year.units.values():
        page.get_by_role("checkbox", name=f"{unit} đã ký").check()
    page.get_by_role("button", name="Ghi nhận các đơn vị đã chọn").click()
    says(page, "Đã ghi nhận 7 đơn vị ký giao ước.")
    page.goto(year.url("giao-uoc/"))
    expect(page.locator(".subtitle")).to_contain_text("Đã ký đủ")
    expect(page.get_by_role("heading", name="Chữ ký của các đơn vị: 7/7")).to_be_visible()


def keep_the_scan(page, year):
    page.get_by_role("link", name="Tải bản quét lên").click()
    scan = pikepdf.new()
    scan.add_blank_page()
    kept = io.BytesIO()
    scan.save(kept)
    upload = {"name": "Giao ước đã ký.pdf", "mimeType": "application/pdf", "buffer": kept.getvalue()}
    page.get_by_label(re.compile("^Bản quét giao ước đã ký")).set_input_files(upload)
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_label(re.compile("^Đã so mã xác minh")).check()  # no QR code can be read from a blank page
    page.get_by_label(re.compile("^Bản quét giao ước đã ký")).set_input_files(upload)
    page.get_by_role("button", name="Tải lên").click()
    says(page, "Đã lưu bản quét có chữ ký.")
    expect(page.get_by_role("link", name=re.compile("^Tải bản quét"))).to_be_visible()


def anybody_checks_the_paper(page, year, code):
    page.goto("/xac-minh/")
    page.get_by_label("Mã xác minh").fill(code.lower())
    page.get_by_label("Mã xác minh").press("Enter")
    expect(page.locator("main .notice").first).to_contain_text("Văn bản thật")
    expect(page.get_by_role("heading", name="Đơn vị ký: 7/7")).to_be_visible()
    for membership in year.bloc_year.memberships.all():
        row = page.get_by_role("row", name=re.compile(re.escape(str(membership.unit))))
        expect(row).to_contain_text(membership.signatory)
        expect(row).to_contain_text(year.today())


# --- Ceremony -------------------------------------------------------------------------------


def hold_the_ceremony(page, year):
    page.goto(year.url("le-ky-ket/"))
    page.get_by_role("button", name="Lên kế hoạch với chương trình mẫu").click()
    page.get_by_role("link", name="Sửa thông tin chung").click()
    page.get_by_label("Ngày", exact=True).fill(year.today())
    page.get_by_label("Địa điểm").fill("Hội trường Bộ Tư pháp")
    page.get_by_role("button", name="Lưu", exact=True).click()
    says(page, "Đã lưu thông tin buổi lễ.")
    page.get_by_role("link", name="Danh sách, giấy mời, trả lời").click()
    click(page, "Thêm, sửa, bỏ đại biểu", role="link")
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_label("Họ và tên").first.fill("Nguyễn Quang Thía")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("region", name="Đại biểu")).to_contain_text("Nguyễn Quang Thía")
    page.goto(year.url("le-ky-ket/"))
    page.get_by_role("link", name="Ban hành giấy mời").click()
    page.get_by_role("button", name="Ban hành giấy mời").click()
    says(page, "Đã ban hành Giấy mời")
    assert "Nguyễn Quang Thía" in text_of(page, "tất cả trong một tệp PDF")
    page.goto(year.url("le-ky-ket/"))
    for button, status in [("Khai mạc", "Đang diễn ra"), ("Bế mạc", "Đã tổ chức")]:
        page.get_by_role("link", name=button).click()
        page.get_by_role("button", name=button).click()
        expect(page.locator(".subtitle")).to_contain_text(status)
    page.get_by_role("link", name="Điểm danh").click()
    page.get_by_role("checkbox", name=re.compile("Nguyễn Quang Thía")).check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    says(page, "Đã ghi 1 đại biểu có mặt, 7 đại biểu vắng.")


def publish_the_article(office, head, reader, year):
    office.get_by_role("button", name="Soạn bài viết từ số liệu buổi lễ").click()
    office.get_by_label("Tiêu đề").fill("Bảy đơn vị ký kết giao ước thi đua")
    office.get_by_role("button", name="Lưu", exact=True).click()
    says(office, "Đã lưu bài viết.")
    address = office.get_by_role("link", name="Xem như người đọc").get_attribute("href")
    assert reader.goto(address).status == 404
    expect(office.get_by_text("đăng, gỡ bài được")).to_be_visible()
    head.goto(office.url)
    head.get_by_role("link", name="Đăng bài viết đã lưu").click()
    head.get_by_role("button", name="Đăng bài viết").click()
    says(head, "Đã đăng bài viết")
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Bảy đơn vị ký kết giao ước thi đua")
    expect(reader.get_by_role("article")).to_contain_text("Hội trường Bộ Tư pháp")
