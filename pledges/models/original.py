"""The numbered originals of a covenant on paper: who holds each, which unit has signed and stamped it, its scan."""

from django.conf import settings
from django.db import models

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import Unit
from documents.models import StoredFile
from pledges.models.covenant import Covenant
from pledges.models.pledge import Pledge


class Original(models.Model):
    """One of them. A covenant without any has no register, which says nothing of its papers."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="originals")
    number = models.PositiveSmallIntegerField("số")
    holder = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nơi giữ"
    )
    scan = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    scan_doubts = models.JSONField(default=list, blank=True, editable=False)
    scan_uploaded_at = models.DateTimeField(null=True, blank=True, editable=False)
    scan_uploaded_by = by_whom()

    class Meta:
        verbose_name = "bản gốc"
        verbose_name_plural = "bản gốc"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "number"], name="original_number_once"),
            *at_least_one("number"),
            dated_when_named("scan_uploaded"),
        ]

    def __str__(self):
        return f"Bản số {self.number}"

    @property
    def url_args(self):
        return [*self.covenant.url_args, self.number]


class OriginalMark(models.Model):
    """A unit has signed this original, and stamped it too where ``stamped``: no stamp stands without a signature."""

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="marks")
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="marks")
    stamped = models.BooleanField("đã đóng dấu", default=False)
    marked_at = models.DateTimeField(default=clock.now)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "chữ ký, dấu trên bản gốc"
        verbose_name_plural = "chữ ký, dấu trên bản gốc"
        constraints = [models.UniqueConstraint(fields=["original", "pledge"], name="one_mark_of_a_unit_on_an_original")]

    def __str__(self):
        return "đã ký, đóng dấu" if self.stamped else "đã ký"
