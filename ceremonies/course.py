"""How the programme goes: which item is on, how late it is, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from blocs import clock
from blocs.workflow import Conflict
from ceremonies.arrivals import is_doors_open, when_doors_open
from ceremonies.models import AgendaItem, Ceremony, ItemStart
from ceremonies.programme import duration


@dataclass(frozen=True)
class Course:
    """The ``items`` in order; ``place`` is that of the current one, None before the first."""

    items: list[AgendaItem]
    starts: Mapping[int, ItemStart]
    place: int | None

    @property
    def current(self) -> AgendaItem | None:
        return None if self.place is None else self.items[self.place]

    @property
    def ahead(self) -> list[AgendaItem]:
        """What was not on yet: an item that was may have been moved down since."""
        following = self.items[0 if self.place is None else self.place + 1 :]
        return [item for item in following if item.pk not in self.starts]

    @property
    def start(self) -> ItemStart | None:
        """Of the current item."""
        return self.starts[self.current.pk] if self.current else None

    @property
    def next(self) -> AgendaItem | None:
        return next(iter(self.ahead), None)

    @property
    def before(self) -> AgendaItem | None:
        """What one goes back to, where the current item was begun by mistake."""
        return self.items[self.place - 1] if self.place else None

    @property
    def pace(self) -> str:
        """ "chậm 5 phút so với chương trình"; "" where nothing is on, or it has no hour."""
        late = minutes_late(self.current, self.starts[self.current.pk], clock.now()) if self.current else None
        if late is None:
            return ""
        kept = f"{'chậm' if late > 0 else 'sớm'} {duration(abs(late))} so với chương trình"
        return kept if late else "đúng chương trình"


def course_of(ceremony: Ceremony) -> Course:
    items = list(ceremony.agenda.select_related("start"))
    return course_from(items, {item.pk: item.start for item in items if hasattr(item, "start")})


def course_from(items: list[AgendaItem], starts: Mapping[int, ItemStart]) -> Course:
    """starts: key of an item that was on → when it began"""
    begun = [(starts[item.pk].began_at, place) for place, item in enumerate(items) if item.pk in starts]
    return Course(items, starts, max(begun)[1] if begun else None)


def minutes_late(item: AgendaItem, start: ItemStart, now: datetime) -> int | None:
    """By how many minutes ``item``, which is on since ``start``, will end later than planned; below 0: earlier.

    As late as it began; once its own minutes are over, later with each minute.
    """
    if item.starts_at is None:
        return None
    began, now = (timezone.localtime(moment).replace(second=0, microsecond=0) for moment in (start.began_at, now))
    late = began - datetime.combine(began.date(), item.starts_at, began.tzinfo)
    over = now - began - timedelta(minutes=item.minutes) if item.minutes else timedelta()
    return int((late + max(over, timedelta())).total_seconds() // 60)


def begin(ceremony: Ceremony, item: AgendaItem, *, by) -> None:
    """Go on to ``item``; whoever presses twice, or after a colleague, changes nothing. Raises Conflict."""
    _open_or_refused(ceremony)
    ItemStart.objects.get_or_create(item=item, defaults={"began_by": by})


def take_back(ceremony: Ceremony, item: AgendaItem) -> None:
    """``item`` was begun by mistake: the one before it is on as it was. Raises Conflict."""
    _open_or_refused(ceremony)
    ItemStart.objects.filter(item=item).delete()


def _open_or_refused(ceremony: Ceremony) -> None:
    if not is_doors_open(ceremony):
        raise Conflict(f"Chưa chuyển mục chương trình được: {when_doors_open(ceremony)}")
