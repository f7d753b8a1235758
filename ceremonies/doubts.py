"""What the office should look at before a step of the ceremony that is not taken back."""

from blocs import clock
from blocs.confirmation import Doubt
from blocs.text import search_key
from ceremonies.meeting_papers import redrafted
from ceremonies.models import Delegate
from ceremonies.programme import Programme
from pledges.covenant_reading import pledges_of
from pledges.models import Covenant, Pledge


def before_inviting(ceremony) -> list[str]:
    late = "Đã đến ngày tổ chức nên đại biểu không trả lời được ở đường dẫn riêng; Anh/chị ghi trả lời qua điện thoại."
    return [*Programme(ceremony).doubts, *([late] if ceremony.held_on and ceremony.held_on <= clock.today() else [])]


def before_opening(ceremony) -> list[str]:
    return [*_unfrozen(ceremony), *other_signers(ceremony)]


def before_closing(ceremony) -> list[str]:
    return [*before_opening(ceremony), *_recorded(ceremony)]


def before_issuing(record) -> list[str | Doubt]:
    """The paper holds from then on what was recorded."""
    return [*_outdated(record), *other_signers(record.ceremony), *_recorded(record.ceremony)]


def before_publishing(article) -> list[str]:
    """Whom the words name although the roll does not, and signatures that are missing."""
    ceremony = article.ceremony
    roll = ceremony.delegates.all()
    came = {each.name for each in ceremony.who_came()}
    absent = [each.name for each in roll if each.name and each.name not in came and each.name in article.body]
    is_called = any(each.attended for each in roll)
    named = [f"Bài nhắc người không được ghi có mặt: {', '.join(absent)}."] if absent and is_called else []
    return [*named, *_unfrozen(ceremony), *_unsigned(ceremony)]


def _outdated(record):
    found = redrafted(record)
    count = len(found.taken) + len(found.left) if found else 0
    said = f"Dự thảo khác số liệu đã ghi ở {count} chỗ."
    return [Doubt(said, (("Mở dự thảo để xem", record.get_absolute_url()),))] if count else []


def _recorded(ceremony):
    return [*_unsigned(ceremony), *_absent_signers(ceremony), *_unmarked(ceremony), *_uncounted(ceremony)]


def _unfrozen(ceremony):
    if not ceremony.is_for_signing or _frozen(ceremony):
        return []
    return ["Giao ước chưa chốt nên chưa ghi nhận được chữ ký trong buổi lễ."]


def _frozen(ceremony):
    return Covenant.objects.of(ceremony.bloc_year).current().settled().first()


def _pledges(ceremony):
    covenant = ceremony.is_for_signing and _frozen(ceremony)
    if not covenant:
        return []
    covenant.bloc_year = ceremony.bloc_year  # which knows its members already
    return pledges_of(covenant)


def other_signers(ceremony):
    """Whom the list of delegates sends to sign although the covenant names somebody else."""
    sent = {}
    listed = ceremony.delegates.filter(role=Delegate.Role.SIGNING).exclude(answer=Delegate.Answer.DECLINES)
    for each in (delegate.comer for delegate in listed):
        if each.name:
            sent.setdefault(each.membership_id, []).append(each.name)
    found = []
    for pledge in _pledges(ceremony):
        names, named = sent.get(pledge.membership_id, []), getattr(pledge, "substitution", pledge).signatory
        if names and named and search_key(named) not in map(search_key, names):
            found.append(f"{pledge.membership} (danh sách: {', '.join(names)}; giao ước: {named})")
    return [f"Danh sách đại biểu và giao ước ghi người ký khác nhau: {'; '.join(found)}."] if found else []


def _absent_signers(ceremony):
    """Units whose signature on paper is recorded though nobody is there for them, once the roll was called."""
    here = ceremony.memberships_here()
    signed = [each for each in _pledges(ceremony) if each.status == Pledge.Status.SIGNED and not each.is_digital]
    absent = [str(each.membership) for each in signed if here and each.membership_id not in here]
    return [f"Đã ghi nhận chữ ký nhưng chưa ghi có mặt: {', '.join(absent)}."] if absent else []


def _unsigned(ceremony):
    statuses = [pledge.status for pledge in _pledges(ceremony)]
    done = statuses.count(Pledge.Status.SIGNED)
    return [f"Mới ghi nhận {done}/{len(statuses)} đơn vị ký giao ước."] if done < len(statuses) else []


def _unmarked(ceremony):
    count = ceremony.delegates.filter(attended=None).count()
    return [f"{count} đại biểu chưa được ghi có mặt hay vắng."] if count else []


def _uncounted(ceremony):
    count = ceremony.adoptions.filter(in_favour=None).count()
    return [f"{count} nội dung biểu quyết chưa ghi kết quả."] if count else []
