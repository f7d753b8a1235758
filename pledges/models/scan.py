"""The signed and stamped paper of a registration as a file, beside the data."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs import clock
from blocs.constraints import dated_when_named
from blocs.models import Unit
from documents.models import StoredFile
from documents.uploads import Judged
from pledges.models.history import RegistrationEvent, Revision
from pledges.models.registration import Registration


class ScanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may know of the registration, once it was handed in; what lies by a draft is the unit's own."""
        own = Q(registration__membership__unit__in=Unit.objects.served_by(user))
        handed_in = Q(revision__isnull=False)
        return self.filter(own | handed_in, registration__in=Registration.objects.visible_to(user))

    def beside(self, registration):
        """The one that belongs to what stands in the registration now: to its draft, or to what was last handed in."""
        revision = None if registration.is_editable else registration.revisions.last()
        return self.filter(registration=registration, revision=revision)

    def with_file(self):
        return self.select_related("file", "uploaded_by")

    def put(self, registration: Registration, judged: Judged, *, by) -> "Scan":
        """Lay the file beside what stands in ``registration`` now, in place of the one that lies there."""
        earlier = self.beside(registration).select_related("file").first()
        scan = earlier or Scan(
            registration=registration, revision=None if registration.is_editable else registration.revisions.last()
        )
        replaced = earlier.file if earlier else None
        scan.file, scan.uploaded_at, scan.uploaded_by = judged.keep(), clock.now(), by
        scan.save()
        if replaced == scan.file:
            return scan
        kind = RegistrationEvent.Kind.SCAN_REPLACED if replaced else RegistrationEvent.Kind.SCAN_PUT
        registration.record(kind, by=by, revision=scan.revision)
        if replaced:
            replaced.drop_if_unused()
        return scan


class Scan(models.Model):
    """One for each submission, and one beside the draft, which goes along when it is handed in."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="scans")
    revision = models.OneToOneField(Revision, null=True, blank=True, on_delete=models.CASCADE, related_name="scan")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("lúc")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "bản quét của bản đăng ký"
        verbose_name_plural = "bản quét của bản đăng ký"
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revision=None), name="one_scan_beside_the_draft"
            ),
            dated_when_named("uploaded"),
        ]

    def __str__(self):
        return f"Bản quét của {self.revision or 'bản dự thảo'}"

    def remove(self, *, by):
        """Take it away again, bytes included."""
        self.registration.record(RegistrationEvent.Kind.SCAN_REMOVED, by=by, revision=self.revision)
        self.delete()
        self.file.drop_if_unused()
