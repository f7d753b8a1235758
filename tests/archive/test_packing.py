"""Names that every machine takes, and bytes that depend on nothing but the content."""

import io
import tracemalloc
import unicodedata
import zipfile
from datetime import date

import pytest
import time_machine

from archive import kiem_tra
from archive.packing import Package, steady
from documents import sheets
from documents.description import Column, Table
from documents.downloads import file_name

LONG = "Cụm thi đua số 1 các tỉnh trung du, miền núi phía Bắc giao ước"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("001 Quy chế hoạt động", "001 Quy chế hoạt động.pdf"),
        ('001 01/QC-KTĐ: "Đoàn kết" <mới>?', "001 01-QC-KTĐ- -Đoàn kết- -mới.pdf"),
        ("002 Kết luận. . .", "002 Kết luận.pdf"),
        ("003 a\\b\x00c\nd|e*f", "003 a-b-c-d-e-f.pdf"),
        ("004  hai   khoảng trắng ", "004 hai khoảng trắng.pdf"),
        (unicodedata.normalize("NFD", "005 Ủy ban nhân dân tỉnh"), "005 Ủy ban nhân dân tỉnh.pdf"),
        ("007 2,5% chỉ tiêu & 100%", "007 2,5% chỉ tiêu & 100%.pdf"),
        ("008 Văn bản.pdf", "008 Văn bản.pdf.pdf"),
        ("006 " + "đ" * 200, "006 " + "đ" * 86 + ".pdf"),
        (f"003 GIAO ƯỚC {LONG}, các tỉnh Đông Bắc, năm 2027", f"003 GIAO ƯỚC {LONG} … năm 2027.pdf"),
        (f"003 GIAO ƯỚC {LONG} năm 2027 (đã ký số) ", f"003 GIAO ƯỚC {LONG[:-9]} … năm 2027 (đã ký số).pdf"),
        (f"004 Ảnh {LONG} trong ngày hội (bản nhỏ)", f"004 Ảnh {LONG} trong … (bản nhỏ).pdf"),
        (f"005 Ảnh {LONG} trong ngày hội lớn nhất", f"005 Ảnh {LONG} trong ngày hội ….pdf"),
    ],
)
def test_a_file_name_is_one_that_windows_takes(text, name):
    assert file_name(text, ".pdf") == name


def packed(**files):
    out = io.BytesIO()
    package = Package(out)
    for name, content in files.items():
        package.add(name, [content[:2], content[2:]], len(content))
    return package.close(), out.getvalue()


def test_the_hour_leaves_no_trace():
    with time_machine.travel("2027-02-25 02:00:00"):
        first = packed(a=b"xin", b="chào".encode())
    with time_machine.travel("2031-07-01 11:00:00"):
        assert packed(a=b"xin", b="chào".encode()) == first


def test_the_manifest_is_sorted_and_its_own_hash_is_told():
    digest, content = packed(b=b"2222", a=b"1111")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = archive.read(kiem_tra.MANIFEST).decode().splitlines()
        findings = kiem_tra.check_zip(archive)
    assert [line[64:] for line in lines] == ["  a", "  b"]
    assert (findings.manifest_sha256, findings.count, findings.is_unchanged) == (digest, 2, True)


def test_a_workbook_says_nothing_of_when_it_was_written():
    table = {"Bảng": Table((Column("Ngày", 1),), ((date(2027, 3, 15),),))}
    with time_machine.travel("2027-02-25 02:00:00"):
        first = steady(sheets.workbook(table, title="Năm"))
    with time_machine.travel("2031-07-01 11:00:00"):
        again = sheets.workbook(table, title="Năm")

    assert again != first
    assert steady(again) == first


def test_what_is_large_goes_in_piece_by_piece(tmp_path):
    pieces = (bytes([number]) * 1024**2 for number in range(64))
    tracemalloc.start()
    with (tmp_path / "a.zip").open("wb") as file:
        package = Package(file)
        package.add("lớn.bin", pieces, 64 * 1024**2)
        package.close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * 1024**2
    assert kiem_tra.check_path(str(tmp_path / "a.zip")).is_unchanged
