"""Looking at one registration: as it stands, its earlier submissions, its paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from blocs import rules as blocs_rules
from blocs.models import Membership
from blocs.views.years import year_or_404
from blocs.workflow import Action, Conflict, actions
from documents import pdf, word
from documents.downloads import WORD, file_response
from pledges import checks, papers, rules, sections
from pledges.locking import deadline_of, deadline_words, filling_lock, scan_lock, year_lock
from pledges.models import Registration, Scan
from pledges.supplements import counter, marked, supplement_of
from pledges.views.registration_scope import (
    frame,
    membership_or_404,
    parts_of,
    registration_or_404,
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
    return frame(request, membership) | {
        "registration": registration,
        "is_own": is_own,
        "lock": lock,
        "deadline": deadline_words(registration),
        "parts": [] if registration.is_on_paper else parts_of(registration.snapshot(), membership, editable=editable),
        "actions": _filling(registration) if editable else actions(registration, request.user),
        "revisions": marked(registration),
        "supplement": supplement_of(registration),
        "scan": Scan.objects.beside(registration)
        .visible_to(request.user)
        .select_related("file", "uploaded_by")
        .first(),
        "may_scan": is_own and scan_lock(registration) is None,
        "may_receive": rules.may_receive(request.user, registration),
        "warnings": [] if is_own else checks.warnings(registration),
        "waiting": _waiting_for(request.user, membership.bloc_year, beside=registration).count(),
    }


def _filling(registration):
    """What the unit itself does while it holds the pen."""
    complete = not checks.errors(registration)
    fill = section_url(registration.membership, sections.GENERAL)
    check = reverse("pledges:registration_check", args=registration.url_args)
    return [
        Action("Kiểm tra và gửi", check, primary=complete, method="get"),
        Action("Điền bản đăng ký", fill, primary=not complete, method="get"),
    ]


def _waiting_for(user, bloc_year, beside=None):
    """What ``user`` is to receive, first come first."""
    waiting = Registration.objects.visible_to(user).of(bloc_year).waiting()
    leaders = Membership.Role.LEADER
    if blocs_rules.organises(user, bloc_year):
        pass
    elif blocs_rules.leads(user, bloc_year):
        waiting = waiting.exclude(membership__role=leaders)
    elif blocs_rules.deputises(user, bloc_year):
        waiting = waiting.filter(membership__role=leaders)
    else:
        return waiting.none()
    return waiting.exclude(pk=beside.pk) if beside else waiting


@require_safe
def registration_review(request, bloc, year):
    """Lead on to the next registration that waits to be received."""
    bloc_year = year_or_404(request, bloc, year)
    if not (blocs_rules.may_manage_year(request.user, bloc_year) or blocs_rules.deputises(request.user, bloc_year)):
        raise PermissionDenied("Chỉ đơn vị tiếp nhận xem được danh sách bản đăng ký chờ tiếp nhận.")
    following = _waiting_for(request.user, bloc_year).select_related("membership__unit").first()
    if following is None:
        messages.info(request, "Không còn bản đăng ký nào chờ tiếp nhận.")
        return redirect("pledges:registration_list", *bloc_year.url_args)
    return redirect("pledges:registration_detail", *bloc_year.url_args, following.membership.unit.slug)


@require_safe
def registration_revision(request, bloc, year, unit, number):
    registration = registration_or_404(request, bloc, year, unit)
    revision = revision_or_404(registration, number)
    membership = registration.membership
    context = frame(request, membership, f"Lần gửi {revision.number}") | {
        "registration": registration,
        "revision": revision,
        "called": counter(membership.bloc_year)(unit, revision.number),
        "parts": parts_of(revision.content, membership),
    }
    return render(request, "pledges/registration_revision.html", context)


@require_safe
def registration_paper(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit)
    content = pdf.render(papers.registration_paper(registration))
    return file_response(content, f"{_file_name(registration)}.pdf")


@require_safe
def registration_word(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit)
    content = word.render(papers.registration_paper(registration))
    return file_response(content, f"{_file_name(registration)}.docx", WORD, attachment=True)


def _file_name(registration):
    membership = registration.membership
    return f"Bản đăng ký thi đua {membership.bloc_year.year} - {membership.unit}"
