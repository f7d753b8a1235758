"""The programme's clock: every item begins when the one above it ends, unless somebody fixed its hour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from ceremonies.models import AgendaItem, Ceremony

Session = Ceremony.Session
BEGINS = {Session.AFTERNOON: time(14, 0)}
MORNING, NOON = time(8, 0), time(12, 0)
# When people leave, where no end is asked for.
ENDS = {Session.MORNING: NOON, Session.AFTERNOON: time(17, 0)}


def begin_of(ceremony: Ceremony) -> time:
    """When the programme begins: as planned, else the customary hour of its session."""
    return ceremony.begins_at or BEGINS.get(Session(ceremony.session or "sáng"), MORNING)


def later(start: time, minutes: int) -> time:
    """``start`` plus ``minutes``; a day has 24 hours and begins again."""
    return _hour(_minute(start) + minutes)


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _hour(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def duration(minutes: int) -> str:
    """The form "2 giờ 10 phút"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [f"{hours} giờ" if hours else "", f"{rest} phút" if rest or not hours else ""]))


@dataclass(frozen=True)
class Slot:
    """An item on the clock, in minutes since midnight, beyond 24:00 where it lasts that long.

    due  when the item above it ends
    """

    item: AgendaItem
    begins: int
    due: int

    @property
    def ends(self) -> int:
        return self.begins + (self.item.minutes or 0)

    @property
    def hour(self) -> time:
        return _hour(self.begins)

    @property
    def is_too_early(self) -> bool:
        return self.begins < self.due


def slots(items: Iterable[AgendaItem], begin: time) -> Iterator[Slot]:
    due = _minute(begin)
    for item in items:
        slot = Slot(item, _minute(item.fixed_at) if item.fixed_at else due, due)
        yield slot
        due = slot.ends


class Programme:
    """The items of a ceremony on the clock, and what is wrong with it."""

    def __init__(self, ceremony: Ceremony, items: Iterable[AgendaItem] | None = None):
        self.ceremony = ceremony
        self.begins = begin_of(ceremony)
        self.slots = list(slots(ceremony.agenda.all() if items is None else items, self.begins))

    @property
    def first_minute(self) -> int:
        return _minute(self.begins)

    @property
    def starts(self) -> time:
        """Of whatever comes first, which an hour fixed too early need not leave at the top."""
        return _hour(self._first)

    @property
    def ends(self) -> time:
        return _hour(self._last)

    @property
    def lasts(self) -> str:
        return duration(self._last - self._first)

    @property
    def _first(self) -> int:
        return min((slot.begins for slot in self.slots), default=self.first_minute)

    @property
    def _last(self) -> int:
        return max((slot.ends for slot in self.slots), default=self.first_minute)

    @cached_property
    def doubts(self) -> list[str]:
        """A sentence for each thing that does not fit; none of them keeps anybody from saving."""
        return [*self._too_early(), *self._without_minutes(), *self._overrun()]

    def _too_early(self):
        for number, slot in enumerate(self.slots, start=1):
            if slot.is_too_early:
                above = f"mục {number - 1} đến" if number > 1 else "buổi lễ"
                yield (
                    f"Mục {number} cố định lúc {slot.hour:%H:%M}, nhưng {above} {_hour(slot.due):%H:%M} mới "
                    f"{'xong' if number > 1 else 'bắt đầu'}."
                )

    def _without_minutes(self):
        open_ended = [
            str(number)
            for number, (slot, following) in enumerate(zip(self.slots, self.slots[1:], strict=False), start=1)
            if slot.item.minutes is None and not following.item.fixed_at
        ]
        if open_ended:
            yield f"Mục {', '.join(open_ended)} chưa có số phút nên giờ của các mục sau chưa đúng."

    def _overrun(self):
        asked = self.ceremony.ends_by
        session = self.ceremony.session or (Session.AFTERNOON if self.begins >= NOON else Session.MORNING)
        limit = asked or ENDS.get(Session(session))
        over = self._last - _minute(limit) if limit and self.slots else 0
        if over > 0:
            what = "giờ phải xong" if asked else f"giờ nghỉ buổi {session}"
            yield f"Chương trình xong lúc {self.ends:%H:%M}, quá {what} ({limit:%H:%M}) {duration(over)}."


def set_clock(items: Iterable[AgendaItem], begin: time) -> None:
    """Give each of ``items`` its hour; nothing is saved."""
    for slot in slots(items, begin):
        slot.item.starts_at = slot.hour


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
