"""The covenant as an official paper."""

from blocs import clock
from blocs.models import Membership, members_of
from documents import issuing
from documents.description import Annex, Column, GridCell, Issuer, Paper, Paragraph, SignatureGrid, Table, Verification
from documents.wording import ended, long_date, roman, upper
from pledges import measures, outline
from pledges.models import Covenant, Registration
from pledges.papers.leader import authority_of

HEADING = "Đại diện các đơn vị ký kết giao ước thi đua"
NOT_REGISTERED = "Đơn vị chưa hoàn thành việc đăng ký chỉ tiêu thi đua."
ON_PAPER = "Chỉ tiêu của đơn vị có nội dung bí mật nhà nước, đăng ký bằng bản giấy."
NO_TARGETS = "Đơn vị không đăng ký chỉ tiêu riêng."
TARGETS = (Column("TT", 8, "center"), Column("Chỉ tiêu thi đua", 64), Column("Mức phấn đấu", 28, "center"))


def covenant_paper(covenant: Covenant, verification: Verification | None = None) -> Paper:
    """The covenant with the names that units bear on its date; a draft until it has a verification code."""
    year = covenant.bloc_year
    members = list(members_of(year))
    return Paper(
        kind=covenant.title,
        subject=covenant.subtitle,
        issuer=Issuer(_organiser(covenant), year.bloc.name),
        place=covenant.place,
        dated=covenant.dated,
        year=year.year,
        bases=tuple(base.text for base in covenant.bases.select_related("basis")),
        opening=covenant.opening,
        blocks=outline.items(covenant.clauses.all()),
        closing=_closing(covenant, len(members)),
        grid=SignatureGrid(HEADING, _cells(covenant, members), _witness(covenant)),
        recipients=_recipients(covenant),
        annexes=_annexes(covenant, members),
        verification=verification,
        draft=verification is None,
        sample=year.is_sample,
        keywords=("giao ước thi đua", year.bloc.name, str(year.year)),
    )


def not_the_record(covenant: Covenant) -> str:
    """What a copy that can be edited says in its foot once the covenant is frozen."""
    code = covenant.document.code if covenant.document else None
    return issuing.not_the_record(code) if code else ""


def signing_day(covenant):
    return covenant.dated or clock.today()


def _organiser(covenant):
    name = covenant.bloc_year.bloc.organiser.name_on(signing_day(covenant))
    return name.full_name if name else ""


def _closing(covenant, members):
    closing = ended(covenant.closing, ".")
    if not covenant.copies:
        return closing
    shares, left = "", covenant.copies - members - 1
    if left >= 0:
        shares = f", mỗi đơn vị thành viên giữ 01 bản, gửi {_organiser(covenant)} 01 bản"
    if left > 0:
        shares += f", lưu {left:02d} bản tại {covenant.bloc_year.bloc.leader_title}"
    copies = f"Giao ước được lập thành {covenant.copies:02d} bản có giá trị như nhau{shares}."
    return f"{closing} {copies}".strip()


def _cells(covenant, members):
    return tuple(_cell(member, signing_day(covenant)) for member in in_order(members))


def copies_doubt(covenant) -> str:
    """Why the paper does not say who keeps a copy; "" when it does."""
    members = covenant.bloc_year.memberships.count()
    if not covenant.copies or covenant.copies > members:
        return ""
    return (
        f"Số bản {covenant.copies:02d} ít hơn {members + 1:02d}, tức mỗi đơn vị thành viên và {_organiser(covenant)} "
        "một bản; vì vậy câu về nơi giữ các bản không được in."
    )


def in_order(members):
    """The leader first, then the deputy, then the others in protocol order."""
    ranks = {Membership.Role.LEADER: 0, Membership.Role.DEPUTY: 1}
    return sorted(members, key=lambda m: (ranks.get(m.role, 2), m.order, m.pk))


def field_of(member) -> str:
    """The name of the member's empty cell, and of the digital signature field in it."""
    return f"ky-{member.unit.slug}"


def _cell(member, day):
    form, represents = authority_of(member)
    return GridCell(
        unit=member.name_on(day),
        role=member.role_label,
        authority=f"{form} {upper(represents)}".strip(),
        post=member.signatory_post,
        name=member.signatory,
        rank=member.signatory_rank,
        key=field_of(member),
    )


def _witness(covenant):
    if not (covenant.witness or covenant.witness_organisation):
        return None
    return GridCell(
        unit=covenant.witness_organisation or _organiser(covenant),
        role="",
        authority="",
        post=covenant.witness_post,
        name=covenant.witness,
        key="ky-chung-kien",
    )


def _recipients(covenant):
    """A figure after "Lưu" would count the copies on file, not the originals (NĐ 30/2020/NĐ-CP)."""
    return (_organiser(covenant), "Các đơn vị thành viên", f"Lưu: VT, {covenant.bloc_year.bloc.leader_title}")


def _annexes(covenant, members):
    """One for each member, in the order of the grid: it changes with that member alone; none without targets."""
    registrations = Registration.objects.of(covenant.bloc_year).received().with_lines()
    received = {registration.membership_id: registration for registration in registrations}
    blocks = [(member, _targets(received.get(member.pk))) for member in in_order(members)]
    if not any(isinstance(block, Table) for _, block in blocks):
        return ()
    return tuple(
        Annex(
            label=f"Phụ lục {roman(position)}",
            title=f"Chỉ tiêu thi đua của {member.name_on(signing_day(covenant))}",
            reference=_reference(covenant),
            blocks=(block,),
        )
        for position, (member, block) in enumerate(blocks, start=1)
    )


def _reference(covenant):
    day = f" {long_date(covenant.dated)}" if covenant.dated else ""
    year = covenant.bloc_year
    return f"(Kèm theo Giao ước thi đua năm {year.year} của {year.bloc.name}{day})"


def _targets(registration):
    """The targets in a table; words in its place where there is none to print."""
    if registration is None:
        return Paragraph(NOT_REGISTERED)
    if registration.is_on_paper:
        return Paragraph(ON_PAPER)
    if not registration.targets.all():
        return Paragraph(NO_TARGETS)
    rows = (target.as_promised for target in registration.targets.all())
    return Table(TARGETS, tuple((i, row.text, measures.promised(row)) for i, row in enumerate(rows, start=1)))
