"""Codes as people type them, and a brake on whoever tries many or has many files compared."""

import re

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from documents.models import CODE_LETTERS

LENGTH = 12
MOST_FAILURES = 20
MOST_FILES = 20  # comparing one takes a second or two, never more than ``judged_signature.SECONDS``
MEMORY = 600  # seconds


def normalised(typed: str) -> str:
    """The code as printed, "ABCD-EFGH-JKMN", from whatever case, spaces and hyphens; "" when it cannot be one."""
    letters = re.sub(r"[\s\-‐‑–—.]+", "", typed).upper()
    if len(letters) != LENGTH or any(letter not in CODE_LETTERS for letter in letters):
        return ""
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def tried_too_often(request) -> bool:
    return cache.get(_key("unknown-codes", request), 0) >= MOST_FAILURES


def note_failure(request):
    """Count one unknown code against the address it came from."""
    count(_key("unknown-codes", request))


def too_many_files(request) -> bool:
    """Whether the address has had as many files compared as it may; this one is counted too."""
    return count(_key("compared-files", request)) > MOST_FILES


def count(key: str) -> int:
    """How often it happened within ``MEMORY``, now included."""
    if cache.add(key, 1, MEMORY):
        return 1
    known = cache.get(key, 0) + 1
    cache.set(key, known, MEMORY)
    return known


def _key(what, request):
    return f"{what}:{get_adapter().get_client_ip(request)}"
