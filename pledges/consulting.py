"""A member's answer to the draft, clause by clause, in one round of opinions."""

from dataclasses import dataclass

from blocs import clock
from blocs.open_years import lock_year
from blocs.workflow import Conflict
from pledges import outline
from pledges.models import Clause, ConsultationRound, Covenant, Opinion
from pledges.outline import Place

WHOLE = Place(0, "", "")


@dataclass(frozen=True)
class Said:
    """What a member says of ``place``; of the whole text where that is ``WHOLE``."""

    place: Place
    stance: str
    text: str = ""


def round_awaiting(covenant: Covenant, membership) -> ConsultationRound:
    """The round in which the unit may answer now; Conflict when there is none, or its day is over."""
    consulted = covenant.last_round
    if covenant.status != Covenant.Status.CONSULTING or consulted is None:
        raise Conflict("Giao ước hiện không lấy ý kiến nên chưa góp ý được.", "Anh/chị liên hệ đơn vị trưởng.")
    if not consulted.awaits(membership):
        year = covenant.bloc_year
        raise Conflict(
            f"Đợt lấy ý kiến về dự thảo giao ước đã hết hạn (hết ngày {consulted.due(membership):%d/%m/%Y}).",
            f"Anh/chị đề nghị {year.bloc.leader_title} ({year.leader}) gia hạn góp ý rồi gửi lại.",
        )
    return consulted


def places_of(consulted: ConsultationRound) -> list[Place]:
    """The clauses that were put to the round, in their words of then."""
    return outline.places(Clause(**row) for row in consulted.words["clauses"])


def given_by_place(consulted, membership) -> dict[tuple[str, str], Opinion]:
    return {opinion.key: opinion for opinion in consulted.opinions.filter(membership=membership)}


def give(covenant: Covenant, membership, said: list[Said], *, by) -> bool:
    """Keep ``said`` as all that the member says in the present round; whether that is anything new.

    Who changes an opinion takes the answer from it, for that was one to other words.
    """
    lock_year(pk=covenant.bloc_year_id)
    fresh = Covenant.objects.get(pk=covenant.pk)
    fresh.bloc_year = covenant.bloc_year
    consulted = round_awaiting(fresh, membership)
    before = given_by_place(consulted, membership)
    now = {line.place.key: line for line in said}
    gone = [opinion.pk for key, opinion in before.items() if key not in now]
    consulted.opinions.filter(pk__in=gone).delete()
    changes = [_keep(consulted, membership, line, before.get(key), by) for key, line in now.items()]
    return bool(gone) or any(changes)


def _keep(consulted, membership, line, opinion, by):
    is_same = opinion is not None and (opinion.stance, opinion.text) == (line.stance, line.text)
    if opinion is None:
        opinion = Opinion(round=consulted, membership=membership, place=line.place.name, clause=line.place.text)
    if not is_same:
        opinion.stance, opinion.text, opinion.answer, opinion.response = line.stance, line.text, "", ""
    opinion.order, opinion.given_at, opinion.given_by = line.place.order, clock.now(), by
    opinion.save()
    return not is_same
