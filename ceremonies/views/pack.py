"""What the host reads and what lies on the tables, each by itself: made for the office at once.

All of it together is the pack, which the leader's office has made beside the pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs.navigation import year_frame
from blocs.open_years import why_not_open
from ceremonies import pack_reading, packing, rules, sheets
from ceremonies.models import Ceremony, Pack
from ceremonies.script import script_paper
from ceremonies.views.plan import ceremony_or_404
from documents import press, word
from documents.downloads import WORD, file_response


def _run_or_refused(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_run_ceremony(request.user, ceremony):
        raise PermissionDenied
    return ceremony


@require_safe
def script_pdf(request, bloc, year):
    ceremony = _run_or_refused(request, bloc, year)
    return file_response(press.printed(script_paper(ceremony)), f"kich-ban-dieu-hanh-{bloc}-{year}.pdf")


@require_safe
def script_word(request, bloc, year):
    content = word.render(script_paper(_run_or_refused(request, bloc, year)))
    return file_response(content, f"Kịch bản điều hành lễ ký kết năm {year}.docx", WORD, attachment=True)


@require_safe
def seating_pdf(request, bloc, year):
    return _drawn(sheets.seating(_run_or_refused(request, bloc, year)), f"so-do-cho-ngoi-{bloc}-{year}.pdf")


@require_safe
def plates_pdf(request, bloc, year):
    return _drawn(sheets.plates(_run_or_refused(request, bloc, year)), f"bien-ten-{bloc}-{year}.pdf")


@require_safe
def ballots_pdf(request, bloc, year):
    return _drawn(sheets.ballots(_run_or_refused(request, bloc, year)), f"phieu-bieu-quyet-{bloc}-{year}.pdf")


def _drawn(sheet, name):
    return file_response(press.run(sheets.render, sheet), name)


def _make_or_refused(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_make_pack(request.user, ceremony):
        raise PermissionDenied
    return ceremony


def _pack_or_none(ceremony):
    pack = Pack.objects.filter(ceremony=ceremony).select_related("pdf", "archive", "made_by").first()
    if pack:
        pack.ceremony = ceremony
    return pack


@require_safe
def pack_detail(request, bloc, year):
    """The pack made last, and how far the next one is, asked again every few seconds."""
    ceremony = _make_or_refused(request, bloc, year)
    waiting, pack = getattr(ceremony, "pack_making", None), _pack_or_none(ceremony)
    runs = waiting is not None and not waiting.has_stopped
    shown = {
        "ceremony": ceremony,
        "pack": pack,
        "waiting": waiting,
        "changes": pack_reading.changes(pack) if pack and not runs else [],
        "may_ask": not runs and not why_not_open(ceremony.bloc_year) and ceremony.status != Ceremony.Status.CANCELLED,
    }
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Bộ tài liệu")
    response = render(request, "ceremonies/pack_detail.html", frame | shown)
    if runs:
        response["Refresh"] = "3"
    return response


@require_POST
@transaction.atomic
def pack_make(request, bloc, year):
    ceremony = _make_or_refused(request, bloc, year)
    packing.ask(ceremony, by=request.user)
    return redirect("ceremonies:pack_detail", bloc, year)


@require_safe
def pack_pdf(request, bloc, year):
    return file_response(_made(request, bloc, year).pdf.read(), f"Bộ tài liệu lễ ký kết năm {year}.pdf")


@require_safe
def pack_zip(request, bloc, year):
    content = _made(request, bloc, year).archive.read()
    return file_response(content, f"Bộ tài liệu lễ ký kết năm {year}.zip", packing.ZIP, attachment=True)


def _made(request, bloc, year):
    pack = _pack_or_none(_make_or_refused(request, bloc, year))
    if pack is None:
        raise Http404
    return pack
