"""How a request writes."""

from functools import wraps

from django.db import transaction
from django.views.decorators.http import require_http_methods


def form_page(view):
    """A page with a form: GET shows it, POST acts, as a whole or not at all.

    Only POST gets a transaction: on SQLite each one takes the write lock (``transaction_mode=IMMEDIATE``), and
    who reads must not wait for who writes.
    """
    acting = transaction.atomic(view)

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request, *args, **kwargs):
        return (acting if request.method == "POST" else view)(request, *args, **kwargs)

    return answer
