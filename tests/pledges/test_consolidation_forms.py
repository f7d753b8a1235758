"""The report as PDF, Word and Excel says the same in every cell, and its tables fit the paper."""

import io
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pdfplumber
import pytest
from docx.oxml.ns import qn

from blocs.models import Honour
from documents.tables import cell_text
from tests.pledges.consolidating import grown, receive_all, set_common_targets
from tests.pledges.registering import year_url

pytestmark = pytest.mark.any_database

TARGETS = (
    "Tổ chức thực hiện tốt công tác tiếp công dân, giải quyết khiếu nại, tố cáo thuộc thẩm quyền",
    "Đơn vị trong Khối đạt danh hiệu Tập thể lao động xuất sắc",
    "Không có cán bộ, công chức bị kỷ luật",
    "Ban hành kết luận thanh tra đúng thời hạn",
    "Thu hồi tiền, đất qua thanh tra",
)
LEFT, RIGHT = 30 / 25.4 * 72, 15 / 25.4 * 72


@pytest.fixture
def files(client, cast, request):
    """The three files of a year with so many units, 17 titles and long names, as its leader gets them."""
    for slug in list(cast.units)[request.param :]:
        cast.memberships[slug].delete()
    for unit in cast.units.values():
        name = unit.names.get()
        name.full_name += " và các cơ quan, tổ chức trực thuộc ở trung ương"
        name.save()
    Honour.objects.create(
        code="HCLD", name="Huân chương Lao động hạng Ba", short_name="HCLĐ hạng Ba", kind="award", order=90,
        for_collective=True, for_individual=True,
    )  # fmt: skip
    set_common_targets(cast.year, *TARGETS)
    receive_all(grown(cast, request.param), {honour.code: honour for honour in Honour.objects.all()})
    last = cast.year.memberships.last().registration
    last.targets.filter(common__code="T2").update(value=Decimal("97.5"))
    last.__class__.objects.filter(pk=last.pk).update(doc_date=date(2027, 2, 5), doc_number="4/BC-VP", women=0)
    client.force_login(cast["leader_clerk"])
    return {form: client.get(year_url(f"consolidation_{form}")).content for form in ("paper", "word", "workbook")}


def plain(text):
    return " ".join((text or "").split())


def of_workbook(content):
    """The body of each sheet's table as texts."""
    return {
        sheet.title: [
            [cell_text(_whole(value)) for value in row]
            for row in sheet.iter_rows(values_only=True)
            if isinstance(row[0], int) or row[1] == "Tổng cộng"
        ]
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
    }


def _whole(value):
    return Decimal(str(value)) if isinstance(value, float) else value


def of_word(content):
    found = []
    for table in docx.Document(io.BytesIO(content)).tables:
        rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        above = sum(map(_is_heading, table.rows))
        if above:
            found.append((rows[0][1], rows[above:]))
    return joined(found)


def _is_heading(row):
    return row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def of_pdf(paper):
    """Raises AssertionError for a page whose table goes on without its heading."""
    found, heading = [], None
    for rows in (table for page in paper.pages if page.width > page.height for table in page.extract_tables()):
        above = [row for row in rows if row[0] in ("TT", None)]
        assert above, rows
        body = [[plain(cell) for cell in row] for row in rows[len(above) :]]
        if above == heading:
            found[-1][1].extend(body)
        else:
            found.append((plain(above[0][1]), body))
        heading = above
    return joined(found)


def joined(tables):
    """Tables of units that stand below one another because the paper is too narrow, side by side again.

    tables  pairs of the second column's heading and the rows
    """
    found = []
    for name, rows in tables:
        if name == "Đơn vị" and found and [row[:2] for row in found[-1]] == [row[:2] for row in rows]:
            found[-1] = [[*row, *more[2:]] for row, more in zip(found[-1], rows, strict=True)]
        else:
            found.append(rows)
    return found


# One test of both: the three files of 63 units are half a minute's work.
@pytest.mark.parametrize("files", [4, 7, 34, 63], indirect=True)
def test_every_cell_is_the_same_in_all_three_and_the_tables_fit_the_paper(files):
    sheets = of_workbook(files["workbook"])
    with pdfplumber.open(io.BytesIO(files["paper"])) as paper:
        printed = of_pdf(paper)
        in_readable_letters_within_the_margins(paper)

    expected = [sheets[name] for name in ("Danh hiệu", "Chỉ tiêu chung", "Tập thể", "Cá nhân", "Sáng kiến")]
    assert len(expected[0][0]) == 4 + 17 + 3
    assert of_word(files["word"]) == expected
    assert printed == expected
    assert [row[0] for row in printed[0]] == [*(str(place) for place in range(1, len(printed[0]))), ""]
    assert printed[0][-1][1] == "Tổng cộng"


def in_readable_letters_within_the_margins(paper):
    for page in paper.pages:
        chars = [char for char in page.chars if char["size"] < 40]  # DỰ THẢO runs across a draft
        assert [c["text"] for c in chars if c["x0"] < LEFT - 1 or c["x1"] > page.width - RIGHT + 1] == []
        assert min(char["size"] for char in chars) >= 9
        in_table = [c for c in chars if page.width > page.height and c["top"] > 60]
        assert all(c["size"] >= 9.99 for c in in_table)
