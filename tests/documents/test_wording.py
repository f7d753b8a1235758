import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import wording


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2017, 2, 10), "ngày 10 tháng 02 năm 2017"),
        (date(2017, 3, 15), "ngày 15 tháng 3 năm 2017"),
        (date(2027, 3, 5), "ngày 05 tháng 3 năm 2027"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_long_date_pads_days_and_the_first_two_months(day, text):
    assert wording.long_date(day) == text


def test_an_open_date_leaves_room_to_write():
    assert wording.place_and_date("Hà Nội", None, 2027).split() == ["Hà", "Nội,", "ngày", "tháng", "năm", "2027"]
    assert wording.place_and_date("Hà Nội", date(2017, 3, 15), 2017) == "Hà Nội, ngày 15 tháng 3 năm 2017"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (-1500, "-1.500"),
        (Decimal("95.5"), "95,5"),
        (Decimal("95.50"), "95,5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("1234.05"), "1.234,05"),
        (Decimal("0.5"), "0,5"),
    ],
)
def test_numbers_have_a_decimal_comma(value, text):
    assert wording.number(value) == text


def test_symbol_pads_the_number_and_leaves_room_before_it_is_given():
    assert wording.symbol(5, "KH", "KTĐ") == "05/KH-KTĐ"
    assert wording.symbol(297, "TB", "CTĐ") == "297/TB-CTĐ"
    assert wording.symbol(None, "BC", "KTĐ") == "...../BC-KTĐ"


def test_an_outline_is_numbered_as_the_decree_says():
    levels = [0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 1, 2, 0, 1]
    labels = ["I.", "1.", "2.", "a)", "b)", "c)", "d)", "đ)", "-", "-", "+", "3.", "a)", "II.", "1."]
    assert wording.labels(levels) == labels


def test_points_follow_the_vietnamese_alphabet():
    letters = [label.removesuffix(")") for label in wording.labels([2] * 25)]
    assert letters[:23] == list("abcdđeghiklmnopqrstuvxy")
    assert letters[23:] == ["aa", "ab"]


def test_a_level_may_be_skipped_but_not_negative():
    assert wording.labels([0, 2, 2, 1]) == ["I.", "a)", "b)", "1."]
    with pytest.raises(ValueError, match="start at 0"):
        wording.labels([0, -1])


@given(st.lists(st.integers(0, 2), max_size=60))
def test_no_two_items_of_one_parent_share_a_label(levels):
    seen: dict[tuple[int, ...], set[str]] = {}
    path: list[int] = []
    for position, (level, label) in enumerate(zip(levels, wording.labels(levels), strict=True)):
        parent = tuple(i for i in path if levels[i] < level)
        assert label not in seen.setdefault((*parent, -level), set())
        seen[(*parent, -level)].add(label)
        path = [*parent, position]


@given(st.integers(1, 5000))
def test_roman_numerals_read_back(value):
    worth = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
    figures = [worth[letter] for letter in wording.roman(value)] + [0]
    assert sum(a if a >= b else -a for a, b in pairwise(figures)) == value
    assert not any(letter * 4 in wording.roman(value) for letter in "DCLXVI")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_capitals_of_vietnamese_letters(form):
    assert wording.upper(unicodedata.normalize(form, "đường lối, kỷ cương, sơ kết")) == "ĐƯỜNG LỐI, KỶ CƯƠNG, SƠ KẾT"


@pytest.mark.parametrize(
    ("text", "closed"),
    [("Căn cứ Luật", "Căn cứ Luật;"), ("đã có dấu.", "đã có dấu;"), ("đã đủ; ", "đã đủ;"), ("  ", "")],
)
def test_marks_are_not_doubled(text, closed):
    assert wording.ended(text, ";") == closed


def test_a_list_ends_with_a_full_stop():
    assert wording.enumerated(["một", "hai;", "", "ba."]) == ["một;", "hai;", "ba."]
    assert wording.enumerated(["một"]) == ["một."]
    assert wording.enumerated([" "]) == []


@given(st.text(max_size=100))
def test_tidied_text_is_composed_and_fit_for_xml(text):
    tidy = wording.tidy(text)
    assert tidy == unicodedata.normalize("NFC", tidy)
    assert all(letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs") for letter in tidy)
