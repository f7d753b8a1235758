"""What waits to be received, one after the other, and decisions prepared first and applied together."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max, Prefetch

from blocs import rules as blocs_rules
from blocs.editing import fingerprint
from blocs.workflow import Conflict, perform
from pledges import rules
from pledges.models import PreparedDecision, Registration, Remark
from pledges.remarks import reason_with

Status, Outcome = Registration.Status, PreparedDecision.Outcome


def waiting_for(user, bloc_year):
    """What ``user`` is to receive, first come first."""
    seen = Registration.objects.visible_to(user).of(bloc_year).waiting()
    # What of others' one sees once it is handed in is what ``rules.may_receive`` lets one receive.
    return seen.exclude(membership__unit__in=blocs_rules.units_of(user))


def unread_by(user, bloc_year):
    """Those of them for which no decision is prepared about what was handed in last."""
    newest = waiting_for(user, bloc_year).annotate(newest=Max("revisions__number"))
    return newest.exclude(prepared__revision__number=F("newest"))


def following(user, bloc_year, unit: str):
    """The next of them after that of ``unit``, the first one after the last; None when there is no other."""
    queue = list(unread_by(user, bloc_year).select_related("membership__unit"))
    here = waiting_for(user, bloc_year).filter(membership__unit__slug=unit).first()
    others = [one for one in queue if one != here]
    later = [one for one in others if here and (one.submitted_at, one.pk) > (here.submitted_at, here.pk)]
    return next(iter([*later, *others]), None)


@dataclass(frozen=True)
class Prepared:
    """A decision with what it was made about. ``newest`` is the number of the last submission."""

    decision: PreparedDecision
    registration: Registration
    remarks: list[Remark]
    newest: int

    @property
    def sends_back(self) -> bool:
        return self.decision.outcome == Outcome.SEND_BACK

    @property
    def reason(self) -> str:
        return reason_with(self.decision.reason, len(self.remarks)) if self.sends_back else ""

    @property
    def token(self) -> str:
        """Changes with whatever of it was read on the page."""
        decision = self.decision
        remarks = [remark.pk for remark in self.remarks] if self.sends_back else []
        return fingerprint([decision.pk, decision.outcome, decision.reason, decision.prepared_at, remarks])

    @property
    def why_not(self) -> str:
        """Why it cannot be applied; "" when it can."""
        if self.registration.status != Status.SUBMITTED:
            return what_happened(self.registration)
        if self.newest != self.decision.revision.number:
            return f"Đơn vị đã gửi lại bản đăng ký (lần {self.newest}) sau khi quyết định được chuẩn bị."
        if self.sends_back and not self.reason:
            return "Chưa có nội dung đề nghị bổ sung, cũng không còn nhận xét nào."
        return ""


def what_happened(registration) -> str:
    """Why it does not wait to be received any more."""
    if registration.status == Status.DRAFT:
        return "Đơn vị đã rút lại bản đăng ký để sửa."
    return registration.standing


def prepared_in(bloc_year, user) -> list[Prepared]:
    """The prepared decisions of those who may receive with ``user``, in protocol order."""
    members = {m.pk: m for m in bloc_year.memberships.all()}
    unsent = Prefetch("registration__remarks", Remark.objects.unsent())
    decisions = (
        PreparedDecision.objects.filter(registration__membership__bloc_year=bloc_year)
        .select_related("registration__decided_by", "revision", "prepared_by")
        .defer("revision__content")
        .annotate(newest=Max("registration__revisions__number"))
        .order_by("registration__membership__order", "pk")
        .prefetch_related(unsent)
    )
    found = []
    for decision in decisions:
        registration = decision.registration
        registration.membership = members[registration.membership_id]
        if rules.may_receive(user, registration):
            found.append(Prepared(decision, registration, list(registration.remarks.all()), decision.newest))
    return found


@dataclass(frozen=True)
class LeftOut:
    unit: str
    reason: str


def apply_prepared(user, bloc_year, wanted: Mapping[int, str]) -> tuple[list[Prepared], list[LeftOut]]:
    """Apply the decisions of ``wanted`` (id of the registration → token of what was read), each whole or not at all.

    Whatever changed since it was read is left out. Call it inside a transaction.
    """
    locked = Registration.objects.of(bloc_year).filter(pk__in=wanted).order_by("pk").select_for_update(of=["self"])
    registrations = {registration.pk: registration for registration in locked}
    prepared = {one.registration.pk: one for one in prepared_in(bloc_year, user)}
    members = {m.pk: m for m in bloc_year.memberships.all()}
    done: list[Prepared] = []
    left_out: list[LeftOut] = []
    for pk, registration in registrations.items():
        registration.membership = members[registration.membership_id]
        if not rules.may_receive(user, registration):
            continue
        one = prepared.get(pk)
        if one is None:
            reason = _why_gone(registration)
        else:
            reason = _hindrance(one, wanted[pk]) or _apply(one, registration, user)
        if reason:
            left_out.append(LeftOut(str(registration.membership.unit), reason))
        elif one:
            done.append(one)
    return done, left_out


def _why_gone(registration):
    """Why there is no prepared decision any more."""
    if registration.status == Status.SUBMITTED:
        return "Quyết định đã chuẩn bị vừa được bỏ."
    return what_happened(registration)


def _hindrance(one, token):
    if one.why_not or one.token == token:
        return one.why_not
    by = one.decision.prepared_by
    return f"Quyết định đã chuẩn bị vừa được {by or 'người khác'} sửa; Anh/chị xem lại rồi áp dụng."


def _apply(one, registration, user):
    """Why it could not be done after all; "" once it is."""
    try:
        with transaction.atomic():
            if one.sends_back:
                perform(registration.send_back, by=user, reason=one.reason)
            else:
                perform(registration.accept, by=user)
    except Conflict as conflict:
        return conflict.reason
    return ""
