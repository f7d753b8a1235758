"""Files that name themselves state secrets: refused before anything of them is kept.

The law allows secrets on independent networks only (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15). What a file says
of itself is no proof of what is in it; this catches the honest mistake, the banner on every form says the rest.
"""

import re
from pathlib import PurePath

from blocs.text import nfc

LAW = (
    "Theo Luật Bảo vệ bí mật nhà nước số 117/2025/QH15, tài liệu bí mật nhà nước chỉ được lưu giữ, gửi qua mạng độc "
    "lập. Tệp chưa được lưu. Anh/chị nộp bản giấy theo đường văn thư."
)

MARKS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
LABEL = re.compile(r"^(?:ĐỘ|DẤU CHỈ ĐỘ|MỨC ĐỘ) MẬT\s*:", re.IGNORECASE)
# Narrow columns break words: "BÍ / MẬT", "BẢO / MẬT" and "MẬT / ĐỘ" are no stamps.
BEFORE = ("BÍ", "BẢO", "CƠ")
AFTER = ("ĐỘ", "MÃ", "KHẨU", "THƯ", "VỤ", "ONG")


def names_itself_secret(text: str) -> str:
    """The mark ("MẬT", "TỐI MẬT", "TUYỆT MẬT") that stands alone on a line of ``text``; "" without one.

    Give a cell, or the text of a page: "bí mật", "Bảo mật" and "mật độ" in a sentence are no marks.
    """
    lines = [line.strip() for line in re.split(r"[\n\r\t\f]+| {3,}", nfc(text)) if line.strip()]
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        after = lines[place + 1] if place + 1 < len(lines) else ""
        if (mark := _alone(line)) and not (mark == "MẬT" and _is_broken_word(before, after)):
            return mark
    return ""


def _alone(line):
    """The mark that is all of the line, whatever frames it: "( MẬT )", "T Ố I  M Ậ T", "Độ mật: Mật"."""
    labelled = LABEL.match(line)
    rest = line[labelled.end() :].upper() if labelled else line
    return MARKS.get(re.sub(r"[\W_]+", "", rest), "")


def _is_broken_word(before, after):
    return before.endswith(BEFORE) or after.startswith(AFTER)


NAMED = [
    # In any letters where no other word is meant, in capitals where one could be.
    (re.compile(r"(?i:\btuyệt mật\b|\btuyet mat\b)"), "TUYỆT MẬT"),
    (re.compile(r"(?i:\btối mật\b)|\bTOI MAT\b"), "TỐI MẬT"),
    (re.compile(rf"(?<!BÍ )(?<!BẢO )(?<!CƠ )\bMẬT\b(?! (?:{'|'.join(AFTER)})\b)"), "MẬT"),
]
# Without marks "MAT" may be any of mặt, mất, mát: only where it can be nothing else.
BRACKETED = re.compile(r"^\W*MAT\W*$|[(\[]\s*MAT\s*[)\]]")


def name_is_secret(name: str) -> str:
    """The mark that a file's name bears as a word; "" without one."""
    stem = PurePath(nfc(name)).stem
    if BRACKETED.search(stem):
        return "MẬT"
    words = re.sub(r"[\W_]+", " ", stem)
    return next((mark for pattern, mark in NAMED if pattern.search(words)), "")


def notice(mark: str, where: str) -> str:
    """Why the file is refused; ``where`` it says so ("Tên tệp", "Trang 1 của tệp", "Sheet Chỉ tiêu, ô D7")."""
    return f"{where} ghi “{mark}” nên tệp không được nhận. {LAW}"
