"""Protocol order and offices of a year's members."""

from blocs.models import Membership


def append_member(bloc_year, membership):
    """Save ``membership`` as the last of ``bloc_year``, with the office its role gives."""
    last = max((m.order for m in bloc_year.memberships.all()), default=0)
    membership.bloc_year, membership.order = bloc_year, last + 1
    give_role(membership)


def give_role(membership):
    """Save ``membership``; whoever held its office in the year becomes a plain member. Returns that one or None."""
    others = membership.bloc_year.memberships.select_for_update().exclude(pk=membership.pk)
    before = None
    if membership.role != Membership.Role.MEMBER:
        before = others.filter(role=membership.role).first()
    if before:
        before.role = Membership.Role.MEMBER
        before.save(update_fields=["role"])
    membership.save()
    return before


def move(membership, places):
    """Move ``membership`` up (negative) or down in protocol order, and number all from 1."""
    members = list(membership.bloc_year.memberships.select_for_update().order_by("order", "pk"))
    here = members.index(membership)
    there = min(max(here + places, 0), len(members) - 1)
    members.insert(there, members.pop(here))
    for order, member in enumerate(members, start=1):
        member.order = order
    Membership.objects.bulk_update(members, ["order"])
