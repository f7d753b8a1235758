"""A member's answer to the draft, clause by clause, kept beside what was said of earlier words."""

from dataclasses import dataclass

from blocs import clock
from blocs.workflow import Conflict
from pledges import outline
from pledges.models import Covenant, Opinion
from pledges.outline import Place

WHOLE = Place(0, "", "")


@dataclass(frozen=True)
class Said:
    """What a member says of ``place``; of the whole text where that is ``WHOLE``."""

    place: Place
    stance: str
    text: str = ""


def refuse_unless_asked(covenant: Covenant):
    if covenant.status != Covenant.Status.CONSULTING:
        raise Conflict("Giao ước hiện không lấy ý kiến nên chưa góp ý được.", "Anh/chị liên hệ đơn vị trưởng.")


def places_of(covenant: Covenant) -> list[Place]:
    return outline.places(covenant.clauses.all())


def given_by_place(covenant, membership) -> dict[tuple[str, str], Opinion]:
    return {opinion.key: opinion for opinion in covenant.opinions.filter(membership=membership)}


def give(covenant: Covenant, membership, said: list[Said], *, by) -> bool:
    """Keep ``said`` as all that the member says of the present draft; whether that is anything new.

    Who changes an opinion takes the answer from it, for that was one to other words. What was said of words that
    the draft has no longer stays, with its answer.
    """
    refuse_unless_asked(Covenant.objects.select_for_update().get(pk=covenant.pk))
    before = given_by_place(covenant, membership)
    now = {line.place.key: line for line in said}
    asked = {place.key for place in [WHOLE, *places_of(covenant)]}
    gone = [opinion.pk for key, opinion in before.items() if key in asked and key not in now]
    covenant.opinions.filter(pk__in=gone).delete()
    changes = [_keep(covenant, membership, line, before.get(key), by) for key, line in now.items()]
    return bool(gone) or any(changes)


def _keep(covenant, membership, line, opinion, by):
    is_same = opinion is not None and (opinion.stance, opinion.text) == (line.stance, line.text)
    if opinion is None:
        opinion = Opinion(covenant=covenant, membership=membership, place=line.place.name, clause=line.place.text)
    if not is_same:
        opinion.stance, opinion.text, opinion.answer, opinion.response = line.stance, line.text, "", ""
    opinion.order, opinion.given_at, opinion.given_by = line.place.order, clock.now(), by
    opinion.save()
    return not is_same
