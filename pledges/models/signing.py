"""How covenants are signed: in which manner, as the year has chosen it."""

from django.db import models

from accounts.fields import by_whom
from blocs import clock
from blocs.models import BlocYear


class Manner(models.TextChoices):
    """Of one signature, which is never ``MIXED``, or of a year."""

    PAPER = "paper", "Ký giấy"
    DIGITAL = "digital", "Ký số"
    MIXED = "mixed", "Ký giấy hoặc ký số, tùy đơn vị"


class SigningChoice(models.Model):
    """The year's choice, by its leader. A year without one signs on paper."""

    bloc_year = models.OneToOneField(BlocYear, on_delete=models.CASCADE, related_name="signing_choice")
    manner = models.CharField("cách ký", max_length=10, choices=Manner.choices, default=Manner.PAPER)
    is_ordered = models.BooleanField("ký số lần lượt theo thứ tự của khối, cụm", default=False)
    chosen_at = models.DateTimeField(default=clock.now)
    chosen_by = by_whom()

    class Meta:
        verbose_name = "cách ký giao ước"
        verbose_name_plural = "cách ký giao ước"

    def __str__(self):
        return f"{self.get_manner_display()}, năm {self.bloc_year.year}"

    @classmethod
    def of(cls, bloc_year):
        """What was chosen, or what holds as long as nothing was; asked for once for each ``bloc_year`` in memory."""
        return getattr(bloc_year, "signing_choice", None) or cls(bloc_year=bloc_year)

    @property
    def takes_paper(self):
        return self.manner != Manner.DIGITAL

    @property
    def takes_digital(self):
        return self.manner != Manner.PAPER

    @property
    def keeps_order(self):
        """Only where all sign digitally: nobody waits for a unit that means to sign on paper."""
        return self.manner == Manner.DIGITAL and self.is_ordered
