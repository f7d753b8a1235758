"""Units: looked up by everybody, their names kept by administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blocs import clock, rules
from blocs.editing import edit_of
from blocs.forms.units import NewUnitForm, UnitForm, UnitNameRows
from blocs.models import BlocYear, Unit
from blocs.navigation import NavItem
from blocs.text import name_sort_key
from blocs.writing import form_page

UNITS_PER_PAGE = 50


def unit_or_404(request, unit):
    return get_object_or_404(Unit.objects.visible_to(request.user).with_names(), slug=unit)


def unit_crumbs(unit, here=""):
    trail = [NavItem("Các đơn vị", reverse("blocs:unit_list")), NavItem(str(unit), unit.get_absolute_url())]
    return [*trail, NavItem(here, "")] if here else trail


@require_safe
def unit_list(request):
    q = request.GET.get("q", "")
    units = Unit.objects.visible_to(request.user).search(q).in_name_order()
    page = Paginator(units, UNITS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "blocs/unit_list.html", {"page": page, "q": q, "may_create": rules.administers(request.user)}
    )


@require_safe
def unit_detail(request, unit):
    found = unit_or_404(request, unit)
    may_invite = rules.may_invite_officers(request.user, found)
    return render(
        request,
        "blocs/unit_detail.html",
        {
            "unit": found,
            "names": found.names.order_by(F("valid_from").desc(nulls_last=True)),
            "successions": found.successions.select_related("to_unit").prefetch_related("to_unit__names"),
            "predecessions": found.predecessions.select_related("from_unit").prefetch_related("from_unit__names"),
            "memberships": _memberships(found, request.user),
            "officers": _officers(found) if may_invite or rules.serves(request.user, found) else None,
            "may_invite": may_invite,
            "may_reset": rules.may_reset_password(request.user, found),
            "may_edit_names": rules.administers(request.user),
            "crumbs": unit_crumbs(found),
        },
    )


def _memberships(unit, user):
    years = BlocYear.objects.visible_to(user).values("pk")
    return unit.memberships.filter(bloc_year__in=years).select_related("bloc_year__bloc").order_by("-bloc_year__year")


def _officers(unit):
    """Present ones first, then those whose duty ended, by given name; each says whether it is over."""
    officers = list(unit.officers.select_related("user").order_by("pk"))
    for officer in officers:
        officer.is_over = bool(officer.ends_on and officer.ends_on < clock.today())
    return sorted(officers, key=lambda officer: (officer.is_over, name_sort_key(officer.user.full_name)))


@form_page
def unit_create(request):
    if not rules.administers(request.user):
        raise PermissionDenied
    form = NewUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = form.save()
        messages.success(request, f"Đã thêm {unit}.")
        return redirect(unit)
    crumbs = [NavItem("Các đơn vị", reverse("blocs:unit_list")), NavItem("Thêm đơn vị", "")]
    return render(request, "blocs/unit_create.html", {"form": form, "crumbs": crumbs})


@form_page
def unit_edit(request, unit):
    found = unit_or_404(request, unit)
    if not rules.administers(request.user):
        raise PermissionDenied
    edit = edit_of(request, {"Đơn vị": UnitForm(instance=found), "Các tên": UnitNameRows(owner=found)})
    form, rows = UnitForm(edit.data, instance=found), UnitNameRows(edit.data, owner=found)
    if edit.is_to_save(form, rows):
        form.save()
        rows.keep()
        messages.success(request, "Đã lưu tên đơn vị.")
        return redirect(found)
    context = {"unit": found, "form": form, "rows": rows, "crumbs": unit_crumbs(found, "Sửa tên")} | edit.context
    return render(request, "blocs/unit_edit.html", context, status=edit.status)
