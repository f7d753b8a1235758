"""Codes as people type them, and a brake on whoever tries many."""

import re

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from documents.models import CODE_LETTERS

LENGTH = 12
MOST_FAILURES = 20
MEMORY = 600  # seconds


def normalised(typed: str) -> str:
    """The code as printed, "ABCD-EFGH-JKMN", from whatever case, spaces and hyphens; "" when it cannot be one."""
    letters = re.sub(r"[\s\-‐‑–—.]+", "", typed).upper()
    if len(letters) != LENGTH or any(letter not in CODE_LETTERS for letter in letters):
        return ""
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def tried_too_often(request) -> bool:
    return cache.get(_key(request), 0) >= MOST_FAILURES


def note_failure(request):
    """Count one unknown code against the address it came from."""
    key = _key(request)
    if not cache.add(key, 1, MEMORY):
        cache.set(key, cache.get(key, 0) + 1, MEMORY)


def _key(request):
    return f"unknown-codes:{get_adapter().get_client_ip(request)}"
