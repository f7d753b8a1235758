"""An issued PDF on its way out to be signed digitally and back: is it still that paper, and what came with it?

Whatever comes back must begin with exactly the bytes that were given out. What was accepted is not judged again: its
length and SHA-256 are kept, and it is enough that a file still begins with it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.core.exceptions import ValidationError

from documents.downloads import PDF
from documents.models import IssuedDocument, SignedRevision, StoredFile

State = SignedRevision.State
TAIL = 32  # bytes: "startxref", a place in the file, "%%EOF"
TAKE_IT_AGAIN = "Anh/chị lấy lại bản để ký, ký số rồi tải lên, không mở và lưu bằng chương trình khác."
NO_PDF = "Tệp không phải là PDF. Anh/chị chọn tệp PDF đã ký số."
OTHER_PAPER = "Tệp này là của một văn bản khác, không phải văn bản đang ký."
OLDER = (
    "Tệp này được ký trên bản cũ, khi chưa có chữ ký số nhận sau đó. Mỗi lần chỉ một đơn vị ký; Anh/chị lấy bản mới "
    "nhất, ký lại rồi tải lên."
)
OLD_VERSION = (
    "Tệp này được ký trên phiên bản {version}, đã được thay thế. Anh/chị lấy bản để ký của phiên bản mới, ký lại rồi "
    "tải lên."
)
BYTES_CHANGED = f"Nội dung tệp đã bị sửa: không còn đúng từng byte như bản đã phát hành. {TAKE_IT_AGAIN}"
SAVED_ANEW = f"Tệp đã được một chương trình khác lưu lại thành tệp mới nên chữ ký không còn giá trị. {TAKE_IT_AGAIN}"


@dataclass(frozen=True)
class Signature:
    """One digital signature. ``state`` is one of the five; "" with a ``fault`` for a certificate of no use.

    names  what the certificate calls the organisation, from the nearest to the furthest
    """

    field: str
    state: str
    fault: str
    signer: str
    names: tuple[str, ...]
    fingerprint: str
    signed_at: datetime | None
    is_time_certified: bool

    @property
    def is_valid(self) -> bool:
        return self.state in (State.VALID, State.UNCHECKED)

    @property
    def organisation(self) -> str:
        return ", ".join(self.names)

    @property
    def said(self) -> str:
        return self.fault or State(self.state).label


def current(document: IssuedDocument) -> StoredFile:
    """What is given out to be signed next."""
    return document.signed_pdf or _issued(document)


def _issued(document) -> StoredFile:
    if document.pdf is None:
        raise ValueError(f"{document} was issued elsewhere and is not kept here.")
    return document.pdf


def judged(document: IssuedDocument, content: bytes) -> tuple[Signature, ...]:
    """The signatures that ``content`` adds to the file that was given out last.

    Raises ValidationError with the reason, for the user, when it is another file or adds anything else.
    """
    given = current(document).read()
    if not content.startswith(given) or len(_accepted(document, content)) < document.revisions.count():
        raise ValidationError(
            _of_older_version(document, content) or _why_not_ours(content, given, _issued(document).read())
        )
    return _added(content, given)


def keep(document: IssuedDocument, content: bytes, signature: Signature, *, by) -> SignedRevision:
    """Make ``content`` the file that is given out next. The caller holds the document against others."""
    before = document.signed_pdf
    document.signed_pdf = StoredFile.keep(content, PDF)
    document.save(update_fields=["signed_pdf"])
    if before:
        before.drop_if_unused()
    return document.revisions.create(
        size=len(content),
        sha256=document.signed_pdf.sha256,
        field=signature.field,
        state=signature.state,
        signer=signature.signer[:200],
        organisation=signature.organisation[:600],
        certificate=signature.fingerprint,
        signed_at=signature.signed_at,
        is_time_certified=signature.is_time_certified,
        accepted_by=by,
    )


@dataclass(frozen=True)
class Comparison:
    """A file beside an issued paper. ``fault`` says why it is neither that paper nor that paper with valid signatures.

    accepted  the signatures in it that this program took; ``further`` others, judged now
    """

    fault: str = ""
    accepted: tuple[SignedRevision, ...] = ()
    further: tuple[Signature, ...] = ()

    @property
    def is_as_issued(self) -> bool:
        return not (self.fault or self.accepted or self.further)


def compared(document: IssuedDocument, content: bytes) -> Comparison:
    base = _issued(document).read()
    if not content.startswith(base):
        return Comparison(_why_not_ours(content, base, base))
    accepted = _accepted(document, content)
    given = content[: accepted[-1].size] if accepted else base
    if len(content) == len(given):
        return Comparison(accepted=accepted)
    try:
        further = _added(content, given)
    except ValidationError as refused:
        return Comparison(str(refused.message), accepted)
    fault = next((found.said for found in further if not found.is_valid), "")
    return Comparison(fault, accepted, further)


def _added(content, given):
    from documents import signatures  # slow to load: a third of a second, needed by few requests

    return signatures.added(content, given)


def _accepted(document, content) -> tuple[SignedRevision, ...]:
    """The accepted revisions with which ``content`` begins."""
    read, at, found = hashlib.sha256(), 0, []
    for revision in document.revisions.order_by("size"):
        read.update(content[at : revision.size])
        at = revision.size
        if len(content) < at or read.copy().hexdigest() != revision.sha256:
            break
        found.append(revision)
    return tuple(found)


def _of_older_version(document, content) -> str:
    """Says so where ``content`` was made of a version that ``document`` has superseded."""
    older = IssuedDocument.objects.filter(superseded_by=document).select_related("pdf").first()
    if older and older.pdf and content.startswith(older.pdf.read()):
        return OLD_VERSION.format(version=older.version)
    return ""


def _why_not_ours(content, given, base) -> str:
    if not content.startswith(b"%PDF-"):
        return NO_PDF
    if any(_altered_in_place(content, whole) for whole in (given, base)):
        return BYTES_CHANGED
    if content.startswith(base):
        return OLDER
    return SAVED_ANEW if _identifier(content) == _identifier(base) else OTHER_PAPER


def _altered_in_place(content, whole):
    """Another byte somewhere, and the end still where it was."""
    return not content.startswith(whole) and content[: len(whole)].endswith(whole[-TAIL:])


def _identifier(content):
    """What a PDF is called for good, from its first writing on; None for one without."""
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            return bytes(opened.trailer.ID[0])
    except (pikepdf.PdfError, AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None
