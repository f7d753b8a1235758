"""The letter to late units: whom it names, its layout, its number, and the text for a message to all."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from django.core.management import call_command
from django.urls import reverse

from blocs.models import BlocYear, Extension
from documents.models import IssuedDocument
from pledges.papers.chasing import chasing_paper
from tests.cast import make_unit
from tests.documents.words import letters_of_docx, letters_of_pdf
from tests.documents.words import of_docx as words_of_docx
from tests.documents.words import of_html as words_of_html
from tests.look.reading import tree
from tests.pledges.registering import BLOC

URL = reverse("pledges:chasing_letter", args=BLOC)
LIST = reverse("pledges:reminder_list", args=BLOC)
WORD = reverse("pledges:chasing_letter_word", args=BLOC)
PREVIEW = reverse("pledges:chasing_letter_preview", args=BLOC)


@pytest.fixture
def late(client, cast, the_day):
    """The 3rd of March: three have handed in, one has until the 5th, three are late, the leader among them."""
    for code, status in (("ttbqp", "submitted"), ("ttbca", "accepted"), ("ttbtc", "returned"), ("ttbnv", "draft")):
        cast.registration(code, status=status)
    cast.memberships["cqttgsnh"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    the_day.move_to("2027-03-03 02:00:00")
    client.force_login(cast["leader_head"])
    return cast


def words(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def listed(content):
    """The units of the table of the paper."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    return [" ".join(row[1].split()) for row in rows if row[0] and row[0].isdigit()]


def posted(client, **more):
    form = tree(client.get(URL))
    number = form.xpath("string(//input[@name='number']/@value)")
    return {"answer_by": "10/03/2027", "give_time": "on", "number": number} | more


def test_names_exactly_the_late_units(client, late):
    content = client.get(PREVIEW).content

    assert listed(content) == ["Thanh tra Bộ Tư pháp", "Thanh tra Bộ Kế hoạch và Đầu tư", "Thanh tra Bộ Nội vụ"]
    assert not re.search("Quốc phòng|Công an|Tài chính|giám sát", words(content))


def test_the_word_file_has_the_same_words(client, late):
    paper = chasing_paper(late.year, None)

    content = client.get(WORD).content

    assert words_of_docx(content) == words_of_html(paper)


def test_issued_its_word_file_says_what_the_pdf_says(client, late, tmp_path):
    client.post(URL, posted(client))
    document = IssuedDocument.objects.get()
    pdf = document.pdf.read()

    [address] = tree(client.get(LIST)).xpath("//main//a[starts-with(., 'Word')]/@href")
    response = client.get(address)

    assert letters_of_docx(response.content) == letters_of_pdf(pdf)
    said = " ".join(words_of_docx(response.content))
    assert "Số: 01/KTĐ V/v" in said
    assert "Hà Nội, ngày 03 tháng 3 năm 2027" in said
    assert (client.get(WORD).content, client.get(PREVIEW).content) == (response.content, pdf)
    assert address in tree(client.get(reverse("documents:document_list", args=BLOC))).xpath("//main//a/@href")
    for form, kept in (("pdf", pdf), ("docx", response.content)):
        file = tmp_path / form
        call_command("print_document", "chasing", bloc=BLOC[0], year=str(BLOC[1]), format=form, output=file)
        assert file.read_bytes() == kept


def test_the_next_letter_is_a_draft_again(client, late):
    client.post(URL, posted(client, give_time=""))
    assert URL in tree(client.get(LIST)).xpath("//main//a/@href")

    [address] = tree(client.get(URL)).xpath("//main//a[contains(., 'Word')]/@href")

    assert "Số: ...../KTĐ V/v" in " ".join(words_of_docx(client.get(address).content))


def test_no_office_writes_to_itself_alone(client, cast, the_day):
    for code in set(cast.units) - {"ttbtp"}:
        cast.registration(code, status="submitted")
    the_day.move_to("2027-03-03 02:00:00")
    client.force_login(cast["leader_head"])

    for address in (URL, LIST):
        page = client.get(address)
        assert "Chỉ còn Thanh tra Bộ Tư pháp (Khối trưởng) quá hạn" in page.content.decode()
        assert not tree(page).xpath(f"//main//a[@href='{URL}']|//input[@name='answer_by']")
    answer = client.post(URL, {"answer_by": "10/03/2027", "number": "1"})

    assert (answer.status_code, "10/03/2027" in answer.content.decode()) == (409, True)
    assert not IssuedDocument.objects.exists()


def test_names_63_and_addresses_them_as_listed(client, cast, the_day):
    for place in range(56):
        unit = make_unit(f"dv-{place}", f"Thanh tra tỉnh thứ {place}")
        cast.year.memberships.create(unit=unit, order=place + 10)
    the_day.move_to("2027-03-03 02:00:00")
    client.force_login(cast["leader_head"])

    client.post(URL, posted(client))
    content = IssuedDocument.objects.get().pdf.read()  # without DỰ THẢO across it

    assert listed(content) == [str(m.unit) for m in cast.year.memberships.order_by("order")]
    assert "Kính gửi: Các đơn vị có tên trong danh sách dưới đây" in words(content)
    assert "63 đơn vị đã quá hạn" in words(content)


