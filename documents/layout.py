"""What the renderers of a paper print: the description with its marks, capitals and cells put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from . import wording
from .description import (
    Annex,
    Block,
    GridCell,
    Heading,
    OutlineItem,
    Paper,
    Paragraph,
    Signature,
    SignatureGrid,
    Table,
)
from .tables import printed_table
from .typeface import width

Described = TypeVar("Described")

# Between the margins of 30 and 15 mm.
PORTRAIT, LANDSCAPE = 165.0, 252.0
# The narrowest cell of a signature grid, between its paddings.
CELL = 48.0
# The left head and the cell of a single signature, between their paddings; a little room for kerning.
HEAD, SIGNATURE = 62.5, 81.5
# Of the names of public bodies: words that belong to the next one, and pairs that make one word.
LEADING = frozenset(["VÀ", "CÁC", "CỦA", "BỘ", "TỈNH"])
PAIRS = frozenset(
    ["CHÍNH PHỦ", "CÔNG AN", "CƠ QUAN", "ĐĂNG KÝ", "ĐẦU TƯ", "ĐÔN ĐỐC", "GIÁM SÁT", "KẾ HOẠCH", "MIỀN NÚI", "NGÂN HÀNG",
     "NHÀ NƯỚC", "NHÂN DÂN", "NỘI VỤ", "PHÍA BẮC", "QUỐC PHÒNG", "TÀI CHÍNH", "THANH TRA", "THI ĐUA", "TRUNG DU",
     "TƯ PHÁP", "VIỆT NAM"]
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of capitals in a signature block. ``tail``, its last words, is not broken."""

    head: str
    tail: str = ""
    plain: bool = False


@dataclass(frozen=True)
class Signer:
    """One cell of the grid, or the witness below it."""

    lines: tuple[Line, ...]
    rank: str
    name: str
    name_fits: bool
    key: str


@dataclass(frozen=True)
class GridRow:
    """Signers side by side in a table of twice as many columns, so that a short row can be centred.

    ``padding`` columns stay free at either end, ``span`` columns make one cell.
    """

    signers: tuple[Signer, ...]
    padding: int
    span: int = 2
    alone: bool = False

    @property
    def single(self) -> bool:
        """One unit below the leader that has no neighbour."""
        return len(self.signers) == 1 and not self.alone


@dataclass(frozen=True)
class Signed:
    """The single signature of a paper; each of its capital lines in as many printed ones as it takes."""

    lines: tuple[list[str], ...]
    note: str
    name: str


@dataclass(frozen=True)
class PrintedGrid:
    heading: str
    width: int
    rows: tuple[GridRow, ...]
    witness: Signer | None


def tidied(paper: Described) -> Described:
    """The same description with every text in NFC and without control characters."""
    return _tidied(paper)


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return wording.tidy(value)
    if isinstance(value, tuple):
        return tuple(map(_tidied, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _tidied(getattr(value, part.name)) for part in fields(value)})
    return value


def addressees(paper: Paper) -> list[str]:
    """One addressee stands without a mark on the line of "Kính gửi:", several are a list."""
    return wording.enumerated(paper.addressees) if len(paper.addressees) > 1 else list(paper.addressees)


def about(paper: Paper) -> list[str]:
    """The lines below the number of a công văn; none in papers with a kind."""
    return balanced(paper.about, HEAD, 12) if paper.about else []


def place_and_date(paper: Paper) -> str:
    return wording.place_and_date(paper.place, paper.dated, paper.year) if paper.place else ""


def body(paper: Paper) -> tuple[tuple[Block, ...], str]:
    """Blocks and closing, the end mark put after their last words."""
    if not paper.end_mark:
        return paper.blocks, paper.closing
    if paper.closing:
        return paper.blocks, wording.ended(paper.closing, wording.END_MARK)
    return _closed(paper.blocks)


