"""The programme's clock: every item begins when the one above it ends, unless somebody fixed its hour."""

from collections.abc import Sequence
from datetime import time

from ceremonies.models import AgendaItem, Ceremony

BEGINS = {Ceremony.Session.AFTERNOON: time(14, 0)}
MORNING = time(8, 0)


def begin_of(ceremony: Ceremony) -> time:
    """When the programme begins: as planned, else the customary hour of its session."""
    return ceremony.begins_at or BEGINS.get(Ceremony.Session(ceremony.session or "sáng"), MORNING)


def later(start: time, minutes: int) -> time:
    """``start`` plus ``minutes``; a day has 24 hours and begins again."""
    return _clock(_minute(start) + minutes)


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def set_clock(items: Sequence[AgendaItem], begin: time) -> None:
    """Give each of ``items`` its hour; nothing is saved."""
    for item in items:
        item.starts_at = item.fixed_at or begin
        begin = later(item.starts_at, item.minutes or 0)


def keep_clock(ceremony: Ceremony) -> None:
    """After whatever moves the hours: durations, the order, the begin."""
    items = list(ceremony.agenda.all())
    set_clock(items, begin_of(ceremony))
    AgendaItem.objects.bulk_update(items, ["starts_at"])


def read_clock(ceremony: Ceremony, items: Sequence[AgendaItem]) -> None:
    """Where only hours are known: the first is the begin, and those that do not follow from the minutes are fixed.

    Nothing is saved.
    """
    known = [item.starts_at for item in items if item.starts_at]
    if ceremony.begins_at is None and known and known[0] != begin_of(ceremony):
        ceremony.begins_at = known[0]
    clock = begin_of(ceremony)
    for item in items:
        if item.starts_at and item.starts_at != clock:
            item.fixed_at = item.starts_at
        clock = later(item.starts_at or clock, item.minutes or 0)
