"""What the template of a paper prints: the description with its marks, capitals and cells put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from . import wording
from .description import (
    Annex,
    Block,
    Cell,
    Column,
    GridCell,
    OutlineItem,
    Paper,
    Paragraph,
    SignatureGrid,
    Table,
)

NUMBERS = (int, Decimal)
T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """One cell of a table's heading."""

    title: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Printed:
    """One cell of a table's body."""

    text: str
    align: str


@dataclass(frozen=True)
class PrintedTable:
    caption: str
    widths: tuple[str, ...]
    headings: tuple[tuple[Heading, ...], ...]
    rows: tuple[tuple[Printed, ...], ...]
    total: tuple[Printed, ...]
    empty: str
    density: str


@dataclass(frozen=True)
class GridRow:
    """Cells side by side in a table of twice as many columns, so that a short row can be centred.

    ``padding`` columns stay free at either end, ``span`` columns make one cell.
    """

    cells: tuple[GridCell, ...]
    padding: int
    span: int = 2
    alone: bool = False


@dataclass(frozen=True)
class PrintedGrid:
    heading: str
    columns: int
    rows: tuple[GridRow, ...]
    witness: GridCell | None


def tidied(value: T) -> T:
    """The same description with every text in NFC and without control characters."""
    if isinstance(value, str):
        return wording.tidy(value)
    if isinstance(value, tuple):
        return tuple(map(tidied, value))
    if is_dataclass(value):
        return replace(value, **{part.name: tidied(getattr(value, part.name)) for part in fields(value)})
    return value


def bases(paper: Paper) -> list[str]:
    return wording.enumerated(paper.bases)


def addressees(paper: Paper) -> list[str]:
    """One addressee stands without a mark on the line of "Kính gửi:", several are a list."""
    return wording.enumerated(paper.addressees) if len(paper.addressees) > 1 else list(paper.addressees)


def recipients(paper: Paper) -> list[str]:
    return wording.enumerated(paper.recipients)


def place_and_date(paper: Paper) -> str:
    return wording.place_and_date(paper.place, paper.dated, paper.year) if paper.place else ""


def body(paper: Paper) -> tuple[tuple[Block, ...], str, bool]:
    """Blocks and closing with the end mark after their last words, and whether it stands on a line of its own."""
    blocks, closing = paper.blocks, paper.closing
    if not paper.end_mark:
        return blocks, closing, False
    if closing:
        return blocks, wording.ended(closing, wording.END_MARK), False
    if not blocks or isinstance(blocks[-1], Table):
        return blocks, closing, True
    return (
        (*blocks[:-1], replace(blocks[-1], text=wording.ended(blocks[-1].text, wording.END_MARK))),
        "",
        False,
    )


def described(blocks: Sequence[Block]) -> Iterator[tuple[str, object]]:
    """Each block with the name of what the template makes of it."""
    for block in blocks:
        match block:
            case OutlineItem(level=0, label=label) if label:
                yield "heading", block
            case OutlineItem():
                yield "item", block
            case Paragraph():
                yield "paragraph", block
            case Table():
                yield "table", printed_table(block)


def annexes(paper: Paper) -> list[tuple[Annex, list[tuple[str, object]]]]:
    return [(annex, list(described(annex.blocks))) for annex in paper.annexes]


def printed_table(table: Table) -> PrintedTable:
    whole = sum(column.width for column in table.columns)
    return PrintedTable(
        caption=table.caption,
        widths=tuple(f"{100 * column.width / whole:.3f}" for column in table.columns),
        headings=headings(table.columns),
        rows=tuple(printed_row(table.columns, row) for row in table.rows),
        total=printed_row(table.columns, table.total) if table.total else (),
        empty=table.empty,
        density="airy" if len(table.columns) <= 6 else "close" if len(table.columns) <= 10 else "dense",
    )


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


def printed_row(columns: Sequence[Column], row: Sequence[Cell]) -> tuple[Printed, ...]:
    return tuple(
        Printed(cell_text(cell), cell_align(column, cell)) for column, cell in zip(columns, row, strict=True)
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


def printed_grid(grid: SignatureGrid) -> PrintedGrid:
    width = 2 * grid.columns
    top = GridRow(grid.top, padding=0, span=width, alone=True)
    rest = (GridRow(row, padding=grid.columns - len(row)) for row in grid.rows)
    return PrintedGrid(grid.heading, grid.columns, (top, *rest), grid.witness)
