"""What the State defines and the years choose from: titles, awards, legal bases."""

from django.db import models
from django.db.models import Q

from blocs.constraints import in_order

ENDS_LATER = "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class LegalBasisQuerySet(DatedQuerySet):
    def acts_in_force(self, day):
        """The acts of the State: what a bloc has adopted itself is for its leader to cite."""
        return self.valid_on(day).exclude(signed_on=None)


class Honour(models.Model):
    """An emulation title (danh hiệu thi đua) or an award (hình thức khen thưởng)."""

    class Kind(models.TextChoices):
        TITLE = "title", "Danh hiệu thi đua"
        AWARD = "award", "Hình thức khen thưởng"

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=150)
    short_name = models.CharField("viết tắt", max_length=40, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    for_collective = models.BooleanField("cho tập thể", default=False)
    for_individual = models.BooleanField("cho cá nhân", default=False)
    # Multiples of the base salary (mức lương cơ sở), NĐ 152/2025/NĐ-CP Điều 50 and 54.
    individual_multiple = models.DecimalField("hệ số cá nhân", max_digits=5, decimal_places=2, null=True, blank=True)
    collective_multiple = models.DecimalField("hệ số tập thể", max_digits=5, decimal_places=2, null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        verbose_name_plural = "danh hiệu, hình thức khen thưởng"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(for_collective=True) | Q(for_individual=True),
                name="honour_for_somebody",
                violation_error_message="Chọn ít nhất một đối tượng: tập thể hoặc cá nhân.",
            ),
            in_order("valid_from", "valid_to", ENDS_LATER),
        ]

    def __str__(self):
        return self.name


class LegalBasis(models.Model):
    """An act that a paper may cite.

    A law is cited by name and date without number, a decree or circular with its
    number (NĐ 30/2020/NĐ-CP, Phụ lục I): ``citation`` is the whole sentence without
    its final mark, as it is printed.
    """

    citation = models.TextField("câu căn cứ", max_length=600, unique=True)
    title = models.CharField("tên gọi ngắn", max_length=150)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["order", "signed_on", "pk"]
        constraints = [in_order("valid_from", "valid_to", ENDS_LATER)]

    def __str__(self):
        return self.title
