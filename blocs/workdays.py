"""Days on which offices work: not at weekends, on public holidays, at Tết, on days off that take a holiday's place.

For years whose days off are not announced yet the library gives what the law and the lunar calendar say.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from blocs.sequence import weekday

SATURDAY = 5
DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    return dict(country_holidays("VN", years=year, language="vi"))


def holiday(day: date) -> str:
    """The name of the holiday; "" on any other day."""
    return _holidays(day.year).get(day, "")


def is_off(day: date) -> bool:
    return day.weekday() >= SATURDAY or bool(holiday(day))


def named(day: date) -> str:
    """The form "Thứ Năm" or "Thứ Sáu, Giao thừa Tết Nguyên Đán"."""
    return ", ".join(filter(None, [weekday(day), holiday(day)]))


def on_or_before(day: date) -> date:
    """``day`` itself, or the last working day before it."""
    while is_off(day):
        day -= DAY
    return day


def on_or_after(day: date) -> date:
    while is_off(day):
        day += DAY
    return day


def back(day: date, count: int) -> date:
    """The working day that is ``count`` working days before ``day``."""
    for _ in range(count):
        day = on_or_before(day - DAY)
    return day


def forward(day: date, count: int) -> date:
    for _ in range(count):
        day = on_or_after(day + DAY)
    return day


def between(first: date, last: date) -> int:
    """How many working days come after ``first`` until ``last``, which counts; 0 where ``last`` is not later."""
    return sum(not is_off(first + DAY * after) for after in range(1, (last - first).days + 1))
