"""What the office should look at before a step of the ceremony that is not taken back."""

from blocs import clock
from ceremonies.programme import Programme
from pledges.models import Covenant, Pledge


def before_inviting(ceremony) -> list[str]:
    late = "Đã đến ngày tổ chức nên đại biểu không trả lời được ở đường dẫn riêng; Anh/chị ghi trả lời qua điện thoại."
    return [*Programme(ceremony).doubts, *([late] if ceremony.held_on and ceremony.held_on <= clock.today() else [])]


def before_opening(ceremony) -> list[str]:
    if not ceremony.is_for_signing or _frozen(ceremony):
        return []
    return ["Giao ước chưa chốt nên chưa ghi nhận được chữ ký trong buổi lễ."]


def before_closing(ceremony) -> list[str]:
    return [*before_opening(ceremony), *_unsigned(ceremony), *_unmarked(ceremony), *_uncounted(ceremony)]


def before_publishing(article) -> list[str]:
    """Whom the words name although the roll does not, and signatures that are missing."""
    ceremony = article.ceremony
    roll = ceremony.delegates.all()
    came = {each.name for each in ceremony.who_came()}
    absent = [each.name for each in roll if each.name and each.name not in came and each.name in article.body]
    is_called = any(each.attended for each in roll)
    named = [f"Bài nhắc người không được ghi có mặt: {', '.join(absent)}."] if absent and is_called else []
    return [*named, *before_opening(ceremony), *_unsigned(ceremony)]


def _frozen(ceremony):
    return Covenant.objects.of(ceremony.bloc_year).current().settled().first()


def _unsigned(ceremony):
    covenant = ceremony.is_for_signing and _frozen(ceremony)
    statuses = [pledge.status for pledge in covenant.pledges.all()] if covenant else []
    done = statuses.count(Pledge.Status.SIGNED)
    return [f"Mới ghi nhận {done}/{len(statuses)} đơn vị ký giao ước."] if done < len(statuses) else []


def _unmarked(ceremony):
    count = ceremony.delegates.filter(attended=None).count()
    return [f"{count} đại biểu chưa được ghi có mặt hay vắng."] if count else []


def _uncounted(ceremony):
    count = ceremony.adoptions.filter(in_favour=None).count()
    return [f"{count} nội dung biểu quyết chưa ghi kết quả."] if count else []
