"""Letters leave through the queue: against a mail server that takes them, refuses, is away, hangs or loses the line."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import letters
from accounts.letters import IN_DOUBT, NO_ADDRESS, deliver
from accounts.models import Letter, User
from accounts.notifications import mail, mail_secret
from tests.accounts import smtp
from tests.plumbing import work


def state(letter):
    letter.refresh_from_db()
    return letter.status, letter.attempts, letter.failure


@pytest.fixture
def server(settings):
    with smtp.serving(settings) as running:
        yield running


def test_a_letter_is_posted_by_the_worker_not_by_the_page(person, server):
    letter = mail(person, "Nhắc đăng ký", "Kính gửi Anh/chị,\nhạn là 28/02/2027.")

    assert (state(letter), server.connections) == (("waiting", 0, ""), 0)
    work()

    assert state(letter) == ("sent", 1, "")
    assert letter.sent_at == timezone.now()
    [taken] = server.letters
    assert (taken["To"], taken["Subject"]) == ("an@haiduong.gov.vn", "Nhắc đăng ký")
    assert taken.get_content() == "Kính gửi Anh/chị,\nhạn là 28/02/2027.\n"
    assert taken["Message-ID"] == f"<letter-{letter.pk}@127.0.0.1>"


def test_the_calendar_is_attached(person, server):
    mail(person, "Thời hạn", "Hạn.", calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    work()

    [attached] = server.letters[0].iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("thoi-han.ics", "text/calendar")
    assert "BEGIN:VCALENDAR" in attached.get_content()


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (smtp.HANGS, "Máy chủ thư không trả lời."),
        (smtp.REFUSES, "Máy chủ thư từ chối thư."),
        (smtp.BUSY, "Máy chủ thư từ chối thư."),
    ],
)
def test_tried_again_after_a_pause(person, server, the_day, behaviour, why):
    server.behaviour = behaviour
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    work()
    assert state(letter) == ("waiting", 1, why)
    assert letter.try_at == timezone.now() + timedelta(minutes=1)

    server.behaviour = ""
    work()
    assert state(letter) == ("waiting", 1, why)  # the minute is not over
    the_day.shift(60)
    work()

    assert state(letter) == ("sent", 2, "")
    assert len(server.letters) == 1


def test_given_up_after_five_attempts_with_growing_pauses(person, settings, the_day):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    pauses = []
    work()
    while state(letter)[0] == "waiting":
        pauses.append((letter.try_at - timezone.now()).total_seconds() / 60)
        the_day.move_to(letter.try_at)
        work()

    assert pauses == [1, 5, 30, 120]
    assert state(letter) == ("failed", 5, "Không kết nối được máy chủ thư.")


def test_an_address_that_does_not_exist_is_not_tried_again(person, server):
    server.behaviour = smtp.UNKNOWN_RECIPIENT
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    work()

    assert state(letter) == ("failed", 1, "Máy chủ thư không nhận địa chỉ của người nhận.")


def test_a_letter_that_may_have_gone_is_not_repeated_by_itself(person, server, the_day):
    server.behaviour = smtp.DROPS
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    work()
    server.behaviour = ""
    the_day.shift(86400)
    letters.look_after()
    work()

    assert state(letter) == ("failed", 1, IN_DOUBT)
    assert server.letters == []

    assert letters.send_again(letter) is True
    work()
    assert state(letter) == ("sent", 1, "")
    assert letters.send_again(letter) is False


def test_the_task_run_twice_sends_once(person, server):
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    deliver.enqueue(letter.pk)
    work()
    deliver.call(letter.pk)

    assert len(server.letters) == 1


def test_the_same_thing_is_written_once(person, server):
    first = mail(person, "Nhắc đăng ký", "Hạn.", key="nhac-1")
    again = mail(person, "Nhắc đăng ký, lần nữa", "Hạn khác.", key="nhac-1")
    work()

    assert first == again
    assert [letter["Subject"] for letter in server.letters] == ["Nhắc đăng ký"]


def test_killed_while_sending(person, server, the_day):
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    Letter.objects.update(status="sending", attempts=1)
    DBTaskResult.objects.update(status="RUNNING")
    letters.look_after()
    assert state(letter) == ("sending", 1, "")  # it may still be at it

    the_day.shift(16 * 60)
    letters.look_after()
    work()

    assert state(letter) == ("failed", 1, IN_DOUBT)
    assert server.letters == []


def test_killed_before_sending(person, server, the_day):
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    DBTaskResult.objects.update(status="RUNNING")
    the_day.shift(4 * 3600)
    letters.look_after()
    work()

    assert state(letter) == ("sent", 1, "")


def test_whoever_left_or_has_no_address_any_more_gets_nothing(person, server):
    letter = mail(person, "Nhắc đăng ký", "Hạn.")
    User.objects.update(email="")
    work()

    assert state(letter) == ("failed", 1, NO_ADDRESS)
    assert (mail(User.objects.get(pk=person.pk), "Nhắc", "Hạn."), server.connections) == (None, 0)


def test_a_text_that_opens_an_account_is_kept_unreadable_and_not_for_long(person, server):
    letter = mail_secret(person, "Đặt mật khẩu", "https://thidua.example.vn/moi/abcde")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM accounts_letter")
        assert "abcde" not in cursor.fetchone()[0]
    work()

    assert server.letters[0].get_content() == "https://thidua.example.vn/moi/abcde\n"
    letter.refresh_from_db()
    assert letter.text == ""


def test_a_lost_key_is_said(person, server, settings):
    letter = mail_secret(person, "Đặt mật khẩu", "https://thidua.example.vn/moi/abcde")
    settings.SECRET_KEY = "khác"
    work()

    assert state(letter) == ("failed", 1, "Địa chỉ hoặc tiêu đề thư không hợp lệ.")


def test_an_address_in_the_log_is_nobodys(person, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    letter = mail(person, "Nhắc", "Hạn.")
    work()

    assert f"Letter {letter.pk} to user {person.pk} was not sent: ConnectionRefusedError" in caplog.text
    assert "an@haiduong.gov.vn" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_when_the_work_is_undone(person):
    with transaction.atomic():
        mail(person, "Nhắc", "Hạn.")
        transaction.set_rollback(True)

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_command_empties_the_queue_and_forgets_old_tasks(person, the_day):
    mail(person, "Nhắc", "Hạn.")
    call_command("work", once=True)
    assert [letter.subject for letter in outbox.outbox] == ["Nhắc"]
    assert [task.status for task in DBTaskResult.objects.all()] == ["SUCCESSFUL"]

    the_day.shift(15 * 86400)
    call_command("work", once=True)
    assert DBTaskResult.objects.count() == 0


def test_the_worker_stops_with_the_server_beside_it(db):
    call_command("work", beside=2**22 + 1)  # no such process
