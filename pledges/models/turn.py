"""Who holds the covenant's file that goes from unit to unit to be signed digitally."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from documents.judged_signature import Signature
from documents.models import StoredFile
from pledges.models.covenant import Covenant
from pledges.models.pledge import Pledge


class SigningTurn(models.Model):
    """One unit holds the file in order to sign it: one at a time, so that signatures chain. It ends by itself.

    What came back under a certificate that names another organisation waits in ``arrived`` for the leader's office,
    and then the turn does not end before it has decided.
    """

    covenant = models.OneToOneField(Covenant, on_delete=models.CASCADE, related_name="turn")
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField("đến")
    taken_at = models.DateTimeField(default=clock.now)
    taken_by = by_whom()
    arrived = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What was judged of its signature: ``documents.judged_signature.Signature`` as plain data.
    signature = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = by_whom()

    class Meta:
        verbose_name = "lượt giữ bản ký"
        verbose_name_plural = "lượt giữ bản ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived=None) | Q(arrived_at__isnull=False), name="arrived_file_is_dated"
            ),
            dated_when_named("arrived"),
        ]

    def __str__(self):
        return f"{self.pledge.membership} giữ bản ký đến {clock.moment(self.until)}"

    @property
    def judged(self):
        """The signature of what came back, as it was judged when it came."""
        return Signature.of(self.signature)

    @property
    def is_running(self):
        return self.arrived_id is not None or clock.now() < self.until

    def end(self):
        """Nobody holds the file any longer; what came back and was not taken goes."""
        self.delete()
        if self.arrived:
            self.arrived.drop_if_unused()
