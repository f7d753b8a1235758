"""Who is expected at the ceremony, in the order in which they are introduced, called and seated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from blocs import clock
from blocs.text import search_key
from ceremonies.models import Ceremony, Delegate
from ceremonies.precedence import Standing
from documents.wording import post_in, uncapitalised
from pledges.models import Covenant
from pledges.papers.covenant import in_order

Group = Delegate.Group


@dataclass(frozen=True)
class Person:
    """``name`` may be "" where a guest is known by post only; ``post`` says of which unit, too."""

    name: str
    post: str
    role: str = ""  # in the bloc: "Khối trưởng"

    @property
    def described(self) -> str:
        return ", ".join(filter(None, [self.name, self.post, self.role]))

    @property
    def comrade(self) -> str:
        """As one speaks of them: "đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng"."""
        return f"đồng chí {self.described}" if self.name else uncapitalised(self.described)

    @property
    def called(self) -> str:
        """As one thanks them: "đồng chí Nguyễn Hồng Diện"."""
        return f"đồng chí {self.name}" if self.name else uncapitalised(self.post)

    def is_same(self, other: Person) -> bool:
        """Two units may send people of one name: their posts tell them apart, as far as both are said."""
        post, others = (re.findall(r"\w+", search_key(said)) for said in (self.post, other.post))
        if not self.name or not other.name:
            return self.name == other.name and post == others
        shorter = min(len(post), len(others))
        return search_key(self.name) == search_key(other.name) and post[:shorter] == others[:shorter]


class Expected:
    """The people of one ceremony, read once: who comes or may still come. Who is recorded as absent is left out."""

    def __init__(self, ceremony: Ceremony) -> None:
        self.ceremony = ceremony
        self.members = in_order(ceremony.bloc_year.ordered_memberships)
        self._standing = Standing(ceremony.bloc_year, self.members)
        self._roles = {member.pk: member.role_label for member in self.members}
        coming = (each for each in ceremony.expected() if each.attended is not False)
        self.coming = sorted(coming, key=self._standing.place)

    def _person(self, delegate: Delegate) -> Person:
        return Person(delegate.name, delegate.post_and_organisation, self._roles.get(delegate.membership_id, ""))

    def _where(self, wanted: Callable[[Delegate], bool]) -> list[Person]:
        return [self._person(delegate) for delegate in self.coming if wanted(delegate)]

    def _with(self, role: str) -> list[Person]:
        return self._where(lambda delegate: delegate.role == role)

    @property
    def units(self) -> list[Person]:
        return self._where(lambda delegate: self._standing.group(delegate) == Group.MEMBER)

    @property
    def press(self) -> list[Person]:
        return self._where(lambda delegate: self._standing.group(delegate) == Group.PRESS)

    @property
    def guests_by_body(self) -> list[tuple[str, list[Person]]]:
        """Guests in their order, those of one body that stand together under its name."""
        guests = [each for each in self.coming if self._standing.group(each) not in (Group.MEMBER, Group.PRESS)]
        bodies = groupby(guests, key=lambda delegate: delegate.organisation)
        return [(body, [self._person(delegate) for delegate in delegates]) for body, delegates in bodies]

    @property
    def chair(self) -> Person:
        """Without name where nobody is named."""
        return self._named(self.ceremony.chair, self.ceremony.chair_post, Delegate.Role.CHAIR)

    @property
    def secretary(self) -> Person:
        return self._named(self.ceremony.secretary, self.ceremony.secretary_post, Delegate.Role.SECRETARY)

    def _named(self, name, post, role):
        return Person(name, post) if name else next(iter(self._with(role)), Person("", post))

    @property
    def directing(self) -> list[Person]:
        return self._with(Delegate.Role.DIRECTING)

    @property
    def witnesses(self) -> list[Person]:
        return self._with(Delegate.Role.WITNESS)

    @property
    def speaking(self) -> list[Person]:
        """Who was asked to speak; where nobody was, every unit but the one in the chair."""
        come = self._where(lambda delegate: bool(delegate.membership_id) or delegate.group == Group.MEMBER)
        return self._with(Delegate.Role.SPEAKING) or [one for one in come if not one.is_same(self.chair)]

    @property
    def presidium(self) -> list[Person]:
        """Who directs, then who chairs: the first sits in the middle."""
        return [*self.directing, *([self.chair] if self.chair.name else [])]

    @property
    def hall(self) -> list[Person]:
        """Who sits in the rows, the first row first: guests, units in protocol order, the press."""
        above = [*self.presidium, self.secretary]
        return [one for one in map(self._person, self.coming) if not any(one.is_same(other) for other in above)]

    @property
    def everybody(self) -> list[Person]:
        """Each once: the presidium, the secretary, the rows."""
        return [*self.presidium, *([self.secretary] if self.secretary.name else []), *self.hall]


def signers(ceremony: Ceremony) -> list[Person]:
    """Who signs the covenant for each unit, in the order of the paper; a unit that declined is left out.

    Before it is frozen whoever is expected to sign for the unit, or its signatory.
    """
    covenant = Covenant.objects.of(ceremony.bloc_year).settled().first()
    pledges = covenant.pledges.select_related("substitution") if covenant else ()
    found = {pledge.membership_id: pledge for pledge in pledges}
    sent = {each.membership_id: each for each in ceremony.expected() if each.role == Delegate.Role.SIGNING}
    signing = []
    for member in in_order(ceremony.bloc_year.ordered_memberships):
        pledge = found.get(member.pk)
        if pledge and pledge.status == pledge.Status.DECLINED:
            continue
        signs = sent.get(member.pk) or Delegate(name=member.signatory, post=member.signatory_post)
        named = getattr(pledge, "substitution", pledge)
        name, post = (named.signatory, named.post) if named else (signs.name, signs.post)
        unit = member.name_on(ceremony.held_on or clock.today())
        signing.append(Person(name, post_in(post, unit), member.role_label))
    return signing
