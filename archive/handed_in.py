"""Registrations of a file as records: lines as rows, what was handed in as a revision."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from archive.schema import STATUSES
from blocs import clock
from blocs.models import CommonTarget, Step
from pledges.models import HonourLine, Initiative, Movement, Registration, Revision, Target
from pledges.models import RegistrationEvent as Event

NO_REASON_GIVEN = "Theo tệp dữ liệu; tệp không ghi nội dung đề nghị bổ sung."


def enter_registrations(bloc_year, data, members, honours):
    """Make the registrations of ``data``.

    members  code → Membership
    honours  code → Honour
    """
    common = {target.code: target for target in bloc_year.common_targets.all()}
    due = bloc_year.due(Step.REGISTRATION)
    for entry in data.get("registrations") or []:
        registration = _registration(entry, members[entry["member"]], due)
        _add_lines(registration, entry, honours, common)
        if registration.is_on_paper:
            _keep_receipt(registration)
        elif registration.status != Registration.Status.DRAFT:
            _keep_revision(registration)


def moment(day: date, hour=9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def day_or_none(iso) -> date | None:
    return date.fromisoformat(iso) if iso else None


def amount(value) -> Decimal | None:
    """A target's value as it is kept: yes is 1, no is 0."""
    return None if value is None else Decimal(str(int(value) if isinstance(value, bool) else value))


def count(value) -> int | None:
    return None if value is None else int(value)


def _registration(entry, membership, due):
    status = STATUSES[entry["status"]]
    handed_in = None if status == "draft" else moment(_day_handed_in(entry, due))
    decided = status in ("returned", "accepted")
    reason = entry.get("return_reason") or (NO_REASON_GIVEN if status == "returned" else "")
    received_on = day_or_none(entry.get("paper_received_on"))
    number, dated = ("paper_number", "paper_dated") if received_on else ("doc_number", "doc_date")
    return Registration.objects.create(
        membership=membership,
        status=status,
        headcount=count(entry.get("headcount")),
        women=count(entry.get("women")),
        proposal=entry.get("proposal") or "",
        paper_received_on=received_on,
        submitted_at=handed_in,
        decided_at=handed_in if decided else None,
        return_reason=reason,
        **{number: entry.get("doc_number") or "", dated: day_or_none(entry.get("doc_date"))},
    )


def _day_handed_in(entry, due):
    """The paper's own day; the file's word on being late goes before it, and the day on which a secret was received."""
    if received := day_or_none(entry.get("paper_received_on")):
        return received
    day = day_or_none(entry.get("doc_date"))
    if due is None:
        return day or clock.today()
    if entry["status"] == "gui_cham":
        return max(day or due, due + timedelta(days=1))
    return min(day or due, due) if entry["status"] == "da_gui" else day or due


def _add_lines(registration, entry, honours, common):
    lines = [*_honour_lines(registration, entry, honours)]
    HonourLine.objects.bulk_create(lines)
    Target.objects.bulk_create(_targets(registration, entry, common))
    Initiative.objects.bulk_create(
        Initiative(
            registration=registration,
            order=order,
            author=line["author"],
            title=line["title"],
            for_honour=honours[line["for_title"]] if line.get("for_title") else None,
            carried_from=line.get("carried_from"),
        )
        for order, line in enumerate(entry.get("initiatives") or [], start=1)
    )
    Movement.objects.bulk_create(
        Movement(
            registration=registration,
            order=order,
            name=line["name"],
            aim=line.get("aim") or "",
            starts_on=day_or_none(line.get("starts_on")),
            ends_on=day_or_none(line.get("ends_on")),
            carried_from=line.get("carried_from"),
        )
        for order, line in enumerate(entry.get("movements") or [], start=1)
    )


def _honour_lines(registration, entry, honours):
    lines = [*(entry.get("collective") or []), *(entry.get("individual") or [])]
    for order, line in enumerate(lines, start=1):
        yield HonourLine(
            registration=registration,
            order=order,
            honour=honours[line["title"]],
            scope=line.get("scope", HonourLine.Scope.PERSON),
            count=int(line["count"]),
            names="\n".join(line.get("names") or []),
            posts="\n".join(" ".join((post or "").split()) for post in line.get("posts") or []),
            carried_from=line.get("carried_from"),
        )


def _targets(registration, entry, common):
    """A line that names a common target, or says the same words, answers it: each one once."""
    by_text = {target.text: target for target in common.values()}
    answered: set[CommonTarget] = set()
    for order, line in enumerate(entry.get("targets") or [], start=1):
        asked = common.get(line.get("code")) or by_text.get(line["text"])
        asked = None if asked in answered else asked
        if asked:
            answered.add(asked)
        yield Target(
            registration=registration,
            order=order,
            common=asked,
            text=line["text"],
            kind=line.get("kind") or "",
            operator=line.get("operator") or "",
            value=amount(line.get("value")),
            unit_of_measure=line.get("unit") or "",
            carried_from=line.get("carried_from"),
        )


def _keep_receipt(registration):
    Event.objects.create(registration=registration, kind=Event.Kind.PAPER_RECEIVED, taken_at=registration.decided_at)


def _keep_revision(registration):
    """What the file shows as handed in, and the steps it tells of; by whom it does not say."""
    kept = Registration.objects.with_lines().get(pk=registration.pk)
    revision = Revision.objects.create(
        registration=registration, number=1, content=kept.snapshot(), made_at=registration.submitted_at
    )
    taken = {"registration": registration, "revision": revision}
    Event.objects.create(
        kind=Event.Kind.SUBMITTED, taken_at=registration.submitted_at, unit=registration.membership.unit, **taken
    )
    if registration.decided_at:
        kind = Event.Kind.ACCEPTED if registration.status == Registration.Status.ACCEPTED else Event.Kind.RETURNED
        Event.objects.create(kind=kind, taken_at=registration.decided_at, reason=registration.return_reason, **taken)
