"""What binds a unit to a year: the registration it handed in, its signature under the covenant.

These records belong to the apps above; here they are known by their reverse names only.
"""

from datetime import date

from blocs import clock
from blocs.models import Step


def handed_in_on(membership, step) -> date | None:
    """The Vietnamese day on which the unit first handed in for ``step``; None before, or where nothing records it."""
    registration = getattr(membership, "registration", None)
    if step != Step.REGISTRATION or registration is None or registration.status == "draft":
        return None
    first = registration.first_submitted_at or registration.submitted_at
    return clock.local_day(first) if first else None


def covenant_stands(bloc_year) -> bool:
    """A version is frozen or signed, and none is being written to supersede it."""
    return bloc_year.covenants.filter(status__in=["frozen", "signed"], successor=None).exists()


def reminders_waiting(bloc_year) -> list:
    """What is prepared for its units and not sent yet."""
    members = bloc_year.memberships.prefetch_related("reminders")
    return [reminder for m in members for reminder in m.reminders.all() if reminder.status == "waiting"]


def signing_turns(bloc_year) -> list:
    """Who holds the file of a covenant to sign it."""
    held = bloc_year.covenants.filter(turn__isnull=False)
    return [covenant.turn for covenant in held.select_related("turn__arrived", "turn__pledge__membership__unit")]


def settle(bloc_year, *, by):
    """What nobody can end once the year is closed: call it in the transaction that closes it, before."""
    for reminder in reminders_waiting(bloc_year):
        reminder.drop(by=by, reason="năm thi đua đã đóng.")
        reminder.save()
    for turn in signing_turns(bloc_year):
        turn.end()


def obstacle_to_change(bloc_year) -> str:
    """Why neither members nor common targets of the year change any more; "" while they may."""
    if covenant_stands(bloc_year):
        return "Giao ước đã chốt với các đơn vị và chỉ tiêu hiện nay nên không thêm, bớt, sửa được nữa."
    return ""


def obstacle_to_removal(membership) -> str:
    """Why the unit cannot leave the year any more; "" while it can."""
    if reason := obstacle_to_change(membership.bloc_year):
        return reason
    registration = getattr(membership, "registration", None)
    if registration and (registration.status != "draft" or registration.revisions.exists()):
        return f"{membership.unit} đã gửi đăng ký thi đua nên không bỏ khỏi năm thi đua được nữa."
    if membership.pledges.exists():
        return f"{membership.unit} đã có tên trong giao ước nên không bỏ khỏi năm thi đua được nữa."
    if membership.bloc_year.status == "preparing":
        return ""
    if membership.role == membership.Role.LEADER:
        return "Năm đang mở phải có đơn vị trưởng; Anh/chị chọn đơn vị khác làm trưởng trước."
    if membership.bloc_year.memberships.count() <= 2:
        return "Năm đang mở phải có ít nhất hai đơn vị thành viên."
    return ""


def becoming_late(memberships, step, before, after) -> list:
    """The memberships that are in time with the day ``before`` (None: no deadline) and late with ``after``.

    A unit with an extension keeps its own day.
    """
    found = []
    for membership in memberships:
        if any(extension.step == step for extension in membership.extensions.all()):
            continue
        day = handed_in_on(membership, step) or clock.today()
        if day > after and (before is None or day <= before):
            found.append(membership)
    return found
