"""Freezing the covenant, its papers and its versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from blocs import workflow
from blocs.notifications import members_but
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents.downloads import file_response, kept_response
from documents.print_jobs import followed
from pledges import covenant_reading, freezing, printing, questions
from pledges.forms.covenant import FreezeForm, RevisionForm
from pledges.models import Covenant
from pledges.views.covenant import ask_about, covenant_or_404, covenant_page


@form_page
def covenant_freeze(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.freeze, by=request.user)
    form = FreezeForm(request.POST or None, covenant=covenant)
    if form.is_valid():
        covenant = printing.freeze(covenant, by=request.user)
        if covenant.document is None:
            return redirect("pledges:covenant_printing", *covenant.url_args)
        messages.success(request, f"Đã chốt giao ước, phiên bản {covenant.version}. {_told(covenant, request.user)}")
        return redirect(covenant)
    return ask_about(request, covenant, questions.freeze(covenant, request.user), form)


@require_safe
def covenant_printing(request, bloc, year):
    """How far the paper is, asked again every few seconds; the covenant's page once nobody waits for it."""
    covenant = covenant_or_404(request, bloc, year)
    waiting = getattr(covenant, "printing", None)
    if waiting is None:
        return redirect(covenant)
    page = covenant_page(request, covenant, "pledges/covenant_printing.html", "Lập bản in", printing=waiting)
    return followed(page, not waiting.has_stopped)


def _told(covenant, by):
    if any(person.is_active for person in members_but(by, covenant.bloc_year)):
        return "Các đơn vị được báo để ký."
    return "Chưa có ai được báo, vì các đơn vị chưa có tài khoản; Anh/chị báo cho các đơn vị bằng cách khác."


@form_page
def covenant_revise(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    workflow.check(covenant.revise, by=request.user)
    form = RevisionForm(request.POST if request.method == "POST" else None, covenant=covenant)
    if form.is_valid():
        draft = freezing.next_version(covenant, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Đã lập dự thảo phiên bản {draft.version} từ nội dung của phiên bản trước.")
        return redirect(draft)
    return ask_about(request, covenant, questions.revise(covenant, request.user), form)


@require_safe
def covenant_version(request, bloc, year, version):
    covenant = version_or_404(request, bloc, year, version)
    context = covenant_reading.page(covenant, request.user)
    return covenant_page(request, covenant, "pledges/covenant_detail.html", f"Phiên bản {covenant.version}", **context)


@require_safe
def covenant_paper(request, bloc, year):
    """The newest frozen version as it was issued."""
    frozen = Covenant.objects.visible_to(request.user).exclude(document=None).select_related("document__pdf")
    bloc_year = year_or_404(request, bloc, year)
    return _issued(get_object_or_404(frozen.of(bloc_year).order_by("-version")[:1]), bloc_year)


@require_safe
def covenant_version_scan(request, bloc, year, version):
    """The signed paper of any version: signatures stay with the text that they were given to."""
    covenant = version_or_404(request, bloc, year, version)
    if covenant.scan is None:
        raise Http404
    return kept_response(covenant.scan, f"Giao ước thi đua năm {year} - phiên bản {version} - bản ký.pdf")


@require_safe
def covenant_version_paper(request, bloc, year, version):
    covenant = version_or_404(request, bloc, year, version)
    return _issued(covenant, covenant.bloc_year)


def _issued(covenant, bloc_year):
    if covenant.document is None:
        raise Conflict("Phiên bản này chưa chốt nên chưa có bản in chính thức.", "Anh/chị dùng bản xem trước.")
    name = f"Giao ước thi đua năm {bloc_year.year} - {bloc_year.bloc.name} - phiên bản {covenant.version}.pdf"
    return file_response(covenant.document.pdf.read(), name)


def version_or_404(request, bloc, year, version):
    bloc_year = year_or_404(request, bloc, year)
    visible = Covenant.objects.visible_to(request.user).of(bloc_year).select_related("document__pdf", "scan")
    covenant = get_object_or_404(visible, version=version)
    covenant.bloc_year = bloc_year
    return covenant
