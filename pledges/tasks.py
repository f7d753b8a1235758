"""What a person has to do with registrations and the covenant, now."""

from blocs import clock
from blocs import rules as blocs_rules
from blocs.board import Task
from blocs.clock import moment
from blocs.models import BlocYear, Step
from documents.wording import units_named
from pledges import rules, signing
from pledges.digital import awaited
from pledges.locking import frozen_lock
from pledges.models import Covenant, Pledge, Registration, SigningChoice
from pledges.models.registration import has_handed_in, registration_of
from pledges.progress import may_still_hand_in

Status = Registration.Status
# How long before the last day the leader's office is told who is missing, and how many by name.
DAYS_BEFORE = 14


def tasks_in(user, bloc_year):
    """The tasks of ``user`` in one year that was fetched (``pledges.progress.fetch``)."""
    if bloc_year.status != BlocYear.Status.OPEN:
        return []
    covenant = bloc_year.current_covenant
    units = blocs_rules.units_of(user)
    mine = [m for m in bloc_year.ordered_memberships if m.unit_id in units]
    tasks = [task for membership in mine for task in _as_member(user, membership, covenant)]
    if may_still_hand_in(bloc_year, covenant):  # nor is anything received once the covenant is frozen
        tasks += _receive(user, bloc_year)
    if blocs_rules.leads(user, bloc_year):
        tasks += _as_leader(bloc_year, covenant)
    return tasks


def _as_member(user, membership, covenant):
    yield from _own_registration(user, membership, covenant)
    if covenant is None:
        return
    yield from _sign(membership, covenant)
    consulted = covenant.last_round
    waiting = covenant.status == Covenant.Status.CONSULTING and consulted is not None and consulted.awaits(membership)
    if waiting and all(opinion.membership_id != membership.pk for opinion in consulted.opinions.all()):
        yield Task(
            f"Góp ý dự thảo giao ước thi đua năm {membership.bloc_year.year}",
            covenant.get_absolute_url(),
            "Xem và góp ý",
            str(membership.unit),
            membership.bloc_year.due(Step.COVENANT_OPINIONS, membership),
        )


def _sign(membership, covenant):
    """While the unit is awaited: digitally where the year signs so, else where and when it signs on paper."""
    year = membership.bloc_year
    if covenant.status != Covenant.Status.FROZEN or membership not in awaited(year, covenant.pledges.all()):
        return
    choice, unit, due = SigningChoice.of(year), membership.unit, year.due(Step.CEREMONY)
    on_paper = signing.on_paper(covenant, covenant.originals_count or covenant.copies)
    if choice.takes_digital:
        where = f"{unit}; hoặc {on_paper}" if choice.takes_paper else str(unit)
        url = year.url("pledges:pledge_digital", unit.slug)
        yield Task(f"Ký số giao ước thi đua năm {year.year}", url, "Ký số", where, due)
    else:
        url = covenant.get_absolute_url()
        yield Task(f"Ký giao ước thi đua năm {year.year}", url, "Xem giao ước", f"{unit}: {on_paper}", due)


def _own_registration(user, membership, covenant):
    year = membership.bloc_year
    registration = registration_of(membership)
    if registration and registration.status in (Status.SUBMITTED, Status.ACCEPTED):
        return
    due = year.due(Step.REGISTRATION, membership)
    url = year.url("pledges:registration_detail", membership.unit.slug)
    detail = f"{membership.unit} · {year.bloc}"
    if lock := _locked_out(registration, membership, covenant, due):
        # Once the covenant is frozen nothing can be done about it, by any day.
        still = due if may_still_hand_in(year, covenant) else None
        yield Task(f"Chưa gửi được đăng ký thi đua năm {year.year}", url, "Xem bản đăng ký", lock, still)
        return
    if registration and registration.ready_at and blocs_rules.hands_in_for(user, membership.unit):
        told = f"{membership.unit}: chuyên viên báo đã điền xong lúc {moment(registration.ready_at)}"
        check = year.url("pledges:registration_check", membership.unit.slug)
        yield Task(f"Xem và gửi bản đăng ký thi đua năm {year.year}", check, "Kiểm tra và gửi", told, due)
    elif registration and registration.status == Status.RETURNED:
        yield Task(f"Bổ sung đăng ký thi đua năm {year.year}", url, "Bổ sung", registration.return_reason)
    elif registration:
        yield Task(f"Hoàn thành và gửi đăng ký thi đua năm {year.year}", url, "Tiếp tục", detail, due)
    else:
        yield Task(f"Đăng ký thi đua năm {year.year}", url, "Bắt đầu đăng ký", detail, due)


