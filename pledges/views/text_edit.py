"""Writing one of the bloc's texts, and its draft as a paper."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from blocs.editing import edit_of
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, file_response
from pledges import criteria
from pledges.forms.clauses import TextClauseRows
from pledges.forms.texts import BlocTextForm, CriterionRows
from pledges.papers.text import text_paper
from pledges.views.texts import draft_or_refused, text_or_404, text_page


@form_page
def text_edit(request, bloc, year, kind):
    text = draft_or_refused(request, bloc, year, kind)
    edit = edit_of(request, {"Thông tin chung": BlocTextForm(instance=text)})
    form = BlocTextForm(edit.data, instance=text)
    if edit.is_to_save(form):
        form.save()
        messages.success(request, "Đã lưu thông tin chung.")
        return redirect(text)
    return _editor(request, text, edit, "general_edit", here="Thông tin chung", form=form)


@form_page
def text_content(request, bloc, year, kind):
    text = draft_or_refused(request, bloc, year, kind)
    rows_class = CriterionRows if text.is_table else TextClauseRows
    edit = edit_of(request, {"Nội dung": rows_class(owner=text, prefix="dong")})
    rows = rows_class(edit.data, owner=text, prefix="dong")
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu nội dung.")
        return redirect("pledges:text_content", *text.url_args)
    page = "text_criteria" if text.is_table else "outline_edit"
    totals = criteria.totals(criteria.groups(text.criteria.all()))
    return _editor(request, text, edit, page, here="Nội dung", rows=rows, totals=totals)


def _editor(request, text, edit, page, *, here, **context):
    heading = f"{here}: {text.get_kind_display().lower()}"
    shown = {"heading": heading, "back_url": text.get_absolute_url(), **edit.context, **context}
    return text_page(request, text, f"pledges/{page}.html", here, edit.status, **shown)


@require_safe
def text_preview(request, bloc, year, kind):
    text = text_or_404(request, bloc, year, kind)
    if text.document_id:
        raise Conflict(f"{text.get_kind_display()} đã ban hành.", "Anh/chị xem bản in chính thức.")
    return file_response(press.printed(text_paper(text)), f"Dự thảo {text.name}.pdf")


@require_safe
def text_word(request, bloc, year, kind):
    text = text_or_404(request, bloc, year, kind)
    content = text.document.word.read() if text.document else word.render(text_paper(text))
    return file_response(content, f"{text.name} - bản Word để sửa.docx", WORD, attachment=True)
