"""Remarks of the receiver on what a unit handed in, pinned to a section or one of its rows."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from blocs.workflow import check, obstacle, permitted
from blocs.writing import form_page
from pledges.forms.returning import DecisionForm, RemarkForm
from pledges.models import PreparedDecision, Registration
from pledges.sections import SECTIONS
from pledges.views.registration_scope import (
    frame,
    parts_of,
    refuse_unread,
    registration_to_decide,
    revision_or_404,
    section_or_404,
)


@form_page
def remark_add(request, bloc, year, unit, section):
    """Kept for the receiver; the unit has it with the next "Đề nghị bổ sung"."""
    section, is_post = section_or_404(section), request.method == "POST"
    registration = registration_to_decide(request, bloc, year, unit, lock=is_post)
    refuse_unread(request, registration, registration.send_back)
    check(registration.send_back, by=request.user)
    revision = revision_or_404(registration, registration.submissions)
    form = RemarkForm(request.POST or None, section=section, revision=revision)
    if form.is_valid():
        form.remark(registration, request.user).save()
        messages.success(request, f"Đã ghi nhận xét ở phần {section.label}; chưa gửi cho đơn vị.")
        return redirect(f"{registration.get_absolute_url()}#phan-{section.slug}")
    (part,) = [part for part in parts_of(revision.content, registration.membership) if part["section"] == section]
    context = frame(request, registration.membership, f"Nhận xét phần {section.label}") | {
        "registration": registration,
        "part": part | {"remark_form": form},
        "form": form,
        "seen": request.POST.get("seen") or revision.number,
    }
    return render(request, "pledges/remark_add.html", context)


@require_POST
@transaction.atomic
def remark_remove(request, bloc, year, unit, remark):
    registration = registration_to_decide(request, bloc, year, unit, lock=True)
    check(registration.send_back, by=request.user)
    found = get_object_or_404(registration.remarks.unsent(), pk=remark)
    found.delete()
    messages.success(request, f"Đã bỏ nhận xét “{found.text}”.")
    return redirect(f"{registration.get_absolute_url()}#phan-{found.section}")


def reviewing(user, registration, remarks):
    """Context of the receiver's part of a registration's page: where to write ``remarks``, where to decide.

    Empty for everybody else, and while nothing can be decided.
    """
    revision = registration.revisions.last()
    if revision is None or not permitted(registration.send_back, user) or obstacle(registration.send_back):
        return {}
    forms = {section: RemarkForm(section=section, revision=revision) for section in SECTIONS.values()}
    context = {"remark_forms": forms, "seen": revision.number}
    if registration.status != Registration.Status.SUBMITTED:
        return context
    prepared = PreparedDecision.objects.filter(registration=registration).select_related("prepared_by").first()
    known = {"outcome": prepared.outcome, "reason": prepared.reason} if prepared else None
    unsent = sum(remark.sent_at is None for remark in remarks)
    return context | {"prepared": prepared, "decision_form": DecisionForm(initial=known, remarks=unsent)}
