"""The words of a paper in the order in which they are read, from each of its forms."""

import io
import re

import docx
import lxml.html
import pdfplumber
from docx.oxml.ns import qn

from documents import pdf
from tests.documents.measure import MM

INLINE = {"b", "span"}


def of_docx(content):
    """All paragraphs and cells of the text; headers and footers apart."""
    return _words(" ".join(map(_text, _body(content).iter(qn("w:p")))))


def of_html(paper):
    """What the PDF is printed from. The colon of "Kính gửi:" is a cell of its own there."""
    bodies = [lxml.html.fromstring(page).find("body") for page in pdf.html(paper)]
    text = " ".join(piece for body in bodies for piece in _pieces(body))
    return _words(re.sub(r"Kính gửi\s+:", "Kính gửi:", text))


def letters_of_pdf(content, headings=()):
    """Without spaces, since a printed line may break within a word; page numbers, marks and headings that are
    repeated on the next page taken out."""
    repeated = [_letters(heading) for heading in headings]
    with pdfplumber.open(io.BytesIO(content)) as document:
        pages = [_letters("".join(char["text"] for char in _body_chars(page))) for page in document.pages]
    return pages[0] + "".join(_without_repeated(page, repeated) for page in pages[1:])


def letters_of_docx(content):
    return "".join(of_docx(content))


def headings_of_docx(content):
    """The words of the rows that are repeated, for each table that has some."""
    tables = _body(content).iter(qn("w:tbl"))
    rows = ([row for row in table if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None] for table in tables)
    return ["".join(_text(line) for row in repeated for line in row.iter(qn("w:p"))) for repeated in rows if repeated]


def _body(content):
    return docx.Document(io.BytesIO(content)).element.body


def _text(paragraph):
    found = paragraph.iter(qn("w:t"), qn("w:br"))
    return "".join(part.text or "" if part.tag == qn("w:t") else " " for part in found)


def _pieces(element):
    inline = element.tag in INLINE
    inner = [element.text or ""]
    for child in element:
        inner += [*_pieces(child), child.tail or ""]
    yield "".join(inner) if inline else f" {''.join(inner)} "


def _words(text):
    return text.split()


def _letters(text):
    return "".join(text.split())


def _body_chars(page):
    for char in page.chars:
        is_mark = char["size"] > 40  # DỰ THẢO across the page
        if not is_mark and char["top"] * MM > 18 and char["bottom"] < page.height - 18 / MM:
            yield char


def _without_repeated(page, headings):
    return next((page.removeprefix(heading) for heading in headings if page.startswith(heading)), page)
