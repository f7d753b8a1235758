"""The rounds of opinions on the covenant as the data of a file, and from it as records again."""

from datetime import datetime

from django.utils import timezone

from archive.handed_in import count
from archive.texts import clauses_as_data, clauses_of, said
from pledges.consulting import WHOLE, places_of
from pledges.models import Clause, ConsultationRound, Covenant, Opinion
from pledges.models.covenant import WORDS

STEPS = ("opened", "shared", "closed")


def rounds_as_data(covenant) -> list[dict]:
    """Who opened, shared and closed them and who wrote the opinions is not in the file."""
    rounds = covenant.rounds.prefetch_related("opinions__membership__unit")
    return [
        said(
            {step: _iso(getattr(consulted, f"{step}_at")) for step in STEPS}
            | {
                "words": _words(consulted.words),
                "opinions": [said(_opinion(opinion)) for opinion in consulted.opinions.all()],
            }
        )
        for consulted in rounds
    ]


def _iso(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _words(kept):
    clauses = clauses_as_data(Clause(**row) for row in kept.get("clauses", []))
    return said({**kept, "clauses": clauses})


def _opinion(opinion):
    return {
        "member": opinion.membership.unit.slug,
        "clause": opinion.place,
        "stance": opinion.stance,
        "text": opinion.text,
        "given": _iso(opinion.given_at),
        "answer": opinion.answer,
        "response": opinion.response,
    }


def enter_rounds(covenant, told, members):
    """A round that is not closed puts the covenant before its members again."""
    for number, entry in enumerate(told.get("rounds") or [], start=1):
        moments = {f"{step}_at": datetime.fromisoformat(entry[step]) for step in STEPS if entry.get(step)}
        consulted = ConsultationRound.objects.create(
            covenant=covenant, number=number, words=_kept_words(entry["words"]), **moments
        )
        places = {place.name: place for place in [WHOLE, *places_of(consulted)]}
        Opinion.objects.bulk_create(
            _entered(consulted, opinion, places[opinion.get("clause") or ""], members)
            for opinion in entry.get("opinions") or []
        )
        if not entry.get("closed"):
            Covenant.objects.filter(pk=covenant.pk).update(status=Covenant.Status.CONSULTING)


def _kept_words(told):
    """The shape of ``Covenant.snapshot()``."""
    clauses = [{"level": c.level, "numbered": c.numbered, "text": c.text} for c in clauses_of(Clause, told)]
    general = {name: told.get(name) or "" for name in (*WORDS, "dated")}
    return general | {"copies": count(told.get("copies")), "bases": told.get("bases") or [], "clauses": clauses}


def _entered(consulted, opinion, place, members):
    return Opinion(
        round=consulted,
        membership=members[opinion["member"]],
        order=place.order,
        place=place.name,
        clause=place.text,
        stance=opinion["stance"],
        text=opinion.get("text") or "",
        given_at=datetime.fromisoformat(opinion["given"]),
        answer=opinion.get("answer") or "",
        response=opinion.get("response") or "",
    )


def names_of(words) -> set[str]:
    """As opinions name the clauses of a round."""
    return {place.name for place in places_of(ConsultationRound(words=_kept_words(words)))}
