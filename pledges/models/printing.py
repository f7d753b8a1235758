"""The paper of a covenant while it is printed beside the pages, to be frozen with it."""

from datetime import timedelta

from django.db import models

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from pledges.models.covenant import Covenant

BEGINS_WITHIN = timedelta(minutes=2)
GOES_ON_WITHIN = timedelta(minutes=10)


class Printing(models.Model):
    """Who asked for it, how far it is, why it failed. It ends with the paper: then the covenant is frozen."""

    covenant = models.OneToOneField(Covenant, on_delete=models.CASCADE, related_name="printing")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = by_whom()
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    done = models.PositiveSmallIntegerField(default=0, editable=False)
    parts = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.CharField(max_length=600, blank=True, editable=False)

    class Meta:
        verbose_name = "việc lập bản in"
        verbose_name_plural = "việc lập bản in"
        constraints = [dated_when_named("asked")]

    def __str__(self):
        return f"Lập bản in: {self.covenant}"

    @property
    def nobody_came(self):
        """It has waited so long that no worker seems to run."""
        return not self.parts and not self.failure and clock.now() - self.asked_at > BEGINS_WITHIN

    @property
    def has_stopped(self):
        """It failed, nobody came, or who printed has been silent for so long that it must have been ended."""
        return bool(self.failure) or self.nobody_came or clock.now() - self.moved_at > GOES_ON_WITHIN