def test_the_layout_of_a_letter_without_kind(client, late):
    client.post(URL, posted(client))
    document = IssuedDocument.objects.get()
    text = words(document.pdf.read())

    assert text.startswith("THANH TRA CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM KHỐI THI ĐUA SỐ II")
    assert "Số: 01/KTĐ Hà Nội, ngày 03 tháng 3 năm 2027 V/v đôn đốc đăng ký thi đua năm 2027" in text
    # No office writes to itself.
    assert "Kính gửi : - Thanh tra Bộ Kế hoạch và Đầu tư; - Thanh tra Bộ Nội vụ. Các đơn vị" in text.replace(
        "gửi:", "gửi :"
    )
    for line in ("KHỐI TRƯỞNG", "CHÁNH THANH TRA BỘ TƯ PHÁP", "Nguyễn Hồng Diện", "- Như trên; "):
        assert line in text
    assert "trước 24 giờ ngày 10/03/2027" in text
    assert "./." in text
    assert "DỰ THẢO" not in text


def test_issued_under_the_next_number_with_code_and_more_time(client, late):
    IssuedDocument.objects.create(bloc_year=late.year, kind="KH", number=4, symbol="04/KH-KTĐ", dated="2027-02-01")

    response = client.post(URL, posted(client), follow=True)

    document = IssuedDocument.objects.get(kind="CV")
    assert (document.symbol, document.title) == ("05/KTĐ", "V/v đôn đốc đăng ký thi đua năm 2027")
    assert (document.signer, document.issued_by) == ("Nguyễn Hồng Diện", late["leader_head"])
    assert "Đã phát hành công văn số 05/KTĐ đến 3 đơn vị." in response.content.decode()
    assert client.get(f"/xac-minh/{document.code}/").status_code == 200
    given = Extension.objects.exclude(membership=late.memberships["cqttgsnh"])
    assert set(given.values_list("membership__unit__slug", "due", "reason")) == {
        (code, date(2027, 3, 10), "Theo công văn số 05/KTĐ") for code in ("ttbtp", "ttbkhdt", "ttbnv")
    }


def test_without_more_time_the_units_stay_late(client, late):
    client.post(URL, posted(client, give_time=""))

    assert Extension.objects.count() == 1


def test_a_second_click_issues_no_second_letter(client, late):
    data = posted(client, give_time="")

    assert client.post(URL, data).status_code == 302
    assert client.post(URL, data).status_code == 409
    assert IssuedDocument.objects.count() == 1


def test_a_day_gone_by_is_refused(client, late):
    page = client.post(URL, posted(client, answer_by="02/03/2027")).content.decode()

    assert "Nhập ngày từ hôm nay, 03/03/2027, trở đi." in page
    assert not IssuedDocument.objects.exists()


def test_nobody_late_nothing_issued(client, cast):
    client.force_login(cast["leader_head"])

    assert "Chưa có đơn vị nào quá hạn" in client.get(URL).content.decode()
    assert client.post(URL, {"answer_by": "10/03/2027", "number": "1"}).status_code == 409
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("leader_clerk", 302), ("organiser", 403), ("member_head", 403), ("another_bloc", 404)]
)
def test_who_issues(client, late, who, status):
    data = posted(client)
    client.force_login(late[who])

    assert client.post(URL, data).status_code == status


def test_not_in_a_closed_year(client, late):
    data = posted(client)
    BlocYear.objects.update(status="closed")

    assert client.post(URL, data).status_code == 409
    assert not IssuedDocument.objects.exists()


def test_the_short_text_names_who_is_awaited(client, late):
    page = client.get(LIST)

    assert tree(page).xpath("string(//*[@id='tin-ngan'])") == (
        "[Khối thi đua số II] Đăng ký thi đua năm 2027: đến 03/03/2027 còn 4 đơn vị chưa gửi:\n"
        "- Thanh tra Bộ Tư pháp (hạn 28/02, đã quá hạn)\n"
        "- Thanh tra Bộ Kế hoạch và Đầu tư (hạn 28/02, đã quá hạn)\n"
        "- Thanh tra Bộ Nội vụ (hạn 28/02, đã quá hạn)\n"
        "- Cơ quan Thanh tra, giám sát ngân hàng (hạn 05/03)\n"
        "Đề nghị các đơn vị gửi tại: http://127.0.0.1:8000/khoi/khoi-ii/2027/dang-ky/\n"
        "Cần gia hạn, liên hệ Khối trưởng (Thanh tra Bộ Tư pháp)."
    )
