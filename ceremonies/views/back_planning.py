"""The leader's office lets the days of the year be proposed, and takes them into the form of the deadlines."""

from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs import workdays
from blocs.forms.years import DeadlinesForm
from blocs.models import Step
from blocs.navigation import year_frame
from blocs.views.years import year_to_edit
from ceremonies.back_plan_form import BackPlanForm
from ceremonies.back_planning import plan

RETURNS = {"buoi-le": "ceremonies:ceremony_detail"}


@dataclass(frozen=True)
class Row:
    """A proposed day in the field in which it is changed, beside what the year has now."""

    step: Step
    field: BoundField
    weekday: str
    now: date | None


@require_safe
def back_plan(request, bloc, year):
    bloc_year = year_to_edit(request, bloc, year)
    form = BackPlanForm(request.GET, bloc_year=bloc_year)
    came_from = request.GET.get("ve", "")
    context = {
        "form": form,
        "ceremony": getattr(bloc_year, "ceremony", None),
        "came_from": came_from,
        "back_url": bloc_year.url(RETURNS.get(came_from, "blocs:deadlines_edit")),
    }
    if form.is_valid():
        found = plan(
            bloc_year, form.cleaned_data["ceremony"], form.cleaned_data["sent"], Step(form.cleaned_data["first"])
        )
        deadlines = DeadlinesForm(bloc_year=bloc_year, initial=found.days)
        rows = [
            Row(step, deadlines[step], workdays.named(day), bloc_year.due(step)) for step, day in found.days.items()
        ]
        others = [deadlines[step] for step in Step if step not in found.days]
        context |= {"rows": rows, "others": others, "doubts": found.doubts}
    frame = year_frame(request, bloc_year, "members", "Tính các mốc thời gian")
    return render(request, "ceremonies/back_plan.html", frame | context)
