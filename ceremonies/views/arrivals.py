"""Who has come: by name on a telephone at the door, or ticked on one page, afterwards too."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import arrivals
from ceremonies.guest_forms import UnexpectedGuestForm
from ceremonies.views.access import run_or_refused


def doors_or_refused(request, bloc, year):
    """The ceremony, if the user runs it (else 403) and people may come now (else 409)."""
    ceremony = run_or_refused(request, bloc, year)
    open_or_conflict(ceremony.bloc_year)
    arrivals.open_or_refused(ceremony)
    return ceremony


@require_safe
def arrival_list(request, bloc, year):
    """Who has not come yet, who has (``xem=da-den``), or whoever ``q`` finds; htmx asks for the list alone."""
    ceremony = doors_or_refused(request, bloc, year)
    if "HX-Request" in request.headers:
        return render(request, "ceremonies/_arrivals.html", _listed(request, ceremony))
    return _page(request, ceremony, UnexpectedGuestForm())


def _page(request, ceremony, form):
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Đón tiếp đại biểu")
    return render(request, "ceremonies/arrivals.html", frame | _listed(request, ceremony) | {"form": form})


def _listed(request, ceremony):
    return listed(request, ceremony, [each.comer for each in ceremony.delegates.all()])


def listed(request, ceremony, delegates):
    """What the page of the door shows of ``delegates``, who stand on the list."""
    q = request.GET.get("q", "").strip()
    came, awaited = arrivals.parted(delegates)
    shows_came = request.GET.get("xem") == "da-den"
    return {
        "ceremony": ceremony,
        "bloc_year": ceremony.bloc_year,
        "q": q,
        "shows_came": shows_came,
        "delegates": arrivals.matching(delegates, q) if q else came if shows_came else awaited,
        "counted": arrivals.counted(came, awaited),
        "came": len(came),
        "awaited": len(awaited),
        "just": next((each for each in came if str(each.pk) == request.GET.get("vua-den")), None),
    }


@require_POST
@transaction.atomic
def arrival_mark(request, bloc, year, delegate):
    return _mark(request, doors_or_refused(request, bloc, year), delegate, attended=True)


@require_POST
@transaction.atomic
def arrival_undo(request, bloc, year, delegate):
    """Marked by mistake: nobody has said yet whether they come."""
    return _mark(request, doors_or_refused(request, bloc, year), delegate, attended=None)


def _mark(request, ceremony, key, attended):
    delegate = get_object_or_404(ceremony.delegates, pk=key)
    arrivals.mark(delegate, attended=attended)
    return _next(ceremony, delegate)


def _next(ceremony, delegate):
    """The empty search, for whoever comes next; it says who was marked and takes that back."""
    back = ceremony.bloc_year.url("ceremonies:arrival_list")
    return HttpResponseRedirect(f"{back}?vua-den={delegate.pk}" if delegate.attended else back)


@require_POST
@transaction.atomic
def arrival_add(request, bloc, year):
    """Somebody who is not on the list."""
    ceremony = doors_or_refused(request, bloc, year)
    form = UnexpectedGuestForm(request.POST)
    if form.is_valid():
        return _next(ceremony, arrivals.welcome(ceremony, form.save(commit=False)))
    return _page(request, ceremony, form)


@form_page
def attendance_mark(request, bloc, year):
    """Tick who came; on the day and after it. ``every`` ticks everybody on the page and saves nothing."""
    ceremony = run_or_refused(request, bloc, year)
    open_or_conflict(ceremony.bloc_year)
    if not ceremony.is_recorded:
        raise Conflict(
            "Buổi lễ chưa khai mạc nên chưa ghi người vắng được; từ ngày tổ chức, Anh/chị ghi người đến ở trang Đón "
            "tiếp đại biểu."
        )
    arrivals.untold_or_refused(ceremony, "điểm danh")
    delegates, ticks_all = list(ceremony.delegates.all()), "every" in request.POST
    if request.method == "POST" and not ticks_all:
        arrivals.mark_listed(delegates, set(request.POST.getlist("present")), set(request.POST.getlist("shown")))
        came = sum(bool(delegate.attended) for delegate in delegates)
        messages.success(request, f"Đã ghi {came} đại biểu có mặt, {len(delegates) - came} đại biểu vắng.")
        return redirect(ceremony)
    shown = request.POST.getlist("shown") if ticks_all else [str(each.pk) for each in delegates if each.attended]
    rows = [(each, str(each.pk) in shown, ticks_all or each.attended) for each in delegates]
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Điểm danh")
    context = {"ceremony": ceremony, "rows": rows, "ticks_all": ticks_all}
    return render(request, "ceremonies/attendance.html", frame | context)
