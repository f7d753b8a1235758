"""Who is still awaited, who is told so on which day, and in which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Letter, User
from accounts.notifications import mail, mail_configured, notify
from blocs import clock, last_days
from blocs.commitments import covenant_stands
from blocs.models import BlocYear, Membership, Officer, Step
from blocs.notifications import officers_of
from blocs.open_years import lock_year, why_not_open
from blocs.workflow import obstacle, perform
from pledges.models import Reminder
from pledges.models.registration import has_handed_in, registration_of
from pledges.models.reminder import still_true

Occasion = Reminder.Occasion
# From how many days before the last one on; the overdue are reminded if somebody looks within two weeks.
DAYS_BEFORE = {Occasion.WEEK: 7, Occasion.SOON: 3}
OVERDUE_FOR = 14
# So many days a unit has to complete what was sent back, and until its own last day if that is later.
DAYS_TO_COMPLETE = 7


@dataclass(frozen=True)
class Awaited:
    """A unit that has not handed in; ``days`` are left until ``due``, negative once it is over."""

    membership: Membership
    due: date

    @property
    def days(self) -> int:
        return clock.days_left(self.due)

    @property
    def is_late(self) -> bool:
        return clock.day_is_over(self.due)


@dataclass(frozen=True)
class Call:
    """What one unit is to be reminded of now: a reminder's fields, and the notice in the program."""

    membership: Membership
    occasion: str
    due: date
    subject: str
    text: str
    notice: str


def awaited(bloc_year: BlocYear) -> list[Awaited]:
    """The units that can and must still hand in, in protocol order, each with its own last day."""
    return [
        Awaited(membership, due) for membership, due in _members(bloc_year) if due and not has_handed_in(membership)
    ]


def _members(bloc_year) -> list[tuple[Membership, date | None]]:
    """Those who can still hand in, in protocol order, each with its own last day."""
    if bloc_year.status != BlocYear.Status.OPEN or covenant_stands(bloc_year):
        return []
    members = bloc_year.memberships.select_related("unit", "registration").order_by("order", "pk")
    found = list(members.prefetch_related("unit__names", "extensions"))
    for membership in found:
        membership.bloc_year = bloc_year
    return [(membership, bloc_year.due(Step.REGISTRATION, membership)) for membership in found]


def late(bloc_year: BlocYear) -> list[Awaited]:
    """Those of them whose last day is over."""
    return [unit for unit in awaited(bloc_year) if unit.is_late]


def addressees(units: Iterable[Awaited]) -> list[Awaited]:
    """Those of ``units`` to whom the leader's office writes: all but its own."""
    return [unit for unit in units if unit.membership.role != Membership.Role.LEADER]


def occasion_of(days: int) -> str | None:
    """What a unit is reminded of with so many days left. A day that was missed is made good on the next."""
    if days < 0:
        return Occasion.OVERDUE if days >= -OVERDUE_FOR else None
    return next((occasion for occasion in reversed(DAYS_BEFORE) if days <= DAYS_BEFORE[occasion]), None)


def prepare_all() -> None:
    """The day's round: once or many times a day, it prepares nothing twice."""
    for pk in BlocYear.objects.filter(status=BlocYear.Status.OPEN).values_list("pk", flat=True):
        prepare(pk)


@transaction.atomic
def prepare(pk: int) -> list[Reminder]:
    """Tell those awaited in one year, prepare their letters, and drop what is no longer true."""
    lock_year(pk=pk)
    bloc_year = BlocYear.objects.with_members().prefetch_related("deadlines").get(pk=pk)
    calls = [*_to_hand_in(bloc_year), *_to_complete(bloc_year)]
    _drop_outdated(bloc_year, {(call.membership.pk, call.occasion, call.due) for call in calls})
    made = [_prepared(call) for call in calls]
    return [reminder for reminder in made if reminder]


def _to_hand_in(bloc_year):
    for unit in awaited(bloc_year):
        if occasion := occasion_of(unit.days):
            yield Call(unit.membership, occasion, unit.due, *words(unit), _notice(unit))


