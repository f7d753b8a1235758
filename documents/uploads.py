"""Judging what somebody sends, by its content: first what holds for every file, then what its kind must be.

A PDF is only read, never run, repaired or written anew: a signed one must stay as it is. A photo is always made anew.
"""

import io
import math
import re
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError

from documents import active_content, antivirus, pdf_text, pictures, secrecy
from documents.downloads import PDF
from documents.models import StoredFile

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_PHOTOS = 20
SCAN_AGAIN = "Anh/chị quét lại văn bản thành PDF rồi tải lên."
COARSER = "Anh/chị quét lại ở độ phân giải thấp hơn."


@dataclass(frozen=True)
class Judged:
    """A file that may be kept. One that the antivirus could not decide on is kept and not served."""

    content: bytes
    content_type: str
    is_checked: bool

    def keep(self) -> StoredFile:
        return StoredFile.keep(self.content, self.content_type, is_checked=self.is_checked)


def received(upload, most_bytes: int = MOST_BYTES, how_smaller: str = "Anh/chị gửi tệp nhỏ hơn.") -> bytes:
    """The bytes of an uploaded file that is read at once and not kept, after what is asked of every file.

    Raises ValidationError with the reason, for the user.
    """
    content, is_checked = _arrived(upload, most_bytes, how_smaller)
    if not is_checked:
        raise ValidationError("Chương trình chưa kiểm tra được tệp có vi-rút không. Anh/chị thử lại sau ít phút.")
    return content


def _arrived(upload, most_bytes=MOST_BYTES, how_smaller=COARSER):
    """The bytes, and whether the antivirus has decided that they are clean."""
    if upload.size > most_bytes:
        raise ValidationError(
            f"Tệp nặng {_megabytes(upload.size)} MB, nhiều nhất là {_megabytes(most_bytes)} MB. {how_smaller}"
        )
    if getattr(upload, "is_cut", False):  # documents.streaming kept no more
        raise ValidationError(f"Các tệp gửi cùng lúc nặng hơn {_megabytes(MOST_BYTES)} MB. {how_smaller}")
    if not upload.size:
        raise ValidationError("Tệp không có nội dung. Anh/chị kiểm tra lại tệp rồi tải lên.")
    if mark := secrecy.name_is_secret(upload.name):
        raise ValidationError(secrecy.notice(mark, "Tên tệp"))
    upload.seek(0)
    content = upload.read()
    verdict = antivirus.verdict(content)
    if verdict.threat:
        raise ValidationError(
            f"Tệp có vi-rút ({verdict.threat}) nên không được nhận. Anh/chị quét vi-rút máy tính đang dùng, rồi tạo "
            "lại tệp."
        )
    return content, verdict.is_decided


def _megabytes(size):
    """Rounded up to a tenth, so that what is too much never looks like enough."""
    return f"{math.ceil(size * 10 / MEGABYTE) / 10:g}".replace(".", ",")


def judged_pdf(upload) -> Judged:
    """An uploaded file that is a plain PDF. Raises ValidationError with the reason, for the user."""
    content, is_checked = _arrived(upload)
    if not content.startswith(b"%PDF-"):
        raise ValidationError("Tệp không phải là PDF. Anh/chị chọn tệp PDF của bản quét.")
    _refuse_what_acts(content)
    return Judged(content, PDF, is_checked)


def judged_scan(uploads: list) -> Judged:
    """A scan: one plain PDF, or photos of its pages, which become one PDF in the order of their names."""
    if len(uploads) > MOST_PHOTOS:
        raise ValidationError(f"Anh/chị chọn {len(uploads)} tệp, nhiều nhất là {MOST_PHOTOS} ảnh. {SCAN_AGAIN}")
    arrived = [_arrived(upload) for upload in sorted(uploads, key=_in_order)]
    contents, is_checked = [content for content, _ in arrived], all(is_checked for _, is_checked in arrived)
    if not any(content.startswith(b"%PDF-") for content in contents):
        return Judged(_pages_of(contents, uploads), PDF, is_checked)
    if len(contents) > 1:
        raise ValidationError("Anh/chị gửi một tệp PDF, hoặc một hay nhiều ảnh; không gửi lẫn PDF với tệp khác.")
    _refuse_what_acts(contents[0])
    return Judged(contents[0], PDF, is_checked)


def _pages_of(contents, uploads):
    try:
        return pictures.pages(contents)
    except ValidationError as refused:
        if any(upload.name.lower().endswith(".pdf") for upload in uploads):
            said = "Tệp mang đuôi .pdf nhưng không phải là PDF. Anh/chị chọn tệp PDF hoặc ảnh của bản quét."
            raise ValidationError(said) from refused
        raise


def _in_order(upload):
    """Names as people count them: "trang 2" before "trang 10"."""
    parts = re.split(r"(\d+)", upload.name.lower())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _refuse_what_acts(content):
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            danger = active_content.found_in(opened)
            is_readable = not danger and active_content.has_fonts(opened)
        texts = pdf_text.first_pages(content) if is_readable else []
    except pikepdf.PasswordError as locked:
        raise ValidationError("Tệp PDF có mật khẩu. Anh/chị bỏ mật khẩu rồi tải lên.") from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as broken:
        raise ValidationError(f"Tệp PDF bị hỏng nên không đọc được. {SCAN_AGAIN}") from broken
    if danger:
        raise ValidationError(f"Tệp PDF chứa {danger} nên không được nhận. {SCAN_AGAIN}")
    for number, text in enumerate(texts, start=1):
        if mark := secrecy.names_itself_secret(text):
            raise ValidationError(secrecy.notice(mark, f"Trang {number} của tệp"))