def _locked_out(registration, membership, covenant, due):
    """Why the unit cannot hand in, since when, and whom to ask; "" while it can."""
    if covenant is not None and covenant.document_id:
        lock = frozen_lock(covenant)
        return f"{membership.unit}: {lock.reason} {lock.hint}"
    was_sent_back = registration is not None and registration.status == Status.RETURNED
    if due is None or not clock.day_is_over(due) or was_sent_back:
        return ""
    year = membership.bloc_year
    return f"{membership.unit}: đã hết hạn gửi; Anh/chị đề nghị {year.bloc.leader_title} ({year.leader}) gia hạn"


def _receive(user, bloc_year):
    for registration in _submitted(bloc_year):
        membership = registration.membership
        if rules.is_to_receive(user, registration):
            yield Task(
                f"Tiếp nhận đăng ký của {membership.unit}",
                bloc_year.url("pledges:registration_detail", membership.unit.slug),
                "Xem bản đăng ký",
                str(bloc_year),
                bloc_year.due(Step.CONSOLIDATED_REPORT),
            )


def _submitted(bloc_year):
    """Registrations waiting to be received, the longest waiting first."""
    waiting = [r for m in bloc_year.known_members if (r := registration_of(m)) and r.status == Status.SUBMITTED]
    return sorted(waiting, key=lambda r: (r.submitted_at is not None, r.submitted_at))


def _as_leader(bloc_year, covenant):
    registrations = filter(None, map(registration_of, bloc_year.known_members))
    yield from _not_handed_in(bloc_year, covenant)
    if may_still_hand_in(bloc_year, covenant) and (reminded := len(bloc_year.reminded)):
        outbox = bloc_year.url("pledges:reminder_list")
        yield Task(f"Xem và gửi thư nhắc {reminded} đơn vị", outbox, "Mở thư nhắc", str(bloc_year))
    if covenant is None and any(r.status == Status.ACCEPTED for r in registrations):
        yield _covenant_task(bloc_year, "Soạn giao ước thi đua", "Soạn giao ước", Step.COVENANT_FREEZING)
    elif covenant is not None and covenant.status == Covenant.Status.DRAFTING:
        yield _covenant_task(bloc_year, "Hoàn thiện và chốt giao ước thi đua", "Mở giao ước", Step.COVENANT_FREEZING)
    elif covenant is not None and covenant.status == Covenant.Status.CONSULTING:
        yield _covenant_task(bloc_year, "Tiếp thu góp ý dự thảo giao ước", "Xem góp ý")
    elif covenant is not None and covenant.status == Covenant.Status.FROZEN:
        yield from _signatures(bloc_year, covenant)
    elif covenant is not None:
        yield from _after_signing(bloc_year, covenant)


def _signatures(bloc_year, covenant):
    """Who has still to sign, and who has said that it does not."""
    stands = {pledge.membership_id: pledge.status for pledge in covenant.pledges.all()}
    if left := list(stands.values()).count(Pledge.Status.WAITING):
        yield _covenant_task(bloc_year, f"Ghi nhận chữ ký giao ước: còn {left} đơn vị", "Ghi nhận chữ ký")
    declined = [m.unit for m in bloc_year.ordered_memberships if stands.get(m.pk) == Pledge.Status.DECLINED]
    if declined:
        yield _covenant_task(bloc_year, f"Từ chối ký giao ước: {units_named(declined)}", "Xem lý do")


def _after_signing(bloc_year, covenant):
    if not covenant.scan_shows_all:
        yield _covenant_task(bloc_year, "Tải lên bản quét giao ước đã ký đủ", "Mở giao ước")
    if covenant.lacks_on_originals:
        url = bloc_year.url("pledges:original_list")
        yield Task("Hoàn thành chữ ký, dấu trên các bản gốc giao ước", url, "Mở sổ bản gốc", str(bloc_year))


def _not_handed_in(bloc_year, covenant):
    """The other units that are still awaited shortly before their last day, and after it."""
    if not may_still_hand_in(bloc_year, covenant):
        return
    awaited = [m for m in bloc_year.ordered_memberships if m.role != m.Role.LEADER and _is_awaited(m)]
    if awaited:
        yield Task(
            f"Chưa nhận đăng ký của {len(awaited)} đơn vị",
            bloc_year.url("pledges:registration_list"),
            "Xem danh sách đăng ký",
            units_named([m.unit for m in awaited]),
        )


def _is_awaited(membership):
    due = membership.bloc_year.due(Step.REGISTRATION, membership)
    return not has_handed_in(membership) and due is not None and clock.days_left(due) <= DAYS_BEFORE


def _covenant_task(bloc_year, title, button, step=Step.CEREMONY):
    """Due on the day of ``step``, where the year has planned one; else on that of the ceremony."""
    url = bloc_year.url("pledges:covenant_detail")
    return Task(title, url, button, str(bloc_year), bloc_year.due(step) or bloc_year.due(Step.CEREMONY))
