"""The covenant's page and its way from draft to consultation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import workflow
from blocs.confirmation import ask
from blocs.models import Step
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict, why_not_open
from blocs.sequence import overtaken
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page
from pledges import covenant_reading, drafting, opinion_reading, questions, rules
from pledges.forms.consulting import ConsultForm
from pledges.forms.starting import StartForm
from pledges.models import Covenant
from pledges.models.covenant import is_not_printing


def covenant_or_none(request, bloc_year):
    """The newest version that the user may know of."""
    visible = Covenant.objects.visible_to(request.user).of(bloc_year)
    covenant = (
        visible.select_related("document__pdf", "printing", "scan", "scan_uploaded_by").order_by("-version").first()
    )
    if covenant:
        covenant.bloc_year = bloc_year
    return covenant


def covenant_or_404(request, bloc, year):
    covenant = covenant_or_none(request, year_or_404(request, bloc, year))
    if covenant is None:
        raise Http404
    return covenant


def draft_or_refused(request, bloc, year):
    """The covenant to write in: 404, 403, then 409 unless it is being drafted in an open year."""
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    if covenant.printing_now:
        raise Conflict(is_not_printing.reason, is_not_printing.hint, covenant.get_absolute_url())
    if not covenant.is_editable:
        raise Conflict(
            f"Giao ước đang ở trạng thái “{covenant.get_status_display()}” nên chưa sửa được.", HINTS[covenant.status]
        )
    return covenant


HINTS = {
    Covenant.Status.CONSULTING: "Kết thúc lấy ý kiến rồi sửa tiếp.",
    Covenant.Status.FROZEN: "Cần sửa, Anh/chị soạn phiên bản mới.",
    Covenant.Status.SIGNED: "Cần sửa, Anh/chị soạn phiên bản mới; các đơn vị ký lại.",
}


def covenant_page(request, covenant, template, here="", status=200, **context):
    """A page below the covenant's, in the frame of its year."""
    frame = year_frame(request, covenant.bloc_year, "covenant", here)
    return render(request, template, {**frame, "covenant": covenant, "title": here, **context}, status=status)


def ask_about(request, covenant, question, form=None):
    """The question before a step of the covenant or of a signature under it."""
    return ask(request, year_frame(request, covenant.bloc_year, "covenant", question.title), question, form)


@require_safe
def covenant_detail(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    covenant = covenant_or_none(request, bloc_year)
    if covenant is None:
        return no_covenant(request, bloc_year)
    return covenant_page(
        request, covenant, "pledges/covenant_detail.html", **covenant_reading.page(covenant, request.user)
    )


def no_covenant(request, bloc_year, form=None):
    """The page of a year whose covenant the user may not know of or nobody has begun, with the form to begin it."""
    may_start, why_not = _may_start(request.user, bloc_year), why_not_open(bloc_year)
    if may_start and not why_not and form is None:
        form = StartForm(last=drafting.last_years(bloc_year, request.user))
    rounds = opinion_reading.hidden_rounds(bloc_year, request.user)
    shown = {"may_start": may_start, "why_not": why_not, "rounds": rounds, "form": form}
    return render(request, "pledges/covenant_none.html", year_frame(request, bloc_year, "covenant") | shown)


def _may_start(user, bloc_year):
    return rules.may_draft_covenant(user, Covenant(bloc_year=bloc_year))


@require_POST
@transaction.atomic
def covenant_start(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not _may_start(request.user, bloc_year):
        raise PermissionDenied
    open_or_conflict(bloc_year)
    if bloc_year.covenants.exists():
        raise Conflict("Năm thi đua này đã có giao ước.", "Mở trang Giao ước để soạn tiếp.")
    form = StartForm(request.POST, last=drafting.last_years(bloc_year, request.user))
    if not form.is_valid():
        return no_covenant(request, bloc_year, form)
    covenant = drafting.draft_covenant(bloc_year)
    drafting.write_clauses(covenant, form.cleaned_data["source"], form.last)
    messages.success(request, f"Đã lập dự thảo giao ước. {form.what_next}")
    return redirect(form.page_next, *covenant.url_args)


@form_page
def covenant_consult(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.consult, by=request.user)
    form = ConsultForm(request.POST or None, bloc_year=covenant.bloc_year)
    if form.is_valid():
        until = form.cleaned_data["until"]
        workflow.perform(covenant.consult, by=request.user, until=until)
        messages.success(request, f"Đã gửi dự thảo đến các đơn vị để lấy ý kiến đến hết ngày {until:%d/%m/%Y}.")
        days = {deadline.step: deadline.due for deadline in covenant.bloc_year.deadlines.all()}
        if passed := overtaken(Step.COVENANT_OPINIONS, until, days):
            messages.warning(request, f"Ngày {until:%d/%m/%Y} sau: {', '.join(passed)}. Anh/chị xem lại các ngày này.")
        return redirect(covenant)
    return ask_about(request, covenant, questions.consult(covenant, request.user), form)


@form_page
def covenant_redraft(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.redraft, by=request.user)
    if request.method == "POST":
        workflow.perform(covenant.redraft, by=request.user)
        messages.success(request, "Đã kết thúc lấy ý kiến. Anh/chị sửa tiếp dự thảo.")
        return redirect(covenant)
    return ask_about(request, covenant, questions.redraft(covenant, request.user))
