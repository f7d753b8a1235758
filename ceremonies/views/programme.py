"""The leader's office writes the programme; its hours follow from the minutes and the order."""

from django.contrib import messages
from django.shortcuts import redirect, render

from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.navigation import year_frame
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import questions
from ceremonies.agenda_rows import AgendaRows, ProgrammeKindForm
from ceremonies.models import ItemStart
from ceremonies.planning import start_programme
from ceremonies.programme import keep_clock
from ceremonies.views.access import editable_or_refused


@form_page
def agenda_edit(request, bloc, year):
    ceremony = editable_or_refused(request, bloc, year)
    edit = edit_of(request, {"Chương trình": AgendaRows(owner=ceremony)})
    rows = AgendaRows(edit.data, owner=ceremony)
    if edit.is_to_save(rows):
        rows.keep()
        keep_clock(ceremony)
        messages.success(request, "Đã lưu: chương trình.")
        return redirect(f"{ceremony.get_absolute_url()}#chuong-trinh")
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Chương trình")
    context = {"ceremony": ceremony, "rows": rows, "heading": "Chương trình", "back_url": ceremony.get_absolute_url()}
    return render(request, "ceremonies/agenda_edit.html", frame | context | edit.context, status=edit.status)


@form_page
def agenda_restart(request, bloc, year):
    """Ask, then put a customary programme in place of what there is."""
    ceremony = editable_or_refused(request, bloc, year)
    if ItemStart.objects.filter(item__ceremony=ceremony).exists():
        raise Conflict("Chương trình đang diễn ra nên không lập lại từ mẫu được nữa.", "Sửa từng mục của chương trình.")
    form = ProgrammeKindForm(request.POST or None, year=ceremony.bloc_year.year, initial={"kind": ceremony.kind})
    if form.is_valid():
        start_programme(ceremony, form.cleaned_data["kind"])
        messages.success(request, "Chương trình được lập lại từ mẫu; Anh/chị sửa lại cho đúng.")
        return redirect("ceremonies:agenda_edit", bloc, year)
    question = questions.restart_programme(ceremony)
    return ask(request, year_frame(request, ceremony.bloc_year, "ceremony", question.button), question, form)
