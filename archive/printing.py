"""Every paper by the name under which ``print_document`` knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from archive.reading import Refused
from ceremonies.papers import agenda_paper, delegates_paper
from documents import pdf, sheets
from documents.limits import PaperTooLong
from pledges import papers
from pledges.content import read
from pledges.exports import consolidation_tables
from pledges.models import Covenant, Registration
from pledges.papers.registration import tables


@dataclass(frozen=True)
class Kind:
    """``pdf`` and ``xlsx`` take the year, or the unit's registration for papers of one unit, and give bytes."""

    title: str
    pdf: Callable[..., bytes]
    xlsx: Callable[..., bytes] | None = None
    of_unit: bool = False


FORMATS = ("pdf", "docx", "xlsx")


class NotYet(Refused):
    """A form that this version does not have."""


def printed(name: str, bloc_year, unit: str | None, form: str) -> bytes:
    """The paper ``name`` as ``form``. Raises Refused with one sentence when there is no such paper."""
    kind = KINDS.get(name)
    if kind is None:
        raise Refused(f"Không có loại văn bản “{name}”. Các loại: {', '.join(KINDS)}.")
    if form not in FORMATS:
        raise Refused(f"Không có định dạng “{form}”. Các định dạng: {', '.join(FORMATS)}.")
    if form == "docx":
        raise NotYet("Bản Word (docx) có ở phiên bản sau; phiên bản này in được pdf.")
    make = getattr(kind, form)
    if make is None:
        raise Refused(f"{kind.title} không có bản Excel; dùng --format pdf.")
    about = _about(kind, bloc_year, unit)
    try:
        return make(about)
    except PaperTooLong as too_long:
        raise Refused(str(too_long)) from None


def _about(kind, bloc_year, unit):
    if not kind.of_unit:
        if unit:
            raise Refused(f"{kind.title} là của cả {bloc_year.bloc.word.lower()}; bỏ --unit.")
        return bloc_year
    members = [m.unit.slug for m in bloc_year.ordered_memberships]
    if unit not in members:
        wrong = f"“{unit}” không phải là thành viên." if unit else f"{kind.title} cần --unit."
        raise Refused(f"{wrong} Các đơn vị: {', '.join(members)}.")
    registration = Registration.objects.of(bloc_year).filter(membership__unit__slug=unit).first()
    if registration is None:
        raise Refused(f"{unit} chưa bắt đầu bản đăng ký thi đua năm {bloc_year.year}.")
    return registration


def _registration(registration):
    return pdf.render(papers.registration_paper(registration))


def _registration_workbook(registration):
    """A sheet for each table of each section."""
    year = registration.membership.bloc_year
    by_section = tables(read(registration.snapshot()), year.year)
    sheets_of = {
        f"{section.label} {number}" if number > 1 else section.label: table
        for section, shown in by_section.items()
        for number, table in enumerate(shown, start=1)
    }
    return sheets.workbook(sheets_of, title=str(registration), note=_note(year.is_sample))


def _consolidation(bloc_year):
    return pdf.render(papers.consolidation_paper(bloc_year))


def _consolidation_workbook(bloc_year):
    title = f"Tổng hợp đăng ký thi đua năm {bloc_year.year} - {bloc_year.bloc}"
    return sheets.workbook(consolidation_tables(bloc_year), title=title, note=_note(bloc_year.is_sample))


def _covenant(bloc_year):
    """A frozen text is never rendered again: the bytes that were issued."""
    covenant = Covenant.objects.of(bloc_year).current().first()
    if covenant is None:
        raise Refused(f"{bloc_year} chưa có giao ước thi đua.")
    if covenant.document and covenant.document.pdf:
        return covenant.document.pdf.read()
    return pdf.render(papers.covenant_paper(covenant))


def _of_ceremony(paper):
    def make(bloc_year):
        ceremony = getattr(bloc_year, "ceremony", None)
        if ceremony is None:
            raise Refused(f"{bloc_year} chưa có lễ ký kết.")
        return pdf.render(paper(ceremony))

    return make


def _note(is_sample):
    return "DỮ LIỆU THỬ" if is_sample else ""


KINDS = {
    "registration": Kind("Bản đăng ký thi đua", _registration, _registration_workbook, of_unit=True),
    "consolidation": Kind("Báo cáo tổng hợp đăng ký thi đua", _consolidation, _consolidation_workbook),
    "covenant": Kind("Giao ước thi đua", _covenant),
    "agenda": Kind("Chương trình lễ ký kết", _of_ceremony(agenda_paper)),
    "delegates": Kind("Danh sách đại biểu", _of_ceremony(delegates_paper)),
}
