"""Keeping what is typed in a section before anybody saves it (docs/decisions/0014-autosave.md)."""

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.middleware import seconds_left
from blocs import clock
from blocs.rows import Rows
from pledges.forms.registration import form_of
from pledges.locking import filling_lock
from pledges.models import Registration
from pledges.views.registration_scope import own_or_403, section_or_404, section_url, token_of
from pledges.views.working_copies import drop_copy, keep_copy

ELSEWHERE = "Phần này vừa được sửa ở nơi khác (người khác hoặc cửa sổ khác) nên chưa lưu; nội dung Anh/chị gõ"
SEE_BOTH = "Xem nội dung đang lưu và nội dung vừa gõ"
GIVEN_BACK = "Đã lấy lại nội dung Anh/chị gõ khi chưa lưu được."


@require_POST
@transaction.atomic
def registration_autosave(request, bloc, year, unit, section):
    """Write what is typed into the draft; where it cannot stand there, keep it beside it."""
    section = section_or_404(section)
    registration = own_or_403(request, (bloc, year, unit), lock=True)
    if registration.is_on_paper:  # nothing of it is kept, not even beside the draft
        lock = filling_lock(registration)
        return _answer(request, f"{lock.reason} {lock.hint}", status=409)
    form = form_of(registration, section, request.POST)
    if isinstance(form, Rows) and form.is_broken:
        return JsonResponse({"said": Rows.default_error_messages["missing_management_form"]}, status=400)
    if lock := filling_lock(registration):
        return _beside(request, registration, section, f"{lock.reason} Nội dung vừa gõ")
    if not form.is_valid():
        return _beside(request, registration, section)
    token = write(registration, section, form, read=request.POST.get("token"))
    if token is None:
        return _beside(request, registration, section, ELSEWHERE)
    drop_copy(request, registration, section)
    if "given_back" in request.POST:
        messages.success(request, f"{GIVEN_BACK} Đã lưu phần {section.label}.")
    return _answer(request, f"Đã lưu lúc {_now()}.", token=token, **_rows(registration, form))


def write(registration, section, form, *, read):
    """Make the section say what the valid ``form`` does; returns the token of what stands there then.

    None, and nothing written, when it says something else than when its token was ``read``. What stands there already
    is no conflict: the answer to the last save may have been lost on its way.
    """
    now = token_of(registration, section)
    with transaction.atomic():
        form.keep()
        after = token_of(registration, section, fresh=True)
        transaction.set_rollback(after == now or read != now)
    if after == now:
        return now
    if read != now:
        return None
    registration.keep_changed()
    return after


def _beside(request, registration, section, refusal=""):
    """Keep the text as the person's working copy, and say why it is not in the registration.

    refusal  why it cannot be written whatever is typed; it has faults otherwise
    """
    keep_copy(request, registration, section)
    if not refusal:
        return _answer(request, f"Đã giữ tạm lúc {_now()}, còn lỗi cần sửa.")
    there = {"url": section_url(registration.membership, section), "link": SEE_BOTH}
    return _answer(request, f"{refusal} đã giữ tạm lúc {_now()}.", status=409, **there)


def _answer(request, said, *, status=200, **more):
    return JsonResponse({"said": said, "ends_in": seconds_left(request.session)} | more, status=status)


def _now():
    return f"{timezone.localtime(clock.now()):%H:%M}"


def _rows(registration, form):
    """What the rows on the page do not know yet: field name → identity, and which of them nobody has confirmed."""
    if not isinstance(form, Rows):
        return {}
    lines = form.lines_of(Registration.objects.get(pk=registration.pk))
    stored = list(zip(form.said(), lines, strict=True))
    ids = {row.add_prefix("id"): line.pk for row, line in stored if form.keeps_identity}
    return {"ids": ids, "carried": [row.prefix for row, line in stored if line.carried_from]}


@require_POST
@transaction.atomic
def working_copy_drop(request, bloc, year, unit, section):
    section = section_or_404(section)
    registration = own_or_403(request, (bloc, year, unit), lock=True)
    drop_copy(request, registration, section)
    messages.success(request, "Đã bỏ bản giữ tạm; dưới đây là nội dung đang lưu.")
    return redirect(section_url(registration.membership, section))
