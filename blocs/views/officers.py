"""The people who serve a unit: invited, changed, ended by its head and those above."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.invitations import invite, keep_to_show
from accounts.models import User
from blocs import clock, notifications, questions, rules
from blocs.confirmation import ask
from blocs.forms.units import OfficerEndForm, OfficerForm, OfficerInviteForm
from blocs.models import BlocYear
from blocs.text import first_free, slug
from blocs.views.units import unit_crumbs, unit_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page


def unit_to_staff(request, unit):
    """The unit, if the user may decide who serves it (else 403)."""
    found = unit_or_404(request, unit)
    if not rules.may_invite_officers(request.user, found):
        raise PermissionDenied(
            "Lãnh đạo của đơn vị hoặc quản trị hệ thống quyết định ai làm việc cho đơn vị. Đơn vị trưởng và cơ quan "
            "tổ chức chỉ mời người đầu tiên, khi đơn vị chưa có ai dùng chương trình."
        )
    return found


def officer_or_404(unit, pk):
    """A present officer of ``unit``; 409 once the duty has ended."""
    officer = get_object_or_404(unit.officers.select_related("user"), pk=pk)
    officer.unit = unit
    if officer.ends_on and officer.ends_on < clock.today():
        raise Conflict(f"{officer.user} đã thôi nhiệm vụ từ ngày {officer.ends_on:%d/%m/%Y}.", "Mời lại nếu cần.")
    return officer


@form_page
def officer_invite(request, unit):
    found = unit_to_staff(request, unit)
    form = OfficerInviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = form.instance
        officer.unit = found
        officer.user = _new_person(form.cleaned_data["full_name"], form.cleaned_data["email"])
        officer.save()
        keep_to_show(request, officer.user, invite(officer.user, by=request.user), back=_back_from(request.user, found))
        notifications.officer_invited(officer, request.user)
        return redirect("accounts:invitation_print")
    context = {"unit": found, "form": form, "crumbs": unit_crumbs(found, "Mời cán bộ")}
    return render(request, "blocs/officer_invite.html", context)


def _back_from(user, unit):
    """Words and address: the members of the newest year in which ``user`` staffs the units, else the unit."""
    years = BlocYear.objects.visible_to(user).filter(memberships__unit=unit).exclude(status=BlocYear.Status.CLOSED)
    for year in years.with_members().order_by("-year"):
        if rules.may_edit_year(user, year):
            return "Về danh sách thành viên", reverse("blocs:member_list", args=year.url_args)
    return "Về trang của đơn vị", unit.get_absolute_url()


def _new_person(full_name, email):
    return User.objects.create_user(_free_username(full_name), email, full_name=full_name)


def _free_username(full_name):
    """ "nguyen-van-an" for Nguyễn Văn An, with "-2" … where it is taken; they may choose another at the first visit."""
    wanted = slug(full_name)[:50].strip("-")
    wanted = wanted if len(wanted) >= 3 else f"can-bo-{wanted}".strip("-")
    taken = set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    return first_free(wanted, taken)


@form_page
def officer_edit(request, unit, pk):
    found = unit_to_staff(request, unit)
    officer = officer_or_404(found, pk)
    form = OfficerForm(request.POST or None, instance=officer)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Đã lưu nhiệm vụ của {officer.user}.")
        return redirect(found)
    context = {"unit": found, "officer": officer, "form": form, "crumbs": unit_crumbs(found, str(officer.user))}
    return render(request, "blocs/officer_edit.html", context)


@form_page
def officer_end(request, unit, pk):
    found = unit_to_staff(request, unit)
    officer = officer_or_404(found, pk)
    form = OfficerEndForm(request.POST or None, instance=officer)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{officer.user} thôi nhiệm vụ sau ngày {officer.ends_on:%d/%m/%Y}.")
        return redirect(found)
    return ask(request, {"crumbs": unit_crumbs(found, "Thôi nhiệm vụ")}, questions.end_duty(officer), form)


@require_POST
@transaction.atomic
def officer_renew_invitation(request, unit, pk):
    """A new link for somebody who lost theirs. It opens the account, hence who may ask for it."""
    found = unit_to_staff(request, unit)
    officer = officer_or_404(found, pk)
    if not _may_hold_link(request.user, officer):
        raise PermissionDenied(
            "Người này đã đặt mật khẩu hoặc làm việc ở nhiều đơn vị: lãnh đạo của các đơn vị đó hoặc quản trị hệ thống "
            "tạo đường dẫn mới."
        )
    if not officer.user.is_active:
        raise Conflict("Tài khoản này đã bị khóa.", "Quản trị hệ thống mở lại tài khoản trước khi mời.")
    keep_to_show(request, officer.user, invite(officer.user, by=request.user), back=_back_from(request.user, found))
    return redirect("accounts:invitation_print")


def _may_hold_link(user, officer):
    """All the units that the link would open must be the inviter's to staff."""
    rule = rules.may_reset_password if officer.user.has_usable_password() else rules.may_invite_officers
    duties = officer.user.duties.exclude(ends_on__lt=clock.today()).select_related("unit")
    trusted = user.is_superuser or not officer.user.is_superuser
    return trusted and all(rule(user, duty.unit) for duty in duties)
