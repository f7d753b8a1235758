"""The consolidated report on the screen, as a paper and as a workbook."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from documents import pdf, sheets, word
from documents.downloads import WORD, WORKBOOK, file_response
from pledges import exports, figures, papers, rules
from pledges.consolidation import consolidate
from pledges.papers.consolidation import is_draft
from pledges.views.linked_tables import figure_url, linked, readable_registrations, with_units_linked
from pledges.views.registration_scope import shown


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
    context = year_frame(request, bloc_year, current="consolidation") | {
        "whole": whole,
        "is_draft": is_draft(whole),
        "report_title": f"Báo cáo tổng hợp đăng ký thi đua năm {year}",
        "takes_number": not whole.issued and rules.leads_open_year(request.user, bloc_year),
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


@require_safe
def consolidation_paper(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    content = pdf.render(papers.consolidation_paper(bloc_year))
    return file_response(content, f"Báo cáo tổng hợp đăng ký thi đua {year} - {bloc_year.bloc}.pdf")


@require_safe
def consolidation_word(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    content = word.render(papers.consolidation_paper(bloc_year))
    name = f"Báo cáo tổng hợp đăng ký thi đua {year} - {bloc_year.bloc}.docx"
    return file_response(content, name, WORD, attachment=True)


@require_safe
def consolidation_workbook(request, bloc, year):
    bloc_year = _year(request, bloc, year)
    title = f"Tổng hợp đăng ký thi đua năm {year} - {bloc_year.bloc}"
    content = sheets.workbook(
        exports.consolidation_tables(bloc_year),
        title=title,
        note="DỮ LIỆU THỬ" if bloc_year.is_sample else "",
    )
    return file_response(content, f"{title}.xlsx", WORKBOOK, attachment=True)


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
