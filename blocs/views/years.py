"""A year as a whole: its theme, goals and targets; opened, closed, and followed by the next."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.shortcuts import get_object_or_404, redirect, render

from blocs import next_year, notifications, questions, rules
from blocs.commitments import obstacle_to_change, settle
from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.forms.years import CloseYearForm, CommonTargetRows, GoalRows, ThemeForm
from blocs.models import Bloc, BlocYear
from blocs.navigation import year_frame
from blocs.open_years import lock_year, why_not_open
from blocs.workflow import Conflict, check, perform
from blocs.writing import form_page

LAST_YEAR = 2200  # as the database holds it
ASK_ORGANISER = "Cần thay đổi, Anh/chị liên hệ cơ quan tổ chức."
NEW_VERSION = "Cần sửa, đơn vị trưởng soạn phiên bản mới của giao ước trước."


def year_or_404(request, bloc, year):
    """The year of these two parts of the address, with members, names and deadlines fetched.

    Whoever writes in a year waits for whoever writes in it already, and reads it only then: what the
    covenant's text was composed of cannot change under the one who freezes it. Outside a transaction a POST only
    looks (an upload is judged before anybody is kept from writing) and asks again inside one.
    """
    if request.method == "POST" and connection.in_atomic_block:
        lock_year(bloc__in=Bloc.objects.filter(slug=bloc), year=year)
    visible = BlocYear.objects.visible_to(request.user).with_members()
    visible = visible.prefetch_related("memberships__extensions", "deadlines")
    return get_object_or_404(visible, bloc__slug=bloc, year=year)


def year_to_edit(request, bloc, year):
    """The year, if the user may edit it (else 403) and it is not closed (else 409)."""
    bloc_year = year_or_404(request, bloc, year)
    if not rules.may_edit_year(request.user, bloc_year):
        raise PermissionDenied
    if bloc_year.status == BlocYear.Status.CLOSED:
        raise Conflict(why_not_open(bloc_year), ASK_ORGANISER)
    return bloc_year


def composition_to_edit(request, bloc, year):
    """The same for what the covenant is made of: 409 while a frozen one stands."""
    bloc_year = year_to_edit(request, bloc, year)
    if reason := obstacle_to_change(bloc_year):
        raise Conflict(reason, NEW_VERSION)
    return bloc_year


@form_page
def year_edit(request, bloc, year):
    """Theme and goals."""
    bloc_year = year_to_edit(request, bloc, year)
    edit = edit_of(request, {"Chủ đề": ThemeForm(instance=bloc_year), "Nội dung thi đua": GoalRows(owner=bloc_year)})
    form, rows = ThemeForm(edit.data, instance=bloc_year), GoalRows(edit.data, owner=bloc_year)
    if edit.is_to_save(form, rows):
        form.save()
        rows.keep()
        messages.success(request, "Đã lưu chủ đề và nội dung thi đua.")
        return redirect("blocs:year_edit", *bloc_year.url_args)
    context = {"form": form, "rows": rows, "fixed": obstacle_to_change(bloc_year)} | edit.context
    frame = _frame(request, bloc_year, "Chủ đề, nội dung")
    return render(request, "blocs/year_edit.html", context | frame, status=edit.status)


@form_page
def common_targets_edit(request, bloc, year):
    bloc_year = composition_to_edit(request, bloc, year)
    edit = edit_of(request, {"Chỉ tiêu chung": CommonTargetRows(owner=bloc_year)})
    rows = CommonTargetRows(edit.data, owner=bloc_year)
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu chỉ tiêu chung.")
        return redirect("blocs:common_targets_edit", *bloc_year.url_args)
    context = {"rows": rows} | edit.context | _frame(request, bloc_year, "Chỉ tiêu chung")
    return render(request, "blocs/common_targets_edit.html", context, status=edit.status)


@form_page
def year_open(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    check(bloc_year.open, by=request.user)
    if request.method != "POST":
        question = questions.open_year(bloc_year, request.user)
        return ask(request, _frame(request, bloc_year, "Mở năm"), question)
    perform(bloc_year.open, by=request.user)
    notifications.year_opened(bloc_year, request.user)
    messages.success(request, f"Đã mở {bloc_year}. Các đơn vị thành viên đăng ký được từ bây giờ.")
    return redirect(bloc_year)


@form_page
def year_close(request, bloc, year):
    """Closing cannot be taken back: the year has to be typed once more."""
    bloc_year = year_or_404(request, bloc, year)
    check(bloc_year.close, by=request.user)
    form = CloseYearForm(request.POST or None, bloc_year=bloc_year)
    if request.method == "POST" and form.is_valid():
        settle(bloc_year, by=request.user)
        perform(bloc_year.close, by=request.user)
        messages.success(request, f"Đã đóng {bloc_year}.")
        return redirect(bloc_year)
    return ask(request, _frame(request, bloc_year, "Đóng năm"), questions.close_year(bloc_year), form)


@form_page
def year_prepare(request, bloc, year):
    """Open the preparation of the next year with a proposal from this one."""
    before = year_or_404(request, bloc, year)
    if not rules.may_prepare_next_year(request.user, before):
        raise PermissionDenied
    _next_or_conflict(before)
    if request.method != "POST":
        question = questions.prepare_next_year(before)
        return ask(request, _frame(request, before, f"Chuẩn bị năm {before.year + 1}"), question)
    after = next_year.prepare(before)
    messages.success(request, f"Đã chuẩn bị năm {after.year} theo năm {before.year}. Anh/chị xem lại rồi mở năm.")
    return redirect("blocs:member_list", *after.url_args)


def _next_or_conflict(before):
    """Raise Conflict where the year after ``before`` cannot be prepared."""
    if before.status == BlocYear.Status.PREPARING:
        raise Conflict(f"{before} còn đang chuẩn bị.", "Anh/chị mở năm này trước khi chuẩn bị năm sau.")
    if before.year >= LAST_YEAR:
        raise Conflict(f"Chương trình nhận các năm đến {LAST_YEAR}, nên không chuẩn bị được năm sau.")
    if before.bloc.years.filter(year=before.year + 1).exists():
        raise Conflict(f"Năm {before.year + 1} của {before.bloc} đã được chuẩn bị.", "Chọn năm ở góc phải để mở.")


def _frame(request, bloc_year, here):
    return year_frame(request, bloc_year, "members", here)
