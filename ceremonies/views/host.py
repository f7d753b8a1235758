"""The page of whoever leads through the ceremony."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from ceremonies import arrivals, course, doubts
from ceremonies.signing_table import table_of
from ceremonies.views.access import ceremony_or_404, run_or_refused
from pledges import rules as pledge_rules
from pledges import signing
from pledges.models import Pledge
from pledges.views.pledges import pledge_or_404


@require_safe
def host_page(request, bloc, year):
    """Always readable by whoever runs the ceremony; htmx asks for what changes alone."""
    ceremony = run_or_refused(request, bloc, year)
    came, awaited = arrivals.parted(each.comer for each in ceremony.delegates.all())
    content = {
        "ceremony": ceremony,
        "bloc_year": ceremony.bloc_year,
        "course": course.course_of(ceremony),
        "now": clock.now(),
        "not_now": arrivals.when_doors_open(ceremony),
        "table": table_of(ceremony.bloc_year, request.user, {each.membership_id for each in came}),
        "signers": doubts.other_signers(ceremony),
        "counted": arrivals.counted(came, awaited),
        "awaited": awaited,
    }
    if "HX-Request" in request.headers:
        return render(request, "ceremonies/_host.html", content)
    return render(
        request,
        "ceremonies/host.html",
        year_frame(request, ceremony.bloc_year, "ceremony", "Trang người dẫn") | content,
    )


@require_POST
@transaction.atomic
def item_begin(request, bloc, year, item):
    ceremony, item = _item(request, bloc, year, item)
    course.begin(ceremony, item, by=request.user)
    return _back(ceremony, "chuong-trinh")


@require_POST
@transaction.atomic
def item_take_back(request, bloc, year, item):
    ceremony, item = _item(request, bloc, year, item)
    course.take_back(ceremony, item)
    return _back(ceremony, "chuong-trinh")


def _item(request, bloc, year, key):
    ceremony = run_or_refused(request, bloc, year)
    open_or_conflict(ceremony.bloc_year)
    return ceremony, get_object_or_404(ceremony.agenda, pk=key)


@require_POST
@transaction.atomic
def signature_mark(request, bloc, year, unit):
    """The same record as on the page of the covenant; who was faster is no fault."""
    ceremony, pledge = _pledge(request, bloc, year, unit)
    if pledge.status != Pledge.Status.SIGNED:
        signing.mark_signed(pledge, by=request.user, on=signing.proposed_day(pledge.covenant))
        messages.success(request, f"Đã ghi nhận {pledge.membership} ký giao ước.")
    return _back(ceremony, "ky-ket")


@require_POST
@transaction.atomic
def signature_undo(request, bloc, year, unit):
    ceremony, pledge = _pledge(request, bloc, year, unit)
    signing.unmark(pledge, by=request.user)
    messages.success(request, f"Đã bỏ đánh dấu chữ ký của {pledge.membership}.")
    return _back(ceremony, "ky-ket")


def _pledge(request, bloc, year, unit):
    ceremony, pledge = ceremony_or_404(request, bloc, year), pledge_or_404(request, bloc, year, unit)
    if not pledge_rules.may_mark_signed(request.user, pledge):
        raise PermissionDenied
    return ceremony, pledge


def _back(ceremony, part):
    return HttpResponseRedirect(f"{ceremony.bloc_year.url('ceremonies:host_page')}#{part}")
