"""Who has signed: marks at the table, and the covenant that is complete with the last of them."""

from datetime import date
from functools import partial

from django.db import transaction

from blocs import clock
from blocs.open_years import lock_year
from blocs.workflow import Conflict, check, perform
from pledges import notifications, originals
from pledges.models import Covenant, Pledge, SigningTurn, Substitution
from pledges.models.pledge import year_signs_on_paper
from pledges.papers.covenant import field_of


@transaction.atomic
def mark_signed(*pledges: Pledge, by, on: date) -> None:
    """Record signatures under one covenant given on paper on the day ``on``; the last one completes it.

    Raises Conflict for a day on which nobody can have signed.
    """
    for pledge in pledges:
        pledge.covenant = pledges[0].covenant  # asked for once
        check(pledge.sign, by=by)  # the right before the day: who may not sign is told that, and only that
    covenant, *fresh = locked(*pledges)
    if not first_day(covenant) <= on <= clock.today():
        raise Conflict(f"Ngày ký phải từ ngày {first_day(covenant):%d/%m/%Y} đến hôm nay.")
    for pledge in fresh:
        perform(pledge.sign, by=by, on=on)
    end_turns(pledge__in=fresh)
    settle(covenant, by=by)


def settle(covenant, *, by):
    """After a signature: the last one completes the covenant; who checks the paper by its code is told."""
    if not covenant.pledges.unsigned().exists():
        perform(covenant.complete, by=by)
    publish(covenant)


@transaction.atomic
def unmark(pledge: Pledge, *, by) -> Pledge:
    """Take back a mark made by mistake, until the covenant is complete."""
    covenant, pledge = locked(pledge)
    originals.refuse_if_on_originals(pledge)
    perform(pledge.unsign, by=by)
    publish(covenant)
    return pledge


@transaction.atomic
def decline(pledge: Pledge, *, by, reason: str) -> Pledge:
    covenant, pledge = locked(pledge)
    perform(pledge.decline, by=by, reason=reason)
    end_turns(pledge=pledge)
    publish(covenant)
    transaction.on_commit(partial(notifications.pledge_declined, pledge, by))
    return pledge


@transaction.atomic
def reconsider(pledge: Pledge, *, by) -> None:
    covenant, pledge = locked(pledge)
    perform(pledge.reconsider, by=by)
    publish(covenant)
    transaction.on_commit(partial(notifications.pledge_reconsidered, pledge, by))


def end_turns(**which) -> list[SigningTurn]:
    """End the turns of ``which``, whatever came back."""
    turns = list(SigningTurn.objects.filter(**which).select_related("arrived", "pledge__membership__unit"))
    for turn in turns:
        turn.end()
    return turns


def overtake_turns(why, *, by, **which):
    """End the turns of ``which`` because of what the leader's office does, and tell the units that held the file."""
    for turn in end_turns(**which):
        transaction.on_commit(partial(notifications.signing_turn_overtaken, turn, why, by))


def on_paper_or_conflict(covenant):
    """Raises Conflict where the year signs digitally only."""
    if not year_signs_on_paper(covenant):
        raise Conflict(year_signs_on_paper.reason, year_signs_on_paper.hint, covenant.get_absolute_url())


@transaction.atomic
def delegate(pledge: Pledge, substitution: Substitution, *, by) -> None:
    """Record who signs instead of the person printed; the printed names stay on the pledge."""
    covenant, pledge = locked(pledge)
    perform(pledge.delegate, by=by)
    substitution.pledge, substitution.named_at, substitution.named_by = pledge, clock.now(), by
    substitution.save()
    publish(covenant)
    transaction.on_commit(partial(notifications.pledge_delegated, pledge, by))


@transaction.atomic
def recall(pledge: Pledge, *, by) -> None:
    covenant, pledge = locked(pledge)
    perform(pledge.recall, by=by)
    Substitution.objects.filter(pledge=pledge).delete()
    publish(covenant)


def first_day(covenant):
    """The covenant's own date, or the day of its text where it went round for signature before."""
    return min(covenant.dated, clock.local_day(covenant.frozen_at))


def proposed_day(covenant):
    """The day of the ceremony once it has come, else the covenant's own date; today while that is still to come."""
    ceremony = ceremony_for(covenant)
    if ceremony and first_day(covenant) <= ceremony.held_on <= clock.today():
        return ceremony.held_on
    return min(covenant.dated, clock.today())


def ceremony_for(covenant):
    """Where it is signed, which belongs to the app above; None while that has no day."""
    ceremony = getattr(covenant.bloc_year, "ceremony", None)
    is_planned = ceremony and ceremony.is_for_signing and ceremony.held_on and ceremony.status != "cancelled"
    return ceremony if is_planned else None


def on_paper(covenant, count) -> str:
    """How, when and where a unit signs the ``count`` originals on paper (None: nobody has said how many)."""
    ceremony, year = ceremony_for(covenant), covenant.bloc_year
    what = f"ký {count} bản gốc trên giấy" if count else "ký các bản gốc trên giấy"
    if ceremony and ceremony.held_on >= clock.today():
        return f"{what} tại {ceremony.word} ngày {ceremony.held_on:%d/%m/%Y}"
    return f"{what}; Anh/chị hỏi {year.bloc.leader_title} ({year.leader}) ngày và nơi ký"


def doubt(covenant, on: date) -> str:
    """What is odd about a signature given on the day ``on``; "" when nothing is, or when nothing can be changed."""
    if on >= covenant.dated or covenant.status == Covenant.Status.SIGNED:
        return ""
    return (
        f"Ngày ký {on:%d/%m/%Y} trước ngày ghi trên giao ước, {covenant.dated:%d/%m/%Y}. Nếu nhầm, Anh/chị bỏ đánh "
        "dấu rồi ghi lại khi giao ước chưa ký đủ."
    )


def publish(covenant):
    """Tell the issued document who has signed, for those who check it by its code.

    Written as a whole from the pledges after each change, so that the two cannot drift apart.
    """
    day = covenant.dated
    pledges = covenant.pledges.select_related("membership__unit", "substitution")
    document = covenant.document
    document.signatures = [
        {
            "unit": pledge.membership.name_on(day),
            "signatory": pledge.signatory,
            "post": pledge.post,
            "authority": pledge.authority_line,
            "signed_on": pledge.signed_on.isoformat() if pledge.signed_on else None,
            "manner": pledge.get_manner_display(),
            "field": field_of(pledge.membership),
            "instead": _instead(pledge),
        }
        for pledge in pledges.prefetch_related("membership__unit__names")
    ]
    document.save(update_fields=["signatures"])


def _instead(pledge):
    """Who signs in place of the person printed; None where nobody does."""
    if not hasattr(pledge, "substitution"):
        return None
    said = pledge.substitution
    return {
        "signatory": said.signatory,
        "post": said.post,
        "authority": said.authority_line,
        "basis": said.basis,
    }


def locked(*pledges):
    """Their covenant and the pledges as they stand, nobody else changing them until the transaction ends."""
    lock_year(pk=pledges[0].covenant.bloc_year_id)
    covenant = Covenant.objects.get(pk=pledges[0].covenant_id)
    fresh = list(Pledge.objects.filter(pk__in=[p.pk for p in pledges]).select_related("membership__unit"))
    for pledge in fresh:
        pledge.covenant = covenant
    return covenant, *fresh
