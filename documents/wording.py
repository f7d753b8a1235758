"""How official papers write dates, numbers, outlines and marks (NĐ 30/2020/NĐ-CP, Phụ lục I and II)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."
DECIDES = "QUYẾT ĐỊNH:"
MOST_NAMED = 8  # units in one sentence

# The letters that name a điểm: the Vietnamese alphabet without its marked vowels, with đ.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# A line break is kept; every other control character would make the XML of PDF and Excel invalid.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """``text`` in NFC, without control characters."""
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text.replace("\r\n", "\n"))).strip()


def upper(text: str) -> str:
    """Capitals, safe for đ, ơ and ư whichever way they were typed."""
    return unicodedata.normalize("NFC", text).upper()


def long_date(day: date) -> str:
    """The form "ngày 05 tháng 01 năm 2026": days below 10 and months 1 and 2 take a zero, others do not."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def blank_date(year: int) -> str:
    """The same with room for day and month to be written by hand."""
    return f"ngày       tháng       năm {year}".replace(" " * 7, "\u00a0" * 7)


def place_and_date(place: str, dated: date | None, year: int) -> str:
    return f"{place}, {long_date(dated) if dated else blank_date(year)}"


def hour(moment: time | datetime) -> str:
    """The form "08 giờ 05 phút"."""
    return f"{moment:%H} giờ {moment:%M} phút"


def short_date(day: date) -> str:
    """The form "15/03/2017", for cells of tables."""
    return f"{day:%d/%m/%Y}"


def number(value: int | Decimal) -> str:
    """The form "1.000" or "95,5": dot between thousands, comma before decimals, no needless zeros."""
    return f"{Decimal(value).normalize():,f}".translate(str.maketrans(",.", ".,"))


def symbol(given: int | None, *groups: str) -> str:
    """Number and symbol: ``symbol(5, "BC", "KTĐ")`` is "05/BC-KTĐ"; room for the number while None."""
    return f"{f'{given:02}' if given is not None else '.....'}/{'-'.join(groups)}"


def roman(value: int) -> str:
    if value < 1:
        raise ValueError("Roman numerals start at 1.")
    figures = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        figures += letters * count
    return figures


def point(position: int) -> str:
    """The letter of the ``position``-th điểm, from 1: a … y, then aa, ab …"""
    if position < 1:
        raise ValueError("Points are counted from 1.")
    letters = ""
    while position:
        position, index = divmod(position - 1, len(POINT_LETTERS))
        letters = POINT_LETTERS[index] + letters
    return letters


def labels(levels: Sequence[int]) -> list[str]:
    """The label of each item of an outline given by its levels.

    0 "I.", 1 "1.", 2 "a)", 3 "-", deeper "+". Counting starts afresh below each item of a higher level.
    """
    counts: list[int] = []
    result = []
    for level in levels:
        if level < 0:
            raise ValueError("An outline's levels start at 0.")
        del counts[level + 1 :]
        counts += [0] * (level + 1 - len(counts))
        counts[level] += 1
        result.append(_label(level, counts[level]))
    return result


def _label(level: int, position: int) -> str:
    match level:
        case 0:
            return f"{roman(position)}."
        case 1:
            return f"{position}."
        case 2:
            return f"{point(position)})"
        case 3:
            return "-"
        case _:
            return "+"


def article_labels(levels: Sequence[int]) -> list[str]:
    """As ``labels``, of a regulation: 0 "Chương I", 1 "Điều 1.", 2 "1.", 3 "a)".

    Articles are counted through all chapters (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6).
    """
    chapters = articles = 0
    below = [0, 0]
    result = []
    for level in levels:
        if level == 0:
            chapters += 1
            below = [0, 0]
            result.append(f"Chương {roman(chapters)}")
        elif level == 1:
            articles += 1
            below = [0, 0]
            result.append(f"Điều {articles}.")
        elif level == 2:
            below = [below[0] + 1, 0]
            result.append(f"{below[0]}.")
        else:
            below[1] += 1
            result.append(f"{point(below[1])})")
    return result


def ended(text: str, mark: str) -> str:
    """``text`` closed by ``mark`` instead of whatever full stop or semicolon it came with."""
    return text.rstrip().rstrip(".;,/").rstrip() + mark if text.strip() else ""


def uncapitalised(text: str) -> str:
    """``text`` as it goes on within a sentence; an abbreviation in front ("CBCC") keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """``text`` as it begins a sentence; all other letters stay as they are."""
    return text[:1].upper() + text[1:]


def post_in(post: str, unit: str, between: str = ", ") -> str:
    """``post`` and ``unit`` without saying twice what ends the one and begins the other.

    "Chánh Thanh tra" and "Thanh tra Bộ Tư pháp" are "Chánh Thanh tra Bộ Tư pháp".
    """
    words = unit.split()
    for shared in range(len(words), 0, -1):
        if f" {post}".lower().endswith(f" {' '.join(words[:shared])}".lower()):
            return " ".join([post, *words[shared:]])
    return between.join(filter(None, [post, unit]))


def enumerated(items: Iterable[str]) -> list[str]:
    """Lines that end in ";", the last in "."."""
    closed = [ended(item, ";") for item in items if item.strip()]
    return [*closed[:-1], ended(closed[-1], ".")] if closed else []


def units_named(units: Sequence[object], between: str = ", ") -> str:
    """As a sentence names them; of many the first, and how many others there are."""
    named = between.join(map(str, units[:MOST_NAMED]))
    more = len(units) - MOST_NAMED
    return f"{named} và {more} đơn vị khác" if more > 0 else named


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers as one says them: "1–3, 7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
