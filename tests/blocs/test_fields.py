"""Traps T1, T2 and T3: dates and numbers as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from blocs.fields import CountField, DateField, DecimalField

INVALID_DATE = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."


class Form(forms.Form):
    due = DateField(required=False)
    points = DecimalField(required=False, max_value=10)
    amount = DecimalField(required=False, max_digits=12)
    people = CountField(required=False, max_value=5000)


def read(**typed):
    """The clean value of the one field typed, or its one error sentence."""
    form = Form(typed)
    (name,) = typed
    return form.cleaned_data[name] if form.is_valid() else form.errors[name][0]


@pytest.mark.parametrize(
    "typed",
    [
        "05/03/2027",
        "5/3/2027",
        " 05/03/2027 ",
        "05-03-2027",
        "05.03.2027",
        "05 03 2027",
        "05032027",
        "2027-03-05",
    ],
)
def test_five_march_however_typed(typed):
    assert read(due=typed) == date(2027, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "03/15/2027",
        "5/3",
        "05/03-2027",
        "５/3/2027",
        "٥/3/2027",
        "05/03/1027",
        "mai",
        "0" * 99,
    ],
)
def test_what_is_no_day_is_refused_with_an_example(typed):
    assert read(due=typed) == INVALID_DATE


@pytest.mark.parametrize("typed", ["5/3/27", "05.03.27", "5-3-27", "5 3 27"])
def test_a_year_of_two_digits_is_asked_for_in_full(typed):
    assert read(due=typed) == "Gõ năm đủ bốn chữ số, ví dụ 05/03/2027."


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("31/02/2027", "Tháng 02/2027 không có ngày 31."),
        ("29.2.2027", "Tháng 02/2027 không có ngày 29."),
        ("31042027", "Tháng 04/2027 không có ngày 31."),
        ("2027-11-31", "Tháng 11/2027 không có ngày 31."),
        ("00/11/2027", "Tháng 11/2027 không có ngày 0."),
        ("99/01/2027", "Tháng 01/2027 không có ngày 99."),
    ],
)
def test_a_day_that_the_month_has_not_is_named(typed, missing):
    assert read(due=typed) == f"{missing} Gõ ngày/tháng/năm, ví dụ 05/03/2027."


def test_day_and_month_are_never_swapped():
    assert read(due="15/03/2027") == date(2027, 3, 15)
    assert read(due="03/05/2027") == date(2027, 5, 3)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8,5", "8.5"),
        ("8.5", "8.5"),
        ("8,25", "8.25"),
        ("0", "0"),
        ("0,5", "0.5"),
        ("10", "10"),
        (" 7 ", "7"),
    ],
)
def test_comma_and_point_both_count(typed, value):
    assert read(points=typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.234,5", "1234.5"), ("1 234,5", "1234.5"), ("1.234.567", "1234567"), ("1234,5", "1234.5")],
)
def test_groups_are_read_where_they_can_mean_one_thing_only(typed, value):
    assert read(amount=typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["8.500", "8,500"])
def test_what_may_mean_two_numbers_is_asked_back(typed):
    assert read(amount=typed) == (
        f"Chưa rõ {typed} là 8,5 hay 8500. Nhập lại, không ngăn hàng nghìn, nhiều nhất 2 chữ số sau dấu phẩy."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "1e5",
        "-0",
        "-1",
        "+1",
        "８",
        "٣",
        "8,5,5",
        "1,234.5",
        "1.23.456",
        "NaN",
        "Infinity",
        "8,",
        ",5",
        "0x1",
        "10,01",
    ],
)
def test_what_is_no_number_of_the_range_is_refused(typed):
    assert read(points=typed) == "Nhập số từ 0 đến 10, ví dụ 8,5."


def test_at_most_two_decimals():
    assert read(points="0,125") == "Nhập nhiều nhất 2 chữ số sau dấu phẩy, ví dụ 8,5."


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("31", 31), ("1.000", 1000), ("1 000", 1000), ("007", 7)])
def test_counts(typed, value):
    assert read(people=typed) == value


@pytest.mark.parametrize("typed", ["-1", "1,000", "8,5", "8.5", "1e3", "３１", "5001", "1.00", "9" * 5000, "ba"])
def test_what_is_no_count_is_refused(typed):
    assert read(people=typed) == "Nhập số nguyên từ 0 đến 5000, ví dụ 31."


def test_what_was_wrong_is_shown_again_as_typed():
    form = Form({"due": "31/02/2027", "points": "8,,5", "people": "ba"})

    assert not form.is_valid()
    assert [form[name].value() for name in ("due", "points", "people")] == ["31/02/2027", "8,,5", "ba"]
    assert 'type="text"' in str(form["points"])
    assert 'value="8,,5"' in str(form["points"])


def test_what_is_kept_is_shown_as_it_would_be_typed():
    form = Form(
        initial={
            "due": date(2027, 3, 5),
            "points": Decimal("8.50"),
            "amount": Decimal("1234.50"),
            "people": 1000,
        }
    )

    assert 'value="05/03/2027"' in str(form["due"])
    assert 'value="8,5"' in str(form["points"])
    assert 'value="1234,5"' in str(form["amount"])
    assert 'value="1000"' in str(form["people"])


def test_an_unchanged_value_is_no_change():
    initial = {"due": date(2027, 3, 5), "points": Decimal("8.50"), "people": 1000}

    assert Form({"due": "5/3/2027", "points": "8,5", "people": "1.000"}, initial=initial).changed_data == []
