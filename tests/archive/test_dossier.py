"""What stands in a year's dossier, and what does not."""

import hashlib
import io
import json
import re
import zipfile

import pdfplumber
import pytest
from openpyxl import load_workbook

from accounts.models import User
from archive.dossier import INDEX, RECORDS_FILE
from archive.holdings import CEREMONY, DATA, holdings
from archive.kiem_tra import MANIFEST
from archive.records import CARRIED, LEFT, fields_of
from blocs.models import BlocYear
from ceremonies.models import Ceremony
from documents.models import StoredFile
from tests.archive.conftest import packed
from tests.archive.full_year import SECRET

pytestmark = pytest.mark.django_db


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def below(model):
    """Every kind of record that hangs on ``model``, however far down."""
    found, waiting = set(), [model]
    while waiting:
        for relation in waiting.pop()._meta.related_objects:
            if relation.related_model not in found and not relation.many_to_many:
                found.add(relation.related_model)
                waiting.append(relation.related_model)
    return found


def test_every_kind_of_record_travels_or_is_said_to_stay():
    apps = ("blocs", "documents", "pledges", "ceremonies", "archive")
    ours = {model._meta.label for model in below(BlocYear) if model._meta.app_label in apps}
    carried = {model._meta.label for model in CARRIED}

    assert ours <= carried | LEFT.keys()
    assert not carried & LEFT.keys()


def test_nothing_that_travels_is_a_key_to_something():
    """Accounts, sessions, links: no field of theirs is even named."""
    told = {field.name for model in CARRIED for field in fields_of(model)}

    assert not [name for name in told if re.search("token|secret\\b|password|digest|key|salt|link", name)]
    assert not [field for model in CARRIED for field in fields_of(model) if field.related_model is User]


def test_all_that_left_the_house_is_in_it_byte_for_byte(year, dossier):
    kept = {hashlib.sha256(content).hexdigest() for content in files_of(dossier).values()}
    wanted = [
        pk for document in year.documents.all() for pk in (document.pdf_id, document.signed_pdf_id, document.word_id)
    ]
    wanted += year.covenants.values_list("scan", flat=True)
    wanted += year.reports.values_list("workbook", flat=True)
    wanted = StoredFile.objects.filter(pk__in=[pk for pk in wanted if pk])

    assert len(wanted) > 8
    assert {stored.sha256 for stored in wanted} <= kept


def test_each_kind_of_record_is_there(dossier):
    rows = json.loads(files_of(dossier)[RECORDS_FILE])["rows"]

    assert [label for label, found in rows.items() if not found] == []
    assert len(rows) == len(CARRIED)


def test_what_was_never_handed_in_stays_behind(year, dossier):
    drafts = [name for name, content in files_of(dossier).items() if SECRET.encode() in content]
    own = json.loads(files_of(dossier)[f"{DATA}/nam-thi-dua.json"])["registrations"]
    lying_by = StoredFile.objects.get(
        pk__in=year.memberships.get(unit__slug="ttbnv").registration.scans.filter(revision=None).values("file")
    )

    assert drafts == []
    assert len(json.loads(files_of(dossier)[RECORDS_FILE])["rows"]["pledges.Registration"]) == 1
    assert [registration["member"] for registration in own] == ["ttbnv"]
    assert lying_by.read() not in files_of(dossier).values()


def test_the_same_year_gives_the_same_bytes(year, dossier, the_day):
    the_day.shift(40 * 24 * 3600)

    assert packed(year)[0] == dossier


def test_another_word_gives_another_manifest(year, dossier):
    before = hashlib.sha256(files_of(dossier)[MANIFEST]).hexdigest()
    year.goals.update(text="Nội dung khác")

    assert packed(year)[1].manifest_sha256 != before


def test_windows_can_unpack_every_name(dossier):
    with zipfile.ZipFile(io.BytesIO(dossier)) as archive:
        entries = archive.infolist()

    for entry in entries:
        assert entry.filename.isascii() or entry.flag_bits & 0x800  # said to be UTF-8
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]', entry.filename)
        assert all(part == part.strip(" .") for part in entry.filename.split("/"))
        assert len(entry.filename) <= 150
    folded = [entry.filename.casefold() for entry in entries]
    assert len(set(folded)) == len(folded)
    assert any(name.startswith("1 Văn bản phát hành/") for name in archive.namelist())


def read(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return " ".join("\n".join(page.extract_text() for page in opened.pages).split())


def test_the_index_lists_every_file_with_its_pages(year, dossier):
    _, made = packed(year)
    files, index = files_of(dossier), read(files_of(dossier)[INDEX])
    listed = [name for name in files if re.match(r"\d .*/", name)]
    with_pages = year.documents.get(code="RRRR-PPPP-2222")

    assert "MỤC LỤC HỒ SƠ" in index
    numbers = [re.search(r"/(\d{3}) ", name)[1] for name in listed if not name.startswith(DATA)]
    assert [number for number in numbers if number not in index] == []
    assert f"{with_pages.dated:%d/%m/%Y}" in index
    assert "09/KH-KTĐ" in index  # entered by hand: no file
    assert "Không có tệp" in index
    assert made.manifest_sha256 == hashlib.sha256(files[MANIFEST]).hexdigest()
    assert made.manifest_sha256 in read(made.index).replace(" ", "")
    assert made.manifest_sha256 not in index.replace(" ", "")


def test_programme_and_delegates_are_papers_of_it(year, dossier):
    files = files_of(dossier)
    programme, delegates = sorted(name for name in files if name.startswith("5 ") and name.endswith(".pdf"))

    assert "Chương trình lễ ký kết" in programme
    assert year.ceremony.agenda.first().text in read(files[programme])
    assert "Danh sách đại biểu lễ ký kết" in delegates
    said = read(files[delegates])
    assert [
        word for word in ("Lê Thị Thủy", "Chứng kiến", "Chưa trả lời", "Có mặt", "Vắng mặt") if word not in said
    ] == []
    assert "DỰ THẢO" not in said
    assert f"{year.ceremony.held_on:%d/%m/%Y}" in read(files[INDEX])


def test_a_programme_that_has_not_gone_out_is_no_paper_of_it(year):
    Ceremony.objects.update(status="planned")
    papers = [one for one in holdings(year) if one.folder == CEREMONY and one.ending == ".pdf"]

    assert papers == []


def test_the_data_opens_in_excel(year, dossier):
    book = load_workbook(io.BytesIO(files_of(dossier)[f"{DATA}/Năm thi đua.xlsx"]))
    votes = [[cell.value for cell in row] for row in book["Biểu quyết"].iter_rows()]
    register = [cell.value for row in book["Sổ văn bản"].iter_rows() for cell in row]

    assert ["Báo cáo tổng hợp", 6, 1, None] in [row[2:] for row in votes]
    assert {document.code for document in year.documents.exclude(code=None)} <= set(register)
