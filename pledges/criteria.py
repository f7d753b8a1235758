"""The table of criteria as numbers: groups with what their rows add up to, and the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from documents.wording import number, roman
from pledges.models import BlocText, Criterion

CODE = "TC"
Kind = Criterion.Kind


@dataclass(frozen=True)
class Group:
    """``label`` is its Roman number; ``points`` what its rows add up to, 0 and more also of penalties."""

    label: str
    row: Criterion
    items: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        return sum((row.max_points or Decimal(0) for row in self.items), Decimal(0))


@dataclass(frozen=True)
class Totals:
    """``most`` is what a unit can reach: penalties are not in it."""

    main: Decimal
    bonus: Decimal

    @property
    def most(self) -> Decimal:
        return self.main + self.bonus

    @property
    def most_words(self) -> str:
        return number(self.most)

    @property
    def bonus_words(self) -> str:
        return number(self.bonus)


def groups(rows: Iterable[Criterion]) -> list[Group]:
    """The rows, in order, below the group row before them; rows before the first group are left out."""
    found: list[tuple[Criterion, list[Criterion]]] = []
    for row in rows:
        if not row.is_item:
            found.append((row, []))
        elif found:
            found[-1][1].append(row)
    return [Group(roman(place), row, tuple(items)) for place, (row, items) in enumerate(found, start=1)]


def totals(found: Iterable[Group]) -> Totals:
    points = dict.fromkeys((Kind.GROUP, Kind.BONUS, Kind.PENALTY), Decimal(0))
    for group in found:
        points[Kind(group.row.kind)] += group.points
    return Totals(points[Kind.GROUP], points[Kind.BONUS])


def give_codes(text: BlocText, rows: Iterable[Criterion]) -> None:
    """A code to each criterion that has none; what a criterion of the bloc bore once, no other gets."""
    given = Criterion.objects.filter(owner__bloc_year__bloc=text.bloc_year.bloc_id, code__gt="")
    last = max((int(code.removeprefix(CODE)) for code in given.values_list("code", flat=True)), default=0)
    for row in rows:
        if row.is_item and not row.code:
            last += 1
            row.code = f"{CODE}{last:02d}"
