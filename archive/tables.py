"""The year in tables, for whoever opens its dossier in Excel."""

from datetime import date

from blocs import clock
from ceremonies.models import Ceremony
from documents.description import Column, Table
from pledges.measures import promised
from pledges.models import Pledge, Registration

TT = Column("TT", 4, "center")


def year_tables(bloc_year) -> dict[str, Table]:
    """Name of the sheet → table; what was registered has a workbook of its own (``pledges.exports``)."""
    ceremony = Ceremony.objects.of(bloc_year).first()
    return {
        "Đơn vị thành viên": _members(bloc_year),
        "Nội dung, chỉ tiêu": _goals(bloc_year),
        "Thời hạn": _table(
            {"Bước": 40, "Hết ngày": 20}, ((d.get_step_display(), d.due) for d in _deadlines(bloc_year))
        ),
        "Bản đăng ký": _registrations(bloc_year),
        "Chữ ký giao ước": _pledges(bloc_year),
        "Sổ văn bản": _register(bloc_year),
        "Chương trình": _agenda(ceremony),
        "Đại biểu": _delegates(ceremony),
        "Biểu quyết": _adoptions(ceremony),
    }


def _table(columns, rows):
    """columns  title → share of the width"""
    numbered = tuple((place, *row) for place, row in enumerate(rows, start=1))
    return Table((TT, *(Column(title, share) for title, share in columns.items())), numbered)


def _deadlines(bloc_year):
    return bloc_year.deadlines.all()


def _name(membership):
    return membership.name_on(date(membership.bloc_year.year, 12, 31))


def _members(bloc_year):
    columns = {"Đơn vị": 30, "Mã": 12, "Vai trò": 14, "Người ký": 20, "Chức vụ": 20}
    return _table(
        columns,
        ((_name(m), m.unit.slug, m.role_label, m.signatory, m.signatory_post) for m in bloc_year.ordered_memberships),
    )


def _goals(bloc_year):
    rows = [("Nội dung thi đua", "", goal.text, "") for goal in bloc_year.goals.all()]
    rows += [("Chỉ tiêu chung", t.code, t.text, promised(t)) for t in bloc_year.common_targets.all()]
    return _table({"Loại": 16, "Mã": 8, "Nội dung": 60, "Mức chung": 14}, rows)


def _registrations(bloc_year):
    found = {r.membership_id: r for r in Registration.objects.of(bloc_year).handed_in()}
    rows = []
    for member in bloc_year.ordered_memberships:
        registration = found.get(member.pk)
        if registration is None:
            rows.append((_name(member), "Chưa gửi", "", None, None))
            continue
        registration.membership = member
        on_paper = registration.is_on_paper
        number = registration.paper_number if on_paper else registration.doc_number
        dated = registration.paper_dated if on_paper else registration.doc_date
        handed_in = registration.submitted_at and clock.local_day(registration.submitted_at)
        rows.append((_name(member), registration.words, number, dated, handed_in))
    columns = {"Đơn vị": 30, "Trạng thái": 20, "Số, ký hiệu": 16, "Ngày văn bản": 12, "Ngày gửi": 12}
    return _table(columns, rows)


def _pledges(bloc_year):
    found = Pledge.objects.filter(covenant__bloc_year=bloc_year).select_related("covenant", "membership__unit")
    rows = (
        (p.covenant.version, _name(p.membership), p.signatory, p.post, p.get_status_display(), *_signed(p))
        for p in found.order_by("covenant__version", "membership__order", "pk")
    )
    people = {"Đơn vị": 28, "Người ký": 18, "Chức vụ": 18}
    return _table({"Phiên bản": 8, **people, "Trạng thái": 10, "Cách ký": 8, "Ngày ký": 10}, rows)


def _signed(pledge):
    return pledge.get_manner_display() if pledge.manner else "", pledge.signed_on


def _register(bloc_year):
    columns = {"Số, ký hiệu": 14, "Ngày": 12, "Trích yếu": 40, "Người ký": 18, "Mã xác minh": 14, "SHA-256 của PDF": 30}
    return _table(
        columns,
        (
            (d.symbol, d.dated, d.title, d.signer, d.code or "", d.sha256)
            for d in bloc_year.documents.select_related("pdf")
        ),
    )


def _agenda(ceremony):
    items = ceremony.agenda.all() if ceremony else ()
    rows = ((f"{i.starts_at:%H:%M}" if i.starts_at else "", i.minutes, i.text) for i in items)
    return _table({"Bắt đầu": 10, "Số phút": 10, "Nội dung": 60}, rows)


def _delegates(ceremony):
    found = ceremony.delegates.all() if ceremony else ()
    rows = ((d.titled, d.post, d.organisation, d.get_role_display(), d.answer_told, d.presence) for d in found)
    people = {"Họ và tên": 22, "Chức vụ": 22, "Cơ quan, đơn vị": 28, "Vai trò": 14}
    return _table({**people, "Trả lời": 20, "Có mặt": 10}, rows)


def _adoptions(ceremony):
    found = ceremony.adoptions.all() if ceremony else ()
    columns = {"Biểu quyết về": 16, "Nội dung": 50, "Tán thành": 10, "Không tán thành": 10, "Ý kiến khác": 10}
    return _table(columns, ((a.get_kind_display(), a.title, a.in_favour, a.against, a.other) for a in found))
