"""The consolidated report as it was adopted (thông qua)."""

from django.db import models

from blocs.constraints import at_least_one
from blocs.models import BlocYear
from documents.models import IssuedDocument, StoredFile


class AdoptedReportQuerySet(models.QuerySet):
    def of(self, bloc_year):
        """The newest first: it is the one that holds."""
        return self.filter(bloc_year=bloc_year).select_related("document__pdf", "document__word").order_by("-number")


class AdoptedReport(models.Model):
    """Number 1 is the year's report, each later one a Báo cáo bổ sung that takes its place; none is ever changed.

    Its document keeps in ``snapshot["units"]`` what each unit had registered: ``unit`` (slug), ``name`` and
    ``content`` as ``Registration.snapshot()`` gives it, null where nothing had been received.
    """

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField("lần")
    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, related_name="report")
    place = models.CharField("thông qua tại", max_length=200, blank=True)
    workbook = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    # Unit's slug → number of its last submission that was settled by then: what follows is a đăng ký bổ sung.
    settled = models.JSONField("lần gửi đã tổng hợp", default=dict)

    objects = AdoptedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tổng hợp đã thông qua"
        verbose_name_plural = "báo cáo tổng hợp đã thông qua"
        ordering = ["bloc_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "number"], name="report_number_once"),
            *at_least_one("number"),
        ]

    def __str__(self):
        return f"{self.words} số {self.document.symbol}"

    @property
    def words(self):
        return "Báo cáo" if self.number == 1 else "Báo cáo bổ sung"
