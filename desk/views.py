"""Pages that look over all apps and own no record."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

import blocs.tasks
import ceremonies.progress
import pledges.progress
import pledges.tasks
from blocs import clock, rules
from blocs.board import Stage, in_order_of_deadline
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from blocs.workflow import Action, actions


@require_safe
def home(request):
    """Each person's own tasks in order of deadline, and their years."""
    found = [*blocs.tasks.tasks_for(request.user), *pledges.tasks.tasks_for(request.user)]
    found += ceremonies.progress.tasks_for(request.user)
    years = BlocYear.objects.visible_to(request.user).select_related("bloc").order_by("-year", "bloc__name")
    return render(request, "desk/home.html", _next_and_others(found) | {"years": years[:30]})


@login_not_required
@require_safe
def help_page(request):
    return render(request, "desk/help.html")


@require_safe
def year_board(request, bloc, year):
    """The year at a glance: strip of steps, the next thing to do, units × steps."""
    bloc_year = year_or_404(request, bloc, year)
    memberships = bloc_year.ordered_memberships
    columns = pledges.progress.progress(bloc_year, memberships)
    tasks = pledges.tasks.tasks_in(request.user, bloc_year) + ceremonies.progress.tasks_in(request.user, bloc_year)
    board = {
        "stages": _stages(bloc_year),
        "columns": columns,
        "rows": [(m, [column.cells[m.pk] for column in columns]) for m in memberships],
        "deadlines": bloc_year.deadlines.all(),
        "actions": actions(bloc_year, request.user),
        "may_manage": rules.may_manage_year(request.user, bloc_year),
    }
    frame = year_frame(request, bloc_year, "overview")
    return render(request, "desk/year_board.html", frame | _next_and_others(tasks) | board)


def _next_and_others(tasks):
    """The most urgent task as the page's next action, the rest as a list."""
    tasks = in_order_of_deadline(tasks)
    if not tasks:
        return {"next": None, "others": []}
    first = tasks[0]
    due = f"Hạn {first.due:%d/%m/%Y}, {first.days_left}." if first.due else ""
    text = " · ".join(filter(None, [first.where, due]))
    act = Action(first.button, first.url, primary=True, method="get")
    return {"next": {"title": first.label, "text": text, "actions": [act]}, "others": tasks[1:]}


def _stages(bloc_year):
    """The strip; the first step that is not done is the current one."""
    opened = bloc_year.status != BlocYear.Status.PREPARING
    note = f"xong {clock.local_day(bloc_year.opened_at):%d/%m/%Y}" if bloc_year.opened_at else ""
    note = note or ("xong" if opened else "đang chuẩn bị")
    strip = [Stage("Mở năm", note, "done" if opened else ""), *pledges.progress.stages(bloc_year)]
    strip.append(ceremonies.progress.stage(bloc_year))
    current = next((i for i, stage in enumerate(strip) if stage.state != "done"), None)
    return [Stage(s.label, s.note, "current" if i == current else s.state, s.url) for i, s in enumerate(strip)]
