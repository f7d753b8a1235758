"""The year's list of registrations: on the screen, as a workbook, as CSV."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs import rules as blocs_rules
from blocs.models import BlocYear, Step
from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from documents.listed import csv_response, workbook_response
from pledges import rules
from pledges.deciding import prepared_in
from pledges.listing import CHOICES, Row, chosen, list_table, rows_of
from pledges.models import Registration

Status = Registration.Status


@dataclass(frozen=True)
class Listing:
    """What the address asks for: ``?trang-thai=con-thieu&q=tu phap``. ``rows`` are those that are shown."""

    bloc_year: BlocYear
    every_row: list[Row]
    rows: list[Row]
    sees_all: bool
    state: str
    q: str

    @property
    def title(self) -> str:
        return f"Danh sách đăng ký thi đua năm {self.bloc_year.year} - {self.bloc_year.bloc}"

    @property
    def choice(self) -> str:
        """How the rows were chosen, in words; "" when all are shown."""
        named = f"tên chứa “{self.q}”" if self.q else ""
        return ", ".join(filter(None, [CHOICES[self.state].label if self.state else "", named]))


def _listing(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    every_row = rows_of(bloc_year, request.user)
    sees_all = blocs_rules.may_manage_year(request.user, bloc_year)
    rows = every_row if sees_all else [row for row in every_row if _is_own(request.user, row)]
    asked = request.GET.get("trang-thai", "")
    state, q = asked if asked in CHOICES else "", request.GET.get("q", "").strip()
    return Listing(bloc_year, every_row, chosen(rows, state=state, q=q), sees_all, state, q)


def _is_own(user, row):
    return blocs_rules.serves(user, row.membership.unit)


def _may_receive(user, row):
    return rules.may_receive(user, Registration(membership=row.membership))


@require_safe
def registration_list(request, bloc, year):
    listing = _listing(request, bloc, year)
    bloc_year, every_row = listing.bloc_year, listing.every_row
    waiting = [row for row in every_row if row.status == Status.SUBMITTED and _may_receive(request.user, row)]
    context = year_frame(request, bloc_year, current="registrations") | {
        "rows": listing.rows,
        "sees_all": listing.sees_all,
        "state": listing.state,
        "q": listing.q,
        "choice": listing.choice,
        "choices": [(word, choice.label) for word, choice in CHOICES.items()],
        "query": request.GET.urlencode(),
        "total": len(every_row),
        "handed_in": sum(not row.is_missing for row in every_row),
        "received": sum(row.status == Status.ACCEPTED for row in every_row),
        "waiting": len(waiting),
        "prepared": len(prepared_in(bloc_year, request.user)),
        "due": bloc_year.due(Step.REGISTRATION),
        "subtitle": str(bloc_year.bloc),
    }
    return render(request, "pledges/registration_list.html", context)


@require_safe
def registration_list_workbook(request, bloc, year):
    listing = _listing(request, bloc, year)
    mark = listing.bloc_year.sample_mark
    return workbook_response(list_table(listing.rows), "Đăng ký", title=listing.title, choice=listing.choice, mark=mark)


@require_safe
def registration_list_csv(request, bloc, year):
    listing = _listing(request, bloc, year)
    return csv_response(list_table(listing.rows), title=listing.title, mark=listing.bloc_year.sample_mark)
