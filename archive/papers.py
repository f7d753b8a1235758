"""Mục lục hồ sơ: every paper and file of a year's dossier, as a list of papers in a file is kept.

Columns follow the "mục lục văn bản, tài liệu" of a record (NĐ 30/2020/NĐ-CP, lập hồ sơ): number and sign, date, kind
and subject, author, pages; in the place of sheet numbers stands the name of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath

from archive.holdings import Holding
from archive.kiem_tra import MANIFEST
from documents.description import Column, Paper, Paragraph, Signature, Table
from documents.wording import long_date, number, roman
from pledges.papers import leader

COLUMNS = (
    Column("TT", 6, "center"),
    Column("Số, ký hiệu", 13),
    Column("Ngày, tháng, năm", 12, "center"),
    Column("Tên loại và trích yếu nội dung", 30),
    Column("Tác giả, người ký", 15),
    Column("Số trang", 7, "center"),
    Column("Tên tệp", 25),
)


@dataclass(frozen=True)
class Line:
    """A holding in its place of the index; ``pages`` of a PDF."""

    number: int
    holding: Holding
    path: str
    pages: int | None


def index_paper(bloc_year, lines: Sequence[Line], manifest_sha256: str = "") -> Paper:
    """The one that is printed also shows the SHA-256 of the manifest, which in the dossier itself covers the index."""
    day = date(bloc_year.year, 12, 31)
    return Paper(
        kind="Mục lục hồ sơ",
        subject=f"năm thi đua {bloc_year.year} của {bloc_year.bloc.name}",
        issuer=leader.issuer(bloc_year, day),
        place="",
        dated=None,
        year=bloc_year.year,
        blocks=(*_facts(bloc_year, lines), *_tables(lines), *_proof(manifest_sha256)),
        signatures=(Signature(("NGƯỜI LẬP HỒ SƠ",), note="(Ký, ghi rõ họ và tên)"), leader.signature(bloc_year, day)),
        recipients=("Lưu: VT, Hồ sơ",),
        sample=bloc_year.is_sample,
        end_mark=False,
        keywords=("mục lục hồ sơ", bloc_year.bloc.name, str(bloc_year.year)),
    )


def _facts(bloc_year, lines):
    dated = [line.holding.dated for line in lines if line.holding.dated]
    yield Paragraph(f"Hồ sơ năm thi đua {bloc_year.year} của {bloc_year.bloc}", lead="Tiêu đề hồ sơ:")
    if dated:
        yield Paragraph(f"từ {long_date(min(dated))} đến {long_date(max(dated))}", lead="Thời gian văn bản:")
    files = sum(bool(line.path) for line in lines)
    pages = number(sum(line.pages or 0 for line in lines))
    yield Paragraph(f"{number(len(lines))} mục, {number(files)} tệp, {pages} trang", lead="Số lượng:")


def _tables(lines):
    """One for each folder."""
    for place, (folder, under) in enumerate(groupby(lines, key=lambda line: line.holding.folder), start=1):
        yield Paragraph(f"{roman(place)}. {folder.partition(' ')[2]} (thư mục “{folder}”)", bold=True)
        yield Table(COLUMNS, tuple(map(_row, under)))


def _row(line):
    held = line.holding
    name = PurePosixPath(line.path).name if line.path else "Không có tệp"
    return (line.number, held.symbol, held.dated, held.title, held.author, line.pages, name)


def _proof(manifest_sha256):
    if not manifest_sha256:
        yield Paragraph(
            f"Mã SHA-256 của từng tệp ghi trong tệp {MANIFEST}. Mã của chính tệp đó ghi trên bản in của mục lục này và "
            "trên trang Lưu trữ hồ sơ của chương trình."
        )
        return
    yield Paragraph(f"Mã SHA-256 của từng tệp ghi trong tệp {MANIFEST} của hồ sơ. Mã SHA-256 của chính tệp đó:")
    groups = [manifest_sha256[at : at + 8] for at in range(0, 64, 8)]
    yield Paragraph(" ".join(groups), align="center", bold=True)
