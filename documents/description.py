"""What an official paper says, apart from how it is drawn.

``<app>/papers.py`` builds one frozen :class:`Paper` from records; the renderers
(``pdf.py``, ``word/``, ``sheets.py``) only read it, so that two outputs of one
paper cannot drift apart. Texts are plain text in NFC, never markup. The layout
they stand for is that of NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Issuer:
    """The left head of page 1: ``parent`` upright caps, ``name`` bold caps with a short rule below."""

    parent: str
    name: str


@dataclass(frozen=True)
class Paragraph:
    """Body text. ``lead`` is a bold opening of the same paragraph, ``align`` for unusual ones."""

    text: str
    lead: str = ""
    align: Literal["justify", "center"] = "justify"
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class OutlineItem:
    """One clause of an outline.

    ``label`` is already computed ("I.", "1.", "a)", "-", or "" for a paragraph
    without number); ``level`` is 0 for the top, whose text is printed in bold caps.
    """

    level: int
    label: str
    text: str


@dataclass(frozen=True)
class Heading:
    """A chapter: ``label`` ("Chương I") above its name, both bold in the middle, the name in capitals."""

    label: str
    text: str


Align = Literal["left", "center", "right"]
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """``width`` is the share of the table's width; columns with the same ``group`` stand side by side
    under one common heading."""

    title: str
    width: float
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells as values, numbers as numbers: PDF prints them in Vietnamese, Excel keeps them.

    Every row has as many cells as there are columns. ``total`` is printed bold at the end.
    The heading repeats on every page. ``groups`` are the indexes of rows that head those below them: a group
    is not divided between two pages where one has room for it. ``row_style``: "tall" rows have room to sign in, one
    that may be "divided" goes on overleaf.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    caption: str = ""
    empty: str = "Không có."
    groups: tuple[int, ...] = ()
    row_style: str = ""


Block = Paragraph | OutlineItem | Heading | Table


@dataclass(frozen=True)
class Signature:
    """One signer: ``lines`` are the caps lines above the blank (authority, post), ``name`` stands below."""

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""  # "(Ký tên, đóng dấu)"


@dataclass(frozen=True)
class GridCell:
    """One unit in the covenant's signature grid.

    ``role`` is "Khối trưởng", "Khối phó" or ""; ``authority`` e.g. "KT. CHÁNH THANH TRA" or "";
    ``key`` names the empty box, for digital signature fields later.
    """

    unit: str
    role: str
    authority: str
    post: str
    name: str
    rank: str = ""
    key: str = ""


@dataclass(frozen=True)
class SignatureGrid:
    """Members in protocol order, the leader first: it stands alone on top, the others in 2 columns up
    to 8 units and 3 beyond (``columns``). ``heading`` stands once, above the leader.

    ``witness.unit`` is the body's name alone ("Thanh tra Chính phủ"): "CHỨNG KIẾN" and "ĐẠI DIỆN" are added.
    """

    heading: str
    cells: tuple[GridCell, ...]
    witness: GridCell | None = None

    @property
    def columns(self) -> int:
        return 2 if len(self.cells) <= 8 else 3

    @property
    def top(self) -> tuple[GridCell, ...]:
        """The leader, alone on the first row."""
        return self.cells[:1]

    @property
    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """The other units, ``columns`` to a row; the last row may be shorter."""
        rest, width = self.cells[1:], self.columns
        return tuple(rest[i : i + width] for i in range(0, len(rest), width))


@dataclass(frozen=True)
class Annex:
    """A phụ lục: starts on a new page with its own page numbers.

    ``label`` "Phụ lục I", ``reference`` "(Kèm theo Báo cáo số 05/BC-KTĐ ngày … của …)".
    """

    label: str
    title: str
    reference: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class Attached:
    """The text that a decision puts into force (Phụ lục III, mẫu 1.3): on a new page below the head of its own,
    without number and day, with its own page numbers.

    ``reference`` "(Kèm theo Quyết định số 05/QĐ-KTĐ ngày … của …)".
    """

    kind: str
    subject: str
    reference: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Verification:
    """Printed small with a QR of ``url`` where anyone can check the paper."""

    name: ClassVar = "Mã xác minh"
    purpose: ClassVar = "Kiểm tra văn bản này tại:"
    alternative: ClassVar = "Mã QR để kiểm tra văn bản này"
    in_foot: ClassVar = True  # of each page

    code: str
    url: str

    @property
    def parts(self) -> list[str]:
        """Of the address, to be broken between them only: at a hyphen one could not tell whether it belongs to it."""
        return re.findall(r"[^/.]+[/.]*", self.url)


@dataclass(frozen=True)
class Reply(Verification):
    """The same of an address at which the one who got the paper answers it."""

    name: ClassVar = "Mã giấy mời"
    purpose: ClassVar = "Xem chương trình, trả lời giấy mời tại:"
    alternative: ClassVar = "Mã QR để trả lời giấy mời"
    in_foot: ClassVar = False


@dataclass(frozen=True)
class Paper:
    """One administrative paper (văn bản hành chính), from header to recipients.

    Without ``kind`` it is a công văn: its subject stands below the number, as "V/v …" (Phụ lục I, mẫu 1.5).
    """

    kind: str  # tên loại, printed bold caps: "GIAO ƯỚC THI ĐUA", "BÁO CÁO"
    subject: str  # trích yếu, printed bold below the kind
    issuer: Issuer
    place: str  # "" prints no line of place and date (biên bản)
    dated: date | None  # None prints "ngày … tháng … năm <year>"
    year: int
    symbol: str = ""  # "05/BC-KTĐ"; "" when the kind carries no number, ".../BC-KTĐ" before it is given
    addressees: tuple[str, ...] = ()  # Kính gửi
    authority: str = ""  # who decides: "KHỐI TRƯỞNG …", above the bases; "QUYẾT ĐỊNH:" then stands below them
    bases: tuple[str, ...] = ()  # căn cứ, each without its final mark
    opening: str = ""
    blocks: tuple[Block, ...] = ()
    closing: str = ""
    grid: SignatureGrid | None = None
    signatures: tuple[Signature, ...] = ()  # one: right column; two: left and right
    recipients: tuple[str, ...] = ()  # nơi nhận, each without "- " and final mark
    attached: Attached | None = None
    annexes: tuple[Annex, ...] = ()
    verification: Verification | None = None
    draft: bool = False  # DỰ THẢO across every page
    sample: bool = False  # DỮ LIỆU THỬ in the foot of every page
    end_mark: bool = True  # ./. after the last words of the text
    keywords: tuple[str, ...] = field(default=())

    @property
    def about(self) -> str:
        """What stands below the number of a công văn; "" in papers with a kind."""
        return "" if self.kind else f"V/v {self.subject}"

    @property
    def title(self) -> str:
        """For the file's metadata and the browser's tab."""
        return f"{self.kind or 'Công văn'} {self.subject}".strip()
