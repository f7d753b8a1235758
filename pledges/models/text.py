"""The bloc's texts beside the covenant: its regulation, its plan, the table by which it scores."""

from functools import partial

from django.db import models, transaction
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import BlocYear
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from documents.models import IssuedDocument
from pledges import notifications, rules
from pledges.models.outline import OutlineRow


class BlocTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The texts ``user`` may know of: the leader's office and the organiser all, others what was issued."""
        overseen = Q(bloc_year__in=BlocYear.objects.overseen_by(user))
        issued = Q(bloc_year__in=BlocYear.objects.visible_to(user), status=BlocText.Status.ISSUED)
        return self.filter(overseen | issued)

    def of(self, bloc_year, kind):
        """The newest version first."""
        return self.filter(bloc_year=bloc_year, kind=kind).order_by("-version")

    def issued(self):
        return self.filter(status=BlocText.Status.ISSUED)


@condition("Văn bản chưa có nội dung.", "Anh/chị soạn ở phần Nội dung rồi ban hành.")
def says_something(text):
    return text.criteria.filter(kind=Criterion.Kind.ITEM).exists() if text.is_table else text.clauses.exists()


@condition("Đã có phiên bản mới hơn của văn bản này.")
def is_newest(text):
    return not hasattr(text, "successor")


class BlocText(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One version of one of the year's texts. What was issued never changes: a new version takes its place."""

    class Kind(models.TextChoices):
        REGULATION = "quy-che", "Quy chế hoạt động"
        PLAN = "ke-hoach", "Kế hoạch công tác thi đua, khen thưởng"
        CRITERIA = "tieu-chi", "Bảng tiêu chí chấm điểm"

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    class Promulgation(models.TextChoices):
        DECISION = "decision", "Ban hành kèm theo quyết định"
        NAMED = "named", "Ban hành trực tiếp, văn bản có tên loại"

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField("loại văn bản", max_length=10, choices=Kind.choices)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.DRAFT, protected=True)
    promulgation = models.CharField(
        "hình thức ban hành", max_length=10, choices=Promulgation.choices, default=Promulgation.DECISION
    )
    subject = models.CharField("trích yếu", max_length=300)
    bases = models.TextField("căn cứ", max_length=6000, blank=True)
    opening = models.TextField("lời mở đầu", max_length=2000, blank=True)
    closing = models.TextField("lời kết", max_length=2000, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = by_whom()
    document = models.OneToOneField(
        IssuedDocument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="text",
        editable=False,
    )

    objects = BlocTextQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản của khối, cụm"
        verbose_name_plural = "văn bản của khối, cụm"
        ordering = ["bloc_year", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "kind", "version"], name="text_version_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(document__isnull=False), name="issued_text_has_document"
            ),
            *at_least_one("version"),
            dated_when_named("issued"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} năm {self.bloc_year.year}, phiên bản {self.version}"

    def get_absolute_url(self):
        return self.bloc_year.url("pledges:text_detail", self.kind)

    @property
    def url_args(self):
        return [*self.bloc_year.url_args, self.kind]

    @property
    def is_table(self):
        return self.kind == self.Kind.CRITERIA

    @property
    def is_by_decision(self):
        return self.promulgation == self.Promulgation.DECISION

    @property
    def has_articles(self):
        """Divided into Chương and Điều instead of I. and 1."""
        return self.kind == self.Kind.REGULATION

    @property
    def name(self):
        """Kind and subject in one: "Quy chế hoạt động của Khối thi đua số II"."""
        return f"{self.kind_word} {self.subject}"

    @property
    def kind_word(self):
        """The tên loại alone."""
        return self.own_document_kind.label

    @property
    def own_document_kind(self):
        return IssuedDocument.Kind[self.Kind(self.kind).name]

    @property
    def document_kind(self):
        """The paper that is issued: the decision which puts the text into force, or the text itself."""
        return IssuedDocument.Kind.DECISION if self.is_by_decision else self.own_document_kind

    @transition(
        status,
        source=Status.DRAFT,
        target=Status.ISSUED,
        permission=by_rule(rules.may_draft_text),
        conditions=[year_is_open, says_something],
        custom={"label": "Ban hành", "url": "pledges:text_issue", "primary": True, "method": "get"},
    )
    def issue(self, *, by, document):
        """Keep the issued paper; from here the text never changes. See ``pledges.texts``."""
        self.document, self.issued_at, self.issued_by = document, clock.now(), by
        transaction.on_commit(partial(notifications.text_issued, self, by))

    @transition(
        status,
        source=Status.ISSUED,
        target=Status.ISSUED,
        permission=by_rule(rules.may_draft_text),
        conditions=[year_is_open, is_newest],
        custom={"label": "Soạn phiên bản mới", "url": "pledges:text_revise", "method": "get"},
    )
    def revise(self, *, by):
        """Begin the next version, which takes this one's place once issued; ``pledges.texts`` copies."""


class TextClause(OutlineRow):
    """One item of the outline of a regulation or a plan."""

    owner = models.ForeignKey(BlocText, on_delete=models.CASCADE, related_name="clauses")


class Criterion(models.Model):
    """One row of the table of criteria: a group, or below it what earns points or loses them.

    ``code`` names a criterion for good: in later versions, and in later years that begin with this table. It is
    given once and never to another criterion of the bloc. A penalty's ``max_points`` are what it can take off.
    """

    class Kind(models.TextChoices):
        GROUP = "group", "Nhóm tiêu chí"
        BONUS = "bonus", "Nhóm điểm thưởng"
        PENALTY = "penalty", "Nhóm điểm trừ"
        ITEM = "item", "Tiêu chí"

    owner = models.ForeignKey(BlocText, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    kind = models.CharField("loại dòng", max_length=10, choices=Kind.choices, default=Kind.ITEM)
    code = models.CharField("mã", max_length=10, blank=True, editable=False)
    content = models.TextField("nội dung", max_length=1000)
    max_points = models.DecimalField("điểm tối đa", max_digits=7, decimal_places=2, null=True, blank=True)
    scoring = models.TextField("cách chấm điểm", max_length=2000, blank=True)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], condition=~Q(code=""), name="criterion_code_once"),
            models.CheckConstraint(
                condition=Q(kind="item", code__gt="", max_points__isnull=False, max_points__gt=0)
                | (~Q(kind="item") & Q(code="", max_points__isnull=True)),
                name="criterion_code_and_points",
            ),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.content

    @property
    def is_item(self):
        return self.kind == self.Kind.ITEM
