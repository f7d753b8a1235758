"""Files on their way out: names that every browser understands, nothing that a browser may run."""

import re
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse

from blocs.text import nfc, slug
from blocs.workflow import Conflict
from documents.models import StoredFile

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in names, by Windows
LONGEST_NAME = 90  # it counts the whole path
END = re.compile(r"(\b(năm )?\d{4})?( ?\([^()]{1,30}\))?$")
NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


def file_response(content: bytes, name: str, content_type: str = PDF, *, attachment: bool = False) -> HttpResponse:
    """``content`` to be shown, or kept when ``attachment``, under ``name`` (RFC 6266, Vietnamese letters too).

    Shown is only what this program made itself: what came from outside is an attachment.
    """
    response = HttpResponse(content, content_type=content_type)
    _say_what_it_is(response, name, attachment)
    return response


def streamed_response(stored: StoredFile, name: str) -> StreamingHttpResponse:
    """A large file of our own as an attachment, piece by piece."""
    response = StreamingHttpResponse(_pieces(stored), content_type=stored.content_type)
    response["Content-Length"] = stored.size
    _say_what_it_is(response, name, attachment=True)
    return response


def _pieces(stored):
    with stored.file.open("rb") as file:
        yield from file.chunks()


def _say_what_it_is(response, name, attachment):
    response["Content-Disposition"] = f"{'attachment' if attachment else 'inline'}; {_names(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    # The sandbox would also keep the browser's own viewer from showing a PDF.
    response["Content-Security-Policy"] = f"{NOTHING}; sandbox" if attachment else NOTHING


def kept_response(stored: StoredFile, name: str) -> HttpResponse:
    """A file that came from outside, as an attachment; Conflict while it may not leave."""
    if stored.held_since:
        raise Conflict(*why_held(stored))
    return file_response(stored.read(), name, stored.content_type, attachment=True)


def why_held(stored: StoredFile) -> tuple[str, str]:
    """Why a file is kept and not served, and whom to ask."""
    if stored.threat:
        return f"Tệp có vi-rút ({stored.threat}) nên đã bị xóa.", "Anh/chị tải lên tệp khác."
    whom = settings.HELP_CONTACT or "quản trị hệ thống"
    return "Tệp đang chờ kiểm tra vi-rút nên chưa tải về được.", f"Cần gấp, Anh/chị hỏi {whom}."


def file_name(text: str, ending: str = "") -> str:
    """A name that Windows takes too: NFC, none of its signs, no dot or space at the end, not too long for its paths.

    Of what is too long the end stays that tells papers apart: the year, and what stands in brackets.
    """
    plain = " ".join(nfc(FORBIDDEN.sub("-", text)).split())
    return f"{_shortened(plain).rstrip('. -')}{ending}"


def _shortened(plain):
    if len(plain) <= LONGEST_NAME:
        return plain
    end = f" … {END.search(plain)[0].strip()}".rstrip()
    begins = plain[: max(LONGEST_NAME - len(end), 0)].rpartition(" ")[0].rstrip(",;. -")
    return f"{begins}{end}" if len(begins) > LONGEST_NAME / 3 else plain[:LONGEST_NAME]


def _names(name):
    """Both forms of RFC 6266: plain ASCII for old programs, UTF-8 for the rest."""
    clean = FORBIDDEN.sub(" ", nfc(name)).strip() or "tep"
    path = PurePath(clean)
    plain = (slug(path.stem) or "tep") + (f".{slug(path.suffix)}" if path.suffix else "")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
