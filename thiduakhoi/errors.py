"""Pages for what went wrong: what happened, what became of what was typed, what to do, whom to ask."""

import logging
import re
import secrets
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

logger = logging.getLogger(__name__)

UNREADABLE = (SuspiciousOperation, UnreadablePostError, RawPostDataException, MultiPartParserError)
# What the page itself posts, and what must not be shown on a screen again.
NOT_TYPED = re.compile(
    r"csrfmiddlewaretoken|next|then|row|confirm|seen|token|typist|given_back|add|remove|.*password.*"
    r"|(.+-)?(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)|.+-(DELETE|ORDER|id)",
    re.IGNORECASE,
)
RETRY_AFTER = 5  # seconds
ROW = re.compile(r"(?P<prefix>.+)-(?P<index>\d+)-(?P<field>.+)")
BARE_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Có lỗi – Thi đua Khối</title>'
    "<h1>Chương trình gặp lỗi</h1><p>Nội dung Anh/chị vừa gửi có thể chưa được lưu. Anh/chị bấm Quay lại để "
    "lấy lại nội dung, thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị hệ thống.</p>"
)


def typed_values(request, labels=None):
    """What the user sent, as (label, text) in the order of the form, rows of a table one entry each.

    labels  field name → word on the screen; fields not named there are counted "Nội dung 1, 2, …".
    Passwords and the form's own bookkeeping are left out; files are given by name. Empty when unreadable.
    """
    try:
        files = [file.name for name in request.FILES for file in request.FILES.getlist(name)]
        return [*words_of(request.POST, labels), *(("Tệp đính kèm (phải chọn lại)", name) for name in files)]
    except UNREADABLE:
        return []


def words_of(post, labels=None):
    """The same of what was posted, without its files."""
    entries = {}
    for name, text in ((name, text) for name, texts in post.lists() for text in texts):
        if text.strip() and not NOT_TYPED.fullmatch(name):
            key, line = _place(name, text, labels or {})
            entries.setdefault(key, []).append(line)
    unnamed = 0
    typed = []
    for (label, _), lines in entries.items():
        unnamed += not label
        typed.append((label or f"Nội dung {unnamed}", "\n".join(lines)))
    return typed


def _place(name, text, labels):
    """Where a value belongs, ("" for the label of an unknown field, something unique), and its line there."""
    row = ROW.fullmatch(name)
    if not row:
        return (labels.get(name, ""), name), text
    label = labels.get(row["field"], "")
    return (f"Dòng {int(row['index']) + 1}", row["prefix"]), f"{label}: {text}" if label else text


def _back(request):
    """The page the user came from, if it is ours."""
    came_from = request.META.get("HTTP_REFERER", "")
    host = request.META.get("HTTP_HOST", "")
    ours = url_has_allowed_host_and_scheme(came_from, {host}, request.is_secure())
    return came_from if came_from and ours else "/"


def _context(request, **extra):
    return {
        "typed": typed_values(request),
        "posted": request.method == "POST",
        "back_url": _back(request),
    } | extra


def conflict(request, reason, hint="", back_url="", typed=None):
    """409: the step cannot be done now. ``hint`` says until when it could, or whom to ask.

    typed  (label, text) pairs to give back instead of what was posted as ``typed_values`` tells it
    """
    context = _context(request, reason=reason, hint=hint)
    if typed is not None:
        context["typed"] = typed
    context["back_url"] = back_url or context["back_url"]
    return render(request, "409.html", context, status=HTTPStatus.CONFLICT)


def busy(request):
    """503: as many papers are being printed as may be at once. What was only asked for is asked again by itself."""
    response = render(request, "503.html", _context(request), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER)
    if request.method == "GET":
        response["Refresh"] = str(RETRY_AFTER)
    return response


def csrf_failure(request, reason=""):
    logger.warning("CSRF check failed: %s %s", request.path, reason)
    return render(request, "403_csrf.html", _context(request), status=HTTPStatus.FORBIDDEN)


def permission_denied(request, exception=None):
    context = _context(request, reason=str(exception or ""))
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


def page_not_found(request, exception=None):
    return render(request, "404.html", _context(request), status=HTTPStatus.NOT_FOUND)


def method_not_allowed(request, refused):
    page = render(request, "405.html", _context(request), status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = refused["Allow"]
    return page


def bad_request(request, exception=None):
    # No context processors: a request refused this early may have neither user nor session.
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    context = _context(request, too_much=too_much)
    return HttpResponse(render_to_string("400.html", context), status=HTTPStatus.BAD_REQUEST)


def server_error(request):
    """500: needs neither database nor context processors, nor even the templates when these are at fault."""
    incident = secrets.token_hex(4).upper()
    logger.error("Incident %s: %s %s", incident, request.method, request.path)
    try:
        context = _context(request, incident=incident, now=timezone.localtime())
        page = render_to_string("500.html", context)
    except Exception:  # a second failure here would leave the user with a blank page
        logger.exception("Incident %s: the error page failed too", incident)
        page = BARE_PAGE
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
