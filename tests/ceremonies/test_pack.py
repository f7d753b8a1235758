"""The pack: made beside the pages, kept, told to be old when something in it would read otherwise now."""

import io
import zipfile
from datetime import timedelta
from urllib.parse import quote

import docx
import pdfplumber
import pikepdf
import pytest

from archive.clearing import remove_year
from blocs import clock
from blocs.models import Membership
from ceremonies.models import Ceremony, Pack, PackMaking
from documents import pdf
from documents.models import IssuedDocument, StoredFile
from pledges import drafting, freezing, originals, texts
from pledges.models import BlocText, Covenant
from pledges.papers import covenant_paper, text_paper
from tests.ceremonies.test_pack_papers import LONG_NAME, LONG_UNIT, fill, letters
from tests.plumbing import work

FOLDERS = [
    "01 Chương trình",
    "02 Kịch bản điều hành",
    "03 Danh sách đại biểu",
    "04 Sơ đồ chỗ ngồi",
    "05 Biển tên",
    "06 Báo cáo tổng hợp",
    "07 Quy chế, kế hoạch, tiêu chí",
    "08 Giao ước thi đua",
    "09 Phiếu biểu quyết",
]


@pytest.fixture
def office(client, cast, ceremony):
    """With a report, a regulation and a covenant in writing, one question, one received registration."""
    ceremony.adoptions.create(order=1, title="Báo cáo tổng hợp đăng ký thi đua năm 2027")
    cast.registration("ttbnv", status="accepted")
    drafting.write_clauses(drafting.draft_covenant(cast.year))
    texts.start(cast.year, "quy-che", texts.Source.TEMPLATE)
    client.force_login(cast["leader_clerk"])
    return client


def made(office, url, **asked):
    answer = office.post(url("pack_make"), asked)
    assert (answer.status_code, answer.headers.get("Location")) == (302, url("pack_detail"))
    work()
    assert list(PackMaking.objects.values_list("failure", flat=True)) == []
    return Pack.objects.get()


def kept(cast, ceremony):
    """A pack of before, whatever stands in it."""
    files = {name: StoredFile.keep(name.encode(), "application/pdf") for name in ("pdf", "archive")}
    return Pack.objects.create(ceremony=ceremony, made_at=clock.now(), made_by=cast["leader_clerk"], **files)


def page(office, url):
    answer = office.get(url("pack_detail"))
    assert answer.status_code == 200
    return answer.content.decode(), answer.headers.get("Refresh")


def unpacked(office, url):
    answer = office.get(url("pack_zip"))
    assert answer["Content-Disposition"].startswith("attachment; ")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_it_is_made_beside_the_pages_and_kept(office, cast, url):
    assert url("pack_detail") in office.get(url("ceremony_detail")).content.decode()
    assert "Chưa lập." in page(office, url)[0]

    office.post(url("pack_make"))
    shown, again = page(office, url)
    assert ("Đang chờ đến lượt." in shown, again) == (True, "3")
    office.post(url("pack_make"))  # once more changes nothing
    assert PackMaking.objects.count() == 1
    PackMaking.objects.update(done=4, parts=20)
    assert "Đã dàn 4/20 phần." in page(office, url)[0]
    work()

    pack = Pack.objects.get()
    shown, again = page(office, url)
    assert "Lập lúc <strong>09:00 25/02/2027</strong>" in shown
    assert ("đã cũ" in shown, again, pack.made_by) == (False, None, cast["leader_clerk"])
    assert office.get(url("pack_pdf")).content == pack.pdf.read()
    assert office.get(url("pack_zip")).content == pack.archive.read()
    zip_has_numbered_folders_that_windows_reads(office, url)