def _closed(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    """``blocks`` with the end mark after their last words, or the mark as a line of its own below them."""
    if not blocks or not isinstance(blocks[-1], Paragraph | OutlineItem):
        return blocks, wording.END_MARK
    last = replace(blocks[-1], text=wording.ended(blocks[-1].text, wording.END_MARK))
    return (*blocks[:-1], last), ""


def attached_body(paper: Paper) -> tuple[Iterator[tuple[str, object]], str]:
    """As ``body`` and ``described``, of the text that the paper puts into force."""
    blocks, closing = _closed(paper.attached.blocks) if paper.attached else ((), "")
    return described(blocks, PORTRAIT), closing


def described(blocks: Sequence[Block], page_width: float) -> Iterator[tuple[str, object]]:
    """Each block with the name of what the template makes of it."""
    for block in blocks:
        match block:
            case Heading():
                yield "chapter", block
            case OutlineItem(level=0, label=label) if label:
                yield "heading", block
            case OutlineItem():
                yield "item", block
            case Paragraph():
                yield "paragraph", block
            case Table():
                yield "table", printed_table(block, page_width)


def annexes(paper: Paper) -> Iterator[tuple[Annex, Iterator[tuple[str, object]]]]:
    for annex in paper.annexes:
        yield annex, of_annex(annex)


def of_annex(annex: Annex) -> Iterator[tuple[str, object]]:
    return described(annex.blocks, LANDSCAPE if annex.landscape else PORTRAIT)


def signed(signature: Signature) -> Signed:
    lines = tuple(balanced(wording.upper(line), SIGNATURE, 14, bold=True) for line in signature.lines)
    return Signed(lines, signature.note, signature.name)


def printed_grid(grid: SignatureGrid) -> PrintedGrid:
    whole = 2 * grid.columns
    top = GridRow(tuple(map(signer, grid.top)), padding=0, span=whole, alone=True)
    rest = (GridRow(tuple(map(signer, row)), padding=grid.columns - len(row)) for row in grid.rows)
    return PrintedGrid(grid.heading, whole, (top, *rest), witness(grid.witness) if grid.witness else None)


def signer(cell: GridCell) -> Signer:
    lines = [line(cell.unit), Line(f"({cell.role})", plain=True), line(cell.authority), line(cell.post)]
    present = (cell.unit, cell.role, cell.authority, cell.post)
    return Signer(
        lines=tuple(line for line, text in zip(lines, present, strict=True) if text),
        rank=cell.rank,
        name=cell.name,
        name_fits=width(cell.name, 13, bold=True) <= CELL,
        key=cell.key,
    )


def witness(cell: GridCell) -> Signer:
    printed = signer(cell)
    body = replace(printed.lines[0], head=f"ĐẠI DIỆN {printed.lines[0].head}")
    return replace(printed, lines=(Line("CHỨNG KIẾN"), body, *printed.lines[1:]))


def balanced(text: str, room: float, points: float, *, bold: bool = False) -> list[str]:
    """``text``, in capitals, in as few lines as ``room`` mm allows, of about equal width, broken between words that
    can be parted. One line, for the printer to break, where some of them are wider than the room together.
    """

    def wide(part: str) -> float:
        return width(part, points, bold=bold)

    words = _inseparable(text.split())
    if any(wide(word) > room for word in words):
        return [" ".join(words)]
    best = _filled(words, room, wide)
    for _ in words:
        narrower = _filled(words, max(map(wide, best)) - 0.01, wide)
        if len(narrower) > len(best) or narrower == best:
            break
        best = narrower
    return best


def _inseparable(words: Sequence[str]) -> list[str]:
    """``words`` with those joined by a space that stand on one line; a province's name has two."""
    joined: list[str] = []
    for word in words:
        last = wording.upper(joined[-1].split()[-1]) if joined else ""
        of_province = joined and "TỈNH" in joined[-1].split()[-2:]
        if of_province or last in LEADING or f"{last} {wording.upper(word.rstrip(',;.'))}" in PAIRS:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _filled(words: Sequence[str], room: float, wide: Callable[[str], float]) -> list[str]:
    """Lines of ``words``, each as full as ``room`` mm allows."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def line(text: str) -> Line:
    """Capitals; where they take more than one line, what follows the last comma stays together if a cell has room,
    else the last two words.
    """
    words = wording.upper(text).split()
    whole, last_two = " ".join(words), " ".join(words[-2:])
    front, comma, last = whole.rpartition(", ")
    if len(words) < 3 or _capitals(whole) <= CELL:
        return Line(whole)
    if comma and max(_capitals(f"{front},"), _capitals(last)) <= CELL:
        return Line(f"{front},", last)
    return Line(whole) if _capitals(last_two) > CELL else Line(" ".join(words[:-2]), last_two)


def _capitals(text: str) -> float:
    return width(text, 12, bold=True)
