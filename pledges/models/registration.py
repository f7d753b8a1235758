"""What one unit undertakes for one year of its bloc (đăng ký thi đua)."""

from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from blocs import clock
from blocs.models import BlocYear, CommonTarget, Honour, Membership, Step, TargetKind, Unit
from blocs.text import name_sort_key
from blocs.workflow import by_rule, condition
from pledges import notifications, rules


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The registrations ``user`` may know of. Every view starts here.

        A unit sees its own in any status; the leader's office and the organiser see
        the others once handed in; the deputy unit sees the leader's; nobody sees
        another bloc's.
        """
        units = Unit.objects.served_by(user)
        own = Q(membership__unit__in=units)
        handed_in = ~Q(status=Registration.Status.DRAFT)
        overseen = Q(membership__bloc_year__in=BlocYear.objects.overseen_by(user))
        led_with = Q(
            membership__role=Membership.Role.LEADER,
            membership__bloc_year__in=BlocYear.objects.filter(
                memberships__role=Membership.Role.DEPUTY, memberships__unit__in=units
            ),
        )
        return self.filter(own | (handed_in & (overseen | led_with)))

    def of(self, bloc_year):
        return self.filter(membership__bloc_year=bloc_year)

    def received(self):
        return self.filter(status=Registration.Status.ACCEPTED)

    def with_lines(self):
        return self.select_related("membership__unit", "membership__bloc_year__bloc").prefetch_related(
            "membership__unit__names",
            "honours__honour",
            "targets__common",
            "initiatives__for_honour",
            "movements",
        )


def _year_not_open(registration):
    if registration.membership.bloc_year.status == BlocYear.Status.CLOSED:
        return "Năm thi đua đã đóng."
    return "Năm thi đua chưa mở; các đơn vị đăng ký sau khi năm được mở."


@condition(_year_not_open)
def year_is_open(registration):
    return registration.membership.bloc_year.status == BlocYear.Status.OPEN


@condition("Giao ước của năm đã chốt nên bản đăng ký không thay đổi được nữa.")
def covenant_not_frozen(registration):
    covenants = registration.membership.bloc_year.covenants
    return not covenants.filter(status__in=["frozen", "signed"], successor=None).exists()


def _past_deadline(registration):
    due = registration.due
    return (
        f"Đã hết hạn gửi đăng ký thi đua (hết ngày {due:%d/%m/%Y}). Anh/chị đề nghị "
        f"{registration.membership.bloc_year.bloc.word} trưởng gia hạn."
    )


@condition(_past_deadline)
def before_deadline(registration):
    """A first submission keeps the deadline; what was sent back may be completed after it."""
    if registration.status == Registration.Status.RETURNED or registration.due is None:
        return True
    return not clock.day_is_over(registration.due)


@condition("Bản đăng ký còn thiếu nội dung bắt buộc; xem trang Kiểm tra.")
def nothing_missing(registration):
    return registration.headcount is not None


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
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
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
        ]

    def __str__(self):
        return f"Đăng ký thi đua năm {self.membership.bloc_year.year} của {self.membership.unit}"

    def get_absolute_url(self):
        return reverse("pledges:registration_detail", args=self.url_args)

    @property
    def url_args(self):
        return [*self.membership.bloc_year.url_args, self.membership.unit.slug]

    @property
    def due(self):
        """The last day for this unit; None when the year sets none."""
        return self.membership.bloc_year.due(Step.REGISTRATION, self.membership)

    @property
    def is_editable(self):
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    @property
    def is_late(self):
        """Handed in after the day set for all, with an extension or on paper."""
        due = self.membership.bloc_year.due(Step.REGISTRATION)
        if due is None or self.submitted_at is None:
            return False
        return clock.local_day(self.submitted_at) > due

    @transition(
        status,
        source=[Status.DRAFT, Status.RETURNED],
        target=Status.SUBMITTED,
        permission=by_rule(rules.may_submit),
        conditions=[year_is_open, covenant_not_frozen, before_deadline, nothing_missing],
        custom={"label": "Gửi bản đăng ký", "url": "pledges:registration_submit", "primary": True},
    )
    def submit(self, *, by):
        """Hand in to the bloc's leader and keep what was handed in as a numbered revision."""
        self.submitted_at, self.submitted_by, self.return_reason = clock.now(), by, ""
        number = self.revisions.count() + 1
        self.revisions.create(number=number, content=self.snapshot(), made_at=self.submitted_at, made_by=by)
        transaction.on_commit(partial(notifications.registration_submitted, self, by))

    @transition(
        status,
        source=Status.SUBMITTED,
        target=Status.DRAFT,
        permission=by_rule(rules.may_submit),
        conditions=[year_is_open, covenant_not_frozen],
        custom={"label": "Rút lại để sửa", "url": "pledges:registration_withdraw"},
    )
    def withdraw(self, *, by):
        """Take back what the leader's office has not decided on yet."""
        transaction.on_commit(partial(notifications.registration_withdrawn, self, by))

    @transition(
        status,
        source=Status.SUBMITTED,
        target=Status.ACCEPTED,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen],
        custom={"label": "Tiếp nhận", "url": "pledges:registration_accept", "primary": True},
    )
    def accept(self, *, by):
        """Receive it; its targets now stand in the consolidated report and the covenant's annex."""
        self.decided_at, self.decided_by = clock.now(), by
        transaction.on_commit(partial(notifications.registration_accepted, self, by))

    @transition(
        status,
        source=[Status.SUBMITTED, Status.ACCEPTED],
        target=Status.RETURNED,
        permission=by_rule(rules.may_receive),
        conditions=[year_is_open, covenant_not_frozen],
        custom={"label": "Đề nghị bổ sung", "url": "pledges:registration_return", "method": "get"},
    )
    def send_back(self, *, by, reason):
        """Ask the unit to complete it; also reopens a received one until the covenant is frozen."""
        self.decided_at, self.decided_by, self.return_reason = clock.now(), by, reason
        transaction.on_commit(partial(notifications.registration_returned, self, by))

    def snapshot(self):
        """What stands in the registration now, as plain data: the content of a revision."""
        return {
            "doc_number": self.doc_number,
            "doc_date": self.doc_date.isoformat() if self.doc_date else None,
            "headcount": self.headcount,
            "women": self.women,
            "proposal": self.proposal,
            **{name: [line.as_data() for line in getattr(self, name).all()] for name in LINES},
        }


