"""What in the covenant's words may be left over from an earlier year, or is still to be filled in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from blocs.models import BlocYear
from blocs.text import search_key
from pledges import outline
from pledges.models import Clause

OPEN = "…"
_DAY = r"\d{1,2}"
_TIMES = re.compile(
    rf"""
    (?P<cited>\d+[a-z]?/\d{{4}}/\w+)                                              # 152/2025/NĐ-CP
    | (?P<figures>{_DAY}\s*[/.-]\s*{_DAY}\s*[/.-]\s*(?:19|20)\d\d)(?![\d/])       # 15/3/2026
    | (?P<words>(?i:ngày)\s+{_DAY}\s+(?i:tháng)\s+{_DAY}(?:\s+(?i:năm)\s+\d{{4}})?)
    | (?P<years>(?<![\d/.,])(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)(?![\d/.,]\d|\d|/)
    | (?P<short>(?i:ngày|trước|sau|đến)\s+{_DAY}/{_DAY})(?![\d/])                   # trước 15/6, but not 2/3
    """,
    re.VERBOSE,
)


def times(text: str, year: int, *, carried: bool = False) -> list[str]:
    """The years before ``year`` and their days that ``text`` names; days without a year where it is ``carried``.

    What reaches into the year ("2025 - 2030") and the numbers of acts ("152/2025/NĐ-CP") are no leftovers.
    """
    found = []
    for match in _TIMES.finditer(text):
        named = re.findall(r"(?:19|20)\d\d", match[0])
        is_old = max(map(int, named)) < year if named else carried
        if is_old and not match["cited"]:
            found.append(" ".join(match[0].split()))
    return list(dict.fromkeys(found))


def is_open(text: str) -> bool:
    """Whether a place is still to be filled in: "…", or dots as they are typed for it."""
    return bool(re.search(r"…|\.{3,}", text))


@dataclass(frozen=True)
class Before:
    """What the year before said in its covenant, and its theme where this year has another."""

    texts: frozenset[str] = frozenset()
    theme: str = ""


def doubts(text: str, year: int, before: Before) -> list[str]:
    """What somebody should look at in ``text``."""
    found = times(text, year, carried=text.strip() in before.texts)
    if before.theme and before.theme in search_key(text):
        found.append("chủ đề của năm trước")
    return [*found, "chỗ chưa điền (…)"] if is_open(text) else found


def year_before(bloc_year) -> Before:
    """Of the same bloc, whoever may read it."""
    last = BlocYear.objects.filter(bloc=bloc_year.bloc_id, year=bloc_year.year - 1).first()
    if last is None:
        return Before()
    texts = Clause.objects.filter(covenant__bloc_year=last).values_list("text", flat=True)
    theme, now = search_key(last.theme), search_key(bloc_year.theme)
    return Before(frozenset(text.strip() for text in texts), theme if theme not in now else "")


def named(clauses: Sequence[Clause], bloc_year) -> list[str]:
    """The clauses that somebody should look at: "II.1 (2026, 15/3/2026)"."""
    before = year_before(bloc_year)
    found = [(place, doubts(place.text, bloc_year.year, before)) for place in outline.places(clauses)]
    return [f"{place.name} ({', '.join(doubted)})" for place, doubted in found if doubted]
