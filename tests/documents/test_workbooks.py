"""A workbook from outside is judged by what is in it; each that is refused is refused in its own words."""

import io
import os
import struct
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection

from documents.uploads import MEGABYTE
from documents.workbooks import judged_workbook
from tests.documents.hostile import (
    RELATIONS,
    SHEET,
    TYPES,
    good,
    linked,
    packed,
    parts_of,
    replaced,
    uploaded,
    with_parts,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
DTD = '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet'
BLANK = b"<a>" + b" " * MEGABYTE + b"</a>"


def noise(size):
    return b"<a>" + os.urandom(size // 2).hex().encode() + b"</a>"


def bomb():
    """A small file that says of itself that it swells."""
    return with_parts(**{f"xl/bom{place}.xml": BLANK for place in range(40)})


def swelling():
    """Within 20 MB, yet packed much more than people pack."""
    return with_parts(**{f"xl/bom{place}.xml": BLANK for place in range(10)})


def lying():
    """The directory promises less than the part holds."""
    content = bytearray(swelling())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(signature)
        while at != -1:
            if struct.unpack_from("<I", content, at + offset)[0] > MEGABYTE:
                struct.pack_into("<I", content, at + offset, 5000)
            at = content.find(signature, at + 4)
    return bytes(content)


def locked():
    """Only the mark of a password in the directory: the reader must not even try."""
    content = bytearray(good())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def far_out(row, column):
    book = Workbook()
    book.active.cell(row, column, "ở xa")
    return saved(book)


def crowded():
    """Two sheets, each of them within the limit."""
    cells = b'<worksheet xmlns="http://x"><sheetData><row r="1">' + b"<c/>" * 20_000 + b"</row></sheetData></worksheet>"
    return with_parts(**{SHEET: cells, "xl/worksheets/sheet2.xml": cells, "xl/media/anh.png": os.urandom(20_000)})


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def utf16(part):
    text = parts_of()[part].decode().replace("<worksheet", DTD, 1)
    return with_parts(**{part: b"\xff\xfe" + text.encode("utf-16-le")})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "Tệp bung ra 40 MB, nhiều nhất là 20 MB."),
        (swelling, "Tệp nén quá 100 lần, giống tệp cố ý làm đầy máy."),
        (lying, "Tệp bị hỏng hoặc tải lên chưa hết nên không đọc được."),
        (lambda: with_parts(**{f"xl/p{n}.xml": b"<a/>" for n in range(10_000)}), "phần bên trong, nhiều nhất là 200."),
        (lambda: with_parts(**{"xl/vbaProject.bin": b"macro"}), "Tệp Excel chứa mã macro nên không được nhận."),
        (
            lambda: replaced(
                TYPES, "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
            ),
            "Tệp Excel chứa mã macro nên không được nhận.",
        ),
        (
            lambda: with_parts(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}),
            "Tệp Excel chứa liên kết tới tệp khác nên không được nhận.",
        ),
        (lambda: linked("attachedTemplate", "file://may/mau.xlt"), "Tệp Excel chứa liên kết tới tệp khác nên"),
        (lambda: with_parts(**{"xl/embeddings/oleObject1.bin": b"x"}), "Tệp Excel chứa đối tượng nhúng (OLE) nên"),
        (lambda: with_parts(**{"xl/connections.xml": b"<a/>"}), "Tệp Excel chứa kết nối lấy dữ liệu từ ngoài nên"),
        (lambda: replaced(SHEET, "<worksheet", DTD), "Tệp Excel chứa khai báo DTD"),
        (lambda: utf16(SHEET), "Tệp Excel chứa khai báo DTD"),
        (lambda: with_parts(**{"xl/lạ.xml": "<a/>".encode("cp037")}), "Tệp bị hỏng hoặc tải lên chưa hết"),
        (lambda: with_parts(**{"../../etc/tep.xml": b"<a/>"}), "Tệp bị hỏng hoặc tải lên chưa hết"),
        (locked, "Tệp có mật khẩu. Anh/chị bỏ mật khẩu rồi tải lên."),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp Excel có mật khẩu."),
        (lambda: OLE, "Tệp là Excel kiểu cũ (.xls)."),
        (lambda: with_parts(**{"xl/workbook.bin": b"x"}), "Tệp là Excel kiểu nhị phân (.xlsb)."),
        (
            lambda: b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
            "Tệp là trang web (HTML, XML) đổi tên",
        ),
        (lambda: b"%PDF-1.7", "Tệp không phải là tệp Excel (.xlsx)."),
        (lambda: "Nội dung;Kế hoạch\n".encode(), "Tệp không phải là tệp Excel (.xlsx)."),
        (lambda: packed({"word/document.xml": b"<a/>"}), "Tệp không phải là tệp Excel (.xlsx)."),
        (lambda: good()[:2000], "Tệp bị hỏng hoặc tải lên chưa hết nên không đọc được."),
        (lambda: good()[:-1000] + bytes(1000), "Tệp bị hỏng hoặc tải lên chưa hết nên không đọc được."),
        (lambda: far_out(3000, 1), "Tệp có sheet ghi tới dòng 3000, nhiều nhất là dòng 2000."),
        (lambda: far_out(1, 101), "Tệp có sheet ghi quá cột thứ 100."),
        (lambda: far_out(1, 16_384), "Tệp có sheet ghi quá cột thứ 100."),
        (crowded, "Tệp có hơn 30000 ô."),
        (lambda: noise(6 * MEGABYTE), "Tệp nặng 6,1 MB, nhiều nhất là 5 MB."),
        (lambda: b"", "Tệp không có nội dung."),
    ],
)
def test_each_is_refused_in_its_own_words(make, said):
    with pytest.raises(ValidationError) as refused:
        judged_workbook(uploaded(make()))

    (message,) = refused.value.messages
    assert said in message
    assert "Anh/chị" in message


def test_a_plain_one_is_taken_byte_for_byte():
    assert judged_workbook(uploaded(good())) == good()


def test_an_address_that_excel_made_a_link_of_does_no_harm():
    content = linked("hyperlink", "mailto:vanthu@example.vn")

    assert judged_workbook(uploaded(content)) == content


def test_what_excel_writes_of_itself_is_taken():
    book = Workbook()
    book.active["A1"].protection = Protection(locked=False)
    book.active.protection.sheet = True
    book.active.merge_cells("A1:C3")
    book.create_sheet("Ẩn").sheet_state = "veryHidden"

    assert load_workbook(io.BytesIO(judged_workbook(uploaded(saved(book))))).sheetnames == ["Sheet", "Ẩn"]


def test_the_reader_of_workbooks_refuses_entities_by_itself():
    assert openpyxl.DEFUSEDXML


def test_relations_are_where_the_tests_look_for_them():
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        assert {TYPES, RELATIONS, SHEET} <= set(archive.namelist())
