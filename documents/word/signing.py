"""The end of a paper in a Word file: signatures, recipients, the code for checking, the grid of a covenant."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from docx.document import Document
from docx.shared import Mm

from documents import layout, wording
from documents.description import Paper, Verification
from documents.layout import GridRow, PrintedGrid, Signed, Signer

from . import styles
from .elements import Element, cell, kept, lines, make, padding, paragraph, row, run, table

WHOLE = layout.PORTRAIT
HALVES = (WHOLE / 2, WHOLE / 2)
SIDES = (44.0, WHOLE - 88, 44.0)
# The stamp covers the left third of the signature: its room is at the left.
STAMP = (6.0, 1.0)
ALONE = (20.0, 20.0)
QR = Mm(18)
NO_BREAK = "\u00a0"


def foot(paper: Paper, document: Document) -> Element:
    """Recipients at the left, level with the post of the one who signs; two sign side by side above them."""
    left, right = _recipients(paper), _verification(paper.verification, document)
    signatures = [layout.signed(signature) for signature in paper.signatures]
    rows = []
    if len(signatures) == 1:
        left, right = left + right, [*_post(signatures[0]), _name(signatures[0])]
    elif signatures:
        rows.append(_halves(*([*kept(*_post(each))] for each in signatures)))
        rows.append(_halves(*([*kept(_name(each))] for each in signatures)))
    rows.append(_halves(left, right))
    return table(styles.FRAME, HALVES, rows)


def _halves(*contents: Sequence[Element]) -> Element:
    return row(*(cell(HALVES[0], content or [paragraph(styles.RECIPIENT)]) for content in contents))


def _post(signed: Signed) -> list[Element]:
    note = [paragraph(styles.NOTE, signed.note)] if signed.note else []
    return [*(paragraph(styles.POST, *lines(line)) for line in signed.lines), *note]


def _name(signed: Signed) -> Element:
    return paragraph(styles.NAME, signed.name)


def _recipients(paper: Paper) -> list[Element]:
    named = [paragraph(styles.RECIPIENT, f"- {one}") for one in wording.enumerated(paper.recipients)]
    return [paragraph(styles.RECIPIENTS, "Nơi nhận:"), *named] if named else []


def _verification(verification: Verification | None, document: Document) -> list[Element]:
    if verification is None:
        return []
    return [
        paragraph(styles.CODE_PICTURE, _picture(verification, document), keep=True),
        paragraph(styles.CODE, f"{verification.name}: ", run(verification.code, bold=True), keep=True),
        paragraph(styles.CODE, verification.purpose, keep=True),
        paragraph(styles.CODE, verification.url),
    ]


def _picture(verification: Verification, document: Document) -> Element:
    """The address as a QR code, in letters for whoever does not see it."""
    file = io.BytesIO()
    segno.make(verification.url, error="m", micro=False).save(file, kind="png", border=0, scale=8)
    inline = document.part.new_pic_inline(file, QR, QR)
    for side in ("distT", "distB", "distL", "distR"):  # else LibreOffice leaves room around it
        inline.set(side, "0")
    inline.docPr.set("descr", verification.alternative)
    return make("r", make("drawing", inline))


def grid(printed: PrintedGrid) -> list[Element]:
    """The heading and the units' places to sign. All of it begins on the page of the text before it."""
    step = WHOLE / printed.width
    rows = []
    for place, each in enumerate(printed.rows):
        following = printed.rows[place + 1] if place + 1 < len(printed.rows) else None
        # The witness stays with the last units, and so does a unit that would stand alone in its row.
        keep = following.single and following is printed.rows[-1] if following else printed.witness is not None
        rows.append(_side_by_side(each, step, [[*kept(*_posts(signer))] for signer in each.signers]))
        rows.append(_side_by_side(each, step, [[_grid_name(signer, keep=keep)] for signer in each.signers]))
    heading = paragraph(styles.GRID_HEADING, wording.upper(printed.heading))
    return [heading, table(styles.FRAME, [step] * printed.width, rows, padding("tblCellMar", *STAMP))]


def _side_by_side(of: GridRow, step: float, contents: Sequence[Sequence[Element]]) -> Element:
    """A short row is centred between empty cells."""
    room = padding("tcMar", *ALONE) if of.alone else None
    cells = [cell(step * of.span, content, room, span=of.span) for content in contents]
    if not of.padding:
        return row(*cells)
    before, after = (
        cell(step * of.padding, [paragraph(styles.GRID_ROLE, keep=True)], span=of.padding) for _ in range(2)
    )
    return row(before, *cells, after)


def _posts(signer: Signer) -> list[Element]:
    return [
        paragraph(
            styles.GRID_ROLE if line.plain else styles.GRID_POST,
            f"{line.head} {line.tail.replace(' ', NO_BREAK)}" if line.tail else line.head,
        )
        for line in signer.lines
    ]


def _grid_name(signer: Signer, *, keep: bool = False) -> Element:
    name = signer.name.replace(" ", NO_BREAK) if signer.rank and signer.name_fits else signer.name
    return paragraph(styles.GRID_NAME, f"{signer.rank} {name}".strip(), keep=keep)


def witness(printed: Signer, paper: Paper, document: Document) -> list[Element]:
    """Recipients and code at either side of the witness's post."""
    middle = [*_posts(printed), _grid_name(printed)]
    contents = (_recipients(paper), middle, _verification(paper.verification, document))
    cells = (
        cell(width, content or [paragraph(styles.RECIPIENT)]) for width, content in zip(SIDES, contents, strict=True)
    )
    return [paragraph(styles.GAP, keep=True), table(styles.FRAME, SIDES, [row(*cells)])]