def _to_complete(bloc_year):
    """Those who were asked for more and have not answered: once, and never on the heels of the question."""
    for membership, due in _members(bloc_year):
        registration = registration_of(membership)
        asked = registration and registration.asked_to_complete_on
        if not asked:
            continue
        until = max(asked + timedelta(days=DAYS_TO_COMPLETE), due or asked)
        if occasion_of(clock.days_left(until)) == Occasion.OVERDUE:
            yield _call_to_complete(membership, registration)


def asked_now(bloc_year: BlocYear) -> set[tuple[int, bool, date]]:
    """What reminders may be about now: membership, whether to complete, the day. ``still_true`` for all at once."""
    found = set()
    for membership, due in _members(bloc_year):
        registration = registration_of(membership)
        if due and not has_handed_in(membership):
            found.add((membership.pk, False, due))
        if registration and registration.asked_to_complete_on:
            found.add((membership.pk, True, registration.asked_to_complete_on))
    return found


def _drop_outdated(bloc_year, current):
    waiting = Reminder.objects.of(bloc_year).waiting()
    for reminder in waiting:
        if (reminder.membership_id, reminder.occasion, reminder.due) not in current:
            reminder.membership.bloc_year = bloc_year
            reminder.drop(by=None)
            reminder.save()


def _prepared(call):
    """The new reminder; None where it was prepared before."""
    membership, said = call.membership, {"subject": call.subject, "text": call.text}
    reminder, is_new = Reminder.objects.get_or_create(
        membership=membership, occasion=call.occasion, due=call.due, defaults=said
    )
    if not is_new:
        return None
    reminder.membership = membership
    notify(officers_of(membership.unit_id), call.notice, _address(membership))
    if membership.bloc_year.mails_reminders:
        post(reminder, by=None)
    elif membership.role == Membership.Role.LEADER and not addressed([membership]):
        _settle(reminder)
    return reminder


def _settle(reminder):
    """The notice was all: the leader's office sends itself no paper."""
    reminder.send(by=None)
    reminder.save()


def post(reminder: Reminder, *, by) -> int:
    """Send ``reminder`` to the unit's people who have an address; how many letters that makes.

    by  who in the leader's office decided so, who may be refused (PermissionDenied, Conflict); None for what goes by
        itself, and simply stays where nobody has an address
    """
    people = addressed([reminder.membership]).get(reminder.membership.unit_id, [])
    if by is not None:
        perform(reminder.send, by=by)
    elif people and not obstacle(reminder.send):
        reminder.send(by=None)
        reminder.save()
    else:
        return 0
    body = f"{reminder.text}\n\n{settings.SITE_URL}{_address(reminder.membership)}\n"
    letters = [
        mail(person, reminder.subject, body, key=f"nhac-viec-{reminder.pk}-{person.pk}", calendar=_calendar(reminder))
        for person in people
    ]
    written = [letter for letter in letters if letter]
    reminder.letters.set(written)
    return len(written)


def is_outdated(reminder: Reminder) -> bool:
    """The unit has handed in meanwhile, or has another day."""
    return bool(obstacle(reminder.send))


def objection(letter: Letter) -> str:
    """Why a reminder's letter that is still on its way must not leave any more; "" for every other letter."""
    reminder = Reminder.objects.filter(letters=letter).select_related("membership__bloc_year").first()
    if reminder is None:
        return ""
    return why_not_open(reminder.bloc_year) or ("" if still_true(reminder) else still_true.reason)


def _calendar(reminder):
    """The last day for the calendar, while it is still to come."""
    if clock.day_is_over(reminder.due):
        return ""
    return last_days.calendar(reminder.bloc_year, {Step.REGISTRATION: reminder.due}, reminder.membership)


def addressed(memberships: Iterable[Membership]) -> dict[int, list[User]]:
    """Unit id → its people who get letters, in one query; nobody where the program sends none."""
    found: dict[int, list[User]] = {}
    if not mail_configured():
        return found
    serving = Officer.objects.current().filter(unit__in=[m.unit_id for m in memberships], user__is_active=True)
    for officer in serving.exclude(user__email="").select_related("user").order_by("pk"):
        people = found.setdefault(officer.unit_id, [])
        if officer.user not in people:
            people.append(officer.user)
    return found


