"""Starting from last year: its lines are proposed, each marked until somebody in the unit confirms or changes it."""

from dataclasses import dataclass

from django.db.models import Q

from blocs.models import UnitSuccession
from blocs.text import search_key
from pledges.models import Registration, RegistrationEvent
from pledges.models.registration import HANDED_IN

Event = RegistrationEvent.Kind

# Relation → what makes two lines the same, so that none comes twice.
SAME = {
    "honours": lambda line: (line.honour_id, line.scope),
    "targets": lambda line: search_key(line.text),
    "initiatives": lambda line: (search_key(line.author), search_key(line.title)),
    "movements": lambda line: search_key(line.name),
}
# Facts of the year in which they were written.
OF_THAT_YEAR = ("starts_on", "ends_on")
OF_THE_ROW = ("id", "registration", "order", "carried_from")


@dataclass(frozen=True)
class Offer:
    """``count`` lines of last year's that the registration has not; ``unit`` handed them in."""

    unit: object
    year: int
    count: int
    is_own: bool


def offers(registration) -> list[Offer]:
    """From whom lines may be taken up: the unit itself, and units that it has taken over from."""
    own = registration.membership.unit
    return [
        Offer(source.membership.unit, source.bloc_year.year, count, source.membership.unit == own)
        for source in _sources(registration)
        if (count := len(_lines(registration, source)))
    ]


def carry(registration, unit_slug, *, by) -> int:
    """Add the lines of ``unit_slug`` that are offered, marked with their year; how many that were."""
    sources = [source for source in _sources(registration) if source.membership.unit.slug == unit_slug]
    lines = [line for source in sources for line in _lines(registration, source)]
    for line in lines:
        line.save()
    if lines:
        registration.record(Event.CARRIED, by=by, note=f"{len(lines)} dòng của {sources[0].membership.unit}")
    return len(lines)


def marked(registration) -> list:
    """The lines that nobody has confirmed."""
    return [line for line in registration.lines if line.carried_from]


def take_out(registration, *, by) -> int:
    """Remove the lines that nobody has confirmed; how many that were."""
    unconfirmed = [getattr(registration, name).exclude(carried_from=None) for name in SAME]
    count = sum(lines.delete()[0] for lines in unconfirmed)
    if count:
        registration.record(Event.UNCARRIED, by=by, note=f"{count} dòng")
    return count


def _sources(registration):
    """Last year's registrations, the unit's own first; what another unit never handed in stays its own.

    What was a secret on paper is taken up by nobody: what lies beside it is no more than a draft.
    """
    membership, year = registration.membership, registration.bloc_year
    taken_over = UnitSuccession.objects.filter(to_unit=membership.unit).values("from_unit")
    own = Q(membership__unit=membership.unit)
    theirs = Q(membership__unit__in=taken_over) & HANDED_IN
    last = Registration.objects.filter(membership__bloc_year__bloc=year.bloc, membership__bloc_year__year=year.year - 1)
    found = last.filter(own | theirs, paper_received_on=None).with_lines().order_by("membership__order", "pk")
    return sorted(found, key=lambda source: source.membership.unit_id != membership.unit_id)


def _lines(registration, source):
    """Unsaved lines of ``registration`` that say what ``source`` said and what does not stand in it already.

    Common targets are the bloc's: this year's own stand there from the beginning.
    """
    commons = {search_key(common.text) for common in registration.bloc_year.common_targets.all()}
    found = []
    for name, same in SAME.items():
        there = {same(line) for line in getattr(registration, name).all()} | (commons if name == "targets" else set())
        order = max((line.order for line in getattr(registration, name).all()), default=0)
        for line in getattr(source, name).all():
            if same(line) not in there and not getattr(line, "common_id", None):
                there.add(same(line))
                order += 1
                found.append(_carried(line, registration, source.bloc_year.year, order))
    return found


def _carried(line, registration, year, order):
    said = {
        field.attname: getattr(line, field.attname)
        for field in line._meta.fields
        if field.name not in (*OF_THE_ROW, *OF_THAT_YEAR)
    }
    return type(line)(registration=registration, carried_from=year, order=order, **said)
