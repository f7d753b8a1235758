"""Who signs instead of the person printed on the frozen covenant."""

from django.contrib import messages
from django.shortcuts import redirect

from blocs import workflow
from blocs.writing import form_page
from pledges import questions, signing
from pledges.forms.substitution import SubstitutionForm
from pledges.models import Substitution
from pledges.views.covenant import ask_about, covenant_page
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


@form_page
def pledge_substitute_drop(request, bloc, year, unit):
    pledge = pledge_or_404(request, bloc, year, unit)
    workflow.check(pledge.recall, by=request.user)
    printed = pledge.signatory or "người ghi trên giao ước"
    if request.method == "POST":
        signing.recall(pledge, by=request.user)
        messages.success(request, f"Đã bỏ người ký thay; {printed} ký như bản in.")
        return redirect(pledge.covenant)
    return ask_about(request, pledge.covenant, questions.recall(pledge, printed))
