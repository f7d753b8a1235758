"""The leader's outbox: reminders that wait, edited, sent after a count; letters that failed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import letters
from accounts.notifications import mail_configured
from blocs import rules as blocs_rules
from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from blocs.views.years import year_or_404
from blocs.workflow import Conflict, perform
from blocs.writing import form_page
from pledges import chasing, chasing_letters, questions, rules
from pledges.forms.chasing import ChosenReminders, ReminderForm
from pledges.models import Reminder
from pledges.models.reminder import still_true
from pledges.outbox import outbox, sendable, to_print

LIST = "pledges:reminder_list"


@require_safe
def reminder_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not blocs_rules.may_manage_year(request.user, bloc_year):
        raise PermissionDenied
    lines, awaited = outbox(bloc_year), chasing.awaited(bloc_year)
    late = [unit for unit in awaited if unit.is_late]
    context = {
        "lines": lines,
        "may_send": rules.leads_open_year(request.user, bloc_year),
        "sendable": sendable(lines),
        "to_print": to_print(lines),
        "late": late,
        "no_letter": " ".join(chasing_letters.obstacle(bloc_year, late)).strip(),
        "letters": chasing_letters.issued(bloc_year),
        "short_text": chasing.short_text(bloc_year, awaited),
        "mail_works": mail_configured(),
    }
    return render(request, "pledges/reminder_list.html", context | frame(request, bloc_year))


def frame(request, bloc_year, here="Nhắc việc"):
    return year_frame(request, bloc_year, "registrations", here)


def year_to_chase(request, bloc, year):
    """The year whose units the user reminds (else 403) while it is open (else 409)."""
    bloc_year = year_or_404(request, bloc, year)
    if not blocs_rules.leads(request.user, bloc_year):
        raise PermissionDenied
    open_or_conflict(bloc_year)
    return bloc_year


def reminder_or_404(bloc_year, pk):
    reminder = get_object_or_404(Reminder.objects.of(bloc_year).select_related("membership__unit"), pk=pk)
    reminder.membership.bloc_year = bloc_year
    return reminder


@form_page
def reminder_edit(request, bloc, year, pk):
    bloc_year = year_to_chase(request, bloc, year)
    reminder = reminder_or_404(bloc_year, pk)
    if reminder.status != Reminder.Status.WAITING:
        raise Conflict(f"Thư này {reminder.get_status_display().lower()} nên không sửa được nữa.")
    form = ReminderForm(request.POST or None, instance=reminder)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Đã lưu thư nhắc {reminder.membership.unit}.")
        return redirect(LIST, bloc, year)
    context = {"form": form, "reminder": reminder}
    return render(request, "pledges/reminder_edit.html", context | frame(request, bloc_year, "Sửa thư nhắc"))


@form_page
def reminder_send(request, bloc, year):
    """The chosen ones, or all that wait; the question counts them, the answer sends just these."""
    bloc_year = year_to_chase(request, bloc, year)
    waiting = outbox(bloc_year)
    lines = chosen(request, sendable(waiting))
    if request.method == "POST" and "thu" in request.POST:
        _send(request, lines)
        return redirect(LIST, bloc, year)
    if not lines:
        messages.error(request, "Chưa chọn thư nào. Anh/chị đánh dấu các thư cần gửi.")
        return redirect(LIST, bloc, year)
    form = ChosenReminders(reminders=[line.reminder for line in lines])
    question = questions.send_reminders(bloc_year, lines, to_print(waiting))
    return ask(request, frame(request, bloc_year, "Gửi thư nhắc"), question, form)


def chosen(request, lines):
    """Those of ``lines`` that were ticked; all of them for a question that names none."""
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("thu")
    if request.method != "POST" and not ticked:
        return lines
    return [line for line in lines if str(line.reminder.pk) in ticked]


def _send(request, lines):
    sent = units = 0
    for line in lines:
        if not chasing.is_outdated(line.reminder):
            sent += chasing.post(line.reminder, by=request.user)
            units += 1
    if not units:
        raise Conflict("Các thư đã chọn vừa được gửi, hoặc đơn vị đã gửi bản đăng ký.", "Xem lại trang Nhắc việc.")
    messages.success(request, f"Đã chuyển {sent} thư đến {units} đơn vị vào hàng chờ gửi.")
    left = len(set(request.POST.getlist("thu"))) - units
    if left:
        messages.info(request, f"{left} thư không gửi: đơn vị đã gửi bản đăng ký hoặc thời hạn đã đổi.")


@require_POST
@transaction.atomic
def reminder_drop(request, bloc, year, pk):
    reminder = reminder_or_404(year_to_chase(request, bloc, year), pk)
    perform(reminder.drop, by=request.user)
    messages.success(request, f"Đã bỏ thư nhắc {reminder.membership.unit}.")
    return redirect(LIST, bloc, year)


@require_POST
@transaction.atomic
def reminder_resend(request, bloc, year, pk):
    """What failed of one reminder, once more."""
    reminder = reminder_or_404(year_to_chase(request, bloc, year), pk)
    if not still_true(reminder):
        raise Conflict(still_true.reason, still_true.hint)
    again = sum(letters.send_again(letter) for letter in reminder.letters.all())
    if not again:
        raise Conflict("Không có thư nào gửi không được.", "Tải lại trang Nhắc việc để xem kết quả mới nhất.")
    messages.success(request, f"Đã chuyển lại {again} thư vào hàng chờ gửi.")
    return redirect(LIST, bloc, year)


@require_POST
@transaction.atomic
def reminders_by_themselves(request, bloc, year):
    """Whether letters wait for the office or leave on the day they are prepared."""
    bloc_year = year_to_chase(request, bloc, year)
    bloc_year.mails_reminders = request.POST.get("tu_gui") == "on"
    bloc_year.save(update_fields=["mails_reminders"])
    said = "tự gửi khi đến ngày" if bloc_year.mails_reminders else "chờ Anh/chị xem và bấm gửi"
    messages.success(request, f"Từ nay thư nhắc {said}.")
    return redirect(LIST, bloc, year)
