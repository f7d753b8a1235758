"""Giấy mời (NĐ 30/2020/NĐ-CP, mẫu 1.7): one document with one number; each delegate gets a personal one.

What is kept is addressed to all on its list; a personal one says the same words to its delegate, with the
personal link instead of the code for checking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from blocs import clock
from blocs.sequence import weekday
from ceremonies import links
from ceremonies.models import Delegate
from ceremonies.programme import begin_of
from documents.description import Annex, Column, Issuer, Paper, Paragraph, Reply, Signature, Table
from documents.issuing import Issue
from documents.models import IssuedDocument
from documents.wording import hour, long_date, symbol, uncapitalised
from pledges.papers import leader

KIND = IssuedDocument.Kind.INVITATION
TO_EACH = "Quý đại biểu"
TO_ALL = f"{TO_EACH} (có danh sách kèm theo)"
FILED = "Lưu: VT"
INSTEAD = "; không dự được thì cử người dự thay"
TIME, PLACE = "Thời gian:", "Địa điểm:"


def invitation_paper(ceremony, issue: Issue | None = None, note: str = "") -> Paper:
    """What is kept: a draft with room for number and date until it is issued. ``note`` is the office's own sentence."""
    year = ceremony.bloc_year
    day = issue.dated if issue else clock.today()
    signature = leader.signature(year, day)
    return Paper(
        kind=KIND.label,
        subject=f"Dự {uncapitalised(ceremony.name)}",
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        dated=issue.dated if issue else None,
        year=day.year,
        symbol=issue.symbol if issue else symbol(None, KIND, year.bloc.symbol),
        blocks=tuple(_said(ceremony, note)),
        closing=f"Rất hân hạnh được đón tiếp {TO_EACH}",
        signatures=(replace(signature, name=issue.signer) if issue else signature,),
        recipients=("Như trên", FILED),
        annexes=(_list_of_delegates(ceremony),),
        verification=issue.verification if issue else None,
        draft=issue is None,
        sample=year.is_sample,
        keywords=(KIND.label, year.bloc.name, str(year.year)),
    )


def _said(ceremony, note):
    yield Paragraph(TO_ALL, lead=f"{ceremony.bloc_year.bloc.name} trân trọng kính mời:")
    yield Paragraph(ceremony.name, lead="Tới dự:")
    if ceremony.chair:
        yield Paragraph(", ".join(filter(None, [ceremony.chair, ceremony.chair_post])), lead="Chủ trì:")
    yield Paragraph(when(ceremony), lead=TIME)
    yield Paragraph(ceremony.place or "…", lead=PLACE)
    if note:
        yield Paragraph(note)
    is_late = ceremony.held_on is not None and clock.today() >= ceremony.held_on  # nobody answers there any more
    asked, instead = ("", "") if is_late else (f"trả lời trước ngày {_day(ceremony)} và ", INSTEAD)
    yield Paragraph(
        f"Đề nghị đại biểu {asked}xem chương trình qua mã QR hoặc địa chỉ ghi trên giấy mời{instead}. "
        "Khi đến dự, đề nghị mang theo giấy mời."
    )


def when(ceremony) -> str:
    """The form "08 giờ 00 phút, sáng thứ Tư, ngày 15 tháng 3 năm 2017", as far as it is known."""
    at = hour(begin_of(ceremony))
    if ceremony.held_on is None:
        return f"{at}, ngày …"
    day = " ".join(filter(None, [ceremony.session, uncapitalised(weekday(ceremony.held_on))]))
    return ", ".join(filter(None, [at, day, long_date(ceremony.held_on)]))


def told_in_invitation(ceremony) -> dict[str, str]:
    """As an invitation says them."""
    return {TIME: when(ceremony), PLACE: ceremony.place or "…"}


def no_longer_so(ceremony) -> dict[str, str]:
    """What the issued invitation says of time and place, as far as it has been changed since."""
    now = told_in_invitation(ceremony)
    return {lead.rstrip(":"): text for lead, text in _kept(ceremony) if text != now.get(lead, text)}


def note_of(ceremony) -> str:
    """The office's own sentence on the issued invitation, between its facts and what is asked of everybody."""
    return "\n".join(text for lead, text in _kept(ceremony)[:-1] if not lead)


def _kept(ceremony):
    """Each paragraph of the issued invitation: (what leads it, its text)."""
    blocks = ceremony.invitation.snapshot.get("blocks", []) if ceremony.invitation else []
    return [(block["lead"], block["text"]) for block in blocks]


def _day(ceremony):
    return f"{ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "…"


def _list_of_delegates(ceremony):
    columns = (Column("TT", 0.08, "center"), Column("Họ và tên", 0.32), Column("Chức vụ, cơ quan, đơn vị", 0.6))
    invited = enumerate(ceremony.everybody(), start=1)
    rows = tuple((number, each.name, each.post_and_organisation) for number, each in invited)
    return Annex("Phụ lục", "Danh sách đại biểu được mời", "(Kèm theo Giấy mời)", (Table(columns, rows),))


def personal_invitation(delegate: Delegate, document: IssuedDocument) -> Paper:
    """What ``document`` says, to one delegate."""
    kept: Mapping[str, Any] = document.snapshot
    first, *rest = (Paragraph(**block) for block in kept["blocks"])
    return Paper(
        kind=kept["kind"],
        subject=kept["subject"],
        issuer=Issuer(**kept["issuer"]),
        place=kept["place"],
        dated=document.dated,
        year=kept["year"],
        symbol=document.symbol,
        blocks=(replace(first, text=addressed(delegate)), *rest),
        closing=kept["closing"].replace(TO_EACH, delegate.get_honorific_display() if delegate.name else TO_EACH),
        signatures=tuple(Signature(tuple(s["lines"]), s["name"], s["note"]) for s in kept["signatures"]),
        recipients=("Như trên", FILED),
        verification=Reply(links.token_of(delegate), links.url_of(delegate)),
        sample=kept["sample"],
        keywords=tuple(kept["keywords"]),
    )


def addressed(delegate: Delegate) -> str:
    """By name, post and organisation; somebody known by post only is not called Ông/Bà."""
    return f"{delegate.get_honorific_display()} {delegate.described}" if delegate.name else delegate.described
