"""Filling in a registration, one section after the other."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.middleware import seconds_left
from accounts.typed import gives_back
from blocs.editing import Edit
from blocs.rows import Rows, quiet
from blocs.writing import form_page
from pledges import carrying, checks, sections
from pledges.forms.registration import form_of, labels_of
from pledges.forms.targets import TargetRows, commons_left
from pledges.locking import deadline_words, filling_lock
from pledges.remarks import pinned, remarks_now
from pledges.views.registration_scope import (
    TO_CHECK,
    frame,
    own_or_403,
    parts_of,
    section_or_404,
    section_url,
    token_of,
)
from pledges.views.working_copies import copy_of, drop_copy, keep_copy, seen
from thiduakhoi import errors


@gives_back
@form_page
def registration_edit(request, bloc, year, unit, section):
    """Show a section; save it as a whole, or add or remove a row of what is typed without saving."""
    section = section_or_404(section)
    is_post = request.method == "POST"
    registration = own_or_403(request, (bloc, year, unit), lock=is_post)
    copy = None if is_post else copy_of(request, registration, section)
    typed = copy.post if copy else request.POST if is_post else None
    form = form_of(registration, section, typed)
    if lock := filling_lock(registration):
        return seen(request, copy, _locked(request, registration, section, lock, typed))
    if copy:
        return seen(request, copy, _page_of_copy(request, registration, section, form, copy))
    if isinstance(form, Rows) and form.is_broken:
        return _broken(request, registration, section)
    edit = _edit(request, registration, section, form)
    if edit.arranged is not None:
        form = form_of(registration, section, edit.arranged)
    if edit.is_to_save(form):
        return _keep(request, registration, section, form)
    if edit.was_refused:
        keep_copy(request, registration, section)
    return _page(request, registration, section, form, status=edit.status, **edit.context)


def _locked(request, registration, section, lock, typed):
    context = {
        "reason": lock.reason,
        "hint": lock.hint,
        "typed": errors.words_of(typed, labels_of(form_of(registration, section))) if typed else [],
        "posted": request.method == "POST",
        "back_url": registration.get_absolute_url(),
        "autosave_url": _autosave_url(registration, section),
    }
    return render(request, "pledges/registration_locked.html", context, status=409)


def _page_of_copy(request, registration, section, form, copy):
    """The typed text in its fields; where the section says something else meanwhile, both."""
    token = token_of(registration, section)
    kept = ()
    if copy.token == token:
        form.is_valid()
    else:
        quiet(form)
        kept = _part_of(registration.snapshot(), registration, section)
    return _page(request, registration, section, form, token=token, copy=copy, stands_now=kept)


def _part_of(snapshot, registration, section):
    return [part for part in parts_of(snapshot, registration.membership) if part["section"] == section]


def _edit(request, registration, section, form):
    snapshot = registration.snapshot()
    rows = form if isinstance(form, Rows) else None
    edit = Edit(request, sections.content_of(snapshot, section), rows=rows)
    if edit.is_stale:
        edit.kept = _part_of(snapshot, registration, section)
    return edit


def _keep(request, registration, section, form):
    form.keep()
    registration.keep_changed()
    drop_copy(request, registration, section)
    messages.success(request, f"Đã lưu phần {section.label}.")
    back = _back(request)
    if request.POST.get("then") != "next":
        return redirect(section_url(registration.membership, section, back))
    following = sections.after(section)
    if back or following is None:
        check = reverse("pledges:registration_check", args=registration.url_args)
        return redirect(f"{check}#phan-{section.slug}" if back else check)
    return redirect(section_url(registration.membership, following))


def _back(request):
    """The page that led here and to which saving leads back; "" when one fills in section after section."""
    return TO_CHECK if request.GET.get("ve") == TO_CHECK else ""


def _broken(request, registration, section):
    form = form_of(registration, section)
    typed = errors.typed_values(request, labels_of(form))
    message = Rows.default_error_messages["missing_management_form"]
    edit = _edit(request, registration, section, form)
    return _page(request, registration, section, form, status=400, broken=message, typed=typed, token=edit.now)


def _page(request, registration, section, form, *, status=200, **more):
    is_rows, sides = isinstance(form, Rows), side_list(registration, section, back=_back(request))
    context = frame(request, registration.membership, section.label) | {
        "registration": registration,
        "section": section,
        "sections": sides,
        "to_review": [
            finding for side in sides if side["current"] for finding in side["to_review"] if not finding.of_row
        ],
        "form": None if is_rows else form,
        "formset": form if is_rows else None,
        "deadline": deadline_words(registration),
        "check_url": reverse("pledges:registration_check", args=registration.url_args),
        "autosave_url": _autosave_url(registration, section),
        "ends_in": seconds_left(request.session),
        "carried": len(carrying.marked(registration)),
        "offers": carrying.offers(registration) if _may_begin(registration, section) else [],
        "row_note": "pledges/_carried_row.html",
        "following": sections.after(section),
        "back_to_check": bool(_back(request)),
        "rows_links": "pledges/_registration_commons.html" if isinstance(form, TargetRows) else "",
        "commons_left": len(commons_left(form)) if isinstance(form, TargetRows) else 0,
        "pins": _pins(request, registration, section, form),
    }
    return render(request, "pledges/registration_edit.html", context | more, status=status)


def _pins(request, registration, section, form):
    """What the receiver says of the section, put into the rows it is about as well."""
    remarks = remarks_now(registration, request.user).filter(section=section.slug)
    pins = pinned(remarks, registration.snapshot()).get(section, []) if remarks else []
    for pin in pins:
        row = form.form_of(pin.index) if isinstance(form, Rows) and pin.index is not None else None
        if row:
            row.remarks = [*row.remarks, pin.remark]
    return pins


def _may_begin(registration, section):
    """Last year's lines are offered where the filling in begins, and where nothing stands yet."""
    return section == sections.GENERAL or not sections.content_of(registration.snapshot(), section)


def _autosave_url(registration, section):
    return reverse("pledges:registration_autosave", args=[*registration.url_args, section.slug])


def side_list(registration, current=None, *, back=""):
    """The sections with what is to be done in each; ``back`` as in ``section_url``."""
    found = checks.findings(registration)
    content = registration.snapshot()
    as_set = not registration.differs_from_common
    return [
        {
            "label": section.label,
            "url": section_url(registration.membership, section, back),
            "current": section == current,
        }
        | _state(
            [finding for finding in found if finding.section == section],
            sections.content_of(content, section),
            as_set=as_set and section == sections.TARGETS,
        )
        for section in sections.SECTIONS.values()
    ]


def _state(found, content, *, as_set):
    """``as_set``: it may be just what the registration began with, so nobody need have seen it."""
    filled = any(content.values()) if isinstance(content, dict) else bool(content)
    if not filled:
        return {"state": "Chưa có", "kind": "idle", "to_review": []}
    if found:
        words = "Cần bổ sung" if any(finding.is_error for finding in found) else "Cần xem lại"
        return {"state": words, "kind": "ask", "to_review": found}
    return {"state": "Theo mức chung" if as_set else "Hoàn thành", "kind": "", "to_review": []}
