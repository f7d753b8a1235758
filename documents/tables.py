"""A described table put into printed cells, its columns fitted to the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from . import wording
from .description import Cell, Column, Table
from .typeface import width

NUMBERS = (int, Decimal)
# Name in the style sheet, size in points, room in mm that a cell's padding and rules take.
DENSITIES = (("airy", 12.0, 2.8), ("close", 11.0, 2.8), ("dense", 10.0, 1.8), ("crowded", 8.5, 1.4))
READABLE = DENSITIES[2]  # the smallest letters an official paper should have; below it only what nothing else helps
# In mm: longer words of running text may be broken, since no office writes them.
LONGEST_WORD = 45.0
MANY_COLUMNS = 8  # from here on a page gives a table more room


@dataclass(frozen=True)
class Heading:
    title: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class PrintedCell:
    text: str
    align: str


@dataclass(frozen=True)
class PrintedTable:
    """``widths`` in per cent of the text's width; ``density`` names the size of the letters."""

    caption: str
    widths: tuple[str, ...]
    density: str
    headings: tuple[tuple[Heading, ...], ...]
    groups: tuple[tuple[tuple[PrintedCell, ...], ...], ...]
    total: tuple[PrintedCell, ...]
    empty: str
    row_style: str = ""


def printed_table(table: Table, page_width: float) -> PrintedTable:
    """``page_width`` in mm. Raises ValueError for a row with more or fewer cells than columns."""
    rows = tuple(printed_row(table.columns, row) for row in table.rows)
    total = printed_row(table.columns, table.total) if table.total else ()
    density, least = chosen_density(table, page_width)
    shares = fitted([column.width for column in table.columns], least, page_width)
    return PrintedTable(
        caption=table.caption,
        widths=tuple(f"{100 * share / page_width:.3f}" for share in shares),
        density=density,
        headings=headings(table.columns),
        groups=grouped(rows, table.groups),
        total=total,
        empty=table.empty,
        row_style=table.row_style,
    )


def grouped(rows: tuple[tuple[PrintedCell, ...], ...], heads: Sequence[int]):
    """``rows`` cut before each of ``heads``."""
    cuts = sorted({0, *heads, len(rows)})
    return tuple(rows[begin:end] for begin, end in pairwise(cuts))


def headings(columns: Sequence[Column]) -> tuple[tuple[Heading, ...], ...]:
    """One row, or two when some columns stand under a common group."""
    if not any(column.group for column in columns):
        return (tuple(Heading(column.title) for column in columns),)
    upper: list[Heading] = []
    lower: list[Heading] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        titles = [column.title for column in members]
        if group:
            upper.append(Heading(group, colspan=len(titles)))
            lower += [Heading(title) for title in titles]
        else:
            upper += [Heading(title, rowspan=2) for title in titles]
    return tuple(upper), tuple(lower)


def printed_row(columns: Sequence[Column], row: Sequence[Cell]) -> tuple[PrintedCell, ...]:
    return tuple(
        PrintedCell(cell_text(cell), cell_align(column, cell)) for column, cell in zip(columns, row, strict=True)
    )


def cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return wording.short_date(cell)
        case int() | Decimal():
            return wording.number(cell)
        case _:
            return cell


def cell_align(column: Column, cell: Cell) -> str:
    """Numbers stand at the right unless the column is centred."""
    return "right" if isinstance(cell, NUMBERS) and column.align == "left" else column.align


def chosen_density(table: Table, page_width: float) -> tuple[str, list[float]]:
    """The largest letters with which no word and no number must be broken, and the least widths of
    the columns in mm. Many columns never take the largest."""
    first = 0 if len(table.columns) <= 6 else 1 if len(table.columns) <= 10 else 2
    words = [unbreakable(table, index) for index in range(len(table.columns))]
    choices = [(name, least_widths(words, points, room)) for name, points, room in DENSITIES[first:]]
    return next((choice for choice in choices if sum(choice[1]) <= page_width), choices[-1])


def least_widths(words: Sequence[set[str]], points: float, room: float) -> list[float]:
    return [room + max((_unbroken(word, points) for word in column), default=0) for column in words]


def _unbroken(word: str, points: float) -> float:
    return min(width(word, points, bold=True), LONGEST_WORD)


def unbreakable(table: Table, index: int) -> set[str]:
    """The words of a column; a number or a date is one."""
    rows = (*table.rows, table.total) if table.total else table.rows
    said = {cell_text(row[index]) for row in rows}
    return {*table.columns[index].title.split(), *(word for text in said for word in text.split())}


def fitted(shares: Sequence[float], least: Sequence[float], whole: float) -> list[float]:
    """Widths in mm that add up to ``whole``: as the shares say, but none below its least.

    Where the least widths alone are too much, all are cut in proportion.
    """
    if sum(least) >= whole:
        return [part * whole / sum(least) for part in least]
    held: set[int] = set()
    while True:
        room = whole - sum(least[i] for i in held)
        scale = room / sum(share for i, share in enumerate(shares) if i not in held)
        short = {i for i, share in enumerate(shares) if i not in held and share * scale < least[i]}
        if not short:
            return [least[i] if i in held else share * scale for i, share in enumerate(shares)]
        held |= short


def shown(table: Table) -> dict:
    """A described table as templates show it, headings aligned like what stands below them."""
    return {
        "caption": table.caption,
        "headings": _aligned_headings(table),
        "rows": [printed_row(table.columns, row) for row in table.rows],
        "total": printed_row(table.columns, table.total) if table.total else (),
        "empty": table.empty,
        "is_wide": len(table.columns) >= MANY_COLUMNS,
    }


def _aligned_headings(table):
    """Rows of (heading, alignment); what spans several columns stands at the left."""
    upper, *lower = headings(table.columns)
    alone = [_alignment(table, i) for i, column in enumerate(table.columns) if not column.group]
    grouped = [_alignment(table, i) for i, column in enumerate(table.columns) if column.group]
    spans = {heading for heading in upper if lower and heading.rowspan == 1}
    places = iter(alone)
    first = [(heading, "left" if heading in spans else next(places)) for heading in upper]
    return [first, *(list(zip(row, grouped, strict=True)) for row in lower)]


def _alignment(table, index):
    column = table.columns[index]
    if column.align == "left" and any(isinstance(row[index], NUMBERS) for row in table.rows):
        return "right"
    return column.align
