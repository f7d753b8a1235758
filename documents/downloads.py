"""Files on their way out: names that every browser understands, nothing that a browser may run."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(content: bytes, name: str, content_type: str = PDF, *, attachment: bool = False) -> HttpResponse:
    """``content`` to be shown, or kept when ``attachment``, under ``name`` (RFC 6266, Vietnamese letters too)."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attachment, name)
    response["X-Content-Type-Options"] = "nosniff"
    # A PDF or picture opened in the browser gets no rights of this site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
    return response
