"""Pages that look over all apps and own no record."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

import blocs.tasks
import ceremonies.progress
import pledges.progress
import pledges.tasks
from archive.rules import may_make_dossier
from blocs import clock, next_year, rules
from blocs.board import Row, Stage, in_order_of_deadline
from blocs.models import BlocYear, Step
from blocs.navigation import year_frame
from blocs.sequence import on_or_until, weekday
from blocs.workflow import Action, actions
from desk.boards import OPEN, Board
from documents.listed import csv_response, workbook_response

# What these two pages show of a year, its bloc and its ceremony.
OF_YEARS = (
    "year", "status", "theme", "is_sample", "opened_at",
    "bloc__slug", "bloc__kind", "bloc__name", "bloc__description", "bloc__organiser",
    "ceremony__status", "ceremony__kind", "ceremony__held_on", "ceremony__session",
    "signing_choice__manner", "signing_choice__is_ordered",
)  # fmt: skip


@require_safe
def home(request):
    """Each person's own tasks in order of deadline, and their years."""
    years = list(_visible_years(request.user).order_by("-year", "bloc__name"))
    under_way = [year for year in years if year.status != BlocYear.Status.CLOSED]
    pledges.progress.fetch(under_way, request.user)
    found = [task for year in under_way for task in blocs.tasks.tasks_in(request.user, year)]
    found += [task for year in under_way for task in _tasks_in(request.user, year)]
    return render(request, "desk/home.html", _next_and_others(found) | {"years": years[:30]})


@login_not_required
@require_safe
def help_page(request):
    return render(request, "desk/help.html")


@require_safe
def year_board(request, bloc, year):
    """The year at a glance: strip of steps, the next thing to do, units × steps."""
    years = list(_visible_years(request.user).filter(bloc__slug=bloc).order_by("-year"))
    bloc_year = _year_or_404(years, year, request.user)
    own = next((m for m in bloc_year.ordered_memberships if m.unit_id in rules.units_of(request.user)), None)
    board = {
        "stages": _stages(bloc_year, request.user),
        "board": _board(request, bloc_year),
        "query": request.GET.urlencode(),
        "deadlines": _deadlines(bloc_year, own),
        "calendar_url": _calendar_url(bloc_year, own),
        "actions": actions(bloc_year, request.user),
        "may_manage": rules.may_manage_year(request.user, bloc_year),
        "may_prepare_next": next_year.may_be_prepared(bloc_year, request.user),
        "may_archive": may_make_dossier(request.user, bloc_year),
    }
    frame = year_frame(request, bloc_year, "overview", years=years)
    return render(request, "desk/year_board.html", frame | _next_and_others(_tasks_in(request.user, bloc_year)) | board)


@require_safe
def board_workbook(request, bloc, year):
    bloc_year, board, title = _board_to_take_along(request, bloc, year)
    return workbook_response(board.table, "Các bước", title=title, choice=board.choice, mark=bloc_year.sample_mark)


@require_safe
def board_csv(request, bloc, year):
    bloc_year, board, title = _board_to_take_along(request, bloc, year)
    return csv_response(board.table, title=title, mark=bloc_year.sample_mark)


def _board_to_take_along(request, bloc, year):
    bloc_year = _year_or_404(_visible_years(request.user).filter(bloc__slug=bloc), year, request.user)
    return bloc_year, _board(request, bloc_year), f"Đơn vị và các bước năm {bloc_year.year} - {bloc_year.bloc}"


def _year_or_404(years, year, user):
    """That of ``years``, with all that its page looks at fetched."""
    bloc_year = next((one for one in years if one.year == year), None)
    if bloc_year is None:
        raise Http404
    pledges.progress.fetch([bloc_year], user)
    return bloc_year


def _board(request, bloc_year):
    memberships = bloc_year.ordered_memberships
    columns = tuple(pledges.progress.progress(bloc_year, memberships, request.user))
    rows = tuple(_row(number, m, columns) for number, m in enumerate(memberships, start=1))
    return Board(columns, rows, request.GET.get("viec") == OPEN, request.GET.get("q", "").strip())


def _deadlines(bloc_year, own):
    """(step, its day, what the user's ``own`` unit was granted, its day for the calendar) of each deadline."""
    found = []
    for deadline in bloc_year.known_deadlines:
        day = f"{on_or_until(deadline.step, deadline.due)} ({weekday(deadline.due)})"
        due = bloc_year.due(deadline.step, own)
        granted = f"{own.unit} được gia hạn đến hết ngày {due:%d/%m/%Y}" if own and due != deadline.due else ""
        found.append((Step(deadline.step).label, day, granted, _calendar_url(bloc_year, own, deadline.step)))
    return tuple(found)


def _calendar_url(bloc_year, own, step=""):
    """The last days for the calendar: of the user's unit where they have one, of ``step`` or of all."""
    if own is None:
        return "" if step else bloc_year.url("desk:calendar_of_year")
    name, more = ("desk:calendar_of_step", [step]) if step else ("desk:calendar_of_unit", [])
    return bloc_year.url(name, own.unit.slug, *more)


def _row(number, membership, columns):
    cells = tuple(column.cells[membership.pk] for column in columns)
    return Row(number, membership.unit.slug, str(membership.unit), membership.role_label, cells)


def _visible_years(user):
    return BlocYear.objects.visible_to(user).select_related("bloc", "ceremony", "signing_choice").only(*OF_YEARS)


def _tasks_in(user, bloc_year):
    """What is to be done in a year that is open and was fetched."""
    return pledges.tasks.tasks_in(user, bloc_year) + ceremonies.progress.tasks_in(user, bloc_year)


def _next_and_others(tasks):
    """The most urgent task as the page's next action, the rest as a list."""
    tasks = in_order_of_deadline(tasks)
    if not tasks:
        return {"next": None, "others": []}
    first = tasks[0]
    due = f"{capfirst(first.when)}." if first.when else ""
    text = " · ".join(filter(None, [first.where, due]))
    act = Action(first.button, first.url, primary=True, method="get")
    return {"next": {"title": first.label, "text": text, "actions": [act]}, "others": tasks[1:]}


def _stages(bloc_year, user):
    """The strip; the first step that is not done is the current one."""
    opened = bloc_year.status != BlocYear.Status.PREPARING
    note = f"xong {clock.local_day(bloc_year.opened_at):%d/%m/%Y}" if bloc_year.opened_at else ""
    note = note or ("xong" if opened else "đang chuẩn bị")
    strip = [Stage("Mở năm", note, "done" if opened else ""), *pledges.progress.stages(bloc_year, user)]
    strip.append(ceremonies.progress.stage(bloc_year))
    current = next((i for i, stage in enumerate(strip) if stage.state != "done"), None)
    return tuple(Stage(s.label, s.note, "current" if i == current else s.state, s.url) for i, s in enumerate(strip))
