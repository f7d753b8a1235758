"""The history of a registration, and any two of its states side by side."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from blocs.text import slug
from blocs.views.years import year_or_404
from pledges import rules, sections
from pledges.comparison import by_section, changes
from pledges.models import Registration, Revision
from pledges.timeline import timeline
from pledges.views.registration_scope import frame, registration_or_404

DRAFT = "dang-soan"
RECEIPT = re.compile(r"(?P<unit>[a-z0-9-]+)-(?P<year>[0-9]{4})-(?P<number>[0-9]{1,4})")


@dataclass(frozen=True)
class State:
    """What can be compared: a submission, or what the unit is writing now. ``key`` stands in the address."""

    key: str
    label: str
    content: dict


@require_safe
def registration_history(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit)
    states = _states(request.user, registration)
    context = frame(request, registration.membership, "Lịch sử") | {
        "registration": registration,
        "entries": timeline(registration, request.user),
        "states": states,
        "chosen": [state.key for state in states[-2:]],
    }
    return render(request, "pledges/registration_history.html", context)


@require_safe
def registration_compare(request, bloc, year, unit):
    """Two states, chosen in the address: ``?tu=1&den=3``, ``?tu=3&den=dang-soan``."""
    registration = registration_or_404(request, bloc, year, unit)
    states = _states(request.user, registration)
    by_key = {state.key: state for state in states}
    first, last = states[0].key if states else "", states[-1].key if states else ""
    before, after = by_key.get(request.GET.get("tu", first)), by_key.get(request.GET.get("den", last))
    if before is None or after is None:
        raise Http404
    found = by_section(changes(before.content, after.content))
    context = frame(request, registration.membership, "So sánh") | {
        "registration": registration,
        "before": before,
        "after": after,
        "states": states,
        "chosen": [before.key, after.key],
        "found": found,
        "unchanged": [s for s in sections.SECTIONS.values() if s not in dict(found)],
    }
    return render(request, "pledges/registration_compare.html", context)


def _states(user, registration):
    """The submissions, first to last; for the unit itself also what it is writing."""
    states = [State(str(r.number), f"Lần gửi {r.number}", r.content) for r in registration.revisions.all()]
    if rules.owns(user, registration) and registration.is_editable:
        states.append(State(DRAFT, "Bản đang soạn", registration.snapshot()))
    return states


@require_safe
def registration_find(request, bloc, year):
    """Lead from the number of a receipt to what was handed in under it."""
    bloc_year, typed = year_or_404(request, bloc, year), request.GET.get("ma", "").strip()
    parts = RECEIPT.fullmatch(slug(typed))
    if parts and int(parts["year"]) == bloc_year.year:
        visible = Registration.objects.visible_to(request.user).of(bloc_year)
        found = Revision.objects.filter(registration__in=visible, number=int(parts["number"]))
        if found.filter(registration__membership__unit__slug=parts["unit"]).exists():
            return redirect("pledges:registration_revision", bloc, year, parts["unit"], int(parts["number"]))
    messages.warning(
        request, f"Không thấy lần gửi nào có mã biên nhận “{typed}” trong năm {bloc_year.year}. Anh/chị xem lại mã."
    )
    return redirect("pledges:registration_list", bloc, year)
