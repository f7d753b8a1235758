"""Reminders on paper, for units whose people have no e-mail: printed each or all, then noted as handed over."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from blocs.confirmation import ask
from blocs.workflow import Conflict, obstacle, perform
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, file_response
from pledges import papers, questions
from pledges.forms.chasing import ChosenReminders
from pledges.models import Reminder
from pledges.outbox import outbox, to_print
from pledges.views.reminders import LIST, chosen, frame, reminder_or_404, year_to_chase


@require_safe
def reminder_paper(request, bloc, year, pk):
    reminder = _printable(request, bloc, year, pk)
    return file_response(press.printed(papers.reminder_paper(reminder)), f"Phiếu báo - {reminder.membership.unit}.pdf")


@require_safe
def reminder_word(request, bloc, year, pk):
    reminder = _printable(request, bloc, year, pk)
    content = word.render(papers.reminder_paper(reminder))
    return file_response(content, f"Phiếu báo - {reminder.membership.unit}.docx", WORD, attachment=True)


def _printable(request, bloc, year, pk):
    """What was sent, or may be: nothing that is no longer true leaves on paper."""
    reminder = reminder_or_404(year_to_chase(request, bloc, year), pk)
    if reminder.status == Reminder.Status.DROPPED or (why_not := _why_not(reminder)):
        reason = "Thư này đã bỏ nên không in được nữa." if reminder.status == Reminder.Status.DROPPED else why_not
        raise Conflict(reason, "Xem lại trang Nhắc việc.")
    return reminder


def _why_not(reminder):
    return obstacle(reminder.send) if reminder.status == Reminder.Status.WAITING else ""


@require_safe
def reminder_papers(request, bloc, year):
    """The chosen ones, or all that go on paper, in one file."""
    bloc_year = year_to_chase(request, bloc, year)
    lines = chosen(request, to_print(outbox(bloc_year)))
    if not lines:
        raise Conflict("Không có đơn vị nào chờ gửi bản giấy.", "Xem lại trang Nhắc việc.")
    content = press.printed(*(papers.reminder_paper(line.reminder) for line in lines))
    return file_response(content, f"Phiếu báo {len(lines)} đơn vị - {bloc_year.bloc}.pdf")


@form_page
def reminders_by_paper(request, bloc, year):
    """Print them all; once they have left, say so of all at once."""
    bloc_year = year_to_chase(request, bloc, year)
    lines = chosen(request, to_print(outbox(bloc_year)))
    if request.method == "POST" and "thu" in request.POST:
        _hand_over(request, lines)
        return redirect(LIST, bloc, year)
    if not lines:
        messages.info(request, "Không có đơn vị nào chờ gửi bản giấy.")
        return redirect(LIST, bloc, year)
    form = ChosenReminders(reminders=[line.reminder for line in lines])
    return ask(request, frame(request, bloc_year, "Gửi bản giấy"), questions.hand_over(bloc_year, lines), form)


def _hand_over(request, lines):
    handed = [line.reminder for line in lines if not obstacle(line.reminder.send)]
    if not handed:
        raise Conflict("Các phiếu này đã được ghi nhận, hoặc đơn vị đã gửi bản đăng ký.", "Xem lại trang Nhắc việc.")
    for reminder in handed:
        perform(reminder.send, by=request.user)
    messages.success(request, f"Đã ghi nhận gửi bản giấy cho {len(handed)} đơn vị.")
    left = len(set(request.POST.getlist("thu"))) - len(handed)
    if left:
        messages.info(request, f"{left} phiếu không ghi nhận: đã ghi nhận rồi, đơn vị đã gửi hoặc có thời hạn khác.")


@require_POST
@transaction.atomic
def reminder_by_paper(request, bloc, year, pk):
    reminder = reminder_or_404(year_to_chase(request, bloc, year), pk)
    perform(reminder.send, by=request.user)
    messages.success(request, f"Đã ghi nhận gửi bản giấy cho {reminder.membership.unit}.")
    return redirect(LIST, bloc, year)
