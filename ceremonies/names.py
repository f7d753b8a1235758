"""Whose name it is: what stands before a name and is none, who is on the list already under the same one."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from blocs.text import nfc, search_key
from ceremonies.models import Ceremony, Delegate
from ceremonies.precedence import rank

SLIP, UNSURE, OTHER = "slip", "unsure", "other"
ENOUGH, LONG = 0.7, 4  # the share of letters that two spellings have in common; letters of a word
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
MARKS = TONES + "\u0302\u0306\u031b"  # and of â, ă, ơ
# "Ông" is a family name too: it is a form of address before a usual one, or where a whole name follows.
FAMILIES = "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đào|trịnh|hà"
BETWEEN = "văn|thị|đức|đình|hữu|quang|ngọc|xuân|thanh|minh|công|ích|thế|trọng|quốc|duy"  # no family names
MISTER = rf"ông(?=\s+(?:{FAMILIES})\s|\s+(?!(?:{BETWEEN})\s)\S+\s+\S+\s+\S|\s*[.:])"
DEGREES = r"phó giáo sư|giáo sư|tiến s[ĩỹ]|thạc s[ĩỹ]|pgs|gs|tskh|t\.?s|th\.?\s?s"
EITHER = r"ông\s*(?:/\s*bà|\(\s*bà\s*\))"
TITLES = re.compile(
    rf"(?:(?:đồng chí|đ/c|{EITHER}|{MISTER}|bà(?! rịa)|{DEGREES})(?:\s*[.,:–-]\s*|\s+))+", re.IGNORECASE
)
HONORIFICS = re.compile(rf"{EITHER}|\b(?:ông|bà)\b", re.IGNORECASE)


def without_titles(name: str) -> tuple[str, str]:
    """(what stood before it, the name itself): forms of address and academic titles, which papers leave out
    (NĐ 30/2020/NĐ-CP, Phụ lục I) and by which nobody is found. Ranks of officers stay."""
    name = nfc(name)
    found = TITLES.match(name)
    if not found or not name[found.end() :]:
        return "", name
    return found[0].strip(), name[found.end() :]


def parted_name(name: str) -> tuple[str, str, str]:
    """(the ``Delegate.Honorific`` that stood before it, what else did, the name itself)."""
    before, name = without_titles(name)
    said = {found.lower() for found in HONORIFICS.findall(before)}
    others = HONORIFICS.sub("", before).strip(" ,:–-")
    honorific = {"ông": Delegate.Honorific.MR, "bà": Delegate.Honorific.MRS}.get("".join(said), "")
    return honorific, others if re.search(r"\w", others) else "", name


class Known:
    """Those who are on the list of a ceremony, or come to it by themselves for a unit, and who was added meanwhile."""

    def __init__(self, ceremony: Ceremony) -> None:
        self._by_name: dict[str, list[Delegate]] = {}
        self._of_units: dict[int | None, list[tuple[Delegate, bool]]] = {}
        for delegate in ceremony.everybody():
            self.add(delegate, is_listed=delegate.pk is not None)

    def add(self, delegate: Delegate, *, is_listed: bool = True) -> None:
        if is_listed:
            self._by_name.setdefault(who(delegate), []).append(delegate)
        if delegate.stands_for_unit:
            self._of_units.setdefault(delegate.membership_id, []).append((delegate, is_listed))

    def same_as(self, delegate: Delegate) -> str:
        """Who it seems to be: of the same name and organisation, as far as both say; or who stands for the same unit
        in the same post, or signs for it. Whoever is entered to sign takes the place of a signatory not listed yet."""
        for other in self._by_name.get(who(delegate), []):
            if are_one(delegate, other):
                return f"đã có: {other.described}"
        for other, is_listed in self._of_units.get(delegate.membership_id, []):
            if who(other) != who(delegate) and _is_for(delegate, other, is_listed):
                return f"đại diện đơn vị: {other.described}"
        return ""


def _is_for(delegate, other, is_listed):
    if delegate.role == Delegate.Role.SIGNING:
        return is_listed
    return not delegate.post or rank(delegate.post) == rank(other.post)


def who(delegate: Delegate) -> str:
    """Whom one means by the name, without accents and titles; by the post where there is none."""
    return search_key(without_titles(delegate.name)[1]) or f"- {search_key(delegate.post)}"


def are_one(one: Delegate, other: Delegate) -> bool:
    """Of two who are called the same: whether they are of one organisation, as far as both say."""
    return len({search_key(one.organisation), search_key(other.organisation)} - {""}) < 2


def compared(one: str, other: str) -> str:
    """Of two names: SLIP where the given name stays, and before it marks or one letter of a longer word were mended;
    OTHER where little is left of the first; else UNSURE: in a given name one mark makes somebody else of it."""
    one, other = spelt(one), spelt(other)
    key, others = search_key(one), search_key(other)
    met = sum(part.size for part in SequenceMatcher(None, key, others, autojunk=False).get_matching_blocks())
    longest = max(len(key), len(others))
    if 2 * met < ENOUGH * (len(key) + len(others)):
        return OTHER
    changed = set(key.split()) ^ set(others.split())
    is_mended = longest - met <= 1 and max(map(len, changed), default=LONG) >= LONG
    return SLIP if is_mended and one.split()[-1:] == other.split()[-1:] else UNSURE


def spelt(text: str) -> str:
    """What tells a Vietnamese name from another: not titles, case, spaces, points, how marks are coded, or where in its
    syllable the tone stands (hòa, hoà)."""
    plain = unicodedata.normalize("NFD", without_titles(text)[1]).lower()
    words = re.findall(rf"[\w{MARKS}]+", plain)
    return " ".join(re.sub(f"[{TONES}]", "", word) + "".join(re.findall(f"[{TONES}]", word)) for word in words)
