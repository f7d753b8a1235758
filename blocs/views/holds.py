"""Units on hold: which, why, since when; set and ended by the leader's office or the organiser."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from blocs import notifications, rules
from blocs.forms.holds import HoldEndForm, HoldForm
from blocs.models import BlocYear, Hold
from blocs.navigation import year_frame
from blocs.views.years import year_or_404, year_to_edit
from blocs.writing import form_page


def holds_of(bloc_year):
    found = Hold.objects.filter(membership__bloc_year=bloc_year)
    return found.select_related("membership__unit", "set_by").prefetch_related("membership__unit__names")


@require_safe
def hold_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not rules.may_edit_year(request.user, bloc_year):
        raise PermissionDenied
    context = year_frame(request, bloc_year, "members", "Tạm dừng xét") | {
        "holds": holds_of(bloc_year),
        "is_open": bloc_year.status != BlocYear.Status.CLOSED,
    }
    return render(request, "blocs/hold_list.html", context)


@form_page
def hold_add(request, bloc, year):
    bloc_year = year_to_edit(request, bloc, year)
    form = HoldForm(request.POST or None, bloc_year=bloc_year)
    if request.method == "POST" and form.is_valid():
        form.instance.set_by = request.user
        hold = form.save()
        hold.membership.bloc_year = bloc_year
        notifications.hold_set(hold, request.user)
        messages.success(request, f"Đã ghi tạm dừng xét đối với {hold.membership}.")
        return redirect("blocs:hold_list", *bloc_year.url_args)
    frame = year_frame(request, bloc_year, "members", "Ghi tạm dừng xét")
    return render(request, "blocs/hold_edit.html", frame | {"form": form})


@form_page
def hold_end(request, bloc, year, hold):
    """Say until when; a day already given is corrected here."""
    bloc_year = year_to_edit(request, bloc, year)
    hold = get_object_or_404(holds_of(bloc_year), pk=hold)
    hold.membership.bloc_year = bloc_year
    form = HoldEndForm(request.POST or None, instance=hold)
    if request.method == "POST" and form.is_valid():
        form.save()
        notifications.hold_ended(hold, request.user)
        messages.success(
            request, f"Đã ghi: tạm dừng xét đối với {hold.membership} đến hết ngày {hold.ends_on:%d/%m/%Y}."
        )
        return redirect("blocs:hold_list", *bloc_year.url_args)
    frame = year_frame(request, bloc_year, "members", f"Kết thúc tạm dừng xét: {hold.membership}")
    return render(request, "blocs/hold_edit.html", frame | {"form": form, "hold": hold})
