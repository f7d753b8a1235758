"""Who signs instead of the person printed on the frozen covenant."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from blocs import workflow
from blocs.writing import form_page
from pledges import signing
from pledges.forms.substitution import SubstitutionForm
from pledges.models import Substitution
from pledges.views.covenant import covenant_page
from pledges.views.pledges import pledge_or_404


@form_page
def pledge_substitute(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.delegate, by=request.user)
    known = getattr(pledge, "substitution", None) or Substitution(pledge=pledge)
    form = SubstitutionForm(request.POST or None, instance=known)
    if form.is_valid():
        signing.delegate(pledge, form.save(commit=False), by=request.user)
        messages.success(request, f"Đã ghi {form.instance} ký thay cho {pledge.membership}.")
        return redirect(pledge.covenant)
    shown = {"form": form, "pledge": pledge}
    return covenant_page(request, pledge.covenant, "pledges/pledge_substitute.html", "Người ký thay", **shown)


@require_POST
@transaction.atomic
def pledge_substitute_drop(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.recall, by=request.user)
    signing.recall(pledge, by=request.user)
    messages.success(request, f"Đã bỏ người ký thay; {pledge.signatory or 'người ghi trên giao ước'} ký như bản in.")
    return redirect(pledge.covenant)
