"""Kịch bản điều hành: what the host says at each point of the programme, with the names of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from blocs import clock
from blocs.text import search_key
from ceremonies import spoken
from ceremonies.models import Adoption, AgendaItem, Ceremony
from ceremonies.papers import hours_of, where_and_when
from ceremonies.spoken import Scene
from documents.description import Block, Paper, Paragraph
from pledges.papers import leader

Moment = Callable[[Scene, AgendaItem], Iterator[Block]]
# Found in the item's text without marks. Of the first ones every that is found, in this order; then the first of REST.
OPENING: list[tuple[str, Moment]] = [
    (r"don tiep|don dai bieu", spoken.reception),
    (r"chao co", spoken.flag),
    (r"ly do|gioi thieu dai bieu", spoken.reasons_and_guests),
    (r"khai mac", spoken.opening_speech),
]
REST: list[tuple[str, Moment]] = [
    (r"be mac", spoken.end),
    (r"phat bieu chi dao|y kien chi dao|chi dao cua", spoken.directing_speech),
    (r"(cong bo|doc|thong qua).*giao uoc", spoken.covenant_read),
    (r"ky ket|ky giao uoc", spoken.signing),
    (r"tham luan|thao luan|don vi phat bieu|phat bieu cua .*don vi", spoken.speeches),
    (r"suy cu|suy ton|bau |bieu quyet", spoken.votes),
    (r"thong qua|trinh bay|bao cao|quy che|ke hoach|tieu chi", spoken.paper_presented),
]
PAPERS = ("bao cao", "quy che", "ke hoach", "tieu chi", "giao uoc", "nghi quyet", "chuong trinh")


@dataclass(frozen=True)
class Item:
    item: AgendaItem
    moments: tuple[Moment, ...]


def script_paper(ceremony: Ceremony) -> Paper:
    """For the host's hand: no number, no signature."""
    year = ceremony.bloc_year
    day = ceremony.held_on or clock.today()
    return Paper(
        kind="KỊCH BẢN ĐIỀU HÀNH",
        subject=ceremony.name,
        issuer=leader.issuer(year, day),
        place="",
        dated=None,
        year=year.year,
        blocks=(*where_and_when(ceremony), *_blocks(ceremony)),
        sample=year.is_sample,
        end_mark=False,
        keywords=("kịch bản điều hành", year.bloc.name, str(year.year)),
    )


def _blocks(ceremony):
    yield Paragraph("…", lead="Người dẫn chương trình:")
    yield Paragraph("Chữ đứng: lời dẫn. Chữ nghiêng: việc cần làm, không đọc.", italic=True)
    items = _items(ceremony)
    scene = Scene(ceremony, _votes(items, list(ceremony.adoptions.all())))
    for number, each in enumerate(items, start=1):
        yield Paragraph(each.item.text, lead=" ".join(filter(None, [f"{number}.", hours_of(each.item)])), bold=True)
        for moment in each.moments:
            yield from moment(scene, each.item)
    if scene.votes.get(None):
        yield Paragraph("Nội dung biểu quyết chưa có trong chương trình", bold=True)
        yield from spoken.votes_taken(scene, None)
    if not any(spoken.end in each.moments for each in items):
        yield Paragraph("Kết thúc", bold=True)
        yield from spoken.thanks(scene)


def _items(ceremony):
    items = [Item(item, moments_of(item.text)) for item in ceremony.agenda.all()]
    if any(spoken.reasons_and_guests in each.moments for each in items):
        return items
    # Whoever wrote the programme took for granted that guests are introduced: with the first item after the reception.
    at = next((place for place, each in enumerate(items) if spoken.reception not in each.moments), -1)
    if items:
        received = items[at].moments if at < 0 else ()
        items[at] = Item(items[at].item, (*received, spoken.reasons_and_guests, *items[at].moments[len(received) :]))
    return items


def moments_of(text: str) -> tuple[Moment, ...]:
    key = search_key(text)
    found = [moment for pattern, moment in OPENING if re.search(pattern, key)]
    rest = next((moment for pattern, moment in REST if re.search(pattern, key)), None)
    return tuple(found) or (rest or spoken.anything,)


def _votes(items: list[Item], adoptions: list[Adoption]) -> dict[int | None, list[Adoption]]:
    """Which votes are taken at which item (its key, None where no item suits): where the programme has a point for
    voting there, else where the paper is presented."""
    voting = [each.item for each in items if spoken.votes in each.moments]
    presented = [each.item for each in items if spoken.paper_presented in each.moments]
    found: dict[int | None, list[Adoption]] = {}
    for adoption in adoptions:
        item = _nearest(adoption, voting) or _nearest(adoption, presented)
        found.setdefault(item.pk if item else None, []).append(adoption)
    return found


def _nearest(adoption, items):
    """The item that speaks of the same kind of paper; of an election, that speaks of one; else the last."""
    words = ("suy cu", "suy ton", "bau") if adoption.kind == Adoption.Kind.ELECTION else PAPERS
    title = search_key(adoption.title) + (" suy cu suy ton bau" if adoption.kind == Adoption.Kind.ELECTION else "")
    said = [word for word in words if word in title]
    same = [item for item in items if any(word in search_key(item.text) for word in said)]
    return next(iter(same or items[-1:]), None)
