"""Is a scan that of this paper? Only what its QR code says is held against it; all else is a doubt for the eye."""

import io
import re
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError

from documents import scan_reading, verification
from documents.models import IssuedDocument

ADDRESS = re.compile(r"/xac-minh/([A-Za-z0-9-]{12,20})/?$")
NO_CODE = "Không đọc được mã QR trên bản quét."


@dataclass(frozen=True)
class Judgement:
    """``unknown`` says why nothing on the scan tells that it is the paper's; "" when its code does."""

    unknown: str
    oddities: list[str]

    @property
    def doubts(self) -> list[str]:
        return [*filter(None, [self.unknown]), *self.oddities]


def judged(content: bytes, document: IssuedDocument) -> Judgement:
    """What somebody should look at in a scan of ``document``, as sentences.

    Raises ValidationError when a code on it belongs to another paper, an older version most of all.
    """
    by_eye = f"Anh/chị so mã xác minh in trên bản giấy với {document.code}."
    reading = scan_reading.read(content)
    if reading is None:
        return Judgement(f"Chương trình không xem được các trang của bản quét. {by_eye}", [])
    addresses = filter(None, map(ADDRESS.search, reading.codes))
    codes = [code for address in addresses if (code := verification.normalised(address[1]))]
    for other in IssuedDocument.objects.filter(code__in=codes).exclude(pk=document.pk):
        raise ValidationError(_another(other, document))
    unknown = ""
    if document.code not in codes:
        read = f"Mã trên bản quét ({codes[0]}) không do chương trình này cấp." if codes else NO_CODE
        unknown = f"{read} {by_eye}"
    return Judgement(unknown, scan_reading.quality_doubts(reading, _pages_of(document)))


def _another(other, document):
    again = f"Anh/chị quét văn bản mang mã {document.code} rồi tải lên."
    if other.version and (other.bloc_year_id, other.kind) == (document.bloc_year_id, document.kind):
        return (
            f"Bản quét là phiên bản {other.version} (mã {other.code}), còn văn bản đang ký là phiên bản "
            f"{document.version} (mã {document.code}). {again}"
        )
    return f"Bản quét là văn bản khác: {other.title}, mã {other.code}. {again}"


def _pages_of(document):
    """How many pages were issued; None when the file kept does not say."""
    try:
        with pikepdf.open(io.BytesIO(document.pdf.read())) as issued:
            return len(issued.pages)
    except (pikepdf.PdfError, ValueError, OSError):
        return None
