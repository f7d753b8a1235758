"""Making the pack beside the pages: each paper is printed by itself, all together are one PDF and one ZIP.

See docs/decisions/0039-pack-of-the-day.md.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pikepdf
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from blocs import clock
from blocs.models import BlocYear
from blocs.open_years import lock_year, open_or_conflict
from blocs.workflow import Conflict
from ceremonies import rules, sheets
from ceremonies.models import Ceremony, Pack, PackMaking
from ceremonies.pack_parts import Folder, Part, folders
from ceremonies.papers import contents_paper
from documents import preview
from documents.description import Paper
from documents.downloads import PDF, ZIP, file_name
from documents.models import IssuedDocument, StoredFile

MOST_PAGES = 2000  # of one paper with all its originals


@dataclass(frozen=True)
class Printed:
    """One part as it came out; ``begins`` is its first page in the PDF of all, where it stands ``times`` times."""

    folder: str
    part: Part
    pdf: bytes | None
    word: bytes | None
    pages: int = 0
    begins: int = 0
    times: int = 1

    @property
    def stem(self) -> str:
        return f"{self.folder}/{file_name(self.part.title)}"

    @property
    def files(self) -> dict[str, bytes]:
        made = {f"{self.stem}.pdf": self.pdf, f"{self.stem}.docx": self.word}
        return {name: content for name, content in made.items() if content}

    @property
    def length(self) -> int:
        return self.pages * self.times

    @property
    def span(self) -> str:
        last = self.begins + self.length - 1
        return f"{self.begins}–{last}" if self.length > 1 else str(self.begins or "")


@transaction.atomic
def ask(ceremony: Ceremony, *, by, every_original: bool = False) -> None:
    """Put the pack into the queue. Call it with the year locked. Nothing more is asked while one is being made.

    ``every_original`` of a frozen covenant stands in its PDF, or one.
    """
    open_or_conflict(ceremony.bloc_year)
    if ceremony.status == Ceremony.Status.CANCELLED:
        raise Conflict("Buổi lễ đã hủy nên không lập bộ tài liệu nữa.")
    waiting = PackMaking.objects.filter(ceremony=ceremony).first()
    if waiting and not waiting.has_stopped:
        return
    PackMaking.objects.filter(ceremony=ceremony).delete()
    making = PackMaking.objects.create(ceremony=ceremony, asked_by=by, every_original=every_original)
    make_pack.enqueue(making.pk)


@task
def make_pack(making_id: int) -> None:
    """A second task for the same pack, or one that was given up, finds nothing to do."""
    making = PackMaking.objects.filter(pk=making_id, failure="").first()
    if making is None:
        return
    with making.failing_in_words("Người yêu cầu không còn quyền lập bộ tài liệu."):
        if making.has_stopped:
            raise Conflict("Chương trình in nhận việc quá muộn.", "Anh/chị bấm lập lại.")
        _make(making)


def _make(making):
    now = clock.now()
    ceremony = Ceremony.objects.select_related("host").get(pk=making.ceremony_id)
    ceremony.bloc_year = BlocYear.objects.with_members().get(pk=ceremony.bloc_year_id)
    found = folders(ceremony, timezone.localdate(now))
    making.note(0, parts=sum(part.steps for folder in found for part in folder.parts))
    papers = [_repeated(one) if making.every_original else one for one in _all_printed(making, found)]
    contents, printed = _contents(making, ceremony, papers, now)
    _keep(making, printed, now, _joined(contents, printed), _zipped(ceremony, contents, printed, now))


def _all_printed(making: PackMaking, found: list[Folder]) -> Iterator[Printed]:
    done = 0
    for number, folder in enumerate(found, start=1):
        for part in folder.parts:
            pdf = _pdf(making, part, done)
            yield Printed(f"{number:02d} {folder.title}", part, pdf, part.editable(), _count(pdf) if pdf else 0)
            done += part.steps
            making.note(done)


def _repeated(one: Printed) -> Printed:
    """As often as it has originals, unless that is a file that nobody can print."""
    part = one.part
    if not part.are_originals:
        return one
    pages = f"{part.copies:02d} bản gốc, mỗi bản {one.pages} trang"
    if one.pages * part.copies > MOST_PAGES:
        note = f"{pages}, quá {MOST_PAGES} trang nên tệp PDF chỉ có một lần; đặt số bản khi in"
        return replace(one, part=replace(part, note=note))
    note = f"Tệp PDF có đủ {pages}; không đặt thêm số bản khi in"
    return replace(one, part=replace(part, note=note), times=part.copies)


def _pdf(making, part, done):
    match part.content:
        case None:
            return None
        case IssuedDocument():
            return part.content.pdf.read()
        case Paper():
            return making.printed(preview.render, part.content, before=done)
        case _:
            return making.printed(sheets.render, part.content, before=done)


def _numbered(printed, first=2):
    """With the page on which each begins, behind contents of ``first`` - 1 pages."""
    numbered = []
    for each in printed:
        numbered.append(replace(each, begins=first if each.pages else 0))
        first += each.length
    return numbered


def _contents(making, ceremony, printed, now):
    """The first pages, and the parts numbered behind them."""
    paper = contents_paper(ceremony, _rows(_numbered(printed)), now)
    content = making.printed(preview.render, paper)
    pages = _count(content)
    if pages == 1:
        return content, _numbered(printed)
    numbered = _numbered(printed, pages + 1)
    return making.printed(preview.render, contents_paper(ceremony, _rows(numbered), now)), numbered


def _rows(printed):
    return [(one.part.title, one.part.copies or "", one.span, one.part.note) for one in printed]


def _count(content):
    with pikepdf.open(io.BytesIO(content)) as opened:
        return len(opened.pages)


def _joined(contents, printed) -> bytes:
    """One PDF with an outline. A paper that stands in it several times has its content once, its pages share that."""
    with pikepdf.open(io.BytesIO(contents)) as whole:
        with whole.open_outline() as outline:
            outline.root.clear()
            outline.root.append(pikepdf.OutlineItem("Danh mục tài liệu", 0))
            for one in printed:
                if one.pdf:
                    outline.root.append(_put(whole, one))
        written = io.BytesIO()
        whole.save(written)
        return written.getvalue()


def _put(whole, one):
    """At the end, with its place in the outline. What is clicked on (links, signature fields) is the first one's."""
    item, begins = pikepdf.OutlineItem(one.part.title, len(whole.pages)), len(whole.pages)
    whole.pages.extend(pikepdf.open(io.BytesIO(one.pdf)).pages)
    for number in range(2, one.times + 1):
        item.children.append(pikepdf.OutlineItem(f"Bản gốc {number:02d}", len(whole.pages)))
        for page in whole.pages[begins : begins + one.pages]:
            again = pikepdf.Dictionary(page.obj)
            if "/Annots" in again:
                del again.Annots
            whole.pages.append(pikepdf.Page(whole.make_indirect(again)))
    return item


