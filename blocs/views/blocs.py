"""Blocs: those a person may know of, new ones, their names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blocs import rules
from blocs.forms.blocs import BlocForm, NewBlocForm
from blocs.models import Bloc, BlocYear, Deadline
from blocs.models.deadlines import DEFAULT_DUE, default_due
from blocs.navigation import NavItem
from blocs.text import search_key, sort_key
from blocs.writing import form_page


@require_safe
def bloc_list(request):
    years = BlocYear.objects.visible_to(request.user).order_by("-year")
    blocs = Bloc.objects.visible_to(request.user).select_related("organiser")
    blocs = blocs.filter(search_key__contains=search_key(request.GET.get("q", "")))
    blocs = blocs.prefetch_related("organiser__names", Prefetch("years", queryset=years, to_attr="shown_years"))
    found = sorted(blocs, key=lambda bloc: sort_key(bloc.name))
    context = {
        "blocs": found,
        "editable": {bloc.pk for bloc in found if rules.may_edit_bloc(request.user, bloc)},
        "q": request.GET.get("q", ""),
        "may_create": rules.may_create_bloc(request.user),
    }
    return render(request, "blocs/bloc_list.html", context)


@form_page
def bloc_create(request):
    if not rules.may_create_bloc(request.user):
        raise PermissionDenied
    form = NewBlocForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        first = form.save()
        Deadline.objects.bulk_create(
            Deadline(bloc_year=first, step=step, due=default_due(step, first.year)) for step in DEFAULT_DUE
        )
        messages.success(request, f"Đã lập {first}. Anh/chị thêm các đơn vị thành viên rồi mở năm.")
        return redirect("blocs:member_list", *first.url_args)
    return render(request, "blocs/bloc_create.html", {"form": form, "crumbs": _crumbs("Lập khối, cụm")})


@form_page
def bloc_edit(request, bloc):
    found = get_object_or_404(Bloc.objects.visible_to(request.user), slug=bloc)
    if not rules.may_edit_bloc(request.user, found):
        raise PermissionDenied
    form = BlocForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Đã lưu {found.name}.")
        return redirect("blocs:bloc_list")
    return render(request, "blocs/bloc_edit.html", {"form": form, "bloc": found, "crumbs": _crumbs(found.name)})


def _crumbs(here):
    return [NavItem("Các khối, cụm", reverse("blocs:bloc_list")), NavItem(here, "")]
