"""What the projector shows: all of it, and nothing else, is in one ``Screen``; its mark changes with it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import time
from itertools import takewhile

from django.core.cache import caches
from django.db.models import OuterRef, Subquery
from django.templatetags.static import static

from blocs.models import members_of
from ceremonies.course import Course, course_of
from ceremonies.models import Ceremony
from documents.wording import capitalised
from pledges.models import Pledge

FONTS = ("vietnamese-400", "latin-400", "vietnamese-600", "latin-600")
# Files that the page names: with a new edition of the program they have other names, and the page another mark.
FILES = (
    "img/mark.svg",
    "css/fonts.css",
    "css/screen.css",
    "vendor/htmx/htmx.min.js",
    "js/following.js",
    *(f"vendor/be-vietnam-pro/be-vietnam-pro-{font}-normal.woff2" for font in FONTS),
)
FULL_NAMES = 9  # above so many units their short names stand there
LONG = 15  # characters; what is longer stands in smaller type
AHEAD = 4
# at most so many units → how closely their names stand (``screen.css``)
DENSITIES = {9: "few", 18: "some", 36: "many"}


@dataclass(frozen=True)
class Light:
    """A unit's name, lit once it has signed."""

    key: int
    name: str
    is_lit: bool

    @property
    def is_long(self) -> bool:
        return len(self.name) > LONG


@dataclass(frozen=True)
class Line:
    hour: time | None
    text: str


@dataclass(frozen=True)
class Screen:
    """``ahead`` are the next items; ``said`` a sentence in place of the programme, "" while it goes on."""

    title: str
    theme: str
    year: int
    said: str
    current: Line | None
    ahead: tuple[Line, ...]
    lights: tuple[Light, ...]
    is_sample: bool
    is_rehearsal: bool = False

    @property
    def signed(self) -> int:
        return sum(light.is_lit for light in self.lights)

    @property
    def density(self) -> str:
        return next((word for most, word in DENSITIES.items() if len(self.lights) <= most), "crowd")

    @property
    def mark(self) -> str:
        """Of all that is shown."""
        shown = repr((self, files()))
        return hashlib.sha256(shown.encode()).hexdigest()[:32]


def files() -> list[str]:
    """The addresses of all that the page needs."""
    return [static(name) for name in FILES]


def shared_screen(ceremony: Ceremony) -> Screen:
    """As it was at most a second ago: of all who ask within it, one asks the database."""
    screen: Screen | None = caches["screens"].get(ceremony.pk)
    if screen is None:
        screen = screen_of(ceremony, course_of(ceremony))
        caches["screens"].set(ceremony.pk, screen)
    return screen


def screen_of(ceremony: Ceremony, course: Course) -> Screen:
    """As many questions to the database for 63 units as for 7."""
    year = ceremony.bloc_year
    return Screen(
        title=ceremony.name,
        theme=year.theme,
        year=year.year,
        said=_said(ceremony),
        current=_line(course.current) if course.current else None,
        ahead=_ahead(course),
        lights=_lights(ceremony) if ceremony.is_for_signing else (),
        is_sample=year.is_sample,
    )


def _said(ceremony):
    ended = {
        Ceremony.Status.HELD: "Buổi lễ đã bế mạc. Trân trọng cảm ơn quý đại biểu.",
        Ceremony.Status.CANCELLED: "Buổi lễ đã hủy.",
    }
    return ended.get(ceremony.status, "")


def _ahead(course: Course):
    return tuple(_line(item) for item in course.ahead[:AHEAD])


def _line(item):
    return Line(item.starts_at, item.text)


def _lights(ceremony):
    """The members in protocol order; lit by the signatures under the covenant that lies on the table now."""
    newest = Pledge.objects.filter(membership=OuterRef("pk"), covenant__successor=None)
    members = members_of(ceremony.bloc_year).annotate(signature=Subquery(newest.values("status")[:1]))
    found = list(members)
    names = [str(member) for member in found] if len(found) <= FULL_NAMES else _short_names(found)
    return tuple(Light(member.pk, name, _has_signed(member)) for member, name in zip(found, names, strict=True))


def _short_names(members):
    """Without the words with which most of them begin: "Tỉnh Thái Nguyên" of "Thanh tra tỉnh Thái Nguyên"."""
    names = [member.unit.short_name.split() for member in members]
    first, count = Counter(words[0] for words in names).most_common(1)[0]
    alike = [words for words in names if words[0] == first]
    columns = zip(*(words[:-1] for words in alike), strict=False)
    same = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns)) if 2 * count > len(names) else 0
    return [capitalised(" ".join(words[same:] if words[0] == first else words)) for words in names]


def _has_signed(member):
    return member.signature == Pledge.Status.SIGNED
