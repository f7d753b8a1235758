"""The register of the covenant's originals on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents.downloads import kept_response
from pledges import original_grid, originals, questions, rules, signing
from pledges.covenant_reading import pledges_of
from pledges.forms.originals import NumberForm, OriginalForm, Ticks
from pledges.views.covenant import ask_about, covenant_or_404, covenant_page
from pledges.views.covenant_versions import version_or_404


@form_page
def original_list(request, bloc, year):
    """The grid of originals and units: anybody of the year reads it, the leader's office ticks."""
    if request.method == "POST":
        return _tick(request, _kept_or_refused(request, bloc, year))
    covenant = _frozen(request, bloc, year)
    is_kept = covenant.bloc_year.status == "open" and not hasattr(covenant, "successor")
    return _shown(request, covenant, is_kept and rules.may_draft_covenant(request.user, covenant))


@require_safe
def version_originals(request, bloc, year, version):
    """The register of a version that another follows, to be read: its originals stay what they are."""
    return _shown(request, version_or_404(request, bloc, year, version))


def _shown(request, covenant, may_tick=False):
    register = originals.register_of(covenant, pledges_of(covenant))
    shown = {"register": register, "may_tick": may_tick, **original_grid.page(register, request.GET.get("page"))}
    return covenant_page(request, covenant, "pledges/original_list.html", "Sổ theo dõi bản gốc", **shown)


def _tick(request, covenant):
    if not covenant.originals.exists():
        raise Conflict("Giao ước chưa có sổ theo dõi bản gốc.", "Ghi số bản gốc để lập sổ trước.")
    button, ticks = request.POST.get("whole", ""), Ticks(request.POST)
    written, gone = originals.mark(covenant, ticks.signed, ticks.stamped, ticks.cleared, by=request.user)
    register = originals.register_of(covenant, pledges_of(covenant))
    chosen = original_grid.whole(register, button)
    if chosen and original_grid.is_asked_about(button):
        if written or gone:
            messages.success(request, register.said(written, gone))
        question = reverse("pledges:originals_whole", args=[*covenant.url_args, button])
        return redirect(f"{question}?page={request.GET.get('page', 1)}")
    if chosen:
        more, _ = originals.mark(covenant, chosen.signed, chosen.stamped, (), by=request.user)
        written |= more
    return _said(request, covenant, (written, gone), button if chosen else "")


@form_page
def originals_whole(request, bloc, year, button):
    """Many marks at once, or many taken back: asked about first."""
    covenant = _kept_or_refused(request, bloc, year)
    register = originals.register_of(covenant, pledges_of(covenant))
    chosen = original_grid.whole(register, button)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        changed = originals.mark(covenant, chosen.signed, chosen.stamped, chosen.cleared, by=request.user)
        return _said(request, covenant, changed, button)
    return ask_about(request, covenant, questions.tick_whole(register, chosen, _list_at(request, register, button)))


def _said(request, covenant, changed, button):
    """What was written and taken back, how the register stands now, and back to where one was."""
    register = originals.register_of(covenant, pledges_of(covenant))
    messages.success(request, f"{register.said(*changed)} {register.standing}")
    return redirect(_list_at(request, register, button))


def _list_at(request, register, button):
    return f"{register.url}?page={request.GET.get('page', 1)}#{original_grid.anchor(button)}"


@form_page
def originals_number(request, bloc, year):
    covenant = _kept_or_refused(request, bloc, year)
    signing.on_paper_or_conflict(covenant)
    form = NumberForm(request.POST or None, covenant=covenant)
    if form.is_valid():
        originals.open_register(covenant, form.cleaned_data["count"])
        messages.success(request, f"Sổ theo dõi có {form.cleaned_data['count']} bản gốc.")
        return redirect("pledges:original_list", bloc, year)
    return ask_about(request, covenant, questions.number_of_originals(covenant), form)


@require_http_methods(["GET", "HEAD", "POST"])
def original_edit(request, bloc, year, number):
    """No ``form_page``: the scan is judged before anybody is kept from writing."""
    original = _original_or_404(_kept_or_refused(request, bloc, year), number)
    covenant = original.covenant
    form = OriginalForm(request.POST or None, request.FILES or None, original=original)
    if form.is_valid():
        _keep(request, (bloc, year, number), form)
        messages.success(request, f"Đã lưu bản số {number}.")
        return redirect("pledges:original_list", bloc, year)
    register = originals.register_of(covenant, pledges_of(covenant))
    marks = [(pledge, register.marks.get((number, pledge.pk))) for pledge in register.on_paper]
    shown = {"original": original, "form": form, "marks": marks, "lacking": register.lacking(original)}
    return covenant_page(request, covenant, "pledges/original_edit.html", f"Bản gốc số {number}", **shown)


@transaction.atomic
def _keep(request, address, form):
    bloc, year, number = address
    covenant = _kept_or_refused(request, bloc, year)  # as it stands now: judging may have taken long
    if covenant.document_id != form.document.pk:
        raise Conflict("Giao ước vừa có phiên bản mới.", "Anh/chị tải bản quét của phiên bản mới lên.")
    original = _original_or_404(covenant, number)
    original.holder = form.cleaned_data["holder"]
    if judged := form.cleaned_data["scan"]:
        before, original.scan, original.scan_doubts = original.scan, judged.keep(), form.doubts
        original.scan_uploaded_at, original.scan_uploaded_by = clock.now(), request.user
        if covenant.scan is None:  # one scan is enough for whoever opens the covenant
            covenant.put_scan(original.scan, form.doubts, by=request.user)
    original.save()
    if judged and before and before != original.scan:
        before.drop_if_unused()


@require_safe
def original_scan(request, bloc, year, number):
    return _scan(_frozen(request, bloc, year), number)


@require_safe
def version_original_scan(request, bloc, year, version, number):
    return _scan(version_or_404(request, bloc, year, version), number)


def _scan(covenant, number):
    original = _original_or_404(covenant, number)
    if original.scan is None:
        raise Http404
    year, version = covenant.bloc_year.year, covenant.version
    return kept_response(original.scan, f"Giao ước thi đua năm {year} - phiên bản {version} - bản số {number}.pdf")


def _frozen(request, bloc, year):
    return _issued(covenant_or_404(request, bloc, year))


def _issued(covenant):
    if not covenant.document_id:
        raise Conflict("Giao ước chưa chốt nên chưa có bản gốc.", "Chốt giao ước, in và ký trước.")
    return covenant


def _kept_or_refused(request, bloc, year):
    """The covenant whose register the user keeps: 404, 403, then 409."""
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    return _issued(covenant)


def _original_or_404(covenant, number):
    original = get_object_or_404(covenant.originals.select_related("scan", "holder"), number=number)
    original.covenant = covenant
    return original
