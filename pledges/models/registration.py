"""What one unit undertakes for one year of its bloc (đăng ký thi đua)."""

from datetime import datetime, time
from functools import partial

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from blocs.models import BlocYear, Membership, Step, Unit
from blocs.open_years import year_is_open
from blocs.workflow import by_rule
from pledges import notifications, rules
from pledges.conditions import (
    before_deadline,
    could_hand_in_again,
    covenant_not_frozen,
    not_on_paper,
    nothing_missing,
    on_paper,
)
from pledges.models.history import RegistrationEvent
from pledges.models.lines import Target
from pledges.models.review import PreparedDecision

Event = RegistrationEvent.Kind
HANDED_IN = ~Q(status="draft")


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The registrations ``user`` may know of. Every view starts here.

        A unit sees its own in any status; the leader's office and the organiser see
        the others once handed in; the deputy unit sees the leader's; nobody sees
        another bloc's.
        """
        units = Unit.objects.served_by(user)
        own = Q(membership__unit__in=units)
        overseen = Q(membership__bloc_year__in=BlocYear.objects.overseen_by(user))
        led_with = Q(
            membership__role=Membership.Role.LEADER,
            membership__bloc_year__in=BlocYear.objects.filter(
                memberships__role=Membership.Role.DEPUTY, memberships__unit__in=units
            ),
        )
        return self.filter(own | (HANDED_IN & (overseen | led_with)))

    def of(self, bloc_year):
        return self.filter(membership__bloc_year=bloc_year)

    def handed_in(self):
        return self.filter(HANDED_IN)

    def received(self):
        return self.filter(status=Registration.Status.ACCEPTED)

    def waiting(self):
        """Handed in and not yet decided on, first come first."""
        return self.filter(status=Registration.Status.SUBMITTED).order_by("submitted_at", "pk")

    def begin(self, membership, *, by=None):
        """The registration of ``membership``; a new one has a row for each common target of the year."""
        registration, is_new = self.get_or_create(membership=membership)
        if is_new:
            registration.record(Event.STARTED, by=by)
            common_targets = membership.bloc_year.common_targets.all()
            Target.objects.bulk_create(Target.answering(registration, common) for common in common_targets)
        return registration

    def with_lines(self):
        return self.select_related("membership__unit", "membership__bloc_year__bloc").prefetch_related(
            "membership__unit__names",
            "honours__honour",
            "targets__common",
            "initiatives__for_honour",
            "movements",
        )


class Registration(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One for each membership, made by the first visit of the unit's clerk. Lines are rows, not text."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã gửi"
        RETURNED = "returned", "Đề nghị bổ sung"
        ACCEPTED = "accepted", "Đã tiếp nhận"

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="registration")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.DRAFT, protected=True)
    doc_number = models.CharField("số, ký hiệu văn bản của đơn vị", max_length=60, blank=True)
    doc_date = models.DateField("ngày văn bản", null=True, blank=True)
    headcount = models.PositiveIntegerField("tổng số cán bộ, công chức có mặt", null=True, blank=True)
    women = models.PositiveIntegerField("trong đó nữ", null=True, blank=True)
    proposal = models.TextField("kiến nghị, đề xuất", max_length=2000, blank=True)
    # The first submission is held against the deadline; what was sent back may be completed after it.
    first_submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = by_whom()
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = by_whom()
    # The day on which the receiver got it on paper, because its content is a state secret: then nothing of it is here
    # but the number and date of the paper.
    paper_received_on = models.DateField("ngày nhận bản giấy", null=True, blank=True, editable=False)
    paper_number = models.CharField("số, ký hiệu bản giấy", max_length=60, blank=True, editable=False)
    paper_dated = models.DateField("ngày của bản giấy", null=True, blank=True, editable=False)
    # When the unit's head was told that the draft is complete; empty again once it changes.
    ready_at = models.DateTimeField(null=True, blank=True, editable=False)
    ready_by = by_whom()
    # Why the leader's office asked for more; stays on top of the draft until the next submission.
    return_reason = models.TextField("nội dung đề nghị bổ sung", max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng ký thi đua"
        verbose_name_plural = "bản đăng ký thi đua"
        constraints = [
            models.CheckConstraint(
                condition=Q(women=None) | Q(women__lte=F("headcount")),
                name="women_within_headcount",
                violation_error_message="Số nữ không thể lớn hơn tổng số cán bộ, công chức.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="handed_in_registration_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(return_reason=""), name="returned_registration_says_why"
            ),
            models.CheckConstraint(
                condition=Q(paper_received_on=None) | Q(status="accepted"), name="registration_on_paper_is_received"
            ),
            dated_when_named("submitted"),
            dated_when_named("decided"),
            dated_when_named("ready"),
        ]

    def __str__(self):
        return f"Đăng ký thi đua năm {self.membership.bloc_year.year} của {self.membership.unit}"

    def get_absolute_url(self):
        return reverse("pledges:registration_detail", args=self.url_args)

    @property
    def bloc_year(self):
        return self.membership.bloc_year

    @property
    def url_args(self):
        return [*self.membership.bloc_year.url_args, self.membership.unit.slug]

    @property
    def due(self):
        """The last day for this unit; None when the year sets none."""
        return self.membership.bloc_year.due(Step.REGISTRATION, self.membership)

    @property
    def submissions(self):
        """How often it was handed in: the number of the last revision."""
        return self.revisions.count()

    @property
    def lines(self):
        """All its rows, section by section."""
        return [line for name in LINES for line in getattr(self, name).all()]

    @property
    def is_editable(self):
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    @property
    def is_on_paper(self):
        return self.paper_received_on is not None

    @property
    def is_handed_in(self):
        """What was sent back counts: the office asked for more by itself, and no last day holds it any longer."""
        return self.status != self.Status.DRAFT  # as HANDED_IN

    @property
    def asked_to_complete_on(self):
        """The day on which it was sent back and since when it has not come again; None in any other status."""
        is_asked = self.status == self.Status.RETURNED and self.decided_at
        return clock.local_day(self.decided_at) if is_asked else None

    @property
    def words(self):
        """Its status as pages say it."""
        if self.is_on_paper:
            return f"{self.get_status_display()} (bản giấy)"
        if self.status == self.Status.SUBMITTED:
            return f"{'Gửi chậm' if self.is_late else 'Đã gửi'}, chờ tiếp nhận"
        return self.get_status_display()

    @property
    def is_late(self):
        """Handed in after the day set for all, with an extension or on paper."""
        due = self.membership.bloc_year.due(Step.REGISTRATION)
        first = self.first_submitted_at or self.submitted_at
        return due is not None and first is not None and clock.local_day(first) > due

    @transition(
        status,
        source=[Status.DRAFT, Status.RETURNED],
        target=Status.SUBMITTED,
        permission=by_rule(rules.may_submit),
        conditions=[year_is_open, covenant_not_frozen, before_deadline, nothing_missing],
        custom={
            "label": "Kiểm tra và gửi",
            "url": "pledges:registration_check",
            "primary": True,
            "method": "get",
        },
    )
    def submit(self, *, by):
        """Hand in to the bloc's leader and keep what was handed in as a numbered revision."""
        self.submitted_at, self.submitted_by, self.return_reason = clock.now(), by, ""
        self.first_submitted_at = self.first_submitted_at or self.submitted_at
        self.ready_at = self.ready_by = None
        number = self.submissions + 1
        revision = self.revisions.create(number=number, content=self.snapshot(), made_at=self.submitted_at, made_by=by)
        self.record(Event.SUBMITTED, by=by, revision=revision)
        self.scans.filter(revision=None).update(revision=revision)
        transaction.on_commit(partial(notifications.registration_submitted, self, by))

    @transition(
        status,
        source=Status.SUBMITTED,
        target=Status.DRAFT,
        permission=by_rule(rules.may_submit),
        conditions=[year_is_open, covenant_not_frozen, could_hand_in_again],
        custom={"label": "Rút lại để sửa", "url": "pledges:registration_withdraw"},
    )
    def withdraw(self, *, by):
        """Take back what the leader's office has not decided on yet."""
        self.record(Event.WITHDRAWN, by=by, revision=self.revisions.last())
        transaction.on_commit(partial(notifications.registration_withdrawn, self, by))

    @transition(
        status,
        source=Status.SUBMITTED,
        target=Status.ACCEPTED,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen],
        custom={"label": "Tiếp nhận", "url": "pledges:registration_accept", "primary": True, "seen": "submissions"},
    )
    def accept(self, *, by):
        """Receive it; its targets now stand in the consolidated report and the covenant's annex."""
        self._decide(Event.ACCEPTED, by)
        transaction.on_commit(partial(notifications.registration_accepted, self, by))

    @transition(
        status,
        source=[Status.SUBMITTED, Status.ACCEPTED],
        target=Status.RETURNED,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen, not_on_paper],
        custom={"label": "Đề nghị bổ sung", "url": "pledges:registration_return", "method": "get"},
    )
    def send_back(self, *, by, reason):
        """Ask the unit to complete it, with the remarks written on it; also reopens a received one."""
        self._decide(Event.REOPENED if self.status == self.Status.ACCEPTED else Event.RETURNED, by, reason)
        self.return_reason = reason
        self.remarks.unsent().update(sent_at=self.decided_at, sent_by=by)
        transaction.on_commit(partial(notifications.registration_returned, self, by))

    @transition(
        status,
        source=Status.DRAFT,
        target=Status.ACCEPTED,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen],
        custom={"label": "Ghi nhận bản giấy", "url": "pledges:registration_paper_receive", "method": "get"},
    )
    def receive_paper(self, *, by, doc_number, doc_date, received_on):
        """Receive on paper what may not be typed: counts as received, says nothing."""
        self.paper_number, self.paper_dated, self.paper_received_on = doc_number, doc_date, received_on
        self.submitted_at = timezone.make_aware(datetime.combine(received_on, time(12)))
        self.decided_at, self.decided_by = clock.now(), by
        self.ready_at = self.ready_by = None
        for beside in (PreparedDecision.objects.filter(registration=self), self.working_copies, self.filled_workbooks):
            beside.all().delete()
        self.record(Event.PAPER_RECEIVED, by=by)
        transaction.on_commit(partial(notifications.registration_accepted, self, by))

    @transition(
        status,
        source=Status.ACCEPTED,
        target=Status.DRAFT,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen, on_paper],
        custom={"label": "Bỏ ghi nhận bản giấy", "url": "pledges:registration_paper_undo"},
    )
    def undo_paper(self, *, by):
        """The paper was recorded by mistake: the unit registers here, from the draft it had begun."""
        last = self.revisions.last()
        self.paper_number, self.paper_dated, self.paper_received_on = "", None, None
        self.submitted_at = last.made_at if last else None
        self.decided_at = self.decided_by = None
        self.record(Event.PAPER_UNDONE, by=by)
        transaction.on_commit(partial(notifications.paper_undone, self, by))

    def _decide(self, kind, by, reason=""):
        self.decided_at, self.decided_by = clock.now(), by
        self.record(kind, by=by, revision=self.revisions.last(), reason=reason)
        PreparedDecision.objects.filter(registration=self).delete()

    @property
    def standing(self):
        """In which status it is, by whom and since when: what is told to whoever comes second."""
        if self.decided_at is None or self.status not in (self.Status.RETURNED, self.Status.ACCEPTED):
            return f"Bản đăng ký thi đua đang ở trạng thái “{self.get_status_display()}”."
        done = "tiếp nhận" if self.status == self.Status.ACCEPTED else "đề nghị bổ sung"
        by = self.decided_by or "người khác"
        return f"Bản đăng ký đã được {by} {done} lúc {clock.moment(self.decided_at)}."

    @property
    def differs_from_common(self):
        """Whether its targets promise anything but the common ones, each at the bloc's own level."""
        return any(not target.common or target.value != target.common.value for target in self.targets.all())

    def announce(self, *, by):
        """Tell the unit's heads that the draft waits for them to hand it in."""
        self.ready_at, self.ready_by = clock.now(), by
        self.save(update_fields=["ready_at", "ready_by"])
        self.record(Event.ANNOUNCED, by=by)
        transaction.on_commit(partial(notifications.registration_ready, self, by))

    def record(self, kind, *, by, **more):
        """Write the step just taken into the history, in the same transaction; ``more`` are fields of the event."""
        self.events.create(kind=kind, taken_by=by, unit=rules.acts_for(by, self.membership), **more)

    def keep_changed(self):
        """The draft was changed: what its head was told of is no longer what stands there."""
        self.ready_at = self.ready_by = None
        self.save(update_fields=["updated_at", "ready_at", "ready_by"])

    def snapshot(self):
        """What stands in the registration now, as plain data: the content of a revision; blank while it is on paper."""
        if self.is_on_paper:
            return dict(BLANK)
        return {
            "doc_number": self.doc_number,
            "doc_date": self.doc_date.isoformat() if self.doc_date else None,
            "headcount": self.headcount,
            "women": self.women,
            "proposal": self.proposal,
            **{name: [line.as_data() for line in getattr(self, name).all()] for name in LINES},
        }


def registration_of(membership) -> Registration | None:
    """None before the unit has begun one."""
    return getattr(membership, "registration", None)


def has_handed_in(membership) -> bool:
    registration = registration_of(membership)
    return registration is not None and registration.is_handed_in


def words_of(registration: Registration | None) -> str:
    return registration.words if registration else "Chưa mở"


LINES = ("honours", "targets", "initiatives", "movements")
# The snapshot of a registration in which nothing stands.
BLANK = {"doc_number": "", "doc_date": None, "headcount": None, "women": None, "proposal": ""} | dict.fromkeys(
    LINES, ()
)
