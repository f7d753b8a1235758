"""Who is told of what, one function for each event; called on commit."""

from accounts.notifications import notify
from blocs.models import Officer


def officers_of(*units):
    """The people who serve any of ``units`` today."""
    serving = Officer.objects.current().filter(unit__in=[u for u in units if u]).select_related("user")
    return list({officer.user_id: officer.user for officer in serving}.values())


def _others(people, by):
    return [person for person in people if person != by]


def registration_submitted(registration, by):
    membership = registration.membership
    year = membership.bloc_year
    receiver = year.deputy or year.bloc.organiser if membership.role == "leader" else year.leader
    notify(
        _others(officers_of(receiver), by),
        f"{membership.unit} đã gửi đăng ký thi đua năm {year.year}.",
        registration.get_absolute_url(),
    )


def registration_withdrawn(registration, by):
    year = registration.membership.bloc_year
    notify(
        _others(officers_of(year.leader), by),
        f"{registration.membership.unit} rút lại đăng ký thi đua năm {year.year} để sửa.",
        registration.get_absolute_url(),
    )


def registration_accepted(registration, by):
    notify(
        _others(officers_of(registration.membership.unit), by),
        f"Đăng ký thi đua năm {registration.membership.bloc_year.year} của đơn vị đã được tiếp nhận.",
        registration.get_absolute_url(),
    )


def registration_returned(registration, by):
    notify(
        _others(officers_of(registration.membership.unit), by),
        f"{registration.membership.bloc_year.bloc.word} trưởng đề nghị bổ sung: {registration.return_reason}"[
            :500
        ],
        registration.get_absolute_url(),
    )


def _members(covenant):
    return officers_of(*(m.unit for m in covenant.bloc_year.memberships.select_related("unit")))


def covenant_consulted(covenant, by):
    notify(
        _others(_members(covenant), by),
        f"Dự thảo giao ước thi đua năm {covenant.bloc_year.year} đang lấy ý kiến các đơn vị.",
        covenant.get_absolute_url(),
    )


def covenant_frozen(covenant, by):
    notify(
        _others(_members(covenant), by),
        f"Giao ước thi đua năm {covenant.bloc_year.year} (phiên bản {covenant.version}) đã chốt, chờ ký.",
        covenant.get_absolute_url(),
    )
