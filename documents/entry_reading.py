"""A workbook of ``documents.entry_sheets`` on its way back: its marks, and its cells as text somebody typed.

Judge the bytes first (``documents.workbooks``). Columns are known by their headings, wherever they stand.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from blocs.fields import show_number
from blocs.text import nfc, search_key
from documents import secrecy
from documents.entry_sheets import MARKS_SHEET, EntryColumn
from documents.workbooks import MOST_COLUMNS, MOST_ROWS

HEADINGS_WITHIN = 20  # rows from the top
BROKEN = "Tệp Excel bị hỏng nên không đọc được. Anh/chị mở tệp bằng Excel, lưu lại rồi tải lên."
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x000D_")


@dataclass(frozen=True)
class Fault:
    """What has to be put right, and where: ``cell`` is "" when no single one is at fault."""

    sheet: str
    cell: str
    message: str

    @property
    def place(self) -> tuple[int, int, str]:
        """By which faults of one sheet stand in the order of their cells, those of the whole sheet first."""
        letter = self.cell.rstrip("0123456789")
        return int(self.cell.removeprefix(letter) or 0), len(letter), letter

    def __str__(self) -> str:
        return f"Sheet {self.sheet}{f', ô {self.cell}' if self.cell else ''}: {self.message}"


@dataclass(frozen=True)
class EntryRow:
    """``texts`` by the name of the column; ``cells`` says where each stands ("D7")."""

    texts: Mapping[str, str]
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    @property
    def is_blank(self) -> bool:
        return not any(self.texts.values())


@dataclass
class Filled:
    """All that stands in the workbook: text by row number and column letter of each sheet."""

    marks: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_filled(content: bytes) -> Filled:
    """Every cell of the workbook. Raises ValidationError where it cannot be read at all or names itself secret."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions: nothing that is read here
            return _filled(content)
    except ValidationError:
        raise
    except Exception as broken:  # the reader trips over a broken file in as many ways as there are parts
        raise ValidationError(BROKEN) from broken


def _filled(content: bytes) -> Filled:
    filled, computed = Filled(), None
    for sheet in load_workbook(io.BytesIO(content), read_only=True).worksheets:
        rows = filled.sheets[sheet.title] = {}
        for cell in _cells(sheet):
            value, letter = cell.value, get_column_letter(cell.column)
            if cell.data_type == "f":
                computed = computed or _computed(content)
                value = computed.get((sheet.title, cell.coordinate))
            text = _text(value, cell.number_format)
            if fault := _fault(cell.data_type, value, text):
                filled.faults.append(Fault(sheet.title, cell.coordinate, fault))
            if mark := secrecy.names_itself_secret(text):
                raise ValidationError(secrecy.notice(mark, f"Sheet {sheet.title}, ô {cell.coordinate}"))
            if text:
                rows.setdefault(cell.row, {})[letter] = text
    marks = filled.sheets.pop(MARKS_SHEET, {})
    filled.marks = {row.get("A", ""): row.get("B", "") for row in marks.values()}
    return filled


