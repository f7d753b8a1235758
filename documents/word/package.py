"""Filling a Word file and closing it: its text, its margins, what it says of itself, its bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from docx.document import Document

from . import blank, styles
from .elements import Element, paragraph

LONGEST_PROPERTY = 255  # by Word
# The earliest a zip can say: when a file was made is nobody's business, and would differ each time.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(document: Document, elements: Iterable[Element]) -> None:
    last = document.element.body.sectPr
    for element in elements:
        last.addprevious(element)


def fill(part: Any, content: Sequence[Element]) -> None:
    """Head or foot of a section's pages."""
    part.is_linked_to_previous = False
    blank.replace(part._element, [deepcopy(each) for each in content or [paragraph(styles.FOOTER)]])


def describe(document: Document, day: date, *, author: str, **texts: str) -> None:
    properties = document.core_properties
    known = texts | {"author": author, "last_modified_by": author, "comments": "", "language": styles.LANGUAGE}
    for name, text in known.items():
        setattr(properties, name, text[:LONGEST_PROPERTY])
    properties.created = properties.modified = datetime.combine(day, datetime.min.time())


def packed(document: Document) -> bytes:
    """The package with its parts as they come, each without the hour it was written."""
    written, file = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as timeless:
        for name in parts.namelist():
            timeless.writestr(zipfile.ZipInfo(name, EPOCH), parts.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
