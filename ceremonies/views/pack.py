"""All that is printed for the day in one piece: the leader's office has it made beside the pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs.navigation import year_frame
from blocs.open_years import why_not_open
from ceremonies import pack_reading, packing, rules
from ceremonies.models import Ceremony, Pack
from ceremonies.views.access import ceremony_or_404
from documents.downloads import ZIP, file_response
from documents.print_jobs import followed


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
        "most_pages": packing.MOST_PAGES,
        "every_original": waiting.every_original if waiting else _has_every_original(pack),
        "changes": pack_reading.changes(pack) if pack and not runs else [],
        "may_ask": not runs and not why_not_open(ceremony.bloc_year) and ceremony.status != Ceremony.Status.CANCELLED,
    }
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Bộ tài liệu")
    return followed(render(request, "ceremonies/pack_detail.html", frame | shown), runs)


def _has_every_original(pack):
    return pack is not None and any(one.get("times", 1) > 1 for one in pack.contents)


@require_POST
@transaction.atomic
def pack_make(request, bloc, year):
    ceremony = _make_or_refused(request, bloc, year)
    packing.ask(ceremony, by=request.user, every_original="every_original" in request.POST)
    return redirect("ceremonies:pack_detail", bloc, year)


@require_safe
def pack_pdf(request, bloc, year):
    pack = _made(request, bloc, year)
    return file_response(pack.pdf.read(), f"Bộ tài liệu {pack.ceremony.word} năm {year}.pdf")


@require_safe
def pack_zip(request, bloc, year):
    pack = _made(request, bloc, year)
    name = f"Bộ tài liệu {pack.ceremony.word} năm {year}.zip"
    return file_response(pack.archive.read(), name, ZIP, attachment=True)


def _made(request, bloc, year):
    pack = _pack_or_none(_make_or_refused(request, bloc, year))
    if pack is None:
        raise Http404
    return pack