def _address(membership):
    return reverse("pledges:registration_detail", args=[*membership.bloc_year.url_args, membership.unit.slug])


def _notice(unit):
    year = unit.membership.bloc_year.year
    if unit.days < 0:
        return f"Đã quá hạn gửi đăng ký thi đua năm {year} (hết ngày {unit.due:%d/%m/%Y}); đơn vị chưa gửi."
    left = f"còn {unit.days} ngày" if unit.days else "hôm nay là ngày cuối"
    return f"Đăng ký thi đua năm {year}: {left} (hết ngày {unit.due:%d/%m/%Y}); đơn vị chưa gửi."


def words(unit: Awaited) -> tuple[str, str]:
    """Subject and text of a reminder; true on whichever day before or after the last one it is sent."""
    year = unit.membership.bloc_year
    day = f"{unit.due:%d/%m/%Y}"
    leader = _leader(year)
    if unit.days < 0:
        subject = f"Đã quá hạn đăng ký thi đua năm {year.year} (hạn: hết ngày {day})"
        ask = (
            f"Hạn gửi của đơn vị đã hết ngày {day}. Đề nghị đơn vị hoàn thành bản đăng ký và liên hệ {leader} "
            "để được gia hạn và gửi."
        )
    else:
        subject = f"Nhắc đăng ký thi đua năm {year.year} (hạn: hết ngày {day})"
        ask = (
            f"Đề nghị đơn vị hoàn thành và gửi bản đăng ký trước 24 giờ ngày {day}. Cần thêm thời gian, "
            f"đơn vị liên hệ {leader} trước ngày đó."
        )
    opening = f"{year.bloc.leader_title} chưa nhận được đăng ký thi đua năm {year.year} của đơn vị ({year.bloc})."
    return subject, _letter(unit.membership, opening, ask)


def _call_to_complete(membership, registration):
    year, asked = membership.bloc_year, registration.asked_to_complete_on
    day = f"{asked:%d/%m/%Y}"
    opening = f"Ngày {day}, bản đăng ký thi đua năm {year.year} của đơn vị ({year.bloc}) được đề nghị bổ sung:"
    ask = (
        "Đến nay đơn vị chưa gửi lại. Đề nghị đơn vị bổ sung và gửi lại bản đăng ký để kịp tổng hợp; bản được đề nghị "
        f"bổ sung vẫn gửi được sau hạn. Cần trao đổi thêm, đơn vị liên hệ {_leader(year)}."
    )
    return Call(
        membership,
        Occasion.COMPLETION,
        asked,
        subject=f"Nhắc bổ sung đăng ký thi đua năm {year.year} (đề nghị ngày {day})",
        text=_letter(membership, opening, registration.return_reason, ask),
        notice=f"Đăng ký thi đua năm {year.year}: được đề nghị bổ sung ngày {day}; đơn vị chưa gửi lại.",
    )


def _leader(year):
    return f"{year.bloc.leader_title} ({year.leader})"


def _letter(membership, *paragraphs):
    greeting, end = f"Kính gửi: {membership.unit}", f"Trân trọng.\n{_leader(membership.bloc_year)}"
    return "\n\n".join([greeting, *paragraphs, end])


def short_text(bloc_year: BlocYear, units: Sequence[Awaited]) -> str:
    """For a message to all, pasted elsewhere: which ``units`` have not handed in, by when; "" when all have."""
    if not units:
        return ""
    over = ", đã quá hạn"
    names = "\n".join(f"- {unit.membership.unit} (hạn {unit.due:%d/%m}{over * unit.is_late})" for unit in units)
    where = settings.SITE_URL + reverse("pledges:registration_list", args=bloc_year.url_args)
    return (
        f"[{bloc_year.bloc}] Đăng ký thi đua năm {bloc_year.year}: đến {clock.today():%d/%m/%Y} còn {len(units)} "
        f"đơn vị chưa gửi:\n{names}\nĐề nghị các đơn vị gửi tại: {where}\n"
        f"Cần gia hạn, liên hệ {bloc_year.bloc.leader_title} ({bloc_year.leader})."
    )
