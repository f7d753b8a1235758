"""What the office is asked before a step of a year, of its members or of their people."""

from django.urls import reverse

from blocs import clock, workdays
from blocs.commitments import handed_in_on, reminders_waiting, signing_turns
from blocs.confirmation import NOBODY_TOLD, Question, told
from blocs.models import Step
from blocs.next_year import heir
from blocs.notifications import members_but, officers_of
from blocs.sequence import contradictions


def open_year(bloc_year, by):
    members, due = len(bloc_year.ordered_memberships), bloc_year.due(Step.REGISTRATION)
    until = f", hết ngày {due:%d/%m/%Y}" if due else ""
    return Question(
        title=f"Mở {bloc_year}",
        button="Mở năm thi đua",
        back_url=_members(bloc_year),
        warnings=_open_points(bloc_year),
        effects=[
            f"{members} đơn vị thành viên xem được năm thi đua và gửi được bản đăng ký{until}.",
            "Năm đã mở không trở lại giai đoạn chuẩn bị; thành viên, nội dung, thời hạn vẫn sửa được.",
        ],
        told=told(members_but(by, bloc_year)),
    )


def _open_points(bloc_year):
    found = []
    if bloc_year.deputy is None:
        found.append(f"Chưa chọn {bloc_year.bloc.deputy_title}.")
    if not bloc_year.theme:
        found.append("Chưa có chủ đề của năm.")
    if bloc_year.due(Step.REGISTRATION) is None:
        found.append("Chưa có thời hạn đăng ký thi đua.")
    days = {deadline.step: deadline.due for deadline in bloc_year.deadlines.all()}
    if off := [(step, day) for step, day in days.items() if workdays.is_off(day)]:
        named = "; ".join(f"{Step(step).label} ({workdays.named(day)}, {day:%d/%m/%Y})" for step, day in off)
        found.append(f"Rơi vào ngày nghỉ: {named}.")
    return [*found, *contradictions(days)]


def close_year(bloc_year):
    waiting = len(reminders_waiting(bloc_year))
    signing = [str(turn.pledge.membership) for turn in signing_turns(bloc_year) if turn.is_running]
    return Question(
        title=f"Đóng {bloc_year}",
        button=f"Đóng năm {bloc_year.year}",
        back_url=bloc_year.get_absolute_url(),
        warnings=[f"{', '.join(signing)} đang ký số; chữ ký chưa nhận thì không nhận được nữa."] if signing else [],
        effects=[
            f"Không ai thay đổi được gì trong năm {bloc_year.year}; mọi người vẫn xem và in được.",
            *([f"{waiting} thư nhắc còn chờ gửi được bỏ, không gửi nữa."] if waiting else []),
            "Việc đóng năm không rút lại được.",
        ],
        told=NOBODY_TOLD,
    )


def prepare_next_year(before):
    year, leading, members = before.year + 1, heir(before), len(before.ordered_memberships)
    proposed = f" {before.bloc.leader_title} dự kiến: {leading}." if leading else ""
    return Question(
        title=f"Chuẩn bị năm {year} của {before.bloc}",
        button=f"Chuẩn bị năm {year}",
        back_url=_members(before),
        effects=[
            f"Năm {year} được lập theo năm {before.year}: {members} đơn vị, chỉ tiêu chung, thời hạn dời sang cùng "
            f"ngày năm sau.{proposed}",
            f"Chỉ đơn vị trưởng của hai năm và cơ quan tổ chức thấy năm {year} cho đến khi năm được mở.",
            f"Năm {year} đã lập thì không xóa được.",
        ],
        told=NOBODY_TOLD,
    )


def withdraw_extension(extension, *, back_url):
    membership, bloc_year = extension.membership, extension.membership.bloc_year
    common = bloc_year.due(extension.step)
    holds = f"hết ngày {common:%d/%m/%Y}, được áp dụng lại" if common else "không có thời hạn nữa"
    late = common and clock.day_is_over(common) and handed_in_on(membership, extension.step) is None
    return Question(
        title=f"Rút gia hạn của {membership.unit}",
        button="Rút gia hạn",
        back_url=back_url,
        warnings=[f"{membership.unit} chưa gửi và trở thành quá hạn từ ngày {common:%d/%m/%Y}."] if late else [],
        effects=[
            f"{extension.get_step_display()}: thời hạn chung, {holds} cho đơn vị.",
            "Bản đơn vị đã gửi vẫn giữ nguyên.",
        ],
        told=told(officers_of(membership.unit_id)),
    )


def remove_member(membership):
    bloc_year = membership.bloc_year
    effects = [f"Đơn vị không còn là thành viên của {bloc_year} và cán bộ của đơn vị không xem được năm này."]
    if hasattr(membership, "registration"):
        effects.append("Bản dự thảo đăng ký thi đua của đơn vị bị xóa, không lấy lại được.")
    effects.append("Đơn vị và tài khoản của cán bộ vẫn giữ nguyên; Anh/chị có thể thêm lại đơn vị.")
    return Question(
        title=f"Bỏ {membership.unit} khỏi năm {bloc_year.year}",
        button="Bỏ đơn vị này",
        back_url=_members(bloc_year),
        effects=effects,
        told=NOBODY_TOLD,
    )


def end_duty(officer):
    return Question(
        title=f"{officer.user} thôi nhiệm vụ {officer.get_duty_display().lower()}, {officer.unit}",
        button="Cho thôi nhiệm vụ",
        back_url=officer.unit.get_absolute_url(),
        effects=[
            "Người này còn làm việc cho đơn vị trên chương trình đến 24 giờ ngày Anh/chị chọn.",
            "Những gì người này đã làm vẫn ghi tên họ; tài khoản không bị xóa.",
        ],
    )


def _members(bloc_year):
    return reverse("blocs:member_list", args=bloc_year.url_args)
