"""What a year competes in: its goals and the targets all members share."""

from django.db import models
from django.db.models import Q

from blocs.constraints import at_least_one
from blocs.models.years import BlocYear


class Goal(models.Model):
    """One point of what the bloc competes in this year (nội dung thi đua)."""

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="goals")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    text = models.TextField("nội dung", max_length=1000)

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.text


class TargetKind(models.TextChoices):
    """The kinds of measurable promise found in real covenants."""

    PERCENT = "percent", "Tỷ lệ phần trăm"
    COUNT = "count", "Số lượng"
    ZERO = "zero", "Không có"
    YES_NO = "yes_no", "Có hoặc không"
    NARRATIVE = "narrative", "Mô tả"


class CommonTarget(models.Model):
    """A target (chỉ tiêu) the whole bloc sets itself; each unit's own ``Target`` may answer it."""

    class Operator(models.TextChoices):
        AT_LEAST = ">=", "từ"
        AT_MOST = "<=", "không quá"
        EXACTLY = "==", "bằng"

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="common_targets")
    code = models.CharField("mã", max_length=20)
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    text = models.CharField("chỉ tiêu", max_length=500)
    kind = models.CharField("kiểu", max_length=10, choices=TargetKind.choices, default=TargetKind.PERCENT)
    operator = models.CharField("so sánh", max_length=2, choices=Operator.choices, blank=True)
    value = models.DecimalField("giá trị", max_digits=12, decimal_places=2, null=True, blank=True)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu chung"
        verbose_name_plural = "chỉ tiêu chung"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "code"],
                name="common_target_code_once",
                violation_error_message="Năm thi đua đã có chỉ tiêu mang mã này.",
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="common_target_not_negative"),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.text
