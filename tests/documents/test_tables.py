from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.description import Column, Table
from documents.tables import Heading, PrintedCell, fitted, printed_table
from documents.typeface import width


def test_cells_are_printed_in_vietnamese():
    columns = (Column("a", 1), Column("b", 1), Column("c", 1), Column("d", 1, "center"), Column("đ", 1))
    row = (1000, Decimal("95.5"), date(2017, 3, 5), 7, None)
    printed = printed_table(Table(columns, (row,)), 165)

    (rows,) = printed.groups
    assert rows == (
        (
            PrintedCell("1.000", "right"),
            PrintedCell("95,5", "right"),
            PrintedCell("05/03/2017", "left"),
            PrintedCell("7", "center"),
            PrintedCell("", "left"),
        ),
    )
    assert printed.headings == (tuple(Heading(letter) for letter in "abcdđ"),)


def test_groups_make_a_heading_of_two_rows():
    columns = (Column("TT", 1), Column("a", 1, group="Tập thể"), Column("b", 1, group="Tập thể"), Column("c", 1))

    assert printed_table(Table(columns, ()), 165).headings == (
        (Heading("TT", rowspan=2), Heading("Tập thể", colspan=2), Heading("c", rowspan=2)),
        (Heading("a"), Heading("b")),
    )


def test_a_row_of_another_length_is_a_mistake():
    with pytest.raises(ValueError, match="shorter"):
        printed_table(Table((Column("a", 1), Column("b", 1)), (("x",),)), 165)


def test_no_word_of_a_heading_is_wider_than_its_column():
    titles = ["TT", "Đơn vị", *["TTLĐTT", "TTLĐXS", "CSTĐCS", "CSTĐTQ"] * 3, "Ghi chú"]
    columns = tuple(Column(title, 1) for title in titles)
    printed = printed_table(Table(columns, ((1, "x", *[123456] * 12, ""),)), 252)

    points = {"airy": 12, "close": 11, "dense": 10, "crowded": 8.5}[printed.density]
    for title, share in zip(titles, printed.widths, strict=True):
        longest = max(width(word, points, bold=True) for word in title.split())
        assert longest < float(share) * 252 / 100


shares_and_least = st.lists(st.tuples(st.floats(0.1, 50), st.floats(0, 30)), min_size=1, max_size=20)


@given(shares_and_least)
def test_fitted_columns_fill_the_paper_and_none_is_too_narrow(columns):
    shares, least = zip(*columns, strict=True)
    widths = fitted(shares, least, 252)

    assert sum(widths) == pytest.approx(252)
    if sum(least) < 252:
        assert all(given >= wanted - 1e-6 for given, wanted in zip(widths, least, strict=True))
