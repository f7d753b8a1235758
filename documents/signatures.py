"""What is said of a digital signature in a PDF, judged by pyHanko without any network.

A file is judged by what was added to the bytes that were given out (``given``): never by ``intact`` alone, which says
nothing of what came after a signature. Each addition is judged in full once, when it arrives.

Run in a process of its own that can neither last nor grow (``documents.signed_files`` starts it): nothing here may need
the database, and no settings but those that come with the question.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from dataclasses import asdict
from datetime import datetime

import pikepdf
from asn1crypto import x509
from django.conf import settings
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from blocs import clock
from documents import active_content, own_process, trust
from documents.judged_signature import SECONDS, Signature, State
from documents.judged_signature import TAKE_IT_AGAIN as AGAIN

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
MOST_ADDED = 8 * MEGABYTE  # a signature with its certificates and a picture takes far less
MOST_SIGNATURES = 10  # added at once
# What the libraries raise at a file that is broken, or made to break them.
UNREADABLE = (
    PdfError, SignatureValidationError, pikepdf.PdfError, ValueError, LookupError, TypeError, AttributeError,
    RuntimeError, AssertionError,
)  # fmt: skip

BROKEN = f"Phần thêm vào tệp bị hỏng nên không đọc được. {AGAIN}"
NOTHING_NEW = "Tệp chưa có chữ ký số mới. Anh/chị ký số vào tệp rồi tải lên."
CERTIFYING = (
    "Chữ ký số này khóa văn bản nên các đơn vị sau không ký được. Anh/chị ký lại bằng chữ ký phê duyệt thông thường "
    "(không chọn “chứng thực”, không chọn “khóa văn bản sau khi ký”)."
)
OTHER_CHANGES = f"Ngoài chữ ký số, tệp còn ghi chú, điền thêm hoặc thay đổi khác nên không được nhận. {AGAIN}"
ALTERED = f"Nội dung không còn khớp với chữ ký số: tệp đã bị sửa sau khi ký. {AGAIN}"


class Reader(PdfFileReader):
    """Reads the table of an object stream once.

    pyHanko reads it anew for each object in it, and our papers stand in one stream: three quarters of all the time.
    """

    def __init__(self, *args, **kwargs):
        self.tables: dict[int, tuple[bytes, list[int], int]] = {}
        super().__init__(*args, **kwargs)

    def _get_object_from_stream(self, idnum, stmnum, idx):
        if stmnum not in self.tables:
            stream = generic.Reference(stmnum, 0, self).get_object()
            data, first = stream.read_data(DecodePurpose.OBJECT_STREAM), stream["/First"]
            self.tables[stmnum] = data, [int(word) for word in data[:first].split()[: 2 * stream["/N"]]], first
        data, table, first = self.tables[stmnum]
        if not 0 <= 2 * idx < len(table) - 1 or table[2 * idx] != idnum:
            raise PdfReadError("The object is not where it should be in its stream.")
        place = io.BytesIO(data)
        place.seek(first + table[2 * idx + 1])
        found = generic.read_object(place, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfReadError("What stands in an object stream may not stand there.")
        return found


def added(content: bytes, given: bytes) -> tuple[Signature, ...]:
    """The signatures that ``content`` adds to ``given``, with which it begins.

    Raises ValidationError with the reason, for the user, when it adds anything else, or nothing.
    """
    if len(content) - len(given) > MOST_ADDED:
        raise ValidationError(f"Phần thêm vào tệp nặng hơn {MOST_ADDED // MEGABYTE} MB nên không được nhận. {AGAIN}")
    known = trust.read()
    try:
        before, after = Reader(io.BytesIO(given)), Reader(io.BytesIO(content))
        fresh = [found for found in after.embedded_regular_signatures if sum(list(found.byte_range)[2:]) > len(given)]
        if any(found.docmdp_level is not None or found.fieldmdp is not None for found in fresh):
            raise ValidationError(CERTIFYING)
        _refuse_other_changes(before, after, content, given)
        if not fresh:
            raise ValidationError(NOTHING_NEW)
        if len(fresh) > MOST_SIGNATURES:
            raise ValidationError(f"Tệp có thêm {len(fresh)} chữ ký số, nhiều nhất là {MOST_SIGNATURES}.")
        return tuple(_judged(found, known) for found in fresh)
    except UNREADABLE as broken:
        log.warning("A signed file could not be read.", exc_info=True)
        raise ValidationError(BROKEN) from broken


def _refuse_other_changes(before, after, content, given):
    """Every revision since ``given`` may add signatures, and what proves them later, and nothing else."""
    last = before.xrefs.total_revisions - 1
    if after.xrefs.total_revisions <= last or after.xrefs.get_startxref_for_revision(last) != before.last_startxref:
        raise ValidationError(BROKEN)  # it leads past what was given out
    if words := _plain_danger(content, given):
        raise ValidationError(f"{words} {AGAIN}")
    found = DEFAULT_DIFF_POLICY.review_file(after, base_revision=last)
    if not isinstance(found, DiffResult) or found.modification_level > ModificationLevel.FORM_FILLING:
        raise ValidationError(OTHER_CHANGES)


def _plain_danger(content, given):
    """What was added, where it has plain words; the review of the differences refuses it, and more, in any case."""
    with pikepdf.open(io.BytesIO(content)) as now, pikepdf.open(io.BytesIO(given)) as then:
        pages = len(now.pages) - len(then.pages)
        if danger := active_content.found_in(now):
            return f"Tệp chứa {danger} nên không được nhận."
        if "/OpenAction" in now.Root or "/AA" in now.Root:
            return "Tệp có thêm lệnh tự chạy khi mở nên không được nhận."
    return f"Tệp có {'thêm' if pages > 0 else 'bớt'} {abs(pages)} trang so với bản đã lấy." if pages else ""


def _judged(found: EmbeddedPdfSignature, known: trust.Trust) -> Signature:
    status = _status(found, known, "require")
    is_checked = status.trusted
    if not (is_checked or status.revoked):
        status = _status(found, known, "soft-fail")  # asks for no list of revoked certificates
    stamp = status.timestamp_validity if status.timestamp_validity and status.timestamp_validity.trusted else None
    state, fault = _verdict(status, is_checked, known)
    subject = found.signer_cert.subject
    name = _called(subject)
    return Signature(
        field=found.field_name,
        state=state,
        fault=fault,
        signer=name,
        names=(*_named(subject, "organizational_unit_name"), *_named(subject, "organization_name")),
        fingerprint=found.signer_cert.sha256.hex(),
        signed_at=stamp.timestamp if stamp else status.signer_reported_dt,
        is_time_certified=stamp is not None,
    )


def _called(subject: x509.Name) -> str:
    return [*_named(subject, "common_name"), *_named(subject, "organization_name"), subject.human_friendly][0]


def _named(subject: x509.Name, part: str) -> list[str]:
    said = subject.native.get(part, [])
    return [said] if isinstance(said, str) else list(said)


def _status(found: EmbeddedPdfSignature, known: trust.Trust, revocation: str) -> PdfSignatureStatus:
    return validate_pdf_signature(
        found,
        signer_validation_context=_context(known, revocation),
        ts_validation_context=_context(known, "soft-fail"),
        key_usage_settings=KeyUsageConstraints(key_usage=set(settings.SIGNING_KEY_USAGE)),
        skip_diff=True,  # ``_refuse_other_changes`` has looked at all revisions at once
    )


def _context(known, revocation):
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in known.of(trust.ROOT)],
        other_certs=[x509.Certificate.load(der) for der in known.of(trust.INTERMEDIATE)],
        crls=known.of(trust.REVOKED),
        allow_fetching=False,
        revocation_mode=revocation,
        moment=clock.now(),
    )


def _verdict(status, is_checked, known) -> tuple[str, str]:
    if not (status.intact and status.valid and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION):
        return State.ALTERED, ALTERED
    if status.trusted and not is_checked and (day := _listed_on(status.validation_path, known)):
        return "", f"Chứng thư số đã bị thu hồi ngày {day:%d/%m/%Y}."
    if status.trusted:
        return (State.VALID if is_checked else State.UNCHECKED), ""
    trouble, certificate = status.trust_problem_indic, status.signing_cert
    if status.revoked:
        whose = "Chứng thư của cơ quan cấp" if status.revocation_details.ca_revoked else "Chứng thư số"
        day = clock.local_day(status.revocation_details.revocation_date)
        return "", f"{whose} đã bị thu hồi ngày {day:%d/%m/%Y}."
    if trouble == AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
        day = clock.local_day(certificate.not_valid_after)
        return "", f"Chứng thư số đã hết hạn ngày {day:%d/%m/%Y}."
    if trouble == AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE:
        return "", "Chứng thư số không được cấp để ký văn bản (mục đích sử dụng khóa khác)."
    return State.UNKNOWN, (
        f"Không rõ nguồn cấp: chứng thư số do “{_called(certificate.issuer)}” cấp, không dẫn tới chứng thư gốc "
        "nào mà hệ thống tin cậy."
    )


def _listed_on(path, known):
    """The day on which a certificate of ``path`` was revoked, as a list says that is too old to prove the contrary."""
    found = (known.revoked_on(one.issuer.dump(), one.serial_number) for one in path.iter_certs(include_root=False))
    return next((clock.local_day(moment) for moment in found if moment), None)


def _answer(question: dict, content: bytes) -> dict:
    settings.configure(**question["settings"])
    try:
        with clock.held(datetime.fromisoformat(question["now"])):
            found = added(content, content[: question["given"]])
    except ValidationError as refused:
        return {"refused": refused.message}
    return {"found": [asdict(signature) for signature in found]}


if __name__ == "__main__":
    own_process.limit(SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    json.dump(_answer(asked, sys.stdin.buffer.read()), sys.stdout, default=datetime.isoformat)
