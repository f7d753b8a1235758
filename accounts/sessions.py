"""Where a person is signed in, and how that is ended."""

import re

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

# Order matters: Edge and Cốc Cốc also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Microsoft Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "máy Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system in words, such as "Chrome trên Windows"."""
    browser = _first_of(BROWSERS, user_agent) or "Trình duyệt khác"
    system = _first_of(SYSTEMS, user_agent)
    return f"{browser} trên {system}" if system else browser


def _first_of(names, user_agent):
    return next((name for pattern, name in names if re.search(pattern, user_agent)), "")


def end_sessions(user) -> int:
    """Sign ``user`` out everywhere. Returns how many sessions were ended."""
    ours = UserSession.objects.filter(user=user)
    ended, _ = Session.objects.filter(session_key__in=ours.values("session_key")).delete()
    ours.delete()
    return ended
