"""The invitation is issued once under a number of the register, and printed for each delegate with a personal link."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.writing import form_page
from ceremonies import inviting, notifications, questions
from ceremonies.guest_forms import IssueInvitationForm
from ceremonies.invitation import invitation_paper
from ceremonies.models import Ceremony
from ceremonies.views.access import run_or_refused
from documents import press, word
from documents.downloads import WORD, file_response


@form_page
def invitation_issue(request, bloc, year):
    """The first one also brings the ceremony to “Đã mời”; another takes the place of the one before."""
    ceremony = run_or_refused(request, bloc, year)
    inviting.issuable_or_conflict(ceremony, request.user)
    is_first = ceremony.status == Ceremony.Status.PLANNED
    form = IssueInvitationForm(request.POST or None, ceremony=ceremony)
    if form.is_valid():
        document = inviting.issue(ceremony, form.cleaned_data, by=request.user)
        tell = notifications.ceremony_invited if is_first else notifications.invitation_replaced
        tell(ceremony, request.user)
        messages.success(request, f"Đã ban hành {document}; Anh/chị in giấy mời cho từng đại biểu ở trang này.")
        return redirect("ceremonies:guest_list", bloc, year)
    question = questions.issue_invitation(ceremony, request.user)
    return ask(request, year_frame(request, ceremony.bloc_year, "ceremony", question.button), question, form)


@require_safe
def invitation_pdf(request, bloc, year):
    """As it is kept, with the list of those invited."""
    ceremony = run_or_refused(request, bloc, year)
    document = ceremony.invitation
    content = document.pdf.read() if document else press.printed(invitation_paper(ceremony))
    return file_response(content, f"{'' if document else 'Dự thảo '}Giấy mời {ceremony}.pdf")


@require_safe
def invitation_copies_pdf(request, bloc, year):
    """In the order of introduction, ``tu`` and the following: as many as one file holds."""
    ceremony = run_or_refused(request, bloc, year)
    number = request.GET.get("tu", "1")
    first = max(int(number), 1) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    wanted = ceremony.delegates.all()[first - 1 : first - 1 + inviting.PART]
    content = press.printed(*inviting.copies(ceremony, wanted))
    return file_response(content, f"Giấy mời từng đại biểu {year} từ số {first}.pdf")


@require_safe
def invitation_copies_word(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    content = word.render(*inviting.copies(ceremony, ceremony.delegates.all()))
    return file_response(content, f"Giấy mời từng đại biểu {year}.docx", WORD, attachment=True)
