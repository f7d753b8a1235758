"""Biên bản hội nghị: what happened, as an outline until it is issued (NĐ 30/2020/NĐ-CP, mẫu 1.9)."""

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from blocs.models import BlocYear
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from ceremonies import rules
from ceremonies.models.ceremony import Ceremony
from documents.models import IssuedDocument
from pledges.models.outline import OutlineRow


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The leader's office and the organiser see the draft, the year's others what was issued."""
        overseen = Q(ceremony__bloc_year__in=BlocYear.objects.overseen_by(user))
        issued = Q(ceremony__bloc_year__in=BlocYear.objects.visible_to(user), status=Minutes.Status.ISSUED)
        return self.filter(overseen | issued)


@condition("Buổi lễ chưa có giờ kết thúc.", "Bấm “Bế mạc” ở trang Lễ ký kết, hoặc ghi giờ ở phần Thông tin chung.")
def is_over(minutes):
    return minutes.ceremony.ended is not None


@condition("Buổi lễ chưa có thư ký.", "Ghi ở phần Thông tin chung.")
def has_secretary(minutes):
    return bool(minutes.ceremony.secretary)


@condition("Biên bản chưa có nội dung.", "Anh/chị soạn ở phần Nội dung rồi ban hành.")
def says_something(minutes):
    return minutes.clauses.exists()


class Minutes(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """Begun from what was recorded; from then on its words are the secretary's, and the records stay theirs."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="minutes")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.DRAFT, protected=True)
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = by_whom()
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes", editable=False
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(document__isnull=False), name="issued_minutes_have_document"
            ),
            dated_when_named("issued"),
        ]

    def __str__(self):
        return f"Biên bản {self.ceremony.name}"

    def get_absolute_url(self):
        return self.bloc_year.url("ceremonies:minutes_detail")

    @property
    def bloc_year(self):
        return self.ceremony.bloc_year

    @property
    def url_args(self):
        return self.ceremony.url_args

    @transition(
        status,
        source=Status.DRAFT,
        target=Status.ISSUED,
        permission=by_rule(rules.may_write_minutes),
        conditions=[year_is_open, says_something, has_secretary, is_over],
        custom={"label": "Ban hành", "url": "ceremonies:minutes_issue", "primary": True, "method": "get"},
    )
    def issue(self, *, by, document):
        """Keep the issued paper; from here the minutes never change. See ``ceremonies.minuting``."""
        self.document, self.issued_at, self.issued_by = document, clock.now(), by


class MinutesClause(OutlineRow):
    """One item of the minutes."""

    owner = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="clauses")