LINES = ("honours", "targets", "initiatives", "movements")


class Revision(models.Model):
    """What was handed in, numbered from 1; never changed."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField("lần")
    content = models.JSONField("nội dung")
    made_at = models.DateTimeField("lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="revision_number_once")
        ]

    def __str__(self):
        return f"Lần gửi {self.number}"


class Line(models.Model):
    """What every row of a registration has: its place in the section."""

    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class HonourLine(Line):
    """A title or award the unit registers for: how many collectives or persons, by name if known."""

    class Scope(models.TextChoices):
        WHOLE = "tap_the_lon", "Cả đơn vị"
        PART = "tap_the_nho", "Tập thể thuộc đơn vị"
        PERSON = "ca_nhan", "Cá nhân"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="honours")
    honour = models.ForeignKey(Honour, on_delete=models.PROTECT, verbose_name="danh hiệu, hình thức")
    scope = models.CharField("đối tượng", max_length=15, choices=Scope.choices)
    count = models.PositiveIntegerField("số lượng")
    names = models.TextField("danh sách (mỗi dòng một tên)", max_length=20000, blank=True)

    class Meta(Line.Meta):
        verbose_name = "dòng danh hiệu"
        verbose_name_plural = "dòng danh hiệu"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "honour", "scope"],
                name="honour_line_once",
                violation_error_message="Danh hiệu này đã có một dòng khác; gộp số lượng vào một dòng.",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="honour_line_counts",
                violation_error_message="Số lượng phải từ 1 trở lên.",
            ),
        ]

    def __str__(self):
        return f"{self.honour}: {self.count}"

    @property
    def name_list(self):
        return [name.strip() for name in self.names.splitlines() if name.strip()]

    @property
    def sorted_names(self):
        """Persons in the order of given names, collectives as typed."""
        if self.scope == self.Scope.PERSON:
            return sorted(self.name_list, key=name_sort_key)
        return self.name_list

    def as_data(self):
        return {"honour": self.honour.code, "scope": self.scope, "count": self.count, "names": self.name_list}


class Target(Line):
    """A measurable promise (chỉ tiêu): the thread from registration to covenant, mid-year and score."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="targets")
    common = models.ForeignKey(
        CommonTarget,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
        verbose_name="chỉ tiêu chung của khối",
    )
    text = models.CharField("nội dung chỉ tiêu", max_length=500)
    kind = models.CharField("kiểu", max_length=10, choices=TargetKind.choices, blank=True)
    operator = models.CharField("so sánh", max_length=2, choices=CommonTarget.Operator.choices, blank=True)
    value = models.DecimalField("kế hoạch", max_digits=12, decimal_places=2, null=True, blank=True)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)

    class Meta(Line.Meta):
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "common"],
                condition=~Q(common=None),
                name="one_answer_a_common_target",
                violation_error_message="Chỉ tiêu chung này đã có một dòng khác.",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0),
                name="target_not_negative",
                violation_error_message="Giá trị kế hoạch không được âm.",
            ),
        ]

    def __str__(self):
        return self.text

    def as_data(self):
        return {
            "common": self.common.code if self.common else None,
            "text": self.text,
            "kind": self.kind,
            "operator": self.operator,
            "value": str(self.value) if self.value is not None else None,
            "unit": self.unit_of_measure,
        }


class Initiative(Line):
    """An initiative or study (sáng kiến, đề tài) and whom it is to help to a title."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="initiatives")
    author = models.CharField("tác giả", max_length=200)
    title = models.CharField("tên sáng kiến, đề tài", max_length=500)
    for_honour = models.ForeignKey(
        Honour,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="làm căn cứ xét",
    )

    class Meta(Line.Meta):
        verbose_name = "sáng kiến, đề tài"
        verbose_name_plural = "sáng kiến, đề tài"

    def __str__(self):
        return self.title

    def as_data(self):
        return {
            "author": self.author,
            "title": self.title,
            "for_honour": self.for_honour.code if self.for_honour else None,
        }


class Movement(Line):
    """An emulation movement (phong trào thi đua) the unit will launch; columns of the real form A."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="movements")
    name = models.CharField("tên phong trào", max_length=300)
    aim = models.TextField("mục tiêu", max_length=1000, blank=True)
    starts_on = models.DateField("phát động", null=True, blank=True)
    ends_on = models.DateField("tổng kết", null=True, blank=True)

    class Meta(Line.Meta):
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="movement_ends_after_start",
                violation_error_message="Ngày tổng kết phải từ ngày phát động trở đi.",
            ),
        ]

    def __str__(self):
        return self.name

    def as_data(self):
        return {
            "name": self.name,
            "aim": self.aim,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
        }
