"""Biên bản: begun from the records by the leader's office, read by the year's members once issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import workflow
from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict, why_not_open
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import minuting, questions, rules
from ceremonies.forms import HeldForm, IssueMinutesForm, MinutesClauseRows
from ceremonies.models import Minutes
from ceremonies.papers import minutes_paper
from ceremonies.views.plan import ceremony_or_404
from documents import pdf, word
from documents.as_read import as_read
from documents.downloads import WORD, file_response


def minutes_or_404(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    known = Minutes.objects.visible_to(request.user).select_related("document__pdf", "document__word")
    minutes = get_object_or_404(known, ceremony=ceremony)
    minutes.ceremony = ceremony
    return minutes


def _draft_or_refused(request, bloc, year):
    """The minutes to write in: 404, 403, then 409 unless they are a draft of an open year."""
    minutes = minutes_or_404(request, bloc, year)
    if not rules.may_write_minutes(request.user, minutes):
        raise PermissionDenied
    open_or_conflict(minutes.bloc_year)
    if minutes.document_id:
        raise Conflict("Biên bản đã ban hành nên không sửa được.")
    return minutes


def _page(request, minutes, template, here, status=200, **context):
    frame = year_frame(request, minutes.bloc_year, "ceremony", here)
    back = {"back_url": minutes.get_absolute_url(), "heading": f"{here}: biên bản"}
    return render(request, template, {**frame, **back, "minutes": minutes, **context}, status=status)


@require_POST
@transaction.atomic
def minutes_start(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_write_minutes(request.user, ceremony):
        raise PermissionDenied
    open_or_conflict(ceremony.bloc_year)
    if not ceremony.is_recorded:
        raise Conflict("Buổi lễ chưa khai mạc nên chưa lập được biên bản.")
    if Minutes.objects.filter(ceremony=ceremony).exists():
        raise Conflict("Buổi lễ này đã có biên bản.", "Mở biên bản để sửa, hoặc bỏ dự thảo rồi lập lại.")
    minutes = minuting.start(ceremony)
    messages.success(request, "Đã lập dự thảo biên bản từ số liệu buổi lễ; Anh/chị xem lại, ghi thêm ý kiến phát biểu.")
    return redirect(minutes)


@require_safe
def minutes_detail(request, bloc, year):
    minutes = minutes_or_404(request, bloc, year)
    may_write = rules.may_write_minutes(request.user, minutes) and not minutes.document_id
    may_write = may_write and not why_not_open(minutes.bloc_year)
    context = {
        "said": as_read(minutes.document, lambda: minutes_paper(minutes)),
        "actions": workflow.actions(minutes, request.user),
        "may_write": may_write,
        "why_not": workflow.obstacle(minutes.issue) if may_write else "",
    }
    return _page(request, minutes, "ceremonies/minutes_detail.html", "Biên bản", **context)


@form_page
def minutes_edit(request, bloc, year):
    minutes = _draft_or_refused(request, bloc, year)
    edit = edit_of(request, {"Thông tin chung": HeldForm(instance=minutes.ceremony)})
    form = HeldForm(edit.data, instance=minutes.ceremony)
    if edit.is_to_save(form):
        form.save()
        messages.success(request, "Đã lưu thông tin chung.")
        return redirect(minutes)
    return _page(
        request, minutes, "pledges/general_edit.html", "Thông tin chung", edit.status, form=form, **edit.context
    )


@form_page
def minutes_content(request, bloc, year):
    minutes = _draft_or_refused(request, bloc, year)
    edit = edit_of(request, {"Nội dung": MinutesClauseRows(owner=minutes, prefix="dong")})
    rows = MinutesClauseRows(edit.data, owner=minutes, prefix="dong")
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu nội dung.")
        return redirect("ceremonies:minutes_content", bloc, year)
    return _page(request, minutes, "pledges/outline_edit.html", "Nội dung", edit.status, rows=rows, **edit.context)


@form_page
def minutes_discard(request, bloc, year):
    minutes = _draft_or_refused(request, bloc, year)
    if request.method == "POST":
        minutes.delete()
        messages.success(request, "Đã bỏ dự thảo biên bản.")
        return redirect("ceremonies:ceremony_detail", bloc, year)
    return _ask(request, minutes, questions.discard_minutes(minutes))


@form_page
def minutes_issue(request, bloc, year):
    minutes = minutes_or_404(request, bloc, year)
    workflow.check(minutes.issue, by=request.user)
    form = IssueMinutesForm(request.POST or None, minutes=minutes)
    if form.is_valid():
        minuting.issue(minutes, form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ban hành {minutes.document}; mã xác minh {minutes.document.code}.")
        return redirect(minutes)
    return _ask(request, minutes, questions.issue_minutes(minutes), form)


def _ask(request, minutes, question, form=None):
    return ask(request, year_frame(request, minutes.bloc_year, "ceremony", question.title), question, form)


@require_safe
def minutes_pdf(request, bloc, year):
    minutes = minutes_or_404(request, bloc, year)
    content = minutes.document.pdf.read() if minutes.document else pdf.render(minutes_paper(minutes))
    return file_response(content, f"{'' if minutes.document else 'Dự thảo '}{minutes}.pdf")


@require_safe
def minutes_word(request, bloc, year):
    minutes = minutes_or_404(request, bloc, year)
    content = minutes.document.word.read() if minutes.document else word.render(minutes_paper(minutes))
    return file_response(content, f"{minutes} - bản Word để sửa.docx", WORD, attachment=True)
