"""A paper on a page: an issued one from its snapshot, a draft from its description, both alike."""

from datetime import date
from decimal import Decimal

import pytest

from documents.as_read import as_read
from documents.description import Annex, Attached, Column, Heading, Issuer, OutlineItem, Paper, Paragraph, Table
from documents.issuing import snapshot
from documents.models import IssuedDocument

COLUMNS = (Column("TT", 10, "center"), Column("Tiêu chí", 60), Column("Điểm tối đa", 30, "center"))
TABLE = Table(
    COLUMNS,
    ((1, "Nộp báo cáo", Decimal("12.50")), (2, "Gửi chậm từ 2.1 đến 2.10", Decimal("-2.00")), (3, None, "")),
    total=("", "Tổng điểm", Decimal("1000.00")),
)
BLOCKS = (
    Heading("Chương I", "Quy định chung"),
    Paragraph("Phạm vi", lead="Điều 1.", bold=True),
    OutlineItem(0, "I.", "Chủ đề"),
    OutlineItem(0, "", "Đoạn không đánh số"),
    OutlineItem(2, "a)", "Điểm"),
    TABLE,
)


def paper(**more):
    facts = {"kind": "Kế hoạch", "subject": "Công tác", "place": "Hà Nội", "dated": date(2027, 2, 25), "year": 2027}
    return Paper(issuer=Issuer("THANH TRA CHÍNH PHỦ", "KHỐI THI ĐUA SỐ II"), **facts | more)


def unasked():
    raise AssertionError("What was issued is not described anew.")


def both_ways(described):
    """As a draft and as issued, which must be the same."""
    draft = as_read(None, lambda: described)
    assert as_read(IssuedDocument(snapshot=snapshot(described)), unasked) == draft
    return draft


def test_each_block_has_the_name_of_what_the_page_makes_of_it():
    parts = both_ways(paper(blocks=BLOCKS))["parts"]

    assert [name for name, _ in parts] == ["chapter", "paragraph", "heading", "item", "item", "table"]
    assert parts[1][1]["lead"] == "Điều 1."
    assert (parts[4][1]["level"], parts[4][1]["label"], parts[4][1]["text"]) == (2, "a)", "Điểm")


def test_numbers_of_a_table_are_written_as_in_print_and_words_left_alone():
    ((_, table),) = both_ways(paper(blocks=(TABLE,)))["parts"]

    assert [[cell.text for cell in row] for row in table["rows"]] == [
        ["1", "Nộp báo cáo", "12,5"],
        ["2", "Gửi chậm từ 2.1 đến 2.10", "-2"],
        ["3", "", ""],
    ]
    assert [(cell.text, cell.align) for cell in table["total"]][1:] == [("Tổng điểm", "left"), ("1.000", "center")]


@pytest.mark.parametrize(
    ("more", "key", "shown"),
    [
        ({"bases": ("Căn cứ Luật;", "Theo đề nghị")}, "bases", ["Căn cứ Luật;", "Theo đề nghị."]),
        ({"dated": None}, "dated", None),
        ({}, "dated", date(2027, 2, 25)),
        ({"opening": "Khối thống nhất:"}, "opening", "Khối thống nhất:"),
        ({}, "is_attached", False),
    ],
)
def test_what_stands_around_the_blocks(more, key, shown):
    assert both_ways(paper(**more))[key] == shown


def test_of_a_decision_the_text_that_it_puts_into_force():
    attached = Attached("Quy chế", "Hoạt động của Khối", "(Kèm theo Quyết định)", (Paragraph("Lời của quy chế."),))
    said = both_ways(paper(kind="Quyết định", blocks=(Paragraph("Ban hành."),), attached=attached, bases=("Luật",)))

    assert (said["kind"], said["subject"], said["is_attached"], said["bases"]) == (
        "Quy chế", "Hoạt động của Khối", True, ["Luật."],
    )  # fmt: skip
    assert [part["text"] for _, part in said["parts"]] == ["Lời của quy chế."]


def test_annexes_come_with_their_tables():
    ((annex, ((name, table),)),) = both_ways(paper(annexes=(Annex("Phụ lục", "Chỉ tiêu", blocks=(TABLE,)),)))["annexes"]

    assert (annex["label"], annex["title"], name, len(table["rows"])) == ("Phụ lục", "Chỉ tiêu", "table", 3)


def test_a_snapshot_from_before_texts_were_attached_is_read():
    kept = snapshot(paper(blocks=(Paragraph("Lời."),)))
    del kept["attached"]

    assert as_read(IssuedDocument(snapshot=kept), unasked)["parts"][0][1]["text"] == "Lời."
