"""Signatures under the covenant: who signs for a unit, who has signed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from blocs import workflow
from blocs.models import BlocYear
from blocs.open_years import open_or_conflict
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page
from pledges import covenant_reading, questions, rules, signing
from pledges.forms.covenant import DeclineForm, SignatoryForm, SigningForm, SigningManyForm
from pledges.models import Covenant, Pledge
from pledges.views.covenant import ask_about, covenant_or_404, covenant_page


@require_POST
@transaction.atomic
def pledge_sign(request, bloc, year, unit):
    """Marks one unit; without a date, on the day proposed."""
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.sign, by=request.user)
    form = SigningForm(request.POST if "signed_on" in request.POST else _today(pledge), covenant=pledge.covenant)
    if form.is_valid():
        signing.mark_signed(pledge, by=request.user, on=form.cleaned_data["signed_on"])
        messages.success(request, f"Đã ghi nhận {pledge.membership} ký giao ước.")
        _say_doubt(request, form)
        return redirect("pledges:pledge_sign_many", *pledge.covenant.url_args)
    return ask_about(request, pledge.covenant, questions.sign(pledge), form)


def _today(pledge):
    return {"signed_on": signing.proposed_day(pledge.covenant)}


def _say_doubt(request, form):
    form.covenant.refresh_from_db(fields=["status"])  # the last signature has completed it
    if doubt := signing.doubt(form.covenant, form.cleaned_data["signed_on"]):
        messages.warning(request, doubt)


@form_page
def pledge_sign_many(request, bloc, year):
    """The table at the ceremony: tick those who have signed."""
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    if not covenant.document_id:
        raise Conflict("Giao ước chưa chốt nên chưa ghi nhận chữ ký được.", "Chốt giao ước trước khi ký.")
    signing.on_paper_or_conflict(covenant)
    if "every" in request.POST:
        typed = {"signed_on": request.POST.get("signed_on")}
        form = SigningManyForm(covenant=covenant, every=True, initial=typed)
    else:
        form = SigningManyForm(request.POST or None, covenant=covenant)
    if form.is_valid():
        signing.mark_signed(*form.cleaned_data["pledges"], by=request.user, on=form.cleaned_data["signed_on"])
        messages.success(request, f"Đã ghi nhận {len(form.cleaned_data['pledges'])} đơn vị ký giao ước.")
        _say_doubt(request, form)
        return redirect("pledges:pledge_sign_many", *covenant.url_args)
    rows = covenant_reading.pledge_rows(covenant, request.user)
    return covenant_page(request, covenant, "pledges/pledge_sign_many.html", "Ghi nhận chữ ký", form=form, rows=rows)


@require_POST
@transaction.atomic
def pledge_unsign(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.unsign, by=request.user)
    signing.unmark(pledge, by=request.user)
    messages.success(request, f"Đã bỏ đánh dấu chữ ký của {pledge.membership}.")
    return redirect("pledges:pledge_sign_many", *pledge.covenant.url_args)


@form_page
def pledge_decline(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.decline, by=request.user)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        signing.decline(pledge, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Đã ghi nhận {pledge.membership} từ chối ký.")
        return redirect(pledge.covenant)
    return ask_about(request, pledge.covenant, questions.decline(pledge), form)


@form_page
def pledge_reconsider(request, bloc, year, unit):
    """Takes the refusal back."""
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.reconsider, by=request.user)
    if request.method == "POST":
        signing.reconsider(pledge, by=request.user)
        messages.success(request, f"{pledge.membership} trở lại chờ ký.")
        return redirect(pledge.covenant)
    return ask_about(request, pledge.covenant, questions.reconsider(pledge))


@form_page
def pledge_signatory(request, bloc, year, unit):
    """Who will sign for the unit; printed on the next version that is frozen."""
    bloc_year = year_or_404(request, bloc, year)
    membership = get_object_or_404(bloc_year.memberships.select_related("unit"), unit__slug=unit)
    newest = Covenant.objects.of(bloc_year).order_by("-version").first() or Covenant(bloc_year=bloc_year)
    newest.bloc_year = bloc_year
    if not rules.may_name_signatory(request.user, Pledge(covenant=newest, membership=membership)):
        raise PermissionDenied
    if bloc_year.status != BlocYear.Status.PREPARING:
        open_or_conflict(bloc_year)
    if newest.document_id:
        raise Conflict(
            "Giao ước đã chốt với người ký hiện nay.",
            "Muốn đổi người ký, Anh/chị bấm “Cử người ký thay” ở dòng của đơn vị trên trang giao ước; hoặc đơn vị "
            "trưởng soạn phiên bản mới của giao ước.",
        )
    form = SignatoryForm(request.POST or None, instance=membership)
    if form.is_valid():
        form.save()
        messages.success(request, f"Đã lưu người ký của {membership}.")
        return redirect("pledges:covenant_detail" if newest.pk else "blocs:member_list", bloc, year)
    return covenant_page(request, newest, "pledges/pledge_signatory.html", "Người ký", form=form, membership=membership)


def pledge_or_404(request, bloc, year, unit):
    """The place to sign of that member; before the freezing an unsaved one, which no step can be taken on."""
    covenant = covenant_or_404(request, bloc, year)
    membership = get_object_or_404(covenant.bloc_year.memberships.select_related("unit"), unit__slug=unit)
    pledge = covenant.pledges.filter(membership=membership).first()
    if pledge is None and covenant.document_id:
        raise Http404
    pledge = pledge or Pledge(covenant=covenant, membership=membership)
    pledge.covenant, pledge.membership = covenant, membership
    return pledge
