"""The bloc's texts beside the covenant: the list, each with its page, and its way to the issued paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import workflow
from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict, why_not_open
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents.downloads import file_response
from pledges import questions, rules, text_reading, texts
from pledges.forms.texts import IssueTextForm, StartTextForm
from pledges.models import BlocText


def kind_or_404(kind):
    if kind not in BlocText.Kind.values:
        raise Http404
    return BlocText.Kind(kind)


def text_or_none(request, bloc_year, kind):
    """The newest version that the user may know of."""
    known = BlocText.objects.visible_to(request.user).of(bloc_year, kind_or_404(kind))
    text = known.select_related("document__pdf", "supersedes__document", "successor").first()
    if text:
        text.bloc_year = bloc_year
    return text


def text_or_404(request, bloc, year, kind):
    text = text_or_none(request, year_or_404(request, bloc, year), kind)
    if text is None:
        raise Http404
    return text


def draft_or_refused(request, bloc, year, kind):
    """The text to write in: 404, 403, then 409 unless it is a draft of an open year."""
    text = text_or_404(request, bloc, year, kind)
    if not rules.may_draft_text(request.user, text):
        raise PermissionDenied
    open_or_conflict(text.bloc_year)
    if text.status != BlocText.Status.DRAFT:
        raise Conflict(f"{text.get_kind_display()} đã ban hành nên không sửa được.", "Anh/chị soạn phiên bản mới.")
    return text


def text_page(request, text, template, here="", status=200, **context):
    """A page below the list of texts, in the frame of its year."""
    frame = year_frame(request, text.bloc_year, "texts", here or text.get_kind_display())
    return render(request, template, {**frame, "text": text, "title": here, **context}, status=status)


@require_safe
def text_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    rows = text_reading.listed(bloc_year, request.user)
    writes = rules.may_draft_text(request.user, BlocText(bloc_year=bloc_year)) and not why_not_open(bloc_year)
    context = {"rows": rows, "writes": writes}
    return render(request, "pledges/text_list.html", year_frame(request, bloc_year, "texts") | context)


@require_safe
def text_detail(request, bloc, year, kind):
    bloc_year = year_or_404(request, bloc, year)
    text = text_or_none(request, bloc_year, kind)
    if text:
        return text_page(request, text, "pledges/text_detail.html", **text_reading.page(text, request.user))
    return _none_yet(request, bloc_year, BlocText.Kind(kind))


def _none_yet(request, bloc_year, kind, form=None):
    may_start = rules.may_draft_text(request.user, BlocText(bloc_year=bloc_year))
    if may_start and form is None:
        form = StartTextForm(last=texts.last_years(bloc_year, kind, request.user))
    context = {"kind": kind, "form": form, "why_not": why_not_open(bloc_year), "may_start": may_start}
    return render(request, "pledges/text_none.html", year_frame(request, bloc_year, "texts", kind.label) | context)


@require_POST
@transaction.atomic
def text_start(request, bloc, year, kind):
    bloc_year, kind = year_or_404(request, bloc, year), kind_or_404(kind)
    if not rules.may_draft_text(request.user, BlocText(bloc_year=bloc_year)):
        raise PermissionDenied
    open_or_conflict(bloc_year)
    if BlocText.objects.of(bloc_year, kind).exists():
        raise Conflict("Văn bản này đã được lập.", "Anh/chị mở trang của văn bản để soạn tiếp.")
    form = StartTextForm(request.POST, last=texts.last_years(bloc_year, kind, request.user))
    if not form.is_valid():
        return _none_yet(request, bloc_year, kind, form)
    text = texts.start(bloc_year, kind, form.cleaned_data["source"], form.last)
    messages.success(request, f"Đã lập dự thảo {text.get_kind_display().lower()}; Anh/chị xem lại từng phần.")
    return redirect(text)


@form_page
def text_issue(request, bloc, year, kind):
    text = text_or_404(request, bloc, year, kind)
    workflow.check(text.issue, by=request.user)
    form = IssueTextForm(request.POST or None, text=text, proposed=texts.proposed_issue(text))
    if form.is_valid():
        texts.issue(text, form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ban hành {text.name}: {text.document}; mã xác minh {text.document.code}.")
        return redirect(text)
    return _ask(request, text, questions.issue_text(text, request.user), form)


@form_page
def text_revise(request, bloc, year, kind):
    text = text_or_404(request, bloc, year, kind)
    workflow.check(text.revise, by=request.user)
    if request.method == "POST":
        draft = texts.next_version(text, by=request.user)
        messages.success(request, f"Đã lập dự thảo phiên bản {draft.version} từ nội dung của phiên bản trước.")
        return redirect(draft)
    return _ask(request, text, questions.revise_text(text))


@form_page
def text_discard(request, bloc, year, kind):
    text = draft_or_refused(request, bloc, year, kind)
    if request.method == "POST":
        text.delete()
        messages.success(request, f"Đã bỏ dự thảo {text.get_kind_display().lower()}.")
        return redirect("pledges:text_detail", bloc, year, kind)
    return _ask(request, text, questions.discard_text(text))


def _ask(request, text, question, form=None):
    return ask(request, year_frame(request, text.bloc_year, "texts", question.title), question, form)


@require_safe
def text_paper(request, bloc, year, kind):
    """The text in force, as it was issued."""
    bloc_year = year_or_404(request, bloc, year)
    issued = BlocText.objects.visible_to(request.user).issued().of(bloc_year, kind_or_404(kind))
    text = get_object_or_404(issued.select_related("document__pdf")[:1])
    return file_response(text.document.pdf.read(), f"{text.get_kind_display()} năm {year} - {bloc_year.bloc}.pdf")
