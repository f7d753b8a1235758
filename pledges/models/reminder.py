"""A reminder to one unit, to hand in or to complete: prepared by the day's round, sent by the office or by itself."""

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from accounts.models import Letter
from blocs import clock
from blocs.commitments import covenant_stands
from blocs.constraints import dated_when_named
from blocs.models import Membership, Step
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from pledges import rules
from pledges.models.registration import has_handed_in, registration_of


@condition(
    "Đơn vị đã gửi bản đăng ký, đã có thời hạn khác, hoặc giao ước đã chốt, nên thư này không còn đúng.",
    "Tải lại trang Nhắc việc; chương trình tự bỏ thư và soạn thư khác khi đến ngày.",
)
def still_true(reminder):
    membership = reminder.membership
    year = membership.bloc_year
    if covenant_stands(year):
        return False
    if reminder.occasion == Reminder.Occasion.COMPLETION:
        registration = registration_of(membership)
        return registration is not None and registration.asked_to_complete_on == reminder.due
    return year.due(Step.REGISTRATION, membership) == reminder.due and not has_handed_in(membership)


class ReminderQuerySet(models.QuerySet):
    def of(self, bloc_year):
        return self.filter(membership__bloc_year=bloc_year)

    def waiting(self):
        return self.filter(status=Reminder.Status.WAITING)


class Reminder(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One for each unit, occasion and last day. Its letters go to the unit's people who have an address."""

    class Occasion(models.TextChoices):
        WEEK = "week", "Trước hạn 7 ngày"
        SOON = "soon", "Trước hạn 3 ngày"
        OVERDUE = "overdue", "Quá hạn"
        COMPLETION = "completion", "Chậm bổ sung"

    class Status(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        DROPPED = "dropped", "Đã bỏ"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reminders")
    occasion = models.CharField("dịp", max_length=10, choices=Occasion.choices)
    # For a completion the day on which it was asked for.
    due = models.DateField("hạn gửi của đơn vị")
    subject = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung", max_length=4000)
    status = FSMField("trạng thái", choices=Status.choices, default=Status.WAITING, protected=True)
    prepared_at = models.DateTimeField(default=clock.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Nobody for what went by itself.
    sent_by = by_whom()
    drop_reason = models.CharField("lý do bỏ", max_length=200, blank=True, editable=False)
    letters = models.ManyToManyField(Letter, related_name="+", editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "thư nhắc"
        verbose_name_plural = "thư nhắc"
        ordering = ["-prepared_at", "membership__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "occasion", "due"], name="reminded_once_an_occasion"),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at=None)),
                name="reminder_sent_has_moment",
            ),
            dated_when_named("sent"),
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_occasion_display().lower()}"

    @property
    def bloc_year(self):
        return self.membership.bloc_year

    @property
    def url_args(self):
        return [*self.bloc_year.url_args, self.pk]

    @property
    def occasion_words(self):
        """With the day that it is about."""
        day = "đề nghị ngày" if self.occasion == self.Occasion.COMPLETION else "hạn"
        return f"{self.get_occasion_display()} ({day} {self.due:%d/%m/%Y})"

    @transition(
        status,
        source=Status.WAITING,
        target=Status.SENT,
        permission=by_rule(rules.may_remind),
        conditions=[year_is_open, still_true],
        custom={"label": "Gửi"},
    )
    def send(self, *, by):
        """Posted to whoever has an address (``pledges.chasing``), or handed over on paper."""
        self.sent_at, self.sent_by = clock.now(), by

    @transition(
        status,
        source=Status.WAITING,
        target=Status.DROPPED,
        permission=by_rule(rules.may_remind),
        conditions=[year_is_open],
        custom={"label": "Bỏ"},
    )
    def drop(self, *, by, reason=""):
        """Not sent, and not prepared again for the same day."""
        self.drop_reason = reason
