"""Who is in the year: members in protocol order, their offices, who signs, more time for one of them."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from blocs import clock, next_year, notifications, protocol, questions, rules
from blocs.commitments import obstacle_to_change, obstacle_to_removal
from blocs.confirmation import ask
from blocs.extensions import grant
from blocs.forms.members import ExtensionForm, MemberForm, NewMemberForm
from blocs.models import BlocYear, Extension, Hold, Membership, Officer
from blocs.navigation import year_frame
from blocs.sequence import overtaken
from blocs.views.years import NEW_VERSION, composition_to_edit, year_or_404, year_to_edit
from blocs.workflow import Conflict, actions, obstacle
from blocs.writing import form_page

# Pages that lead to more time for a unit and to its withdrawal, and back to which one returns.
RETURNS = {
    "dang-ky": "pledges:registration_list",
    "tong-quan": "desk:year_board",
    "giao-uoc": "pledges:covenant_detail",
}
PLACES = {"up": -1, "down": 1}


def member_or_404(bloc_year, unit):
    membership = get_object_or_404(
        Membership.objects.select_related("unit").prefetch_related("unit__names"),
        bloc_year=bloc_year,
        unit__slug=unit,
    )
    membership.bloc_year = bloc_year
    return membership


@require_safe
def member_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    may_edit = rules.may_edit_year(request.user, bloc_year)
    rows = _rows(bloc_year, with_people=may_edit)
    return render(
        request,
        "blocs/member_list.html",
        year_frame(request, bloc_year, "members")
        | {
            "rows": rows,
            "invitable": rules.invitable(request.user, [m.unit for m, people in rows if people == []]),
            "may_edit": may_edit and bloc_year.status != BlocYear.Status.CLOSED,
            "preparing": bloc_year.status == BlocYear.Status.PREPARING,
            "actions": actions(bloc_year, request.user),
            "obstacle": obstacle(bloc_year.open),
            "held": _held(bloc_year) if may_edit else (),
            "fixed": obstacle_to_change(bloc_year) if may_edit else "",
            "new_version": NEW_VERSION,
            "may_prepare_next": next_year.may_be_prepared(bloc_year, request.user),
        },
    )


def _rows(bloc_year, *, with_people):
    """(membership, its people or None) in protocol order; the people in one query for all."""
    people = {}
    if with_people:
        units = [m.unit_id for m in bloc_year.memberships.all()]
        for officer in Officer.objects.current().filter(unit__in=units).select_related("user").order_by("pk"):
            people.setdefault(officer.unit_id, []).append(officer)
    return [(m, people.get(m.unit_id, []) if with_people else None) for m in bloc_year.ordered_memberships]


def _held(bloc_year):
    """The memberships on hold today."""
    return set(
        Hold.objects.filter(membership__bloc_year=bloc_year)
        .in_force(clock.today())
        .values_list("membership", flat=True)
    )


@form_page
def member_add(request, bloc, year):
    bloc_year = composition_to_edit(request, bloc, year)
    form = NewMemberForm(request.POST or None, bloc_year=bloc_year)
    if request.method == "POST" and form.is_valid():
        protocol.append_member(bloc_year, form.instance)
        messages.success(request, f"Đã thêm {form.instance.unit}.")
        return redirect("blocs:member_list", *bloc_year.url_args)
    frame = year_frame(request, bloc_year, "members", "Thêm đơn vị")
    return render(request, "blocs/member_add.html", frame | {"form": form})


@form_page
def member_edit(request, bloc, year, unit):
    """Its role; who signs for it is named on a page of its own, which the unit has as well."""
    bloc_year = composition_to_edit(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    form = MemberForm(request.POST or None, instance=membership, bloc_year=bloc_year)
    if request.method == "POST" and form.is_valid():
        before = protocol.give_role(membership)
        messages.success(request, f"Đã lưu {membership.unit}.")
        if before:
            messages.info(request, f"{before.unit} trở thành thành viên.")
        return redirect(*_back(request, bloc_year))
    frame = year_frame(request, bloc_year, "members", str(membership.unit))
    return render(
        request,
        "blocs/member_edit.html",
        frame | {"form": form, "membership": membership, "removable": not obstacle_to_removal(membership)},
    )


def _back(request, bloc_year):
    """To the members; to the home page for whoever has just given the year away."""
    still = BlocYear.objects.visible_to(request.user).filter(pk=bloc_year.pk).exists()
    return ["blocs:member_list", *bloc_year.url_args] if still else ["desk:home"]


@form_page
def member_remove(request, bloc, year, unit):
    bloc_year = year_to_edit(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    if reason := obstacle_to_removal(membership):
        hint = NEW_VERSION if obstacle_to_change(bloc_year) else "Anh/chị đổi vai trò của đơn vị ở trang Thành viên."
        raise Conflict(reason, hint)
    if request.method == "POST":
        membership.delete()
        messages.success(request, f"Đã bỏ {membership.unit} khỏi năm {bloc_year.year}.")
        return redirect("blocs:member_list", *bloc_year.url_args)
    question = questions.remove_member(membership)
    return ask(request, year_frame(request, bloc_year, "members", f"Bỏ {membership.unit}"), question)


@require_POST
@transaction.atomic
def member_move(request, bloc, year, unit):
    bloc_year = composition_to_edit(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    protocol.move(membership, PLACES.get(request.POST.get("direction"), 0))
    return redirect("blocs:member_list", *bloc_year.url_args)


@form_page
def extension_grant(request, bloc, year):
    """More time for one unit and step; a second grant replaces the first."""
    bloc_year = year_to_edit(request, bloc, year)
    chosen = bloc_year.memberships.filter(unit__slug=request.GET.get("don-vi", "")).first()
    step = request.GET.get("buoc", "")
    initial = {"membership": chosen, "step": step}
    form = ExtensionForm(request.POST or None, bloc_year=bloc_year, initial=initial)
    if request.method == "POST" and form.is_valid():
        extension = grant(form.instance, request.user)
        messages.success(request, f"Đã gia hạn cho {extension.membership} đến hết ngày {extension.due:%d/%m/%Y}.")
        _warn_if_too_late(request, extension, bloc_year)
        return redirect(_whence(request), *bloc_year.url_args)
    standing = Extension.objects.filter(membership=chosen, step=step).select_related("membership__unit").first()
    context = {"form": form, "standing": standing, "came_from": request.GET.get("ve", "")}
    return render(request, "blocs/extension_grant.html", year_frame(request, bloc_year, "members", "Gia hạn") | context)


def _whence(request):
    """The page that led to more time for a unit."""
    return RETURNS.get(request.GET.get("ve", ""), "blocs:member_list")


def _warn_if_too_late(request, extension, bloc_year):
    days = {deadline.step: deadline.due for deadline in bloc_year.deadlines.all()}
    if passed := overtaken(extension.step, extension.due, days):
        day = f"{extension.due:%d/%m/%Y}"
        messages.warning(request, f"Ngày gia hạn {day} sau: {', '.join(passed)}. Anh/chị xem lại các ngày này.")


@form_page
def extension_withdraw(request, bloc, year, unit, step):
    """The year's own day holds again; what was handed in meanwhile stays handed in."""
    bloc_year = year_to_edit(request, bloc, year)
    membership = member_or_404(bloc_year, unit)
    extension = get_object_or_404(Extension, membership=membership, step=step)
    extension.membership = membership
    if request.method != "POST":
        question = questions.withdraw_extension(extension, back_url=reverse(_whence(request), args=bloc_year.url_args))
        return ask(request, year_frame(request, bloc_year, "members", "Rút gia hạn"), question)
    extension.delete()
    notifications.extension_withdrawn(extension, request.user)
    messages.success(request, f"Đã rút gia hạn của {membership.unit}; bản đã gửi vẫn giữ nguyên.")
    return redirect(_whence(request), *bloc_year.url_args)
