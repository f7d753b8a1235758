"""The covenant's clauses with their labels, which are computed and never typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents import wording
from documents.description import OutlineItem
from pledges.models import Clause


@dataclass(frozen=True)
class Labelled:
    """A clause with the label it has in its place: "II.", "3.", "a)", "-", or "" when not numbered."""

    label: str
    clause: Clause


def labelled(clauses: Iterable[Clause]) -> list[Labelled]:
    clauses = list(clauses)
    labels = iter(wording.labels([clause.level for clause in clauses if clause.numbered]))
    return [Labelled(next(labels) if clause.numbered else "", clause) for clause in clauses]


def items(clauses: Iterable[Clause]) -> tuple[OutlineItem, ...]:
    """The clauses as a paper prints them; every line of an unnumbered text is a paragraph of its own."""
    found = []
    for entry in labelled(clauses):
        first, *more = entry.clause.text.splitlines() or [""]
        found.append(OutlineItem(entry.clause.level, entry.label, first))
        found += [OutlineItem(max(entry.clause.level, 1), "", line) for line in more if line.strip()]
    return tuple(found)