def _computed(content: bytes) -> dict[tuple[str, str], Any]:
    """What Excel found for its formulas when it last saved; asked only where there is one."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book.worksheets for cell in _cells(sheet)}


def _cells(sheet: Any) -> Iterator[Any]:
    """Those that hold something, within what ``documents.workbooks`` let pass, whatever the sheet says of its size."""
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        yield from (cell for cell in row if cell.value is not None)


def _fault(data_type: str, value: Any, text: str) -> str:
    if data_type == "f" and value is None:
        return "Ô chứa công thức chưa được tính. Anh/chị gõ giá trị vào ô, hoặc mở bằng Excel và lưu lại."
    if data_type == "e" or re.fullmatch(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)", text):
        return f"Ô có lỗi công thức {text}. Anh/chị gõ giá trị vào ô."
    return ""


def _text(value: Any, number_format: str) -> str:
    """As an office types it: 05/03/2027, 8,5, 95%."""
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case datetime() if value.time() == time():
            return f"{value:%d/%m/%Y}"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case int() | float():
            number = Decimal(repr(round(value, 9)))
            return f"{show_number(number * 100)}%" if "%" in number_format else show_number(number)
    return CONTROL.sub("", nfc(str(value)).replace("\r\n", "\n")).strip()


@dataclass
class Table:
    """The rows of one sheet below its headings. ``notes`` are what was left unread, in words."""

    rows: list[EntryRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    letters: Mapping[str, str] = field(default_factory=dict)


def table_of(filled: Filled, name: str, columns: Mapping[str, EntryColumn]) -> Table:
    """The sheet ``name`` by the names of ``columns``; blank rows are left out."""
    wanted = search_key(name)
    title = next((title for title in filled.sheets if search_key(title) == wanted), None)
    if title is None:
        there = ", ".join(f"“{title}”" for title in filled.sheets)
        missing = f"Không thấy sheet này; tệp có: {there}. Anh/chị ghi lại đúng tên sheet, hoặc tải biểu mẫu mới."
        return Table(faults=[Fault(name, "", missing)])
    rows = filled.sheets[title]
    asked = {key: column for key, column in columns.items() if not column.is_note}
    heading_row, letters = _headings(rows, asked)
    if faults := list(_faults_of_headings(title, rows.get(heading_row, {}), heading_row, asked, letters)):
        return Table(faults=faults)
    # What is wrong in a column of the sender's own hinders nobody.
    faults = [fault for fault in filled.faults if fault.sheet == title and fault.place[2] in letters.values()]
    notes = _unread(title, rows, heading_row, {letters[key] for key in asked}, columns)
    found = [_row(rows[number], number, letters) for number in sorted(rows) if number > heading_row]
    return Table([row for row in found if not row.is_blank], faults, notes, letters)


def _headings(rows: Mapping[int, Mapping[str, str]], columns: Mapping[str, EntryColumn]) -> tuple[int, dict[str, str]]:
    """The row with the most of the headings (0 for none), and the letter of each column found there."""
    best: tuple[int, dict[str, str]] = (0, {})
    for number in sorted(rows)[:HEADINGS_WITHIN]:
        found: dict[str, str] = {}
        for letter, text in rows[number].items():
            key = next((key for key, column in columns.items() if is_heading(text, column)), None)
            if key is not None:
                found.setdefault(key, letter)
        if len(found) > len(best[1]):
            best = number, found
    return best


def is_heading(text: str, column: EntryColumn) -> bool:
    return search_key(text) in {search_key(known) for known in (column.title, *column.also)}


def _faults_of_headings(
    title: str,
    texts: Mapping[str, str],
    row: int,
    columns: Mapping[str, EntryColumn],
    letters: Mapping[str, str],
) -> Iterator[Fault]:
    for key, column in columns.items():
        twice = [letter for letter, text in texts.items() if is_heading(text, column)]
        if len(twice) > 1:
            yield Fault(title, f"{twice[1]}{row}", f"Cột “{column.title}” có hai lần. Anh/chị xóa một cột.")
        if key in letters:
            continue
        odd = [f"“{text}” (ô {letter}{row})" for letter, text in texts.items() if letter not in letters.values()]
        perhaps = f" Cột {', '.join(odd)} có phải là cột này đổi tên?" if row and odd else ""
        yield Fault(
            title,
            "",
            f"Thiếu cột “{column.title}”.{perhaps} Anh/chị ghi lại đúng tên cột, hoặc tải biểu mẫu mới và chép sang.",
        )


def _unread(
    title: str,
    rows: Mapping[int, Mapping[str, str]],
    heading_row: int,
    read: set[str],
    columns: Mapping[str, EntryColumn],
) -> list[str]:
    """Columns of the sender's own, which are no fault; the program's own notes need no word."""
    own = {search_key(column.title) for column in columns.values() if column.is_note}
    notes = []
    for letter in sorted({letter for number, row in rows.items() if number >= heading_row for letter in row} - read):
        heading = rows[heading_row].get(letter, "")
        if search_key(heading) not in own or not heading:
            named = f"“{heading}” (ô {letter}{heading_row})" if heading else f"{letter} (không có tên)"
            notes.append(f"Sheet {title}: cột {named} không có trong biểu mẫu nên không được đọc.")
    return notes


def _row(texts: Mapping[str, str], number: int, letters: Mapping[str, str]) -> EntryRow:
    return EntryRow(
        {key: texts.get(letter, "") for key, letter in letters.items()},
        {key: f"{letter}{number}" for key, letter in letters.items()},
    )
