"""Judging what somebody sends: first what holds for every file, then whether a PDF is one and cannot act.

A file is only read, never run, repaired or written anew: a signed one must stay as it is.
"""

import io
import math

import pikepdf
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, Object, Stream
from pikepdf.settings import set_qpdf_limits

from documents import secrecy

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_OBJECTS = 200_000

# What a small file may swell to while it is read.
set_qpdf_limits(
    flate_max_memory=100 * MEGABYTE,
    png_max_memory=100 * MEGABYTE,
    run_length_max_memory=100 * MEGABYTE,
    tiff_max_memory=100 * MEGABYTE,
    doc_max_warnings=100,
)

KEYS = {
    "/JS": "mã JavaScript",
    "/JavaScript": "mã JavaScript",
    "/Launch": "lệnh mở chương trình khác",
    "/EmbeddedFiles": "tệp đính kèm bên trong",
    "/EF": "tệp đính kèm bên trong",
    "/XFA": "biểu mẫu XFA",
    "/RichMedia": "nội dung đa phương tiện",
}
ACTIONS = {
    "/JavaScript": "mã JavaScript",
    "/Launch": "lệnh mở chương trình khác",
    "/GoToE": "tệp đính kèm bên trong",
    "/SubmitForm": "lệnh gửi dữ liệu ra ngoài",
    "/ImportData": "lệnh nhập dữ liệu từ ngoài",
    "/Rendition": "nội dung đa phương tiện",
    "/RichMediaExecute": "nội dung đa phương tiện",
}
SCAN_AGAIN = "Anh/chị quét lại văn bản thành PDF rồi tải lên."


def received(upload, most_bytes: int = MOST_BYTES, how_smaller: str = "Anh/chị gửi tệp nhỏ hơn.") -> bytes:
    """The bytes of an uploaded file of any kind, after what is asked of every file.

    Every judge of a kind of file begins here. Raises ValidationError with the reason, for the user.
    """
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
    return upload.read()


def _megabytes(size):
    """Rounded up to a tenth, so that what is too much never looks like enough."""
    return f"{math.ceil(size * 10 / MEGABYTE) / 10:g}".replace(".", ",")


def judged_pdf(upload) -> bytes:
    """The bytes of an uploaded file that is a plain PDF.

    Raises ValidationError with the reason, for the user.
    """
    content = received(upload, how_smaller="Anh/chị quét lại ở độ phân giải thấp hơn.")
    if not content.startswith(b"%PDF-"):
        raise ValidationError("Tệp không phải là PDF. Anh/chị chọn tệp PDF của bản quét.")
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            if danger := active_content(opened):
                raise ValidationError(f"Tệp PDF chứa {danger} nên không được nhận. {SCAN_AGAIN}")
    except pikepdf.PasswordError as locked:
        raise ValidationError("Tệp PDF có mật khẩu. Anh/chị bỏ mật khẩu rồi tải lên.") from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as broken:
        raise ValidationError(f"Tệp PDF bị hỏng nên không đọc được. {SCAN_AGAIN}") from broken
    return content


def active_content(opened: pikepdf.Pdf) -> str:
    """What in the document could act or hide something, in words; "" for plain pages."""
    if opened.is_encrypted:
        return "mã hóa"
    if not len(opened.pages):
        raise ValueError("no pages")
    if len(opened.objects) > MOST_OBJECTS:
        return "quá nhiều đối tượng"
    for part in opened.objects:
        if danger := _danger_below(part):
            return danger
    return ""


def _danger_below(part: Object) -> str:
    """Looks through one indirect object and all that is written inside it."""
    waiting = [part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Array):
            waiting += [child for child in here if _is_inside(child)]
        elif isinstance(here, Dictionary | Stream):
            found = dict(here.stream_dict.items()) if isinstance(here, Stream) else dict(here.items())
            if danger := _danger_in(found):
                return danger
            waiting += [child for child in found.values() if _is_inside(child)]
    return ""


def _danger_in(entries: dict) -> str:
    for key in entries:
        if key in KEYS:
            return KEYS[key]
    action = entries.get("/S")
    return ACTIONS.get(str(action), "") if isinstance(action, Name) else ""


def _is_inside(child) -> bool:
    """Whether the child is written in place; the others are indirect objects and have their own turn."""
    return isinstance(child, Array | Dictionary | Stream) and not child.is_indirect
