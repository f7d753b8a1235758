"""The Word file before anything is written in it: its styles, its language, its page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL

from . import styles
from .elements import Element, make, twips
from .styles import FACE, LANGUAGE, Style

WORD = "http://schemas.microsoft.com/office/word"
# Of the library's own template: nothing of it is ours.
FOREIGN = (
    "stylesWithEffects", REL.CUSTOM_XML, REL.NUMBERING, REL.WEB_SETTINGS, REL.FONT_TABLE, REL.EXTENDED_PROPERTIES,
    REL.THUMBNAIL,
)  # fmt: skip
# In mm: top, right, bottom, left; from the edge of the sheet to page number and foot.
MARGINS = (20, 15, 20, 30)
EDGE = 8
SHEET = (210, 297)


def document(more: tuple[Style, ...] = ()) -> Document:
    """A new one, with one section in portrait; ``more`` styles of paragraphs than a paper has."""
    return docx.Document(io.BytesIO(_blank(more)))


@cache
def _blank(more: tuple[Style, ...]) -> bytes:
    made = docx.Document()
    for rels in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(FOREIGN)]:
            rels.pop(key)
    replace(made.styles.element, _stylesheet(more))
    replace(made.settings.element, _settings())
    page(made.element.body.sectPr)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def replace(element: Element, children: list[Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def page(section: Element, *, landscape: bool = False, margins: Sequence[float] = MARGINS) -> None:
    """Make ``section`` (w:sectPr) an A4 sheet whose pages count from 1, the first without its number."""
    width, height = map(twips, reversed(SHEET) if landscape else SHEET)
    top, right, bottom, left = map(twips, margins)
    edge = twips(EDGE)
    kept = [child for child in section if child.tag.endswith(("}headerReference", "}footerReference"))]
    turned = {"orient": "landscape"} if landscape else {}
    replace(
        section,
        [
            *kept,
            make("type", val="nextPage"),
            make("pgSz", w=width, h=height, **turned),
            make("pgMar", top=top, right=right, bottom=bottom, left=left, header=edge, footer=edge, gutter=0),
            make("pgNumType", start=1),
            make("titlePg"),
        ],
    )


def _settings() -> list[Element]:
    """The year 2013's layout, which Word does not call a compatibility mode; Vietnamese throughout."""
    modern = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1, "doNotFlipMirrorIndents": 1}
    return [
        make("zoom", percent=100),
        make("defaultTabStop", val=720),
        make("characterSpacingControl", val="doNotCompress"),
        make("compat", *(make("compatSetting", name=name, uri=WORD, val=value) for name, value in modern.items())),
        make("themeFontLang", val=LANGUAGE),
        make("decimalSymbol", val=","),
        make("listSeparator", val=";"),
    ]


def _stylesheet(more: Iterable[Style]) -> list[Element]:
    face = make("rFonts", ascii=FACE, hAnsi=FACE, eastAsia=FACE, cs=FACE)
    language = make("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    letters = make("rPr", face, make("sz", val=28), make("szCs", val=28), language)
    defaults = make("docDefaults", make("rPrDefault", letters), make("pPrDefault"))
    return [
        defaults,
        _named("style", "Normal", "Normal", make("qFormat"), type="paragraph", default=1),
        _named("style", "DefaultParagraphFont", "Default Paragraph Font", type="character", default=1),
        _named("style", "TableNormal", "Normal Table", _frame(), type="table", default=1),
        _named("style", "NoList", "No List", type="numbering", default=1),
        *map(_paragraph_style, (*styles.PARAGRAPHS, *more)),
        _table_style(styles.FRAME, _frame()),
        _table_style(styles.RULED, _frame(rules=True)),
    ]


def _named(tag: str, key: str, name: str, *parts: Element, **attributes: object) -> Element:
    return make(tag, make("name", val=name), *parts, **attributes, styleId=key)


def _table_style(style: Style, properties: Element) -> Element:
    based = make("basedOn", val="TableNormal")
    return _named("style", style.id, style.name, based, properties, type="table", customStyle=1)


def _frame(*, rules: bool = False) -> Element:
    """A table without room around its cells, or ruled and with a little."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [make(side, val="single", sz=4, space=0, color="auto") for side in sides]
    room = {"top": 1.0, "left": 1.2, "bottom": 1.0, "right": 1.2} if rules else dict.fromkeys(sides[:4], 0.0)
    return make(
        "tblPr",
        make("tblBorders", *borders) if rules else None,
        make("tblCellMar", *(make(side, w=twips(mm), type="dxa") for side, mm in room.items())),
    )


def _paragraph_style(style: Style) -> Element:
    custom = {} if style.known else {"customStyle": 1}
    return make(
        "style",
        make("name", val=style.known or style.name),
        make("aliases", val=style.name) if style.known else None,
        make("basedOn", val="Normal"),
        make("next", val=styles.BODY.id) if style.heading else None,
        make("qFormat"),
        _layout(style),
        _letters(style),
        type="paragraph",
        styleId=style.id,
        **custom,
    )


def _layout(style: Style) -> Element:
    line = (
        {"line": round(20 * style.exact), "lineRule": "exact"}
        if style.exact
        else {"line": round(240 * style.line), "lineRule": "auto"}
    )
    indents = {"left": twips(style.hanging), "hanging": twips(style.hanging)} if style.hanging else {}
    indents |= {"firstLine": twips(style.first)} if style.first else {}
    below = make("pBdr", make("bottom", val="single", sz=6, space=0, color="auto"))
    return make(
        "pPr",
        make("keepNext") if style.keep else None,
        below if style.rule else None,
        make("spacing", before=round(20 * style.before), after=round(20 * style.after), **line),
        make("ind", **indents) if indents else None,
        make("jc", val=style.align),
        make("outlineLvl", val=style.heading - 1) if style.heading else None,
    )


def _letters(style: Style) -> Element:
    size = round(2 * style.size)
    return make(
        "rPr",
        make("b") if style.bold else None,
        make("i") if style.italic else None,
        make("color", val=style.colour) if style.colour else None,
        make("sz", val=size),
        make("szCs", val=size),
    )
