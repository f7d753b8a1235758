"""What a year's dossier holds, file by file: whence each comes, under which heading and name it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from blocs import clock
from blocs.models import BlocYear
from blocs.workflow import Conflict
from ceremonies.models import Ceremony, Photo
from ceremonies.papers import papers_to_keep
from documents.description import Paper
from documents.downloads import PDF, WORD, WORKBOOK, file_name
from documents.models import IssuedDocument, StoredFile
from documents.wording import uncapitalised
from pledges.models import Covenant, Registration
from pledges.papers import leader, registration_paper

ISSUED, SIGNED, SCANS = "1 Văn bản phát hành", "2 Bản ký số", "3 Bản quét"
REGISTRATIONS, CEREMONY, DATA = "4 Đăng ký thi đua", "5 Buổi lễ", "6 Dữ liệu"
EDITABLE, OTHERS = "7 Bản để soạn thảo", "8 Tệp khác"
ENDINGS = {
    PDF: ".pdf",
    WORD: ".docx",
    WORKBOOK: ".xlsx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}


@dataclass(frozen=True)
class Holding:
    """One line of the index. ``source`` is None for a paper that was issued elsewhere: then there is no file."""

    folder: str
    title: str
    source: StoredFile | Paper | bytes | None
    symbol: str = ""
    dated: date | None = None
    author: str = ""
    ending: str = ".pdf"

    def path(self, number: int) -> str:
        """Below the dossier, with its ``number`` in the index; "" without a file."""
        if self.source is None:
            return ""
        if self.folder == DATA:
            return f"{self.folder}/{self.title}"
        symbol = self.symbol.replace("/", "-")
        return f"{self.folder}/{file_name(f'{number:03} {symbol} {self.title}', self.ending)}"


def holdings(bloc_year: BlocYear) -> Iterator[Holding]:
    """Everything but the data, heading by heading."""
    documents = list(bloc_year.documents.select_related("pdf", "signed_pdf", "word"))
    yield from (_paper(d, ISSUED, d.pdf) for d in documents)
    yield from (_paper(d, SIGNED, d.signed_pdf, " (đã ký số)") for d in documents if d.signed_pdf)
    yield from _scans(bloc_year)
    for membership in bloc_year.ordered_memberships:
        yield from _of_member(membership)
    yield from _of_ceremony(bloc_year)
    yield from (_paper(d, EDITABLE, d.word) for d in documents if d.word)
    for report in bloc_year.reports.select_related("document", "workbook").order_by("number"):
        yield _paper(report.document, EDITABLE, report.workbook, " (bảng tính)")


def _kept(folder, title, stored, **facts):
    return Holding(folder, title, stored, ending=ENDINGS.get(stored.content_type, ".bin"), **facts)


def _paper(document: IssuedDocument, folder, stored, remark="") -> Holding:
    version = f" (phiên bản {document.version})" if document.version else ""
    ending = ENDINGS.get(stored.content_type, ".bin") if stored else ""
    title = f"{document.title}{version}{remark}"
    return Holding(folder, title, stored, document.symbol, document.dated, document.signer, ending)


def _scans(bloc_year):
    covenants = Covenant.objects.of(bloc_year).select_related("scan").prefetch_related("originals__scan")
    for covenant in covenants.order_by("version"):
        of_it = f"Giao ước thi đua, phiên bản {covenant.version}"
        if covenant.scan:
            yield _kept(SCANS, f"{of_it}, bản quét", covenant.scan, dated=covenant.dated)
        for original in covenant.originals.all():
            if original.scan:
                title = f"{of_it}, bản quét của bản gốc số {original.number}"
                yield _kept(SCANS, title, original.scan, dated=covenant.dated)


def _of_member(membership):
    registration = Registration.objects.with_lines().filter(membership=membership).handed_in().first()
    if registration is None:
        return
    name = membership.name_on(date(membership.bloc_year.year, 12, 31))
    if registration.is_on_paper:
        facts = {"symbol": registration.paper_number, "dated": registration.paper_dated, "author": name}
        yield Holding(REGISTRATIONS, f"Bản đăng ký thi đua của {name} (nộp bản giấy)", None, **facts)
        return
    facts = {"symbol": registration.doc_number, "dated": registration.doc_date, "author": name}
    yield Holding(REGISTRATIONS, f"Bản đăng ký thi đua của {name}", registration_paper(registration), **facts)
    scans = registration.scans.filter(revision__isnull=False).select_related("file", "revision")
    for scan in scans.order_by("revision__number"):
        made = clock.local_day(scan.revision.made_at)
        title = f"Bản quét bản đăng ký của {name}, lần gửi {scan.revision.number}"
        yield _kept(REGISTRATIONS, title, scan.file, dated=made, author=name)


def _of_ceremony(bloc_year):
    """What was printed for it and is nowhere else, then its photos; what was issued stands with the register."""
    ceremony = Ceremony.objects.of(bloc_year).select_related("invitation").first()
    if ceremony is None:
        return
    ceremony.bloc_year = bloc_year
    for paper in papers_to_keep(ceremony):
        author = leader.name_on(bloc_year.leader, ceremony.held_on) if bloc_year.leader else ""
        title = f"{paper.kind.capitalize()} {uncapitalised(paper.subject)}"
        yield Holding(CEREMONY, title, paper, dated=paper.dated, author=author)
    photos = Photo.objects.filter(article__ceremony=ceremony).select_related("file", "small")
    for photo in photos.order_by("order", "pk"):
        yield _kept(CEREMONY, photo.caption, photo.file)
        if photo.small:
            yield _kept(CEREMONY, f"{photo.caption} (bản nhỏ)", photo.small)


def with_the_rest(found: list[Holding], records: dict, data: dict[str, bytes]) -> list[Holding]:
    """Each file once, in the order of the headings: those of the records that no heading knows stand in the last.

    records  as ``archive.records`` gives them
    data     name of a file → its bytes
    """
    wanted = {stored.sha256: stored for stored in StoredFile.objects.filter(sha256__in=records["files"])}
    told = [holding for holding in found if _is_there(holding, wanted)]
    known = {holding.source.sha256 for holding in told if isinstance(holding.source, StoredFile)}
    told += [Holding(DATA, name, content, ending=PurePath(name).suffix) for name, content in data.items()]
    told += [_kept(OTHERS, sha256[:12], wanted[sha256]) for sha256 in sorted(wanted.keys() - known)]
    seen: set[str] = set()
    return [holding for holding in sorted(told, key=lambda holding: holding.folder) if not _comes_again(holding, seen)]


def _is_there(holding, wanted):
    return not isinstance(holding.source, StoredFile) or holding.source.sha256 in wanted


def _comes_again(holding, seen):
    if not isinstance(holding.source, StoredFile):
        return False
    again = holding.source.sha256 in seen
    seen.add(holding.source.sha256)
    return again


def content_of(stored: StoredFile) -> bytes:
    """Raises Conflict where the store no longer holds what was kept."""
    try:
        return stored.read()
    except (ValueError, OSError):
        raise Conflict(
            f"Tệp {stored} trong kho lưu trữ bị mất hoặc đã bị thay đổi.", "Anh/chị báo quản trị hệ thống."
        ) from None
