"""The order of introduction, proposed from group and post: guests before the house, the highest first.

A custom, not a rule of law: the office changes what it proposes (docs/decisions/0036-order-of-introduction.md).
"""

from collections.abc import Iterable, Sequence

from blocs.models import Membership
from blocs.text import nfc, search_key
from ceremonies.models import Delegate

Group = Delegate.Group
GROUPS = [Group.ORGANISER, Group.STANDING, Group.GUEST, Group.MEMBER, Group.PRESS]
DEPUTY, ACTING = "pho ", "quyen "
LEADERS = ("lanh dao", "dai dien lanh dao")  # somebody who leads, not named yet
# How posts begin, the highest first; a deputy comes right below: each line is two ranks.
POSTS: Sequence[tuple[str, ...]] = (
    ("tong bi thu", "chu tich nuoc", "thu tuong"),
    ("tong thanh tra", "bo truong", "chu nhiem", "bi thu tinh", "bi thu thanh", "chu tich", "bi thu"),
    ("thu truong", "tong giam doc", "tong cuc truong"),
    ("vu truong", "cuc truong", "chanh van phong", "chanh thanh tra", "giam doc", "vien truong", "hieu truong",
     "truong ban", "tong bien tap", "thu truong don vi", *LEADERS),
    ("truong phong", "doi truong", "truong"),
    ("thanh tra vien", "chuyen vien", "dai dien", "can bo"),
)  # fmt: skip
OTHERS = 2 * len(POSTS)
FORMER = ("nguyên ", "cựu ")  # a guest of honour, of no unit any more
# With their marks: "Bảo hiểm" is no "Báo".
PRESS = ("báo ", "tạp chí", "đài phát thanh", "đài truyền hình", "phóng viên", "thông tấn xã", "truyền hình")


def rank(post: str) -> int:
    """0 is the highest; a post that is not known comes last, none at all after it."""
    key = search_key(post)
    plain = _plain(key)
    deputy = key.startswith(DEPUTY)
    for place, beginnings in enumerate(POSTS):
        if plain.startswith(beginnings):
            return 2 * place + deputy
    return OTHERS if key else OTHERS + 1


def is_bare(post: str) -> bool:
    """Whether it is a known post and says nothing of where: "Phó Chánh Thanh tra"."""
    plain = _plain(search_key(post))
    return any(plain in beginnings for beginnings in POSTS)


def _plain(key):
    return key.removeprefix(ACTING).removeprefix(DEPUTY)


def in_order(delegates: Iterable[Delegate], bloc_year) -> list[Delegate]:
    """By group, members in the bloc's order, then by post; equals stay as they stood."""
    standing = Standing(bloc_year, bloc_year.ordered_memberships)
    return sorted(delegates, key=lambda delegate: (*standing.place(delegate), rank(delegate.post)))


class Standing:
    """Where each delegate stands, the units in the order of ``members``: the group, but where nobody chose (a new
    delegate is a guest) people of the organiser stand with it, and those of a member unit with their unit."""

    def __init__(self, bloc_year, members) -> None:
        self.bloc_year = bloc_year
        self._places = {member.pk: place for place, member in enumerate(members)}
        self._units = units_by_name(bloc_year)

    def place(self, delegate: Delegate) -> tuple[int, int, bool]:
        """Of the group, of the unit, and behind whoever comes for it."""
        unit = self.unit(delegate)
        return (
            GROUPS.index(Group(self.group(delegate))),
            self._places.get(unit, len(self._places)),
            not delegate.membership_id,
        )

    def unit(self, delegate: Delegate) -> int | None:
        """The key of the membership whose people they are."""
        is_guest = delegate.group == Group.GUEST and not nfc(delegate.post).lower().startswith(FORMER)
        if delegate.membership_id or not is_guest:
            return delegate.membership_id
        found = self._units.get(search_key(delegate.organisation))
        return found.pk if found else None

    def group(self, delegate: Delegate) -> str:
        if self.unit(delegate):
            return Group.MEMBER
        if delegate.group != Group.GUEST or not _is_of_organiser(delegate.organisation, self.bloc_year):
            return delegate.group
        proposed = group_for(delegate.post, delegate.organisation, self.bloc_year)
        return proposed if proposed in (Group.ORGANISER, Group.STANDING) else Group.GUEST


def group_for(post: str, organisation: str, bloc_year) -> str:
    """What is proposed where nobody says a group."""
    if membership_for(organisation, bloc_year):
        return Group.MEMBER
    if any(nfc(text).lower().startswith(PRESS) for text in (organisation, post)):
        return Group.PRESS
    if _is_of_organiser(organisation, bloc_year):
        leads = rank(post) <= 3 or search_key(post).startswith(LEADERS)
        return Group.ORGANISER if leads else Group.STANDING
    return Group.GUEST


def _is_of_organiser(organisation, bloc_year):
    where, organiser = search_key(organisation), search_key(str(bloc_year.bloc.organiser))
    return (where and organiser.endswith(where)) or where.endswith(organiser)


def membership_for(organisation: str, bloc_year):
    """The member unit that is called so, or None."""
    return units_by_name(bloc_year).get(search_key(organisation))


def units_by_name(bloc_year) -> dict[str, Membership]:
    """Member units by the keys of all their names, former ones too."""
    found: dict[str, Membership] = {}
    for member in bloc_year.ordered_memberships:
        for name in member.unit.known_names:
            for said in filter(None, map(search_key, (name.full_name, name.short_name))):
                found.setdefault(said, member)
    return found


def settle_units(ceremony) -> None:
    """Who is in the members' group comes for the unit that is named; nobody else comes for one."""
    units = units_by_name(ceremony.bloc_year)
    for delegate in ceremony.delegates.all():
        unit = delegate.membership_id
        if delegate.group != Group.MEMBER:
            unit = None
        elif found := units.get(search_key(delegate.organisation)):
            unit = found.pk
        if unit != delegate.membership_id:
            delegate.membership_id = unit
            delegate.save(update_fields=["membership"])
