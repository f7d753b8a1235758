#!/usr/bin/env python3
"""Kiểm tra hồ sơ lưu trữ của một năm thi đua: có tệp nào bị sửa, bị thiếu hay được thêm vào không.

Cách dùng (Python 3.8 trở lên, không cần cài thêm gì):

    python kiem-tra.py                  kiểm tra thư mục chứa chính tệp này, sau khi giải nén
    python kiem-tra.py HO-SO.zip        kiểm tra tệp ZIP, không cần giải nén
    python kiem-tra.py THU-MUC          kiểm tra thư mục khác

Kết thúc với mã 0 khi không có gì thay đổi, 1 khi có thay đổi, 2 khi không kiểm tra được.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
import zipfile
import zlib

MANIFEST = "MANIFEST.sha256"
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
CHUNK = 1024 * 1024
# What the desktops of Windows and macOS lay into every folder that is opened.
NOT_OURS = {"Thumbs.db", "desktop.ini", ".DS_Store"}


class Unreadable(Exception):
    """Không kiểm tra được; câu báo lỗi nói vì sao."""


class Findings:
    """Kết quả: tên các tệp bị sửa, thiếu, thừa; mã SHA-256 của chính MANIFEST.sha256."""

    def __init__(self, listed, manifest_sha256):
        self.count = len(listed)
        self.manifest_sha256 = manifest_sha256
        self.changed = []
        self.missing = []
        self.extra = []

    @property
    def is_unchanged(self):
        return not (self.changed or self.missing or self.extra)


def check(names, opened):
    """Compare the files ``names``, each read through ``opened(name)``, with the manifest among them."""
    if MANIFEST not in names:
        raise Unreadable(f"Không có tệp {MANIFEST} nên không kiểm tra được.")
    with opened(MANIFEST) as file:
        content = file.read(16 * CHUNK)
    listed = read_manifest(content)
    findings = Findings(listed, hashlib.sha256(content).hexdigest())
    found = {}
    for name in names:
        key = unicodedata.normalize("NFC", name)
        if key in found or (key not in listed and key != MANIFEST):
            findings.extra.append(name)
        found[key] = name
    for name in sorted(listed):
        if name not in found:
            findings.missing.append(name)
        elif digest(opened, found[name]) != listed[name]:
            findings.changed.append(name)
    return findings


def read_manifest(content):
    """Name → SHA-256, from lines as ``sha256sum`` writes them."""
    listed = {}
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Unreadable(f"Tệp {MANIFEST} không phải là chữ UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        parts = LINE.fullmatch(line)
        if not parts or parts.group(2) in listed:
            raise Unreadable(f"Dòng {number} của {MANIFEST} không đúng dạng.")
        listed[unicodedata.normalize("NFC", parts.group(2))] = parts.group(1)
    if not listed:
        raise Unreadable(f"Tệp {MANIFEST} không ghi tệp nào.")
    return listed


def digest(opened, name):
    """SHA-256 of one file, read in pieces; "" where it cannot be read to its end."""
    state = hashlib.sha256()
    try:
        with opened(name) as file:
            for piece in iter(lambda: file.read(CHUNK), b""):
                state.update(piece)
    except (OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return ""
    return state.hexdigest()


def check_zip(archive):
    """The same of an opened ``zipfile.ZipFile``."""
    return check([entry.filename for entry in archive.infolist() if not entry.is_dir()], archive.open)


def check_folder(folder):
    names = []
    for place, _, files in os.walk(folder):
        for name in files:
            if name not in NOT_OURS:
                names.append(os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/"))
    return check(sorted(names), lambda name: open(os.path.join(folder, *name.split("/")), "rb"))


def check_path(path):
    if os.path.isdir(path):
        return check_folder(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return check_zip(archive)
    except FileNotFoundError:
        raise Unreadable(f"Không có tệp hay thư mục {path}") from None
    except (OSError, zipfile.BadZipFile):
        raise Unreadable(f"{path} không phải là tệp ZIP còn đọc được.") from None


def report(findings):
    """Lines to show."""
    for words, names in (
        ("ĐÃ BỊ SỬA", findings.changed),
        ("BỊ THIẾU", findings.missing),
        ("THỪA, không có trong danh mục", findings.extra),
    ):
        for name in names:
            yield f"{words}: {name}"
    if findings.is_unchanged:
        yield f"KẾT QUẢ: không có gì thay đổi; {findings.count} tệp đúng như {MANIFEST}."
    else:
        changed, missing, extra = len(findings.changed), len(findings.missing), len(findings.extra)
        yield f"KẾT QUẢ: HỒ SƠ ĐÃ THAY ĐỔI: {changed} tệp bị sửa, {missing} tệp thiếu, {extra} tệp thừa."
    yield f"Mã SHA-256 của {MANIFEST}: {findings.manifest_sha256}"
    yield "Anh/chị so mã này với mã trên bản in của mục lục hồ sơ, hoặc trên trang Lưu trữ hồ sơ của chương trình."


def main(arguments):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if len(arguments) > 1 or "-h" in arguments or "--help" in arguments:
        sys.stdout.write((__doc__ or "") + "\n")
        return 2
    try:
        path = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
        findings = check_path(path)
    except Unreadable as failed:
        sys.stdout.write(f"KHÔNG KIỂM TRA ĐƯỢC: {failed}\n")
        return 2
    for line in report(findings):
        sys.stdout.write(line + "\n")
    return 0 if findings.is_unchanged else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
