"""Pages that look over all apps and own no record."""

import pledges.progress
import pledges.tasks
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

import blocs.tasks
import ceremonies.progress
from blocs import rules
from blocs.board import Stage, in_order_of_deadline
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.workflow import actions


@require_safe
def home(request):
    """Each person's own tasks in order of deadline, and their years."""
    found = [*blocs.tasks.tasks_for(request.user), *pledges.tasks.tasks_for(request.user)]
    found += ceremonies.progress.tasks_for(request.user)
    years = BlocYear.objects.visible_to(request.user).select_related("bloc").order_by("-year", "bloc__name")
    return render(request, "desk/home.html", {"tasks": in_order_of_deadline(found), "years": years[:30]})


@login_not_required
@require_safe
def help_page(request):
    return render(request, "desk/help.html")


@require_safe
def year_board(request, bloc, year):
    """The year at a glance: strip of steps, the next thing to do, units × steps."""
    found = BlocYear.objects.visible_to(request.user).with_members()
    found = found.prefetch_related("deadlines", "memberships__extensions")
    bloc_year = get_object_or_404(found, bloc__slug=bloc, year=year)
    memberships = bloc_year.ordered_memberships
    for membership in memberships:
        membership.bloc_year = bloc_year
    tasks = in_order_of_deadline([
        *pledges.tasks.tasks_in(request.user, bloc_year), *ceremonies.progress.tasks_in(request.user, bloc_year)
    ])
    return render(request, "desk/year_board.html", year_frame(request, bloc_year, "overview") | {
        "stages": _stages(bloc_year),
        "tasks": tasks,
        "columns": (columns := pledges.progress.progress(bloc_year, memberships)),
        "rows": [(m, [column.cells[m.pk] for column in columns]) for m in memberships],
        "deadlines": bloc_year.deadlines.all(),
        "actions": actions(bloc_year, request.user),
        "may_manage": rules.may_manage_year(request.user, bloc_year),
    })


def _stages(bloc_year):
    """The strip; the first step that is not done is the current one."""
    opened = bloc_year.status != BlocYear.Status.PREPARING
    detail = f"xong {bloc_year.opened_at:%d/%m/%Y}" if bloc_year.opened_at else ("xong" if opened else "đang chuẩn bị")
    strip = [Stage("Mở năm", detail, "done" if opened else ""), *pledges.progress.stages(bloc_year)]
    strip.append(ceremonies.progress.stage(bloc_year))
    current = next((i for i, stage in enumerate(strip) if stage.state != "done"), None)
    return [
        Stage(s.label, s.note, "current" if i == current else s.state, s.url) for i, s in enumerate(strip)
    ]
