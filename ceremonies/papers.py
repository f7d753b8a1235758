"""The ceremony's papers: programme, list of delegates, minutes, conclusions."""

from dataclasses import replace

from django.utils import timezone

from blocs import clock
from blocs.workflow import obstacle
from ceremonies import agreed
from ceremonies.programme import later
from documents.description import Column, Paper, Paragraph, Signature, Table
from documents.issuing import Issue
from documents.wording import hour, long_date, symbol
from pledges import outline
from pledges.papers import leader


def agenda_paper(ceremony) -> Paper:
    """Chương trình: time, content, and who speaks where that is known. Numbered when it is signed (symbol CTr)."""
    items = list(ceremony.agenda.all())
    columns: tuple[Column, ...] = (Column("Thời gian", 0.22, "center"), Column("Nội dung", 0.78))
    rows: tuple[tuple[str, ...], ...] = tuple((hours_of(item), _content(item)) for item in items)
    if any(item.speaker for item in items):
        columns = (Column("Thời gian", 0.2, "center"), Column("Nội dung", 0.5), Column("Người trình bày", 0.3))
        rows = tuple((*row, item.speaker) for row, item in zip(rows, items, strict=True))
    table = Table(columns, rows, empty="Chưa có chương trình.")
    paper = _paper(ceremony, "CHƯƠNG TRÌNH", ceremony.name, (*where_and_when(ceremony), table))
    return replace(paper, symbol=symbol(None, "CTr", ceremony.bloc_year.bloc.symbol))


def delegates_paper(ceremony) -> Paper:
    """Danh sách đại biểu: guests, then the member units' signatories, with a column to sign."""
    columns = (
        Column("TT", 0.07, "center"),
        Column("Họ và tên", 0.27),
        Column("Chức vụ, đơn vị", 0.35),
        Column("Vai trò", 0.16),
        Column("Ký tên", 0.15),
    )
    rows = tuple(
        (number, delegate.name, delegate.post_and_organisation, delegate.role_label, "")
        for number, delegate in enumerate(ceremony.expected(), start=1)
    )
    table = Table(columns, rows, row_style="tall")
    return _paper(ceremony, "DANH SÁCH ĐẠI BIỂU", ceremony.name, (*where_and_when(ceremony), table))


def papers_to_keep(ceremony) -> list[Paper]:
    """For the file of the year, once they went out: the programme, and the delegates with their answers and presence.

    The same whenever they are printed: of the ceremony's day, before it of the invitations'.
    """
    if ceremony.status in (ceremony.Status.PLANNED, ceremony.Status.CANCELLED) or not ceremony.held_on:
        return []
    invited_on = ceremony.invitation.dated if ceremony.invitation else None
    dated = ceremony.held_on if ceremony.status == ceremony.Status.HELD else invited_on
    found = [agenda_paper(ceremony)] if ceremony.agenda.exists() else []
    found += [_roll(ceremony)] if ceremony.delegates.exists() else []
    return [replace(paper, dated=dated, draft=False) for paper in found]


def _roll(ceremony):
    columns = (
        Column("TT", 0.06, "center"),
        Column("Họ và tên", 0.22),
        Column("Chức vụ, đơn vị", 0.28),
        Column("Vai trò", 0.16),
        Column("Trả lời", 0.17),
        Column("Có mặt", 0.11),
    )
    rows = tuple(
        (number, each.name, each.post_and_organisation, each.role_label, each.answer_told, each.presence)
        for number, each in enumerate(ceremony.everybody(), start=1)
    )
    return _paper(ceremony, "DANH SÁCH ĐẠI BIỂU", ceremony.name, (*where_and_when(ceremony), Table(columns, rows)))


def meeting_paper(record, issue: Issue | None = None) -> Paper:
    """A draft with room for number and date until it is issued."""
    kind, year = record.document_kind, record.bloc_year
    bare = Paper(
        kind=kind.label,
        subject=record.ceremony.name,
        issuer=leader.issuer(year, record.ceremony.held_on or clock.today()),
        place="",
        dated=issue.dated if issue else None,
        year=year.year,
        symbol=issue.symbol if issue else symbol(None, kind, year.bloc.symbol),
        verification=issue.verification if issue else None,
        draft=issue is None,
        sample=year.is_sample,
        keywords=(kind.label, year.bloc.name, str(year.year)),
    )
    return _minutes(bare, record, issue) if record.is_minutes else _conclusions(bare, record, issue)


