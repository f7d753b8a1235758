"""Writing the covenant: its general part, what it cites, its outline."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from blocs.editing import edit_of
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, file_response
from pledges import drafting, questions
from pledges.forms.clauses import ClauseRows
from pledges.forms.covenant import BasisRows, CovenantForm
from pledges.forms.starting import StartForm
from pledges.papers import covenant_paper
from pledges.papers.covenant import copies_doubt, not_the_record
from pledges.views.covenant import ask_about, covenant_or_404, covenant_page, draft_or_refused


@form_page
def covenant_edit(request, bloc, year):
    covenant = draft_or_refused(request, bloc, year)
    edit = edit_of(request, {"Thông tin chung": CovenantForm(instance=covenant)})
    form = CovenantForm(edit.data, instance=covenant)
    if edit.is_to_save(form):
        form.save()
        messages.success(request, "Đã lưu thông tin chung của giao ước.")
        if doubt := copies_doubt(covenant):
            messages.warning(request, doubt)
        return redirect(covenant)
    return editor(request, covenant, edit, "general_edit", title="Thông tin chung", form=form)


@form_page
def covenant_bases(request, bloc, year):
    covenant = draft_or_refused(request, bloc, year)
    edit = edit_of(request, {"Căn cứ": BasisRows(owner=covenant, prefix="dong")})
    rows = BasisRows(edit.data, owner=covenant, prefix="dong")
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu các căn cứ của giao ước.")
        return redirect(covenant)
    return editor(request, covenant, edit, "covenant_bases", title="Căn cứ", rows=rows)


@form_page
def covenant_clauses(request, bloc, year):
    covenant = draft_or_refused(request, bloc, year)
    edit = edit_of(request, {"Nội dung": ClauseRows(owner=covenant, prefix="dong")})
    rows = ClauseRows(edit.data, owner=covenant, prefix="dong")
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, "Đã lưu nội dung giao ước.")
        if dropped := sum(form.lost_its_number for form in rows.said()):
            messages.info(request, f"Đã bỏ số thứ tự gõ tay ở {dropped} dòng; chương trình tự tính và in số thứ tự.")
        return redirect(reverse("pledges:covenant_clauses", args=covenant.url_args))
    return editor(request, covenant, edit, "covenant_clauses", title="Nội dung", rows=rows)


def editor(request, covenant, edit, page, *, title, **context):
    """The page of an edit below the covenant's."""
    shown = {"heading": f"{title} của giao ước", "back_url": covenant.get_absolute_url(), **edit.context, **context}
    return covenant_page(request, covenant, f"pledges/{page}.html", title, edit.status, **shown)


@form_page
def covenant_reload(request, bloc, year):
    covenant = draft_or_refused(request, bloc, year)
    posted = request.POST if request.method == "POST" else None  # a choice may be left to the form
    form = StartForm(posted, last=drafting.last_years(covenant.bloc_year, request.user))
    if form.is_valid():
        drafting.write_clauses(covenant, form.cleaned_data["source"], form.last)
        messages.success(request, f"Đã viết lại nội dung giao ước. {form.what_next}")
        return redirect("pledges:covenant_clauses", *covenant.url_args)
    return ask_about(request, covenant, questions.reload(covenant), form)


@require_safe
def covenant_preview(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    if covenant.document_id:
        raise Conflict("Giao ước đã chốt.", "Anh/chị xem bản in chính thức.")
    content = press.previewed(covenant_paper(covenant))
    return file_response(content, f"Dự thảo giao ước thi đua năm {year}.pdf")


@require_safe
def covenant_word(request, bloc, year):
    """For editing: always marked as a draft and without the code, even when the covenant is frozen."""
    covenant = covenant_or_404(request, bloc, year)
    content = word.render(covenant_paper(covenant), remark=not_the_record(covenant))
    return file_response(content, f"Giao ước thi đua năm {year} - bản Word để sửa.docx", WORD, attachment=True)
