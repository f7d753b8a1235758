"""Looking at one registration: as it stands, its earlier submissions, its paper."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from blocs import rules as blocs_rules
from blocs.workflow import Action, Conflict, actions
from documents import press, word
from documents.downloads import WORD, file_response
from pledges import checks, papers, rules, sections
from pledges.deciding import unread_by
from pledges.locking import deadline_of, deadline_words, filling_lock, scan_lock, year_lock
from pledges.models import Registration, Scan
from pledges.remarks import remarks_now
from pledges.supplements import counter, marked, supplement_of
from pledges.views.registration_remarks import reviewing
from pledges.views.registration_scope import (
    frame,
    membership_or_404,
    parts_of,
    registration_or_404,
    remarked,
    revision_or_404,
    section_url,
    visible_registration,
)


@require_POST
@transaction.atomic
def registration_start(request, bloc, year, unit):
    membership = membership_or_404(request, bloc, year, unit)
    if not blocs_rules.serves(request.user, membership.unit):
        raise PermissionDenied("Chỉ cán bộ của đơn vị được mở bản đăng ký của đơn vị mình.")
    if lock := year_lock(membership.bloc_year):
        raise Conflict(lock.reason, lock.hint)
    Registration.objects.begin(membership, by=request.user)
    return redirect(section_url(membership, sections.GENERAL))


@require_safe
def registration_detail(request, bloc, year, unit):
    membership = membership_or_404(request, bloc, year, unit)
    registration = visible_registration(request, membership)
    if registration is not None:
        return render(request, "pledges/registration_detail.html", _reading(request, registration))
    if Registration.objects.filter(membership=membership).exists() or not blocs_rules.serves(
        request.user, membership.unit
    ):
        raise Http404
    context = frame(request, membership) | {
        "lock": year_lock(membership.bloc_year),
        "deadline": deadline_of(membership),
        "common_targets": membership.bloc_year.common_targets.all(),
        "sections": sections.SECTIONS.values(),
    }
    return render(request, "pledges/registration_unopened.html", context)


def _reading(request, registration):
    membership = registration.membership
    is_own = rules.may_fill(request.user, registration)
    lock = filling_lock(registration)
    editable = is_own and lock is None
    remarks = list(remarks_now(registration, request.user))
    review = reviewing(request.user, registration, remarks)
    content = registration.snapshot()
    parts = parts_of(content, membership, editable=editable)
    context = {
        "registration": registration,
        "is_own": is_own,
        "lock": lock,
        "deadline": deadline_words(registration),
        "parts": [] if registration.is_on_paper else remarked(parts, content, remarks, review.get("remark_forms")),
        "actions": _filling(registration) if editable else actions(registration, request.user),
        "revisions": marked(registration),
        "supplement": supplement_of(registration),
        "scan": _scan_beside(registration, request.user),
        "may_scan": is_own and scan_lock(registration) is None,
        "may_receive": rules.may_receive(request.user, registration),
        "warnings": [] if is_own else checks.warnings(registration),
        "waiting": unread_by(request.user, membership.bloc_year).exclude(pk=registration.pk).count(),
    }
    return frame(request, membership) | context | review


def _scan_beside(registration, user):
    scans = Scan.objects.beside(registration).visible_to(user)
    return scans.select_related("file", "uploaded_by").first()


def _filling(registration):
    """What the unit itself does while it holds the pen."""
    complete = not checks.errors(registration)
    fill = section_url(registration.membership, sections.GENERAL)
    check = reverse("pledges:registration_check", args=registration.url_args)
    return [
        Action("Kiểm tra và gửi", check, primary=complete, method="get"),
        Action("Điền bản đăng ký", fill, primary=not complete, method="get"),
    ]


@require_safe
def registration_revision(request, bloc, year, unit, number):
    registration = registration_or_404(request, bloc, year, unit)
    revision = revision_or_404(registration, number)
    membership = registration.membership
    context = frame(request, membership, f"Lần gửi {revision.number}") | {
        "registration": registration,
        "revision": revision,
        "called": counter(membership.bloc_year)(unit, revision.number),
        "parts": remarked(parts_of(revision.content, membership), revision.content, _sent_on(revision)),
    }
    return render(request, "pledges/registration_revision.html", context)


def _sent_on(revision):
    return revision.remarks.exclude(sent_at=None).select_related("written_by").prefetch_related("revision")


@require_safe
def registration_paper(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit)
    content = press.printed(papers.registration_paper(registration))
    return file_response(content, f"{_file_name(registration)}.pdf")


@require_safe
def registration_word(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit)
    content = word.render(papers.registration_paper(registration))
    return file_response(content, f"{_file_name(registration)}.docx", WORD, attachment=True)


def _file_name(registration):
    membership = registration.membership
    return f"Bản đăng ký thi đua {membership.bloc_year.year} - {membership.unit}"
