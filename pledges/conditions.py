"""When a step of a registration can be taken, and what is said when it cannot."""

from blocs import clock
from blocs.commitments import covenant_stands
from blocs.workflow import condition
from pledges import checks


def _ask_the_leader(registration):
    return f"Cần sửa, Anh/chị liên hệ {registration.bloc_year.bloc.leader_title} ({registration.bloc_year.leader})."


@condition("Giao ước của năm đã chốt nên bản đăng ký không thay đổi được nữa.", _ask_the_leader)
def covenant_not_frozen(registration):
    return not covenant_stands(registration.bloc_year)


def _past_deadline(registration):
    due = registration.due
    return (
        f"Đã hết hạn gửi đăng ký thi đua (hết ngày {due:%d/%m/%Y}). Anh/chị đề nghị "
        f"{registration.membership.bloc_year.bloc.leader_title} gia hạn."
    )


@condition(_past_deadline)
def before_deadline(registration):
    """A first submission keeps the deadline; what was sent back may be completed after it."""
    if registration.status == registration.Status.RETURNED or registration.due is None:
        return True
    return not clock.day_is_over(registration.due)


def _too_late_to_take_back(registration):
    return (
        f"Đã hết hạn gửi đăng ký thi đua (hết ngày {registration.due:%d/%m/%Y}) nên không rút lại được nữa: rút lại "
        "thì không gửi lại được. Cần sửa, Anh/chị đề nghị nơi tiếp nhận gửi lại để bổ sung."
    )


@condition(_too_late_to_take_back)
def could_hand_in_again(registration):
    """What is taken back is a draft, and a draft keeps the deadline."""
    return registration.due is None or not clock.day_is_over(registration.due)


@condition("Đơn vị nộp bản giấy.", "Nếu ghi nhận nhầm, Anh/chị bỏ ghi nhận bản giấy trước.")
def not_on_paper(registration):
    return not registration.is_on_paper


@condition("Đơn vị đã gửi bản đăng ký trên chương trình, không phải bản giấy.")
def on_paper(registration):
    return registration.is_on_paper


@condition("Bản đăng ký còn thiếu nội dung bắt buộc hoặc còn dòng chưa xác nhận, nêu ở đầu trang Kiểm tra.")
def nothing_missing(registration):
    return not checks.errors(registration)
