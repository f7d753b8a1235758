"""Which steps of a year follow one another, and days that contradict this: said, never refused."""

from collections.abc import Iterable
from datetime import date

from blocs.models import Step

SEQUENCES = [
    [
        *(Step.REGISTRATION_OPENING, Step.REGISTRATION_REMINDER, Step.REGISTRATION, Step.CONSOLIDATED_REPORT),
        *(Step.COVENANT_OPINIONS, Step.COVENANT_FREEZING, Step.COVENANT_PRINTING, Step.CEREMONY),
        *(Step.COVENANT_SENT, Step.MIDYEAR_REVIEW),
    ],
    [Step.INVITATION, Step.CEREMONY],
    [Step.MIDYEAR_REPORT, Step.MIDYEAR_REVIEW, Step.FINAL_REVIEW],
    [Step.SELF_SCORE, Step.BLOC_SCORE, Step.FINAL_REVIEW],
]
# Steps that are a day on which something takes place, not the last day for something.
EVENTS = {
    *(Step.REGISTRATION_OPENING, Step.REGISTRATION_REMINDER),
    *(Step.CEREMONY, Step.MIDYEAR_REVIEW, Step.FINAL_REVIEW, Step.HANDOVER),
}
WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def on_or_until(step: str, day: date) -> str:
    """An event takes place on its day; for everything else the day is the last one."""
    return f"{'ngày' if step in EVENTS else 'hết ngày'} {day:%d/%m/%Y}"


def by_when(step: str, day: date) -> str:
    """As papers say it: "ngày 15/07/2027" of an event, "đến hết ngày 20/12/2027" of a last day."""
    return f"{'' if step in EVENTS else 'đến '}{on_or_until(step, day)}"


def overtaken(step: str, day: date, days: dict[str, date | None]) -> list[str]:
    """The later steps of ``days`` (step → day) that come before ``day``, with their days."""
    later = {each for line in SEQUENCES if step in line for each in line[line.index(Step(step)) + 1 :]}
    return [
        f"{each.label} ({found:%d/%m/%Y})"
        for each in Step
        if each in later and (found := days.get(each)) and found < day
    ]


def contradictions(days: dict[str, date | None]) -> Iterable[str]:
    """A sentence for each step of ``days`` that comes after what should follow it."""
    for step in Step:
        if (day := days.get(step)) and (passed := overtaken(step, day, days)):
            yield f"{step.label} ({day:%d/%m/%Y}) đang để sau: {', '.join(passed)}."
