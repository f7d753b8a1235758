"""The last day of each step. A day made earlier may make units late: they are named before it is kept."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render

from blocs.commitments import becoming_late
from blocs.editing import fingerprint
from blocs.forms.years import DeadlinesForm
from blocs.models import OWN_STEPS, Deadline, Step
from blocs.navigation import year_frame
from blocs.sequence import contradictions
from blocs.views.years import year_to_edit
from blocs.writing import form_page


@dataclass(frozen=True)
class Overtaken:
    """The units that a new day makes late in one step."""

    step: str
    units: list[str]


@form_page
def deadlines_edit(request, bloc, year):
    bloc_year = year_to_edit(request, bloc, year)
    form = DeadlinesForm(request.POST or None, bloc_year=bloc_year)
    overtaken = []
    if request.method == "POST" and form.is_valid():
        overtaken = _overtaken(bloc_year, form.cleaned_data)
        if not overtaken or request.POST.get("confirmed") == _fingerprint(overtaken):
            _keep(bloc_year, form.cleaned_data)
            messages.success(request, "Đã lưu thời hạn.")
            for contradiction in contradictions(form.cleaned_data):
                messages.warning(request, f"{contradiction} Anh/chị xem lại ngày.")
            return redirect("blocs:deadlines_edit", *bloc_year.url_args)
    context = {"form": form, "overtaken": overtaken, "fingerprint": _fingerprint(overtaken)}
    frame = year_frame(request, bloc_year, "members", "Thời hạn")
    return render(request, "blocs/deadlines_edit.html", frame | context)


def _overtaken(bloc_year, days):
    memberships = (
        bloc_year.memberships.order_by("order", "pk")
        .select_related("unit", "registration")
        .prefetch_related("unit__names", "extensions")
    )
    changed = [(step, day) for step in OWN_STEPS if (day := days[step]) and day != bloc_year.due(step)]
    found = [
        Overtaken(Step(step).label, [str(m) for m in becoming_late(memberships, step, bloc_year.due(step), day)])
        for step, day in changed
    ]
    return [late for late in found if late.units]


def _fingerprint(overtaken):
    """Confirms exactly the units that were shown, not whatever the dates were changed to afterwards."""
    return fingerprint([[late.step, late.units] for late in overtaken])


def _keep(bloc_year, days):
    for step, day in days.items():
        if day is None:
            Deadline.objects.filter(bloc_year=bloc_year, step=step).delete()
        elif day != bloc_year.due(step):
            Deadline.objects.update_or_create(bloc_year=bloc_year, step=step, defaults={"due": day})
