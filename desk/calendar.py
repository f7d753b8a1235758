"""Last days for the calendar of an office: those of the year, or of one unit with what it was granted."""

from django.http import Http404
from django.views.decorators.http import require_safe

from blocs.last_days import TYPE, calendar, days_of
from blocs.views.members import member_or_404
from blocs.views.years import year_or_404
from documents.downloads import file_response


@require_safe
def calendar_of_year(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    return _file(bloc_year, calendar(bloc_year, days_of(bloc_year)), f"Thời hạn năm {year} - {bloc_year.bloc}")


@require_safe
def calendar_of_unit(request, bloc, year, unit):
    bloc_year = year_or_404(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    content = calendar(bloc_year, days_of(bloc_year, membership), membership)
    return _file(bloc_year, content, f"Thời hạn năm {year} - {membership.unit}")


@require_safe
def calendar_of_step(request, bloc, year, unit, step):
    bloc_year = year_or_404(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    days = days_of(bloc_year, membership)
    if step not in days:
        raise Http404
    content = calendar(bloc_year, {step: days[step]}, membership)
    return _file(bloc_year, content, f"Thời hạn {step} năm {year} - {membership.unit}")


def _file(bloc_year, content, name):
    name = " - ".join(filter(None, [name, bloc_year.sample_mark]))
    return file_response(content.encode(), f"{name}.ics", TYPE, attachment=True)
