"""The rows of a registration: titles and awards, targets, initiatives, movements."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from blocs.constraints import at_least_one
from blocs.models import CommonTarget, Honour, TargetKind
from pledges import sections
from pledges.content import TargetRow, named


class Line(models.Model):
    """What every row of a registration has: its place in the section, and where it comes from."""

    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    # The year whose line was proposed here (pledges.carrying); empty once the unit has confirmed or changed it.
    carried_from = models.PositiveSmallIntegerField("lấy từ năm", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        constraints = at_least_one("order")


class HonourLine(Line):
    """A title or award the unit registers for: how many collectives or persons, by name if known."""

    class Scope(models.TextChoices):
        WHOLE = "tap_the_lon", "Cả đơn vị"
        PART = "tap_the_nho", "Tập thể thuộc đơn vị"
        PERSON = "ca_nhan", "Cá nhân"

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="honours")
    honour = models.ForeignKey(Honour, on_delete=models.PROTECT, verbose_name="danh hiệu, hình thức")
    scope = models.CharField("đối tượng", max_length=15, choices=Scope.choices)
    count = models.PositiveIntegerField("số lượng")
    names = models.TextField("danh sách (mỗi dòng một tên)", max_length=20000, blank=True)
    # The n-th line belongs to the n-th person; empty where the post is not known.
    posts = models.TextField("chức vụ (mỗi dòng một người)", max_length=20000, blank=True)

    class Meta(Line.Meta):
        verbose_name = "dòng danh hiệu"
        verbose_name_plural = "dòng danh hiệu"
        constraints = [
            *Line.Meta.constraints,
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
    def section(self):
        return sections.INDIVIDUAL if self.scope == self.Scope.PERSON else sections.COLLECTIVE

    def clean(self):
        """Whom a honour is for stands in the catalogue, out of reach of a constraint on this table."""
        known = HonourLine.honour.is_cached(self)  # as chosen in a form: rows by the hundred ask nothing more
        honour = self.honour if known else Honour.objects.filter(pk=self.honour_id).first()
        to_person = self.scope == self.Scope.PERSON
        if honour and not (honour.for_individual if to_person else honour.for_collective):
            raise ValidationError(f"“{honour}” không dành cho {'cá nhân' if to_person else 'tập thể'}.")

    @property
    def name_list(self):
        return [" ".join(name.split()) for name in self.names.splitlines() if name.strip()]

    @property
    def post_list(self):
        """As many as there are names, or none at all."""
        if not self.posts.strip():
            return []
        typed = [" ".join(post.split()) for post in self.posts.splitlines()]
        return [*typed, *[""] * len(self.name_list)][: len(self.name_list)]

    @property
    def people(self):
        """(name, post) of each person named."""
        return named(self.name_list, self.post_list)

    def as_data(self):
        return {
            "honour": self.honour.code,
            "honour_name": self.honour.name,
            "kind": self.honour.kind,
            "scope": self.scope,
            "count": self.count,
            "names": self.name_list,
            "posts": self.post_list,
        }


class Target(Line):
    """A measurable promise (chỉ tiêu): the thread from registration to covenant, mid-year and score."""

    section = sections.TARGETS
    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="targets")
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
            *Line.Meta.constraints,
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

    @classmethod
    def answering(cls, registration, common):
        """An unsaved row that promises what the bloc has set itself."""
        same = ("order", "text", "kind", "operator", "value", "unit_of_measure")
        return cls(registration=registration, common=common, **{name: getattr(common, name) for name in same})

    @property
    def as_promised(self):
        """As screens and papers have it: a common target in the bloc's words, with the unit's value."""
        worded = self.common or self
        code = self.common.code if self.common else None
        return TargetRow(worded.text, worded.kind, worded.operator, self.value, worded.unit_of_measure, code)

    def as_data(self):
        row = self.as_promised
        return {
            "common": row.common,
            "text": row.text,
            "kind": row.kind,
            "operator": row.operator,
            "value": str(row.value) if row.value is not None else None,
            "unit": row.unit_of_measure,
        }


class Initiative(Line):
    """An initiative or study (sáng kiến, đề tài) and whom it is to help to a title."""

    section = sections.INITIATIVES
    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="initiatives")
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
            "for_honour_name": self.for_honour.name if self.for_honour else "",
        }


class Movement(Line):
    """An emulation movement (phong trào thi đua) the unit will launch; columns of the real form A."""

    section = sections.MOVEMENTS
    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="movements")
    name = models.CharField("tên phong trào", max_length=300)
    aim = models.TextField("mục tiêu", max_length=1000, blank=True)
    starts_on = models.DateField("phát động", null=True, blank=True)
    ends_on = models.DateField("tổng kết", null=True, blank=True)

    class Meta(Line.Meta):
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        constraints = [
            *Line.Meta.constraints,
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
