"""The archive of a year as it was made: each time its own record, the ZIP only of the last."""

from django.db import models
from django.db.models import Q

from blocs.models import BlocYear
from documents.models import StoredFile
from documents.print_jobs import PrintJob


class Dossier(PrintJob):
    """One making of it. The SHA-256 of its manifest stays when its ZIP has given way to a newer one."""

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="dossiers")
    made_at = models.DateTimeField("lập xong lúc", null=True, blank=True, editable=False)
    manifest_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    files = models.PositiveIntegerField("số tệp", default=0, editable=False)
    package = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    index = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(PrintJob.Meta):
        verbose_name = "hồ sơ lưu trữ"
        verbose_name_plural = "hồ sơ lưu trữ"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *PrintJob.Meta.constraints,
            models.CheckConstraint(
                condition=Q(made_at=None, manifest_sha256="", package=None, index=None)
                | Q(made_at__isnull=False, manifest_sha256__gt="", index__isnull=False),
                name="dossier_is_made_whole",
            ),
        ]

    def __str__(self):
        return f"Hồ sơ lưu trữ của {self.bloc_year}"

    @property
    def url_args(self):
        return [*self.bloc_year.url_args, self.pk]

    @property
    def is_under_way(self):
        return self.made_at is None and not self.has_stopped
