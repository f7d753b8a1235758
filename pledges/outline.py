"""The clauses of the covenant and of the bloc's other texts with their labels, computed and never typed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from documents import wording
from documents.description import Block, Heading, OutlineItem, Paragraph
from pledges.models.outline import OutlineRow


@dataclass(frozen=True)
class Labelled:
    """A clause with the label it has in its place: "II.", "3.", "a)", "-", or "" when not numbered."""

    label: str
    clause: OutlineRow


def labelled(
    clauses: Iterable[OutlineRow], labels_of: Callable[[Sequence[int]], list[str]] = wording.labels
) -> list[Labelled]:
    clauses = list(clauses)
    labels = iter(labels_of([clause.level for clause in clauses if clause.numbered]))
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


def places(clauses: Iterable[OutlineRow]) -> list[Place]:
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


def items(clauses: Iterable[OutlineRow]) -> tuple[OutlineItem, ...]:
    """The clauses as a paper prints them; every line of an unnumbered text is a paragraph of its own."""
    found = []
    for entry in labelled(clauses):
        first, *more = entry.clause.text.splitlines() or [""]
        found.append(OutlineItem(entry.clause.level, entry.label, first))
        found += [OutlineItem(max(entry.clause.level, 1), "", line) for line in more if line.strip()]
    return tuple(found)


def articles(clauses: Iterable[OutlineRow]) -> tuple[Block, ...]:
    """The clauses as a regulation prints them, in Chương and Điều; the first line of a Điều may be its title."""
    found: list[Block] = []
    for entry in labelled(clauses, wording.article_labels):
        first, *more = [line for line in entry.clause.text.splitlines() if line.strip()] or [""]
        level = entry.clause.level if entry.label else 2
        match level:
            case 0:
                found.append(Heading(entry.label, first))
            case 1:
                found.append(Paragraph(first, lead=entry.label, bold=_is_title(first)))
            case _:
                found.append(OutlineItem(level, entry.label, first))
        found += map(Paragraph, more)
    return tuple(found)


def _is_title(line):
    """A sentence ends in a mark; a title does not."""
    return not line.rstrip().endswith((".", ";", ":", ",", "…"))
