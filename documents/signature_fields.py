"""Empty digital signature fields in a paper, each lying exactly in the cell of its signer.

Written with the paper itself, by WeasyPrint's ``finisher``: the same paper still gives the same bytes, in one revision.
As PDF/A-3 asks of a widget, each has an appearance of its own (nothing to be seen yet), is printed and is not hidden;
as its level A asks, each stands in the structure tree, as a /Form.
"""

from __future__ import annotations

from collections.abc import Callable

import pydyf
from weasyprint import Document

from .description import GridCell, SignatureGrid

PRINTED = 4  # the flag /F of an annotation
HAS_FIELDS, APPEND_ONLY = 1, 2  # of a form; whoever signs must not have to set them


def placed(grid: SignatureGrid | None) -> Callable[[Document, pydyf.PDF], None] | None:
    """What puts a field into each member's cell once the paper is laid out; None where nobody signs in a grid.

    The witness signs no covenant and gets no field.
    """
    cells = {cell.key: cell for cell in grid.cells if cell.key} if grid else {}
    if not cells:
        return None

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        fields = pydyf.Array()
        for key, cell in cells.items():
            number = next(number for number, page in enumerate(document.pages) if key in page.anchors)
            fields.append(_field(pdf, number, document.pages[number], cell).reference)
        form = pydyf.Dictionary({"Fields": fields, "SigFlags": HAS_FIELDS | APPEND_ONLY})
        pdf.add_object(form)
        pdf.catalog["AcroForm"] = form.reference

    return finish


def rectangle(page, key: str) -> tuple[float, float, float, float]:
    """The box of the element ``key`` in points from the lower left corner, as PDF counts."""
    left, top, right, bottom = page.anchors[key]
    return left * 0.75, (page.height - bottom) * 0.75, right * 0.75, (page.height - top) * 0.75


def _field(pdf, number, page, cell: GridCell):
    left, bottom, right, top = rectangle(page, cell.key)
    nothing = pydyf.Stream(
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, right - left, top - bottom]),
            "Resources": pydyf.Dictionary(),
        }
    )
    pdf.add_object(nothing)
    on_page = pdf.page_references[number]
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(cell.key),
            "TU": pydyf.String(f"Chữ ký số của {cell.unit}"),
            "Rect": pydyf.Array([left, bottom, right, top]),
            "F": PRINTED,
            "P": on_page,
            "AP": pydyf.Dictionary({"N": nothing.reference}),
        }
    )
    pdf.add_object(field)
    _object(pdf, on_page).setdefault("Annots", pydyf.Array()).append(field.reference)
    _tag(pdf, on_page, field)
    return field


def _tag(pdf, on_page, field):
    """The last of the document's structure, and found from the field by the number that it bears.

    ``K`` holds the reference itself: in an array pyHanko would not know it, and take a signature for another change.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    whole, numbers = _object(pdf, root["K"][0]), _object(pdf, root["ParentTree"])["Nums"]
    seen = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": on_page})
    element = pydyf.Dictionary({"Type": "/StructElem", "S": "/Form", "K": seen, "P": whole.reference, "Pg": on_page})
    pdf.add_object(element)
    whole["K"].append(element.reference)
    field["StructParent"] = numbers[-2] + 1
    numbers.extend([field["StructParent"], element.reference])


def _object(pdf, reference):
    return pdf.objects[int(reference.split()[0])]
