"""What inside a PDF could act, hide something or swell: looked for in every object, wherever it is written."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream
from pikepdf.settings import set_qpdf_limits

MEGABYTE = 1024 * 1024
MOST_OBJECTS = 200_000
MOST_PAGES = 500
# A3 in colour at 600 dpi; a reader makes room for what a picture says of itself.
MOST_PIXELS = 100_000_000
MOST_UNPACKED = 100 * MEGABYTE
MOST_UNPACKED_IN_ALL = 200 * MEGABYTE

# What a small file may swell to while it is read.
set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    doc_max_warnings=100,
)

SCRIPT = "mã JavaScript"
PROGRAM = "lệnh mở chương trình khác"
ATTACHMENT = "tệp đính kèm bên trong"
MEDIA = "nội dung đa phương tiện"
ELSEWHERE = "liên kết tới tệp bên ngoài"
BOMB = "nội dung phình quá lớn khi mở"

KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/Launch": PROGRAM,
    "/EmbeddedFiles": ATTACHMENT,
    "/EF": ATTACHMENT,
    "/Collection": ATTACHMENT,
    "/XFA": "biểu mẫu XFA",
    "/RichMedia": MEDIA,
}
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": PROGRAM,
    "/GoToE": ATTACHMENT,
    "/GoToR": ELSEWHERE,
    "/SubmitForm": "lệnh gửi dữ liệu ra ngoài",
    "/ImportData": "lệnh nhập dữ liệu từ ngoài",
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMediaExecute": MEDIA,
}
UNPACKED = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
PLAIN = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85"}


def found_in(opened: pikepdf.Pdf) -> str:
    """What in the document could act, hide something or swell, in words; "" for plain pages.

    Raises ValueError for a document without pages, pikepdf's errors for one that cannot be read.
    """
    if opened.is_encrypted:
        return "mã hóa"
    if len(opened.objects) > MOST_OBJECTS:
        return "quá nhiều đối tượng"
    if not (pages := len(opened.pages)):
        raise ValueError("no pages")
    if pages > MOST_PAGES:
        return f"{pages} trang (nhiều nhất là {MOST_PAGES})"
    room = MOST_UNPACKED_IN_ALL
    for part in [opened.trailer, *opened.objects]:
        if danger := _danger_below(part):
            return danger
        if isinstance(part, Stream):
            room -= _unpacked_size(part)
        if room < 0:
            return BOMB
    return ""


def has_fonts(opened: pikepdf.Pdf) -> bool:
    """Whether the document can hold text: a scan of a paper holds pictures only."""
    return any(isinstance(part, Dictionary) and part.get("/Type") == Name.Font for part in opened.objects)


def _danger_below(part: Object) -> str:
    """Looks through one indirect object and all that is written inside it."""
    waiting = [part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Array):
            waiting += [child for child in here if _is_inside(child)]
        elif isinstance(here, Dictionary | Stream):
            entries = here.stream_dict if isinstance(here, Stream) else here
            found = dict(entries.items())
            if danger := _danger_in(found) or (isinstance(here, Stream) and _danger_of_stream(found)):
                return danger
            waiting += [child for child in found.values() if _is_inside(child)]
    return ""


def _danger_in(entries: dict) -> str:
    for key in entries:
        if key in KEYS:
            return KEYS[key]
    action = entries.get("/S")
    return ACTIONS.get(str(action), "") if isinstance(action, Name) else ""


def _danger_of_stream(entries: dict) -> str:
    if "/F" in entries:  # its bytes stand in another file
        return ELSEWHERE
    width, height = entries.get("/Width", 0), entries.get("/Height", 0)
    is_number = isinstance(width, int) and isinstance(height, int)
    return BOMB if is_number and width * height > MOST_PIXELS else ""


def _unpacked_size(stream: Stream) -> int:
    """Of what any reader unpacks whole: drawing instructions, fonts, tables. Pictures answer for their own size."""
    if stream.get("/Subtype") == Name.Image or not _is_packed(stream):
        return 0
    try:
        return len(stream.read_bytes())
    except pikepdf.DataDecodingError:
        return MOST_UNPACKED_IN_ALL + 1


def _is_packed(stream):
    filters = stream.get("/Filter")
    names = {str(name) for name in (filters if isinstance(filters, Array) else [filters])}
    return bool(names & UNPACKED) and names <= UNPACKED | PLAIN


def _is_inside(child) -> bool:
    """Whether the child is written in place; the others are indirect objects and have their own turn."""
    return isinstance(child, Array | Dictionary | Stream) and not child.is_indirect
