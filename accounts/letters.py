"""Letters on their way: the queue's task posts them, tries again with growing pauses, and never repeats one.

A letter is marked as being sent before the mail server is asked, and only a letter that waits is taken: whatever
happens in between, it leaves at most once (docs/decisions/0011-letters-at-most-once.md).
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from accounts.models import Letter
from accounts.sealing import unsealed

log = logging.getLogger(__name__)

Status = Letter.Status
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
# The longest an attempt can last: each of its dozen exchanges with the server has EMAIL_TIMEOUT.
LONGEST_ATTEMPT = timedelta(minutes=15)
LEFT_ALONE = timedelta(hours=3)

IN_DOUBT = "Mất kết nối trong lúc gửi nên không rõ thư đã đến hay chưa."
NO_ADDRESS = "Người nhận không còn địa chỉ thư điện tử."
# Asked just before a letter leaves: each says why it must not any more, "" for what it has nothing against.
objections: list[Callable[[Letter], str]] = []


class InDoubt(Exception):
    """The server had begun to take the letter; nobody knows whether it will deliver it."""


def post(letter: Letter):
    """Put ``letter`` into the queue; with the transaction around it, or not at all."""
    deliver.enqueue(letter.pk)


@task
def deliver(letter_id: int) -> None:
    """Send the letter if it still waits. A second task for the same letter finds nothing to do."""
    waiting = Letter.objects.filter(pk=letter_id, status=Status.WAITING)
    if not waiting.update(status=Status.SENDING, attempts=F("attempts") + 1, try_at=timezone.now()):
        return
    letter = Letter.objects.select_related("user").get(pk=letter_id)
    if not (letter.user.email and letter.user.is_active):
        _give_up(letter, NO_ADDRESS)
        return
    if why_not := next(filter(None, (objection(letter) for objection in objections)), ""):
        _end(letter, status=Status.WITHDRAWN, failure=f"{Status.WITHDRAWN.label}. {why_not}")
        return
    try:
        _hand_over(letter)
    except InDoubt:
        _give_up(letter, IN_DOUBT)
    except (OSError, SMTPException, ValueError) as error:
        _failed(letter, error)
    else:
        _end(letter, status=Status.SENT, sent_at=timezone.now(), failure="")


def _hand_over(letter):
    """Raises InDoubt when the connection was lost after the server had answered."""
    with get_connection() as connection:
        try:
            _message(letter, connection).send()
        except (TimeoutError, ConnectionError, SMTPServerDisconnected) as lost:
            raise InDoubt from lost


def site_host() -> str:
    """The part of identities that says where they are from."""
    return urlsplit(settings.SITE_URL).hostname or ""


def _message(letter, connection):
    # The same Message-ID for the same letter: a server that gets it twice can tell.
    message = EmailMessage(
        letter.subject,
        unsealed(letter.text) if letter.is_secret else letter.text,
        to=[letter.user.email],
        headers={"Message-ID": f"<letter-{letter.pk}@{site_host()}>"},
        connection=connection,
    )
    if letter.calendar:
        message.attach("thoi-han.ics", letter.calendar, "text/calendar")
    return message


def _failed(letter, error):
    """Try again after a pause; give up at once what no pause mends."""
    # The address stays out of the log; the number finds the person.
    log.warning("Letter %s to user %s was not sent: %s", letter.pk, letter.user_id, type(error).__name__)
    if _is_final(error) or letter.attempts > len(PAUSES):
        _give_up(letter, reason(error))
        return
    again_at = timezone.now() + PAUSES[letter.attempts - 1]
    with transaction.atomic():
        _mark(letter, status=Status.WAITING, try_at=again_at, failure=reason(error))
        deliver.using(run_after=again_at).enqueue(letter.pk)


def _is_final(error):
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


def reason(error: Exception) -> str:
    """Why a letter could not be sent, in plain words."""
    match error:
        case SMTPRecipientsRefused():
            return "Máy chủ thư không nhận địa chỉ của người nhận."
        case SMTPAuthenticationError():
            return "Máy chủ thư không nhận tài khoản gửi của chương trình; báo quản trị hệ thống."
        case TimeoutError() | SMTPServerDisconnected():
            return "Máy chủ thư không trả lời."
        case SMTPException():
            return "Máy chủ thư từ chối thư."
        case OSError():
            return "Không kết nối được máy chủ thư."
    return "Địa chỉ hoặc tiêu đề thư không hợp lệ."


def _give_up(letter, why):
    _end(letter, status=Status.FAILED, failure=why)


def _end(letter, **facts):
    """Nothing more happens to the letter by itself; a text that opens an account is not kept."""
    if letter.is_secret:
        facts["text"] = ""
    _mark(letter, **facts)


def _mark(letter, **facts):
    Letter.objects.filter(pk=letter.pk, status=Status.SENDING).update(**facts)


@transaction.atomic
def send_again(letter: Letter) -> bool:
    """Post a letter that failed once more, because a person decided so; False when it has not failed."""
    failed = Letter.objects.filter(pk=letter.pk, status=Status.FAILED, is_secret=False)
    if not failed.update(status=Status.WAITING, attempts=0, try_at=timezone.now(), failure=""):
        return False
    post(letter)
    return True


@transaction.atomic
def look_after() -> None:
    """Put right what a worker that was killed left behind: once an hour is enough.

    A letter it was sending may have gone: a person decides. One that waits without a task gets a new one.
    """
    now = timezone.now()
    for letter in Letter.objects.filter(status=Status.SENDING, try_at__lt=now - LONGEST_ATTEMPT):
        _give_up(letter, IN_DOUBT)
    forgotten = Letter.objects.filter(status=Status.WAITING, try_at__lt=now - LEFT_ALONE)
    for letter in forgotten.select_for_update():
        post(letter)
    forgotten.update(try_at=now)
