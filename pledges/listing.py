"""The year's registrations as a list: one row for each unit, some of them chosen, all of it as a table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse

from blocs import clock, rules
from blocs.clock import moment
from blocs.models import BlocYear, Membership, Step
from blocs.text import search_key
from documents.description import Column, Table
from pledges.models import Registration
from pledges.models.registration import words_of
from pledges.progress import TAGS, extension_url, may_still_hand_in, withdrawal_url
from pledges.supplements import counter

Status = Registration.Status
UNOPENED = ""


@dataclass(frozen=True)
class Row:
    """One unit of the list.

    status  of its registration; ``UNOPENED`` before the unit has begun one
    supplement  "Đăng ký bổ sung lần 1" where that is what was handed in last, else ""
    url     where the user reads it, "" where they may not
    """

    place: int
    membership: Membership
    status: str
    words: str
    is_missing: bool  # not handed in
    supplement: str
    is_late: bool
    is_overdue: bool
    sent_at: datetime | None
    url: str
    extend_url: str
    withdraw_url: str
    paper_url: str
    extended_to: date | None
    paper_on: date | None  # received on paper

    @property
    def tag(self) -> str:
        if self.is_missing and self.is_overdue:
            return "late"
        return "idle" if self.status == UNOPENED else TAGS.get(self.status, "")

    @property
    def state(self) -> str:
        """Its words with the supplement, for lists that have one cell for both."""
        return "; ".join(filter(None, [self.words, self.supplement]))

    @property
    def when(self) -> str:
        if self.paper_on:
            return f"bản giấy, ngày {self.paper_on:%d/%m/%Y}"
        return moment(self.sent_at) if self.sent_at else ""


@dataclass(frozen=True)
class Choice:
    """Some of the rows, by the word in the address."""

    label: str
    holds: Callable[[Row], bool]


CHOICES = {
    "con-thieu": Choice("Còn thiếu (chưa gửi)", lambda row: row.is_missing),
    "qua-han": Choice("Quá hạn (chưa gửi, đã hết hạn)", lambda row: row.is_missing and row.is_overdue),
    "chua-mo": Choice("Chưa mở", lambda row: row.status == UNOPENED),
    "du-thao": Choice("Dự thảo", lambda row: row.status == Status.DRAFT),
    "da-gui": Choice("Đã gửi, chờ tiếp nhận", lambda row: row.status == Status.SUBMITTED),
    "gui-cham": Choice("Gửi chậm", lambda row: row.is_late),
    "de-nghi-bo-sung": Choice("Đề nghị bổ sung", lambda row: row.status == Status.RETURNED),
    "da-tiep-nhan": Choice("Đã tiếp nhận", lambda row: row.status == Status.ACCEPTED),
    "ban-giay": Choice("Đã tiếp nhận (bản giấy)", lambda row: row.paper_on is not None),
}


def rows_of(bloc_year, user) -> list[Row]:
    """A row for each member of a year fetched with its members, as ``user`` may open them."""
    registrations = Registration.objects.of(bloc_year).annotate(sent=Count("revisions"))
    found = {r.membership_id: r for r in registrations}
    called = counter(bloc_year)
    visible = set(Registration.objects.visible_to(user).of(bloc_year).values_list("membership_id", flat=True))
    extension = _extension(bloc_year, user)
    rows = []
    for place, membership in enumerate(bloc_year.ordered_memberships, start=1):
        opens = membership.pk in visible or rules.serves(user, membership.unit)
        registration = found.get(membership.pk)
        row = _row(place, membership, registration, opens=opens, extension=extension)
        supplement = called(membership.unit.slug, registration.sent) if registration and not row.is_missing else ""
        rows.append(replace(row, supplement=supplement))
    return rows


def _extension(bloc_year, user):
    """Where ``user`` gives a unit more time, "" when they cannot."""
    useful = may_still_hand_in(bloc_year, bloc_year.covenants.current().first())
    return extension_url(bloc_year, "dang-ky") if useful and rules.may_manage_year(user, bloc_year) else ""


def _row(place, membership, registration, *, opens, extension):
    year, slug = membership.bloc_year, membership.unit.slug
    due = year.due(Step.REGISTRATION, membership)
    if registration:
        registration.membership = membership
    extended_to = due if due != year.due(Step.REGISTRATION) else None
    status = registration.status if registration else UNOPENED
    handed_in = registration is not None and registration.is_handed_in
    return Row(
        place=place,
        membership=membership,
        status=status,
        words=words_of(registration),
        is_missing=not handed_in,
        supplement="",
        is_late=handed_in and registration.is_late,
        is_overdue=due is not None and clock.day_is_over(due) and year.status != BlocYear.Status.PREPARING,
        sent_at=registration.submitted_at if handed_in else None,
        url=reverse("pledges:registration_detail", args=[*year.url_args, slug]) if opens else "",
        extend_url=f"{extension}{slug}" if extension and not handed_in else "",
        withdraw_url=withdrawal_url(membership, "dang-ky") if extension and extended_to else "",
        paper_url=reverse("pledges:registration_paper_receive", args=[*year.url_args, slug])
        if extension and not handed_in and not opens
        else "",
        paper_on=registration.paper_received_on if registration else None,
        extended_to=extended_to,
    )


def chosen(rows, *, state: str, q: str) -> list[Row]:
    """Those in ``state``, a word of ``CHOICES`` or "", whose unit bears or bore a name with ``q`` in it."""
    key = search_key(q)
    in_state = [row for row in rows if not state or CHOICES[state].holds(row)]
    return [row for row in in_state if _is_called(row.membership.unit, key)]


def _is_called(unit, key):
    return not key or any(key in name.search_key for name in unit.names.all())


def list_table(rows) -> Table:
    """What the page shows of ``rows``, column by column."""
    columns = (
        Column("TT", 5, "center"),
        Column("Đơn vị", 40),
        Column("Vai trò", 12),
        Column("Trạng thái", 26),
        Column("Gia hạn đến hết ngày", 12, "center"),
        Column("Gửi lúc", 20),
    )
    cells = (
        (row.place, str(row.membership.unit), row.membership.role_label, row.state, row.extended_to, row.when)
        for row in rows
    )
    return Table(columns, tuple(cells), empty="Không có đơn vị nào.")
