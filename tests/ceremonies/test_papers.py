"""Programme and list of delegates as they come out of the printer."""

from io import BytesIO

import pdfplumber
import pytest

from ceremonies.models import Ceremony
from documents.downloads import WORD
from tests.documents.words import headings_of_docx, letters_of_docx, letters_of_pdf

pytestmark = pytest.mark.any_database


def words_of(response):
    with pdfplumber.open(BytesIO(response.content)) as paper:
        return " ".join(" ".join(page.extract_text().split()) for page in paper.pages)


def test_the_programme_says_when_where_and_what(client, cast, ceremony, url):
    client.force_login(cast["member_clerk"])

    response = client.get(url("agenda_pdf"))

    assert response["Content-Type"] == "application/pdf"
    words = words_of(response)
    assert "CHƯƠNG TRÌNH" in words
    assert "Địa điểm: Bộ Tư pháp" in words
    assert "Đón tiếp đại biểu" in words


def test_guests_and_signatories_stand_in_the_list(client, cast, ceremony, url):
    Ceremony.objects.update(status="invited")  # else DỰ THẢO runs across the names
    ceremony.expect_members()
    client.force_login(cast["member_clerk"])

    response = client.get(url("delegates_pdf"))

    with pdfplumber.open(BytesIO(response.content)) as paper:
        rows = [row for page in paper.pages for table in page.extract_tables() for row in table]
    names = [" ".join(row[1].split()) for row in rows[1:]]
    assert names == [
        "Nguyễn Quang Thía",
        "Nguyễn Hồng Diện",
        "Lê Quang Khải",
        "Phạm Thị Ánh Tuyết",
        "Đỗ Văn Đức",
        "Hoàng Ngọc Ân",
        "Vũ Duy Ưng",
        "Trần Thị Yến",
    ]


def test_another_bloc_gets_no_paper(client, cast, ceremony, url):
    client.force_login(cast["another_bloc"])

    assert client.get(url("agenda_pdf")).status_code == 404
    assert client.get(url("delegates_pdf")).status_code == 404


def test_a_programme_too_long_to_print_is_refused_with_the_reason(client, cast, ceremony, url):
    ceremony.agenda.bulk_create(ceremony.agenda.model(ceremony=ceremony, text="Mục") for _ in range(10_001))
    client.force_login(cast["leader_clerk"])

    response = client.get(url("agenda_pdf"))

    assert response.status_code == 409
    assert "nhiều nhất là 20.000" in response.content.decode()


@pytest.mark.parametrize("paper", ["agenda_pdf", "delegates_pdf"])
@pytest.mark.parametrize(
    ("held_on", "place", "dated"),
    [
        ("2027-03-19", "Bộ Tư pháp", "ngày 25 tháng 02 năm 2027"),  # goes out with the invitation
        ("2027-02-20", "Bộ Tư pháp", "ngày 20 tháng 02 năm 2027"),  # printed once more afterwards
        ("2027-03-19", "", None),
    ],
)
def test_a_complete_plan_is_printed_clean_for_the_invitation(client, cast, ceremony, url, paper, held_on, place, dated):
    Ceremony.objects.update(held_on=held_on, place=place)
    client.force_login(cast["leader_clerk"])

    words = words_of(client.get(url(paper)))

    if dated:
        assert dated in words
    else:
        assert "ngày tháng năm 2027" in words


def test_posts_are_said_once(client, cast, ceremony, url):
    ceremony.delegates.all().delete()
    people = [
        ("", "Đại diện Vụ Tổ chức cán bộ", "Thanh tra Chính phủ", "Đại diện Vụ Tổ chức cán bộ, Thanh tra Chính phủ"),
        ("Lê An", "Chánh Thanh tra tỉnh", "Thanh tra tỉnh Thái Nguyên", "Chánh Thanh tra tỉnh Thái Nguyên"),
        ("Vũ Bình", "Phó Tổng Thanh tra Chính phủ", "Thanh tra Chính phủ", "Phó Tổng Thanh tra Chính phủ"),
        ("Hà Chi", "Vụ trưởng", "Bộ Nội vụ", "Vụ trưởng, Bộ Nội vụ"),
    ]
    for order, (name, post, organisation, _) in enumerate(people, start=1):
        ceremony.delegates.create(order=order, name=name, post=post, organisation=organisation)
    client.force_login(cast["member_clerk"])

    with pdfplumber.open(BytesIO(client.get(url("delegates_pdf")).content)) as paper:
        rows = [row for page in paper.pages for table in page.extract_tables() for row in table]
        (table,) = [table for table in paper.pages[0].find_tables() if len(table.rows) > 4]
        high = [row.bbox[3] - row.bbox[1] for row in table.rows[1:]]

    printed = [tuple(" ".join(cell.split()) for cell in row[1:3]) for row in rows[1:5]]
    assert printed == [(name, said) for name, _, _, said in people]
    assert min(high) >= 10 * 72 / 25.4 - 0.1  # room to sign


@pytest.mark.parametrize(
    ("page", "name"),
    [("agenda", "chuong-trinh-le-ky-ket-nam-2027"), ("delegates", "danh-sach-dai-bieu-le-ky-ket-nam-2027")],
)
def test_the_word_file_says_what_the_pdf_says(client, cast, ceremony, url, page, name):
    ceremony.expect_members()
    client.force_login(cast["member_clerk"])

    answer = client.get(url(f"{page}_word"))

    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{name}.docx"')
    pdf = client.get(url(f"{page}_pdf")).content
    assert letters_of_docx(answer.content) == letters_of_pdf(pdf, headings_of_docx(answer.content))
    assert url(f"{page}_word") in client.get(url("ceremony_detail")).content.decode()
