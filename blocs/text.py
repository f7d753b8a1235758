"""Vietnamese text as records keep it: NFC, a key to search by and a key to sort by."""

import re
import unicodedata
from collections.abc import Collection

# The alphabet and the order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """``text`` in NFC without NUL bytes, which PostgreSQL cannot keep."""
    return unicodedata.normalize("NFC", text).replace("\x00", "")


def as_seen(text: str) -> str:
    """Without what nobody sees: spaces at the ends of lines and twice in a row, empty lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in nfc(text).splitlines())))


def search_key(text: str) -> str:
    """``text`` as it is searched: lower case, no marks, đ as d, single spaces.

    "Tư pháp", "TƯ PHÁP" and "tu phap" have the same key, composed or decomposed.
    """
    plain = unicodedata.normalize("NFD", text).lower().replace("đ", "d")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def first_free(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with "-2", "-3" … behind it where it is ``taken``."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def slug(text: str) -> str:
    """``text`` for an address or a file name: "Đăng ký" → "dang-ky"."""
    return search_key(text).replace(" ", "-")


def sort_key(text: str) -> str:
    """A hexadecimal key that sorts as the Vietnamese alphabet does, in any database's collation.

    Letters first (Dũng < Duy < Đức), then tones (Ha < Hà < Hả < Hã < Há < Hạ).
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text).lower():
        letter, tone = _letter_and_tone(char)
        letters.append(f"{_rank(letter):02x}")
        tones.append(f"{tone:x}")
    return "".join(letters) + "00" + "".join(tones)


def name_sort_key(full_name: str) -> str:
    """People sort by given name (the last word), then family name, then the middle names."""
    words = full_name.split()
    if len(words) < 2:
        return sort_key(full_name)
    return sort_key(" ".join([words[-1], words[0], *words[1:-1]]))


def _letter_and_tone(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    marks = "".join(m for m in parts[1:] if m in LETTER_MARKS)
    tone = next((TONES.index(m) for m in parts[1:] if m in TONES), 0)
    return unicodedata.normalize("NFC", parts[0] + marks), tone


def _rank(letter: str) -> int:
    """1 for what is neither digit nor letter, then digits, then the alphabet; at most 0xff."""
    if letter in ALPHABET:
        return 0x20 + ALPHABET.index(letter)
    return 0x10 + int(letter) if letter in "0123456789" else 0x01
