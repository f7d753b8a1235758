"""The invitation is issued once under a number of the register, and printed for each delegate with a personal link."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.open_years import why_not_open
from blocs.writing import form_page
from ceremonies import invitation_printing, inviting, notifications, questions
from ceremonies.guest_forms import IssueInvitationForm
from ceremonies.invitation import invitation_paper
from ceremonies.models import Ceremony
from ceremonies.views.access import run_or_refused
from documents import press, word
from documents.downloads import WORD, file_response
from documents.print_jobs import followed

WORD_SECONDS = 100  # hundreds of invitations on a busy machine; the server gives a request 120


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
    """As it is kept, with the list of those invited; ``?du-thao``: as it would be issued now."""
    ceremony = run_or_refused(request, bloc, year)
    document = None if "du-thao" in request.GET else ceremony.invitation
    content = document.pdf.read() if document else press.printed(invitation_paper(ceremony))
    return file_response(content, f"{'' if document else 'Dự thảo '}Giấy mời {ceremony}.pdf")


@form_page
def personal_invitations(request, bloc, year):
    """Where many are printed beside the pages: how far it is, asked again every few seconds, and the file."""
    ceremony = run_or_refused(request, bloc, year)
    if request.method == "POST":
        invitation_printing.ask(ceremony, by=request.user)
        return redirect(request.path)
    papers, made = invitation_printing.all_invitations(ceremony), invitation_printing.kept(ceremony)
    if len(papers) <= invitation_printing.AT_ONCE:
        return redirect("ceremonies:personal_invitations_pdf", bloc, year)
    runs, is_current = bool(made and made.runs), bool(made and invitation_printing.is_current(made, papers))
    why_over = invitation_printing.why_over(ceremony)
    context = {
        "ceremony": ceremony,
        "total": len(papers),
        "made": made,
        "is_current": is_current,
        "why_over": why_over,
        "may_ask": not (runs or is_current or why_over or why_not_open(ceremony.bloc_year)),
    }
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Giấy mời từng đại biểu")
    return followed(render(request, "ceremonies/personal_invitations.html", frame | context), runs)


@require_safe
def personal_invitations_pdf(request, bloc, year):
    """In the order of introduction; a few are printed now."""
    ceremony = run_or_refused(request, bloc, year)
    papers = invitation_printing.all_invitations(ceremony)
    is_short = len(papers) <= invitation_printing.AT_ONCE
    content = press.printed(*papers) if is_short else invitation_printing.content(ceremony, papers)
    return file_response(content, f"Giấy mời từng đại biểu {year}.pdf")


@require_safe
def personal_invitations_word(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    content = press.run(word.render, *invitation_printing.all_invitations(ceremony), seconds=WORD_SECONDS)
    return file_response(content, f"Giấy mời từng đại biểu {year}.docx", WORD, attachment=True)
