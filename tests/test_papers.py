"""Every kind of paper the program prints, from real records, at 4, 7, 34 and 63 units: measured, and archival."""

import io

import pikepdf
import pytest

from archive.printing import KINDS
from archive.printing import printed as print_document
from documents import wording
from tests.documents import words
from tests.documents.measure import MM, Printed
from tests.written_year import written_year

pytestmark = pytest.mark.any_database

SIZES = [4, 7, 34, 63]
ARCHIVAL, COMPARED = (7,), (7, 63)  # sizes at which more is asked than the layout
WITH_EVERY_UNIT = ("covenant", "consolidation")
FACES = {f"Liberation-Serif-2.1.5{style}" for style in ("", "-Bold", "-Italic", "-Bold-Italic")}


# One test of all that is asked of a paper: to print those of 63 units and to read them again takes long.
@pytest.mark.parametrize("units", SIZES)
def test_every_paper(cast, units):
    year = written_year(cast, units)
    names = [" ".join(str(member.unit).split()) for member in year.ordered_memberships]
    for kind in KINDS:
        of_unit = KINDS[kind].of_unit
        if of_unit and units not in COMPARED:
            continue  # as it is with 7
        pdf = print_document(kind, year, "ttbtp" if of_unit else None, "pdf")
        result = Printed(pdf)
        keeps_the_layout(result, kind)
        if kind in WITH_EVERY_UNIT:
            leaves_nobody_out(result, names, kind)
        if units in ARCHIVAL:
            is_archival_and_tagged(pdf, kind)
        if units in COMPARED:
            word = print_document(kind, year, "ttbtp" if of_unit else None, "docx")
            assert words.letters_of_docx(word) == words.letters_of_pdf(pdf, words.headings_of_docx(word)), kind


def leaves_nobody_out(result, names, kind):
    text = " ".join(" ".join(result.texts).split()).casefold()
    assert [name for name in names if name.casefold() not in text] == [], kind


def keeps_the_layout(result, kind):
    for size, chars, number in zip(result.sizes, result.chars, page_numbers(result), strict=True):
        assert faults(size, chars, number) == [], kind


def faults(size, chars, number):
    """What is wrong with a page of ``size`` that should have ``number`` at its top."""
    width, height = size
    written = [char for char in chars if char["size"] < 40]  # DỰ THẢO runs across a draft
    body = [char for char in written if char["top"] * MM > 18]
    wrong = {
        "paper": sorted(size) != pytest.approx([210, 297], abs=0.01),
        "left": min(char["x0"] for char in body) * MM <= 29.8,
        "right": max(char["x1"] for char in body) * MM >= width - 14.7,  # justified lines end as they round
        "top": min(char["top"] for char in body) * MM <= 19.5,
        "bottom": max(char["bottom"] for char in body) * MM >= height - 19.9,
        "faces": not {char["fontname"].split("+")[-1] for char in chars} <= FACES,
        "nearly empty": len(body) <= 20,
        "number": "".join(char["text"] for char in written if char["top"] * MM <= 18) != number,
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def page_numbers(result):
    """What the top of each page should say: from 2 on, an annex on its own."""
    numbers, counted = [], 0
    for text in result.texts:
        counted = 1 if wording.NATION in text or text.startswith("Phụ lục") else counted + 1
        numbers.append(str(counted) if counted > 1 else "")
    return numbers


def is_archival_and_tagged(pdf, kind):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        xmp = document.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A"), kind
        assert xmp["dc:title"] == str(document.docinfo["/Title"]) != ""
        assert (str(document.Root.Lang), bool(document.Root.MarkInfo.Marked)) == ("vi", True)
        assert [str(intent.S) for intent in document.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert document.Root.StructTreeRoot.K is not None
        assert "/Encrypt" not in document.trailer
        assert forbidden(document) == []


def forbidden(document):
    """What an archive does not take: scripts, letters that are not in the file or cannot be read back from it."""
    found = []
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary):
            found += [key for key in ("/JS", "/JavaScript", "/Launch", "/RichMedia", "/LZWDecode") if key in thing]
            if thing.get("/Type") == "/FontDescriptor" and "/FontFile2" not in thing:
                found.append(str(thing.FontName))
            if thing.get("/Type") == "/Font" and thing.get("/Subtype") == "/Type0" and "/ToUnicode" not in thing:
                found.append(f"{thing.BaseFont} without its letters")
    return found
