"""Who is told of the ceremony."""

from accounts.notifications import notify
from blocs.notifications import members_but, officers_of
from ceremonies import agreed
from ceremonies.programme import begin_of


def ceremony_invited(ceremony, by):
    text = f"Mời dự {ceremony.name}: {_when_and_where(ceremony)}."
    notify(members_but(by, ceremony.bloc_year), text, ceremony.get_absolute_url())


def ceremony_moved(ceremony, by):
    text = f"{ceremony.name} đổi thời gian hoặc địa điểm; nay là {_when_and_where(ceremony)}."
    notify(members_but(by, ceremony.bloc_year), text, ceremony.get_absolute_url())


def ceremony_cancelled(ceremony, by):
    text = f"{ceremony.name}, {_when_and_where(ceremony)}, đã hủy. Lý do: {ceremony.cancel_reason}"
    notify(members_but(by, ceremony.bloc_year), text, ceremony.get_absolute_url())


def meeting_paper_issued(record, by):
    text = f"Đã ban hành {record.document}: {agreed.event(record.ceremony)}."
    notify(members_but(by, record.bloc_year), text, record.get_absolute_url())


def _when_and_where(ceremony):
    hour = " ".join(filter(None, [f"{begin_of(ceremony):%H:%M}", ceremony.half_day.lower()]))
    when = f"{hour} ngày {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "chưa có ngày"
    return f"{when}, tại {ceremony.place or 'địa điểm báo sau'}"


def invitation_replaced(ceremony, by):
    text = f"Giấy mời mới dự {ceremony.name}: {_when_and_where(ceremony)}."
    notify(members_but(by, ceremony.bloc_year), text, ceremony.get_absolute_url())


def invitation_answered(delegate):
    """To the leader's office."""
    answer = delegate.get_answer_display().lower()
    if delegate.substitute:
        answer += f" ({', '.join(filter(None, [delegate.substitute, delegate.substitute_post]))})"
    year = delegate.ceremony.bloc_year
    notify(
        officers_of(year.leader), f"{delegate.described} trả lời giấy mời: {answer}.", year.url("ceremonies:guest_list")
    )
