"""``backup`` and ``restore``: what one installation keeps comes up in an empty place byte for byte, or not at all."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from archive.copies import back_up, restore
from archive.reading import Refused

ROOT = Path(__file__).resolve().parents[2]
MAKE, TELL = (f"from tests.scripts.signed_year import {step}; {step}()" for step in ("make", "tell"))


def manage(environment, *arguments, fails=False):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
    )
    assert (done.returncode != 0) == fails, done.stderr
    return done.stderr if fails else done.stdout


def changed(copy, target):
    """``copy`` with a space after each kept file: whole as a ZIP."""
    with zipfile.ZipFile(copy) as whole, zipfile.ZipFile(target, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name) + (b" " if name.startswith("files/") else b""))
    return target


@pytest.mark.usefixtures("lent_database")
def test_a_copy_comes_back_whole_or_not_at_all(environment, another_database, tmp_path):
    here, there = tmp_path / "data", tmp_path / "there"
    for data in (here, there):
        data.mkdir()
    (here / "secret-key").write_text("khoa-bi-mat-cua-noi-cu-" + "k" * 40)
    elsewhere = environment | another_database | {"DATA_DIR": str(there)}
    manage(environment, "migrate", "--verbosity", "0")
    told = manage(environment, "shell", "--verbosity", "0", "-c", MAKE)
    assert "valid" in told  # the signature, as it was judged when it came

    copy = tmp_path / "copy.zip"
    assert manage(environment, "backup", str(copy)).startswith("Đã sao lưu cơ sở dữ liệu và ")
    assert f"“{copy}” đã có" in manage(environment, "backup", str(copy), fails=True)
    assert "Cơ sở dữ liệu đã có dữ liệu" in manage(environment, "restore", str(copy), fails=True)

    cut = tmp_path / "cut.zip"
    cut.write_bytes(copy.read_bytes()[:-2000])
    assert "còn nguyên vẹn" in manage(elsewhere, "restore", str(cut), fails=True)
    assert "đã bị thay đổi" in manage(elsewhere, "restore", str(changed(copy, tmp_path / "changed.zip")), fails=True)
    assert "Không có tệp" in manage(elsewhere, "restore", str(tmp_path / "none.zip"), fails=True)

    assert manage(elsewhere, "restore", str(copy)).startswith("Đã khôi phục cơ sở dữ liệu và ")
    assert manage(elsewhere, "shell", "--verbosity", "0", "-c", TELL) == told
    assert manage(environment, "shell", "--verbosity", "0", "-c", TELL) == told
    assert (there / "secret-key").read_bytes() == (here / "secret-key").read_bytes()
    assert {file.stat().st_mode & 0o777 for file in (there / "secret-key", copy)} == {0o600}
    assert sorted(file.name for file in (there / "trust").iterdir()) == sorted(os.listdir(here / "trust"))


def test_a_place_that_cannot_hold_the_copy_is_named(tmp_path):
    with pytest.raises(Refused, match="Không ghi được vào thư mục"):
        back_up(tmp_path / "none" / "copy.zip")


@pytest.mark.django_db
def test_kept_files_alone_stop_a_restore_too(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "files" / "kept").mkdir(parents=True)
    (tmp_path / "files" / "kept" / "a").write_bytes(b"a")
    monkeypatch.setattr(connection.introspection, "table_names", list)  # as in a database without tables

    with pytest.raises(Refused, match="đã có tệp"):
        restore(tmp_path / "copy.zip")

    assert (tmp_path / "files" / "kept" / "a").read_bytes() == b"a"
