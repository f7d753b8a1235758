"""Notices on the screen and letters by mail, both only if what they tell of was really stored."""

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from accounts.models import NOTICE_LENGTH, Notice, User

log = logging.getLogger(__name__)


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


def mail(user: User, subject: str, text: str) -> None:
    """Send one letter after the transaction, to whoever has an address. Failures are logged, never raised."""
    if user.email and user.is_active and mail_configured():
        subject = " ".join(subject.split())
        transaction.on_commit(partial(_send, EmailMessage(subject, text, to=[user.email]), user.pk))


def _send(letter, user_id):
    try:
        letter.send()
    except (OSError, SMTPException, ValueError):
        # The address stays out of the log; the number finds the person.
        log.exception("Mail to user %s was not sent: %s", user_id, letter.subject)
