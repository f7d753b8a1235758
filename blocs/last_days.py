"""The last days of a year as an iCalendar file, for the calendar an office keeps anyway."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from accounts.letters import site_host
from blocs import clock
from blocs.models import BlocYear, Membership, Step
from blocs.sequence import EVENTS

TYPE = "text/calendar; charset=utf-8"
ZONE = ZoneInfo(settings.TIME_ZONE)


def days_of(bloc_year: BlocYear, membership: Membership | None = None) -> dict[str, date]:
    """Step → its last day, for one unit with what it was granted, or for all."""
    found = {step: bloc_year.due(step, membership) for step in Step.values}
    return {step: due for step, due in found.items() if due}


def calendar(bloc_year: BlocYear, days: Mapping[str, date], membership: Membership | None = None) -> str:
    """One event for each of ``days``: the whole last day, until its 24:00 in Vietnam."""
    made = Calendar()
    made.add("prodid", "-//Thi dua Khoi//thi-dua-khoi//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for step, due in sorted(days.items(), key=lambda item: item[1]):
        made.add_component(_event(bloc_year, Step(step), due, membership))
    made.add_missing_timezones(first_date=date(bloc_year.year - 1, 1, 1))
    return made.to_ical().decode()


def _event(bloc_year, step, due, membership):
    begin = datetime(due.year, due.month, due.day, tzinfo=ZONE)
    event = Event()
    # The same step of the same unit replaces itself in the calendar when its day changes.
    event.add("uid", "-".join(map(str, _identity(bloc_year, step, membership))) + f"@{site_host()}")
    event.add("summary", _marked(bloc_year, f"{_called(step)}, {bloc_year}"))
    event.add("description", _description(step, due, membership))
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(days=1))
    event.add("dtstamp", clock.now().astimezone(ZoneInfo("UTC")))
    event.add("url", settings.SITE_URL + bloc_year.get_absolute_url())
    event.add("transp", "TRANSPARENT")  # the day is not taken
    event.add("x-microsoft-cdo-alldayevent", "TRUE")
    event.add_component(_alarm(bloc_year, step))
    return event


def _identity(bloc_year, step, membership) -> Iterable:
    return [bloc_year.bloc.slug, bloc_year.year, step.value, membership.unit.slug if membership else "chung"]


def _called(step):
    return step.label if step in EVENTS else f"Hạn cuối: {step.label}"


def _description(step, due, membership):
    whose = f"Đơn vị: {membership.unit}. " if membership else ""
    if step in EVENTS:
        return f"{whose}Ngày {due:%d/%m/%Y}."
    return f"{whose}Tính đến 24 giờ ngày {due:%d/%m/%Y}, giờ Việt Nam."


def _marked(bloc_year, words):
    return f"[{bloc_year.sample_mark}] {words}" if bloc_year.is_sample else words


def _alarm(bloc_year, step):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _marked(bloc_year, f"Ngày mai: {_called(step)}"))
    alarm.add("trigger", timedelta(hours=-16))  # eight o'clock on the day before
    return alarm
