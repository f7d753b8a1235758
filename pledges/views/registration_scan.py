"""The signed and stamped registration as a scan beside the data."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs.workflow import Conflict
from documents.downloads import kept_response
from pledges.forms.scan import RegistrationScanForm
from pledges.locking import scan_lock
from pledges.models import Scan
from pledges.views.registration_scope import frame, own_or_403, registration_or_404, revision_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def registration_scan_upload(request, bloc, year, unit):
    """No ``form_page``: what is sent is judged, and the antivirus asked, before anybody is kept from writing."""
    registration = _own_and_open(request, (bloc, year, unit))
    form = RegistrationScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        _keep(request, (bloc, year, unit), form.cleaned_data["scan"])
        messages.success(request, "Đã lưu bản quét.")
        return redirect(registration)
    context = frame(request, registration.membership, "Bản quét đã ký") | {
        "registration": registration,
        "form": form,
        "scan": Scan.objects.beside(registration).with_file().first(),
        "submissions": registration.submissions,
    }
    return render(request, "pledges/registration_scan.html", context)


def _own_and_open(request, address, *, lock=False):
    registration = own_or_403(request, address, lock=lock)
    if found := scan_lock(registration):
        raise Conflict(found.reason, found.hint, registration.get_absolute_url())
    return registration


@transaction.atomic
def _keep(request, address, judged):
    Scan.objects.put(_own_and_open(request, address, lock=True), judged, by=request.user)


@require_POST
@transaction.atomic
def registration_scan_remove(request, bloc, year, unit):
    registration = _own_and_open(request, (bloc, year, unit), lock=True)
    get_object_or_404(Scan.objects.beside(registration)).remove(by=request.user)
    messages.success(request, "Đã bỏ bản quét.")
    return redirect("pledges:registration_scan_upload", bloc, year, unit)


@require_safe
def registration_scan(request, bloc, year, unit):
    """The one that belongs to what stands in the registration now."""
    registration = registration_or_404(request, bloc, year, unit)
    return _sent(request, registration, Scan.objects.beside(registration), "")


@require_safe
def revision_scan(request, bloc, year, unit, number):
    registration = registration_or_404(request, bloc, year, unit)
    revision = revision_or_404(registration, number)
    return _sent(request, registration, Scan.objects.filter(revision=revision), f" lần {number}")


def _sent(request, registration, scans, which):
    scan = scans.visible_to(request.user).select_related("file").first()
    if scan is None:
        raise Http404
    membership = registration.membership
    name = f"Bản đăng ký thi đua {membership.bloc_year.year} - {membership.unit} - bản ký{which}.pdf"
    return kept_response(scan.file, name)
