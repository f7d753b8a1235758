"""The ceremony behind an address, as far as the user may see it, run it, change it now."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from blocs.open_years import open_or_conflict
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from ceremonies import rules
from ceremonies.arrivals import untold_or_refused
from ceremonies.forms import VOTES
from ceremonies.models import Ceremony


def ceremony_or_404(request, bloc, year):
    """The ceremony of these two address parts, as far as the user may know of it."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Ceremony.objects.visible_to(request.user).select_related("host"), bloc_year=bloc_year)
    found.bloc_year = bloc_year
    return found


def run_or_refused(request, bloc, year):
    """The ceremony, if the user runs it (else 403)."""
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_run_ceremony(request.user, ceremony):
        raise PermissionDenied
    return ceremony


def editable_or_refused(request, bloc, year, section=""):
    """The ceremony, if the user runs it (else 403) and it can still be changed (else 409)."""
    ceremony = run_or_refused(request, bloc, year)
    open_or_conflict(ceremony.bloc_year)
    if section == VOTES and ceremony.status == Ceremony.Status.HELD:
        untold_or_refused(ceremony, "kết quả biểu quyết")
    if not (ceremony.votes_are_open if section == VOTES else ceremony.is_editable):
        raise Conflict(f"Buổi lễ ở trạng thái “{ceremony.get_status_display()}” nên không sửa được nữa.")
    return ceremony
