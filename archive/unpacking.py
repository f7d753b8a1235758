"""A ZIP as it comes from outside: judged before anything of it is read, and never unpacked onto the disk."""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from archive.reading import Refused

GIGABYTE = 1024**3
MOST_FILES = 20_000
MOST_BYTES = 8 * GIGABYTE
# PDFs hardly shrink: what swells like this is made to fill a disk.
MOST_SWELLING, NEVER_TOO_MUCH = 50, 64 * 1024**2
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
UNSAFE = re.compile(r"[\x00-\x1f\\:]|\A/|(\A|/)\.\.?(/|\Z)|//")


@contextmanager
def opened(file: IO[bytes] | str) -> Iterator[zipfile.ZipFile]:
    """The ZIP, once what it says of itself is harmless. Raises Refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_what_harms(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as broken:
        raise Refused(f"Tệp không phải là ZIP còn nguyên vẹn ({broken}).") from None


def _refuse_what_harms(entries):
    if len(entries) > MOST_FILES:
        raise Refused(f"Tệp ZIP có {len(entries)} tệp, nhiều nhất là {MOST_FILES}; đây không phải hồ sơ của một năm.")
    for entry in entries:
        if UNSAFE.search(entry.orig_filename) or UNSAFE.search(entry.filename):
            raise Refused(f"Tệp ZIP có tên tệp không an toàn: {ascii(entry.orig_filename)[:120]}.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(f"Tệp ZIP có liên kết thay cho tệp: {entry.filename}.")
        if entry.flag_bits & ENCRYPTED:
            raise Refused("Tệp ZIP có mật khẩu. Anh/chị bỏ mật khẩu rồi làm lại.")
        if entry.compress_type not in METHODS:
            raise Refused("Tệp ZIP được nén bằng cách lạ. Anh/chị dùng đúng tệp đã tải về, không nén lại.")
    packed, whole = sum(entry.compress_size for entry in entries), sum(entry.file_size for entry in entries)
    if whole > MOST_BYTES or whole > max(NEVER_TOO_MUCH, MOST_SWELLING * packed):
        raise Refused("Tệp ZIP phình quá lớn khi giải nén nên không được đọc.")
