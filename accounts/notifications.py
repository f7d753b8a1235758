"""Notices on the screen and letters by mail, both only if what they tell of was really stored."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from accounts.letters import post
from accounts.models import NOTICE_LENGTH, Letter, Notice, User
from accounts.sealing import sealed


def mail_configured() -> bool:
    """False where letters would only be printed on the server's console."""
    return not settings.EMAIL_BACKEND.startswith(
        ("django.core.mail.backends.console", "django.core.mail.backends.dummy")
    )


def notify(users: Iterable[User], text: str, url: str, *, mail_subject: str = "", mail_text: str = "") -> None:
    """Give each of ``users`` a notice, and a letter too if there is a ``mail_subject``.

    text  longer than 500 characters is cut
    url   path inside the site; the letter gets it as a full address below ``mail_text``
    """
    people = [user for user in dict.fromkeys(users) if user.is_active]
    short = text if len(text) <= NOTICE_LENGTH else f"{text[: NOTICE_LENGTH - 1]}…"
    Notice.objects.bulk_create(Notice(user=user, text=short, url=url) for user in people)
    if mail_subject:
        body = f"{mail_text or text}\n\n{settings.SITE_URL}{url}\n"
        for user in people:
            mail(user, mail_subject, body)


def mail(user: User, subject: str, text: str, *, key: str = "", calendar: str = "") -> Letter | None:
    """Put one letter into the queue, for whoever has an address; None for others. No mail server is asked here.

    key       what the letter tells: a second one with the same key is not written, the first is given back
    calendar  an iCalendar text, attached as .ics
    """
    return _written(user, subject, text=text, key=key or uuid.uuid4().hex, calendar=calendar)


def mail_secret(user: User, subject: str, text: str) -> Letter | None:
    """The same for a text that opens an account: encrypted while it waits, gone with the letter."""
    return _written(user, subject, text=sealed(text), is_secret=True, key=uuid.uuid4().hex)


@transaction.atomic
def _written(user, subject, *, key, **facts):
    if not (user.email and user.is_active and mail_configured()):
        return None
    facts |= {"user": user, "subject": " ".join(subject.split())[:300]}
    letter, is_new = Letter.objects.get_or_create(key=key, defaults=facts)
    if is_new:
        post(letter)
    return letter
