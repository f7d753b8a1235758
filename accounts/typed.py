"""What was sent when the session was over already: kept until its person has signed in again.

It lies in the session that the browser has from then on, which goes on when somebody signs in there: no address and no
cookie holds it, and nobody else can ask for it. Only views that know how to show it take part (``gives_back``).
"""

import json
import time

from allauth.core import ratelimit
from django.http import QueryDict
from django.urls import Resolver404, resolve

KEPT = "accounts.typed"
GOOD_FOR = 30 * 60  # seconds
MOST = 200_000  # characters; anybody may send, so neither more nor more often (ACCOUNT_RATE_LIMITS)
TYPIST = "typist"  # the field by which the page says whose it is


def gives_back(view):
    """Mark a view that shows again what ``recall`` has for its address."""
    view.gives_back = True
    return view


def is_given_back(request) -> bool:
    """Before the request has reached its view."""
    try:
        return hasattr(resolve(request.path_info).func, "gives_back")
    except Resolver404:
        return False


def remember(request) -> bool:
    """Keep what was posted; False where it is too much or comes too often."""
    typed = {name: texts for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if len(json.dumps(typed)) > MOST or not ratelimit.consume(request, action="typed"):
        return False
    request.session[KEPT] = {"path": request.path, "at": int(time.time()), "typed": typed}
    return True


def recall(request) -> tuple[QueryDict, int] | None:
    """What the user had posted to this address, and when (seconds since 1970)."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path or time.time() - kept["at"] > GOOD_FOR:
        return None
    post = QueryDict(mutable=True)
    for name, texts in kept["typed"].items():
        post.setlist(name, texts)
    return (post, kept["at"]) if post.get(TYPIST) == str(request.user.pk) else None


def forget(request, path):
    """What was kept for ``path`` has been dealt with."""
    if request.session.get(KEPT, {}).get("path") == path:
        del request.session[KEPT]
