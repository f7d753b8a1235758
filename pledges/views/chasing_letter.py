"""The letter to units that are late: who is in it, how it reads, issued under the bloc's next number."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from blocs.navigation import year_frame
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, file_response
from documents.models import IssuedDocument, next_number, symbol_of
from pledges import chasing
from pledges.chasing_letters import give_time, issue, issued, obstacle
from pledges.forms.chasing import ChasingLetterForm
from pledges.papers.chasing import chasing_paper
from pledges.views.consolidation import NOW
from pledges.views.reminders import year_to_chase


@form_page
def chasing_letter(request, bloc, year):
    bloc_year = year_to_chase(request, bloc, year)
    late, number = chasing.late(bloc_year), next_number(bloc_year)
    form = ChasingLetterForm(request.POST or None, number=number)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        document = issue(bloc_year, said["answer_by"], number=said["number"], by=request.user)
        if said["give_time"]:
            give_time(late, said["answer_by"], document, by=request.user)
        messages.success(request, f"Đã phát hành công văn số {document.symbol} đến {len(late)} đơn vị.")
        return redirect("documents:document_list", bloc, year)
    why_not, hint = obstacle(bloc_year, late)
    symbol = symbol_of(IssuedDocument.Kind.LETTER, bloc_year, number)
    context = {"form": form, "late": late, "symbol": symbol, "why_not": why_not, "hint": hint, "now": NOW}
    frame = year_frame(request, bloc_year, "registrations", "Công văn đôn đốc")
    return render(request, "pledges/chasing_letter.html", context | frame)


@require_safe
def chasing_letter_preview(request, bloc, year):
    """As it was issued last; before that, or when asked for, as it would be printed now, without number."""
    bloc_year = year_to_chase(request, bloc, year)
    letter = _issued_or_none(request, bloc_year)
    content = letter.pdf.read() if letter else press.printed(chasing_paper(bloc_year, None))
    return file_response(content, f"{_name(bloc_year, letter)}.pdf")


@require_safe
def chasing_letter_word(request, bloc, year):
    """The same to be edited."""
    bloc_year = year_to_chase(request, bloc, year)
    letter = _issued_or_none(request, bloc_year)
    content = letter.word.read() if letter else word.render(chasing_paper(bloc_year, None))
    return file_response(content, f"{_name(bloc_year, letter)}.docx", WORD, attachment=True)


def _issued_or_none(request, bloc_year):
    return None if request.GET.get("ban") == NOW else issued(bloc_year).first()


def _name(bloc_year, letter):
    return f"Công văn đôn đốc {letter.symbol if letter else '(dự thảo)'} - {bloc_year.bloc}"
