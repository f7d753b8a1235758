"""Addresses of the covenant's pages."""

from datetime import date

from django.urls import reverse

SIGNED_ON = date(2027, 2, 25)


def url(name, *more, bloc="khoi-ii", year=2027):
    return reverse(f"pledges:{name}", args=[bloc, year, *more])
