"""An issued PDF on its way out to be signed digitally and back: is it still that paper, and what came with it?

Whatever comes back must begin with exactly the bytes that were given out. What was accepted is not judged again: its
length and SHA-256 are kept, and it is enough that a file still begins with it.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError

from blocs import clock
from documents import own_process
from documents.downloads import PDF
from documents.judged_signature import SECONDS, TAKE_IT_AGAIN, Signature, State, reason
from documents.models import IssuedDocument, SignedRevision, StoredFile

TAIL = 32  # bytes: "startxref", a place in the file, "%%EOF"
NO_PDF = "Tệp không phải là PDF. Anh/chị chọn tệp PDF đã ký số."
OTHER_PAPER = "Tệp này là của một văn bản khác."
OLDER = (
    "Tệp này được ký trên bản cũ, khi chưa có chữ ký số nhận sau đó. Mỗi lần chỉ một đơn vị ký; Anh/chị lấy bản mới "
    "nhất, ký lại rồi tải lên."
)
OLD_VERSION = (
    "Tệp này được ký trên phiên bản {version}, đã được thay thế. Anh/chị lấy bản để ký của phiên bản mới, ký lại rồi "
    "tải lên."
)
BYTES_CHANGED = f"Nội dung tệp đã bị sửa: không còn đúng từng byte như bản đã phát hành. {TAKE_IT_AGAIN}"
TOO_MUCH = f"Chương trình không xem hết được tệp trong thời gian và bộ nhớ dành cho một tệp. {TAKE_IT_AGAIN}"
SAVED_ANEW = f"Tệp đã được một chương trình khác lưu lại thành tệp mới nên chữ ký không còn giá trị. {TAKE_IT_AGAIN}"


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
    """A file beside an issued paper. ``fault`` says why it is neither that paper nor that paper with signatures.

    accepted  the signatures in it that this program took; ``further`` others, judged now
    """

    fault: str = ""
    accepted: tuple[SignedRevision, ...] = ()
    further: tuple[Signature, ...] = ()

    @property
    def is_as_issued(self) -> bool:
        return not (self.fault or self.accepted or self.further)

    @property
    def is_doubtful(self) -> bool:
        """The paper is untouched, and not every signature that was added can be relied on."""
        return not all(found.is_valid for found in self.further)


def compared(document: IssuedDocument, content: bytes) -> Comparison:
    base = _issued(document).read()
    if not content.startswith(base):
        return Comparison(reason(_why_not_ours(content, base, base)))
    accepted = _accepted(document, content)
    given = content[: accepted[-1].size] if accepted else base
    if len(content) == len(given):
        return Comparison(accepted=accepted)
    try:
        further = _added(content, given)
    except ValidationError as refused:
        return Comparison(reason(str(refused.message)), accepted)
    fault = next((found.reason for found in further if found.state == State.ALTERED), "")
    return Comparison(fault, accepted, further)


def _added(content, given):
    """Judged in a process of its own: what a stranger sent keeps no worker, and its 16 MB of pyHanko are not ours."""
    try:
        answer = json.loads(own_process.run("documents.signatures", question(content, given), SECONDS))
    except own_process.Failed as failed:
        raise ValidationError(TOO_MUCH) from failed
    if refused := answer.get("refused"):
        raise ValidationError(refused)
    return tuple(map(Signature.of, answer["found"]))


def question(content: bytes, given: bytes) -> bytes:
    """What ``documents.signatures`` is asked: a line of JSON and the file, which begins with ``given``."""
    known = {name: getattr(settings, name) for name in ("TIME_ZONE", "USE_TZ", "TRUST_DIR", "SIGNING_KEY_USAGE")}
    asked = {"given": len(given), "now": clock.now().isoformat(), "settings": known}
    return json.dumps(asked, default=str).encode() + b"\n" + content


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
    return SAVED_ANEW if _bears(content, _identifier(base)) else OTHER_PAPER


def _altered_in_place(content, whole):
    """Another byte somewhere, and the end still where it was."""
    return not content.startswith(whole) and content[: len(whole)].endswith(whole[-TAIL:])


def _bears(content, identifier) -> bool:
    """Looked for in the bytes: nothing of a stranger's file is opened here."""
    return identifier in content or identifier.hex().encode() in content.lower()


def _identifier(issued) -> bytes:
    """What our own PDF is called for good; whoever saves it anew keeps it."""
    with pikepdf.open(io.BytesIO(issued)) as opened:
        return bytes(opened.trailer.ID[0])
