"""A paper as a page shows it: an issued one from its snapshot, whatever was corrected since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from . import tables, wording
from .description import Cell, Column, Paper, Table
from .issuing import snapshot
from .models import IssuedDocument

_DECIMAL = re.compile(r"-?\d+\.\d\d")  # as the database keeps it, and so the snapshot; people write a comma


def as_read(document: IssuedDocument | None, draft: Callable[[], Paper]) -> dict:
    """What ``document`` says, or while there is none the ``draft``; of a decision the text it puts into force."""
    kept = (document.snapshot if document else None) or snapshot(draft())
    attached = kept.get("attached")
    body = attached or kept
    return {
        "kind": body["kind"],
        "subject": body["subject"],
        "place": kept["place"],
        "dated": date.fromisoformat(kept["dated"]) if kept["dated"] else None,
        "bases": wording.enumerated(kept["bases"]),
        "opening": kept["opening"],
        "parts": list(_parts(body["blocks"])),
        "closing": kept["closing"],
        "annexes": [(annex, list(_parts(annex["blocks"]))) for annex in kept["annexes"]],
        "is_attached": bool(attached),
    }


def _parts(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, object]]:
    """Each block of a snapshot with the name of what the template makes of it; see ``layout.described``."""
    for block in blocks:
        match block:
            case {"columns": _}:
                yield "table", tables.shown(_table(block))
            case {"lead": _}:
                yield "paragraph", block
            case {"level": level, "label": label}:
                yield "heading" if level == 0 and label else "item", block
            case _:
                yield "chapter", block


def _table(block: Mapping[str, Any]) -> Table:
    columns = tuple(Column(**column) for column in block["columns"])
    rows, total = tuple(map(_row, block["rows"])), block["total"]
    return Table(columns, rows, total=_row(total) if total else None, caption=block["caption"], empty=block["empty"])


def _row(cells: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(Decimal(cell) if isinstance(cell, str) and _DECIMAL.fullmatch(cell) else cell for cell in cells)
