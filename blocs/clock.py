"""One server time for each request, in Vietnamese time.

A day means until 24:00 of that day in Asia/Ho_Chi_Minh: ``day_is_over(due)`` turns
true at 00:00 of the next.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Aware time; the same one throughout a request."""
    return _held.get() or timezone.now()


def today() -> date:
    return local_day(now())


@lru_cache(maxsize=1024)  # a page asks for today hundreds of times
def local_day(moment: datetime) -> date:
    """The Vietnamese day on which ``moment`` falls."""
    return timezone.localdate(moment)


def moment(when: datetime) -> str:
    """The form "09:12 ngày 25/02/2027", Vietnamese time."""
    return f"{timezone.localtime(when):%H:%M ngày %d/%m/%Y}"


def day_is_over(due: date) -> bool:
    return today() > due


def days_left(due: date) -> int:
    """Whole days until ``due``: 0 on the day itself, negative once it is over."""
    return (due - today()).days


@contextmanager
def held(moment: datetime | None = None):
    """Hold the present moment, or another one: every ``now()`` inside gives the same time."""
    token = _held.set(moment or timezone.now())
    try:
        yield
    finally:
        _held.reset(token)
