"""The named styles of a Word file: each component of NĐ 30/2020/NĐ-CP once, so that an editor changes it once."""

from __future__ import annotations

from dataclasses import dataclass

from blocs.text import slug

FACE = "Times New Roman"
LANGUAGE = "vi-VN"


@dataclass(frozen=True)
class Style:
    """A paragraph style: ``size``, ``before`` and ``after`` in points, indents in mm, ``line`` in single lines.

    ``heading`` is the level from 1 of a heading in Word's outline; ``known`` the name by which Word itself knows
    the style, ``name`` then stands beside it.
    """

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first: float = 0
    hanging: float = 0
    line: float = 1
    exact: float = 0
    keep: bool = False
    heading: int = 0
    known: str = ""
    colour: str = ""
    rule: bool = False

    @property
    def id(self) -> str:
        return self.known.title().replace(" ", "") or slug(self.name).title().replace("-", "")


def _centred(name: str, size: float = 14, **more) -> Style:
    return Style(name, size, align="center", **more)


# Quốc hiệu, tiêu ngữ, cơ quan, số, ngày: the head of page 1.
NATION = _centred("Quốc hiệu", 13, bold=True)
MOTTO = _centred("Tiêu ngữ", 13, bold=True)
PARENT = _centred("Cơ quan chủ quản", 13)
ISSUER = _centred("Cơ quan ban hành", 13, bold=True)
RULE = _centred("Đường kẻ", 2, exact=4, rule=True)
SYMBOL = _centred("Số, ký hiệu", 13, before=6)
ABOUT = _centred("Trích yếu công văn", 12, before=6)
DATED = _centred("Địa danh, thời gian", 13, italic=True, before=6)
KIND = _centred("Tên loại văn bản", bold=True, before=18)
SUBJECT = _centred("Trích yếu", bold=True)
GAP = Style("Khoảng cách", 2, exact=6)
WIDE_GAP = Style("Khoảng cách rộng", 2, exact=12)
ADDRESSEE = _centred("Kính gửi", after=6)
ADDRESSEES = Style("Danh sách kính gửi")

# The text.
BODY = Style("Nội dung", align="both", before=6, first=12.7, line=1.1)
CENTRED = _centred("Nội dung giữa dòng", before=6, line=1.1)
CHAPTER = _centred("Chương", bold=True, before=12, line=1.1, keep=True, heading=1)
BASIS = Style("Căn cứ", italic=True, align="both", before=6, first=12.7, line=1.1)
_LEVELS = ("Mục", "Khoản", "Điểm", "Gạch đầu dòng")
HEADINGS = tuple(
    Style(
        name, bold=level == 1, align="both", before=6, first=12.7, line=1.1, keep=level == 1, heading=level,
        known=f"heading {level}",
    )
    for level, name in enumerate(_LEVELS, start=1)
)  # fmt: skip

# Annexes and tables.
ANNEX = _centred("Phụ lục", bold=True, heading=1)
ANNEX_TITLE = _centred("Tên phụ lục", bold=True, keep=True)
ANNEX_REFERENCE = _centred("Kèm theo", italic=True, keep=True)
CAPTION = _centred("Tên bảng", bold=True, before=6, keep=True)
_SIZES = {"airy": 12, "close": 11, "dense": 10, "crowded": 8.5}
CELLS = {density: Style(f"Ô bảng {size:g}".replace(".", ","), size) for density, size in _SIZES.items()}
COLUMN_HEADS = {
    density: _centred(f"Đầu cột {size:g}".replace(".", ","), size, bold=True) for density, size in _SIZES.items()
}

# Signatures, recipients, the code.
GRID_HEADING = _centred("Tiêu đề phần ký", bold=True, before=12, after=8, keep=True)
GRID_POST = _centred("Chức danh trong phần ký", 12, bold=True)
GRID_ROLE = _centred("Vai trò trong phần ký", 12)
GRID_NAME = _centred("Họ tên trong phần ký", 13, bold=True, before=72, after=8)
POST = _centred("Chức danh người ký", bold=True)
NOTE = _centred("Ghi chú dưới chức danh", 13, italic=True)
NAME = _centred("Họ tên người ký", bold=True, before=77)
RECIPIENTS = Style("Nơi nhận", 12, bold=True, italic=True)
RECIPIENT = Style("Danh sách nơi nhận", 11, hanging=2.2)
CODE_PICTURE = Style("Mã QR", 9, before=8)
CODE = Style("Mã xác minh", 9)

# The margins of the page.
HEADER = _centred("Số trang", 13, known="header")
FOOTER = _centred("Chân trang", 11, known="footer")
DRAFT = _centred("Dấu dự thảo", 12, bold=True, colour="C00000")
SAMPLE = _centred("Dấu dữ liệu thử", 11, bold=True)
REMARK = _centred("Lưu ý chân trang", 10, italic=True)

PARAGRAPHS = (
    NATION, MOTTO, PARENT, ISSUER, RULE, SYMBOL, ABOUT, DATED, KIND, SUBJECT, GAP, WIDE_GAP, ADDRESSEE, ADDRESSEES,
    BODY, CENTRED, CHAPTER, BASIS, *HEADINGS, ANNEX, ANNEX_TITLE, ANNEX_REFERENCE, CAPTION, *CELLS.values(),
    *COLUMN_HEADS.values(), GRID_HEADING, GRID_POST, GRID_ROLE, GRID_NAME, POST, NOTE, NAME, RECIPIENTS, RECIPIENT,
    CODE_PICTURE, CODE, HEADER, FOOTER, DRAFT, SAMPLE, REMARK,
)  # fmt: skip

# Tables: with rules, and frames without any.
RULED = Style("Bảng có kẻ")
FRAME = Style("Khung không kẻ")