def _zipped(ceremony: Ceremony, contents: bytes, printed: list[Printed], now: datetime) -> bytes:
    """Names in UTF-8, which ``zipfile`` flags; no network needed for any of it."""
    index = render_to_string("ceremonies/pdf/contents.html", {"ceremony": ceremony, "printed": printed, "now": now})
    files = {"00 Danh mục tài liệu.pdf": contents, "00 Danh mục tài liệu.html": index.encode()}
    for one in printed:
        files |= one.files
    when = timezone.localtime(now).timetuple()[:6]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, when), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


@transaction.atomic
def _keep(making, printed, now, pdf, archive):
    """Nothing is done where nobody waits any more."""
    lock_year(pk=making.ceremony.bloc_year_id)
    waiting = PackMaking.objects.filter(pk=making.pk, failure="").first()
    if waiting is None or waiting.has_stopped:
        raise Conflict("Việc lập bộ tài liệu đã dừng quá lâu.", "Anh/chị bấm lập lại.")
    by = waiting.asked_by
    if by is None or not rules.may_make_pack(by, waiting.ceremony):
        raise PermissionDenied
    before = Pack.objects.filter(ceremony=waiting.ceremony).select_related("pdf", "archive").first()
    kept = {
        "made_at": now,
        "made_by": by,
        "pdf": StoredFile.keep(pdf, PDF),
        "archive": StoredFile.keep(archive, ZIP),
        "pages": _count(pdf),
        "contents": [_kept(one) for one in printed],
    }
    Pack.objects.update_or_create(ceremony=waiting.ceremony, defaults=kept)
    waiting.delete()
    for old in (before.pdf, before.archive) if before else ():
        old.drop_if_unused()


def _kept(one):
    part = one.part
    return {
        "title": part.title,
        "copies": part.copies,
        "pages": one.span,
        "note": part.note,
        "print": part.print,
        "times": one.times,
    }
