"""The empty digital signature fields of an issued covenant: one for each member, exactly in its cell, archival."""

import io
from dataclasses import replace

import pikepdf
import pytest

from documents import pdf

from .measure import MM, printed
from .samples import covenant, report
from .test_signature_grid import names


def fields(paper):
    """Name → (page number, left, bottom of the page above it, right, its lower edge), in mm from the top left."""
    found = {}
    with pikepdf.open(io.BytesIO(printed(paper).data)) as document:
        for number, page in enumerate(document.pages):
            height = float(page.MediaBox[3])
            for widget in page.get("/Annots", ()):
                left, bottom, right, top = map(float, widget.Rect)
                edges = left * MM, (height - top) * MM, right * MM, (height - bottom) * MM
                found[str(widget.T)] = number, *edges
    return found


@pytest.mark.parametrize("units", [7, 34])
def test_each_member_signs_between_its_post_and_its_name(units):
    paper = covenant(units)
    placed, result = fields(paper), printed(paper)
    assert list(placed) == [cell.key for cell in paper.grid.cells]  # the witness signs on paper

    for cell, name in zip(paper.grid.cells, names(result, paper), strict=True):
        page, left, top, right, bottom = placed[cell.key]
        post = max(
            (line for line in result.lines if line.page == page and line.bottom < name.top - 20 and line.size == 12
             and left <= line.centre <= right),
            key=lambda line: line.bottom,
        )  # fmt: skip
        assert page == name.page
        assert abs((left + right) / 2 - name.centre) < 0.5
        assert 25 <= bottom - top <= 26
        assert post.bottom - 1 < top < bottom < name.top + 1


def test_the_fields_are_what_pdf_a_3a_asks_of_them():
    with pikepdf.open(io.BytesIO(printed(covenant(7)).data)) as document:
        form, root = document.Root.AcroForm, document.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert set(form.keys()) == {"/Fields", "/SigFlags"}  # no scripts, no appearances left to the reader
        assert len(form.Fields) == 7
        for field in form.Fields:
            assert (field.FT, field.F, "/V" in field, "/A" in field, "/AA" in field) == ("/Sig", 4, False, False, False)
            assert field.AP.N.read_bytes() == b""
            tag = parents[int(field.StructParent)]
            assert tag.S == "/Form"
            assert tag.K.Obj.objgen == field.objgen
            assert any(child.objgen == tag.objgen for child in tag.P.K)
        assert str(form.Fields[4].TU) == "Chữ ký số của Thanh tra Bộ Nội vụ"
        assert document.check_pdf_syntax() == []


def test_only_what_is_issued_and_signed_in_a_grid_has_fields():
    for paper in (replace(covenant(7), verification=None, draft=True), report(7)):
        with pikepdf.open(io.BytesIO(pdf.render(paper))) as document:
            assert "/AcroForm" not in document.Root
