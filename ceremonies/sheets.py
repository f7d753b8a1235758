"""What lies on the tables and is no official paper: plan of seats, name plates, ballots. Described here, drawn by
``render`` from a template each, written as Word files by ``sheets_word``; who sits where is the order of protocol
(``ceremonies.expected``)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from blocs import clock
from blocs.workflow import Conflict
from ceremonies.expected import Expected, Person
from ceremonies.models import Adoption, Ceremony
from documents import layout, pdf, typeface, wording

# mm, of one half of a plate: ceremony.css has a little more; the smallest size in points for a name on one line
PLATE_WIDTH, NAME_HEIGHT, POST_HEIGHT = 255, 52, 34
LINE, READABLE = 1.2, 43
NARROW, WIDE = 6, 8  # seats in a row
FEW = 18  # who fill no more than three narrow rows
BALLOTS_ON_A_PAGE = 4
# mm: the width of a ballot's text, and the height of its lines of one size, with some to spare for a wider face in Word
BALLOT_WIDTH, BALLOT_HEIGHT = 84, 86
CHOICES = ("Tán thành", "Không tán thành", "Ý kiến khác: …………………………")


@dataclass(frozen=True)
class Sheet:
    """``pages`` and ``facts`` are what is shown, by a template of this ``kind`` and by ``sheets_word``."""

    title: str
    kind: str
    heading: str
    facts: tuple[str, ...]
    pages: tuple[Any, ...]
    dated: date
    sample: bool = False
    aside: tuple[Any, ...] = ()

    @property
    def template(self) -> str:
        return f"ceremonies/pdf/{self.kind}.html"


@dataclass(frozen=True)
class Fitted:
    """Lines of one text and the size in points, a whole number, at which none of them is too long."""

    lines: tuple[str, ...]
    points: int


@dataclass(frozen=True)
class Plate:
    """One A4 sheet, folded in the middle: the same on both halves."""

    name: Fitted
    post: Fitted


@dataclass(frozen=True)
class Ballot:
    """``points``, a whole number, is the size at which it has room."""

    unit: str
    question: str
    points: int = 13


def render(sheet: Sheet, told: Callable[[int], None] | None = None) -> bytes:
    """``told`` hears nothing: a sheet is one step of printing."""
    with pdf.without_garbage_collection():
        return pdf.laid_out(render_to_string(sheet.template, {"sheet": sheet})).write_pdf()


def seating(ceremony: Ceremony) -> Sheet:
    people = Expected(ceremony)
    hall = people.hall
    across = NARROW if len(hall) <= FEW else WIDE
    rows = tuple(_from_the_aisle(hall[begin : begin + across], across) for begin in range(0, len(hall), across))
    noted = (people.secretary,) if people.secretary.name else ()
    return _sheet(ceremony, "Sơ đồ chỗ ngồi", "seating", rows, (_around_the_middle(people.presidium), noted))


def _around_the_middle(people: Sequence[Person]) -> tuple[Person, ...]:
    """The first in the middle, the second at their right hand, which is the hall's left, and so on."""
    placed: list[Person] = []
    for number, person in enumerate(people):
        placed.insert(0, person) if number % 2 else placed.append(person)
    return tuple(placed)


def _from_the_aisle(people: Sequence[Person], across: int) -> tuple[tuple[Person | None, ...], ...]:
    """One row as its two sides; who stands first in the order sits next to the aisle."""
    filled = [*people, *[None] * (across - len(people))]
    return tuple(reversed(filled[::2])), tuple(filled[1::2])


def plates(ceremony: Ceremony) -> Sheet:
    return _sheet(ceremony, "Biển tên", "plates", tuple(map(plate, Expected(ceremony).everybody)))


def plate(person: Person) -> Plate:
    large, small = (person.name, person.post) if person.name else (person.post, "")
    return Plate(_large(wording.upper(wording.tidy(large))), fitted(wording.tidy(small), range(30, 5, -1), POST_HEIGHT))


def _large(name: str) -> Fitted:
    """On one line where it stays large enough to be read from the hall."""
    one = fitted(name, range(72, READABLE, -1), LINE * 72 * typeface.MM_PER_POINT)
    return one if len(one.lines) == 1 and _fits(one, NAME_HEIGHT) else fitted(name, range(60, 5, -1), NAME_HEIGHT)


def fitted(text: str, sizes: Sequence[int], height: float) -> Fitted:
    """``text``, in bold letters of the largest of ``sizes`` at which a plate has room for it; else of the smallest."""
    for points in sizes:
        found = Fitted(tuple(layout.balanced(text, PLATE_WIDTH, points, bold=True)), points)
        if _fits(found, height):
            break
    return found


def _fits(found: Fitted, height: float) -> bool:
    widest = max((typeface.width(line, found.points, bold=True) for line in found.lines), default=0)
    high = len(found.lines) * found.points * LINE * typeface.MM_PER_POINT
    return widest <= PLATE_WIDTH and high <= height + 0.01


def ballots(ceremony: Ceremony) -> Sheet:
    """One for each unit and question, those of one unit together. Raises Conflict while there is no question."""
    questions = [_question(adoption) for adoption in ceremony.adoptions.all()]
    if not questions:
        raise Conflict("Chưa có nội dung biểu quyết nên chưa in phiếu được.", "Anh/chị thêm ở phần Biểu quyết.")
    day = ceremony.held_on or clock.today()
    units = [member.name_on(day) for member in ceremony.bloc_year.ordered_memberships]
    above = (wording.upper(ceremony.bloc_year.bloc.name), ceremony.name)
    found = [Ballot(unit, question, _readable(*above, unit, question)) for unit in units for question in questions]
    return _sheet(ceremony, "Phiếu biểu quyết", "ballots", _fours(found), CHOICES)


def _readable(*texts):
    """The largest size at which a ballot has room for ``texts``, "Đơn vị:", its choices, the day and who signs."""

    def high(points):
        lines = sum(_lines(wording.tidy(text), points) for text in texts) + 3 + len(CHOICES)
        return lines * points * LINE * typeface.MM_PER_POINT

    return next((points for points in range(13, 6, -1) if high(points) <= BALLOT_HEIGHT), 6)


def _lines(text, points):
    broken = len(layout.balanced(text, BALLOT_WIDTH, points, bold=True))
    return max(broken, math.ceil(typeface.width(text, points, bold=True) / BALLOT_WIDTH))


def _question(adoption):
    title = wording.ended(adoption.title, "")
    return f"Suy cử {title}" if adoption.kind == Adoption.Kind.ELECTION else f"Thông qua {title}"


def _fours(found):
    """Pages of two rows of two."""
    pages = (found[begin : begin + BALLOTS_ON_A_PAGE] for begin in range(0, len(found), BALLOTS_ON_A_PAGE))
    return tuple((tuple(page[:2]), tuple(page[2:])) for page in pages)


def _sheet(ceremony, title, kind, pages, aside=()):
    day = wording.long_date(ceremony.held_on) if ceremony.held_on else wording.blank_date(ceremony.bloc_year.year)
    sheet = Sheet(
        title=f"{title}: {ceremony.name}",
        kind=kind,
        heading=title,
        facts=(ceremony.bloc_year.bloc.name, ceremony.name, day, ceremony.place),
        pages=pages,
        dated=ceremony.held_on or date(ceremony.bloc_year.year, 1, 1),
        sample=ceremony.bloc_year.is_sample,
        aside=aside,
    )
    return layout.tidied(sheet)