def zip_has_numbered_folders_that_windows_reads(office, url):
    with unpacked(office, url) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert all(file.flag_bits & 0x800 for file in packed.infolist() if not file.filename.isascii())
        folders = sorted({name.partition("/")[0] for name in names if "/" in name})
        index = packed.read("00 Danh mục tài liệu.html").decode()
        word = docx.Document(io.BytesIO(packed.read("02 Kịch bản điều hành/Kịch bản điều hành.docx")))
        for name in names:
            if name.endswith(".pdf"):
                assert packed.read(name).startswith(b"%PDF-"), name

    assert folders == FOLDERS
    assert names[:2] == ["00 Danh mục tài liệu.pdf", "00 Danh mục tài liệu.html"]
    papers = {name.rpartition("/")[2] for name in names[2:]}
    both = ("Chương trình", "Kịch bản điều hành", "Danh sách đại biểu", "Báo cáo tổng hợp đăng ký thi đua")
    both += ("Quy chế hoạt động", "Giao ước thi đua", "Sơ đồ chỗ ngồi", "Biển tên", "Phiếu biểu quyết")
    assert {f"{name}.{kind}" for name in both for kind in ("pdf", "docx")} <= papers
    assert "http" not in index  # nothing that needs a network
    assert 'href="01%20Ch%C6%B0%C6%A1ng%20tr%C3%ACnh/Ch' in index
    assert any("KỊCH BẢN ĐIỀU HÀNH" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.any_database
def test_the_first_page_says_how_many_copies_and_where_each_begins(office, cast, url):
    fill(cast, 7)
    Covenant.objects.update(copies=9)

    pack = made(office, url)

    rows = {one["title"]: one for one in pack.contents}
    assert (rows["Giao ước thi đua"]["copies"], rows["Chương trình"]["copies"]) == (9, 8)
    assert rows["Giao ước thi đua"]["note"].startswith("Dự thảo, chưa chốt")
    assert rows["Quy chế hoạt động"]["note"] == "Dự thảo, chưa ban hành"
    assert (rows["Bảng tiêu chí chấm điểm"]["note"], rows["Bảng tiêu chí chấm điểm"]["pages"]) == ("Chưa soạn", "")
    with pdfplumber.open(io.BytesIO(pack.pdf.read())) as whole:
        stands_within_its_paper(whole)
        assert len(whole.pages) == pack.pages
        assert "DANH MỤC TÀI LIỆU" in whole.pages[0].extract_text()
        for title, heading in (("Kịch bản điều hành", "KỊCH BẢN ĐIỀU HÀNH"), ("Giao ước thi đua", "GIAO ƯỚC THI ĐUA")):
            first = int(rows[title]["pages"].partition("–")[0])
            assert heading in whole.pages[first - 1].extract_text()
    with pikepdf.open(io.BytesIO(pack.pdf.read())) as whole, whole.open_outline() as outline:
        assert [item.title for item in outline.root][:3] == ["Danh mục tài liệu", "Chương trình", "Kịch bản điều hành"]


@pytest.mark.any_database
def test_no_word_of_a_large_pack_stands_outside_its_paper(office, cast, url):
    fill(cast, 34)

    pack = made(office, url)

    with pdfplumber.open(io.BytesIO(pack.pdf.read())) as whole:
        stands_within_its_paper(whole)


def stands_within_its_paper(whole):
    """Every letter of the PDF, those of the long names of ``fill`` too."""
    outside = [
        (sheet.page_number, char["text"])
        for sheet in whole.pages
        for char in sheet.chars
        if char["text"].strip() and char["size"] < 90  # DỰ THẢO crosses the whole sheet
        if not (10 <= char["x0"] <= char["x1"] <= sheet.width - 10)
        or not (10 <= char["top"] < char["bottom"] <= sheet.height - 10)
    ]
    text = letters("".join(char["text"] for sheet in whole.pages for char in sheet.chars))
    assert outside == []
    assert letters(LONG_NAME) in text
    assert letters(LONG_UNIT) in text


def test_what_changes_makes_it_old_until_it_is_made_anew(office, cast, ceremony, url, the_day):
    first = made(office, url)
    files = {first.pdf_id, first.archive_id}
    the_day.shift(timedelta(days=1, minutes=5))
    office.force_login(cast["leader_clerk"])
    assert "đã cũ" not in page(office, url)[0]  # another day alone is no change

    item = ceremony.agenda.get()
    item.text = "Đón tiếp đại biểu, phát tài liệu"
    item.save()

    shown, _ = page(office, url)
    assert "Bộ tài liệu đã cũ." in shown
    assert "<li>Chương trình: đổi lúc 09:05 26/02/2027</li>" in shown
    assert "<li>Kịch bản điều hành: đổi lúc 09:05 26/02/2027</li>" in shown
    assert "<li>Biển tên" not in shown
    assert "<li>Giao ước" not in shown

    Membership.objects.filter(unit__slug="ttbca").update(signatory="Tạ Thị Hồng Ước")  # the history does not tell
    assert "<li>Biển tên</li>" in page(office, url)[0] or "<li>Biển tên: đổi lúc" in page(office, url)[0]
    assert "<li>Giao ước thi đua</li>" in page(office, url)[0]

    second = made(office, url)
    assert "đã cũ" not in page(office, url)[0]
    assert second.made_at > first.made_at
    assert not StoredFile.objects.filter(pk__in=files).exists()


def test_its_files_bear_the_name_of_the_event_and_roles_are_of_its_kind(office, cast, ceremony, url):
    ceremony.expect_members()
    Ceremony.objects.update(kind="so_ket", name="Hội nghị sơ kết")
    kept(cast, ceremony)

    for name, ending in (("pack_pdf", "pdf"), ("pack_zip", "zip")):
        said = office.get(url(name))["Content-Disposition"]
        assert quote(f"Bộ tài liệu hội nghị sơ kết năm 2027.{ending}") in said
    listed = office.get(url("guest_list")).content.decode()
    assert listed.count('<span class="muted">Đại diện đơn vị</span>') == 7
    assert '<span class="muted">Ký kết</span>' not in listed
    Ceremony.objects.update(kind="ky_ket")
    assert office.get(url("guest_list")).content.decode().count('<span class="muted">Ký kết</span>') == 7


def test_a_failure_is_told_and_the_pack_of_before_stays(office, cast, ceremony, url):
    pack = kept(cast, ceremony)
    office.post(url("pack_make"), {"every_original": "on"})
    cast["leader_clerk"].duties.all().delete()
    work()

    office.force_login(cast["leader_head"])
    shown, again = page(office, url)
    assert "Người yêu cầu không còn quyền lập bộ tài liệu." in shown
    assert (again, "Lập lại bộ tài liệu" in shown) == (None, True)
    assert 'id="du-ban-goc" aria-describedby="du-ban-goc-la" checked' in shown  # as it was asked for
    assert Pack.objects.get().pdf_id == pack.pdf_id
    office.post(url("pack_make"))
    assert PackMaking.objects.get().failure == ""


def test_without_a_worker_the_page_says_so(office, url, the_day):
    office.post(url("pack_make"))
    the_day.shift(timedelta(minutes=3))

    shown, again = page(office, url)
    assert ("Chưa có chương trình nào nhận việc in." in shown, again) == (True, None)
    work()
    assert not Pack.objects.exists()
    made(office, url)


def test_only_the_leaders_office_has_it(office, cast, ceremony, url):
    kept(cast, ceremony)
    assert [office.get(url(name)).status_code for name in ("pack_detail", "pack_pdf", "pack_zip")] == [200] * 3
    for who, status in (("organiser", 403), ("member_head", 403), ("admin", 403), ("another_bloc", 404)):
        office.force_login(cast[who])
        assert [office.get(url(name)).status_code for name in ("pack_detail", "pack_pdf", "pack_zip")] == [status] * 3
        assert office.post(url("pack_make")).status_code == status
    office.force_login(cast["organiser"])
    assert url("pack_detail") not in office.get(url("ceremony_detail")).content.decode()


def test_it_is_not_made_of_a_closed_year_nor_of_a_cancelled_ceremony_and_not_there_before(office, cast, url):
    assert office.get(url("pack_pdf")).status_code == 404
    Ceremony.objects.update(status="cancelled")
    assert office.post(url("pack_make")).status_code == 409
    Ceremony.objects.update(status="planned")
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    assert office.post(url("pack_make")).status_code == 409
    assert "Lập bộ tài liệu</button>" not in page(office, url)[0]
    assert not PackMaking.objects.exists()


def test_a_year_that_is_taken_out_leaves_no_file_of_its_pack(cast, ceremony):
    files = {name: StoredFile.keep(f"bộ {name}".encode(), "application/pdf") for name in ("pdf", "archive")}
    Pack.objects.create(ceremony=ceremony, made_at=clock.now(), **files)

    remove_year(cast.year)

    assert not StoredFile.objects.exists()


def test_what_was_issued_goes_into_it_as_it_was_kept(office, cast, url):
    """Regulation and covenant: the very bytes, in as many originals as the register has."""
    text = BlocText.objects.get()
    kept = {}
    for kind, code, paper in (
        ("QĐ", "QQQQ-DDDD-2222", text_paper(text)),
        ("GU", "GGGG-UUUU-2222", covenant_paper(Covenant.objects.get())),
    ):
        content = pdf.render(paper)
        kept[kind] = IssuedDocument.objects.create(
            bloc_year=cast.year,
            kind=kind,
            dated=Ceremony.objects.get().held_on,
            title="Văn bản",
            code=code,
            symbol="01/QĐ-KTĐ" if kind == "QĐ" else "",
            pdf=StoredFile.keep(content, "application/pdf"),
        )
    BlocText.objects.update(status="issued", document=kept["QĐ"], issued_at=clock.now())
    Covenant.objects.update(status="frozen", document=kept["GU"], frozen_at=clock.now())
    covenant = Covenant.objects.get()
    freezing.open_pledges(covenant)
    originals.open_register(covenant, 8)

    rows = {one["title"]: one for one in made(office, url).contents}

    assert rows["Giao ước thi đua"]["note"] == "In 08 bản gốc để ký"
    assert rows["Quy chế hoạt động"]["note"] == "Quyết định 01/QĐ-KTĐ, đã ban hành"
    with unpacked(office, url) as packed:
        covenants = packed.read("08 Giao ước thi đua/Giao ước thi đua.pdf")
        regulation = packed.read("07 Quy chế, kế hoạch, tiêu chí/Quy chế hoạt động.pdf")
    assert (covenants, regulation) == (kept["GU"].pdf.read(), kept["QĐ"].pdf.read())

    originals.open_register(covenant, 12)
    assert "<li>Giao ước thi đua: nay cần 12 bản</li>" in page(office, url)[0]
    originals.open_register(covenant, 8)
    every_original_stands_in_it(office, url)
    nobody_prints_so_many(office, url, kept["GU"])


def every_original_stands_in_it(office, url):
    """One behind the other, what follows on the pages that the contents say; the file hardly grows."""
    once = Pack.objects.get()
    size = len(once.pdf.read())
    whole = made(office, url, every_original="on")
    before, now = ({row["title"]: row for row in pack.contents} for pack in (once, whole))
    first, last = map(int, before["Giao ước thi đua"]["pages"].split("–"))
    pages = last - first + 1
    note = f"Tệp PDF có đủ 08 bản gốc, mỗi bản {pages} trang; không đặt thêm số bản khi in"
    assert now["Giao ước thi đua"]["note"] == note
    assert now["Giao ước thi đua"]["pages"] == f"{first}–{first + 8 * pages - 1}"
    assert int(now["Phiếu biểu quyết"]["pages"].partition("–")[0]) == first + 8 * pages
    with pdfplumber.open(io.BytesIO(whole.pdf.read())) as opened:
        begins = [opened.pages[first - 1 + time * pages].extract_text() for time in range(8)]
        assert "GIAO ƯỚC THI ĐUA" in begins[0]
        assert set(begins) == {begins[0]}
        assert "PHIẾU BIỂU QUYẾT" in opened.pages[first + 8 * pages - 1].extract_text()
        assert len(opened.pages) == whole.pages == once.pages + 7 * pages
    with pikepdf.open(io.BytesIO(whole.pdf.read())) as opened, opened.open_outline() as outline:
        (item,) = [item for item in outline.root if item.children]
        titles = [each.title for each in item.children]
        assert [item.title, *titles] == ["Giao ước thi đua", *(f"Bản gốc {n:02d}" for n in range(2, 9))]
        assert opened.pages[first - 1 + pages].obj.Contents.objgen == opened.pages[first - 1].obj.Contents.objgen
    assert len(whole.pdf.read()) < size + 7 * pages * 1000
    assert 'id="du-ban-goc" aria-describedby="du-ban-goc-la" checked' in page(office, url)[0]


def nobody_prints_so_many(office, url, document):
    """More than 2 000 pages: the covenant stands in the PDF once, and the contents say why."""
    long = io.BytesIO()
    with pikepdf.new() as blank:
        for _ in range(251):
            blank.add_blank_page()
        blank.save(long)
    IssuedDocument.objects.filter(pk=document.pk).update(pdf=StoredFile.keep(long.getvalue(), "application/pdf"))

    (row,) = [row for row in made(office, url, every_original="on").contents if row["title"] == "Giao ước thi đua"]

    note = "08 bản gốc, mỗi bản 251 trang, quá 2000 trang nên tệp PDF chỉ có một lần; đặt số bản khi in"
    first, last = map(int, row["pages"].split("–"))
    assert (row["note"], last - first + 1) == (note, 251)
