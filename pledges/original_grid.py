"""The register of originals as the page shows it: so many originals at once as one can tick and one post can carry."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator

from pledges.models import Original, Pledge
from pledges.originals import Cell, Register, changes

MOST_CELLS, MOST_COLUMNS = 400, 10  # a post holds 1000 fields, a cell two


@dataclass(frozen=True)
class Box:
    """One unit on one original."""

    original: Original
    key: str
    signed: bool
    stamped: bool


@dataclass(frozen=True)
class Row:
    """``why_not``: why nothing can be ticked for this unit."""

    pledge: Pledge
    boxes: list[Box]
    why_not: str


@dataclass(frozen=True)
class Line:
    original: Original
    lacking: str
    holder: str


@dataclass
class Whole:
    """What one button ticks: a whole original, a whole unit, or everything."""

    signed: set[Cell] = field(default_factory=set)
    stamped: set[Cell] = field(default_factory=set)
    cleared: set[Cell] = field(default_factory=set)
    skipped: list[Pledge] = field(default_factory=list)

    def changes(self, register: Register):
        """As ``originals.changes``: what the button does to the register as it stands."""
        return changes(register.marks, self.signed, self.stamped, self.cleared)


def page(register: Register, number) -> dict:
    columns = max(1, min(MOST_COLUMNS, MOST_CELLS // max(1, len(register.pledges))))
    shown = Paginator(register.originals, columns).get_page(number)
    rows = [_row(register, shown.object_list, pledge) for pledge in register.pledges]
    boxes = [box for row in rows for box in row.boxes if box.signed]
    return {
        "page_obj": shown,
        "rows": rows,
        "lines": [_line(register, original) for original in shown.object_list],
        "was": " ".join(f"{box.key}{'d' if box.stamped else 'k'}" for box in boxes),
    }


def _row(register, columns, pledge):
    marks = [(original, register.marks.get((original.number, pledge.pk))) for original in columns]
    boxes = [
        Box(original, f"{original.number}-{pledge.pk}", mark is not None, mark is not None and mark.stamped)
        for original, mark in marks
    ]
    return Row(pledge, boxes, _why_not(pledge))


def _why_not(pledge):
    if pledge.is_digital:
        return "Ký số, không ký trên giấy"
    if pledge.status == Pledge.Status.SIGNED:
        return ""
    return "Từ chối ký" if pledge.status == Pledge.Status.DECLINED else "Chưa ghi nhận chữ ký"


def _line(register, original):
    named = original.holder and original.holder.name_on(register.covenant.dated)
    return Line(original, register.lacking_in_numbers(original), named.full_name if named else "")


def is_asked_about(button: str) -> bool:
    """It writes the whole register, or takes back what somebody has ticked cell by cell."""
    return button in ("ky", "het") or button.startswith("bo-")


def anchor(button: str) -> str:
    """Where on the page one was who pressed ``button``."""
    row = button.removeprefix("bo-")
    return row if row.startswith(("ban-", "don-vi-")) else "chu-ky-dau"


def whole(register: Register, button: str) -> Whole | None:
    """What ``button`` stands for: "ban-3", "don-vi-17", each with "bo-" before it to take back; "ky", "het"."""
    kind, _, which = button.removeprefix("bo-").rpartition("-")
    able = [pledge for pledge in register.on_paper if pledge.status == Pledge.Status.SIGNED]
    numbers = [original.number for original in register.originals]
    if kind == "ban" and which.isdecimal():
        numbers = [number for number in numbers if number == int(which)]
    elif kind == "don-vi" and which.isdecimal():
        able = [pledge for pledge in able if pledge.pk == int(which)]
    elif button not in ("ky", "het"):
        return None
    cells = {(number, pledge.pk) for number in numbers for pledge in able}
    if button.startswith("bo-"):
        return Whole(cleared=cells)
    waiting = [] if kind == "don-vi" else [p for p in register.on_paper if p.status != Pledge.Status.SIGNED]
    if button == "ky":  # a stamp that is there stays
        return Whole(signed=cells - set(register.marks), skipped=waiting)
    return Whole(stamped=cells, skipped=waiting)
