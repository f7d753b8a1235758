"""The covenant signed digitally: how the year signs, whose turn it is, the file out and back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs import workflow
from blocs.open_years import open_or_conflict
from blocs.writing import form_page
from documents import signed_files, trust
from documents.downloads import file_response
from pledges import digital, rules
from pledges.forms.digital import SignedFileForm, SigningChoiceForm
from pledges.models import Pledge, SigningChoice
from pledges.views.covenant import covenant_or_404, covenant_page
from pledges.views.pledges import pledge_or_404


@form_page
def signing_choose(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    form = SigningChoiceForm(request.POST or None, instance=SigningChoice.of(covenant.bloc_year))
    if form.is_valid():
        digital.choose(form.instance, by=request.user)
        messages.success(request, f"Đã lưu cách ký: {form.instance.get_manner_display()}.")
        return redirect(covenant)
    believes = bool(trust.read().of(trust.ROOT))
    return covenant_page(request, covenant, "pledges/signing_choose.html", "Cách ký", form=form, believes=believes)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_digital(request, bloc, year, unit):
    """No ``form_page``: a file is judged before anybody is kept from writing."""
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.sign_digitally, by=request.user)
    sent = ()
    if request.method == "POST":
        digital.check_open(pledge, by=request.user)
        sent = request.POST, request.FILES
    form = SignedFileForm(*sent, pledge=pledge)
    if form.is_valid():
        pledge = digital.receive(pledge, form.cleaned_data["file"], by=request.user)
        _say_what_became(request, pledge)
        return redirect(pledge.covenant)
    shown = {
        "form": form,
        "pledge": pledge,
        "turn": digital.turn_of(pledge.covenant),
        "field": digital.field_of(pledge.membership),
        "speaks": rules.speaks_for_member(request.user, pledge),
        "keeps_table": rules.leads_its_year(request.user, pledge),
        "why_not": digital.why_not_now(pledge),
    }
    return covenant_page(request, pledge.covenant, "pledges/pledge_digital.html", "Ký số", **shown)


def _say_what_became(request, pledge):
    if pledge.status == Pledge.Status.SIGNED:
        messages.success(request, f"Đã nhận chữ ký số của {pledge.membership}.")
    else:
        messages.warning(
            request,
            "Chữ ký số hợp lệ nhưng chứng thư ghi tên tổ chức khác với đơn vị; tệp chờ đơn vị trưởng chấp nhận.",
        )


@require_POST
@transaction.atomic
def pledge_take(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    turn = digital.take(pledge, by=request.user)
    messages.success(request, f"Đơn vị giữ bản ký đến {digital.moment(turn.until)}.")
    return redirect("pledges:pledge_digital", *pledge.url_args)


@require_POST
@transaction.atomic
def pledge_give_back(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    digital.give_back(pledge, by=request.user)
    messages.success(request, f"{pledge.membership} không còn giữ bản ký.")
    return redirect(pledge.covenant)


@require_POST
@transaction.atomic
def pledge_accept(request, bloc, year, unit):
    """The certificate names another organisation, which the leader's office knows to be the unit's."""
    pledge = digital.accept(pledge_or_404(request, bloc, year, unit), by=request.user)
    messages.success(request, f"Đã chấp nhận chứng thư và nhận chữ ký số của {pledge.membership}.")
    return redirect(pledge.covenant)


@require_safe
def covenant_signed_file(request, bloc, year):
    """The covenant with the digital signatures so far: what is signed next."""
    covenant = covenant_or_404(request, bloc, year)
    if covenant.document is None or covenant.document.pdf is None:
        raise Http404
    content = signed_files.current(covenant.document).read()
    return file_response(content, f"Giao ước thi đua năm {year} - ký số.pdf", attachment=True)
