"""What the leader decides on a round of opinions that runs, and what changed in the text between rounds."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from blocs import workflow
from blocs.workflow import Conflict
from blocs.writing import form_page
from pledges import drafts, questions, rewording
from pledges.forms.consulting import ProlongForm
from pledges.views.covenant import ask_about, covenant_or_404, covenant_page


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


@require_safe
def covenant_compare(request, bloc, year):
    """Two texts, chosen in the address: ``?tu=1-1&den=1`` is what was put to the first round, and that version now."""
    covenant = covenant_or_404(request, bloc, year)
    states = drafts.drafts(covenant.bloc_year, request.user)
    by_key, proposed = {state.key: state for state in states}, drafts.last_two(states)
    if proposed is None:
        raise Conflict("Giao ước mới có một bản nên chưa có gì để so sánh.", back_url=covenant.get_absolute_url())
    before, after = (by_key.get(request.GET.get(name, d.key)) for name, d in zip(("tu", "den"), proposed, strict=True))
    if before is None or after is None:
        raise Http404
    shown = {
        "before": before,
        "after": after,
        "states": states,
        "chosen": [before.key, after.key],
        "parts": rewording.compared(before.words, after.words),
    }
    return covenant_page(request, covenant, "pledges/covenant_compare.html", "So sánh các bản", **shown)
