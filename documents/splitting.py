"""A table with more columns than the paper takes, cut between its columns into tables below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from .description import Table
from .tables import READABLE, cell_text, least_widths, unbreakable
from .typeface import width

# A heading of so many lines, and a cell, still reads at a glance; no text asks for more than MOST mm.
HEADING_LINES, CELL_LINES, MOST = 5, 4, 55.0


@dataclass(frozen=True)
class Block:
    """Neighbouring columns under one heading, or one column without."""

    title: str
    columns: tuple[int, ...]


def split(table: Table, page_width: float, *, keys: int = 2) -> tuple[Table, ...]:
    """``table``, or the tables that together say the same: each fits ``page_width`` mm in readable letters.

    The first ``keys`` columns stand in each of them. Columns of one group stay together where the paper takes them.
    """
    wanted = comfortable_widths(table)
    room = page_width - sum(wanted[:keys])
    parts = _parts(_blocks(table, keys), wanted, room)
    if len(parts) <= 1:
        return (table,)
    return tuple(_part(table, keys, blocks, f"Bảng {n}/{len(parts)}") for n, blocks in enumerate(parts, start=1))


def comfortable_widths(table: Table) -> list[float]:
    """In mm: wide enough for the longest word, and that nothing stands in too many lines."""
    _, points, padding = READABLE
    indexes = range(len(table.columns))
    least = least_widths([unbreakable(table, index) for index in indexes], points, padding)
    texts = [max((_lines(table, index, points)), default=0.0) for index in indexes]
    return [max(narrow, min(text, MOST) + padding) for narrow, text in zip(least, texts, strict=True)]


def _lines(table: Table, index: int, points: float):
    yield width(table.columns[index].title, points, bold=True) / HEADING_LINES
    for row in table.rows:
        yield width(cell_text(row[index]), points) / CELL_LINES


def _blocks(table: Table, keys: int) -> list[Block]:
    blocks: list[Block] = []
    places = range(keys, len(table.columns))
    for group, found in groupby(places, key=lambda index: table.columns[index].group):
        columns = tuple(found)
        if group:
            blocks.append(Block(group, columns))
        else:
            blocks += [Block(table.columns[index].title, (index,)) for index in columns]
    return blocks


def _parts(blocks: Sequence[Block], wanted: Sequence[float], room: float) -> list[list[Block]]:
    """Blocks in their order, in as few parts as there is room for, these as evenly filled as can be."""
    pieces = [piece for block in blocks for piece in _pieces(block, wanted, room)]
    needs = [sum(wanted[index] for index in piece.columns) for piece in pieces]
    fewest = len(_filled(needs, room))
    widths = {sum(needs[at:to]) for at in range(len(needs)) for to in range(at + 1, len(needs) + 1)}
    enough = (width for width in sorted(widths) if len(_filled(needs, width)) <= fewest)
    return [[pieces[place] for place in part] for part in _filled(needs, next(enough, room))]


def _filled(needs: Sequence[float], room: float) -> list[list[int]]:
    """Places of ``needs``, as many to a part as ``room`` takes, but at least one."""
    parts: list[list[int]] = []
    left = 0.0
    for place, need in enumerate(needs):
        if not parts or need > left + 1e-6:
            parts.append([])
            left = room
        parts[-1].append(place)
        left -= need
    return parts


def _pieces(block: Block, wanted: Sequence[float], room: float) -> list[Block]:
    """The block, or as few pieces of it as fit, of as many columns each."""
    for count in range(max(1, ceil(sum(wanted[index] for index in block.columns) / room)), len(block.columns)):
        size = ceil(len(block.columns) / count)
        pieces = [block.columns[at : at + size] for at in range(0, len(block.columns), size)]
        if all(sum(wanted[index] for index in piece) <= room for piece in pieces):
            return [replace(block, columns=piece) for piece in pieces]
    return [replace(block, columns=(index,)) for index in block.columns]


def _part(table: Table, keys: int, blocks: Sequence[Block], name: str) -> Table:
    kept = [*range(keys), *(index for block in blocks for index in block.columns)]
    titles = dict.fromkeys(block.title for block in blocks)
    return replace(
        table,
        columns=tuple(table.columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in table.rows),
        total=tuple(table.total[index] for index in kept) if table.total else None,
        caption=f"{name}: {'; '.join(titles)}" if len(titles) < 6 else name,
    )
