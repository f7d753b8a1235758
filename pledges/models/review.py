"""What the receiver of a registration writes while reading it: remarks on its rows, the decision prepared."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from pledges import rules
from pledges.sections import SECTIONS


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user, registration):
        """The unit reads what was sent to it; what is not sent yet stays with those who may receive."""
        own = self.filter(registration=registration)
        return own if rules.may_receive(user, registration) else own.filter(sent_at__isnull=False)

    def unsent(self):
        return self.filter(sent_at=None)

    def of_last_return(self):
        """Those that went with the newest "Đề nghị bổ sung"."""
        return self.filter(sent_at=F("registration__decided_at"))


class Remark(models.Model):
    """A remark on one section of what was handed in, or on one of its rows (nhận xét).

    line   the row's place in the section of ``revision``, from 1; None: the section as a whole
    quote  what the row was called there
    """

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="remarks")
    revision = models.ForeignKey("Revision", on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField("phần", max_length=40, choices=[(s.slug, s.label) for s in SECTIONS.values()])
    line = models.PositiveSmallIntegerField("dòng", null=True, blank=True)
    quote = models.CharField("trích nội dung", max_length=600, blank=True)
    text = models.TextField("nhận xét", max_length=1000)
    written_at = models.DateTimeField("viết lúc", default=clock.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "nhận xét"
        verbose_name_plural = "nhận xét"
        ordering = ["written_at", "pk"]
        constraints = [
            dated_when_named("written"),
            dated_when_named("sent"),
            *at_least_one("line"),
            models.CheckConstraint(condition=Q(line=None) | ~Q(quote=""), name="remark_on_a_row_quotes_it"),
        ]

    def __str__(self):
        return self.text


class PreparedDecision(models.Model):
    """What the receiver means to do with a registration that waits; nobody is told before it is applied."""

    class Outcome(models.TextChoices):
        ACCEPT = "accept", "Tiếp nhận"
        SEND_BACK = "send_back", "Đề nghị bổ sung"

    registration = models.OneToOneField("Registration", on_delete=models.CASCADE, related_name="prepared")
    revision = models.ForeignKey("Revision", on_delete=models.CASCADE, related_name="+")  # what was read
    outcome = models.CharField("quyết định", max_length=10, choices=Outcome.choices)
    reason = models.TextField("nội dung đề nghị bổ sung", max_length=2000, blank=True)
    prepared_at = models.DateTimeField("chuẩn bị lúc", default=clock.now)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "quyết định chuẩn bị sẵn"
        verbose_name_plural = "quyết định chuẩn bị sẵn"
        constraints = [dated_when_named("prepared")]

    def __str__(self):
        return self.get_outcome_display()
