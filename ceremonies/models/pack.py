"""Bộ tài liệu buổi lễ: everything that is printed for the day, in one PDF and one ZIP."""

from django.db import models

from accounts.fields import by_whom
from blocs.constraints import dated_when_named
from ceremonies.models.ceremony import Ceremony
from documents.models import StoredFile
from documents.print_jobs import PrintJob


class Pack(models.Model):
    """The pack as it was made last. It says what its papers said then: ``contents`` is a list of
    {"title", "copies", "pages", "note", "print", "times"}, of which "print" is a hash of the paper's description and
    "times" how often it stands in the PDF."""

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="pack")
    made_at = models.DateTimeField(editable=False)
    made_by = by_whom()
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", editable=False)
    archive = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    contents = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = "bộ tài liệu buổi lễ"
        verbose_name_plural = "bộ tài liệu buổi lễ"
        constraints = [dated_when_named("made")]

    def __str__(self):
        return f"Bộ tài liệu: {self.ceremony}"


class PackMaking(PrintJob):
    """It ends with the pack."""

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="pack_making")
    every_original = models.BooleanField("đủ số bản gốc", default=False, editable=False)

    class Meta(PrintJob.Meta):
        verbose_name = "việc lập bộ tài liệu"
        verbose_name_plural = "việc lập bộ tài liệu"

    def __str__(self):
        return f"Lập bộ tài liệu: {self.ceremony}"
