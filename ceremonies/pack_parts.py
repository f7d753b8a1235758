"""What belongs into the pack of a ceremony, in how many copies, and what of it does not exist yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from blocs.models import Membership
from ceremonies import sheets, sheets_word
from ceremonies.models import Adoption, AgendaItem, Ceremony, Delegate
from ceremonies.papers import agenda_paper, delegates_paper
from ceremonies.script import script_paper
from ceremonies.sheets import Sheet
from documents import layout, word
from documents.description import Paper
from documents.models import IssuedDocument
from pledges import text_reading
from pledges.consolidation import consolidate
from pledges.models import AdoptedReport, BlocText, Covenant
from pledges.papers.consolidation import report_paper
from pledges.papers.covenant import covenant_paper, not_the_record
from pledges.papers.text import text_paper

DRAFT = "Dự thảo"
OF_THE_DAY = (AgendaItem, Delegate, Adoption, Ceremony, Membership)


@dataclass(frozen=True)
class Part:
    """``content`` is None where there is nothing to print, and the ``note`` says why. ``sources`` are the kinds of
    records that it tells of; ``are_originals`` its copies where all of them are signed."""

    title: str
    copies: int = 0
    content: Paper | Sheet | IssuedDocument | None = None
    note: str = ""
    sources: tuple[type, ...] = OF_THE_DAY
    editable: Callable[[], bytes | None] = lambda: None
    are_originals: bool = False

    @property
    def print(self) -> str:
        """A hash of what it says, the day on which it was printed left aside; "" of nothing."""
        match self.content:
            case None:
                return ""
            case IssuedDocument():
                return self.content.sha256
            case Paper():
                said: object = replace(layout.tidied(self.content), dated=None)
            case _:
                said = self.content
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def steps(self) -> int:
        """Of its printing, as the progress counts them."""
        return 1 + (len(self.content.annexes) if isinstance(self.content, Paper) else 0)


@dataclass(frozen=True)
class Folder:
    title: str
    parts: tuple[Part, ...]


def folders(ceremony: Ceremony, on: date) -> list[Folder]:
    """``on`` is the day of which a report that is not adopted yet tells."""
    people = len(ceremony.expected())
    return [
        Folder("Chương trình", (_paper("Chương trình", people, agenda_paper(ceremony)),)),
        Folder("Kịch bản điều hành", (_paper("Kịch bản điều hành", 2, script_paper(ceremony)),)),
        Folder("Danh sách đại biểu", (_paper("Danh sách đại biểu", 1, delegates_paper(ceremony)),)),
        Folder("Sơ đồ chỗ ngồi", (_sheet(2, sheets.seating(ceremony)),)),
        Folder("Biển tên", (_plates(ceremony),)),
        Folder("Báo cáo tổng hợp", (_report(ceremony, people, on),)),
        Folder("Quy chế, kế hoạch, tiêu chí", tuple(_texts(ceremony, people))),
        Folder("Giao ước thi đua", (_covenant(ceremony),)),
        Folder("Phiếu biểu quyết", (_ballots(ceremony),)),
    ]


def _paper(title, copies, paper, **more):
    return Part(title, copies, paper, editable=lambda: word.render(paper), **more)


def _sheet(copies, sheet, note=""):
    return Part(sheet.heading, copies, sheet, note, editable=lambda: sheets_word.render(sheet))


def _plates(ceremony):
    sheet = sheets.plates(ceremony)
    return _sheet(1, sheet, f"{len(sheet.pages)} biển; in trên giấy dày, gấp đôi theo nét đứt")


def _ballots(ceremony):
    if not ceremony.adoptions.exists():
        return Part("Phiếu biểu quyết", note="Chưa có nội dung biểu quyết")
    sheet = sheets.ballots(ceremony)
    return _sheet(1, sheet, f"{sheets.BALLOTS_ON_A_PAGE} phiếu một tờ; cắt theo nét đứt")


def _report(ceremony, people, on):
    title, year = "Báo cáo tổng hợp đăng ký thi đua", ceremony.bloc_year
    adopted = AdoptedReport.objects.of(year).first()
    if adopted:
        return _issued(title, people, adopted.document, (AdoptedReport, IssuedDocument))
    whole = consolidate(year, on)
    if not whole.received:
        return Part(title, note="Chưa tiếp nhận bản đăng ký nào", sources=())
    return _paper(title, people, report_paper(whole), note=f"{DRAFT}, chưa thông qua", sources=())


def _texts(ceremony, people) -> Iterator[Part]:
    year = ceremony.bloc_year
    for kind in BlocText.Kind:
        versions = BlocText.objects.of(year, kind).select_related("document__pdf", "document__word")
        text = versions.issued().first() or versions.first()
        if text is None:
            yield Part(kind.label, note=_elsewhere(year, kind) or "Chưa soạn", sources=(BlocText,))
        elif text.document:
            yield _issued(kind.label, people, text.document, (BlocText,))
        else:
            yield _paper(kind.label, people, text_paper(text), note=f"{DRAFT}, chưa ban hành", sources=(BlocText,))


def _elsewhere(year, kind):
    named = ", ".join(str(each) for each in text_reading.elsewhere(BlocText(bloc_year=year, kind=kind)))
    return f"{named} ban hành ngoài chương trình; kèm bản giấy" if named else ""


def _issued(title, copies, document, sources):
    note = f"{document}, đã ban hành" if document.symbol else "Đã ban hành"
    kept = document.word
    return Part(title, copies, document, note, sources, editable=lambda: kept.read() if kept else None)


def _covenant(ceremony):
    """In as many originals as the register says; before it is opened as the text says."""
    title, versions = "Giao ước thi đua", Covenant.objects.of(ceremony.bloc_year).select_related("document__pdf")
    covenant = versions.settled().first() or versions.first()
    if covenant is None:
        return Part(title, note="Chưa soạn", sources=(Covenant,))
    copies = covenant.originals.count() or covenant.copies or ceremony.bloc_year.memberships.count() + 1
    paper, is_frozen = covenant_paper(covenant), covenant.document is not None
    return Part(
        title,
        copies,
        covenant.document if is_frozen else paper,
        f"In {copies:02d} bản gốc để ký" if is_frozen else f"{DRAFT}, chưa chốt; chốt rồi mới in bản gốc",
        (Covenant,),
        editable=lambda: word.render(paper, remark=not_the_record(covenant)),
        are_originals=is_frozen,
    )
