"""The steps of a registration: check and hand in, take back, receive, ask for more."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs.editing import fingerprint
from blocs.models import Step
from blocs.workflow import Conflict, check, obstacle, perform, permitted
from blocs.writing import form_page
from pledges import checks, sections
from pledges.forms.returning import ReturnForm
from pledges.locking import deadline_words, receiver_of
from pledges.models import Scan
from pledges.notifications import heads_of
from pledges.remarks import pinned, reason_with, remarks_now
from pledges.supplements import counter
from pledges.views.registration_edit import side_list
from pledges.views.registration_scope import (
    TO_CHECK,
    frame,
    own_or_403,
    parts_of,
    refuse_unread,
    refuse_when_locked,
    registration_or_404,
    registration_to_decide,
    remarked,
    revision_or_404,
    section_url,
)

NO_HEAD = "Anh/chị đề nghị quản trị hệ thống mời lãnh đạo đơn vị vào chương trình."


@require_safe
def registration_check(request, bloc, year, unit):
    """What is missing or doubtful, and everything as it will be read."""
    registration = own_or_403(request, (bloc, year, unit))
    refuse_when_locked(registration)
    membership, content = registration.membership, registration.snapshot()
    found = [
        {"finding": finding, "url": section_url(membership, finding.section, TO_CHECK)}
        for finding in checks.findings(registration)
    ]
    context = frame(request, membership, "Kiểm tra") | {
        "registration": registration,
        "errors": [item for item in found if item["finding"].is_error],
        "warnings": [item for item in found if not item["finding"].is_error],
        "sections": side_list(registration, back=TO_CHECK),
        "working_copies": _copies(registration),
        "parts": _parts(request, registration, content),
        "token": fingerprint(content),
        "may_submit": permitted(registration.submit, request.user),
        "obstacle": obstacle(registration.submit),
        "heads": heads_of(membership.unit),
        "receiver": receiver_of(membership),
        "deadline": deadline_words(registration),
        "scan": Scan.objects.beside(registration).with_file().first(),
        "may_scan": True,
    }
    return render(request, "pledges/registration_check.html", context)


def _copies(registration):
    """Who has typed what is not in the registration, section by section; what it is, only they see."""
    return [
        {"section": section, "copy": copy, "url": section_url(registration.membership, section, TO_CHECK)}
        for copy in registration.working_copies.select_related("kept_by")
        if (section := sections.SECTIONS.get(copy.section))
    ]


def _parts(request, registration, content):
    parts = parts_of(content, registration.membership, editable=True, back=TO_CHECK)
    return remarked(parts, content, remarks_now(registration, request.user))


@require_POST
@transaction.atomic
def registration_announce(request, bloc, year, unit):
    """A clerk who may not hand in tells the unit's heads that the draft is complete."""
    registration = own_or_403(request, (bloc, year, unit), lock=True)
    refuse_when_locked(registration)
    if hindrance := obstacle(registration.submit):
        raise Conflict(hindrance, "Anh/chị mở trang Kiểm tra để xem còn thiếu gì.")
    heads = heads_of(registration.membership.unit)
    if not heads:
        raise Conflict("Đơn vị chưa có lãnh đạo dùng chương trình nên chưa báo được.", NO_HEAD)
    registration.announce(by=request.user)
    messages.success(request, f"Đã báo {', '.join(map(str, heads))}: bản đăng ký đã điền xong, chờ kiểm tra và gửi.")
    return redirect("pledges:registration_check", bloc, year, unit)


@require_POST
@transaction.atomic
def registration_submit(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit, lock=True)
    read = request.POST.get("token")
    changed = read and read != fingerprint(registration.snapshot())
    if changed and registration.is_editable and permitted(registration.submit, request.user):
        raise Conflict(
            "Nội dung bản đăng ký vừa được sửa ở nơi khác (người khác hoặc cửa sổ khác), nên chưa gửi.",
            "Anh/chị mở lại trang Kiểm tra, xem nội dung mới rồi gửi.",
        )
    perform(registration.submit, by=request.user)
    return redirect("pledges:registration_submitted", bloc, year, unit, registration.submissions)


@require_safe
def registration_submitted(request, bloc, year, unit, number=None):
    """The receipt of a submission, of the last one without ``number``; may be printed and kept as a bookmark."""
    registration = registration_or_404(request, bloc, year, unit)
    number = number or registration.submissions
    revision = revision_or_404(registration, number)
    context = frame(request, registration.membership, f"Biên nhận lần gửi {number}") | {
        "registration": registration,
        "revision": revision,
        "called": counter(registration.bloc_year)(unit, number),
        "is_latest": number == registration.submissions,
        "receiver": receiver_of(registration.membership),
        "report_due": registration.membership.bloc_year.due(Step.CONSOLIDATED_REPORT),
    }
    return render(request, "pledges/registration_submitted.html", context)


@require_POST
@transaction.atomic
def registration_withdraw(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit, lock=True)
    perform(registration.withdraw, by=request.user)
    messages.success(request, "Đã rút lại bản đăng ký. Anh/chị sửa rồi gửi lại trước khi hết hạn.")
    return redirect(registration)


@require_POST
@transaction.atomic
def registration_accept(request, bloc, year, unit):
    registration = registration_to_decide(request, bloc, year, unit, lock=True)
    refuse_unread(request, registration, registration.accept)
    perform(registration.accept, by=request.user)
    messages.success(request, f"Đã tiếp nhận đăng ký thi đua của {registration.membership.unit}.")
    return redirect(registration)


@form_page
def registration_return(request, bloc, year, unit):
    """Ask the unit for more, with a reason."""
    if request.method == "POST":
        return _send_back(request, (bloc, year, unit))
    registration = registration_to_decide(request, bloc, year, unit)
    check(registration.send_back, by=request.user)
    return _ask(request, registration, ReturnForm(remarks=registration.remarks.unsent().count()))


def _send_back(request, address):
    registration = registration_to_decide(request, *address, lock=True)
    refuse_unread(request, registration, registration.send_back)
    check(registration.send_back, by=request.user)
    remarks = registration.remarks.unsent().count()
    form = ReturnForm(request.POST, remarks=remarks)
    if not form.is_valid():
        return _ask(request, registration, form)
    perform(registration.send_back, by=request.user, reason=reason_with(form.cleaned_data["reason"], remarks))
    messages.success(request, f"Đã đề nghị {registration.membership.unit} bổ sung.")
    return redirect(registration)


def _ask(request, registration, form):
    unsent = registration.remarks.unsent().select_related("written_by").prefetch_related("revision")
    context = frame(request, registration.membership, "Đề nghị bổ sung") | {
        "registration": registration,
        "form": form,
        "sections_remarked": pinned(unsent, registration.snapshot()).items(),
        "seen": form.data.get("seen") or registration.submissions,
    }
    return render(request, "pledges/registration_return.html", context)
