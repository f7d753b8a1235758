"""The dossier of a year (hồ sơ lưu trữ): one ZIP with its papers, its data, an index and the manifest of all.

The same content gives the same bytes. Files pass through one at a time; what is read of the records is read at one
moment, while nobody writes in the year.
"""

import io
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import IO

import pikepdf
from django.conf import settings
from django.db import transaction

from archive import exporting, kiem_tra
from archive.holdings import DATA, Holding, content_of, holdings, with_the_rest
from archive.packing import Package, steady
from archive.papers import Line, index_paper
from archive.records import year_as_records
from archive.tables import year_tables
from blocs.models import BlocYear
from blocs.open_years import lock_year
from blocs.workflow import Busy, Conflict
from documents import press, sheets
from documents.description import Paper, Table
from documents.models import StoredFile
from pledges.consolidation import consolidate
from pledges.exports import consolidation_tables

YEAR, RECORDS = "nam-thi-dua.json", "ban-ghi.json"
RECORDS_FILE = f"{DATA}/{RECORDS}"
INDEX, CHECKER, GUIDE = "Mục lục hồ sơ.pdf", "kiem-tra.py", "Hướng dẫn kiểm tra.txt"
GUIDE_TEXT = Path(__file__).with_name("HUONG-DAN.txt")

Source = bytes | Path | StoredFile


@dataclass(frozen=True)
class Made:
    """``index`` is the one to print: it shows the manifest's SHA-256."""

    manifest_sha256: str
    files: int
    index: bytes


@dataclass(frozen=True)
class Collected:
    """All that is read of the records. tables: name of a workbook → name of its sheet → table"""

    bloc_year: BlocYear
    holdings: list[Holding]
    told: dict
    records: dict
    tables: dict[str, dict[str, Table]]


def make(bloc_year: BlocYear, file: IO[bytes], told: Callable[[int, int], None] = lambda done, parts: None) -> Made:
    """Write the dossier into ``file``; ``told`` hears how many parts of how many are done. Raises Conflict."""
    collected = _collected(bloc_year)
    held = _with_data(collected)
    parts = 2 * len(held) + 4
    with tempfile.TemporaryDirectory(prefix=".dossier.", dir=settings.DATA_DIR) as scratch:
        lines, files = [], {}
        for number, holding in enumerate(held, start=1):
            told(number, parts)
            line, source = _line(number, holding, Path(scratch, str(number)))
            lines.append(line)
            if source is not None:
                files[line.path] = source
        files |= _beside(printed(index_paper(collected.bloc_year, lines)))
        manifest = _packed(file, files, lambda done: told(len(held) + done, parts))
    return Made(manifest, len(files), printed(index_paper(collected.bloc_year, lines, manifest)))


def printed(paper: Paper) -> bytes:
    """Waits for a place to print at."""
    while True:
        try:
            return press.printed(paper)
        except Busy:
            time.sleep(1)


@transaction.atomic
def _collected(bloc_year):
    lock_year(pk=bloc_year.pk)
    bloc_year = BlocYear.objects.with_members().get(pk=bloc_year.pk)
    registered = consolidation_tables(consolidate(bloc_year, date(bloc_year.year, 12, 31)))
    tables = {"Năm thi đua.xlsx": year_tables(bloc_year), "Tổng hợp đăng ký.xlsx": registered}
    return Collected(bloc_year, list(holdings(bloc_year)), _year_told(bloc_year), year_as_records(bloc_year), tables)


def _year_told(bloc_year):
    """The bloc file, without registrations that nobody has handed in."""
    told = exporting.export(bloc_year)
    told["registrations"] = [r for r in told.get("registrations", []) if r["status"] != "du_thao"]
    return told


def _with_data(collected):
    year, records = collected.bloc_year, collected.records
    data = {YEAR: _as_json(collected.told), RECORDS: b""}
    for name, tables in collected.tables.items():
        title = f"{PurePath(name).stem} {year.year} - {year.bloc}"
        data[name] = steady(sheets.workbook(tables, title=title, note=year.sample_mark))
    held = with_the_rest(collected.holdings, records, data)
    for number, holding in enumerate(held, start=1):
        if isinstance(holding.source, StoredFile):
            records["files"][holding.source.sha256]["path"] = holding.path(number)
    return [replace(one, source=_as_json(records)) if one.title == RECORDS else one for one in held]


def _as_json(data):
    """Sorted, since a database may keep the keys of what it keeps as JSON in an order of its own."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _line(number, holding, scratch) -> tuple[Line, Source | None]:
    """The line of the index, and where its bytes are."""
    source, content = holding.source, b""
    if isinstance(source, Paper):
        content = printed(source)
        scratch.write_bytes(content)
        source = scratch
    elif isinstance(source, StoredFile):
        content = content_of(source)
    return Line(number, holding, holding.path(number), _pages(content)), source


def _pages(content):
    if not content.startswith(b"%PDF-"):
        return None
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            return len(opened.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None


def _beside(index: bytes) -> dict[str, Source]:
    """What helps to read and check the rest. The guide is for Windows' Notepad too."""
    guide = GUIDE_TEXT.read_text().replace("\n", "\r\n").encode("utf-8-sig")
    return {INDEX: index, GUIDE: guide, CHECKER: Path(kiem_tra.__file__).read_bytes()}


def _packed(file, files, told):
    package = Package(file)
    for done, path in enumerate(sorted(files), start=1):
        source = files[path]
        digest = package.add(path, *_pieces(source))
        if isinstance(source, StoredFile) and digest != source.sha256:
            raise Conflict("Tệp của năm vừa thay đổi trong lúc lập hồ sơ.", "Anh/chị lập lại.")
        told(done)
    return package.close()


def _pieces(source):
    """A source in pieces, and its size."""
    if isinstance(source, bytes):
        return [source], len(source)
    if isinstance(source, Path):
        return _read(source.open("rb")), source.stat().st_size
    return _read(source.file.open("rb")), source.size


def _read(opened) -> Iterator[bytes]:
    with opened as file:
        yield from iter(lambda: file.read(kiem_tra.CHUNK), b"")
