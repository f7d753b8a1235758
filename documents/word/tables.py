"""Described tables in a Word file: headings that repeat, rows that stay whole, groups that stay together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.tables import Heading, PrintedCell, PrintedTable

from . import styles
from .elements import Element, cell, make, padding, paragraph, row, run, table

# Room at the left and right of a cell in mm where the style's own is too much.
PADDING = {"dense": (0.7, 0.7), "crowded": (0.5, 0.5)}


def data_table(printed: PrintedTable, page_width: float) -> list[Element]:
    """The caption, a little room and the table; ``page_width`` in mm."""
    widths = [float(share) * page_width / 100 for share in printed.widths]
    rows = [*_headings(printed, widths), *_body(printed, widths)]
    caption = [paragraph(styles.CAPTION, printed.caption)] if printed.caption else []
    gap = paragraph(styles.GAP, keep=True)
    room = padding("tblCellMar", *PADDING[printed.density]) if printed.density in PADDING else None
    return [*caption, gap, table(styles.RULED, widths, rows, room)]


def _headings(printed: PrintedTable, widths: Sequence[float]) -> Iterator[Element]:
    """One row, or two: a heading without a group above runs down through both."""
    upper, *lower = printed.headings
    if not lower:
        yield row(*(_heading(h, [w], printed.density) for h, w in zip(upper, widths, strict=True)), heading=True)
        return
    below = iter(lower[0])
    first, second, at = [], [], 0
    for heading in upper:
        across = widths[at : at + heading.colspan]
        at += heading.colspan
        if heading.rowspan > 1:
            first.append(_heading(heading, across, printed.density, merge="restart"))
            second.append(_heading(Heading(""), across, printed.density, merge="continue"))
        else:
            first.append(_heading(heading, across, printed.density))
            second += [_heading(next(below), [width], printed.density) for width in across]
    yield row(*first, heading=True)
    yield row(*second, heading=True)


def _heading(heading: Heading, widths: Sequence[float], density: str, merge: str = "") -> Element:
    title = paragraph(styles.COLUMN_HEADS[density], heading.title, keep=True)
    down = make("vMerge", val=merge) if merge else None
    return cell(sum(widths), [title], down, make("vAlign", val="center"), span=heading.colspan)


def _body(printed: PrintedTable, widths: Sequence[float]) -> Iterator[Element]:
    if not printed.groups:
        words = run(printed.empty, italic=True)
        none = paragraph(styles.CELLS[printed.density], words, align="center", keep=bool(printed.total))
        yield row(cell(sum(widths), [none], span=len(widths)))
    for group in printed.groups:
        for place, cells in enumerate(group, start=1):
            is_last = place == len(group)
            within = len(printed.groups) > 1 and not is_last
            opens = place == 1 and not is_last
            closes = is_last and group is printed.groups[-1] and bool(printed.total)
            yield _row(cells, widths, printed, keep=within or opens or closes)
    if printed.total:
        yield _row(printed.total, widths, printed, bold=True)


def _row(
    cells: Sequence[PrintedCell], widths: Sequence[float], printed: PrintedTable, keep: bool = False, bold: bool = False
) -> Element:
    """``keep`` it on the page of the row below."""
    inside = (_cell(each, width, printed.density, keep, bold) for each, width in zip(cells, widths, strict=True))
    return row(*inside, style=printed.row_style)


def _cell(printed: PrintedCell, width: float, density: str, keep: bool, bold: bool) -> Element:
    align = "" if printed.align == "left" else printed.align
    text = [run(printed.text, bold=bold)] if printed.text else []
    return cell(width, [paragraph(styles.CELLS[density], *text, align=align, keep=keep)])
