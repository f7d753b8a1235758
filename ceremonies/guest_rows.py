"""The list of delegates as the office saves it by hand: who would stand on it twice, who became somebody else.

Both are asked before anything is kept. Whoever became somebody else gets a new personal link, has not answered yet and
has not come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from blocs.editing import fingerprint
from ceremonies import arrivals, inviting
from ceremonies.forms import BaseDelegateRows
from ceremonies.models import Ceremony, Delegate
from ceremonies.names import OTHER, SLIP, UNSURE, are_one, compared, spelt, who
from ceremonies.precedence import settle_units

TWICE = "trung-ten"
_, ANOTHER = CHOICES = ("nguoi-cu", "nguoi-khac")


@dataclass(frozen=True)
class Renamed:
    """The row of ``before``, in which another name stands now; ``chosen`` is what the office said of it."""

    before: Delegate
    now: Delegate
    chosen: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """Both as the page tells them: whoever was known by a post, with post and organisation."""
        return (self.before.name, self.now.name) if self.before.name else (self.before.described, self.now.described)

    @property
    def field(self) -> str:
        """What is said counts for these names alone."""
        return f"la-ai-{self.before.pk}-{fingerprint(self.names)}"

    @property
    def verdict(self) -> str:
        """A post that is given a name stays who it was; another post may be anybody."""
        if self.before.name:
            return compared(self.before.name, self.now.name)
        was, now = (spelt(f"{one.post} {one.organisation}") for one in (self.before, self.now))
        return SLIP if was == now else UNSURE

    @property
    def is_unsure(self) -> bool:
        return self.verdict == UNSURE

    @property
    def is_another(self) -> bool:
        return self.chosen == ANOTHER if self.is_unsure else self.verdict == OTHER


@dataclass
class Asked:
    """``twice`` in words: confirmed by their ``mark``, so that others are asked about anew."""

    twice: list[str] = field(default_factory=list)
    unsure: list[Renamed] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return fingerprint(self.twice) if self.twice else ""

    def is_open(self, typed: Mapping[str, str]) -> bool:
        is_asked = bool(self.twice) and typed.get(TWICE) != self.mark
        return is_asked or any(one.chosen not in CHOICES for one in self.unsure)


def answers(rows: BaseDelegateRows) -> dict[int, str]:
    """In words, by the key of whoever gave it; the rows do not show them, and saving may end them."""
    lines = [line for line in rows.lines if line.answer]
    return {line.pk: ", ".join(filter(None, _answer(line))) for line in lines}


def _answer(line):
    return f"{line}: {line.get_answer_display().lower()}", line.substitute, line.substitute_post


def asked(rows: BaseDelegateRows, typed: Mapping[str, str]) -> Asked:
    """Of valid rows."""
    return Asked(_twice(rows), [one for one in _renamed(rows, typed) if one.is_unsure])


def keep(rows: BaseDelegateRows, typed: Mapping[str, str]) -> list[str]:
    """Keep the rows; the names of those who are somebody else now."""
    others = [one.now for one in _renamed(rows, typed) if one.is_another]
    rows.keep()
    settle_units(rows.owner)
    for guest in others:
        inviting.renew_link(guest)
        inviting.record(guest, {"answer": Delegate.Answer.NONE})
        arrivals.mark(guest, attended=None)
    return [str(guest) for guest in others]


def _renamed(rows, typed):
    """Only where something is at stake: a link that may have been sent, an answer."""
    before = {line.pk: line for line in rows.lines}
    pairs = [(before.get(form.cleaned_data["id"]), form.instance) for form in rows.said()]
    is_out = rows.owner.status != Ceremony.Status.PLANNED
    found = [Renamed(line, now) for line, now in pairs if line and (is_out or line.answer)]
    return [Renamed(one.before, one.now, typed.get(one.field, "")) for one in found]


def _twice(rows):
    """Who stands in two rows of which one is new, or has a new name."""
    before = {line.pk: who(line) for line in rows.lines}
    met: dict[str, list[tuple[int, Delegate, bool]]] = {}
    found = []
    for number, form in enumerate(rows.standing(), start=1):  # as the page counts them: blank ones too
        if not form.says_something():
            continue
        one = form.instance
        is_new = before.get(form.cleaned_data["id"]) != who(one)
        for first, other, was_new in met.setdefault(who(one), []):
            if (is_new or was_new) and are_one(one, other):
                found.append(f"Dòng {number} trùng dòng {first}: {one.described}")
        met[who(one)].append((number, one, is_new))
    return found
