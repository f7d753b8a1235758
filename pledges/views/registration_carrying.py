"""Taking up last year's lines, and taking them out again."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pledges import carrying, sections
from pledges.views.registration_scope import own_or_403, refuse_when_locked, registration_or_404, section_url


@require_POST
@transaction.atomic
def registration_carry(request, bloc, year, unit):
    registration = own_or_403(request, (bloc, year, unit), lock=True)
    refuse_when_locked(registration)
    count = carrying.carry(registration, request.POST.get("tu", unit), by=request.user)
    if not count:
        messages.info(request, f"Không còn dòng nào của năm {year - 1} để lấy.")
        return redirect(section_url(registration.membership, sections.GENERAL))
    registration.keep_changed()
    messages.success(
        request,
        f"Đã lấy {count} dòng từ năm {year - 1}, chưa xác nhận. Anh/chị xem từng dòng: sửa, bỏ, hoặc bấm Xác nhận.",
    )
    first = carrying.marked(registration_or_404(request, bloc, year, unit))[0]
    return redirect(section_url(registration.membership, first.section))


@require_POST
@transaction.atomic
def registration_uncarry(request, bloc, year, unit):
    registration = own_or_403(request, (bloc, year, unit), lock=True)
    refuse_when_locked(registration)
    count = carrying.take_out(registration, by=request.user)
    if count:
        registration.keep_changed()
    messages.success(request, f"Đã bỏ {count} dòng lấy từ năm trước mà chưa xác nhận.")
    return redirect(section_url(registration.membership, sections.GENERAL))
