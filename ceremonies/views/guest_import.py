"""Delegates from a workbook or from pasted rows: looked at first, then added as a whole."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.writing import form_page
from ceremonies import guest_imports, guest_lists, questions
from ceremonies.guest_forms import GuestListForm
from ceremonies.models import Delegate
from ceremonies.precedence import in_order
from ceremonies.views.access import editable_or_refused, run_or_refused
from documents.downloads import WORKBOOK, file_response


@require_safe
def guest_template(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    return file_response(guest_lists.template(ceremony), "Biểu mẫu danh sách đại biểu.xlsx", WORKBOOK, attachment=True)


@require_http_methods(["GET", "HEAD", "POST"])
def guest_import(request, bloc, year):
    """No ``form_page``: what is sent is judged before anybody is kept from writing."""
    ceremony = editable_or_refused(request, bloc, year)
    if "sua" in request.POST:
        form = GuestListForm(initial={"text": request.POST.get("text", "")}, ceremony=ceremony)
        return _page(request, ceremony, "guest_import", form=form)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GuestListForm(*sent, ceremony=ceremony)
    if not form.is_valid():
        return _page(request, ceremony, "guest_import", form=form, reading=form.reading)
    if "xac-nhan" not in request.POST:
        return _page(request, ceremony, "guest_import_preview", reading=form.reading)
    reading, added, left = _add(request, bloc, year, form)
    if reading.faults:  # others have added some meanwhile
        return _page(request, ceremony, "guest_import", form=form, reading=reading)
    said = f"; {left} người, đơn vị đã có trong danh sách nên không thêm" if left else ""
    messages.success(request, f"Đã thêm {added} đại biểu{said}.")
    return redirect("ceremonies:guest_list", bloc, year)


@transaction.atomic
def _add(request, bloc, year, form):
    ceremony = editable_or_refused(request, bloc, year)  # as it stands now
    reading = guest_lists.read_text(form.cleaned_data["text"], ceremony)
    if reading.faults:
        return reading, 0, 0
    wanted = [int(number) for number in request.POST.getlist("van-them") if number.isascii() and number.isdigit()]
    return reading, *guest_lists.add(ceremony, reading, wanted, by=request.user)


def _page(request, ceremony, template, **context):
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Nhập danh sách đại biểu")
    list_url = ceremony.bloc_year.url("ceremonies:guest_list")
    return render(
        request, f"ceremonies/{template}.html", {**frame, "ceremony": ceremony, "list_url": list_url, **context}
    )


@form_page
def guest_import_undo(request, bloc, year, guest_import):
    """Who was added goes off the list again, but those whom something has happened to."""
    ceremony = editable_or_refused(request, bloc, year)
    made = get_object_or_404(ceremony.guest_imports, pk=guest_import)
    found = guest_imports.undoing_or_conflict(ceremony, made)
    if request.method != "POST":
        question = questions.undo_import(ceremony, found)
        return ask(request, year_frame(request, ceremony.bloc_year, "ceremony", question.button), question)
    guest_imports.undo(ceremony, found)
    messages.success(request, f"Đã bỏ {len(found.gone)} đại biểu của lần nhập.")
    if found.kept:
        messages.info(request, f"Giữ lại: {'; '.join(f'{each} ({why})' for each, why in found.kept)}.")
    return redirect("ceremonies:guest_list", bloc, year)


@require_POST
@transaction.atomic
def guest_sort(request, bloc, year):
    ceremony = editable_or_refused(request, bloc, year)
    delegates = in_order(ceremony.delegates.all(), ceremony.bloc_year)
    for order, delegate in enumerate(delegates, start=1):
        delegate.order = order
    Delegate.objects.bulk_update(delegates, ["order"])
    messages.success(request, "Đã sắp đại biểu theo nhóm và chức vụ; Anh/chị đổi lại được ở “Thêm, sửa, bỏ đại biểu”.")
    return redirect("ceremonies:guest_list", bloc, year)
