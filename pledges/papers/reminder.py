"""A reminder on paper (phiếu báo), for a unit whose people have no e-mail."""

from django.conf import settings
from django.urls import reverse

from blocs import clock
from documents.description import Paper, Paragraph
from pledges.models import Reminder
from pledges.papers import leader

GREETING, END = "Kính gửi", "Trân trọng"


def reminder_paper(reminder: Reminder) -> Paper:
    """Says what the letter says, in the form of a paper; dated when it was handed over, until then today."""
    year, unit = reminder.bloc_year, reminder.membership.unit
    day = clock.local_day(reminder.sent_at) if reminder.sent_at else clock.today()
    return Paper(
        kind="Phiếu báo",
        subject=reminder.subject,
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        dated=day,
        year=year.year,
        addressees=(leader.name_on(unit, day),),
        blocks=tuple(Paragraph(line) for line in _said(reminder.text)),
        closing=_where(reminder),
        signatures=(leader.signature(year, day),),
        recipients=("Như trên", "Lưu: VT"),
        sample=year.is_sample,
        keywords=("nhắc việc", year.bloc.name, str(year.year)),
    )


def _said(text):
    """The lines of the letter without greeting and end: the paper has its own."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    end = next((place for place, line in enumerate(found) if line.startswith(END)), len(found))
    return [line for line in found[:end] if not line.startswith(GREETING)]


def _where(reminder):
    year = reminder.bloc_year
    address = reverse("pledges:registration_detail", args=[*year.url_args, reminder.membership.unit.slug])
    return (
        f"Đơn vị gửi bản đăng ký tại địa chỉ {settings.SITE_URL}{address}; đơn vị chưa dùng được chương trình gửi bản "
        f"giấy có chữ ký, đóng dấu về {year.leader}."
    )
