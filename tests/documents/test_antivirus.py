"""What clamd says of a file, over its own protocol; what becomes of a file that it cannot decide on."""

import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from blocs.workflow import Conflict
from documents import antivirus
from documents.antivirus import CLEAN, UNDECIDED, Verdict
from documents.downloads import kept_response
from documents.models import StoredFile
from documents.uploads import judged_pdf, received
from tests.documents.clamd import EICAR, clamd
from tests.documents.hostile_scans import pdf

INFECTED = Verdict(threat="Eicar-Test-Signature")


@pytest.fixture
def daemon(settings):
    with tempfile.TemporaryDirectory() as folder:  # a short path: the address of a socket has 108 bytes at most
        settings.CLAMD = f"{folder}/clamd.sock"
        with clamd(Path(settings.CLAMD)) as server:
            yield server


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(antivirus, "SECONDS", 0.2)


def upload(content):
    return SimpleUploadedFile("ban-ky.pdf", content, "application/pdf")


def test_nobody_is_asked_without_the_setting(settings):
    settings.CLAMD = ""
    assert antivirus.verdict(EICAR) == CLEAN


@pytest.mark.parametrize("content", [b"", b"noi dung", bytes(range(256)) * 4000])
def test_a_clean_file_is_sent_whole(daemon, content):
    assert antivirus.verdict(content) == CLEAN
    assert daemon.heard == [content]


def test_an_infected_file_is_named(daemon):
    assert antivirus.verdict(b"x" * 300_000 + EICAR) == INFECTED


@pytest.mark.parametrize("mood", ["silent", "small"])
def test_no_verdict_is_none(daemon, hurried, mood):
    daemon.mood = mood
    assert antivirus.verdict(b"x" * 2_000_000) == UNDECIDED


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "tcp://127.0.0.1:1", "tcp://127.0.0.1:x"])
def test_a_daemon_that_is_not_there_decides_nothing(settings, address):
    settings.CLAMD = address
    assert antivirus.verdict(b"x") == UNDECIDED


@pytest.mark.parametrize("judge", [received, judged_pdf])
def test_an_infected_upload_is_refused(daemon, judge):
    with pytest.raises(ValidationError, match=r"Tệp có vi-rút \(Eicar-Test-Signature\) nên không được nhận"):
        judge(upload(pdf() + EICAR))


def test_what_is_only_read_is_refused_while_nobody_decides(daemon, hurried):
    daemon.mood = "silent"
    with pytest.raises(ValidationError, match="Anh/chị thử lại sau ít phút"):
        received(upload(pdf()))


@pytest.fixture
def held(db, daemon, hurried):
    """A scan that nobody could decide on; the daemon is well again."""
    daemon.mood = "silent"
    stored = judged_pdf(upload(pdf())).keep()
    daemon.mood = "well"
    return stored


def test_what_is_kept_waits_and_is_not_served(held, settings):
    settings.HELP_CONTACT = "Phòng Công nghệ, 024 1234"
    with pytest.raises(Conflict) as refused:
        kept_response(held, "ban-ky.pdf")
    assert refused.value.reason == "Tệp đang chờ kiểm tra vi-rút nên chưa tải về được."
    assert refused.value.hint == "Cần gấp, Anh/chị hỏi Phòng Công nghệ, 024 1234."


def test_the_command_releases_what_is_clean(held, capsys):
    call_command("scan_quarantine")

    held.refresh_from_db()
    assert held.held_since is None
    assert kept_response(held, "ban-ky.pdf").content == pdf()
    assert capsys.readouterr().out == f"{held}: clean\n"
    call_command("scan_quarantine")
    assert capsys.readouterr().out == ""


def test_the_command_takes_the_bytes_of_what_is_infected(held, daemon, django_capture_on_commit_callbacks):
    path = Path(held.file.path)
    path.write_bytes(EICAR)
    StoredFile.objects.update(sha256=sha256(EICAR).hexdigest())

    with django_capture_on_commit_callbacks(execute=True):
        call_command("scan_quarantine")

    held.refresh_from_db()
    assert (held.threat, held.file.name) == ("Eicar-Test-Signature", "")
    assert held.held_since is not None
    assert not path.exists()
    with pytest.raises(Conflict, match=r"Tệp có vi-rút \(Eicar-Test-Signature\) nên đã bị xóa."):
        kept_response(held, "ban-ky.pdf")


def test_the_command_says_how_many_still_wait(held, daemon):
    daemon.mood = "silent"
    with pytest.raises(CommandError, match=r"1 file\(s\) still wait"):
        call_command("scan_quarantine")
    held.refresh_from_db()
    assert held.held_since is not None


def test_the_command_needs_somebody_to_ask(db, settings):
    settings.CLAMD = ""
    with pytest.raises(CommandError, match="CLAMD is not set"):
        call_command("scan_quarantine")


def test_sending_it_again_once_the_daemon_is_well_releases_it(held):
    again = judged_pdf(upload(pdf())).keep()
    assert again == held
    assert again.held_since is None


def test_what_was_checked_once_is_not_held_for_a_second_copy(db, daemon, hurried):
    first = judged_pdf(upload(pdf())).keep()
    daemon.mood = "silent"
    assert judged_pdf(upload(pdf())).keep() == first
    first.refresh_from_db()
    assert first.held_since is None
