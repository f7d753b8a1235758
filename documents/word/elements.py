"""Paragraphs, runs and tables of a Word file, as elements that hold no more than they are given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from .styles import Style

TWIPS_PER_MM = 1440 / 25.4


def make(tag: str, *children: Element | None, **attributes: object) -> Element:
    """The element ``w:tag``; children that are None are left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


def run(text: str, *, bold: bool = False, italic: bool = False, points: int = 0) -> Element:
    """``text`` as it is, white space folded as on the printed paper: a no-break space stays. ``points`` where the
    text itself decides its size."""
    words = make("t")
    words.text = re.sub(r"[ \t\n]+", " ", text)
    words.set(qn("xml:space"), "preserve")
    sizes = [make("sz", val=2 * points), make("szCs", val=2 * points)] if points else []
    marks = [make("b") if bold else None, make("i") if italic else None, *sizes]
    return make("r", make("rPr", *marks) if bold or italic or points else None, words)


def field(instruction: str) -> Element:
    """What Word computes: ``PAGE`` for the number of the page."""
    return make("fldSimple", run("2"), instr=instruction)


def lines(texts: Sequence[str], points: int = 0) -> list[Element]:
    """Runs that begin lines of their own within one paragraph."""
    runs: list[Element] = []
    for text in texts:
        if runs:
            runs.append(make("r", make("br")))
        runs.append(run(text, points=points))
    return runs


def paragraph(
    style: Style, *content: str | Element, align: str = "", keep: bool = False, sides: tuple[float, float] | None = None
) -> Element:
    """``keep`` it on the page of what follows; ``sides`` are indents in mm that the text itself decides."""
    runs = [run(part) if isinstance(part, str) else part for part in content if not isinstance(part, str) or part]
    properties = make(
        "pPr",
        make("pStyle", val=style.id),
        make("keepNext") if keep else None,
        make("ind", left=twips(sides[0]), right=twips(sides[1])) if sides else None,
        make("jc", val=align) if align else None,
    )
    return make("p", properties, *runs)


def kept(*paragraphs: Element) -> tuple[Element, ...]:
    """The same, on the page of what follows them."""
    for each in paragraphs:
        properties = each.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            properties.insert(1, make("keepNext"))
    return paragraphs


def cell(width: float, content: Sequence[Element], *properties: Element | None, span: int = 1) -> Element:
    """``width`` in mm; other ``properties`` in the order of the format's schema."""
    across = make("gridSpan", val=span) if span > 1 else None
    return make("tc", make("tcPr", make("tcW", w=twips(width), type="dxa"), across, *properties), *content)


def padding(tag: str, left: float, right: float) -> Element:
    """Room at either side (mm), of a cell as ``tcMar`` or of every cell of a table as ``tblCellMar``."""
    return make(tag, make("left", w=twips(left), type="dxa"), make("right", w=twips(right), type="dxa"))


def row(*cells: Element, heading: bool = False, style: str = "", height: float = 0, exact: bool = False) -> Element:
    """Not divided between two pages unless its ``style`` (``description.Table``) says so; a ``heading`` repeats.

    ``height`` in mm is the least one, or ``exact``.
    """
    height = height or (10 if style == "tall" else 0)
    properties = make(
        "trPr",
        None if style == "divided" else make("cantSplit"),
        make("trHeight", val=twips(height), hRule="exact" if exact else "atLeast") if height else None,
        make("tblHeader") if heading else None,
    )
    return make("tr", properties, *cells)


def table(style: Style, widths: Sequence[float], rows: Sequence[Element], room: Element | None = None) -> Element:
    """``widths`` of the columns in mm; ``room`` within every cell where it is not that of the style."""
    columns = [make("gridCol", w=twips(width)) for width in widths]
    properties = make(
        "tblPr",
        make("tblStyle", val=style.id),
        make("tblW", w=sum(map(twips, widths)), type="dxa"),
        make("tblLayout", type="fixed"),
        room,
        make("tblLook", val="0000"),
    )
    return make("tbl", properties, make("tblGrid", *columns), *rows)
