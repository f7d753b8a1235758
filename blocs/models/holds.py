"""Stays of awards: while a unit is looked into, nothing is awarded or proposed, and nothing is refused."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs import clock
from blocs.constraints import dated_when_named, in_order
from blocs.models.years import Membership


class HoldQuerySet(models.QuerySet):
    def in_force(self, day):
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun & (Q(ends_on=None) | Q(ends_on__gte=day)))


class Hold(models.Model):
    """A unit on hold (tạm dừng xét): NĐ 152/2025/NĐ-CP Điều 4 khoản 4. It hinders no step, it is told."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="holds")
    reason = models.TextField("lý do", max_length=1000)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    set_at = models.DateTimeField(default=clock.now, editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "tạm dừng xét"
        verbose_name_plural = "tạm dừng xét"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="hold_says_why", violation_error_message="Ghi lý do tạm dừng xét."
            ),
            in_order("starts_on", "ends_on", "Ngày kết thúc không thể trước ngày bắt đầu."),
            dated_when_named("set"),
        ]

    def __str__(self):
        return f"{self.membership}: tạm dừng xét {self.period}"

    @property
    def period(self):
        """The form "từ ngày 01/03/2027 đến hết ngày 30/04/2027"; "chưa có ngày kết thúc" while it is open."""
        since = f"từ ngày {self.starts_on:%d/%m/%Y}" if self.starts_on else ""
        until = f"đến hết ngày {self.ends_on:%d/%m/%Y}" if self.ends_on else ", chưa có ngày kết thúc"
        return f"{since} {until}".replace(" ,", ",").strip(" ,")

    def covers(self, day):
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_over(self):
        return self.ends_on is not None and clock.day_is_over(self.ends_on)
