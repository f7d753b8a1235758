"""A ZIP whose bytes depend on nothing but its content: fixed dates, sorted names, nothing compressed."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from typing import IO

from archive.kiem_tra import MANIFEST

EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Package:
    """Files go in one after the other, in pieces; at the end the manifest says what each is."""

    def __init__(self, file: IO[bytes]):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.listed: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes], size: int) -> str:
        """The SHA-256 of what went in under ``name``."""
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.create_system, entry.external_attr = 3, 0o644 << 16  # whatever machine packs
        entry.file_size = size
        state = hashlib.sha256()
        with self.zip.open(entry, "w") as target:
            for piece in pieces:
                state.update(piece)
                target.write(piece)
        self.listed[name] = state.hexdigest()
        return self.listed[name]

    def close(self) -> str:
        """Write the manifest; its own SHA-256."""
        lines = [f"{digest}  {name}\n" for name, digest in sorted(self.listed.items())]
        content = "".join(lines).encode()
        digest = self.add(MANIFEST, [content], len(content))
        self.zip.close()
        return digest


def steady(workbook: bytes) -> bytes:
    """The same workbook without the moment in which it was written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            steadied = zipfile.ZipInfo(entry.filename, EPOCH)
            steadied.create_system = 3
            copy.writestr(steadied, content)
    return target.getvalue()
