"""What changed between two states of a registration, line by line, in the words of the screen.

Reads contents of the shape of ``Registration.snapshot()``; asks no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby, product
from typing import Any, Literal

from blocs.text import as_seen, search_key
from documents.wording import number, short_date
from pledges import sections
from pledges.content import HonourRow, InitiativeRow, MovementRow, Reading, TargetRow, named, read
from pledges.measures import MEASURES, measure_of, promised

ADDED: Literal["added"] = "added"
REMOVED: Literal["removed"] = "removed"
CHANGED: Literal["changed"] = "changed"
KIND_WORDS = {ADDED: "Thêm", REMOVED: "Bỏ", CHANGED: "Sửa"}

ALIKE = 0.7  # from here on two texts are one row reworded
MOST_PAIRS = 10_000  # beyond it nothing is taken for reworded: comparing texts would keep a page waiting


@dataclass(frozen=True)
class Change:
    """One difference.

    line   the row as a person would name it; a person or collective of a title stands behind it
    field  what of the row: "" for the row as a whole
    old    the text before, "" for what was added; of a whole row what stands beside its name
    new    the text after, "" for what was removed
    """

    section: sections.Section
    kind: Literal["added", "removed", "changed"]
    line: str
    field: str
    old: str
    new: str

    @property
    def words(self) -> str:
        return KIND_WORDS[self.kind]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """In the order of sections and rows. Another order of the same rows is no change."""
    old, new = read(before), read(after)
    return [
        change
        for section, lines_of in LINES.items()
        for change in _between(section, lines_of(old), lines_of(new), _of_line)
    ]


def row_names(section: sections.Section, content: Mapping[str, Any]) -> list[str]:
    """What a person would call each row of ``section``, in their order."""
    return [line.label for line in LINES[section](read(content))]


def same_rows(section: sections.Section, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[int, int]:
    """Index of a row of ``section`` in ``before`` → its index in ``after``; rows that went are left out."""
    return dict(matched(LINES[section](read(before)), LINES[section](read(after))))


@dataclass(frozen=True)
class Line:
    """A row as it is compared.

    key       equal keys are the same row, whatever else differs
    is_fixed  known by its key alone: another key is another row, however alike
    beside    what is said of the row beside its name when all of it comes or goes
    fields    (label, text) of everything else that may differ
    people    whom or what the row names, as lines of their own
    """

    label: str
    key: str
    is_fixed: bool
    beside: str
    fields: tuple[tuple[str, str], ...]
    people: tuple[Line, ...] = ()


def _between(
    section: sections.Section,
    old: Sequence[Line],
    new: Sequence[Line],
    told: Callable[[sections.Section, Line | None, Line | None], Iterator[Change]],
) -> list[Change]:
    """Where lines went, came or differ, each at its place; what went before what came."""
    pairs = matched(old, new)
    gone = set(range(len(old))) - {i for i, _ in pairs}
    come = set(range(len(new))) - {j for _, j in pairs}
    placed: list[tuple[int, int, Line | None, Line | None]] = [
        *((i, 0, old[i], None) for i in gone),
        *((j, 1, old[i], new[j]) for i, j in pairs),
        *((j, 1, None, new[j]) for j in come),
    ]
    placed.sort(key=lambda entry: entry[:2])
    return [change for _, _, left, right in placed for change in told(section, left, right)]


def _of_line(section: sections.Section, left: Line | None, right: Line | None) -> Iterator[Change]:
    if left is None or right is None:
        yield from _whole(section, left, right)
        return
    yield from _of_fields(section, left, right, right.label)

    def of_person(section: sections.Section, one: Line | None, other: Line | None) -> Iterator[Change]:
        return _of_person(section, right.label, one, other)

    yield from _between(section, left.people, right.people, of_person)


def _whole(section: sections.Section, left: Line | None, right: Line | None) -> Iterator[Change]:
    if left:
        yield Change(section, REMOVED, left.label, "", left.beside, "")
    if right:
        yield Change(section, ADDED, right.label, "", "", right.beside)


def _of_person(section: sections.Section, title: str, left: Line | None, right: Line | None) -> Iterator[Change]:
    """A name that comes or goes is told of its title; one that stays, by itself."""
    what = "Cá nhân" if section == sections.INDIVIDUAL else "Tập thể"
    if left and right:
        yield from _of_fields(section, left, right, f"{title}: {right.label}")
    elif left:
        yield Change(section, REMOVED, title, what, left.beside, "")
    elif right:
        yield Change(section, ADDED, title, what, "", right.beside)


def _of_fields(section: sections.Section, left: Line, right: Line, label: str) -> Iterator[Change]:
    texts = dict(right.fields)
    differing = [(name, old, texts[name]) for name, old in left.fields if old != texts[name]]
    if any(name == PLAN for name, _, _ in differing):  # which says measure and unit as well
        differing = [entry for entry in differing if entry[0] not in PARTS_OF_PLAN]
    for name, old, new in differing:
        yield Change(section, CHANGED, label, name, old, new)


# Which row is which


def matched(
    old: Sequence[Line], new: Sequence[Line], likeness: Callable[[Line, Line], float] | None = None
) -> list[tuple[int, int]]:
    """Places (in ``old``, in ``new``) of the same row, each at most once.

    First rows that are quite the same, then those with the same key, then those reworded,
    the most alike first. The same pairs come out when ``old`` and ``new`` are swapped.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for same in (lambda line: line, lambda line: line.key):
        for i, line in list(left.items()):
            j = next((j for j, other in right.items() if same(line) == same(other)), None)
            if j is not None:
                pairs.append((i, j))
                del left[i], right[j]
    taken_left, taken_right = set(), set()
    for _, i, j in _reworded(left, right, likeness or _likeness):
        if i not in taken_left and j not in taken_right:
            pairs.append((i, j))
            taken_left.add(i)
            taken_right.add(j)
    return pairs


