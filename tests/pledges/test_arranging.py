"""Which rows of an outline stand under nothing, or are empty above others."""

import pytest

from pledges.arranging import PARAGRAPH, headless, orphans


@pytest.mark.parametrize(
    ("levels", "places"),
    [
        (["0", "1", "2"], set()),
        (["1", "2", "2"], set()),
        (["0", "2", "1", "2"], {1}),
        (["0", "1", "2", "0", "2", "2"], {4, 5}),
        (["2"], {0}),
        (["0", "3"], set()),  # dashes stand anywhere
        (["0", PARAGRAPH, "2"], {2}),
        ([PARAGRAPH, "1", PARAGRAPH, "2"], set()),
    ],
)
def test_a_point_stands_below_a_clause(levels, places):
    assert orphans(levels) == places


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([("0", "Phần"), ("1", ""), ("2", "Điểm")], [1]),
        ([("0", ""), ("1", "Khoản")], [0]),
        ([("0", ""), ("1", ""), ("2", "Điểm")], [0, 1]),
        ([("0", "Phần"), ("1", ""), ("1", "Khoản")], []),  # one row of many, thrown away
        ([("0", "Phần"), ("1", "")], []),
        ([("0", "Phần"), ("1", ""), ("2", "")], []),  # nothing is left below
        ([("1", ""), (PARAGRAPH, "Lời"), ("2", "Điểm")], []),  # the words of the item above
        ([(PARAGRAPH, ""), ("2", "Điểm")], []),
    ],
)
def test_what_is_emptied_above_others(rows, places):
    levels, texts = zip(*rows, strict=True)
    assert headless(levels, [bool(text) for text in texts]) == places
