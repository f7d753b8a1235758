"""What the pages over all apps show of each: tasks for a person, cells of the unit × step board."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from blocs import clock

Tag = Literal["", "wait", "ask", "late", "done"]


@dataclass(frozen=True)
class Task:
    """Something one person is to do now. ``button`` names the one act, ``where`` says for whom or what waits."""

    label: str
    url: str
    button: str
    where: str = ""
    due: date | None = None

    @property
    def when(self) -> str:
        """ "hạn 28/02/2027, còn 3 ngày"; "" without a deadline."""
        return f"hạn {self.due:%d/%m/%Y}, {days_left(self.due)}" if self.due else ""


@dataclass(frozen=True)
class Cell:
    """Where one unit stands in one step, in words; ``tag`` colours only what asks somebody to act.

    ``extend_url``: where whoever manages the year gives the unit more time; ``withdraw_url``: where they take it back.
    """

    text: str = "–"
    tag: Tag = ""
    url: str = ""
    extend_url: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True)
class Column:
    """One step of the board; ``cells`` by membership id."""

    title: str
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One unit's line of the board, with all that it shows."""

    number: int
    slug: str
    name: str
    role: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Stage:
    """One step of the strip on top of the year's page."""

    label: str
    note: str
    state: Literal["done", "current", ""] = ""
    url: str = ""


def days_left(due: date) -> str:
    """ "còn 3 ngày", "hết hạn hôm nay" or "quá hạn 2 ngày"."""
    days = clock.days_left(due)
    if days == 0:
        return "hết hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


def in_order_of_deadline(tasks):
    """Earliest first; what has no deadline comes last."""
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max))
