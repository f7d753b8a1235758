"""The scan of the covenant with its signatures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from documents.downloads import kept_response
from pledges import covenant_reading, rules
from pledges.forms.covenant import ScanForm
from pledges.views.covenant import covenant_or_404, covenant_page


@require_http_methods(["GET", "HEAD", "POST"])
def covenant_scan_upload(request, bloc, year):
    """No ``form_page``: what is sent is judged, and the antivirus asked, before anybody is kept from writing."""
    covenant = _issued_or_refused(request, bloc, year)
    unsigned = covenant_reading.not_signed(covenant)
    form = ScanForm(request.POST or None, request.FILES or None, document=covenant.document, all_signed=not unsigned)
    if form.is_valid():
        _keep(request, bloc, year, form)
        messages.success(request, "Đã lưu bản quét có chữ ký.")
        if form.doubts:
            messages.warning(request, "Bản quét có điểm cần xem lại, ghi ở dòng “Bản quét có chữ ký”.")
        return redirect(covenant)
    places = covenant.pledges.count()
    shown = {"form": form, "unsigned": unsigned, "places": places, "signed_count": places - len(unsigned)}
    return covenant_page(request, covenant, "pledges/covenant_scan.html", "Bản quét có chữ ký", **shown)


def _issued_or_refused(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    if not covenant.document_id:
        raise Conflict("Giao ước chưa chốt nên chưa có bản ký.", "Chốt giao ước, in và ký, rồi tải bản quét lên.")
    return covenant


@transaction.atomic
def _keep(request, bloc, year, form):
    covenant = _issued_or_refused(request, bloc, year)  # as it stands now: judging may have taken long
    before = covenant.scan
    if covenant.document_id != form.document.pk:
        raise Conflict("Giao ước vừa có phiên bản mới.", "Anh/chị tải bản quét của phiên bản mới lên.")
    covenant.put_scan(form.cleaned_data["scan"].keep(), form.doubts, by=request.user)
    if before and before != covenant.scan:
        before.drop_if_unused()


@require_safe
def covenant_scan(request, bloc, year):
    covenant = covenant_or_404(request, bloc, year)
    if covenant.scan is None:
        raise Http404
    return kept_response(covenant.scan, f"Giao ước thi đua năm {year} - bản ký.pdf")
