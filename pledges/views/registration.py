"""Looking at registrations: the year's list, one of them, its earlier submissions, its paper."""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs import rules as blocs_rules
from blocs.models import BlocYear, Membership, Step
from blocs.navigation import year_frame
from blocs.views.years import year_or_404
from blocs.workflow import Action, Conflict, actions
from documents import pdf, word
from documents.downloads import WORD, file_response
from pledges import checks, papers, rules, sections
from pledges.locking import deadline_of, deadline_words, filling_lock, moment, year_lock
from pledges.models import Registration
from pledges.progress import extension_url, may_still_hand_in
from pledges.views.registration_scope import (
    address_of,
    frame,
    membership_or_404,
    parts_of,
    registration_of,
    registration_or_404,
    revision_or_404,
    section_url,
)

Status = Registration.Status
NOT_HANDED_IN = ("Chưa mở", "Dự thảo")
TAGS = {Status.SUBMITTED: "wait", Status.RETURNED: "ask"}


@dataclass(frozen=True)
class Row:
    """One unit of the list; ``url`` only where the user may look."""

    place: int
    membership: Membership
    words: str
    tag: str
    when: str
    url: str
    extend_url: str = ""
    extended_to: date | None = None


@require_safe
def registration_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    rows = _rows(request.user, bloc_year)
    sees_all = _oversees(request.user, bloc_year)
    context = year_frame(request, bloc_year, current="registrations") | {
        "rows": rows if sees_all else [row for row in rows if _is_own(request.user, row)],
        "sees_all": sees_all,
        "total": len(rows),
        "handed_in": sum(row.words not in NOT_HANDED_IN for row in rows),
        "received": sum(row.words == "Đã tiếp nhận" for row in rows),
        "waiting": sum(row.tag == "wait" and _may_receive(request.user, row) for row in rows),
        "due": bloc_year.due(Step.REGISTRATION),
        "subtitle": str(bloc_year.bloc),
    }
    return render(request, "pledges/registration_list.html", context)


def _oversees(user, bloc_year):
    return blocs_rules.leads(user, bloc_year) or blocs_rules.organises(user, bloc_year)


def _is_own(user, row):
    return blocs_rules.serves(user, row.membership.unit)


def _may_receive(user, row):
    return rules.may_receive(user, Registration(membership=row.membership))


def _rows(user, bloc_year):
    found = {r.membership_id: r for r in Registration.objects.of(bloc_year)}
    visible = set(Registration.objects.visible_to(user).of(bloc_year).values_list("membership_id", flat=True))
    rows = [
        _row(place, membership, found.get(membership.pk), membership.pk in visible or _serves(user, membership))
        for place, membership in enumerate(bloc_year.ordered_memberships, start=1)
    ]
    covenant = bloc_year.covenants.current().first()
    if not (_oversees(user, bloc_year) and may_still_hand_in(bloc_year, covenant)):
        return rows
    extension = extension_url(bloc_year, "dang-ky")
    return [
        replace(row, extend_url=f"{extension}{row.membership.unit.slug}") if row.words in NOT_HANDED_IN else row
        for row in rows
    ]


def _serves(user, membership):
    return blocs_rules.serves(user, membership.unit)


def _row(place, membership, registration, is_visible):
    url = reverse("pledges:registration_detail", args=address_of(membership)) if is_visible else ""
    due = membership.bloc_year.due(Step.REGISTRATION, membership)
    is_preparing = membership.bloc_year.status == BlocYear.Status.PREPARING
    overdue = due is not None and clock.day_is_over(due) and not is_preparing
    extended = due if due != membership.bloc_year.due(Step.REGISTRATION) else None
    if registration is None:
        tag = "late" if overdue else "idle"
        return Row(place, membership, "Chưa mở", tag, "", url, extended_to=extended)
    registration.membership = membership
    tag = "late" if overdue and registration.status == Status.DRAFT else TAGS.get(registration.status, "")
    sent = registration.submitted_at if registration.status != Status.DRAFT else None
    return Row(place, membership, registration.words, tag, moment(sent) if sent else "", url, extended_to=extended)


@require_POST
@transaction.atomic
def registration_start(request, bloc, year, unit):
    membership = membership_or_404(request, bloc, year, unit)
    if not blocs_rules.serves(request.user, membership.unit):
        raise PermissionDenied("Chỉ cán bộ của đơn vị được mở bản đăng ký của đơn vị mình.")
    if lock := year_lock(membership.bloc_year):
        raise Conflict(lock.reason, lock.hint)
    Registration.objects.begin(membership)
    return redirect(section_url(membership, sections.GENERAL))


@require_safe
def registration_detail(request, bloc, year, unit):
    membership = membership_or_404(request, bloc, year, unit)
    registration = registration_of(request, membership)
    if registration is not None:
        return render(request, "pledges/registration_detail.html", _reading(request, registration))
    if Registration.objects.filter(membership=membership).exists() or not _serves(request.user, membership):
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
        "parts": parts_of(registration.snapshot(), membership, editable=editable),
        "actions": _filling(registration) if editable else actions(registration, request.user),
        "revisions": registration.revisions.select_related("made_by").order_by("-number"),
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
    if not (_oversees(request.user, bloc_year) or blocs_rules.deputises(request.user, bloc_year)):
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
