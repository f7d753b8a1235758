"""Tables of the consolidated report whose numbers lead to the rows behind them, and these to the registrations."""

from dataclasses import dataclass

from django.urls import reverse

from blocs.models import BlocYear
from documents.tables import PrintedCell, shown
from pledges.models import Registration
from pledges.views.registration_scope import address_of


@dataclass(frozen=True)
class LinkedCell:
    text: str
    align: str
    url: str


def figure_url(bloc_year: BlocYear, figure) -> str:
    return f"{reverse('pledges:consolidation_figure', args=bloc_year.url_args)}?{figure.query}"


def linked(table, figures, bloc_year):
    """``table`` as templates show it, each of ``figures`` (by row and column, the total last) with its address."""
    printed = shown(table)
    rows = [
        [_linked(cell, figure, bloc_year) for cell, figure in zip(row, line, strict=True)]
        for row, line in zip([*printed["rows"], printed["total"]], figures, strict=False)
        if row
    ]
    total = rows.pop() if printed["total"] else ()
    return printed | {"rows": rows, "total": total}


def _linked(cell: PrintedCell, figure, bloc_year):
    """Nothing is behind an empty cell or a 0."""
    if figure is None or cell.text in ("", "0"):
        return cell
    return LinkedCell(cell.text, cell.align, figure_url(bloc_year, figure))


def readable_registrations(user, bloc_year) -> set[int]:
    """The memberships whose registration ``user`` may open."""
    visible = Registration.objects.visible_to(user).of(bloc_year)
    return set(visible.values_list("membership_id", flat=True))


def with_units_linked(listing, readable):
    """A listing as templates show it, its units leading to their registrations where these are ``readable``."""
    printed = shown(listing.table)
    place = next(i for i, column in enumerate(listing.table.columns) if column.title == "Đơn vị")
    rows = [
        [_to_registration(cell, unit, readable) if i == place else cell for i, cell in enumerate(row)]
        for row, unit in zip(printed["rows"], listing.units, strict=True)
    ]
    return printed | {"rows": rows}


def _to_registration(cell, unit, readable):
    if unit.membership.pk not in readable:
        return cell
    return LinkedCell(cell.text, cell.align, reverse("pledges:registration_detail", args=address_of(unit.membership)))
