"""What changed between two texts of the covenant, by clause, and within a clause by word.

Reads texts of the shape of ``Covenant.snapshot()``; asks no database.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from blocs.text import as_seen
from documents.wording import short_date
from pledges import outline
from pledges.comparison import Line, matched
from pledges.models import Clause

# A word or a mark with the spaces after it; a line break by itself.
TOKEN = re.compile(r"\n|(?:\w+|[^\w\s])[^\S\n]*")
GENERAL = {
    "title": "Tên văn bản",
    "subtitle": "Trích yếu",
    "place": "Nơi ký",
    "dated": "Ngày ký",
    "opening": "Lời mở đầu",
    "closing": "Lời kết",
    "copies": "Số bản",
    "witness": "Người chứng kiến",
    "witness_post": "Chức vụ người chứng kiến",
    "witness_organisation": "Cơ quan chứng kiến",
}


@dataclass(frozen=True)
class Piece:
    """Words that stay, go or come."""

    kind: Literal["", "del", "ins"]
    text: str


@dataclass(frozen=True)
class Passage:
    """One clause, citation or other text in both, as the later one has it.

    words   what happened to it: "Sửa lời", "Chuyển chỗ, sửa lời"; "" when nothing did
    name    in the later text; of what was taken out, in the earlier
    before  its name in the earlier text, where that is another
    """

    words: str
    name: str
    before: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    title: str
    passages: tuple[Passage, ...]

    @property
    def changed(self):
        return [passage for passage in self.passages if passage.words]


@dataclass(frozen=True)
class _Item:
    name: str
    text: str
    rank: tuple[Any, ...] = ()  # of a clause: its level, and whether it has a number


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Part]:
    """Clauses first: that is what members agree on."""
    return [
        Part("Nội dung", _passages(_clauses(before), _clauses(after))),
        Part("Căn cứ", _passages(_bases(before), _bases(after))),
        Part("Thông tin chung", tuple(_general(before, after))),
    ]


def _clauses(text):
    rows = text["clauses"]
    places = outline.places(Clause(**row) for row in rows)
    return [
        _Item(place.name, as_seen(place.text), (row["level"], row["numbered"]))
        for place, row in zip(places, rows, strict=True)
    ]


def _bases(text):
    return [_Item(f"Căn cứ {number}", as_seen(basis)) for number, basis in enumerate(text["bases"], start=1)]


def _general(before, after):
    for field, label in GENERAL.items():
        old, new = _told(before.get(field)), _told(after.get(field))
        if old or new:
            words = "" if old == new else "Thêm" if not old else "Bỏ" if not new else "Sửa lời"
            yield Passage(words, label, "", by_word(old, new))


def _told(value):
    text = as_seen(str(value or ""))
    return short_date(date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


# Which clause is which


def _passages(old: Sequence[_Item], new: Sequence[_Item]) -> tuple[Passage, ...]:
    """In the order of ``new``; what was taken out stands after what stood before it."""
    pairs = matched([_line(item) for item in old], [_line(item) for item in new], _likeness)
    origin = {j: i for i, j in pairs}
    staying = _in_order(origin)
    placed = [((j, 1, 0), _kept(old[origin[j]], item, j in staying) if j in origin else _come(item))
              for j, item in enumerate(new)]  # fmt: skip
    last = -1
    there = {origin[j]: j for j in staying}
    for i, item in enumerate(old):
        last = there.get(i, last)
        if i not in origin.values():
            placed.append(((last, 2, i), Passage("Bỏ", item.name, "", _whole("del", item.text))))
    return tuple(passage for _, passage in sorted(placed, key=lambda entry: entry[0]))


def _line(item):
    key = re.sub(r"\W+", " ", item.text.casefold()).strip()
    return Line(label=item.text, key=key, is_fixed=False, beside="", fields=(("", item.text),))


def _likeness(one: Line, other: Line) -> float:
    """0 to 1: how many words both have, of all and of the shorter one, so that a text much added to stays itself."""
    first, second = Counter(one.key.split()), Counter(other.key.split())
    both, sizes = (first & second).total(), (first.total(), second.total())
    return both / sum(sizes) + both / min(sizes) / 2 if min(sizes) else 0.0


def _in_order(origin: Mapping[int, int]) -> set[int]:
    """The most places in the later text that follow each other as they did in the earlier: the others were moved."""
    ends: list[int] = []  # origin of the last of the best chain of each length
    chains: list[list[int]] = []
    for j in sorted(origin):
        at = bisect_left(ends, origin[j])
        chain = [*(chains[at - 1] if at else []), j]
        ends[at:at + 1], chains[at:at + 1] = [origin[j]], [chain]  # fmt: skip
    return set(chains[-1]) if chains else set()


def _kept(old, new, stays):
    """A clause that both have. Another number by what came before it is no change."""
    happened = [
        word
        for word, is_so in (
            ("chuyển chỗ", not stays),
            ("đổi cấp", old.rank != new.rank),
            ("sửa lời", old.text != new.text),
        )
        if is_so
    ]
    before = old.name if old.name != new.name else ""
    return Passage(", ".join(happened).capitalize(), new.name, before, by_word(old.text, new.text))


def _come(item):
    return Passage("Thêm", item.name, "", _whole("ins", item.text))


def _whole(kind, text):
    return (Piece(kind, text),)


# Which word is which


def by_word(old: str, new: str) -> tuple[Piece, ...]:
    """What stays, and what goes before what comes in its stead."""
    first, second = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, _bare(first), _bare(second), autojunk=False)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(first[i1:i2], second[j1:j2], strict=True)
            pieces.append(Piece("", "".join(max(pair, key=len) for pair in pairs)))  # the one with its space
            continue
        if gone := "".join(first[i1:i2]):
            pieces.append(Piece("del", gone))
        if come := "".join(second[j1:j2]):
            pieces.append(Piece("ins", come))
    return tuple(pieces)


def _bare(tokens: Iterable[str]):
    return [token.strip(" \t\xa0") for token in tokens]
