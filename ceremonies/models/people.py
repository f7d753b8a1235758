"""Who is expected, and what they adopted."""

from django.db import models
from django.db.models import Q

from blocs.constraints import at_least_one
from blocs.models import Membership
from documents.wording import post_in


class Delegate(models.Model):
    """A person expected at the ceremony: a guest, or whoever comes for a member unit (``membership``)."""

    class Role(models.TextChoices):
        DIRECTING = "phat_bieu_chi_dao", "Phát biểu chỉ đạo"
        WITNESS = "chung_kien", "Chứng kiến"
        ATTENDING = "du", "Dự"

    ceremony = models.ForeignKey("ceremonies.Ceremony", on_delete=models.CASCADE, related_name="delegates")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="delegates", editable=False
    )
    order = models.PositiveSmallIntegerField("thứ tự giới thiệu", default=1)
    # A guest may be known by post only.
    name = models.CharField("họ và tên", max_length=100, blank=True)
    post = models.CharField("chức vụ", max_length=200, blank=True)
    organisation = models.CharField("cơ quan, đơn vị", max_length=200, blank=True)
    role = models.CharField("vai trò", max_length=20, choices=Role.choices, default=Role.ATTENDING)
    attended = models.BooleanField("có mặt", null=True, blank=True)

    class Meta:
        verbose_name = "đại biểu"
        verbose_name_plural = "đại biểu"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(post="") | ~Q(organisation=""),
                name="delegate_is_somebody",
                violation_error_message="Ghi ít nhất họ tên, chức vụ hoặc cơ quan của đại biểu.",
            ),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.name or self.post or self.organisation

    @property
    def described(self):
        """Name, post and organisation, as far as they are known."""
        return ", ".join(filter(None, [self.name, self.post_and_organisation]))

    @property
    def post_and_organisation(self):
        return post_in(self.post, self.organisation)

    @property
    def role_label(self):
        """Who comes for a member unit comes to sign."""
        return "Ký kết" if self.membership_id else self.get_role_display()


class Adoption(models.Model):
    """A paper that the meeting adopted."""

    ceremony = models.ForeignKey("ceremonies.Ceremony", on_delete=models.CASCADE, related_name="adoptions")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    title = models.CharField("văn bản được thông qua", max_length=400)

    class Meta:
        verbose_name = "văn bản thông qua"
        verbose_name_plural = "văn bản thông qua"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.title
