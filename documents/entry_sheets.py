"""Workbooks that are filled in off-line and come back: ``documents.entry_reading`` reads them again.

What the program wrote is locked (without a password: it guards against slips, not against people), what is to be
typed is open; lists drop down. What says which workbook it is stands on a sheet that nobody sees.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.description import Cell
from documents.sheets import BOX, FACE, put
from documents.wording import tidy

MARKS_SHEET = "_mau"
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
LAST_LIST_ROW = 500  # as far as the drop-down lists reach
OPEN = Protection(locked=False)
CELL = {"font": Font(name=FACE, size=11), "border": BOX, "alignment": Alignment(vertical="top", wrap_text=True)}
# Named: given to cells by the thousand, each is worked out once.
FIXED = NamedStyle("Ô cố định", fill=PatternFill("solid", fgColor="EEF0F3"), **CELL)
TYPED = NamedStyle("Ô điền", protection=OPEN, **CELL)
DAY = NamedStyle("Ô ngày", protection=OPEN, number_format="dd/mm/yyyy", **CELL)
HEADING = NamedStyle(
    "Tên cột",
    font=Font(name=FACE, size=11, bold=True),
    border=BOX,
    alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
    fill=PatternFill("solid", fgColor="FDF4E0"),
)


@dataclass(frozen=True)
class EntryColumn:
    """``width`` in characters; ``also`` are other headings by which it is understood.

    choices   what drops down
    is_fixed  written by the program in rows of its own, never typed
    is_note   only helps who fills in; never read
    is_date   a day
    """

    title: str
    width: int
    choices: tuple[str, ...] = ()
    is_fixed: bool = False
    is_note: bool = False
    is_date: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntrySheet:
    """``fixed`` are the places (row, column, both from 0) of ``rows`` that are not typed; ``spare`` rows follow."""

    name: str
    hint: str
    columns: tuple[EntryColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: frozenset[tuple[int, int]] = frozenset()
    spare: int = 0


def entry_workbook(
    sheets: Sequence[EntrySheet], *, title: str, lines: Sequence[str], marks: Mapping[str, str]
) -> bytes:
    """``lines`` stand below the title of each sheet (unit, "DỮ LIỆU THỬ"); ``marks`` come back as they are."""
    book = Workbook()
    book.remove(book.active)
    for style in (FIXED, TYPED, DAY, HEADING):
        book.add_named_style(copy(style))
    book.properties.title = tidy(title)
    book.properties.language = "vi"
    pages = [book.create_sheet(sheet.name) for sheet in sheets]
    hidden = book.create_sheet(MARKS_SHEET)
    lists = _write_hidden(hidden, marks, [column.choices for sheet in sheets for column in sheet.columns])
    for page, sheet in zip(pages, sheets, strict=True):
        _write_head(page, sheet, [title, *lines])
        _write_body(page, sheet)
        _offer_lists(page, sheet, lists)
        _set_up(page, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_hidden(
    sheet: Worksheet, marks: Mapping[str, str], choices: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """Marks in the first two columns, each list in one of its own; where each list stands, as Excel writes it."""
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    for row, (name, value) in enumerate(marks.items(), start=1):
        put(sheet, row, 1, name)
        put(sheet, row, 2, value)
    places: dict[tuple[str, ...], str] = {}
    for offered in filter(None, dict.fromkeys(choices)):
        letter = get_column_letter(column := len(places) + 3)
        for row, choice in enumerate(offered, start=1):
            put(sheet, row, column, choice)
        places[offered] = f"'{MARKS_SHEET}'!${letter}$1:${letter}${len(offered)}"
    return places


def _write_head(page: Worksheet, sheet: EntrySheet, lines: Sequence[str]) -> None:
    """The title, whose it is, how to fill it in, and the headings at ``HEADING_ROW``."""
    across = len(sheet.columns)
    texts = [f"{lines[0]}: {sheet.name}", " · ".join(filter(None, lines[1:])), sheet.hint]
    for row, text in enumerate(texts, start=1):
        cell = put(page, row, 1, text)
        cell.font = Font(name=FACE, size=14 if row == 1 else 11, bold=row < 3, italic=row == 3)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
    width = sum(column.width for column in sheet.columns)
    page.row_dimensions[3].height = 15 * (len(sheet.hint) // width + 2)
    for place, column in enumerate(sheet.columns, start=1):
        put(page, HEADING_ROW, place, column.title).style = HEADING.name


def _write_body(page: Worksheet, sheet: EntrySheet) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        if not column.is_fixed:  # below the rows that are drawn as well
            page.column_dimensions[get_column_letter(place)].protection = OPEN
    blank: tuple[Cell, ...] = (None,) * len(sheet.columns)
    for row, values in enumerate([*sheet.rows, *[blank] * sheet.spare]):
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            is_fixed = column.is_fixed or (row, place) in sheet.fixed
            style = FIXED if is_fixed else DAY if column.is_date else TYPED
            page.cell(FIRST_ROW + row, place + 1).style = style.name
            put(page, FIRST_ROW + row, place + 1, value)


def _offer_lists(page: Worksheet, sheet: EntrySheet, lists: Mapping[tuple[str, ...], str]) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        if not column.choices:
            continue
        offer = DataValidation(type="list", formula1=lists[column.choices], allow_blank=True, showErrorMessage=True)
        offer.errorTitle, offer.error = column.title[:32], "Chọn một mục trong danh sách thả xuống."
        letter = get_column_letter(place)
        offer.add(f"{letter}{FIRST_ROW}:{letter}{LAST_LIST_ROW}")
        page.add_data_validation(offer)


def _set_up(page: Worksheet, sheet: EntrySheet) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.freeze_panes = page.cell(FIRST_ROW, 1)
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.protection.sheet = True
    # False is "not kept from": rows may be added, removed and made higher.
    for right in ("insertRows", "deleteRows", "formatRows", "formatColumns", "formatCells", "sort"):
        setattr(page.protection, right, False)
