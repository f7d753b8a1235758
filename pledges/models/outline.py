"""The rows of an outline: the covenant's, and those of the bloc's other texts."""

from django.db import models
from django.db.models import Q

from blocs.constraints import at_least_one


class OutlineRow(models.Model):
    """One item of an outline. Its label is computed from ``level`` and place, never typed."""

    LEVELS = [(0, "I."), (1, "1."), (2, "a)"), (3, "-")]

    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    level = models.PositiveSmallIntegerField("cấp", choices=LEVELS, default=1)
    numbered = models.BooleanField("đánh số", default=True)
    text = models.TextField("nội dung", max_length=4000)

    class Meta:
        abstract = True
        verbose_name = "điều khoản"
        verbose_name_plural = "điều khoản"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=3), name="%(class)s_level_0_to_3"),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.text
