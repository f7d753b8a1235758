"""Dates and numbers as people in an office type them; what could mean two things is refused.

What was typed is shown again as it was typed, in a text box: browsers blank ``8,5`` in a
number box. Digits are 0 to 9 only, neither full-width nor of other scripts.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.\- ])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}([/.\- ])\d{1,2}\1\d{2}", re.ASCII)
EIGHT_DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)

PLAIN = re.compile(r"\d{1,15}([.,]\d{1,15})?", re.ASCII)
GROUPED = re.compile(r"[1-9]\d{0,2}([. ])\d{3}(\1\d{3}){0,3}(,\d{1,15})?", re.ASCII)
TWO_MEANINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
COUNT = re.compile(r"\d{1,15}|[1-9]\d{0,2}([. ])\d{3}(\1\d{3}){0,3}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def read_date(text: str) -> date | None:
    """5/3/2027, 05-03-2027, 05.03.2027, 05032027 and 2027-03-05 are 5 March; None for anything else."""
    year, month, day = _typed_date(text) or (0, 0, 0)
    return date(year, month, day) if 1 <= day <= _last_day(year, month) else None


def missing_day(text: str) -> str:
    """ "Tháng 02/2027 không có ngày 31." where only the day is wrong; else ""."""
    year, month, day = _typed_date(text) or (0, 0, 0)
    last = _last_day(year, month)
    return f"Tháng {month:02}/{year} không có ngày {day}." if last and not 1 <= day <= last else ""


def _typed_date(text):
    """Year, month and day as they stand in ``text``, whether there is such a day or not; None for other text."""
    found = next((m for pattern in (DAY_FIRST, EIGHT_DIGITS, ISO) if (m := pattern.fullmatch(text))), None)
    if not found or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    return int(found["year"]), int(found["month"]), int(found["day"])


def _last_day(year, month):
    """0 where there is no such month."""
    return monthrange(year, month)[1] if year and 1 <= month <= 12 else 0


def read_decimal(text: str) -> Decimal | None:
    """8,5 and 8.5 are eight and a half, 1.234,5 is grouped; None for anything else.

    8.500 reads as 8.5 here though it may be meant as 8500: ask ``TWO_MEANINGS`` first.
    """
    if PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[. ]", "", text).replace(",", "."))
    return None


def show_number(value: Decimal | int) -> str:
    """8.50 → "8,5", 1234 → "1234": as it is typed, without groups."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class DateField(forms.DateField):
    """dd/mm/yyyy, typed; never read as month first."""

    default_error_messages = {
        "required": "Nhập ngày, ví dụ 05/03/2027.",
        "invalid": "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027.",
        "short_year": "Gõ năm đủ bốn chữ số, ví dụ 05/03/2027.",
        "no_such_day": "{missing} Gõ ngày/tháng/năm, ví dụ 05/03/2027.",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "data-kind": "date"}
            ),
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        typed = str(value).strip()
        if missing := missing_day(typed):
            raise ValidationError(self.error_messages["no_such_day"].format(missing=missing), code="no_such_day")
        if SHORT_YEAR.fullmatch(typed):
            raise ValidationError(self.error_messages["short_year"], code="short_year")
        day = read_date(typed)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def _range(least, most, example):
    limits = f"từ {show_number(least)}" + (f" đến {show_number(most)}" if most is not None else " trở lên")
    return f"{limits}, ví dụ {example}."


class DecimalField(forms.DecimalField):
    """A number from ``min_value`` (default 0), with a decimal comma or point and at most two decimals."""

    def __init__(self, *, min_value=0, max_value=None, decimal_places=2, example="8,5", **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        limits = _range(min_value, max_value, example)
        says = dict.fromkeys(("required", "invalid", "min_value", "max_value"), f"Nhập số {limits}")
        says |= {
            "max_decimal_places": f"Nhập nhiều nhất {decimal_places} chữ số sau dấu phẩy, ví dụ {example}.",
            "max_digits": "Số quá lớn. Anh/chị kiểm tra lại.",
            "max_whole_digits": "Số quá lớn. Anh/chị kiểm tra lại.",
            "two_meanings": "Chưa rõ {typed} là {small} hay {large}. Nhập lại, không ngăn hàng nghìn, "
            f"nhiều nhất {decimal_places} chữ số sau dấu phẩy.",
        }
        kwargs["error_messages"] = says | (kwargs.get("error_messages") or {})
        super().__init__(min_value=min_value, max_value=max_value, decimal_places=decimal_places, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, Decimal | int):
            return super().to_python(value)
        typed = str(value).strip()
        number = read_decimal(typed)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if TWO_MEANINGS.fullmatch(typed):
            message = self.error_messages["two_meanings"].format(
                typed=typed, small=show_number(number), large=re.sub(r"\D", "", typed)
            )
            raise ValidationError(message, code="two_meanings")
        return number

    def prepare_value(self, value):
        return show_number(value) if isinstance(value, Decimal | int) else value


class CountField(forms.IntegerField):
    """A whole number from ``min_value`` (default 0); 1.000 and 1 000 are a thousand, 1,000 is refused."""

    def __init__(self, *, min_value=0, max_value=None, example="31", **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        limits = _range(min_value, max_value, example)
        says = dict.fromkeys(("required", "invalid", "min_value", "max_value"), f"Nhập số nguyên {limits}")
        kwargs["error_messages"] = says | (kwargs.get("error_messages") or {})
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        typed = str(value).strip()
        if not COUNT.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"[. ]", "", typed))
