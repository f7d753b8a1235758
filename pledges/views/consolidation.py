"""The consolidated report on the screen, as a paper and as a workbook."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from blocs import rules as blocs_rules
from blocs.confirmation import ask
from blocs.navigation import year_frame
from blocs.open_years import lock_year
from blocs.views.years import year_or_404
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, WORKBOOK, file_response
from documents.tables import shown
from pledges import adopting, exports, figures, papers, questions, rules
from pledges.consolidation import consolidate
from pledges.differences import differences
from pledges.forms.adopting import AdoptForm
from pledges.models import AdoptedReport
from pledges.papers.consolidation import is_draft, report_title
from pledges.views.linked_tables import figure_url, linked, readable_registrations, with_units_linked

NOW = "hien-nay"


def _year(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not rules.may_read_consolidation(request.user, bloc_year):
        raise PermissionDenied(
            f"Báo cáo tổng hợp do {bloc_year.bloc.leader_title} và cơ quan tổ chức xem; "
            "các đơn vị thành viên xem được khi giao ước đã chốt."
        )
    return bloc_year


@require_safe
def consolidation_detail(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    whole = consolidate(bloc_year)
    changed = differences(whole)
    leads = rules.leads_open_year(request.user, bloc_year)
    context = year_frame(request, bloc_year, current="consolidation") | {
        "whole": whole,
        "is_draft": is_draft(whole),
        "report_title": report_title(whole),
        "takes_number": leads and not (whole.issued or whole.adopted),
        "may_adopt": leads and whole.received and (changed or not whole.adopted),
        "changes": shown(exports.differences_table(changed)),
        "received_url": figure_url(bloc_year, figures.Figure(figures.UNITS)),
        "counts": linked(exports.counts_table(whole), figures.in_counts(whole), bloc_year),
        "answers": linked(
            exports.answers_table(whole), figures.in_answers(whole, across=exports.stands_across(whole)), bloc_year
        ),
        "collectives": shown(exports.collectives_table(whole)),
        "persons": shown(exports.persons_table(whole)),
        "initiatives": shown(exports.initiatives_table(whole)),
        "subtitle": str(bloc_year.bloc),
    }
    return render(request, "pledges/consolidation_detail.html", context)


def _adopted_or_none(request, bloc_year):
    """The adopted report, unless what stands now is asked for."""
    if request.GET.get("ban") == NOW:
        return None
    return AdoptedReport.objects.of(bloc_year).select_related("workbook").first()


@require_safe
def consolidation_paper(request, bloc, year):
    """As it was adopted; before that, or when asked for, as it stands."""
    bloc_year = _year(request, bloc, year)
    report = _adopted_or_none(request, bloc_year)
    content = report.document.pdf.read() if report else press.printed(papers.consolidation_paper(bloc_year))
    return file_response(content, f"Báo cáo tổng hợp đăng ký thi đua {year} - {bloc_year.bloc}.pdf")


@require_safe
def consolidation_word(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    report = _adopted_or_none(request, bloc_year)
    content = report.document.word.read() if report else word.render(papers.consolidation_paper(bloc_year))
    name = f"Báo cáo tổng hợp đăng ký thi đua {year} - {bloc_year.bloc}.docx"
    return file_response(content, name, WORD, attachment=True)


@require_safe
def consolidation_workbook(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    report = _adopted_or_none(request, bloc_year)
    content = report.workbook.read() if report else exports.consolidation_workbook(consolidate(bloc_year))
    name = f"Tổng hợp đăng ký thi đua năm {year} - {bloc_year.bloc}.xlsx"
    return file_response(content, name, WORKBOOK, attachment=True)


@form_page
def consolidation_adopt(request, bloc, year):
    """Adopt the report, or what has changed since: a question, then the paper is issued."""
    bloc_year = year_or_404(request, bloc, year)
    if not blocs_rules.leads(request.user, bloc_year):
        raise PermissionDenied(f"Báo cáo do văn phòng {bloc_year.bloc.leader_title} thông qua.")
    if request.method == "POST":
        lock_year(pk=bloc_year.pk)
    whole = consolidate(bloc_year)
    adopting.check(whole)
    form = AdoptForm(request.POST or None, whole=whole)
    if form.is_valid():
        report = adopting.adopt(bloc_year, form.cleaned_data, by=request.user)
        messages.success(request, f"Đã thông qua {report}; mã xác minh {report.document.code}.")
        return redirect("pledges:consolidation_detail", bloc, year)
    question = questions.adopt(whole)
    return ask(request, year_frame(request, bloc_year, "consolidation", question.button), question, form)


@require_safe
def consolidation_figure(request, bloc, year):
    """The rows that make up one number of the report."""
    bloc_year = _year(request, bloc, year)
    found = figures.behind(consolidate(bloc_year), figures.Figure.asked(request.GET))
    if found is None:
        raise Http404
    readable = readable_registrations(request.user, bloc_year)
    context = year_frame(request, bloc_year, "consolidation", found.name) | {
        "behind": found,
        "tables": [with_units_linked(listing, readable) for listing in found.listings],
    }
    return render(request, "pledges/consolidation_figure.html", context)
