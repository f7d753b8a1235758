"""Judging a workbook that somebody sends: a plain .xlsx, small once unpacked, with nothing in it that could act.

Its central directory is read first, then each part in memory; nothing is unpacked to a disk, and no program of the
office kind opens it. What is read of it afterwards is ``documents.entry_reading``'s.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from django.core.exceptions import ValidationError
from openpyxl.utils import column_index_from_string

from documents.uploads import MEGABYTE, received

MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 20 * MEGABYTE
MOST_PARTS = 200
MOST_RATIO = 100
MOST_ROWS = 2000  # down a sheet, blank ones included
MOST_COLUMNS = 100
MOST_CELLS = 30_000  # that all sheets together write down; reading takes about 1 s for as many

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what both the old .xls and a workbook with a password are kept in
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AGAIN = "Anh/chị mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (.xlsx), rồi tải tệp mới lên."
TAKE_OUT = "Anh/chị điền vào biểu mẫu tải từ chương trình rồi tải lên."
TOO_MUCH = "Anh/chị chép nội dung sang biểu mẫu mới tải từ chương trình rồi tải lên."

# Folders and files inside the workbook that have no place in one that is filled in.
FOREIGN_PARTS = {
    r"vbaProject|vbaData|macrosheets/|dialogsheets/": "mã macro",
    r"externalLinks/": "liên kết tới tệp khác",
    r"embeddings/|activeX/|oleObject": "đối tượng nhúng (OLE)",
    r"connections\.xml$|queryTables/|xl/model/|customData/": "kết nối lấy dữ liệu từ ngoài",
}
# The same, as the workbook declares it, whatever its parts are called.
FOREIGN_TYPES = {
    rb"macroEnabled|vbaProject|macrosheet": "mã macro",
    rb"spreadsheetml\.externalLink": "liên kết tới tệp khác",
    rb"oleObject|activeX": "đối tượng nhúng (OLE)",
}
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br=[\"'](\d{1,12})[\"'])?")
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?:[^>]*?\br=[\"']([A-Za-z]{1,9})\d)?")


def judged_workbook(upload) -> bytes:
    """The bytes of an uploaded file that is a plain workbook.

    Raises ValidationError with the reason, for the user.
    """
    content = received(upload, MOST_BYTES, "Anh/chị bỏ hình ảnh và các sheet khác rồi tải lên.")
    _refuse_other_kinds(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_directory(archive.infolist())
            _judge_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, OSError) as broken:
        raise _refused("Tệp bị hỏng hoặc tải lên chưa hết nên không đọc được.", SAVE_AGAIN) from broken
    return content


def _refused(reason: str, what_to_do: str) -> ValidationError:
    return ValidationError(f"{reason} {what_to_do}")


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise _refused("Tệp Excel có mật khẩu.", "Anh/chị bỏ mật khẩu rồi tải lên.")
        raise _refused("Tệp là Excel kiểu cũ (.xls).", SAVE_AGAIN)
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<"):
        raise _refused("Tệp là trang web (HTML, XML) đổi tên, không phải tệp Excel.", SAVE_AGAIN)
    if not content.startswith(b"PK"):
        raise _refused("Tệp không phải là tệp Excel (.xlsx).", TAKE_OUT)


def _judge_directory(parts: list[zipfile.ZipInfo]) -> None:
    """By what the central directory says, before anything is unpacked."""
    if len(parts) > MOST_PARTS:
        raise _refused(f"Tệp có {len(parts)} phần bên trong, nhiều nhất là {MOST_PARTS}.", TOO_MUCH)
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise _refused(f"Tệp bung ra {unpacked // MEGABYTE} MB, nhiều nhất là 20 MB.", TOO_MUCH)
    if unpacked > MOST_RATIO * packed:
        raise _refused(f"Tệp nén quá {MOST_RATIO} lần, giống tệp cố ý làm đầy máy.", TOO_MUCH)
    names = [part.filename for part in parts]
    if "xl/workbook.bin" in names:
        raise _refused("Tệp là Excel kiểu nhị phân (.xlsb).", SAVE_AGAIN)
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise _refused("Tệp không phải là tệp Excel (.xlsx).", TAKE_OUT)
    if any(part.flag_bits & 1 for part in parts):
        raise _refused("Tệp có mật khẩu.", "Anh/chị bỏ mật khẩu rồi tải lên.")
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name for name in names):
        raise zipfile.BadZipFile("two parts of one name, or a name that leads out")
    for pattern, what in FOREIGN_PARTS.items():
        if any(re.search(pattern, name, re.IGNORECASE) for name in names):
            raise _refused(f"Tệp Excel chứa {what} nên không được nhận.", TAKE_OUT)


def _judge_parts(archive: zipfile.ZipFile) -> None:
    """By what stands in the parts; each gives at most the size that the directory has promised."""
    cells = 0
    for part in archive.infolist():
        content = archive.read(part)
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        content = content.replace(b"\0", b"")  # UTF-16 as well
        _judge_xml(part.filename, content)
        if "worksheets/" in part.filename and part.filename.endswith(".xml"):
            cells += _judge_sheet(content)
        if cells > MOST_CELLS:
            raise _refused(f"Tệp có hơn {MOST_CELLS} ô.", TOO_MUCH)


def _judge_xml(name: str, content: bytes) -> None:
    if not content.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").startswith(b"<"):
        raise zipfile.BadZipFile(f"{name} is no XML")
    if re.search(rb"<!(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise _refused("Tệp Excel chứa khai báo DTD, Excel không bao giờ viết như vậy, nên không được nhận.", TAKE_OUT)
    if name == "[Content_Types].xml":
        for pattern, what in FOREIGN_TYPES.items():
            if re.search(pattern, content, re.IGNORECASE):
                raise _refused(f"Tệp Excel chứa {what} nên không được nhận.", TAKE_OUT)
    if name.endswith(".rels") and any(map(_leads_out, RELATION.findall(content))):
        raise _refused("Tệp Excel chứa liên kết tới tệp khác nên không được nhận.", TAKE_OUT)


def _leads_out(relation: bytes) -> bool:
    """To another file; an address that Excel made a link of while it was typed is only text here."""
    return re.search(rb"TargetMode\s*=\s*[\"']External", relation) is not None and b"/hyperlink" not in relation


def _judge_sheet(content: bytes) -> int:
    """By the places that its rows and cells name; what names none follows the one before. How many cells."""
    numbers, letters = ROW.findall(content), CELL.findall(content)
    lowest = max(len(numbers), *(int(number or 0) for number in numbers), 0)
    if lowest > MOST_ROWS:
        reason = f"Tệp có sheet ghi tới dòng {lowest}, nhiều nhất là dòng {MOST_ROWS}."
        raise _refused(reason, "Anh/chị xóa các dòng thừa ở cuối sheet rồi tải lên.")
    if any(
        len(letter) > 2 or (letter and column_index_from_string(letter.decode()) > MOST_COLUMNS)
        for letter in set(letters)
    ):
        reason = f"Tệp có sheet ghi quá cột thứ {MOST_COLUMNS}."
        raise _refused(reason, "Anh/chị xóa các cột thừa ở bên phải rồi tải lên.")
    return len(letters)
