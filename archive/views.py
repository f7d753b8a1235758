"""The archive of a year: made, downloaded, checked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive import making, rules
from archive.forms import CheckForm
from archive.models import Dossier
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from documents.downloads import file_response, streamed_response
from documents.print_jobs import followed


@require_safe
def dossier_list(request, bloc, year):
    """The last one, the one under way, and what was made before."""
    bloc_year = _year_or_refused(request, bloc, year)
    dossiers = list(bloc_year.dossiers.select_related("asked_by", "package"))
    made = [dossier for dossier in dossiers if dossier.made_at]
    waiting = next((dossier for dossier in dossiers if dossier.made_at is None), None)
    under_way = waiting is not None and waiting.is_under_way
    context = {
        "waiting": waiting,
        "last": made[0] if made else None,
        "made": made,
        "may_begin": not under_way and bloc_year.status != BlocYear.Status.PREPARING,
    }
    frame = year_frame(request, bloc_year, "overview", "Lưu trữ hồ sơ")
    return followed(render(request, "archive/dossier_list.html", frame | context), under_way)


@require_POST
@transaction.atomic
def dossier_make(request, bloc, year):
    bloc_year = _year_or_refused(request, bloc, year)
    making.ask_for(bloc_year, by=request.user)
    messages.success(request, "Đã nhận yêu cầu lập hồ sơ. Anh/chị có thể rời trang này rồi quay lại tải về.")
    return redirect("archive:dossier_list", bloc, year)


@require_safe
def dossier_file(request, bloc, year, pk):
    dossier = _made_or_404(request, bloc, year, pk, "package")
    return streamed_response(dossier.package, f"Hồ sơ năm {year} - {dossier.bloc_year.bloc}.zip")


@require_safe
def dossier_index(request, bloc, year, pk):
    """The index to print and sign, with the manifest's SHA-256."""
    dossier = _made_or_404(request, bloc, year, pk, "index")
    return file_response(dossier.index.read(), f"Mục lục hồ sơ năm {year} - {dossier.bloc_year.bloc}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_check(request):
    """Anybody signed in may ask whether a dossier is still as it was made."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    context = {"form": form}
    if form.is_bound and form.is_valid():
        findings = form.cleaned_data["file"]
        known = Dossier.objects.filter(manifest_sha256=findings.manifest_sha256).select_related("bloc_year__bloc")
        context |= {"findings": findings, "known": known.last()}
    return render(request, "archive/dossier_check.html", context)


def _year_or_refused(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    if not rules.may_make_dossier(request.user, bloc_year):
        raise PermissionDenied
    return bloc_year


def _made_or_404(request, bloc, year, pk, part):
    dossiers = _year_or_refused(request, bloc, year).dossiers.select_related(part)
    return get_object_or_404(dossiers.exclude(**{part: None}), pk=pk)
