"""The unit's own paper "Bản đăng ký thi đua", and its tables, which the screen shows as well.

Columns follow forms in real use: movements and targets Mẫu số 1a of Thông tư 35/2011/TT-BLĐTBXH,
persons and initiatives the usual lists of titles.
"""

from dataclasses import replace

from blocs import clock
from blocs.workflow import Conflict
from documents.description import Block, Column, Issuer, Paper, Paragraph, Signature, Table
from documents.description import OutlineItem as Item
from documents.wording import number, roman, upper
from pledges import sections
from pledges.content import Reading, read
from pledges.measures import promised
from pledges.models import Registration
from pledges.papers.leader import CAPITAL, name_on
from pledges.supplements import supplement_of

BY_HAND = "........../........"  # the number is given on paper, after signing
PARTS = (
    ("Phong trào thi đua", sections.MOVEMENTS),
    ("Chỉ tiêu, nội dung thi đua", sections.TARGETS),
    ("Danh hiệu thi đua, hình thức khen thưởng", sections.COLLECTIVE),
    ("Đề tài, sáng kiến", sections.INITIATIVES),
)


def registration_paper(registration: Registration) -> Paper:
    """What the unit registers, under the name it bore on the paper's date; a draft until it is handed in.

    Raises Conflict where it registered on paper.
    """
    if registration.is_on_paper:
        raise Conflict("Đơn vị nộp bản giấy vì có nội dung bí mật nhà nước nên chương trình không có bản để in.")
    membership, year = registration.membership, registration.membership.bloc_year
    reading = read(registration.snapshot())
    name = membership.unit.name_on(paper_day(registration))
    handed_in = registration.status in (Registration.Status.SUBMITTED, Registration.Status.ACCEPTED)
    supplementary = " bổ sung" if supplement_of(registration) else ""
    return Paper(
        kind=f"Bản đăng ký thi đua{supplementary} năm {year.year}",
        subject="",
        issuer=Issuer(name.parent_body if name else "", name.full_name if name else membership.unit.slug),
        place=membership.unit.province or CAPITAL,
        dated=registration.doc_date,
        year=year.year,
        symbol=registration.doc_number or BY_HAND,
        addressees=(addressee(membership, paper_day(registration)),),
        opening=opening(reading, year),
        blocks=_blocks(reading, year.year),
        signatures=(signature(membership),),
        recipients=("Như trên", *_others(membership), "Lưu: VT"),
        draft=not handed_in,
        sample=year.is_sample,
        keywords=("đăng ký thi đua", str(membership.unit), str(year.year)),
    )


def paper_day(registration):
    """The day that decides under which name the unit signs."""
    if registration.doc_date:
        return registration.doc_date
    return clock.local_day(registration.submitted_at) if registration.submitted_at else clock.today()


def addressee(membership, day) -> str:
    year = membership.bloc_year
    if membership.role == membership.Role.LEADER or year.leader is None:
        return name_on(year.bloc.organiser, day)
    return f"{name_on(year.leader, day)} ({year.bloc.leader_title} {year.bloc.name})"


def _others(membership):
    """Who else receives the paper: the organiser, unless it is the addressee."""
    return () if membership.role == membership.Role.LEADER else (str(membership.bloc_year.bloc.organiser),)


def opening(reading: Reading, year) -> str:
    """Who registers: how many people, how many women among them."""
    people = ""
    if reading.headcount is not None:
        people = f" Tổng số cán bộ, công chức có mặt: {number(reading.headcount)} người"
        women = f", trong đó nữ: {number(reading.women)} người" if reading.women is not None else ""
        people += f"{women}."
    return f"Đơn vị đăng ký thi đua năm {year.year} với {year.bloc.name} như sau.{people}"


def signature(membership) -> Signature:
    lines = (membership.signatory_authority, membership.signatory_post or "Thủ trưởng đơn vị")
    return Signature(tuple(upper(line) for line in lines if line), membership.signatory)


