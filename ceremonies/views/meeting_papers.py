"""What is written of the meeting, begun by the leader's office from the records, read by the members once issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import rules as blocs_rules
from blocs import workflow
from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict, why_not_open
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import meeting_papers, questions, rules
from ceremonies.forms import HeldForm, IssueMeetingPaperForm, MeetingClauseRows
from ceremonies.models import MeetingPaper
from ceremonies.papers import meeting_paper
from ceremonies.views.access import ceremony_or_404
from documents import press, word
from documents.as_read import as_read
from documents.downloads import WORD, file_response


def meeting_paper_or_404(request, bloc, year, kind):
    ceremony = ceremony_or_404(request, bloc, year)
    known = MeetingPaper.objects.visible_to(request.user).select_related(
        "document__pdf", "document__word", "document__superseded_by"
    )
    record = get_object_or_404(known, ceremony=ceremony, kind=kind)
    record.ceremony = ceremony
    return record


def _draft_or_refused(request, bloc, year, kind):
    """The paper to write in: 404, 403, then 409 unless it is a draft of an open year."""
    record = meeting_paper_or_404(request, bloc, year, kind)
    if not rules.may_write_meeting_paper(request.user, record):
        raise PermissionDenied
    open_or_conflict(record.bloc_year)
    if record.document_id:
        raise Conflict(f"{record.get_kind_display()} đã ban hành nên không sửa được.")
    return record


def _page(request, record, template, here, status=200, **context):
    frame = year_frame(request, record.bloc_year, "ceremony", here)
    back = {"back_url": record.get_absolute_url(), "heading": f"{here}: {record.word}"}
    return render(request, template, {**frame, **back, "record": record, **context}, status=status)


@require_POST
@transaction.atomic
def meeting_paper_start(request, bloc, year, kind):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_write_meeting_paper(request.user, ceremony):
        raise PermissionDenied
    open_or_conflict(ceremony.bloc_year)
    meeting_papers.check_start(ceremony, kind)
    record = meeting_papers.start(ceremony, kind)
    messages.success(
        request, f"Đã lập dự thảo {record.word} từ số liệu buổi lễ; Anh/chị xem lại, ghi thêm ý kiến phát biểu."
    )
    return redirect(record)


@require_safe
def meeting_paper_detail(request, bloc, year, kind):
    record = meeting_paper_or_404(request, bloc, year, kind)
    may_write = rules.may_write_meeting_paper(request.user, record) and not record.document_id
    may_write = may_write and not why_not_open(record.bloc_year)
    context = {
        "said": as_read(record.document, lambda: meeting_paper(record)),
        "actions": workflow.actions(record, request.user),
        "may_write": may_write,
        "why_not": workflow.obstacle(record.issue) if may_write else "",
        "redraft": meeting_papers.redrafted(record),
        "may_replace": _may_replace(request.user, record),
    }
    return _page(request, record, "ceremonies/meeting_paper_detail.html", record.get_kind_display(), **context)


def _may_replace(user, record):
    """Whether ``user`` may enter the paper that puts this one right into the register."""
    in_force = record.document and not record.document.superseded_by
    return bool(in_force) and blocs_rules.leads(user, record.bloc_year) and not why_not_open(record.bloc_year)


@form_page
def meeting_paper_edit(request, bloc, year, kind):
    record = _draft_or_refused(request, bloc, year, kind)
    edit = edit_of(request, {"Thông tin chung": HeldForm(instance=record.ceremony)})
    form = HeldForm(edit.data, instance=record.ceremony)
    if edit.is_to_save(form):
        form.save()
        messages.success(request, "Đã lưu thông tin chung.")
        return redirect(record)
    return _page(
        request, record, "pledges/general_edit.html", "Thông tin chung", edit.status, form=form, **edit.context
    )


@form_page
def meeting_paper_content(request, bloc, year, kind):
    record = _draft_or_refused(request, bloc, year, kind)
    edit = edit_of(request, {"Nội dung": MeetingClauseRows(owner=record, prefix="dong")})
    rows = MeetingClauseRows(edit.data, owner=record, prefix="dong")
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu nội dung.")
        return redirect("ceremonies:meeting_paper_content", *record.url_args)
    return _page(request, record, "pledges/outline_edit.html", "Nội dung", edit.status, rows=rows, **edit.context)


@require_POST
@transaction.atomic
def meeting_paper_redraft(request, bloc, year, kind):
    """Bring in what was recorded since the draft was begun."""
    record = _draft_or_refused(request, bloc, year, kind)
    found = meeting_papers.bring_up_to_date(record)
    count = len(found.taken) if found else 0
    said = f"Đã đưa số liệu mới vào {count} chỗ của dự thảo." if count else "Dự thảo đã theo số liệu đã ghi."
    messages.success(request, said)
    return redirect(record)


@form_page
def meeting_paper_discard(request, bloc, year, kind):
    record = _draft_or_refused(request, bloc, year, kind)
    if request.method == "POST":
        record.delete()
        messages.success(request, f"Đã bỏ dự thảo {record.word}.")
        return redirect("ceremonies:ceremony_detail", bloc, year)
    return _ask(request, record, questions.discard(record))


@form_page
def meeting_paper_issue(request, bloc, year, kind):
    record = meeting_paper_or_404(request, bloc, year, kind)
    workflow.check(record.issue, by=request.user)
    form = IssueMeetingPaperForm(request.POST or None, record=record)
    if form.is_valid():
        meeting_papers.issue(record, form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ban hành {record.document}; mã xác minh {record.document.code}.")
        return redirect(record)
    return _ask(request, record, questions.issue(record, request.user), form)


def _ask(request, record, question, form=None):
    return ask(request, year_frame(request, record.bloc_year, "ceremony", question.title), question, form)


@require_safe
def meeting_paper_pdf(request, bloc, year, kind):
    record = meeting_paper_or_404(request, bloc, year, kind)
    content = record.document.pdf.read() if record.document else press.printed(meeting_paper(record))
    return file_response(content, f"{'' if record.document else 'Dự thảo '}{record}.pdf")


@require_safe
def meeting_paper_word(request, bloc, year, kind):
    record = meeting_paper_or_404(request, bloc, year, kind)
    content = record.document.word.read() if record.document else word.render(meeting_paper(record))
    return file_response(content, f"{record} - bản Word để sửa.docx", WORD, attachment=True)
