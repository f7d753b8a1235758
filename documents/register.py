"""The bloc's own series of numbers: what in it runs out of order."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import IssuedDocument


@dataclass(frozen=True)
class Entry:
    """A paper in the register. ``remark`` says what is odd about its number; "" when nothing is."""

    document: IssuedDocument
    remark: str = ""


def entries(documents: Iterable[IssuedDocument]) -> list[Entry]:
    """Numbered papers by number, each that is dated before a lower number marked; the unnumbered after them."""
    numbered = sorted((d for d in documents if d.number is not None), key=lambda d: d.number or 0)
    found, latest = [], None
    for document in numbered:
        found.append(Entry(document, _remark(document, latest)))
        if latest is None or document.dated > latest.dated:
            latest = document
    return found + [Entry(d) for d in documents if d.number is None]


def _remark(document, latest):
    if latest is None or document.dated >= latest.dated:
        return ""
    return f"Đề ngày trước số {latest.number:02d} (ngày {latest.dated:%d/%m/%Y}); kiểm tra lại số và ngày."
