"""A dossier's ZIP back into the system: checked whole, then its records, then its files; all of it or nothing."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZipFile

import pikepdf
from django.db import transaction

from archive import kiem_tra, unpacking
from archive.dossier import RECORDS_FILE
from archive.holdings import ENDINGS
from archive.reading import Refused
from archive.returning import enter
from blocs.models import BlocYear
from documents import active_content, antivirus
from documents.downloads import PDF
from documents.models import StoredFile

LARGEST_RECORDS = 256 * 1024**2
LARGEST_FILE = 512 * 1024**2
NOT_OURS = "Tệp không phải là hồ sơ lưu trữ do chương trình này lập"


def findings_of(file: IO[bytes] | str) -> kiem_tra.Findings:
    """What differs from the manifest inside. Raises Refused."""
    with unpacking.opened(file) as archive:
        return _findings(archive)


def _findings(archive):
    try:
        return kiem_tra.check_zip(archive)
    except kiem_tra.Unreadable as failed:
        raise Refused(f"{NOT_OURS}: {failed}") from None


def load_dossier(file: IO[bytes] | str) -> BlocYear:
    """The year that is in it. Raises Refused, nothing stored."""
    with unpacking.opened(file) as archive:
        findings = _findings(archive)
        if not findings.is_unchanged:
            raise Refused(*list(kiem_tra.report(findings))[:-2])
        data = _records(archive)
        with _nothing_left_over() as made, transaction.atomic():
            return enter(data, {sha256: _kept(archive, sha256, data, made) for sha256 in sorted(data["files"])})


def _records(archive: ZipFile) -> dict:
    if RECORDS_FILE not in archive.namelist():
        raise Refused(f"{NOT_OURS}: không có “{RECORDS_FILE}”.")
    try:
        data = json.loads(_content(archive, RECORDS_FILE, LARGEST_RECORDS))
        paths = [told["path"] for told in data["files"].values()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(f"“{RECORDS_FILE}” không đúng dạng.") from None
    if missing := [path for path in paths if path not in archive.namelist()]:
        raise Refused(f"“{RECORDS_FILE}” nói đến tệp không có trong hồ sơ: {missing[0]}.")
    return data


def _content(archive, path, largest):
    if archive.getinfo(path).file_size > largest:
        raise Refused(f"Tệp “{path}” lớn quá mức của một hồ sơ.")
    return archive.read(path)


def _kept(archive, sha256, data, made) -> StoredFile:
    """One file, judged as any that comes from outside."""
    told = data["files"][sha256]
    content = _content(archive, told["path"], LARGEST_FILE)
    if hashlib.sha256(content).hexdigest() != sha256 or told.get("type") not in ENDINGS:
        raise Refused(f"Tệp “{told['path']}” không phải là tệp mà dữ liệu của hồ sơ nói đến.")
    if told["type"] == PDF and (danger := _danger(content)):
        raise Refused(f"Tệp “{told['path']}” chứa {danger} nên không được nhận.")
    verdict = antivirus.verdict(content)
    if verdict.threat:
        raise Refused(f"Tệp “{told['path']}” có vi-rút ({verdict.threat}) nên không được nhận.")
    is_new = not StoredFile.objects.filter(sha256=sha256).exists()
    stored = StoredFile.keep(content, told["type"], is_checked=verdict.is_decided)
    made += [stored] if is_new else []
    return stored


def _danger(content):
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            return active_content.found_in(opened)
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return "nội dung không đọc được"


@contextmanager
def _nothing_left_over() -> Iterator[list[StoredFile]]:
    """Bytes of files whose rows went back go too."""
    made: list[StoredFile] = []
    try:
        yield made
    except BaseException:
        for stored in made:
            stored.file.storage.delete(str(stored.file))
        raise
