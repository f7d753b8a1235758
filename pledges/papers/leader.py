"""What the papers of a year have in common: names on a day, issuer, seat, who signs and in what form."""

from blocs.models import Membership
from documents.description import Issuer, Signature
from documents.wording import post_in, upper

CAPITAL = "Hà Nội"  # where central bodies have their seat


def name_on(unit, day) -> str:
    """The unit's full name in force on ``day``."""
    named = unit.name_on(day)
    return named.full_name if named else unit.slug


def authority_of(membership: Membership) -> tuple[str, str]:
    """The form of signing and the post it stands for: "KT. Chánh Thanh tra" is ("KT.", "Chánh Thanh tra")."""
    head, _, rest = membership.signatory_authority.strip().partition(" ")
    if head.upper() in ("KT.", "TM.", "TUQ.", "Q.", "TL."):
        return head.upper(), rest.strip()
    return "", membership.signatory_authority.strip()


def issuer(bloc_year, day) -> Issuer:
    return Issuer(name_on(bloc_year.bloc.organiser, day), bloc_year.bloc.name)


def seat(bloc_year) -> str:
    """The địa danh of the bloc's papers: where its leader sits."""
    return bloc_year.leader.province or CAPITAL if bloc_year.leader else CAPITAL


def signature(bloc_year, day) -> Signature:
    """The leader signs with both titles: in the bloc, and in the unit (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    membership = bloc_year.holder_of(Membership.Role.LEADER)
    head = f"{bloc_year.bloc.leader_title}"
    if membership is None:
        return Signature((upper(head),))
    authority, _ = authority_of(membership)
    post = post_in(membership.signatory_post or "Thủ trưởng", name_on(membership.unit, day), " ")
    return Signature((upper(f"{authority} {head}".strip()), upper(post)), membership.signatory)
