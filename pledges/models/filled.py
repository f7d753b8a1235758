"""A workbook that was filled in and sent, until its sender has seen what it would change."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from blocs import clock

LIFE = timedelta(hours=24)


class FilledWorkbookQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(uploaded_at__gt=clock.now() - LIFE)

    def forget(self):
        """What nobody confirmed in time goes."""
        self.filter(uploaded_at__lte=clock.now() - LIFE).delete()

    def receive(self, registration, user, **content):
        """Keep what was read of it in place of what ``user`` sent before."""
        self.forget()
        fresh = content | {"uploaded_at": clock.now()}
        return self.update_or_create(registration=registration, uploaded_by=user, defaults=fresh)[0]


class FilledWorkbook(models.Model):
    """What stands in it, as the pages of the sections would have posted it: section → field → text.

    The file itself is not kept. Only ``uploaded_by`` may look at it or confirm it.
    """

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="filled_workbooks")
    name = models.CharField("tên tệp", max_length=255)
    data = models.JSONField("nội dung")
    notes = models.JSONField("lưu ý", default=list)
    marks = models.JSONField("dấu của biểu mẫu", default=dict)  # what it says of itself (pledges/workbook_template.py)
    uploaded_at = models.DateTimeField("lúc")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = FilledWorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu mẫu đã điền"
        verbose_name_plural = "biểu mẫu đã điền"
        constraints = [
            models.UniqueConstraint(fields=["registration", "uploaded_by"], name="one_filled_workbook_a_person"),
        ]

    def __str__(self):
        return self.name
