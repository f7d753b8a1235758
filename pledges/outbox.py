"""The outbox of a year's reminders: what waits, what was sent, what failed and why, who gets paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Letter, User
from blocs import clock
from blocs.models import Membership
from pledges.chasing import addressed, asked_now
from pledges.models import Reminder


@dataclass(frozen=True)
class Line:
    """One reminder. ``people`` get its letters; ``failed`` are those that did not go and still might.

    It ``is_true`` while the unit has neither acted nor got another day; the next round drops the others.
    """

    reminder: Reminder
    people: list[User]
    letters: list[Letter]
    is_true: bool

    @property
    def failed(self) -> list[Letter]:
        return self._of(Letter.Status.FAILED)

    def _of(self, *states) -> list[Letter]:
        return [letter for letter in self.letters if letter.status in states]

    @property
    def is_notice(self) -> bool:
        """Of the leader's own unit without e-mail, which was told in the program and sends itself no paper."""
        is_own = self.reminder.membership.role == Membership.Role.LEADER
        return is_own and self.reminder.sent_at is not None and not (self.letters or self.reminder.sent_by)

    @property
    def on_paper(self) -> bool:
        if self.reminder.status == Reminder.Status.SENT:
            return not (self.letters or self.is_notice)
        return self.waits and not self.people

    @property
    def waits(self) -> bool:
        """It may still be sent."""
        return self.reminder.status == Reminder.Status.WAITING and self.is_true

    @property
    def can_act(self) -> bool:
        """Something may still be done with it."""
        return self.reminder.status == Reminder.Status.WAITING or self.on_paper or bool(self.failed)

    @property
    def is_sendable(self) -> bool:
        """It waits for a click and reaches somebody by e-mail."""
        return self.waits and bool(self.people)

    @property
    def words(self) -> str:
        if self.reminder.status == Reminder.Status.DROPPED:
            return f"Đã bỏ: {self.reminder.drop_reason}" if self.reminder.drop_reason else "Đã bỏ"
        if self.reminder.status == Reminder.Status.WAITING:
            if not self.is_true:
                return "Không gửi nữa: đơn vị đã gửi hoặc có thời hạn khác"
            return "Chưa có địa chỉ thư: gửi bản giấy" if self.on_paper else f"Chờ gửi {len(self.people)} thư"
        if self.is_notice:
            return "Đã báo trên chương trình"
        if self.on_paper:
            return "Đã gửi bản giấy"
        state = Letter.Status
        counts = (
            (len(self._of(state.SENT)), "đã gửi"),
            (len(self._of(state.WAITING, state.SENDING)), "đang gửi"),
            (len(self.failed), "không gửi được"),
            (len(self._of(state.WITHDRAWN)), "không gửi nữa"),
        )
        return ", ".join(f"{count} thư {what}" for count, what in counts if count).capitalize()

    @property
    def tag(self) -> str:
        if self.waits:
            return "ask" if self.on_paper else "wait"
        return "late" if self.failed else ""

    @property
    def trouble(self) -> list[str]:
        """Why letters that were tried have not gone."""
        return sorted({f"{letter.user}: {letter.failure}" for letter in self.letters if letter.failure})


def outbox(bloc_year) -> list[Line]:
    """All reminders of the year, those that wait first, in a fixed number of queries."""
    reminders = Reminder.objects.of(bloc_year).select_related("membership__unit", "sent_by")
    found = list(reminders.prefetch_related("membership__unit__names", "letters__user"))
    for reminder in found:
        reminder.membership.bloc_year = bloc_year
    people = addressed({reminder.membership for reminder in found})
    now = asked_now(bloc_year)
    lines = [_line(reminder, people, now) for reminder in found]
    return sorted(lines, key=_place)


def _place(line):
    """Those that wait first, then the newest; in protocol order within a day."""
    reminder = line.reminder
    moment = reminder.sent_at or reminder.prepared_at
    is_over = reminder.status != Reminder.Status.WAITING
    return is_over, -clock.local_day(moment).toordinal(), reminder.membership.order


def _line(reminder, people: Mapping[int, list[User]], now) -> Line:
    about = reminder.membership_id, reminder.occasion == Reminder.Occasion.COMPLETION, reminder.due
    return Line(reminder, people.get(reminder.membership.unit_id, []), list(reminder.letters.all()), about in now)


def sendable(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.is_sendable]


def to_print(lines: Iterable[Line]) -> list[Line]:
    """Those that wait and reach nobody by e-mail."""
    return [line for line in lines if line.waits and line.on_paper]
