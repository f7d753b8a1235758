"""Files that wait or were lost, secrets on paper, files from outside: what an archive does with them."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError
from openpyxl import load_workbook

from archive.dossier import INDEX, RECORDS_FILE
from archive.holdings import DATA
from blocs import clock
from documents.models import StoredFile
from pledges.models import Covenant, Original, Registration
from tests.archive.conftest import packed
from tests.archive.full_year import a_pdf, empty_system
from tests.archive.test_dossier import files_of, read
from tests.documents.clamd import EICAR, clamd

pytestmark = pytest.mark.django_db


def sheets(content, name):
    """Name of a sheet → its rows below the headings, without the running number."""
    book = load_workbook(io.BytesIO(files_of(content)[f"{DATA}/{name}"]))
    return {
        sheet.title: [[cell.value for cell in row][1:] for row in sheet.iter_rows() if isinstance(row[0].value, int)]
        for sheet in book
    }


def test_each_sheet_says_what_the_records_say(dossier):
    told = sheets(dossier, "Năm thi đua.xlsx")

    assert told["Đơn vị thành viên"][0] == [
        "Thanh tra Bộ Tư pháp",
        "ttbtp",
        "Khối trưởng",
        "Nguyễn Hồng Diện",
        "Chánh Thanh tra",
    ]
    assert len(told["Đơn vị thành viên"]) == 7
    assert told["Nội dung, chỉ tiêu"][1] == [
        "Chỉ tiêu chung",
        "T1",
        "Hoàn thành kế hoạch thanh tra được phê duyệt",
        "100%",
    ]
    assert told["Thời hạn"][0][0] == "Đăng ký thi đua"
    assert [row[:2] for row in told["Bản đăng ký"] if row[1] != "Chưa gửi"] == [["Thanh tra Bộ Nội vụ", "Đã tiếp nhận"]]
    assert [row[1:6] for row in told["Chữ ký giao ước"] if row[4] == "Đã ký"] == [
        ["Thanh tra Bộ Nội vụ", "Hoàng Ngọc Ân", "Chánh Thanh tra", "Đã ký", "Ký giấy"],
    ]
    assert [row for row in told["Đại biểu"] if row[-1]] == [
        ["Lê Thị Thủy", "Vụ trưởng", None, "Chứng kiến", "Chưa trả lời", "Có mặt"],
        ["Hoàng Ngọc Ân", None, None, "Dự", "Chưa trả lời", "Vắng mặt"],
    ]
    assert told["Chương trình"][0][2]
    assert "Danh hiệu" in sheets(dossier, "Tổng hợp đăng ký.xlsx")


def test_a_year_without_anything_has_an_archive_too(cast, load):
    content, _ = packed(cast.year)

    assert set(json.loads(files_of(content)[RECORDS_FILE])["files"]) == set()
    assert "I. Dữ liệu (thư mục" in read(files_of(content)[INDEX])
    empty_system()
    assert load(content).memberships.count() == 7


def test_a_registration_on_paper_is_a_line_without_file(cast):
    cast.registration(
        "ttbnv", status="accepted", submitted_at=clock.now(), paper_received_on=clock.today(), paper_number="7/BM"
    )
    files = files_of(packed(cast.year)[0])

    assert [name for name in files if name.startswith("4 ")] == []
    assert "(nộp" in read(files[INDEX])
    assert "7/BM" in read(files[INDEX])


def test_a_file_that_had_a_virus_is_gone_and_so_is_its_row(year, load):
    infected = Covenant.objects.get().scan
    infected.held_since = clock.now()
    infected.save()
    infected.condemn("Eicar-Test-Signature")
    condemned = Registration.objects.get(membership__unit__slug="ttbnv").scans.get(revision__number=1).file
    StoredFile.objects.filter(pk=condemned.pk).update(held_since=clock.now(), threat="Eicar-Test-Signature")
    content, _ = packed(year)
    rows = json.loads(files_of(content)[RECORDS_FILE])["rows"]

    assert (rows["pledges.Covenant"][0]["scan"], rows["pledges.Scan"]) == (None, [])
    empty_system()
    load(content)
    assert (Covenant.objects.get().scan, Original.objects.get(number=1).scan) == (None, None)


def test_the_antivirus_is_asked_of_each_file_that_comes_back(year, load, settings, tmp_path):
    Covenant.objects.update(scan=StoredFile.keep(a_pdf(1, "sach") + EICAR, "application/pdf"))
    content, _ = packed(year)
    empty_system()
    settings.MEDIA_ROOT.mkdir()
    settings.CLAMD = str(tmp_path / "clamd")

    with clamd(settings.CLAMD), pytest.raises(CommandError, match="có vi-rút"):
        load(content)

    assert not StoredFile.objects.exists()
    assert [file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()] == []


def test_a_zip_packed_again_by_other_tools_is_still_the_same(dossier, load):
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in reversed(files_of(dossier).items()):
            archive.writestr(name, held)

    assert packed(load(again.getvalue()))[0] == dossier
