"""All that an installation keeps, in one ZIP and back: database, kept files, secret key, trusted certificates.

The database's own tool copies it while the server runs. The kept files are read after it: a file is written before its
row (docs/decisions/0001-file-storage.md), so every row of the copy finds its file.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from archive.reading import Refused

DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}  # by ``connection.vendor``


def back_up(target: Path) -> int:
    """Write ``target``, readable by its owner only; the number of kept files in it. Raises Refused."""
    if target.exists():
        raise Refused(f"“{target}” đã có; chọn tên tệp khác.")
    try:
        scratch = tempfile.mkdtemp(prefix=".copy.", dir=target.parent)
    except OSError as failed:
        raise Refused(f"Không ghi được vào thư mục “{target.parent}”: {failed.strerror}.") from None
    try:
        database, whole = Path(scratch, DATABASE[connection.vendor]), Path(scratch, "whole")
        _dump(database)
        with zipfile.ZipFile(whole, "w") as copy:
            copy.write(database, database.name, zipfile.ZIP_DEFLATED)
            kept = [file for file in sorted(settings.MEDIA_ROOT.rglob("*")) if file.is_file()]
            for file in kept:
                copy.write(file, Path("files", file.relative_to(settings.MEDIA_ROOT)))
            for file in _beside_the_files():
                copy.write(file, file.relative_to(settings.DATA_DIR))
        whole.chmod(0o600)
        whole.rename(target)
    finally:
        shutil.rmtree(scratch)
    return len(kept)


def restore(source: Path) -> int:
    """Put everything back into an empty ``DATA_DIR`` and database; the number of kept files. Raises Refused."""
    _refuse_unless_empty()
    with tempfile.TemporaryDirectory(prefix=".restore.", dir=settings.DATA_DIR) as scratch:
        folder = Path(scratch)
        _unpack(source, folder)
        database = folder / DATABASE[connection.vendor]
        if not database.exists():
            raise Refused(f"Bản sao không chứa cơ sở dữ liệu loại {connection.vendor}; xem lại DATABASE_URL.")
        kept = [file for file in (folder / "files").rglob("*") if file.is_file()]
        if changed := [file.name for file in kept if not _is_whole(file)]:
            raise Refused(f"Tệp {changed[0]} trong bản sao đã bị thay đổi; dùng bản sao khác.")
        try:
            _put_files(folder)
            _load(database)
        except (OSError, Refused):
            shutil.rmtree(settings.MEDIA_ROOT)  # it was empty
            raise
    return len(kept)


def _beside_the_files():
    """The key that sealed what the database holds, and whose signatures are believed; not what lies outside."""
    kept = [settings.DATA_DIR / "secret-key", *sorted((settings.DATA_DIR / "trust").rglob("*"))]
    return [file for file in kept if file.is_file()]


def _refuse_unless_empty():
    if connection.introspection.table_names():
        raise Refused("Cơ sở dữ liệu đã có dữ liệu; khôi phục vào một cơ sở dữ liệu trống (DATABASE_URL, DATA_DIR).")
    if settings.MEDIA_ROOT.exists() and any(file.is_file() for file in settings.MEDIA_ROOT.rglob("*")):
        raise Refused(f"Thư mục “{settings.MEDIA_ROOT}” đã có tệp; khôi phục vào một DATA_DIR trống.")


def _unpack(source, folder):
    try:
        with zipfile.ZipFile(source) as copy:
            copy.extractall(folder)  # as an archive of ours has it; each member's checksum is compared
    except FileNotFoundError:
        raise Refused(f"Không có tệp “{source}”.") from None
    except (zipfile.BadZipFile, EOFError, OSError) as failed:
        raise Refused(f"“{source}” không phải là bản sao còn nguyên vẹn ({failed}).") from None


def _is_whole(file):
    """Whether the bytes are still those of its name; a name may have a tail of the storage's."""
    return file.name.startswith(hashlib.sha256(file.read_bytes()).hexdigest())


def _put_files(folder):
    for name, place in {"files": settings.MEDIA_ROOT, "trust": settings.DATA_DIR / "trust"}.items():
        if (folder / name).exists():
            shutil.copytree(folder / name, place, dirs_exist_ok=True)
    if (folder / "secret-key").exists():
        (folder / "secret-key").chmod(0o600)
        (folder / "secret-key").replace(settings.DATA_DIR / "secret-key")


def _dump(target):
    if connection.vendor == "sqlite":
        _copy_sqlite(settings.DATABASES["default"]["NAME"], target)
    else:
        _postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load(source):
    if connection.vendor == "sqlite":
        connection.close()
        _copy_sqlite(source, settings.DATABASES["default"]["NAME"])
    else:
        _postgresql("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname=", str(source))


def _copy_sqlite(source, target):
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _postgresql(tool, *arguments):
    """Run ``tool`` on the program's database; its parameters go by the environment, so no password shows in a list."""
    params = connection.get_connection_params()
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
    known = {names[name]: str(value) for name, value in params.items() if name in names}
    try:
        subprocess.run([tool, *arguments], env=os.environ | known, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Refused(f"Thiếu {tool}; cài đặt: apt-get install postgresql-client") from None
    except subprocess.CalledProcessError as failed:
        raise Refused(f"{tool}: {failed.stderr.strip()}") from None
