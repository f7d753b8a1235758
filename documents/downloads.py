"""Files on their way out: names that every browser understands, nothing that a browser may run."""

import re
from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse

from blocs.text import nfc, slug

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


def file_response(content: bytes, name: str, content_type: str = PDF, *, attachment: bool = False) -> HttpResponse:
    """``content`` to be shown, or kept when ``attachment``, under ``name`` (RFC 6266, Vietnamese letters too).

    Shown is only what this program made itself: what came from outside is an attachment.
    """
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"{'attachment' if attachment else 'inline'}; {_names(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    # The sandbox would also keep the browser's own viewer from showing a PDF.
    response["Content-Security-Policy"] = f"{NOTHING}; sandbox" if attachment else NOTHING
    return response


def _names(name):
    """Both forms of RFC 6266: plain ASCII for old programs, UTF-8 for the rest."""
    clean = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", nfc(name)).strip() or "tep"
    path = PurePath(clean)
    plain = (slug(path.stem) or "tep") + (f".{slug(path.suffix)}" if path.suffix else "")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
