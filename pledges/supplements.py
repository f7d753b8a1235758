"""Đăng ký bổ sung: what a unit hands in beyond what the year's adopted report had settled."""

from __future__ import annotations

from collections.abc import Callable

from blocs.models import BlocYear
from pledges.models import AdoptedReport, Registration, Revision


def counter(bloc_year: BlocYear) -> Callable[[str, int], str]:
    """A function of (unit's slug, number of a submission): what the submission is called beside its number.

    "" for what belongs to the year's first report, and for everything until that is adopted.
    """
    reports = AdoptedReport.objects.filter(bloc_year=bloc_year, number=1)
    settled = reports.values_list("settled", flat=True).first()

    def called(unit: str, submission: int) -> str:
        ordinal = submission - settled.get(unit, 0) if settled is not None else 0
        return f"Đăng ký bổ sung lần {ordinal}" if ordinal > 0 else ""

    return called


def supplement_of(registration: Registration) -> str:
    """What stands in the registration, or will once it is handed in, as ``counter`` calls it."""
    ahead = registration.is_editable
    called = counter(registration.bloc_year)
    return called(registration.membership.unit.slug, registration.submissions + ahead)


def marked(registration: Registration) -> list[tuple[Revision, str]]:
    """Its submissions, the newest first, each with what ``counter`` calls it."""
    called = counter(registration.bloc_year)
    revisions = registration.revisions.select_related("made_by", "scan__file").order_by("-number")
    return [(revision, called(registration.membership.unit.slug, revision.number)) for revision in revisions]
