"""Who has come: one mark writes one delegate, so that several people at the door never undo each other's marks."""

from collections.abc import Collection, Iterable

from blocs.open_years import why_not_open
from blocs.text import search_key
from blocs.workflow import Conflict
from ceremonies import rules
from ceremonies.models import Ceremony, Delegate
from ceremonies.models.ceremony import day_has_come
from ceremonies.names import are_one, who
from ceremonies.precedence import group_for, membership_for


def open_or_refused(ceremony: Ceremony) -> None:
    """People come before the opening, and some after the end. Raises Conflict on other days."""
    if not (ceremony.is_recorded or is_doors_open(ceremony)):
        raise Conflict(f"Chưa đón tiếp đại biểu được: {when_doors_open(ceremony)}")
    untold_or_refused(ceremony, "điểm danh")


def untold_or_refused(ceremony: Ceremony, what: str) -> None:
    """Raise Conflict once an issued paper tells ``what`` was recorded."""
    if paper := ceremony.told_in:
        raise Conflict(
            f"{paper.document} đã ban hành theo số liệu đã ghi nên không sửa {what} được nữa.",
            f"Nếu {paper.word} ghi chưa đúng, Anh/chị đính chính bằng một văn bản khác.",
            paper.get_absolute_url(),
        )


def is_doors_open(ceremony: Ceremony) -> bool:
    """From the day of an invited ceremony until its end."""
    invited = ceremony.status == Ceremony.Status.INVITED and day_has_come(ceremony)
    return invited or ceremony.status == Ceremony.Status.IN_SESSION


def when_doors_open(ceremony: Ceremony) -> str:
    """Why the ceremony does not go on now, and from when it will; "" while it does."""
    if is_doors_open(ceremony):
        return ""
    if ceremony.status == Ceremony.Status.PLANNED:
        return "buổi lễ đang chuẩn bị. Anh/chị bấm “Ban hành giấy mời” ở trang buổi lễ trước."
    if ceremony.status == Ceremony.Status.INVITED:
        day = f"từ ngày tổ chức, {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "khi buổi lễ có ngày tổ chức"
        return f"mở {day}."
    return f"buổi lễ ở trạng thái “{ceremony.get_status_display()}”."


def receives(user, ceremony: Ceremony) -> bool:
    """Whether ``user``, who has opened a guest's personal link, is at the door now."""
    at_work = is_doors_open(ceremony) and not why_not_open(ceremony.bloc_year)
    return at_work and rules.may_run_ceremony(user, ceremony)


def matching(delegates: Iterable[Delegate], typed: str) -> list[Delegate]:
    """Those in whose name, post or organisation some word begins with each word of ``typed``.

    Marks and case do not matter.
    """
    begun = [f" {word}" for word in search_key(typed).split()]
    return [each for each in delegates if all(word in f" {search_key(each.described)}" for word in begun)]


def mark(delegate: Delegate, attended: bool | None) -> None:
    delegate.attended = attended
    delegate.save(update_fields=["attended"])


def mark_listed(delegates: Iterable[Delegate], present: Collection[str], shown: Collection[str]) -> None:
    """Write a page of ticks: what it changed of what it showed, and who was neither there nor marked as absent.

    Keys as the page posts them; ``shown`` were ticked when it was opened. What others marked meanwhile stays.
    """
    for delegate in delegates:
        key = str(delegate.pk)
        if key in present and key not in shown:
            mark(delegate, attended=True)
        elif key not in present and (key in shown or delegate.attended is None):
            mark(delegate, attended=False)


def welcome(ceremony: Ceremony, guest: Delegate) -> Delegate:
    """Put ``guest``, who came uninvited, at the end of the list; whoever stands there already is marked."""
    listed = list(ceremony.delegates.all())
    known = next((each for each in listed if who(each.comer) == who(guest) and are_one(each.comer, guest)), None)
    if known:
        mark(known, attended=True)
        return known
    guest.ceremony, guest.attended = ceremony, True
    guest.group = group_for(guest.post, guest.organisation, ceremony.bloc_year)
    guest.membership = membership_for(guest.organisation, ceremony.bloc_year)
    guest.order = max((each.order for each in listed), default=0) + 1
    guest.save()
    return guest


def parted(delegates: Iterable[Delegate]) -> tuple[list[Delegate], list[Delegate]]:
    """Who has come, and who is still awaited: not those who declined."""
    delegates = list(delegates)
    awaited = [each for each in delegates if not each.attended and each.answer != Delegate.Answer.DECLINES]
    return [each for each in delegates if each.attended], awaited


def counted(came: Collection[Delegate], awaited: Collection[Delegate]) -> str:
    """ "Đã đến 12/40 đại biểu, trong đó 5/7 đại diện đơn vị thành viên"; of one unit several people may come."""
    there, missing = ({each.membership_id for each in group} - {None} for group in (came, awaited))
    everywhere = len(there | missing)
    units = f", trong đó {len(there)}/{everywhere} đại diện đơn vị thành viên" if everywhere else ""
    return f"Đã đến {len(came)}/{len(came) + len(awaited)} đại biểu{units}"