def _minutes(bare, record, issue):
    """Biên bản (mẫu 1.9): no line of place and date; the secretary signs left, who chaired right."""
    ceremony, day = record.ceremony, record.ceremony.held_on or clock.today()
    facts = (
        ("Thời gian bắt đầu:", f"{_hour(ceremony.began)}, {long_date(day)}"),
        ("Địa điểm:", ceremony.place or "…"),
        ("Chủ trì:", ", ".join(filter(None, [ceremony.chair, ceremony.chair_post]))),
        ("Thư ký:", ", ".join(filter(None, [ceremony.secretary or "…", ceremony.secretary_post]))),
    )
    return replace(
        bare,
        blocks=(*(Paragraph(said, lead=lead) for lead, said in facts), *outline.items(record.clauses.all())),
        closing=f"Hội nghị kết thúc vào {_hour(ceremony.ended)}, {long_date(day)}",
        signatures=(
            Signature(("THƯ KÝ",), ceremony.secretary),
            Signature(("CHỦ TỌA",), issue.signer if issue else ceremony.chair),
        ),
        recipients=("Lưu: VT, Hồ sơ",),
    )


def _conclusions(bare, record, issue):
    """Thông báo (mẫu 1.4) of what the chair concluded, signed by the bloc's leader."""
    ceremony, year = record.ceremony, record.bloc_year
    day = issue.dated if issue else clock.today()
    chair, name = agreed.chair(ceremony) or "đồng chí …", year.bloc.name
    signature = leader.signature(year, day)
    came = [*agreed.guests(ceremony), f"đại diện {_units_there(ceremony)} đơn vị thành viên"]
    return replace(
        bare,
        subject=f"Kết luận của {chair} tại {agreed.event(ceremony)}",
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        opening=f"{agreed.held(ceremony)}{agreed.chaired(ceremony)}. Dự buổi lễ có {'; '.join(came)}. Sau khi nghe báo "
        f"cáo và ý kiến của các đại biểu, đồng chí {ceremony.chair or '…'} kết luận như sau:",
        blocks=outline.items(record.clauses.all()),
        closing=f"{name} thông báo kết luận trên để các đơn vị thành viên biết, thực hiện",
        signatures=(replace(signature, name=issue.signer) if issue else signature,),
        recipients=(leader.name_on(year.bloc.organiser, day), f"Các đơn vị thành viên {name}", "Lưu: VT"),
    )


def _units_there(ceremony):
    every = len(ceremony.bloc_year.ordered_memberships)
    return f"{ceremony.units_present}/{every}" if ceremony.units_present else f"{every}"


def _hour(time):
    return hour(time) if time else "… giờ … phút"


def contents_paper(ceremony, rows, now) -> Paper:
    """Danh mục of the pack: title, copies, pages in the PDF and a note of each of ``rows``."""
    columns = (
        Column("TT", 0.07, "center"),
        Column("Tài liệu", 0.37),
        Column("Số bản", 0.1, "center"),
        Column("Trang", 0.12, "center"),
        Column("Ghi chú", 0.34),
    )
    table = Table(columns, tuple((number, *row) for number, row in enumerate(rows, start=1)))
    made = timezone.localtime(now)
    said = (
        Paragraph(f"{hour(made)} {long_date(made.date())}", lead="Lập lúc:"),
        Paragraph(
            "Tệp in có mỗi tài liệu một lần, trừ khi ghi chú nói khác; in một mặt, khổ A4, đủ số bản ghi trong bảng. "
            "“Trang” là trang của tệp in."
        ),
    )
    paper = _paper(ceremony, "DANH MỤC TÀI LIỆU", ceremony.name, (*where_and_when(ceremony), *said, table))
    return replace(paper, place="", dated=None, signatures=(), recipients=(), draft=False)


def _paper(ceremony, kind, subject, blocks):
    """Goes out with the invitation: a draft until date, place and programme are there, dated on the day it is printed.

    After the ceremony it carries the ceremony's day.
    """
    year, day = ceremony.bloc_year, ceremony.held_on or clock.today()
    draft = ceremony.status == ceremony.Status.PLANNED and bool(obstacle(ceremony.invite))
    return Paper(
        kind=kind,
        subject=subject,
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        dated=None if draft else min(day, clock.today()),
        year=year.year,
        blocks=blocks,
        signatures=(leader.signature(year, day),),
        recipients=("Đại biểu dự lễ", f"Các đơn vị thành viên {year.bloc.name}", "Lưu: VT"),
        draft=draft,
        sample=year.is_sample,
        end_mark=False,
    )


def where_and_when(ceremony):
    day = f"{ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "…"
    session = f"{ceremony.half_day} ngày {day}" if ceremony.half_day else f"Ngày {day}"
    yield Paragraph(session, lead="Thời gian:")
    yield Paragraph(ceremony.place or "…", lead="Địa điểm:")
    if ceremony.chair:
        yield Paragraph(", ".join(filter(None, [ceremony.chair, ceremony.chair_post])), lead="Chủ trì:")


def _content(item):
    """With the paper, unless the words name it already."""
    is_named = item.paper.casefold() in item.text.casefold()
    return item.text if is_named else f"{item.text} (tài liệu: {item.paper})"


def hours_of(item):
    if item.starts_at is None:
        return f"{item.minutes} phút" if item.minutes else ""
    begin = f"{item.starts_at:%Hh%M}"
    return f"{begin} - {later(item.starts_at, item.minutes):%Hh%M}" if item.minutes else begin
