"""The invitations of all delegates, each by name, in one file."""

from django.db import models

from ceremonies.models.ceremony import Ceremony
from documents.models import StoredFile
from documents.print_jobs import PrintJob


class PersonalInvitations(PrintJob):
    """The invitations for everybody in one PDF, under way until there is a ``file``: sealed, since its links open.

    ``mark`` is that of what they said.
    """

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="personal_invitations")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    mark = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(PrintJob.Meta):
        verbose_name = "giấy mời từng đại biểu"
        verbose_name_plural = "giấy mời từng đại biểu"

    def __str__(self):
        return f"Giấy mời từng đại biểu: {self.ceremony}"

    @property
    def runs(self) -> bool:
        return self.file_id is None and not self.has_stopped
