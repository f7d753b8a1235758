"""How large a paper may be before printing it would keep a worker from everybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from blocs.workflow import Conflict

from .description import Block, Heading, OutlineItem, Paper, Paragraph, Table
from .wording import number

# Measured: about 0.6 ms a cell, so the largest paper takes some twelve seconds.
MAX_CELLS = 20_000
MAX_SIGNERS = 500
MAX_CHARACTERS = 1_000_000


class PaperTooLong(Conflict):
    """It cannot be printed now: says what is too much, and what to do."""


def check(paper: Paper) -> None:
    check_tables(block for block in _blocks(paper) if isinstance(block, Table))
    signers = len(paper.grid.cells) if paper.grid else 0
    if signers > MAX_SIGNERS:
        raise PaperTooLong(_message("phần ký có", signers, MAX_SIGNERS, "đơn vị"))
    characters = sum(map(_length, _blocks(paper)))
    if characters > MAX_CHARACTERS:
        raise PaperTooLong(_message("nội dung có", characters, MAX_CHARACTERS, "ký tự"))


def check_parts(paper: Paper) -> None:
    """The same where each annex is printed by itself."""
    check(replace(paper, annexes=()))
    for annex in paper.annexes:
        check_tables(block for block in annex.blocks if isinstance(block, Table))


def cells(paper: Paper) -> int:
    """Of all tables: what printing it will cost."""
    return _cells(block for block in _blocks(paper) if isinstance(block, Table))


def _cells(tables: Iterable[Table]) -> int:
    return sum(len(table.columns) * len(table.rows) for table in tables)


def check_tables(tables: Iterable[Table]) -> None:
    count = _cells(tables)
    if count > MAX_CELLS:
        raise PaperTooLong(_message("các bảng có", count, MAX_CELLS, "ô"))


def _blocks(paper: Paper) -> Iterator[Block]:
    yield from paper.blocks
    if paper.attached:
        yield from paper.attached.blocks
    for annex in paper.annexes:
        yield from annex.blocks


def _length(block: Block) -> int:
    match block:
        case Paragraph() | OutlineItem() | Heading():
            return len(block.text)
        case Table():
            return sum(len(cell) for row in block.rows for cell in row if isinstance(cell, str))


def _message(what: str, count: int, most: int, unit: str) -> str:
    figures = f"{number(count)} {unit}, nhiều nhất là {number(most)}"
    return f"Văn bản quá dài để in: {what} {figures}. Anh/chị hãy chia văn bản thành nhiều phần rồi in lại."
