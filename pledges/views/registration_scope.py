"""Which registration a request is about, and what every page of it shows."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from blocs.editing import fingerprint
from blocs.navigation import NavItem, year_frame
from blocs.views.years import year_or_404
from blocs.workflow import Conflict, obstacle, permitted
from documents.tables import shown
from pledges import rules, sections
from pledges.content import read
from pledges.locking import filling_lock
from pledges.models import Registration
from pledges.papers.registration import tables
from pledges.remarks import pinned

TO_CHECK = "kiem-tra"


def membership_or_404(request, bloc, year, unit):
    """The unit's place in a year that the user may know of."""
    bloc_year = year_or_404(request, bloc, year)
    for membership in bloc_year.memberships.all():
        if membership.unit.slug == unit:
            return membership
    raise Http404


def visible_registration(request, membership, *, lock=False):
    """The registration of ``membership`` with its lines; None when the user may not know of it.

    lock  keep others from changing it until the end of the transaction
    """
    visible = Registration.objects.visible_to(request.user).filter(membership=membership)
    if lock:
        visible = visible.select_for_update(of=["self"])
    registration = visible.with_lines().first()
    if registration:
        registration.membership = membership
    return registration


def registration_or_404(request, bloc, year, unit, *, lock=False):
    registration = visible_registration(request, membership_or_404(request, bloc, year, unit), lock=lock)
    if registration is None:
        raise Http404
    return registration


def registration_to_decide(request, bloc, year, unit, *, lock=False):
    """What was handed in; when the unit has taken it back, those who were to receive it are told (409), others not."""
    membership = membership_or_404(request, bloc, year, unit)
    registration = visible_registration(request, membership, lock=lock)
    if registration:
        return registration
    taken_back = Registration.objects.filter(membership=membership, submitted_at__isnull=False).first()
    if taken_back and rules.may_receive(request.user, Registration(membership=membership)):
        raise Conflict(
            f"{membership.unit} đã rút lại bản đăng ký để sửa, nên chưa làm bước này.",
            "Đơn vị sửa xong sẽ gửi lại; khi đó Anh/chị xem và quyết định.",
            reverse("pledges:registration_list", args=membership.bloc_year.url_args),
        )
    raise Http404


def refuse_unread(request, registration, step):
    """Raise Conflict if the unit has handed in again since the page was opened on which the user decided."""
    seen, newest = request.POST.get("seen"), registration.submissions
    if seen and seen != str(newest) and permitted(step, request.user) and not obstacle(step):
        raise Conflict(
            f"{registration.membership.unit} đã gửi lại bản đăng ký (lần {newest}) sau khi Anh/chị mở trang, nên "
            "chưa làm bước này.",
            "Anh/chị mở lại bản đăng ký, xem nội dung mới rồi quyết định.",
        )


def own_or_403(request, address, *, lock=False):
    """The registration of the user's own unit."""
    registration = registration_or_404(request, *address, lock=lock)
    if not rules.may_fill(request.user, registration):
        raise PermissionDenied("Chỉ cán bộ của đơn vị được sửa bản đăng ký của đơn vị mình.")
    return registration


def section_or_404(slug):
    if slug not in sections.SECTIONS:
        raise Http404
    return sections.SECTIONS[slug]


def refuse_when_locked(registration):
    if lock := filling_lock(registration):
        raise Conflict(lock.reason, lock.hint, registration.get_absolute_url())


def token_of(registration, section, *, fresh=False):
    """The token of what stands in ``section``; ``fresh`` asks the database again."""
    if fresh:
        registration = Registration.objects.with_lines().get(pk=registration.pk)
    return fingerprint(sections.content_of(registration.snapshot(), section))


def revision_or_404(registration, number):
    revision = get_object_or_404(registration.revisions.select_related("made_by"), number=number)
    revision.registration = registration  # whose receipt it has
    return revision


def frame(request, membership, *trail):
    """Context of a page about the registration of ``membership``; ``trail`` are labels below it."""
    year = membership.bloc_year
    context = year_frame(request, year, current="registrations")
    trails = [
        *context["crumbs"],
        NavItem(str(membership.unit), reverse("pledges:registration_detail", args=address_of(membership))),
        *(NavItem(label, "") for label in trail),
    ]
    return context | {"membership": membership, "crumbs": trails, "subtitle": f"{membership.unit} · {year.bloc}"}


def address_of(membership):
    return [*membership.bloc_year.url_args, membership.unit.slug]


def parts_of(content, membership, *, editable=False, back=""):
    """The sections of ``content`` as they will be read, each with the address where it is filled in.

    back  the page to which saving leads, as in ``section_url``
    """
    reading = read(content)
    found = tables(reading, membership.bloc_year.year)
    return [
        {
            "section": section,
            "tables": [shown(table) for table in found.get(section, ())],
            "general": reading if section == sections.GENERAL else None,
            "url": section_url(membership, section, back) if editable else "",
        }
        for section in sections.SECTIONS.values()
    ]


def remarked(parts, content, remarks, forms=None):
    """``parts`` of ``content`` with what the receiver says of them, and where they say it (section → form)."""
    pins, forms = pinned(remarks, content), forms or {}
    return [part | {"pins": pins.get(part["section"], ()), "remark_form": forms.get(part["section"])} for part in parts]


def section_url(membership, section, back=""):
    """Where ``section`` is filled in; ``back`` (``TO_CHECK``) is where saving it leads, else on to the next."""
    url = reverse("pledges:registration_edit", args=[*address_of(membership), section.slug])
    return f"{url}?ve={back}" if back else url
