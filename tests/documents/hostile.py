"""Workbooks that nobody should send, made here: each is a good one with one thing wrong."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

TYPES, RELATIONS, SHEET = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"
EXTERNAL = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


def good() -> bytes:
    book = Workbook()
    book.active["A1"] = "Nội dung"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(content=None):
    with zipfile.ZipFile(io.BytesIO(content or good())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_parts(**changed) -> bytes:
    return packed(parts_of() | changed)


def replaced(name, old, new) -> bytes:
    """A good workbook in whose part ``name`` stands ``new`` for ``old``."""
    parts = parts_of()
    assert old.encode() in parts[name]
    return packed(parts | {name: parts[name].replace(old.encode(), new.encode())})


def linked(kind, target) -> bytes:
    return replaced(RELATIONS, "</Relationships>", EXTERNAL.format(kind=kind, target=target))


def uploaded(content, name="bieu-mau.xlsx"):
    return SimpleUploadedFile(name, content)
