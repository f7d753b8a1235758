"""What the units of a year have registered, put together from the received registrations.

Computed whenever it is asked for, never stored: the received registrations are the one
truth. Takes the same number of queries for any number of units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from blocs import clock
from blocs.models import BlocYear, CommonTarget, Honour, Membership, Step, members_of
from blocs.text import name_sort_key, search_key
from documents.models import IssuedDocument
from pledges.content import WHOLE, HonourRow, InitiativeRow, Reading, TargetRow, read
from pledges.models import AdoptedReport, Registration

Status = Registration.Status


@dataclass(frozen=True)
class Title:
    """A title or award somebody registered for, of collectives or of individuals."""

    code: str
    name: str
    short: str
    is_individual: bool


@dataclass(frozen=True)
class UnitLine:
    """One member. ``content`` and ``reading`` are None until its registration is received; ``words`` say where
    it stands."""

    membership: Membership
    name: str
    short: str
    words: str
    is_late: bool
    is_held: bool  # on hold on the report's day: nothing is awarded meanwhile
    content: Mapping[str, Any] | None
    reading: Reading | None
    counts: Mapping[Title, int]
    is_on_paper: bool = False  # received without content: ``reading`` is blank

    @property
    def slug(self) -> str:
        return self.membership.unit.slug

    @property
    def is_received(self) -> bool:
        return self.reading is not None

    @property
    def note(self) -> str:
        """What the report remarks on it."""
        standing = ("Gửi chậm" if self.is_late else "") if self.is_received else self.words
        paper = "Nộp bản giấy" if self.is_on_paper else ""
        return "; ".join(filter(None, [paper, standing, "Tạm dừng xét" if self.is_held else ""]))


@dataclass(frozen=True)
class Named:
    """A person or collective named for titles and awards, with their unit."""

    name: str
    post: str
    unit: str
    titles: tuple[str, ...]
    awards: tuple[str, ...]


@dataclass(frozen=True)
class Consolidation:
    """The whole report of one year. Units stand in protocol order.

    adopted  the newest report that was adopted: what stands here may have changed since
    issued   while none is: the report's own line in the register, entered by hand
    """

    bloc_year: BlocYear
    adopted: AdoptedReport | None
    issued: IssuedDocument | None
    on: date
    due: date | None
    units: tuple[UnitLine, ...]
    titles: tuple[Title, ...]
    common_targets: tuple[CommonTarget, ...]
    answers: Mapping[tuple[int, int], TargetRow]  # (common target, membership) → what the unit promises

    @property
    def received(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.units if unit.is_received)

    @property
    def missing(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.units if not unit.is_received)

    @property
    def late(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.received if unit.is_late)

    @property
    def on_paper(self) -> tuple[UnitLine, ...]:
        return tuple(unit for unit in self.received if unit.is_on_paper)

    @property
    def told(self) -> tuple[UnitLine, ...]:
        """The units whose content is known here: what the report sums up."""
        return tuple(unit for unit in self.received if not unit.is_on_paper)

    @property
    def coverage(self) -> str:
        """The form "6/7 đơn vị"."""
        return f"{len(self.received)}/{len(self.units)} đơn vị"

    @property
    def headcount(self) -> int:
        return sum(unit.reading.headcount or 0 for unit in self.received if unit.reading)

    @property
    def women(self) -> int:
        return sum(unit.reading.women or 0 for unit in self.received if unit.reading)

    @property
    def collective(self) -> tuple[Title, ...]:
        return tuple(title for title in self.titles if not title.is_individual)

    @property
    def individual(self) -> tuple[Title, ...]:
        return tuple(title for title in self.titles if title.is_individual)

    def total(self, title: Title) -> int:
        return sum(unit.counts.get(title, 0) for unit in self.units)

    @property
    def persons(self) -> tuple[Named, ...]:
        """Everybody named, sorted by given name over all units."""
        found = [
            Named(person.name, person.post, unit.name, person.titles, person.awards)
            for unit in self.received
            if unit.reading
            for person in unit.reading.persons
        ]
        return tuple(sorted(found, key=lambda named: name_sort_key(named.name)))

    @property
    def collectives(self) -> tuple[Named, ...]:
        """Units and collectives named, unit after unit, in the order in which they were typed."""
        return tuple(
            Named(name, "", unit.name, titles, awards)
            for unit in self.received
            if unit.reading
            for name, titles, awards in _named_collectives(unit.reading, unit.name)
        )

    @property
    def initiatives(self) -> tuple[tuple[UnitLine, InitiativeRow], ...]:
        return tuple((unit, row) for unit in self.received if unit.reading for row in unit.reading.initiatives)


def issued_report(bloc_year: BlocYear) -> IssuedDocument | None:
    """The report as somebody entered it into the bloc's register of papers, the newest of several."""
    reports = bloc_year.documents.by_hand().filter(kind=IssuedDocument.Kind.REPORT).reverse()
    return next((paper for paper in reports if "tong hop dang ky" in search_key(paper.title)), None)


