"""Which papers left the house: the bloc's number register, files kept by content."""

import hashlib
import secrets
from datetime import date
from functools import partial
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from blocs import clock
from blocs.constraints import at_least_one
from blocs.models import BlocYear
from documents import wording
from documents.judged_signature import State

# Crockford's letters: nobody reads 0 for O or 1 for I on a printed paper.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class StoredFileQuerySet(models.QuerySet):
    def held(self):
        """Those on which the antivirus has not decided."""
        return self.filter(held_since__isnull=False, threat="").order_by("pk")


class StoredFile(models.Model):
    """Bytes kept once, under their SHA-256. Served only through views that ask the three questions.

    ``held_since`` is set while the antivirus has not decided on a file from outside, and for good once it has found a
    ``threat``: its bytes are gone then.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="kept", max_length=120)
    created_at = models.DateTimeField(default=clock.now)
    held_since = models.DateTimeField(null=True, blank=True, editable=False)
    threat = models.CharField(max_length=200, blank=True, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        constraints = [
            models.CheckConstraint(condition=Q(threat="") | Q(held_since__isnull=False), name="infected_file_is_held")
        ]

    def __str__(self):
        return self.sha256[:12]

    @classmethod
    def keep(cls, content: bytes, content_type: str, *, is_checked: bool = True) -> "StoredFile":
        """The record of these bytes, made when they are new; one that ``is_checked`` is held no longer."""
        digest = hashlib.sha256(content).hexdigest()
        kept = cls.objects.filter(sha256=digest).first()
        if kept and (not kept.held_since or not is_checked):
            return kept
        record = kept or cls(sha256=digest, size=len(content), content_type=content_type)
        record.held_since, record.threat = None if is_checked else clock.now(), ""
        if not record.file:
            # The file is written before the row: a rollback leaves an unreferenced file, never a row without one.
            record.file.save(f"{digest[:2]}/{digest}", ContentFile(content), save=False)
        record.save()
        return record

    @classmethod
    def keep_file(cls, file: IO[bytes], content_type: str) -> "StoredFile":
        """As ``keep``, for what is too large for the memory and was made here."""
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        if kept := cls.objects.filter(sha256=digest).first():
            return kept
        record = cls(sha256=digest, size=file.tell(), content_type=content_type)
        record.file.save(f"{digest[:2]}/{digest}", File(file), save=False)
        record.save()
        return record

    def release(self):
        """The antivirus has found nothing."""
        self.held_since = None
        self.save(update_fields=["held_since"])

    def condemn(self, threat: str):
        """The antivirus has found ``threat``: the record says so for good, its bytes go."""
        storage, name = self.file.storage, str(self.file)
        self.threat, self.file = threat[:200], ""
        self.save(update_fields=["threat", "file"])
        transaction.on_commit(partial(storage.delete, name))

    def drop_if_unused(self):
        """Delete row and bytes, unless a record still refers to them."""
        storage, name = self.file.storage, str(self.file)
        try:
            self.delete()
        except models.ProtectedError:
            return
        if name:
            transaction.on_commit(partial(storage.delete, name))

    def read(self) -> bytes:
        """The bytes; ValueError when the store no longer holds what was kept."""
        with self.file.open("rb") as kept:
            content = kept.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ValueError(f"Tệp {self.sha256} đã bị thay đổi trong kho lưu trữ.")
        return content


class IssuedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a bloc issued is known to all who know the year."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))

    def by_hand(self):
        """Entries of papers issued elsewhere, which nothing in the program refers to: they may be corrected."""
        return self.filter(pdf=None, code=None, covenant=None, superseded_by=None)


class IssuedDocument(models.Model):
    """A paper that left the house. Its text, bytes and hash never change.

    ``number`` runs from 1 through the year in the bloc's own series, apart from the
    leader unit's (NĐ 30/2020/NĐ-CP, Phụ lục I, II.3a); papers without number (the
    covenant) have none. ``pdf`` is empty only for papers that were issued elsewhere
    and entered into the register; ``word`` says the same for editing, where it was kept.
    """

    class Kind(models.TextChoices):
        COVENANT = "GU", "Giao ước thi đua"
        DECISION = "QĐ", "Quyết định"
        REGULATION = "QC", "Quy chế"
        PLAN = "KH", "Kế hoạch"
        REPORT = "BC", "Báo cáo"
        MINUTES = "BB", "Biên bản"
        PROGRAMME = "CTr", "Chương trình"
        INVITATION = "GM", "Giấy mời"
        NOTICE = "TB", "Thông báo"
        SUBMISSION = "TTr", "Tờ trình"
        LETTER = "CV", "Công văn"
        CRITERIA = "BTC", "Bảng tiêu chí"

    # The kinds that have no abbreviation in NĐ 30/2020/NĐ-CP (Phụ lục III), and so bear no number.
    UNNUMBERED = (Kind.COVENANT, Kind.CRITERIA)

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField("loại văn bản", max_length=5, choices=Kind.choices)
    number = models.PositiveSmallIntegerField("số", null=True, blank=True)
    symbol = models.CharField("số, ký hiệu", max_length=40, blank=True)
    dated = models.DateField("ngày")
    title = models.CharField("trích yếu", max_length=600)
    signer = models.CharField("người ký", max_length=150, blank=True)
    version = models.PositiveSmallIntegerField("phiên bản", null=True, blank=True)
    snapshot = models.JSONField("nội dung", default=dict, blank=True)
    # Who has signed, as printed, for those who check the paper: a list of {"unit", "signatory", "post",
    # "authority", "signed_on", "manner", "field", "instead"}, the day in ISO 8601 or null, the manner in words, the
    # field of a digital signature; "instead" is null or who signs in place of who is printed: {"signatory", "post",
    # "authority", "basis"}. The app that issues a paper keeps it up to date.
    signatures = models.JSONField("chữ ký", default=list, blank=True)
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # ``pdf`` with the digital signatures that came back; begins with its bytes and with each of ``revisions``.
    signed_pdf = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    word = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã xác minh", max_length=20, unique=True, null=True, blank=True)
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["dated", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "number"],
                condition=~Q(number=None),
                name="register_number_once",
                violation_error_message="Số văn bản này đã được dùng trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(pdf=None) | ~Q(code=None),
                name="issued_pdf_has_code",
            ),
            *at_least_one("number", "version"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.symbol}".strip()

    def get_absolute_url(self):
        return reverse("documents:verify", args=[self.code])

    @property
    def named_elsewhere(self):
        """How another paper speaks of it."""
        version = f"phiên bản {self.version}" if self.version else ""
        return f"văn bản số {self.symbol}{version and f' ({version})'}" if self.symbol else version

    @property
    def sha256(self):
        return self.pdf.sha256 if self.pdf else ""

    @property
    def printed_signatures(self):
        """``signatures`` with days as dates and, where it is digital, its ``revision``."""
        digital = {revision.field: revision for revision in self.revisions.all()}
        return [
            entry
            | {
                "signed_on": date.fromisoformat(entry["signed_on"]) if entry["signed_on"] else None,
                "revision": digital.get(entry.get("field")),
            }
            for entry in self.signatures
        ]

    @property
    def takes_no_more(self):
        """It lacks signatures and gets none: the next version of the covenant that it is, is being written."""
        lacks = self.signed_count < len(self.signatures)
        return lacks and hasattr(self, "covenant") and hasattr(self.covenant, "successor")

    @property
    def signed_count(self):
        return sum(entry["signed_on"] is not None for entry in self.signatures)


class SignedRevision(models.Model):
    """One digital signature added to an issued paper, judged when it came; the file with it had ``size`` bytes.

    The bytes themselves stand in ``IssuedDocument.signed_pdf``: every later file must begin with them.
    """

    document = models.ForeignKey(IssuedDocument, on_delete=models.CASCADE, related_name="revisions")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    field = models.CharField("ô chữ ký", max_length=100)
    state = models.CharField("tình trạng", max_length=10, choices=State.choices)
    signer = models.CharField("người ký", max_length=200)
    organisation = models.CharField("tổ chức", max_length=600, blank=True)
    certificate = models.CharField("SHA-256 của chứng thư số", max_length=64)
    signed_at = models.DateTimeField("thời điểm ký", null=True, blank=True)
    is_time_certified = models.BooleanField("thời điểm được chứng thực", default=False)
    accepted_at = models.DateTimeField(default=clock.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "chữ ký số"
        verbose_name_plural = "chữ ký số"
        ordering = ["document", "size"]
        constraints = [
            models.UniqueConstraint(fields=["document", "size"], name="signed_revision_once"),
            models.UniqueConstraint(fields=["document", "field"], name="signature_field_once"),
        ]

    def __str__(self):
        return f"{self.signer}: {self.get_state_display()}"


def new_code() -> str:
    """A verification code: three groups of four letters, 59 bits; guessing is hopeless."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(3))


def next_number(bloc_year) -> int:
    """The next free number of the bloc's series in this year; the constraint settles races."""
    taken = bloc_year.documents.aggregate(last=models.Max("number"))["last"]
    return (taken or 0) + 1


def symbol_of(kind: str, bloc_year, number: int | None) -> str:
    """ "05/BC-KTĐ" (NĐ 30/2020/NĐ-CP: zero-padded below 10, no spaces); "" for papers without number.

    A công văn has no abbreviation of its kind: "05/KTĐ" (Phụ lục I, II.3b).
    """
    if number is None:
        return ""
    groups = [] if kind == IssuedDocument.Kind.LETTER else [kind]
    return wording.symbol(number, *groups, bloc_year.bloc.symbol)
