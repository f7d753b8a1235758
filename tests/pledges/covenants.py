"""Addresses of the covenant's pages."""

from datetime import date

from django.urls import reverse

SIGNED_ON = date(2027, 2, 25)
# What a form posts for it: before the covenant's own date, and certainly so.
ON_A_DAY = {"signed_on": "25/02/2027", "certain_20270225": "on"}


def url(name, *more, bloc="khoi-ii", year=2027):
    return reverse(f"pledges:{name}", args=[bloc, year, *more])
