"""Addresses of the covenant's pages."""

from datetime import date

from django.urls import reverse

SIGNED_ON = date(2027, 2, 25)
# What a form posts for it: before the covenant's own date, and certainly so.
ON_A_DAY = {"signed_on": "25/02/2027", "certain_20270225": "on"}


def consult(covenant):
    """Put the draft to a round of opinions, without day or letters; the covenant as it stands then."""
    type(covenant).objects.filter(pk=covenant.pk).update(status="consulting")
    covenant.rounds.create(number=covenant.rounds.count() + 1, words=covenant.snapshot())
    return type(covenant).objects.get(pk=covenant.pk)


def say(covenant, membership, stance="comments", **facts):
    """An opinion of the unit in the covenant's newest round."""
    return covenant.last_round.opinions.create(membership=membership, stance=stance, **facts)


def url(name, *more, bloc="khoi-ii", year=2027):
    return reverse(f"pledges:{name}", args=[bloc, year, *more])
