"""The days by which everything must be done, counted back in working days from the ceremony."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from blocs import clock, workdays
from blocs.models import BlocYear, Step
from pledges.models import Covenant


@dataclass(frozen=True)
class Lead:
    """``step`` comes ``days`` working days before ``of``; where time is short, ``least``."""

    step: Step
    of: Step
    days: int
    least: int


# In the order in which they are counted: what another is counted from stands before it. The days are a proposal.
LEADS = (
    Lead(Step.INVITATION, Step.CEREMONY, 7, 3),
    Lead(Step.COVENANT_PRINTING, Step.CEREMONY, 3, 1),
    Lead(Step.COVENANT_FREEZING, Step.COVENANT_PRINTING, 2, 1),
    Lead(Step.COVENANT_OPINIONS, Step.COVENANT_FREEZING, 3, 1),
    Lead(Step.CONSOLIDATED_REPORT, Step.COVENANT_OPINIONS, 7, 3),
    Lead(Step.REGISTRATION, Step.CONSOLIDATED_REPORT, 5, 2),
    Lead(Step.REGISTRATION_REMINDER, Step.REGISTRATION, 5, 2),
    Lead(Step.REGISTRATION_OPENING, Step.REGISTRATION, 15, 5),
)
PLANNED = [step for step in Step if step in {lead.step for lead in LEADS} | {Step.CEREMONY, Step.COVENANT_SENT}]
FIRST = [step for step in PLANNED if step not in (Step.CEREMONY, Step.COVENANT_SENT)]
# Working days between the ceremony and the arrival of the signed covenant.
SENDING, LEAST_SENDING = 5, 2
TENTHS = range(10, -1, -1)


@dataclass(frozen=True)
class Plan:
    """``days`` of the steps that are still to be done, in order; ``doubts`` are sentences."""

    days: dict[Step, date]
    doubts: list[str]


def plan(bloc_year: BlocYear, ceremony: date | None, sent: date | None, first: Step) -> Plan:
    """Propose a day for each step from ``first`` on.

    ceremony  its day; without it, early enough for the covenant to arrive by ``sent``
    sent      the day by which the signed covenant must have arrived; None where nobody asks for it

    One of the two is known.
    """
    arrival = workdays.on_or_before(sent) if sent else None
    held_on = ceremony or workdays.back(arrival, SENDING)  # type: ignore[arg-type]
    earliest = workdays.on_or_after(max(clock.today(), bloc_year.first_day))
    days, tenths = _fitting(held_on, first, earliest)
    doubts = [*_days_off(ceremony, sent), *_sending(held_on, arrival), *_time(days, tenths, first, earliest)]
    days |= {Step.COVENANT_SENT: arrival} if arrival else {}
    return Plan(dict(sorted(days.items(), key=lambda item: (item[1], PLANNED.index(item[0])))), doubts)


def first_step(bloc_year: BlocYear) -> Step:
    """The first of them that is not behind the year."""
    covenant = Covenant.objects.of(bloc_year).current().first()
    if covenant and covenant.document_id:
        return Step.COVENANT_PRINTING
    if covenant and covenant.status == Covenant.Status.CONSULTING:
        return Step.COVENANT_OPINIONS
    if bloc_year.status == BlocYear.Status.PREPARING:
        return Step.REGISTRATION_OPENING
    due = bloc_year.due(Step.REGISTRATION)
    return Step.CONSOLIDATED_REPORT if due and clock.day_is_over(due) else Step.REGISTRATION_REMINDER


def _leads(first: Step) -> Sequence[Lead]:
    return [lead for lead in LEADS if PLANNED.index(lead.step) >= PLANNED.index(first)]


def _fitting(held_on, first, earliest):
    """The days with as much of the customary time as there is, and how many tenths of it that is."""
    days: dict[Step, date] = {}
    for tenths in TENTHS:
        days = {Step.CEREMONY: held_on}
        for lead in _leads(first):
            days[lead.step] = workdays.back(days[lead.of], max(lead.least, lead.days * tenths // 10))
        if min(days.values()) >= earliest:
            return days, tenths
    return days, 0


def _days_off(ceremony, sent):
    if ceremony and workdays.is_off(ceremony):
        yield f"Ngày ký kết {ceremony:%d/%m/%Y} là ngày nghỉ ({workdays.named(ceremony)})."
    if sent and workdays.is_off(sent):
        before = f"{workdays.on_or_before(sent):%d/%m/%Y}"
        yield f"Ngày {sent:%d/%m/%Y} là ngày nghỉ ({workdays.named(sent)}); giao ước phải đến chậm nhất {before}."


def _sending(held_on, arrival):
    if arrival and workdays.between(held_on, arrival) < LEAST_SENDING:
        latest = workdays.back(arrival, LEAST_SENDING)
        yield (
            f"Ký kết ngày {held_on:%d/%m/%Y} thì không kịp gửi giao ước để đến ngày {arrival:%d/%m/%Y}; ký kết chậm "
            f"nhất ngày {latest:%d/%m/%Y}."
        )


def _time(days: Mapping[Step, date], tenths: int, first: Step, earliest: date):
    begin, held_on = min(days.values()), days[Step.CEREMONY]
    if begin >= earliest and tenths < TENTHS[0]:
        yield "Thời gian ngắn hơn thường lệ nên các khoảng cách đã được rút lại; Anh/chị xem có làm kịp không."
    elif begin < earliest:
        needed = workdays.between(begin, held_on)
        there = workdays.between(earliest, held_on)
        yield (
            f"Không kịp: từ “{first.label}” đến ngày ký kết cần ít nhất {needed} ngày làm việc, từ {earliest:%d/%m/%Y} "
            f"chỉ còn {there}. Anh/chị ký kết sớm nhất ngày {workdays.forward(earliest, needed):%d/%m/%Y}, hoặc bắt "
            "đầu từ bước sau."
        )
