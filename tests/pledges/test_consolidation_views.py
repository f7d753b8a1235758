"""The consolidated report on the screen, as PDF and as a workbook."""

import io

import openpyxl
import pdfplumber
import pytest
from lxml import html

from documents.downloads import WORD
from documents.models import IssuedDocument
from pledges.models import Covenant
from tests.documents.words import headings_of_docx, letters_of_docx, letters_of_pdf
from tests.look.reading import tree, words
from tests.pledges.consolidating import receive_all
from tests.pledges.registering import year_url

PAGES = ["consolidation_detail", "consolidation_paper", "consolidation_word", "consolidation_workbook"]


@pytest.fixture
def leader(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def test_the_page_says_how_many_are_in_and_who_is_missing(leader, cast):
    cast.registration("ttbca", status="accepted")

    response = leader.get(year_url("consolidation_detail"))

    text = response.content.decode()
    assert "Đã tiếp nhận 1/7 đơn vị" in words(tree(response))
    assert "<li>Thanh tra Bộ Nội vụ: Chưa gửi</li>" in text
    assert "Lao động tiên tiến" not in text
    assert "LĐTT" in text or "Tổng số" in text


def test_the_paper_is_a_pdf_with_annexes(leader, cast):
    receive_all(cast.year)

    answer = leader.get(year_url("consolidation_paper"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith(
        "inline; filename=\"bao-cao-tong-hop-dang-ky-thi-dua-2027-khoi-thi-dua-so-ii.pdf\"; filename*=UTF-8''"
    )
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        text = "\n".join(page.extract_text() for page in paper.pages)
    for said in ("BÁO CÁO", "Tổng hợp đăng ký thi đua năm 2027", "Số: ...../BC-KTĐ", "Vụ Tổ chức cán bộ", "Phụ lục IV"):
        assert said in text, said


def test_the_word_file_says_the_same(leader, cast):
    receive_all(cast.year)

    answer = leader.get(year_url("consolidation_word"))

    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="bao-cao-tong-hop-dang-ky-thi-dua-2027-khoi-thi-dua-so-ii.docx"'
    )
    pdf = leader.get(year_url("consolidation_paper")).content
    assert letters_of_docx(answer.content) == letters_of_pdf(pdf, headings_of_docx(answer.content))


def test_the_workbook_keeps_numbers_as_numbers(leader, cast):
    receive_all(cast.year)

    answer = leader.get(year_url("consolidation_workbook"))

    assert 'filename="tong-hop-dang-ky-thi-dua-nam-2027-khoi-thi-dua-so-ii.xlsx"' in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Danh hiệu", "Chỉ tiêu chung", "Cá nhân", "Tập thể", "Sáng kiến"]
    rows = list(book["Danh hiệu"].iter_rows(values_only=True))
    (first,) = [row for row in rows if row[0] == 1]
    (total,) = [row for row in rows if row[1] == "Tổng cộng"]
    assert first[1:4] == ("Thanh tra Bộ Tư pháp", 1031, 413)
    assert total[2:4] == (7217, 2891)


def test_the_workbook_names_everybody_with_their_post(leader, cast):
    registration = cast.registration("ttbnv", status="accepted")
    registration.honours.update(names="Đỗ Văn Đức\nTrần An", posts="\nThanh tra viên")

    answer = leader.get(year_url("consolidation_workbook"))

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["Cá nhân"].iter_rows(values_only=True))
    people = [row[:5] for row in rows if row[0] in (1, 2)]
    assert people == [
        (1, "Trần An", "Thanh tra viên", "Thanh tra Bộ Nội vụ", "Lao động tiên tiến"),
        (2, "Đỗ Văn Đức", None, "Thanh tra Bộ Nội vụ", "Lao động tiên tiến"),
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader_head", 200),
        ("organiser", 200),
        ("member_head", 403),
        ("deputy_clerk", 403),
        ("admin", 403),
        ("another_bloc", 404),
        ("former", 404),
    ],
)
def test_who_may_read_it(client, cast, page, who, status):
    client.force_login(cast[who])

    assert client.get(year_url(page)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("member_clerk", 200), ("admin", 403), ("another_bloc", 404)])
def test_members_read_it_once_the_covenant_is_frozen(client, cast, who, status):
    document = IssuedDocument.objects.create(bloc_year=cast.year, kind="GU", dated="2027-03-15", title="Giao ước")
    Covenant.objects.create(bloc_year=cast.year, status="frozen", document=document)
    client.force_login(cast[who])

    assert client.get(year_url("consolidation_detail")).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_it_is_only_read(leader, cast, page):
    assert leader.post(year_url(page)).status_code == 405


def test_the_report_takes_its_number_from_the_register(client, cast):
    client.force_login(cast["organiser"])
    assert "lấy số trước" not in client.get(year_url("consolidation_detail")).content.decode()
    client.force_login(cast["leader_clerk"])
    page = html.fromstring(client.get(year_url("consolidation_detail")).content.decode())
    (address,) = page.xpath("//a[text()='lấy số trước']/@href")

    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in ("kind", "number", "title")}
    assert typed == {"kind": "BC", "number": 1, "title": "Báo cáo tổng hợp đăng ký thi đua năm 2027"}
    assert client.post(address, typed | {"dated": "25/02/2027", "signer": ""}).status_code == 302

    shown = client.get(year_url("consolidation_detail")).content.decode()
    assert "Báo cáo mang số 01/BC-KTĐ, ngày 25/02/2027." in shown
    assert "lấy số trước" not in shown
