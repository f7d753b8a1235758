"""The numbers of the consolidated report, each with an address and with the rows that make it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from blocs.models import CommonTarget
from blocs.text import name_sort_key
from documents.description import Column, Table
from documents.tables import cell_text
from documents.wording import number
from pledges.consolidation import Consolidation, Title, UnitLine, amount, names_of
from pledges.content import HonourRow, named
from pledges.sections import PERSON

UNITS, PEOPLE, WOMEN, TITLE, INITIATIVES, TARGET = "don-vi", "can-bo", "nu", "danh-hieu", "sang-kien", "chi-tieu"
COLLECTIVE, INDIVIDUAL = "tap-the", "ca-nhan"


@dataclass(frozen=True)
class Figure:
    """One number of the report as its address names it; without ``unit`` that of all units together.

    code   of the title or of the common target
    scope  whom the title is for: a title may be for collectives and for individuals
    """

    kind: str
    unit: str = ""
    code: str = ""
    scope: str = ""

    @property
    def query(self) -> str:
        asked = {"so": self.kind, "ma": self.code, "cho": self.scope, "don-vi": self.unit}
        return urlencode({key: value for key, value in asked.items() if value})

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Figure:
        return cls(query.get("so", UNITS), query.get("don-vi", ""), query.get("ma", ""), query.get("cho", ""))


@dataclass(frozen=True)
class Listing:
    """Rows that make up a figure; ``units`` tells for each row of the table whose it is."""

    table: Table
    units: tuple[UnitLine, ...]


@dataclass(frozen=True)
class Behind:
    """A figure with what it is of: ``amount`` says the number again as the report has it."""

    name: str
    of: str
    amount: str
    listings: tuple[Listing, ...]


def of_title(title: Title, unit: str = "") -> Figure:
    return Figure(TITLE, unit, title.code, INDIVIDUAL if title.is_individual else COLLECTIVE)


def in_counts(whole: Consolidation) -> tuple[tuple[Figure | None, ...], ...]:
    """The figure in each cell of ``exports.counts_table``, its total last; None where there is none to look behind."""
    return (*(_line(whole, unit.slug) for unit in whole.units), _line(whole))


def _line(whole, unit=""):
    titles = (of_title(title, unit) for title in whole.titles)
    return (None, None, Figure(PEOPLE, unit), Figure(WOMEN, unit), *titles, Figure(INITIATIVES, unit), None, None)


def in_answers(whole: Consolidation, *, across: bool) -> tuple[tuple[Figure | None, ...], ...]:
    """The same for ``exports.answers_table``, where units stand ``across`` or below one another."""
    if not across:
        return tuple(
            (None, None, *(_answer(whole, target, unit) for target in whole.common_targets)) for unit in whole.units
        )
    return tuple(
        (None, Figure(TARGET, code=target.code), None, *(_answer(whole, target, unit) for unit in whole.units))
        for target in whole.common_targets
    )


def _answer(whole, target, unit):
    return Figure(TARGET, unit.slug, target.code) if (target.pk, unit.membership.pk) in whole.answers else None


def behind(whole: Consolidation, figure: Figure) -> Behind | None:
    """What makes up ``figure``; None when the report has no such number."""
    units = tuple(unit for unit in whole.received if figure.unit in ("", unit.slug))
    if (figure.unit and not units) or figure.kind not in LISTED:
        return None
    return LISTED[figure.kind](whole, figure, units)


def _of(whole, figure, units):
    return units[0].name if figure.unit else f"{whole.bloc_year.bloc.name}, {whole.coverage}"


TT = Column("TT", 5, "center")
UNIT = Column("Đơn vị", 40)


def _listing(columns: Sequence[Column], rows, total=None) -> Listing:
    """``rows`` are pairs of a unit and the cells beside TT."""
    pairs = list(rows)
    cells = tuple((place, *cells) for place, (_, cells) in enumerate(pairs, start=1))
    last = (None, "Tổng cộng", *total) if total else None
    return Listing(Table((TT, *columns), cells, last), tuple(unit for unit, _ in pairs))


def _units(whole, figure, units):
    columns = (UNIT, Column("Văn bản đăng ký", 20), Column("Ghi chú", 20))
    rows = ((u, (u.name, u.reading.doc_number, u.note)) for u in units)
    return Behind("Đơn vị đã được tiếp nhận đăng ký", _of(whole, figure, units), number(len(units)),
                  (_listing(columns, rows),))  # fmt: skip


def _people(name: str, count: Callable[[UnitLine], int | None]):
    def listed(whole, figure, units):
        counted = [(unit, count(unit)) for unit in units]
        total = sum(found or 0 for _, found in counted)
        rows = ((unit, (unit.name, found)) for unit, found in counted if found)
        listing = _listing((UNIT, Column("Số người", 15)), rows, (total,))
        return Behind(name, _of(whole, figure, units), number(total), (listing,))

    return listed


def _title(whole, figure, units):
    title = next((t for t in whole.titles if of_title(t, figure.unit) == figure), None)
    if title is None:
        return None
    lines = [(unit, row) for unit in units for row in unit.reading.honours if _is_for(row, title)]
    total = sum(row.count for _, row in lines)
    columns = (UNIT, Column("Đối tượng", 20), Column("Số lượng", 12), Column("Đã ghi tên", 12))
    names = [(unit, name, post) for unit, row in lines for name, post in _named(unit, row)]
    counted = ((unit, (unit.name, row.scope_words, row.count, len(_named(unit, row)))) for unit, row in lines)
    whom = "cá nhân" if title.is_individual else "tập thể"
    return Behind(
        f"{title.name}, {whom}",
        _of(whole, figure, units),
        number(total),
        (_listing(columns, counted, ("", total, len(names))), _names(title, names)),
    )


def _is_for(row: HonourRow, title: Title) -> bool:
    return row.code == title.code and (row.scope == PERSON) == title.is_individual


def _named(unit: UnitLine, row: HonourRow) -> list[tuple[str, str]]:
    if row.scope == PERSON:
        return named(row.names, row.posts)
    return [(name, "") for name in names_of(row, unit.name)]


def _names(title, names):
    if title.is_individual:
        columns = (Column("Họ và tên", 30), Column("Chức vụ", 25), UNIT)
        ordered = sorted(names, key=lambda entry: name_sort_key(entry[1]))
        return _listing(columns, ((unit, (name, post, unit.name)) for unit, name, post in ordered))
    return _listing((Column("Tên tập thể", 50), UNIT), ((unit, (name, unit.name)) for unit, name, _ in names))


def _initiatives(whole, figure, units):
    columns = (Column("Tác giả", 22), Column("Tên sáng kiến, đề tài", 40), UNIT, Column("Đăng ký danh hiệu", 16))
    found = [(unit, row) for unit in units for row in unit.reading.initiatives]
    rows = ((unit, (row.author, row.title, unit.name, row.for_honour)) for unit, row in found)
    return Behind("Sáng kiến, đề tài", _of(whole, figure, units), number(len(found)), (_listing(columns, rows),))


def _target(whole, figure, units):
    target: CommonTarget | None = next((t for t in whole.common_targets if t.code == figure.code), None)
    if target is None:
        return None
    answers = [(unit, whole.answers.get((target.pk, unit.membership.pk))) for unit in units]
    rows = [(unit, (unit.name, amount(answer))) for unit, answer in answers if answer]
    said = cell_text(rows[0][1][1]) if figure.unit and rows else f"{len(rows)}/{len(units)} đơn vị đăng ký"
    listing = _listing((UNIT, Column("Mức đăng ký", 20)), rows)
    return Behind(target.text, _of(whole, figure, units), said, (listing,))


LISTED = {
    UNITS: _units,
    PEOPLE: _people("Cán bộ, công chức", lambda unit: unit.reading.headcount if unit.reading else None),
    WOMEN: _people("Cán bộ, công chức nữ", lambda unit: unit.reading.women if unit.reading else None),
    TITLE: _title,
    INITIATIVES: _initiatives,
    TARGET: _target,
}