def _blocks(reading: Reading, year: int) -> tuple[Block, ...]:
    shown = tables(reading, year)
    blocks: list[Block] = []
    for place, (title, section) in enumerate(PARTS, start=1):
        blocks.append(Item(0, f"{roman(place)}.", title))
        if section != sections.COLLECTIVE:
            blocks += _printed(shown[section])
            continue
        blocks += [Item(1, "1.", "Tập thể"), *_printed(shown[sections.COLLECTIVE])]
        blocks += [Item(1, "2.", "Cá nhân"), *_printed(shown[sections.INDIVIDUAL])]
    blocks.append(Item(0, f"{roman(len(PARTS) + 1)}.", "Kiến nghị, đề xuất"))
    lines = [line.strip() for line in reading.proposal.splitlines() if line.strip()]
    return (*blocks, *(Paragraph(line) for line in lines or ["Không có"]))


def _printed(shown):
    """On paper an empty table is one line of text."""
    return [table if table.rows else Paragraph(table.empty) for table in shown]


def tables(reading: Reading, year: int) -> dict[sections.Section, tuple[Table, ...]]:
    """The tables of each section; those of individuals end with the list of names if anybody is named."""
    return {
        sections.COLLECTIVE: (_collective(reading),),
        sections.INDIVIDUAL: (_individual(reading), *_persons(reading)),
        sections.TARGETS: (_targets(reading, year),),
        sections.INITIATIVES: (_initiatives(reading),),
        sections.MOVEMENTS: (_movements(reading),),
    }


def _numbered(rows):
    return tuple((place, *row) for place, row in enumerate(rows, start=1))


TT = Column("TT", 6, "center")


def _movements(reading):
    columns = (
        TT,
        Column("Tên phong trào thi đua", 30),
        Column("Mục tiêu", 30),
        # Wide enough for a day in the letters of an office without Times New Roman.
        Column("Thời gian phát động", 17, "center"),
        Column("Thời gian tổng kết", 17, "center"),
    )
    rows = ((m.name, m.aim, m.starts_on, m.ends_on) for m in reading.movements)
    return Table(columns, _numbered(rows), empty="Chưa đăng ký phong trào thi đua.")


def _targets(reading, year):
    columns = (
        TT,
        Column("Nội dung các chỉ tiêu", 46),
        Column("Đơn vị tính", 12, "center"),
        Column(f"Kế hoạch năm {year}", 20, "center"),
        Column("Ghi chú", 16),
    )
    rows = ((t.text, t.unit_of_measure, _plan(t), "Chỉ tiêu chung" if t.common else "") for t in reading.targets)
    return Table(columns, _numbered(rows), empty="Chưa đăng ký chỉ tiêu.")


def _plan(target):
    """What is promised, without the unit of measure, which has a column of its own."""
    if target.unit_of_measure == "%":
        return promised(target).replace("%", "")
    return promised(replace(target, unit_of_measure=""))


def _collective(reading):
    columns = (
        TT,
        Column("Danh hiệu, hình thức khen thưởng", 36),
        Column("Đối tượng", 18),
        Column("Số lượng", 10),
        Column("Tên tập thể", 30),
    )
    rows = ((h.name, h.scope_words, h.count, "; ".join(h.names)) for h in reading.collective)
    return Table(columns, _numbered(rows), empty="Chưa đăng ký danh hiệu, hình thức khen thưởng cho tập thể.")


def _individual(reading):
    columns = (TT, Column("Danh hiệu, hình thức khen thưởng", 74), Column("Số lượng (người)", 20))
    rows = ((h.name, h.count) for h in reading.individual)
    return Table(columns, _numbered(rows), empty="Chưa đăng ký danh hiệu, hình thức khen thưởng cho cá nhân.")


def _persons(reading):
    if not reading.persons:
        return ()
    columns = (
        TT,
        Column("Họ và tên", 24),
        Column("Chức vụ, đơn vị", 22),
        Column("Thi đua", 26, group="Đăng ký"),
        Column("Khen thưởng", 22, group="Đăng ký"),
    )
    rows = ((p.name, p.post, "; ".join(p.titles), "; ".join(p.awards)) for p in reading.persons)
    return (Table(columns, _numbered(rows), caption="Danh sách cá nhân"),)


def _initiatives(reading):
    columns = (
        TT,
        Column("Họ và tên tác giả", 26),
        Column("Tên đề tài, sáng kiến", 44),
        Column("Đăng ký danh hiệu", 24),
    )
    rows = ((i.author, i.title, i.for_honour) for i in reading.initiatives)
    return Table(columns, _numbered(rows), empty="Chưa đăng ký đề tài, sáng kiến.")
