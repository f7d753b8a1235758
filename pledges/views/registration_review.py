"""The receiver at work: one registration after the other, decisions prepared on the way and applied together."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs import rules as blocs_rules
from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from blocs.workflow import Conflict, check
from blocs.writing import form_page
from pledges import rules
from pledges.deciding import apply_prepared, following, prepared_in, unread_by
from pledges.forms.returning import DecisionForm
from pledges.locking import year_lock
from pledges.models import PreparedDecision, Registration
from pledges.views.registration_scope import (
    frame,
    membership_or_404,
    refuse_unread,
    registration_to_decide,
    revision_or_404,
    visible_registration,
)

WANTED = re.compile(r"(?P<registration>\d{1,18}):(?P<token>\w{1,40})", re.ASCII)


def _year_to_receive_in(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    user = request.user
    if not (blocs_rules.may_manage_year(user, bloc_year) or blocs_rules.deputises(user, bloc_year)):
        raise PermissionDenied("Chỉ đơn vị tiếp nhận xem được danh sách bản đăng ký chờ tiếp nhận.")
    return bloc_year


@require_safe
def registration_review(request, bloc, year):
    """Lead on to the next registration that waits to be received; ``?sau=`` is the unit one comes from."""
    bloc_year = _year_to_receive_in(request, bloc, year)
    found = following(request.user, bloc_year, request.GET.get("sau", ""))
    if found:
        return redirect("pledges:registration_detail", bloc, year, found.membership.unit.slug)
    if prepared_in(bloc_year, request.user):
        messages.info(request, "Anh/chị đã xem hết các bản đăng ký chờ tiếp nhận; còn áp dụng quyết định đã chuẩn bị.")
        return redirect("pledges:decision_apply", bloc, year)
    messages.info(request, "Không còn bản đăng ký nào chờ tiếp nhận.")
    return redirect("pledges:registration_list", bloc, year)


@form_page
def decision_prepare(request, bloc, year, unit):
    """Note what is to be decided; the unit is told nothing before it is applied."""
    is_post = request.method == "POST"
    registration = registration_to_decide(request, bloc, year, unit, lock=is_post)
    refuse_unread(request, registration, registration.accept)
    check(registration.accept, by=request.user)
    form = DecisionForm(request.POST or None, remarks=registration.remarks.unsent().count())
    if form.is_valid():
        return _keep(request, registration, form.cleaned_data)
    context = frame(request, registration.membership, "Chuẩn bị quyết định") | {
        "registration": registration,
        "decision_form": form,
        "seen": request.POST.get("seen") or registration.submissions,
    }
    return render(request, "pledges/decision_prepare.html", context)


def _keep(request, registration, typed):
    unit, revision = registration.membership.unit, revision_or_404(registration, registration.submissions)
    made = {"revision": revision, "prepared_at": clock.now(), "prepared_by": request.user}
    decision, _ = PreparedDecision.objects.update_or_create(registration=registration, defaults=typed | made)
    messages.success(request, f"{unit}: đã chuẩn bị quyết định “{decision}”, chưa áp dụng, chưa báo cho đơn vị.")
    if request.POST.get("then") != "next":
        return redirect(registration)
    url = reverse("pledges:registration_review", args=registration.bloc_year.url_args)
    return redirect(f"{url}?sau={unit.slug}")


@require_POST
@transaction.atomic
def decision_drop(request, bloc, year, unit):
    """Forget what was noted, also when the unit has taken its registration back meanwhile."""
    membership = membership_or_404(request, bloc, year, unit)
    registration = visible_registration(request, membership)
    if not rules.may_receive(request.user, Registration(membership=membership)):
        raise PermissionDenied if registration else Http404
    PreparedDecision.objects.filter(registration__membership=membership).delete()
    messages.success(request, f"Đã bỏ quyết định chuẩn bị cho {membership.unit}.")
    return redirect(registration) if registration else redirect("pledges:decision_apply", bloc, year)


@form_page
def decision_apply(request, bloc, year):
    """The prepared decisions; POST applies those that are ticked, at once."""
    bloc_year = _year_to_receive_in(request, bloc, year)
    if request.method == "POST":
        return _apply(request, bloc_year)
    prepared = prepared_in(bloc_year, request.user)
    ready = [one for one in prepared if not one.why_not]
    context = year_frame(request, bloc_year, "registrations", "Quyết định đã chuẩn bị") | {
        "prepared": prepared,
        "ready": ready,
        "counted": counted([one.sends_back for one in ready]),
        "unread": unread_by(request.user, bloc_year).count(),
        "subtitle": str(bloc_year.bloc),
    }
    return render(request, "pledges/decision_apply.html", context)


def counted(sent_back: list[bool]) -> str:
    """The form "3 đơn vị: 2 tiếp nhận, 1 đề nghị bổ sung"."""
    returned = sum(sent_back)
    received = len(sent_back) - returned
    parts = [f"{received} tiếp nhận" if received else "", f"{returned} đề nghị bổ sung" if returned else ""]
    return f"{len(sent_back)} đơn vị: {', '.join(filter(None, parts))}"


def _apply(request, bloc_year):
    if lock := year_lock(bloc_year):
        raise Conflict(lock.reason, lock.hint)
    found = [WANTED.fullmatch(each) for each in request.POST.getlist("decision")]
    wanted = {int(each["registration"]): each["token"] for each in found if each}
    if not wanted:
        messages.warning(request, "Chưa áp dụng quyết định nào: Anh/chị chọn ít nhất một đơn vị rồi bấm Áp dụng.")
        return redirect("pledges:decision_apply", *bloc_year.url_args)
    done, left_out = apply_prepared(request.user, bloc_year, wanted)
    if done:
        messages.success(request, f"Đã áp dụng quyết định với {counted([one.sends_back for one in done])}.")
    for one in left_out:
        messages.warning(request, f"Chưa áp dụng với {one.unit}: {one.reason}")
    remain = prepared_in(bloc_year, request.user)
    return redirect("pledges:decision_apply" if remain else "pledges:registration_list", *bloc_year.url_args)
