"""A paper as a Word file: the NĐ 30/2020 layout in named styles, from the description that the PDF is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docx.document import Document
from docx.oxml.ns import qn

from documents import layout, limits, wording
from documents.description import Annex, Attached, Heading, OutlineItem, Paper, Paragraph
from documents.tables import PrintedTable
from documents.typeface import width

from . import blank, package, signing, styles
from .elements import Element, cell, field, kept, lines, make, padding, paragraph, row, run, table
from .tables import data_table

HEAD = (67.0, layout.PORTRAIT - 67)
# Of a head's cell: a little at the right, so that the two columns never touch.
HEAD_PADDING = (0.0, 2.0)
# NĐ 30/2020: a third to a half of the text above.
SHORT = 0.36


def render(paper: Paper, *more: Paper, remark: str = "") -> bytes:
    """The same paper gives the same bytes; ``remark`` stands in the foot of every page.

    ``more`` papers, which say as much in their margins, follow in one file, each with page numbers of its own.
    What an editor must know about the copy goes there, so that the text stays that of the PDF.
    Raises ``limits.PaperTooLong`` before any work is done.
    """
    for each in (paper, *more):
        limits.check(each)
    first, *rest = map(layout.tidied, (paper, *more))
    document = blank.document()
    _describe(document, first)
    _margins(document, first, wording.tidy(remark))
    _write_whole(document, first)
    for each in rest:
        _begin_section(document, landscape=False)
        _write_whole(document, each)
    return package.packed(document)


def _write_whole(document: Document, paper: Paper) -> None:
    package.write(document, [*_head(paper), *_text(paper), *_end(paper, document)])
    if paper.attached:
        _begin_section(document, landscape=False)
        package.write(document, _attached(paper, paper.attached))
    for annex, blocks in layout.annexes(paper):
        _begin_section(document, landscape=annex.landscape)
        package.write(document, _annex(annex, blocks))


def _begin_section(document: Document, *, landscape: bool) -> None:
    """End the section before this one in a line that takes no room; headers go on from section to section."""
    section = document.element.body.add_section_break()
    section.getprevious().pPr.insert(0, make("pStyle", val=styles.GAP.id))
    blank.page(section, landscape=landscape)


def _head(paper: Paper) -> list[Element]:
    rows = [_issuer_and_nation(paper)]
    place_and_date = layout.place_and_date(paper)
    if paper.symbol or place_and_date:
        symbol = f"Số: {paper.symbol}" if paper.symbol else ""
        about = [paragraph(styles.ABOUT, *lines(layout.about(paper)))] if paper.about else []
        rows.append(_head_row([paragraph(styles.SYMBOL, symbol), *about], [paragraph(styles.DATED, place_and_date)]))
    return [table(styles.FRAME, HEAD, rows), *_title(paper)]


def _issuer_and_nation(paper: Paper) -> Element:
    left, right = HEAD
    parent = layout.balanced(wording.upper(paper.issuer.parent), layout.HEAD, 13)
    name = layout.balanced(wording.upper(paper.issuer.name), layout.HEAD, 13, bold=True)
    longest = max((width(line, 13, bold=True) for line in name), default=0)
    issuer = [
        paragraph(styles.PARENT, *lines(parent)),
        paragraph(styles.ISSUER, *lines(name)),
        _rule(SHORT * longest, left - HEAD_PADDING[1]),
    ]
    nation = [
        paragraph(styles.NATION, wording.NATION),
        paragraph(styles.MOTTO, wording.MOTTO),
        _rule(width(wording.MOTTO, 13, bold=True), right),
    ]
    return _head_row(issuer, nation)


def _head_row(left: Sequence[Element], right: Sequence[Element]) -> Element:
    return row(cell(HEAD[0], left, padding("tcMar", *HEAD_PADDING)), cell(HEAD[1], right))


def _rule(length: float, room: float) -> Element:
    """A line of ``length`` in the middle of ``room`` (mm): the lower border of an indented empty paragraph."""
    side = max(0.0, (room - length) / 2)
    return paragraph(styles.RULE, sides=(side, side))


def _title(paper: Paper) -> list[Element]:
    if not paper.kind:
        return [paragraph(styles.WIDE_GAP)]
    kind = paragraph(styles.KIND, wording.upper(paper.kind))
    if not paper.subject:
        return [kind, paragraph(styles.WIDE_GAP)]
    length = SHORT * min(width(paper.subject, 14, bold=True), layout.PORTRAIT)
    subject = paragraph(styles.SUBJECT, paper.subject)
    return [kind, subject, _rule(length, layout.PORTRAIT), paragraph(styles.WIDE_GAP)]


def _text(paper: Paper) -> list[Element]:
    """From the addressees to the last words, which stay with the signature."""
    blocks, closing = layout.body(paper)
    texts = [
        *_addressees(layout.addressees(paper)),
        *_centred(wording.upper(paper.authority)),
        *(paragraph(styles.BASIS, base) for base in wording.enumerated(paper.bases)),
        *_centred(wording.DECIDES if paper.authority else ""),
        *([paragraph(styles.BODY, paper.opening)] if paper.opening else []),
        *_blocks(layout.described(blocks, layout.PORTRAIT), layout.PORTRAIT),
        *([paragraph(styles.BODY, closing)] if closing else []),
    ]
    _keep_last(texts)
    return texts


def _centred(text: str) -> tuple[Element, ...]:
    """A bold line in the middle, on the page of what it announces."""
    return kept(paragraph(styles.CENTRED, run(text, bold=True))) if text else ()


def _keep_last(elements: Sequence[Element]) -> None:
    """Hold the last paragraph, or the last row of a table, on the page of what follows it."""
    if elements:
        last = elements[-1] if elements[-1].tag == qn("w:p") else elements[-1][-1]
        kept(*last.iter(qn("w:p")))


def _addressees(named: Sequence[str]) -> list[Element]:
    """One on the line of "Kính gửi:", in the middle; several below it, behind its colon."""
    if not named:
        return []
    title = "Kính gửi:"
    if len(named) == 1:
        return [paragraph(styles.ADDRESSEE, f"{title} {named[0]}")]
    colon, longest = width(title, 14), max(width(f"- {each}", 14) for each in named)
    side = max(0.0, (layout.PORTRAIT - colon - longest) / 2)
    below = (paragraph(styles.ADDRESSEES, f"- {each}", sides=(side + colon, 0)) for each in named)
    return [paragraph(styles.ADDRESSEES, title, sides=(side, 0)), *below, paragraph(styles.GAP)]


def _blocks(described: Iterable[tuple[str, object]], page_width: float) -> list[Element]:
    elements: list[Element] = []
    for _, block in described:
        match block:
            case PrintedTable():
                _keep_last(elements)
                elements += data_table(block, page_width)
            case Heading():
                elements.append(paragraph(styles.CHAPTER, *lines([block.label, wording.upper(block.text)])))
            case OutlineItem():
                # What announces the next lines stays on their page.
                elements += kept(_item(block)) if block.text.endswith(":") else [_item(block)]
            case Paragraph():
                elements += kept(_paragraph(block)) if block.bold else [_paragraph(block)]
    return elements


def _item(item: OutlineItem) -> Element:
    """Its label is text, as computed, so that what Word counts cannot differ from what was printed."""
    if not item.label:
        return paragraph(styles.BODY, item.text)
    text = item.text if item.level else wording.upper(item.text)
    return paragraph(styles.HEADINGS[min(item.level, len(styles.HEADINGS) - 1)], f"{item.label} {text}")


def _paragraph(block: Paragraph) -> Element:
    marks = {"bold": block.bold, "italic": block.italic}
    lead = [run(f"{block.lead} ", bold=True, italic=block.italic)] if block.lead else []
    style = styles.CENTRED if block.align == "center" else styles.BODY
    return paragraph(style, *lead, run(block.text, **marks))


def _end(paper: Paper, document: Document) -> list[Element]:
    if not paper.grid:
        return [paragraph(styles.WIDE_GAP, keep=True), signing.foot(paper, document)]
    printed = layout.printed_grid(paper.grid)
    if printed.witness:
        return [*signing.grid(printed), *signing.witness(printed.witness, paper, document)]
    return [*signing.grid(printed), paragraph(styles.WIDE_GAP, keep=True), signing.foot(paper, document)]


def _attached(paper: Paper, attached: Attached) -> list[Element]:
    length = SHORT * min(width(attached.reference, 14), layout.PORTRAIT)
    blocks, closing = layout.attached_body(paper)
    texts = _blocks(blocks, layout.PORTRAIT)
    if closing:
        _keep_last(texts)
    return [
        table(styles.FRAME, HEAD, [_issuer_and_nation(paper)]),
        paragraph(styles.KIND, wording.upper(attached.kind)),
        paragraph(styles.SUBJECT, attached.subject),
        paragraph(styles.ANNEX_REFERENCE, attached.reference),
        _rule(length, layout.PORTRAIT),
        paragraph(styles.WIDE_GAP),
        *texts,
        *([paragraph(styles.BODY, closing)] if closing else []),
    ]


def _annex(annex: Annex, blocks: Iterable[tuple[str, object]]) -> list[Element]:
    return [
        paragraph(styles.ANNEX, annex.label, keep=True),
        paragraph(styles.ANNEX_TITLE, wording.upper(annex.title)),
        *([paragraph(styles.ANNEX_REFERENCE, annex.reference)] if annex.reference else []),
        *_blocks(blocks, layout.LANDSCAPE if annex.landscape else layout.PORTRAIT),
    ]


def _margins(document: Document, paper: Paper, remark: str) -> None:
    """The number of the page at its top from the second on; below it whether it is a draft."""
    section = document.sections[0]
    draft = [paragraph(styles.DRAFT, "DỰ THẢO")] if paper.draft else []
    foot = [paragraph(styles.REMARK, remark)] if remark else []
    foot += [paragraph(styles.SAMPLE, "DỮ LIỆU THỬ")] if paper.sample else []
    for part, content in (
        (section.header, [paragraph(styles.HEADER, field("PAGE")), *draft]),
        (section.first_page_header, [paragraph(styles.HEADER), *draft]),
        (section.footer, foot),
        (section.first_page_footer, foot),
    ):
        package.fill(part, content)


def _describe(document: Document, paper: Paper) -> None:
    package.describe(
        document,
        paper.dated or date(paper.year, 1, 1),
        title=paper.title,
        subject=paper.subject,
        author=paper.issuer.name,
        keywords=", ".join(paper.keywords),
    )
