"""What the leader decides on a round of opinions that runs: a later day, and whether members read each other's."""

from django.contrib import messages
from django.shortcuts import redirect

from blocs import workflow
from blocs.writing import form_page
from pledges import questions
from pledges.forms.consulting import ProlongForm
from pledges.views.covenant import ask_about, covenant_or_404


@form_page
def covenant_prolong(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.prolong, by=request.user)
    form = ProlongForm(request.POST or None, bloc_year=covenant.bloc_year)
    if form.is_valid():
        until = form.cleaned_data["until"]
        workflow.perform(covenant.prolong, by=request.user, until=until)
        messages.success(request, f"Đã gia hạn góp ý đến hết ngày {until:%d/%m/%Y}.")
        return redirect(covenant)
    return ask_about(request, covenant, questions.prolong(covenant, request.user), form)


@form_page
def covenant_share(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.share, by=request.user)
    if request.method == "POST":
        workflow.perform(covenant.share, by=request.user)
        messages.success(request, "Các đơn vị xem được ý kiến của nhau.")
        return redirect(covenant)
    return ask_about(request, covenant, questions.share(covenant, request.user))
