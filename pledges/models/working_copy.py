"""What somebody has typed in a section of a registration and what could not be written into it yet (bản giữ tạm)."""

from django.conf import settings
from django.db import models
from django.http import QueryDict

from blocs import clock
from blocs.text import nfc

# What a page posts beside what was typed.
BOOKKEEPING = ("csrfmiddlewaretoken", "token", "then", "row", "confirm", "typist", "given_back")


class WorkingCopyQuerySet(models.QuerySet):
    def of(self, registration, section, user):
        return self.filter(registration=registration, section=section.slug, kept_by=user)

    def keep(self, registration, section, user, post):
        """Keep what ``post`` holds in place of what ``user`` had typed there before."""
        new = WorkingCopy.of_post(post, registration, section, kept_by=user, kept_at=clock.now())
        values = {"typed": new.typed, "token": new.token, "kept_at": new.kept_at}
        copy, _ = self.update_or_create(registration=registration, section=section.slug, kept_by=user, defaults=values)
        return copy


class WorkingCopy(models.Model):
    """One for each person and section. No part of the registration: nobody else reads it, no step looks at it."""

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="working_copies")
    section = models.CharField("phần", max_length=40)
    typed = models.JSONField("nội dung đã gõ")  # field name → texts
    token = models.CharField("gõ trên nội dung", max_length=40, blank=True)  # blocs.editing.fingerprint
    kept_at = models.DateTimeField("lúc")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

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
