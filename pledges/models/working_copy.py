"""What somebody has typed in a section of a registration and what could not be written into it yet (bản giữ tạm)."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict

from blocs import clock
from blocs.text import nfc
from pledges.models.history import Revision

# What a page posts beside what was typed.
BOOKKEEPING = ("csrfmiddlewaretoken", "token", "then", "row", "confirm", "typist", "given_back")


KEPT = timedelta(days=30)


class WorkingCopyQuerySet(models.QuerySet):
    def of(self, registration, section, user):
        return self.filter(registration=registration, section=section.slug, kept_by=user)

    def keep(self, registration, section, user, post):
        """Keep what ``post`` holds in place of what ``user`` had typed there before."""
        new = WorkingCopy.of_post(post, registration, section, kept_by=user, kept_at=clock.now())
        values = {"typed": new.typed, "token": new.token, "kept_at": new.kept_at, "shown_at": None}
        copy, _ = self.update_or_create(registration=registration, section=section.slug, kept_by=user, defaults=values)
        return copy

    def of_no_use(self):
        """Given back to whoever typed them, then passed over: by handing in, or by 30 days and a later save."""
        handed_in = Revision.objects.filter(registration=OuterRef("registration"), made_at__gt=OuterRef("shown_at"))
        passed_over = Q(shown_at__lte=clock.now() - KEPT, registration__updated_at__gt=F("kept_at"))
        return self.filter(Q(Exists(handed_in)) | passed_over, shown_at__isnull=False)

    @transaction.atomic
    def forget(self):
        """Looks again at each once nobody can type into it: what has just been typed stays."""
        for copy in self.of_no_use().select_for_update(of=("self",)):
            copy.delete()


class WorkingCopy(models.Model):
    """One for each person and section. No part of the registration: nobody else reads it, no step looks at it."""

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="working_copies")
    section = models.CharField("phần", max_length=40)
    typed = models.JSONField("nội dung đã gõ")  # field name → texts
    token = models.CharField("gõ trên nội dung", max_length=40, blank=True)  # blocs.editing.fingerprint
    kept_at = models.DateTimeField("lúc")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # When a page first gave this text back to them; until then it is never forgotten.
    shown_at = models.DateTimeField("đã cho xem lại lúc", null=True, blank=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản giữ tạm"
        verbose_name_plural = "bản giữ tạm"
        ordering = ["kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "section", "kept_by"], name="one_working_copy_a_person"),
        ]

    def __str__(self):
        return f"Bản giữ tạm phần {self.section} của {self.kept_by}"

    @classmethod
    def of_post(cls, post, registration, section, **when_and_who):
        """Unsaved."""
        typed = {nfc(name): [nfc(text) for text in texts] for name, texts in post.lists() if name not in BOOKKEEPING}
        token = post.get("token", "")[:40]
        return cls(registration=registration, section=section.slug, typed=typed, token=token, **when_and_who)

    @property
    def post(self):
        """As the page posted it."""
        post = QueryDict(mutable=True)
        for name, texts in self.typed.items():
            post.setlist(name, texts)
        return post
