from datetime import date
from decimal import Decimal

import pytest

from documents.csv_file import csv_file
from documents.description import Column, Table


def lines(*rows, total=None):
    columns = tuple(Column(f"Cột {n}", 1) for n in range(1, len(rows[0]) + 1))
    return csv_file(Table(columns, rows, total)).decode("utf-8-sig").split("\r\n")


def test_values_read_as_they_are_written_here():
    assert lines(
        (1240, Decimal("95.50"), date(2027, 3, 5), None, "Tài chính"), total=(2, Decimal("-1.5"), None, "", "")
    ) == [
        "Cột 1;Cột 2;Cột 3;Cột 4;Cột 5",
        "1240;95,50;05/03/2027;;Tài chính",
        "2;-1,5;;;",
        "",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_is_marked_as_text(text):
    found = csv_file(Table((Column("A", 1),), ((text,),))).decode("utf-8-sig")

    assert found.removeprefix("A\r\n").strip('"').startswith(f"'{text[0]}")


def test_semicolons_quotes_and_lines_stay_in_their_cell():
    assert csv_file(Table((Column("A", 1), Column("B", 1)), (('a;"b"', "c\nd"),))).decode("utf-8-sig") == (
        'A;B\r\n"a;""b""";"c\nd"\r\n'
    )
