"""Every paper by the name under which ``print_document`` knows it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from archive.reading import Refused
from ceremonies.invitation import invitation_paper
from ceremonies.models import MeetingPaper
from ceremonies.papers import agenda_paper, delegates_paper, meeting_paper
from ceremonies.script import script_paper
from documents import pdf, sheets, word
from documents.description import Paper
from documents.limits import PaperTooLong
from documents.models import IssuedDocument
from pledges import chasing_letters, papers
from pledges.consolidation import consolidate
from pledges.content import read
from pledges.exports import consolidation_workbook
from pledges.models import AdoptedReport, BlocText, Covenant, Registration, Reminder
from pledges.papers.chasing import chasing_paper
from pledges.papers.covenant import not_the_record
from pledges.papers.registration import tables


@dataclass(frozen=True)
class Kind:
    """``paper`` and what gives bytes take the year, or the membership for papers of one unit.

    ``issued`` gives what was issued, whose files are not rendered again, or None; ``remark`` what a Word file says in
    its foot where the PDF alone was issued.
    """

    title: str
    paper: Callable[..., Paper]
    xlsx: Callable[..., bytes] | None = None
    of_unit: bool = False
    issued: Callable[..., IssuedDocument | None] = lambda about: None
    remark: Callable[..., str] = lambda about: ""

    def pdf(self, about) -> bytes:
        document = self.issued(about)
        return document.pdf.read() if document and document.pdf else pdf.render(self.paper(about))

    def docx(self, about) -> bytes:
        document = self.issued(about)
        if document and document.word:
            return document.word.read()
        return word.render(self.paper(about), remark=self.remark(about))


FORMATS = ("pdf", "docx", "xlsx")


def printed(name: str, bloc_year, unit: str | None, form: str) -> bytes:
    """The paper ``name`` as ``form``. Raises Refused with one sentence when there is no such paper."""
    kind = KINDS.get(name)
    if kind is None:
        raise Refused(f"Không có loại văn bản “{name}”. Các loại: {', '.join(KINDS)}.")
    if form not in FORMATS:
        raise Refused(f"Không có định dạng “{form}”. Các định dạng: {', '.join(FORMATS)}.")
    make = getattr(kind, form)
    if make is None:
        raise Refused(f"{kind.title} không có bản Excel; dùng --format pdf hoặc docx.")
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
    return next(m for m in bloc_year.ordered_memberships if m.unit.slug == unit)


def _registration(membership):
    registration = Registration.objects.of(membership.bloc_year).filter(membership=membership).first()
    if registration is None:
        raise Refused(f"{membership.unit.slug} chưa bắt đầu bản đăng ký thi đua năm {membership.bloc_year.year}.")
    return registration


def _reminder(membership):
    reminder = membership.reminders.exclude(status=Reminder.Status.DROPPED).first()
    if reminder is None:
        raise Refused(f"{membership.unit.slug} không có thư nhắc nào của năm {membership.bloc_year.year}.")
    return reminder


def _registration_workbook(membership):
    """A sheet for each table of each section."""
    registration, year = _registration(membership), membership.bloc_year
    by_section = tables(read(registration.snapshot()), year.year)
    sheets_of = {
        f"{section.label} {number}" if number > 1 else section.label: table
        for section, shown in by_section.items()
        for number, table in enumerate(shown, start=1)
    }
    return sheets.workbook(sheets_of, title=str(registration), note=year.sample_mark)


def _adopted(bloc_year):
    """The adopted report, whose files are never rendered again."""
    return AdoptedReport.objects.of(bloc_year).first()


def _consolidation_workbook(bloc_year):
    report = _adopted(bloc_year)
    return report.workbook.read() if report else consolidation_workbook(consolidate(bloc_year))


def _covenant(bloc_year):
    covenant = Covenant.objects.of(bloc_year).current().first()
    if covenant is None:
        raise Refused(f"{bloc_year} chưa có giao ước thi đua.")
    return covenant


def _text(bloc_year, kind):
    """What is in force, else what is being written."""
    versions = BlocText.objects.of(bloc_year, kind).select_related("document__pdf")
    found = versions.issued().first() or versions.first()
    if found is None:
        raise Refused(f"{bloc_year} chưa có {kind.label.lower()}.")
    return found


def _of_text(kind):
    return _issued_once(kind.label, partial(_text, kind=kind), papers.text_paper)


def _issued_once(title, find, paper):
    """A paper of the record that ``find`` gives of a year, whose ``document`` is what was issued."""
    return Kind(title, lambda year: paper(find(year)), issued=lambda year: find(year).document)


def _of_ceremony(paper):
    def make(bloc_year):
        ceremony = getattr(bloc_year, "ceremony", None)
        if ceremony is None:
            raise Refused(f"{bloc_year} chưa có buổi lễ.")
        return paper(ceremony)

    return make


def _of_meeting(kind):
    def find(bloc_year):
        known = MeetingPaper.objects.filter(ceremony__bloc_year=bloc_year, kind=kind)
        if record := known.select_related("document__pdf").first():
            return record
        raise Refused(f"{bloc_year} chưa có {kind.label.lower()}.")

    return _issued_once(f"{kind.label} buổi lễ", find, meeting_paper)


KINDS = {
    "registration": Kind(
        "Bản đăng ký thi đua",
        lambda membership: papers.registration_paper(_registration(membership)),
        _registration_workbook,
        of_unit=True,
    ),
    "consolidation": Kind(
        "Báo cáo tổng hợp đăng ký thi đua",
        papers.consolidation_paper,
        _consolidation_workbook,
        issued=lambda year: getattr(_adopted(year), "document", None),
    ),
    "covenant": Kind(
        "Giao ước thi đua",
        lambda year: papers.covenant_paper(_covenant(year)),
        issued=lambda year: _covenant(year).document,
        remark=lambda year: not_the_record(_covenant(year)),
    ),
    "opinions": Kind(
        "Bảng tổng hợp ý kiến góp ý, tiếp thu, giải trình",
        lambda year: papers.opinions_paper(_covenant(year), _covenant(year).rounds.all()),
    ),
    "chasing": Kind(
        "Công văn đôn đốc đăng ký thi đua",
        lambda year: chasing_paper(year, None),
        issued=lambda year: chasing_letters.issued(year).first(),
    ),
    "reminder": Kind(
        "Phiếu báo nhắc việc", lambda membership: papers.reminder_paper(_reminder(membership)), of_unit=True
    ),
    "regulation": _of_text(BlocText.Kind.REGULATION),
    "plan": _of_text(BlocText.Kind.PLAN),
    "criteria": _of_text(BlocText.Kind.CRITERIA),
    "agenda": Kind("Chương trình buổi lễ", _of_ceremony(agenda_paper)),
    "invitation": Kind(
        "Giấy mời",
        _of_ceremony(invitation_paper),
        issued=_of_ceremony(attrgetter("invitation")),
    ),
    "delegates": Kind("Danh sách đại biểu", _of_ceremony(delegates_paper)),
    "script": Kind("Kịch bản điều hành", _of_ceremony(script_paper)),
    "minutes": _of_meeting(MeetingPaper.Kind.MINUTES),
    "conclusions": _of_meeting(MeetingPaper.Kind.CONCLUSIONS),
}
