"""What has changed in the registrations since the consolidated report was adopted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pledges.comparison import changes
from pledges.consolidation import Consolidation
from pledges.models.registration import BLANK

NOT_A_MEMBER = "Không còn là thành viên"
REGISTRATION, RECEIVED = "Bản đăng ký", "Đã tiếp nhận"


@dataclass(frozen=True)
class Difference:
    """One line of one unit: ``old`` as in the adopted report, ``new`` as it stands."""

    unit: str
    part: str
    words: str
    line: str
    old: str
    new: str


def differences(whole: Consolidation) -> tuple[Difference, ...]:
    """Between the adopted report and the registrations received now, units in protocol order.

    A unit whose registration is no longer received is one line: its content is being changed.
    Nothing while no report is adopted.
    """
    if whole.adopted is None:
        return ()
    kept = {entry["unit"]: entry for entry in whole.adopted.document.snapshot["units"]}
    found = [line for unit in whole.units for line in _of_unit(unit, kept.pop(unit.slug, None))]
    gone = (entry for entry in kept.values() if entry["content"])
    return (*found, *(_no_longer(entry["name"], NOT_A_MEMBER) for entry in gone))


def _of_unit(unit, kept) -> Iterator[Difference]:
    before = kept["content"] if kept else None
    if unit.content is None:
        if before:
            yield _no_longer(unit.name, unit.words)
        return
    if before is None:  # said by itself: a registration on paper has no content
        yield Difference(unit.name, REGISTRATION, "Thêm", REGISTRATION, "", RECEIVED)
    for change in changes(before or BLANK, unit.content):
        line = f"{change.line}: {change.field}" if change.field else change.line
        yield Difference(unit.name, change.section.label, change.words, line, change.old, change.new)


def _no_longer(unit: str, words: str) -> Difference:
    return Difference(unit, REGISTRATION, "Sửa", REGISTRATION, RECEIVED, words)
