"""Described tables as an Excel workbook: numbers stay numbers, dates dates, and text never becomes a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import limits
from .description import Cell, Column, Table
from .tables import headings
from .wording import tidy

FACE = "Times New Roman"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
# Characters across an A4 sheet in landscape at 11 points: what the shares of the columns are shares of.
CHARACTERS_ACROSS = 125
LONGEST_NAME = 31  # of a sheet, by Excel
LONGEST_TEXT = 32_767  # of a cell, by Excel


def workbook(tables: Mapping[str, Table], *, title: str, note: str = "") -> bytes:
    """One sheet for each table, named by its key; ``note`` stands below the title ("DỮ LIỆU THỬ").

    Raises ``limits.PaperTooLong`` for tables too large, ValueError without any table.
    """
    if not tables:
        raise ValueError("A workbook needs at least one table.")
    limits.check_tables(tables.values())
    book = Workbook()
    book.remove(book.active)
    book.properties.title = tidy(title)
    book.properties.language = "vi"
    for name, table in zip(sheet_names(tables), tables.values(), strict=True):
        _write(book.create_sheet(name), table, tidy(title), tidy(note))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names Excel accepts: without []:*?/\\ or outer quotes, 31 characters at most, none twice."""
    names: list[str] = []
    for name in wanted:
        plain = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\]", " ", tidy(name))).strip("' ") or "Bảng"
        number, chosen = 1, plain[:LONGEST_NAME].rstrip()
        while chosen.casefold() in (other.casefold() for other in names):
            number += 1
            ending = f" ({number})"
            chosen = plain[: LONGEST_NAME - len(ending)].rstrip() + ending
        names.append(chosen)
    return names


def _write(sheet: Worksheet, table: Table, title: str, note: str) -> None:
    across = len(table.columns)
    lines = [line for line in (title, tidy(table.caption), note) if line]
    for row, text in enumerate(lines, start=1):
        cell = put(sheet, row, 1, text)
        cell.font = Font(name=FACE, size=14 if row == 1 else 12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
    first = len(lines) + 2
    body = _write_headings(sheet, table.columns, first)
    for row, values in enumerate(table.rows, start=body):
        _write_row(sheet, row, table.columns, values)
    if table.total:
        _write_row(sheet, body + len(table.rows), table.columns, table.total, bold=True)
    if not table.rows:
        put(sheet, body + bool(table.total), 1, table.empty).font = Font(name=FACE, size=11, italic=True)
    _set_up(sheet, table.columns, first, body)


def _write_headings(sheet: Worksheet, columns: Sequence[Column], first: int) -> int:
    """The row below the headings."""
    rows = headings(columns)
    under_groups = (index for index, column in enumerate(columns, start=1) if column.group)
    at = 1
    for heading in rows[0]:
        _heading(sheet, first, at, heading.title)
        last_row, last_column = first + heading.rowspan - 1, at + heading.colspan - 1
        if (last_row, last_column) != (first, at):
            sheet.merge_cells(start_row=first, start_column=at, end_row=last_row, end_column=last_column)
        at = last_column + 1
    if len(rows) == 2:
        for heading, index in zip(rows[1], under_groups, strict=True):
            _heading(sheet, first + 1, index, heading.title)
    for row in sheet.iter_rows(first, first + len(rows) - 1, 1, len(columns)):
        for cell in row:
            cell.border = BOX
    return first + len(rows)


def _heading(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = put(sheet, row, column, text)
    cell.font = Font(name=FACE, size=11, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_row(
    sheet: Worksheet, row: int, columns: Sequence[Column], values: Sequence[Cell], *, bold: bool = False
) -> None:
    for index, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
        cell = put(sheet, row, index, value)
        cell.font = Font(name=FACE, size=11, bold=bold)
        cell.border = BOX
        numeric = isinstance(value, (int, Decimal)) and column.align == "left"
        cell.alignment = Alignment(horizontal="right" if numeric else column.align, vertical="top", wrap_text=True)


def put(sheet: Worksheet, row: int, column: int, value: Cell) -> SheetCell:
    """Set a value by its own type; text that starts with "=" stays text."""
    cell = sheet.cell(row, column)
    match value:
        case str():
            text = tidy(value)[:LONGEST_TEXT]
            cell.value = text
            cell.data_type = TYPE_STRING
            # Else Excel would take it for a formula once somebody edits the cell.
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        case date():
            cell.value = value
            cell.number_format = "dd/mm/yyyy"
        case int() | Decimal():
            cell.value = value
            cell.number_format = "#,##0" if value == int(value) else "#,##0.##"
    return cell


def _set_up(sheet: Worksheet, columns: Sequence[Column], first: int, body: int) -> None:
    """Widths, the frozen heading, and one A4 sheet in landscape across."""
    whole = sum(column.width for column in columns)
    for index, column in enumerate(columns, start=1):
        share = CHARACTERS_ACROSS * column.width / whole
        sheet.column_dimensions[get_column_letter(index)].width = max(6, round(share, 1))
    sheet.freeze_panes = sheet.cell(body, 1)
    sheet.print_title_rows = f"{first}:{body - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left, sheet.page_margins.right = 30 / 25.4, 15 / 25.4
    sheet.page_margins.top = sheet.page_margins.bottom = 20 / 25.4
    sheet.oddFooter.center.text = "&P/&N"
