"""A registration as it is read: from what stands in it now, or from the snapshot of a revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from blocs.text import search_key
from pledges.sections import PERSON

WHOLE, PART = "tap_the_lon", "tap_the_nho"
SCOPES = {WHOLE: "Cả đơn vị", PART: "Tập thể thuộc đơn vị", PERSON: "Cá nhân"}


@dataclass(frozen=True)
class HonourRow:
    code: str
    name: str
    kind: str
    scope: str
    count: int
    names: tuple[str, ...]
    posts: tuple[str, ...] = ()

    @property
    def scope_words(self) -> str:
        return SCOPES.get(self.scope, "")


@dataclass(frozen=True)
class TargetRow:
    """Has what ``pledges.measures`` asks of a target."""

    text: str
    kind: str
    operator: str
    value: Decimal | None
    unit_of_measure: str
    common: str | None


@dataclass(frozen=True)
class InitiativeRow:
    author: str
    title: str
    for_honour: str


@dataclass(frozen=True)
class MovementRow:
    name: str
    aim: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Person:
    """One named person with everything they are registered for, in the order of the catalogue."""

    name: str
    post: str
    titles: tuple[str, ...]
    awards: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    doc_number: str
    doc_date: date | None
    headcount: int | None
    women: int | None
    proposal: str
    honours: tuple[HonourRow, ...]
    targets: tuple[TargetRow, ...]
    initiatives: tuple[InitiativeRow, ...]
    movements: tuple[MovementRow, ...]

    @property
    def collective(self) -> tuple[HonourRow, ...]:
        return tuple(row for row in self.honours if row.scope != PERSON)

    @property
    def individual(self) -> tuple[HonourRow, ...]:
        return tuple(row for row in self.honours if row.scope == PERSON)

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody named, once each, in the order in which the unit typed them."""
        entries: dict[tuple[str, str], tuple[str, str, list[str], list[str]]] = {}
        for row in self.individual:
            for name, post in named(row.names, row.posts):
                key = (search_key(name), search_key(post))
                kept = entries.setdefault(key, (name, post, [], []))
                chosen = kept[3] if row.kind == "award" else kept[2]
                if row.name not in chosen:
                    chosen.append(row.name)
        return tuple(Person(name, post, tuple(t), tuple(a)) for name, post, t, a in entries.values())


def named(names: Sequence[str], posts: Sequence[str]) -> list[tuple[str, str]]:
    """Each person with their post, "" where unknown.

    Bloc files and submissions from before posts had a place of their own carry them in the
    name: "Nguyễn Thị Hà, Thanh tra viên".
    """
    pairs = zip_longest(names, posts[: len(names)], fillvalue="")
    return [(name, post) if post else split_name(name) for name, post in pairs]


def split_name(entry: str) -> tuple[str, str]:
    """The form "Nguyễn Thị Hà, Thanh tra viên" as name and post."""
    name, _, post = entry.partition(",")
    return name.strip(), post.strip()


def read(content: Mapping[str, Any]) -> Reading:
    """``content`` has the shape of ``Registration.snapshot()``."""
    return Reading(
        doc_number=content["doc_number"],
        doc_date=_day(content["doc_date"]),
        headcount=content["headcount"],
        women=content["women"],
        proposal=content["proposal"],
        honours=tuple(_honour(line) for line in content["honours"]),
        targets=tuple(_target(line) for line in content["targets"]),
        initiatives=tuple(
            InitiativeRow(line["author"], line["title"], line.get("for_honour_name") or "")
            for line in content["initiatives"]
        ),
        movements=tuple(
            MovementRow(line["name"], line["aim"], _day(line["starts_on"]), _day(line["ends_on"]))
            for line in content["movements"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _honour(line: Mapping[str, Any]) -> HonourRow:
    return HonourRow(
        code=line["honour"],
        name=line.get("honour_name") or line["honour"],
        kind=line.get("kind", "title"),
        scope=line["scope"],
        count=line["count"],
        names=tuple(line["names"]),
        posts=tuple(line.get("posts", ())),
    )


def _target(line: Mapping[str, Any]) -> TargetRow:
    return TargetRow(
        text=line["text"],
        kind=line["kind"] or ("percent" if line["unit"] == "%" else ""),
        operator=line["operator"],
        value=Decimal(line["value"]) if line["value"] is not None else None,
        unit_of_measure=line["unit"],
        common=line["common"],
    )
