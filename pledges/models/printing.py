"""The paper of a covenant while it is printed beside the pages, to be frozen with it."""

from django.db import models

from documents.print_jobs import PrintJob
from pledges.models.covenant import Covenant


class Printing(PrintJob):
    """It ends with the paper: then the covenant is frozen."""

    covenant = models.OneToOneField(Covenant, on_delete=models.CASCADE, related_name="printing")

    class Meta(PrintJob.Meta):
        verbose_name = "việc lập bản in"
        verbose_name_plural = "việc lập bản in"

    def __str__(self):
        return f"Lập bản in: {self.covenant}"
