"""Filling in a registration, one section after the other."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from blocs.rows import Rows, pressed, quiet
from blocs.writing import form_page
from pledges import checks, sections
from pledges.forms.registration import TargetRows, commons_left, form_of, labels_of, with_commons
from pledges.locking import deadline_words, filling_lock
from pledges.views.registration_scope import (
    frame,
    own_or_403,
    parts_of,
    refuse_when_locked,
    section_or_404,
    section_url,
)
from thiduakhoi import errors


@form_page
def registration_edit(request, bloc, year, unit, section):
    """Show a section; save it as a whole, or add or remove a row of what is typed without saving."""
    section = section_or_404(section)
    if request.method == "POST":
        return _take(request, (bloc, year, unit), section)
    registration = own_or_403(request, (bloc, year, unit))
    refuse_when_locked(registration)
    return _page(request, registration, section, form_of(registration, section))


def _take(request, address, section):
    registration = own_or_403(request, address, lock=True)
    form = form_of(registration, section, request.POST)
    if lock := filling_lock(registration):
        url = registration.get_absolute_url()
        return errors.conflict(request, lock.reason, lock.hint, back_url=url, labels=labels_of(form))
    if isinstance(form, Rows) and form.is_broken:
        return _broken(request, registration, section)
    if changed := _pressed(request.POST, form):
        form = form_of(registration, section, changed)
        quiet(form)
        return _page(request, registration, section, form, token=request.POST.get("token", ""))
    if request.POST.get("token") != _token(registration, section):
        return _stale(request, registration, section, form)
    if not form.is_valid():
        return _page(request, registration, section, form)
    return _keep(request, registration, section, form)


def _pressed(post, form):
    """What was typed after a row button was pressed; None for the buttons that save."""
    if not isinstance(form, Rows):
        return None
    if post.get("row") == "commons" and isinstance(form, TargetRows):
        return with_commons(post, form)
    return pressed(post, form.prefix)


def _keep(request, registration, section, form):
    form.keep()
    registration.save(update_fields=["updated_at"])
    messages.success(request, f"Đã lưu phần {section.label}.")
    if request.POST.get("then") != "next":
        return redirect(section_url(registration.membership, section))
    following = sections.after(section)
    if following is None:
        return redirect("pledges:registration_check", *registration.url_args)
    return redirect(section_url(registration.membership, following))


def _stale(request, registration, section, form):
    """Somebody else has saved this section meanwhile: show both texts, keep everything."""
    quiet(form)
    kept = parts_of(registration.snapshot(), registration.membership)
    kept = next(part for part in kept if part["section"] == section)
    return _page(request, registration, section, form, status=409, kept=kept)


def _broken(request, registration, section):
    form = form_of(registration, section)
    typed = errors.typed_values(request, labels_of(form))
    message = Rows.default_error_messages["missing_management_form"]
    return _page(request, registration, section, form, status=400, broken=message, typed=typed)


def _page(request, registration, section, form, *, status=200, **more):
    is_rows = isinstance(form, Rows)
    context = frame(request, registration.membership, section.label) | {
        "registration": registration,
        "section": section,
        "sections": side_list(registration, section),
        "form": None if is_rows else form,
        "formset": form if is_rows else None,
        "token": _token(registration, section),
        "deadline": deadline_words(registration),
        "check_url": reverse("pledges:registration_check", args=registration.url_args),
        "following": sections.after(section),
        "rows_links": "pledges/registration_commons.html" if isinstance(form, TargetRows) else "",
        "commons_left": len(commons_left(form)) if isinstance(form, TargetRows) else 0,
    }
    return render(request, "pledges/registration_edit.html", context | more, status=status)


def _token(registration, section):
    return sections.fingerprint(sections.content_of(registration.snapshot(), section))


def side_list(registration, current=None):
    """The sections with what is to be done in each."""
    found = checks.findings(registration)
    content = registration.snapshot()
    return [
        {
            "label": section.label,
            "url": section_url(registration.membership, section),
            "current": section == current,
        }
        | _state([f for f in found if f.section == section], sections.content_of(content, section))
        for section in sections.SECTIONS.values()
    ]


def _state(found, content):
    filled = any(content.values()) if isinstance(content, dict) else bool(content)
    if filled and any(finding.is_error for finding in found):
        return {"state": "Cần bổ sung", "kind": "ask"}
    if not filled:
        return {"state": "Chưa có", "kind": "idle"}
    return {"state": "Cần xem lại", "kind": "ask"} if found else {"state": "Hoàn thành", "kind": ""}
