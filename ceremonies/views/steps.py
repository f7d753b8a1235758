"""From planned to held: each step is asked before it is taken."""

from django.contrib import messages
from django.shortcuts import redirect

from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.workflow import check, perform
from blocs.writing import form_page
from ceremonies import invitation_printing, notifications, questions
from ceremonies.forms import CancelForm
from ceremonies.models import Ceremony
from ceremonies.views.access import ceremony_or_404


@form_page
def ceremony_invite(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    answer = _step(request, ceremony.invite, questions.invite, "Đã đánh dấu là đã gửi giấy mời.")
    if request.method == "POST":
        notifications.ceremony_invited(ceremony, request.user)
    return answer


@form_page
def ceremony_start(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return _step(request, ceremony.start, questions.start, "Buổi lễ đã khai mạc.")


@form_page
def ceremony_close(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    answer = _step(request, ceremony.close, questions.close, "Buổi lễ đã bế mạc.")
    if request.method == "POST":
        invitation_printing.drop(ceremony)
    return answer


@form_page
def ceremony_cancel(request, bloc, year):
    """Whoever was invited is told, and why."""
    ceremony = ceremony_or_404(request, bloc, year)
    was_known = ceremony.status == Ceremony.Status.INVITED
    answer = _step(request, ceremony.cancel, questions.cancel, "Đã hủy buổi lễ.", CancelForm(request.POST or None))
    if ceremony.status == Ceremony.Status.CANCELLED:
        invitation_printing.drop(ceremony)
        if was_known:
            notifications.ceremony_cancelled(ceremony, request.user)
    return answer


def _step(request, step, question, done, form=None):
    """Ask ``question`` before the bound transition ``step``; take it on POST, with what ``form`` says, and say
    ``done``."""
    ceremony = step.__self__
    check(step, by=request.user)
    if request.method != "POST" or (form and not form.is_valid()):
        asked = question(ceremony, request.user)
        return ask(request, year_frame(request, ceremony.bloc_year, "ceremony", asked.button), asked, form)
    perform(step, by=request.user, **(form.cleaned_data if form else {}))
    messages.success(request, done)
    return redirect(ceremony)
