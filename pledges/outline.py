"""The covenant's clauses with their labels, which are computed and never typed."""

from collections import Counter
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


@dataclass(frozen=True)
class Place:
    """A clause as one speaks of it: its order, its name in the whole ("II.3.a", "II.3 đoạn 1"), its words."""

    order: int
    name: str
    text: str

    @property
    def key(self):
        """The same while neither name nor words change."""
        return self.name, self.text


def places(clauses: Iterable[Clause]) -> list[Place]:
    """Every clause under a name of its own: its label below those above it, dashes and paragraphs counted."""
    above: dict[int, str] = {}
    counted: Counter[str] = Counter()
    found = []
    for order, entry in enumerate(labelled(clauses), start=1):
        level, label = entry.clause.level, entry.label.strip(".)-")
        if entry.label:
            above = {other: name for other, name in above.items() if other < level}
        name = ".".join(above.values())
        if label:
            above[level] = label
            name = ".".join(above.values())
        else:
            kind = f"{name} {'gạch đầu dòng' if entry.label else 'đoạn'}".strip()
            counted[kind] += 1
            name = f"{kind} {counted[kind]}"
        found.append(Place(order, name, entry.clause.text))
    return found


def items(clauses: Iterable[Clause]) -> tuple[OutlineItem, ...]:
    """The clauses as a paper prints them; every line of an unnumbered text is a paragraph of its own."""
    found = []
    for entry in labelled(clauses):
        first, *more = entry.clause.text.splitlines() or [""]
        found.append(OutlineItem(entry.clause.level, entry.label, first))
        found += [OutlineItem(max(entry.clause.level, 1), "", line) for line in more if line.strip()]
    return tuple(found)
