"""The history of a registration as its unit and its receiver read it: steps, more time, who signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from auditlog.models import LogEntry
from django.db.models import Q

from accounts.models import User
from blocs.models import Extension, Step, Unit
from documents.wording import short_date
from pledges import rules
from pledges.comparison import Change, by_section, changes
from pledges.models import Registration, RegistrationEvent, Remark, Revision
from pledges.sections import Section

Kind = RegistrationEvent.Kind
RETURNS = (Kind.RETURNED, Kind.REOPENED)
SIGNATORY = {
    "signatory": "Người ký",
    "signatory_post": "Chức vụ người ký",
    "signatory_authority": "Thể thức ký thay",
    "signatory_rank": "Cấp bậc hàm",
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``changes``, by section, are None where there is nothing to compare."""

    at: datetime
    words: str
    by: User | None = None
    unit: Unit | str = ""
    reason: str = ""
    revision: Revision | None = None
    before: int | None = None  # of a submission: the number of the one before, 0 for the first
    changes: list[tuple[Section, list[Change]]] | None = None
    details: list[tuple[str, str, str]] = field(default_factory=list)  # (what, old, new)
    remarks: list[Remark] = field(default_factory=list)  # sent with it

    @property
    def is_submission(self) -> bool:
        return self.before is not None

    @property
    def change_count(self) -> int:
        return sum(len(found) for _, found in self.changes or [])


def timeline(registration: Registration, user: User) -> list[Entry]:
    """What ``user`` may read of it, the latest first."""
    entries = [
        *_steps(registration, is_own=rules.owns(user, registration)),
        *_extensions(registration.membership),
        *_signatories(registration.membership),
    ]
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _steps(registration, *, is_own):
    contents = {revision.number: revision.content for revision in registration.revisions.all()}
    sent: dict[datetime, list[Remark]] = {}
    for remark in registration.remarks.exclude(sent_at=None):
        sent.setdefault(remark.sent_at, []).append(remark)
    for event in registration.events.select_related("taken_by", "unit", "revision").prefetch_related("unit__names"):
        if event.revision:
            event.revision.registration = registration  # whose receipt it has
        if event.is_of_the_draft and not is_own:
            if event.kind == Kind.STARTED:
                yield Entry(event.taken_at, "Dự thảo")
            continue
        before = event.revision.number - 1 if event.kind == Kind.SUBMITTED and event.revision else None
        yield Entry(
            at=event.taken_at,
            words=str(event),
            by=event.taken_by,
            unit=event.unit or "",
            reason=event.reason,
            revision=event.revision,
            before=before,
            changes=by_section(changes(contents[before], event.revision.content)) if before in contents else None,
            remarks=sent.get(event.taken_at, []) if event.kind in RETURNS else [],
        )


def _extensions(membership):
    """More time for the registration: what the audit log knows, and what came with a bloc file."""
    standing = {str(e.pk): e for e in membership.extensions.select_related("granted_by") if e.step == Step.REGISTRATION}
    logged = LogEntry.objects.get_for_model(Extension).select_related("actor")
    place = str(membership.pk)
    named = logged.filter(Q(changes__membership__0=place) | Q(changes__membership__1=place))
    known = {entry.object_pk for entry in named if Step.REGISTRATION in entry.changes.get("step", ())}
    for entry in _in_order(logged.filter(object_pk__in=known | standing.keys())):
        yield _extension_entry(entry)
    for pk in standing.keys() - known:
        extension = standing[pk]
        yield Entry(extension.granted_at, _until(extension.due), extension.granted_by, reason=extension.reason)


def _in_order(logged):
    """The log's own order, latest first, leaves open which of two entries of one moment came first."""
    return logged.order_by("timestamp", "pk")


def _extension_entry(entry):
    old, new = ({name: pair[side] for name, pair in entry.changes.items()} for side in (0, 1))
    if entry.action == LogEntry.Action.DELETE:
        due = date.fromisoformat(old["due"])
        return Entry(entry.timestamp, f"Rút gia hạn đã cho đến hết ngày {short_date(due)}", entry.actor)
    words = _until(date.fromisoformat(new["due"])) if "due" in new else "Ghi lại lý do gia hạn"
    return Entry(entry.timestamp, words, entry.actor, reason=new.get("reason", ""))


def _until(due):
    return f"Gia hạn gửi đăng ký đến hết ngày {short_date(due)}"


def _signatories(membership):
    for entry in _in_order(LogEntry.objects.get_for_object(membership).select_related("actor")):
        found = [(SIGNATORY[name], *entry.changes[name]) for name in SIGNATORY if name in entry.changes]
        if found and entry.action == LogEntry.Action.UPDATE:
            yield Entry(entry.timestamp, "Đổi người ký của đơn vị", entry.actor, details=found)
