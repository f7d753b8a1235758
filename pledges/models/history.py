"""What a registration has been through: what was handed in each time, and every step with who took it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import Unit


class Revision(models.Model):
    """What was handed in, numbered from 1; never changed."""

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField("lần")
    content = models.JSONField("nội dung")
    made_at = models.DateTimeField("lúc")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="revision_number_once"),
            *at_least_one("number"),
        ]

    def __str__(self):
        return f"Lần gửi {self.number}"

    @property
    def receipt(self):
        """The number of its receipt (mã biên nhận): unit, year, which submission. The same for ever."""
        membership = self.registration.membership
        return f"{membership.unit.slug.upper()}-{membership.bloc_year.year}-{self.number:02}"


class RegistrationEvent(models.Model):
    """One step of a registration. Written with the step itself, never changed and never deleted."""

    class Kind(models.TextChoices):
        STARTED = "started", "Mở dự thảo"
        ANNOUNCED = "announced", "Báo lãnh đạo đơn vị: đã điền xong"
        SUBMITTED = "submitted", "Gửi"
        WITHDRAWN = "withdrawn", "Rút lại để sửa"
        RETURNED = "returned", "Đề nghị bổ sung"
        REOPENED = "reopened", "Mở lại để bổ sung"
        ACCEPTED = "accepted", "Tiếp nhận"
        PAPER_RECEIVED = "paper_received", "Nhận bản giấy"
        PAPER_UNDONE = "paper_undone", "Bỏ ghi nhận bản giấy"
        CARRIED = "carried", "Lấy dòng từ năm trước"
        UNCARRIED = "uncarried", "Bỏ dòng lấy từ năm trước mà chưa xác nhận"
        WORKBOOK_TAKEN = "workbook_taken", "Nhập tệp Excel"
        SCAN_PUT = "scan_put", "Thêm bản quét"
        SCAN_REPLACED = "scan_replaced", "Thay bản quét"
        SCAN_REMOVED = "scan_removed", "Bỏ bản quét"

    OF_A_SCAN = (Kind.SCAN_PUT, Kind.SCAN_REPLACED, Kind.SCAN_REMOVED)
    # What a unit does with its draft, unless it is about something handed in: nobody else reads of it.
    OF_THE_DRAFT = (Kind.STARTED, Kind.ANNOUNCED, Kind.CARRIED, Kind.UNCARRIED, Kind.WORKBOOK_TAKEN, *OF_A_SCAN)

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("bước", max_length=20, choices=Kind.choices)
    taken_at = models.DateTimeField("lúc", default=clock.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # In whose name: people change their office. None where a bloc file does not say.
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What was handed in or decided on, or what the scan belongs to.
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField("lý do", max_length=2000, blank=True)
    note = models.CharField("số lượng", max_length=300, blank=True)

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "quá trình xử lý"
        ordering = ["taken_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["returned", "reopened"]) | ~Q(reason=""), name="event_of_return_says_why"
            ),
            dated_when_named("taken"),
        ]

    def __str__(self):
        words = f"{self.get_kind_display()}: {self.note}" if self.note else self.get_kind_display()
        if self.revision is None:
            return words
        return f"{words} {'của lần gửi' if self.kind in self.OF_A_SCAN else 'lần'} {self.revision.number}"

    @property
    def is_of_the_draft(self):
        return self.revision_id is None and self.kind in self.OF_THE_DRAFT
