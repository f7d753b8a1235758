"""By when: the steps of a bloc's year, their last days, more time for one unit."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs import clock
from blocs.models.years import BlocYear, Membership


class Step(models.TextChoices):
    """The steps of a bloc's year that have a last day."""

    REGISTRATION_OPENING = "registration_opening", "Mở đăng ký thi đua"
    REGISTRATION_REMINDER = "registration_reminder", "Nhắc đơn vị chưa đăng ký"
    REGISTRATION = "registration", "Đăng ký thi đua"
    CONSOLIDATED_REPORT = "consolidated_report", "Báo cáo tổng hợp đăng ký"
    COVENANT_OPINIONS = "covenant_opinions", "Góp ý dự thảo giao ước"
    COVENANT_FREEZING = "covenant_freezing", "Chốt nội dung giao ước"
    COVENANT_PRINTING = "covenant_printing", "In giao ước và tài liệu buổi lễ"
    INVITATION = "invitation", "Gửi giấy mời"
    CEREMONY = "ceremony", "Lễ ký kết giao ước"
    COVENANT_SENT = "covenant_sent", "Giao ước đến cơ quan tổ chức"
    MIDYEAR_REPORT = "midyear_report", "Báo cáo sơ kết của đơn vị"
    MIDYEAR_REVIEW = "midyear_review", "Sơ kết"
    SELF_SCORE = "self_score", "Tự chấm điểm"
    BLOC_SCORE = "bloc_score", "Chấm điểm chung"
    FINAL_REVIEW = "final_review", "Hội nghị tổng kết"
    DOSSIER = "dossier", "Gửi hồ sơ khen thưởng"
    HANDOVER = "handover", "Bàn giao đơn vị trưởng"


# Day and month of what every year has, where a new bloc has no year before (QĐ 575/QĐ-TTCP gives the dossier's). The
# rest is proposed from the ceremony backwards (``ceremonies.back_planning``).
DEFAULT_DUE = {
    Step.REGISTRATION: (28, 2),
    Step.CONSOLIDATED_REPORT: (10, 3),
    Step.COVENANT_OPINIONS: (20, 3),
    Step.CEREMONY: (31, 3),
    Step.MIDYEAR_REPORT: (20, 6),
    Step.MIDYEAR_REVIEW: (15, 7),
    Step.SELF_SCORE: (10, 11),
    Step.BLOC_SCORE: (20, 11),
    Step.FINAL_REVIEW: (10, 12),
    Step.DOSSIER: (20, 12),
    Step.HANDOVER: (31, 12),
}


def default_due(step: str, year: int) -> date:
    """The customary last day of ``step`` in ``year``."""
    day, month = DEFAULT_DUE[Step(step)]
    return date(year, month, day)


# What each unit does by itself, so that one of them can be given more time.
OWN_STEPS = (Step.REGISTRATION, Step.COVENANT_OPINIONS, Step.MIDYEAR_REPORT, Step.SELF_SCORE, Step.DOSSIER)


class Deadline(models.Model):
    """The last day of a step for all members: until 24:00 of ``due``, Vietnamese time."""

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="deadlines")
    step = models.CharField("bước", max_length=30, choices=Step.choices)
    due = models.DateField("hết ngày")

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["bloc_year", "step"], name="one_deadline_a_step")]

    def __str__(self):
        return f"{self.get_step_display()}: {self.due:%d/%m/%Y}"


class Extension(models.Model):
    """More time for one unit; beats the year's deadline."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="extensions")
    step = models.CharField("bước", max_length=30, choices=Step.choices)
    due = models.DateField("gia hạn đến hết ngày")
    reason = models.CharField("lý do", max_length=300)
    granted_at = models.DateTimeField(default=clock.now, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "step"],
                name="one_extension_a_step",
                violation_error_message="Đơn vị đã được gia hạn bước này; sửa hoặc rút lần gia hạn cũ.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="extension_says_why", violation_error_message="Ghi lý do gia hạn."
            ),
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_step_display()} đến {self.due:%d/%m/%Y}"
