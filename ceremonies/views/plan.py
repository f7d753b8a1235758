"""The leader's office plans the ceremony; everybody in the year reads it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import rules as blocs_rules
from blocs.editing import edit_of
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from blocs.views.years import year_or_404
from blocs.workflow import Conflict, actions
from blocs.writing import form_page
from ceremonies import inviting, meeting_papers, notifications, publishing, rehearsing, rules
from ceremonies.agenda_rows import ProgrammeKindForm
from ceremonies.forms import VOTES, AdoptionRows, CeremonyForm
from ceremonies.invitation import told_in_invitation
from ceremonies.models import Ceremony
from ceremonies.planning import plan_ceremony
from ceremonies.programme import Programme, keep_clock
from ceremonies.progress import still_telling, wanting_another_invitation, what_comes_next
from ceremonies.views.access import editable_or_refused
from pledges import text_reading


@require_safe
def ceremony_detail(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    ceremony = Ceremony.objects.of(bloc_year).select_related("host", "invitation").first()
    frame = year_frame(request, bloc_year, "ceremony")
    if ceremony is None:
        may_plan = blocs_rules.may_manage_year(request.user, bloc_year) and bloc_year.status == BlocYear.Status.OPEN
        form = ProgrammeKindForm(year=bloc_year.year) if may_plan else None
        return render(request, "ceremonies/ceremony_none.html", frame | {"form": form})
    ceremony.bloc_year = bloc_year
    present = ceremony.units_present
    content = {
        "ceremony": ceremony,
        "programme": Programme(ceremony),
        "counts": inviting.counts(ceremony.delegates.all()),
        "adoptions": [(each, each.votes(present)) for each in ceremony.adoptions.all()],
        "texts": [row for row in text_reading.listed(bloc_year, request.user) if row.issued or row.draft],
        "article": getattr(ceremony, "article", None),
        "what_comes_next": what_comes_next(ceremony),
    }
    if content["article"]:
        content |= publishing.standing(content["article"], request.user)
    return render(request, "ceremonies/ceremony_detail.html", frame | content | _rights(ceremony, request.user))


def _rights(ceremony, user):
    """What ``user`` may do on the page of the ceremony."""
    may_run, steps = rules.may_run_ceremony(user, ceremony), actions(ceremony, user)
    changes = may_run and ceremony.bloc_year.status == BlocYear.Status.OPEN
    return {
        "next_steps": [step for step in steps if step.primary],
        "other_steps": [step for step in steps if not step.primary],
        "may_run": may_run,
        "outdated": wanting_another_invitation(ceremony) if may_run else "",
        "may_rehearse": changes and rehearsing.is_open(ceremony),
        "may_pack": rules.may_make_pack(user, ceremony),
        "editable": changes and ceremony.is_editable,
        "may_mark": changes and ceremony.roll_is_open,
        "may_vote": changes and ceremony.votes_are_open,
        "meeting_papers": meeting_papers.listed(ceremony, user, may_write=changes),
    }


@require_POST
@transaction.atomic
def ceremony_plan(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not blocs_rules.may_manage_year(request.user, bloc_year):
        raise PermissionDenied
    open_or_conflict(bloc_year)
    if planned := Ceremony.objects.of(bloc_year).first():
        raise Conflict(f"Năm thi đua này đã có {planned.word}.", "Mở trang buổi lễ để sửa.")
    form = ProgrammeKindForm({"kind": Ceremony.Kind.SIGNING} | request.POST.dict(), year=bloc_year.year)
    if not form.is_valid():
        frame = year_frame(request, bloc_year, "ceremony")
        return render(request, "ceremonies/ceremony_none.html", frame | {"form": form})
    ceremony = plan_ceremony(bloc_year, form.cleaned_data["kind"])
    messages.success(request, "Đã lập kế hoạch với chương trình mẫu; Anh/chị sửa lại cho đúng.")
    return redirect(ceremony)


@form_page
def ceremony_edit(request, bloc, year):
    ceremony = editable_or_refused(request, bloc, year)
    former = told_in_invitation(ceremony)
    edit = edit_of(request, {"Thông tin buổi lễ": CeremonyForm(instance=ceremony)})
    form = CeremonyForm(edit.data, instance=ceremony)
    if edit.is_to_save(form):
        form.save()
        keep_clock(ceremony)
        messages.success(request, "Đã lưu thông tin buổi lễ.")
        if told_in_invitation(ceremony) != former:
            _moved(request, ceremony, former)
        return redirect(ceremony)
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Thông tin chung")
    context = {"ceremony": ceremony, "form": form} | edit.context
    return render(request, "ceremonies/ceremony_edit.html", frame | context, status=edit.status)


def _moved(request, ceremony, former):
    """Tell the members who were invited; what still says the old time or place is named to whoever changed it."""
    if ceremony.status != Ceremony.Status.PLANNED:
        notifications.ceremony_moved(ceremony, request.user)
        messages.info(request, "Các đơn vị được báo thời gian, địa điểm mới bằng thông báo trên chương trình.")
    for sentence in still_telling(ceremony, former):
        messages.warning(request, sentence)


@form_page
def rows_edit(request, bloc, year, section):
    """What is voted on, as rows."""
    if section != VOTES:
        raise Http404
    ceremony = editable_or_refused(request, bloc, year, section)
    heading = "Biểu quyết"
    edit = edit_of(request, {heading: AdoptionRows(owner=ceremony)})
    rows = AdoptionRows(edit.data, owner=ceremony)
    if edit.is_to_save(rows):
        rows.keep()
        messages.success(request, f"Đã lưu: {heading.lower()}.")
        return redirect(ceremony)
    back_url = ceremony.get_absolute_url()
    context = {"ceremony": ceremony, "heading": heading, "formset": rows, "back_url": back_url} | edit.context
    frame = year_frame(request, ceremony.bloc_year, "ceremony", heading)
    return render(request, "ceremonies/rows_edit.html", frame | context, status=edit.status)
