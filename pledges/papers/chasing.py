"""The letter to units that are late with their registration (công văn đôn đốc)."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from blocs import clock
from blocs.models import BlocYear, Step
from documents.description import Column, Paper, Paragraph, Table, Verification
from documents.wording import short_date, symbol
from pledges.chasing import Awaited, addressees, late
from pledges.papers import leader

# More addressees than these are named in the text alone.
MOST_ADDRESSEES = 12


def chasing_paper(
    bloc_year: BlocYear, answer_by: date | None, *, number: str = "", verification: Verification | None = None
) -> Paper:
    """Names exactly the units that are late now; a draft until it has its ``number`` ("05/KTĐ")."""
    units = late(bloc_year)
    day = clock.today()
    return Paper(
        kind="",
        subject=f"đôn đốc đăng ký thi đua năm {bloc_year.year}",
        issuer=leader.issuer(bloc_year, day),
        place=leader.seat(bloc_year),
        dated=day if number else None,
        year=bloc_year.year,
        symbol=number or symbol(None, bloc_year.bloc.symbol),
        addressees=_addressees(units, day),
        blocks=(_found(bloc_year, units), _table(units, day), _request(bloc_year, answer_by)),
        closing=f"{bloc_year.bloc.leader_title} trân trọng đề nghị các đơn vị quan tâm thực hiện.",
        signatures=(leader.signature(bloc_year, day),),
        recipients=("Như trên", f"{leader.name_on(bloc_year.bloc.organiser, day)} (để báo cáo)", "Lưu: VT"),
        verification=verification,
        draft=not number,
        sample=bloc_year.is_sample,
        keywords=("đôn đốc đăng ký thi đua", bloc_year.bloc.name, str(bloc_year.year)),
    )


def _addressees(units, day):
    """The late units; the leader's own is named in the text alone."""
    others = addressees(units)
    if len(others) > MOST_ADDRESSEES:
        return ("Các đơn vị có tên trong danh sách dưới đây",)
    return tuple(leader.name_on(unit.membership.unit, day) for unit in others)


def _found(bloc_year, units):
    common = bloc_year.due(Step.REGISTRATION)
    until = f", hạn chung là hết ngày {short_date(common)}" if common else ""
    return Paragraph(
        f"Các đơn vị thành viên {bloc_year.bloc.name} đăng ký thi đua năm {bloc_year.year} với "
        f"{bloc_year.bloc.leader_title}{until}. Đến ngày {short_date(clock.today())}, {bloc_year.bloc.leader_title} "
        f"chưa nhận được bản đăng ký của {len(units):02} đơn vị đã quá hạn sau đây:"
    )


def _table(units: list[Awaited], day) -> Table:
    columns = (
        Column("TT", 0.08, "center"),
        Column("Đơn vị", 0.52),
        Column("Hạn gửi (hết ngày)", 0.22, "center"),
        Column("Quá hạn (ngày)", 0.18, "right"),
    )
    rows = (
        (place, leader.name_on(unit.membership.unit, day), short_date(unit.due), -unit.days)
        for place, unit in enumerate(units, start=1)
    )
    return Table(columns, tuple(rows), empty="Không có đơn vị nào quá hạn.")


def _request(bloc_year, answer_by):
    where = settings.SITE_URL + reverse("pledges:registration_list", args=bloc_year.url_args)
    by = f"trước 24 giờ ngày {short_date(answer_by)}" if answer_by else "trước ngày ..../..../......"
    return Paragraph(
        f"Để kịp tổng hợp, báo cáo {leader.name_on(bloc_year.bloc.organiser, clock.today())}, đề nghị các đơn vị hoàn "
        f"thành và gửi bản đăng ký {by} tại địa chỉ {where}; đơn vị chưa dùng được chương trình gửi bản giấy có chữ "
        f"ký, đóng dấu về {bloc_year.leader}."
    )
