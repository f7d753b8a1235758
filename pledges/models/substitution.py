"""Who signs instead of the person named on the frozen covenant, in what form and on what basis."""

from django.db import models
from django.db.models import Q

from accounts.fields import by_whom
from blocs import clock
from pledges.models.pledge import Pledge


class Substitution(models.Model):
    """Beside the pledge, whose own names stay those that are printed: the frozen text never changes.

    Without ``authority`` it is whoever holds the post since then.
    """

    pledge = models.OneToOneField(Pledge, on_delete=models.CASCADE, related_name="substitution")
    signatory = models.CharField("người ký thay", max_length=100)
    post = models.CharField("chức vụ người ký thay", max_length=150)
    rank = models.CharField("cấp bậc hàm", max_length=40, blank=True)
    authority = models.CharField("hình thức ký", max_length=5, choices=Pledge.Authority.choices, blank=True)
    represents = models.CharField("ký thay cho chức vụ, tập thể", max_length=140, blank=True)
    basis = models.CharField("căn cứ", max_length=300)
    named_at = models.DateTimeField(default=clock.now, editable=False)
    named_by = by_whom()

    authority_line = Pledge.authority_line

    class Meta:
        verbose_name = "người ký thay"
        verbose_name_plural = "người ký thay"
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="substitution_says_why"),
            models.CheckConstraint(
                condition=Q(authority="", represents="") | (~Q(authority="") & ~Q(represents="")),
                name="substitution_says_for_whom",
            ),
        ]

    def __str__(self):
        return self.signatory
