"""The pages of the day, to be tried before it by whoever runs the ceremony: host, door, projector."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from ceremonies import arrivals, rehearsing
from ceremonies.views.access import run_or_refused
from ceremonies.views.arrivals import listed

# Where the templates of the day lead instead.
NAMES = (
    "host_page", "item_begin", "item_take_back", "signature_mark", "signature_undo", "arrival_list", "arrival_mark",
    "arrival_undo", "screen_show",
)  # fmt: skip
INSTEAD = {name: f"ceremonies:rehearsal_{name}" for name in NAMES}


def _open_or_refused(request, bloc, year):
    """The ceremony, if the user runs it (else 403) and it is rehearsed now (else 409)."""
    ceremony = run_or_refused(request, bloc, year)
    open_or_conflict(ceremony.bloc_year)
    rehearsing.open_or_refused(ceremony)
    return ceremony


def _page(request, ceremony, page, here, content):
    """All of ``page``, or what changes of it alone."""
    content |= {"ceremony": ceremony, "bloc_year": ceremony.bloc_year, "instead": INSTEAD}
    if "HX-Request" in request.headers:
        return render(request, f"ceremonies/_{page}", content)
    frame = year_frame(request, ceremony.bloc_year, "ceremony", f"Tập dượt: {here}")
    return render(request, f"ceremonies/{page}", frame | content)


@require_safe
def host_page(request, bloc, year):
    ceremony = _open_or_refused(request, bloc, year)
    marks = rehearsing.marks_of(ceremony)
    came, awaited = arrivals.parted(rehearsing.delegates_in(ceremony, marks))
    content = {
        "course": rehearsing.course_in(ceremony, marks),
        "now": clock.now(),
        "table": rehearsing.table_in(ceremony, marks),
        "counted": arrivals.counted(came, awaited),
        "awaited": awaited,
    }
    return _page(request, ceremony, "host.html", "trang người dẫn", content)


@require_safe
def arrival_list(request, bloc, year):
    ceremony = _open_or_refused(request, bloc, year)
    delegates = rehearsing.delegates_in(ceremony, rehearsing.marks_of(ceremony))
    return _page(request, ceremony, "arrivals.html", "đón tiếp đại biểu", listed(request, ceremony, delegates))


@never_cache
@require_safe
def screen_show(request, bloc, year):
    """For the office alone: a member who opened it might take it for the ceremony."""
    ceremony = _open_or_refused(request, bloc, year)
    screen = rehearsing.screen_in(ceremony, rehearsing.marks_of(ceremony))
    return render(request, "ceremonies/screen.html", {"screen": screen})


@require_POST
@transaction.atomic
def mark(request, bloc, year, stands, **what):
    """What the buttons of the three pages do on the day, to one ``item``, ``delegate`` or ``unit``.

    stands  marked, else taken back
    """
    ceremony = _open_or_refused(request, bloc, year)
    host = ceremony.bloc_year.url("ceremonies:rehearsal_host_page")
    if "item" in what:
        record, back = get_object_or_404(ceremony.agenda, pk=what["item"]), f"{host}#chuong-trinh"
    elif "unit" in what:
        record = get_object_or_404(ceremony.bloc_year.memberships, unit__slug=what["unit"])
        back = f"{host}#ky-ket"
    else:
        record = get_object_or_404(ceremony.delegates, pk=what["delegate"])
        back = ceremony.bloc_year.url("ceremonies:rehearsal_arrival_list")
        back += f"?vua-den={record.pk}" if stands else ""
    rehearsing.mark(ceremony, record, stands=stands)
    return HttpResponseRedirect(back)


@require_POST
def rehearsal_forget(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    rehearsing.forget(ceremony)
    messages.success(request, "Đã xóa hết những gì ghi khi tập dượt.")
    return redirect(ceremony)