def report_day(bloc_year: BlocYear, issued: IssuedDocument | None) -> date:
    """The day that decides under which names the units stand: of its issue, else the present one."""
    return issued.dated if issued else min(clock.today(), date(bloc_year.year, 12, 31))


def consolidate(bloc_year: BlocYear, on: date | None = None) -> Consolidation:
    """``on`` is the day under whose names the units stand, unless it is told by the register or by today's date."""
    adopted = AdoptedReport.objects.of(bloc_year).first()
    issued = issued_report(bloc_year) if adopted is None else None
    on = on or report_day(bloc_year, issued)
    prefetch_related_objects([bloc_year], "deadlines")
    memberships = list(members_of(bloc_year).prefetch_related("holds"))
    handed_in = {r.membership_id: r for r in Registration.objects.of(bloc_year).handed_in().with_lines()}
    for membership in memberships:
        membership.bloc_year = bloc_year
        if membership.pk in handed_in:
            handed_in[membership.pk].membership = membership
    told = {pk: one for pk, one in handed_in.items() if one.status == Status.ACCEPTED and not one.is_on_paper}
    titles = _titles(told.values())
    return Consolidation(
        bloc_year=bloc_year,
        adopted=adopted,
        issued=issued,
        on=on,
        due=bloc_year.due(Step.REGISTRATION),
        units=tuple(_unit(m, handed_in.get(m.pk), (on, titles)) for m in memberships),
        titles=tuple(titles.values()),
        common_targets=tuple(bloc_year.common_targets.all()),
        answers={
            (target.common_id, pk): target.as_promised
            for pk, registration in told.items()
            for target in registration.targets.all()
            if target.common_id
        },
    )


def _unit(membership, handed_in, naming):
    day, titles = naming
    registration = handed_in if handed_in and handed_in.status == Status.ACCEPTED else None
    name = membership.unit.name_on(day)
    full = name.full_name if name else membership.unit.slug
    content = registration.snapshot() if registration else None
    return UnitLine(
        membership=membership,
        name=full,
        short=(name.short_name if name else "") or full,
        words=handed_in.words if handed_in else "Chưa gửi",
        is_late=registration is not None and registration.is_late,
        is_held=any(hold.covers(day) for hold in membership.holds.all()),
        content=content,
        reading=read(content) if content else None,
        counts=_counts(registration, titles) if registration and not registration.is_on_paper else {},
        is_on_paper=registration is not None and registration.is_on_paper,
    )


def _titles(registrations: Iterable[Registration]) -> dict[tuple[str, bool], Title]:
    """What anybody registered for: collectives first, in the order of the catalogue."""
    found: dict[tuple[bool, int, int], Honour] = {}
    for registration in registrations:
        for line in registration.honours.all():
            is_individual = line.scope == line.Scope.PERSON
            found[(is_individual, line.honour.order, line.honour.pk)] = line.honour
    return {
        (honour.code, key[0]): Title(honour.code, honour.name, honour.short_name or honour.name, key[0])
        for key, honour in sorted(found.items())
    }


def _counts(registration, titles):
    counts: dict[Title, int] = {}
    for line in registration.honours.all():
        title = titles[(line.honour.code, line.scope == line.Scope.PERSON)]
        counts[title] = counts.get(title, 0) + line.count
    return counts


def names_of(row: HonourRow, unit: str) -> tuple[str, ...]:
    """The collectives of a row: what is registered for the whole unit without a name stands under the unit's own."""
    return row.names or ((unit,) if row.scope == WHOLE else ())


def _named_collectives(reading, unit):
    entries: dict[str, tuple[list[str], list[str]]] = {}
    for row in reading.collective:
        for name in names_of(row, unit):
            titles, awards = entries.setdefault(name, ([], []))
            (awards if row.kind == "award" else titles).append(row.name)
    for name, (titles, awards) in entries.items():
        yield name, tuple(titles), tuple(awards)


def amount(target: TargetRow | None) -> str | Decimal:
    """What a unit promises for a common target, as a cell: a number wherever it is one."""
    if target is None:
        return "–"
    if target.kind == "zero":
        return "Không có"
    if target.value is not None and target.kind != "yes_no":
        return target.value
    return "Có"