def _reworded(
    left: Mapping[int, Line], right: Mapping[int, Line], likeness: Callable[[Line, Line], float]
) -> list[tuple[float, int, int]]:
    """(likeness, place, place) of rows that may be one and the same, the most alike and the nearest first."""
    if len(left) * len(right) > MOST_PAIRS:
        return []
    found = [(likeness(left[i], right[j]), i, j) for i, j in product(left, right)]
    return sorted(
        (entry for entry in found if entry[0] >= ALIKE),
        key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), min(entry[1], entry[2])),
    )


def _likeness(one: Line, other: Line) -> float:
    """0 to 1, the same both ways."""
    if one.is_fixed and other.is_fixed:
        return 0
    # The matcher alone depends on which text it is given first.
    first, second = sorted((search_key(one.label), search_key(other.label)))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()


# Rows as lines

PLAN = "Kế hoạch"
PARTS_OF_PLAN = ("Cách đo", "Đơn vị tính")


def _general(reading: Reading) -> list[Line]:
    """What is typed once: each a line of its own, absent while empty."""
    texts = (
        ("Tổng số cán bộ, công chức có mặt", _count(reading.headcount)),
        ("Trong đó nữ", _count(reading.women)),
        ("Số, ký hiệu văn bản", as_seen(reading.doc_number)),
        ("Ngày văn bản", _day(reading.doc_date)),
        ("Kiến nghị, đề xuất", as_seen(reading.proposal)),
    )
    return [Line(label, label, is_fixed=True, beside=text, fields=(("", text),)) for label, text in texts if text]


def _honour(row: HonourRow) -> Line:
    people = named(row.names, row.posts) if row.scope == sections.PERSON else [(name, "") for name in row.names]
    amount = f"{number(row.count)} {'người' if row.scope == sections.PERSON else 'tập thể'}"
    listed = tuple(_person(name, post) for name, post in people)
    return Line(
        label=row.name if row.scope == sections.PERSON else f"{row.name} ({row.scope_words.lower()})",
        key=f"{row.code} {row.scope}",
        is_fixed=True,
        beside=": ".join(filter(None, [amount, "; ".join(person.beside for person in listed)])),
        fields=(("Số lượng", number(row.count)),),
        people=listed,
    )


def _person(name: str, post: str) -> Line:
    name, post = as_seen(name), as_seen(post)
    return Line(
        label=name,
        key=search_key(name),
        is_fixed=True,
        beside=", ".join(filter(None, [name, post])),
        fields=(("Tên", name), ("Chức vụ", post)),
    )


def _target(row: TargetRow) -> Line:
    text, plan = as_seen(row.text), promised(row)
    return Line(
        label=text,
        key=f"common {row.common}" if row.common else f"own {search_key(text)}",
        is_fixed=bool(row.common),
        beside=plan,
        fields=(
            ("Nội dung chỉ tiêu", text),
            (PLAN, plan),
            ("Cách đo", MEASURES[measure_of(row)][0]),
            ("Đơn vị tính", as_seen(row.unit_of_measure)),
            ("Chỉ tiêu chung", "Có" if row.common else ""),
        ),
    )


def _initiative(row: InitiativeRow) -> Line:
    title, author, honour = as_seen(row.title), as_seen(row.author), as_seen(row.for_honour)
    return Line(
        label=title,
        key=search_key(title),
        is_fixed=False,
        beside="; ".join(filter(None, [author, honour])),
        fields=(("Tên sáng kiến, đề tài", title), ("Tác giả", author), ("Làm căn cứ xét", honour)),
    )


def _movement(row: MovementRow) -> Line:
    name, aim = as_seen(row.name), as_seen(row.aim)
    starts, ends = _day(row.starts_on), _day(row.ends_on)
    days = (f"phát động {starts}" if starts else "", f"tổng kết {ends}" if ends else "")
    return Line(
        label=name,
        key=search_key(name),
        is_fixed=False,
        beside="; ".join(filter(None, [aim, *days])),
        fields=(("Tên phong trào", name), ("Mục tiêu", aim), ("Phát động", starts), ("Tổng kết", ends)),
    )


LINES: dict[sections.Section, Callable[[Reading], list[Line]]] = {
    sections.GENERAL: _general,
    sections.COLLECTIVE: lambda reading: [_honour(row) for row in reading.collective],
    sections.INDIVIDUAL: lambda reading: [_honour(row) for row in reading.individual],
    sections.TARGETS: lambda reading: [_target(row) for row in reading.targets],
    sections.INITIATIVES: lambda reading: [_initiative(row) for row in reading.initiatives],
    sections.MOVEMENTS: lambda reading: [_movement(row) for row in reading.movements],
}


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _count(value: int | None) -> str:
    return "" if value is None else number(value)


def by_section(found: list[Change]) -> list[tuple[sections.Section, list[Change]]]:
    """``found``, in the order of sections, as it is shown."""
    return [(section, list(group)) for section, group in groupby(found, key=lambda change: change.section)]
