"""Why a registration cannot be filled in or handed in now, and whom to ask."""

from dataclasses import dataclass

from blocs import clock
from blocs.clock import moment
from blocs.commitments import covenant_stands
from blocs.open_years import whom_to_ask, why_not_open
from pledges import rules
from pledges.conditions import could_hand_in_again
from pledges.models import Registration

Status = Registration.Status


@dataclass(frozen=True)
class Lock:
    """``reason`` says what hinders, ``hint`` until when it does, or whom to ask."""

    reason: str
    hint: str


def receiver_of(membership) -> str:
    """Who decides on what ``membership`` hands in, as it is called."""
    unit, year = rules.receiver(membership), membership.bloc_year
    return f"{year.bloc.leader_title} ({unit})" if unit == year.leader else str(unit)


def year_lock(bloc_year) -> Lock | None:
    """What keeps everybody in the year from registering."""
    if reason := why_not_open(bloc_year):
        return Lock(reason, whom_to_ask(bloc_year))
    if covenant_stands(bloc_year):
        return frozen_lock(bloc_year.covenants.current().first())
    return None


def frozen_lock(covenant) -> Lock:
    """What a frozen covenant does to the registrations it was made of."""
    year = covenant.bloc_year
    since = f" từ ngày {clock.local_day(covenant.frozen_at):%d/%m/%Y}" if covenant.frozen_at else ""
    return Lock(
        f"Giao ước thi đua năm {year.year} đã chốt{since} nên bản đăng ký không thay đổi, không gửi được nữa.",
        f"Cần sửa, Anh/chị liên hệ {year.bloc.leader_title} ({year.leader}).",
    )


def filling_lock(registration) -> Lock | None:
    """What keeps the unit itself from changing its registration; None while it may."""
    if lock := year_lock(registration.membership.bloc_year):
        return lock
    if registration.is_on_paper:
        return paper_lock(registration)
    if registration.status == Status.SUBMITTED:
        when = f" lúc {moment(registration.submitted_at)}" if registration.submitted_at else ""
        return Lock(
            f"Bản đăng ký đã gửi{when} và đang chờ {receiver_of(registration.membership)} tiếp nhận.",
            _how_to_correct(registration),
        )
    if registration.status == Status.ACCEPTED:
        return Lock(
            "Bản đăng ký đã được tiếp nhận.",
            f"Muốn sửa, Anh/chị đề nghị {receiver_of(registration.membership)} gửi lại để bổ sung.",
        )
    return None


def paper_lock(registration) -> Lock:
    """What holds while the registration is a secret on paper: nobody types or sends anything of it."""
    return Lock(
        "Đơn vị nộp bản giấy vì có nội dung bí mật nhà nước: không nhập, không tải lên nội dung nào.",
        f"Nếu ghi nhận nhầm, Anh/chị đề nghị {receiver_of(registration.membership)} bỏ ghi nhận bản giấy.",
    )


def scan_lock(registration) -> Lock | None:
    """What keeps the unit from laying its signed paper beside the data: it may follow long after the submission."""
    if registration.is_on_paper:
        return paper_lock(registration)
    return year_lock(registration.membership.bloc_year)


def _how_to_correct(registration):
    if could_hand_in_again(registration):
        return "Muốn sửa, lãnh đạo đơn vị rút lại bản đăng ký rồi sửa và gửi lại."
    return f"Đã hết hạn gửi. Muốn sửa, Anh/chị đề nghị {receiver_of(registration.membership)} gửi lại để bổ sung."


def deadline_words(registration) -> str:
    """The last day, the unit's extension, and what follows once it is over; "" without a deadline."""
    membership, due = registration.membership, registration.due
    if registration.status == Status.RETURNED and due and clock.day_is_over(due):
        return f"{deadline_of(membership, handed_in=True)} Bản được đề nghị bổ sung vẫn gửi được sau hạn."
    return deadline_of(membership, handed_in=registration.status in (Status.SUBMITTED, Status.ACCEPTED))


def deadline_of(membership, *, handed_in=False) -> str:
    year = membership.bloc_year
    due, common = year.due("registration", membership), year.due("registration")
    if due is None:
        return ""
    extended = f", đã gia hạn (hạn chung: {common:%d/%m/%Y})" if common and due != common else ""
    words = f"Hạn gửi: hết ngày {due:%d/%m/%Y}{extended}"
    if handed_in:
        return f"{words}."
    left = clock.days_left(due)
    if left < 0:
        return f"{words}. Đã quá hạn {-left} ngày; Anh/chị đề nghị {year.bloc.leader_title} ({year.leader}) gia hạn."
    return f"{words}, {f'còn {left} ngày' if left else 'hết hạn hôm nay'}."
