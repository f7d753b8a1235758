"""What is written of a meeting, as an outline until it is issued (NĐ 30/2020/NĐ-CP, mẫu 1.9 and 1.4)."""

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


class MeetingPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The leader's office and the organiser see the draft, the year's others what was issued."""
        overseen = Q(ceremony__bloc_year__in=BlocYear.objects.overseen_by(user))
        issued = Q(ceremony__bloc_year__in=BlocYear.objects.visible_to(user), status=MeetingPaper.Status.ISSUED)
        return self.filter(overseen | issued)


@condition("Buổi lễ chưa có giờ kết thúc.", "Bấm “Bế mạc” ở trang buổi lễ, hoặc ghi giờ ở phần Thông tin chung.")
def is_over(paper):
    return not paper.is_minutes or paper.ceremony.ended is not None


@condition("Buổi lễ chưa có thư ký.", "Ghi ở phần Thông tin chung.")
def has_secretary(paper):
    return not paper.is_minutes or bool(paper.ceremony.secretary)


@condition("Buổi lễ chưa có người chủ trì.", "Ghi ở phần Thông tin chung.")
def has_chair(paper):
    return bool(paper.ceremony.chair)


@condition("Văn bản chưa có nội dung.", "Anh/chị soạn ở phần Nội dung rồi ban hành.")
def says_something(paper):
    return paper.clauses.exists()


class MeetingPaper(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """Begun from what was recorded; from then on its words are the office's. What is recorded afterwards is told, and
    brought in when the office asks for it (``ceremonies.redrafting``)."""

    class Kind(models.TextChoices):
        """The value stands in the address."""

        MINUTES = "bien-ban", "Biên bản"
        CONCLUSIONS = "thong-bao-ket-luan", "Thông báo kết luận"

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="meeting_papers")
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    status = FSMField("trạng thái", choices=Status.choices, default=Status.DRAFT, protected=True)
    # What the records said when it was begun, or last brought up to date: a list of [level, numbered, text].
    begun_from = models.JSONField(default=list, blank=True, editable=False)
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = by_whom()
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_paper", editable=False
    )

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản của hội nghị"
        verbose_name_plural = "văn bản của hội nghị"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "kind"], name="meeting_paper_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(document__isnull=False), name="issued_meeting_paper_has_document"
            ),
            dated_when_named("issued"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.ceremony.name}"

    def get_absolute_url(self):
        return self.bloc_year.url("ceremonies:meeting_paper_detail", self.kind)

    @property
    def is_minutes(self):
        return self.kind == self.Kind.MINUTES

    @property
    def word(self):
        """Its kind within a sentence."""
        return self.get_kind_display().lower()

    @property
    def bloc_year(self):
        return self.ceremony.bloc_year

    @property
    def document_kind(self) -> IssuedDocument.Kind:
        return DOCUMENT_KINDS[self.Kind(self.kind)]

    @property
    def url_args(self):
        return [*self.ceremony.url_args, self.kind]

    @transition(
        status,
        source=Status.DRAFT,
        target=Status.ISSUED,
        permission=by_rule(rules.may_write_meeting_paper),
        conditions=[year_is_open, says_something, has_chair, has_secretary, is_over],
        custom={"label": "Ban hành", "url": "ceremonies:meeting_paper_issue", "primary": True, "method": "get"},
    )
    def issue(self, *, by, document):
        """Keep the issued paper; from here it never changes. See ``ceremonies.meeting_papers``."""
        self.document, self.issued_at, self.issued_by = document, clock.now(), by


DOCUMENT_KINDS = {
    MeetingPaper.Kind.MINUTES: IssuedDocument.Kind.MINUTES,
    MeetingPaper.Kind.CONCLUSIONS: IssuedDocument.Kind.NOTICE,
}


class MeetingClause(OutlineRow):
    """One item of such a paper."""

    owner = models.ForeignKey(MeetingPaper, on_delete=models.CASCADE, related_name="clauses")
