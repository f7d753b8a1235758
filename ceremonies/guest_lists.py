"""Delegates of a list that somebody has: a workbook, or rows copied out of one. All of it is added, or nothing."""

from __future__ import annotations

import csv
import io
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from openpyxl.utils import column_index_from_string, get_column_letter

from blocs.text import search_key
from ceremonies import names, precedence
from ceremonies.forms import DelegateForm
from ceremonies.guest_lines import by_commas, by_dashes
from ceremonies.models import Delegate, GuestImport
from ceremonies.names import Known
from documents.entry_reading import EntryRow, Filled, is_heading, read_filled, table_of
from documents.entry_sheets import EntryColumn, EntrySheet, entry_workbook
from documents.wording import tidy

SHEET, MOST = "Đại biểu", 500
COLUMNS = {
    "name": EntryColumn("Họ và tên", 30, also=("Họ tên", "Họ và tên đại biểu", "Đại biểu", "Tên đại biểu")),
    "post": EntryColumn("Chức vụ", 36, also=("Chức danh", "Chức vụ, đơn vị", "Chức vụ, cơ quan")),
    "organisation": EntryColumn(
        "Cơ quan, đơn vị", 36, also=("Cơ quan", "Đơn vị", "Đơn vị công tác", "Cơ quan công tác", "Tổ chức")
    ),
    "group": EntryColumn("Nhóm", 24, tuple(map(str, Delegate.Group.labels)), also=("Nhóm đại biểu", "Thành phần")),
    "role": EntryColumn("Vai trò", 20, tuple(map(str, Delegate.Role.labels)), also=("Vai trò tại buổi lễ",)),
    "honorific": EntryColumn("Ông/Bà", 12, ("Ông", "Bà"), also=("Ông (Bà)", "Giới tính", "Xưng hô", "Danh xưng")),
}
HINT = "Mỗi dòng một đại biểu; chưa biết tên thì ghi chức vụ, cơ quan. Nhóm, vai trò để trống thì chương trình đề xuất."
GENDERS = [(Delegate.Honorific.MR, "Nam"), (Delegate.Honorific.MRS, "Nữ")]
TT, MR = re.compile(r"\d*\.?"), re.compile(r"(?:ông|bà|ông\W+bà\W?)?", re.IGNORECASE)  # columns before the names
UNSAID = [""] * (len(COLUMNS) - 1)
NUMBERED = re.compile(r"^\d{1,3}(?:\s*[.):/-]\s*|\s+)(?=\D)")
TITLE = re.compile("danh sach (?:dai bieu|khach|thanh phan|nguoi)")
NO_NAME = re.compile(r"\d|[,;]|\s[-–]\s|.{61}")  # there is more in it than a name


@dataclass(frozen=True)
class Entry:
    """One row, ``number`` by its place; ``same_as`` says who of the list it seems to be, or to stand beside for the
    same unit, "" where nobody. ``left_off`` is what stood before the name, ``divided`` the line if it was in one."""

    number: int
    delegate: Delegate
    same_as: str = ""
    left_off: str = ""
    divided: str = ""


@dataclass
class Reading:
    """``entries`` are complete only without ``faults``; ``notes`` are what was left unread."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.same_as]

    @property
    def known(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.same_as]

    @property
    def text(self) -> str:
        """The same rows as they would be pasted, with their headings."""
        file = io.StringIO()
        lines = csv.writer(file, delimiter="\t", lineterminator="\n")
        lines.writerow(column.title for column in COLUMNS.values())
        for entry in self.entries:
            said = entry.delegate
            labels = (said.get_group_display(), said.get_role_display(), said.get_honorific_display())
            lines.writerow((said.name, said.post, said.organisation, *labels))
        return file.getvalue()


def template(ceremony) -> bytes:
    """A workbook to fill in."""
    year = ceremony.bloc_year
    sheet = EntrySheet(SHEET, HINT, tuple(COLUMNS.values()), (), spare=200)
    lines = [ceremony.name, str(year.bloc), year.sample_mark]
    return entry_workbook([sheet], title="DANH SÁCH ĐẠI BIỂU", lines=lines, marks={"bieu-mau": "dai-bieu"})


def read_workbook(content: bytes, ceremony) -> Reading:
    """Of judged bytes. Raises ValidationError where they cannot be read at all."""
    filled = read_filled(content)
    named = [title for title in filled.sheets if search_key(title) == search_key(SHEET)]
    name = [*named, *filled.sheets, SHEET][0]
    return _reading(filled, name, ceremony, lambda row, key: f"Ô {row.cells.get(key) or row.cells['name']}")


def read_text(text: str, ceremony) -> Reading:
    """Of rows copied from Excel or Word, with or without headings; a line without tabs is one with commas."""
    rows = {number: cells for number, cells in _lines(text) if any(cells)}
    titles = {number for number, cells in rows.items() if TITLE.match(search_key(cells[0])) and not any(cells[1:])}
    rows = {number: cells for number, cells in rows.items() if number not in titles}
    if not _has_headings(rows):
        rows |= {number: cells[1:] for number, cells in _led_by(TT, rows).items()}
        rows |= {
            number: [*[*cells[1:], *UNSAID][: len(UNSAID)], cells[0], *cells[len(COLUMNS) :]]
            for number, cells in _led_by(MR, rows).items()
        }
        rows = {
            number: cells if any(cells[1:]) or _is_dashed(cells[0]) else by_commas(cells[0])
            for number, cells in rows.items()
        }
    if not _has_headings(rows):
        rows = {0: [column.title for column in COLUMNS.values()]} | rows
    grid = {number: {get_column_letter(n): cell for n, cell in enumerate(cells, start=1) if cell}
            for number, cells in rows.items()}  # fmt: skip
    reading = _reading(Filled(sheets={SHEET: grid}), SHEET, ceremony, lambda row, key: f"Dòng {_line(row)}")
    reading.faults, reading.notes = [_as_pasted(said) for said in reading.faults], list(map(_as_pasted, reading.notes))
    reading.notes += [f"Đã bỏ {len(titles)} dòng tiêu đề “Danh sách …”."] if titles else []
    return reading


def _is_dashed(line: str) -> bool:
    return bool(by_dashes(_named(line)[2]))


def _named(said: str) -> tuple[str, str, str]:
    """As ``names.parted_name``, of a name that may be numbered."""
    return names.parted_name(NUMBERED.sub("", said))


def _led_by(leading: re.Pattern, rows: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """The rows with tabs, if the first cell of each is a ``leading`` one, or empty."""
    tabbed = {number: cells for number, cells in rows.items() if any(cells[1:])}
    first = [cells[0] for cells in tabbed.values()]
    return tabbed if any(first) and all(leading.fullmatch(cell) for cell in first) else {}


def _has_headings(rows):
    return any(is_heading(cell, COLUMNS["name"]) for cell in next(iter(rows.values()), []))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.replace("\r\n", "\n")
    rows = csv.reader(io.StringIO(text), delimiter="\t") if "\t" in text else ([line] for line in text.split("\n"))
    for number, cells in enumerate(rows, start=1):
        yield number, [tidy(" ".join(cell.split())) for cell in cells]


def _as_pasted(said: str) -> str:
    """Who pastes rows knows of no sheet and no cell."""
    said = re.sub(rf"^Sheet {SHEET}(?:, ô [A-Z]+(\d+))?: ", lambda at: f"Dòng {at[1]}: " if at[1] else "", said)
    said = re.sub(r"\bcột ([A-Z]+) \(không có tên\)", lambda at: f"cột thứ {column_index_from_string(at[1])}", said)
    said = re.sub(r" \(ô [A-Z]+\d+\)", "", said).replace("trong biểu mẫu", "trong các cột được nhận")
    return said[:1].upper() + said[1:]


def _line(row: EntryRow) -> str:
    return row.cells["name"].lstrip(string.ascii_uppercase)


def _reading(filled, sheet, ceremony, where) -> Reading:
    heads = [cell for row in list(filled.sheets.get(sheet, {}).values())[:20] for cell in row.values()]
    asked = {
        key: column
        for key, column in COLUMNS.items()
        if key == "name" or any(is_heading(cell, column) for cell in heads)
    }
    table = table_of(filled, sheet, asked)
    reading = Reading(faults=[str(fault) for fault in table.faults], notes=table.notes)
    if not table.rows and not reading.faults:
        reading.faults.append("Không có đại biểu nào để nhập. Anh/chị ghi mỗi đại biểu một dòng, dưới dòng tên cột.")
    if (total := len(table.rows) + ceremony.delegates.count()) > MOST:
        reading.faults.append(f"Danh sách sẽ có {total} đại biểu; nhiều nhất là {MOST}.")
    known = Known(ceremony)
    unknown: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        typed, left_off, divided = _typed(row)
        unknown += [fault for _, fault in _choose(typed, "honorific", [*Delegate.Honorific.choices, *GENDERS])]
        delegate, faults = _delegate(typed, ceremony.bloc_year)
        reading.faults += [f"{where(row, key)}: {fault}" for key, fault in faults]
        reading.entries.append(Entry(number, delegate, known.same_as(delegate), left_off, divided))
        known.add(delegate)
    reading.notes += list(dict.fromkeys(unknown))  # how somebody is addressed is no reason to refuse the list
    reading.notes += _of_lines([entry for entry in reading.entries if entry.divided])
    reading.notes += _of_names([entry for entry in reading.entries if entry.left_off])
    reading.notes += _of_doubts([name for entry in reading.entries if NO_NAME.search(name := entry.delegate.name)])
    return reading


def _of_lines(divided: list[Entry]) -> list[str]:
    if not divided:
        return []
    return [
        f"Đã tách {len(divided)} dòng có gạch ngang thành họ tên, chức vụ, cơ quan; dưới mỗi người ghi dòng gốc. "
        "Dòng nào tách chưa đúng thì Anh/chị bấm “Sửa, chọn danh sách khác”."
    ]


def _of_names(shortened: list[Entry]) -> list[str]:
    if not shortened:
        return []
    first = shortened[0]
    return [
        f"Đã bỏ cách xưng hô, học hàm, học vị trước họ tên của {len(shortened)} người (“{first.left_off} "
        f"{first.delegate.name}” thành “{first.delegate.name}”); cần ghi thì Anh/chị thêm vào chức vụ."
    ]


def _of_doubts(said: list[str]) -> list[str]:
    if not said:
        return []
    return [
        f"{len(said)} dòng ghi ở họ và tên cả điều khác, chẳng hạn “{said[0]}”. Anh/chị tách chức vụ, cơ quan ra cột "
        "riêng (dòng không có cột thì bằng dấu phẩy) rồi nhập lại; hoặc vẫn thêm rồi sửa từng dòng."
    ]


def _typed(row: EntryRow) -> tuple[dict[str, str], str, str]:
    """By column, with what was taken off the name, and the line that all stood in, if it did."""
    typed = {key: row.texts.get(key, "") for key in COLUMNS}
    line = typed["name"]
    honorific, left_off, typed["name"] = _named(line)
    typed["honorific"] = typed["honorific"] or str(Delegate.Honorific(honorific).label)
    if typed["post"] or typed["organisation"]:
        return typed, left_off, ""
    found = by_dashes(typed["name"])
    return typed | {key: said for key, said in found.items() if said}, left_off, line if found else ""


def _delegate(typed: dict[str, str], bloc_year) -> tuple[Delegate, list[tuple[str, str]]]:
    """Through the form of the page; what is left out is proposed."""
    faults = [*_choose(typed, "group", Delegate.Group.choices), *_choose(typed, "role", Delegate.Role.choices)]
    typed["group"] = typed["group"] or precedence.group_for(typed["post"], typed["organisation"], bloc_year)
    typed["role"] = typed["role"] or _role(typed, bloc_year)
    form = DelegateForm(typed)
    faults += [(key, str(message)) for key, messages in form.errors.items() for message in messages]
    if form.instance.group == Delegate.Group.MEMBER:
        form.instance.membership = precedence.membership_for(typed["organisation"], bloc_year)
    return form.instance, faults


def _choose(typed: dict[str, str], key: str, choices: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put the value for what was written; a fault where nothing is called so."""
    known = {search_key(str(label)): value for value, label in choices}
    said = typed[key]
    if said and search_key(said) not in known:
        labels = ", ".join(str(label) for _, label in choices)
        yield key, f"{COLUMNS[key].title} “{said}” không có. Anh/chị ghi một trong: {labels}; hoặc để trống."
    typed[key] = known.get(search_key(said), "")


def _role(typed: Mapping[str, str], bloc_year) -> str:
    """The signatory of a member unit comes to sign."""
    unit = precedence.membership_for(typed["organisation"], bloc_year)
    signs = unit and search_key(unit.signatory) == search_key(typed["name"])
    return Delegate.Role.SIGNING if signs else Delegate.Role.ATTENDING


@transaction.atomic
def add(ceremony, reading: Reading, wanted: Iterable[int] = (), *, by=None) -> tuple[int, int]:
    """Add what is new, and of those on the list already whoever is ``wanted`` by number; how many, and how many not."""
    again = set(wanted)
    taken = [entry.delegate for entry in reading.entries if not entry.same_as or entry.number in again]
    last = max((each.order for each in ceremony.delegates.all()), default=0)
    made = GuestImport.objects.create(ceremony=ceremony, made_by=by) if taken else None
    for order, delegate in enumerate(taken, start=last + 1):
        delegate.ceremony, delegate.order, delegate.came_with = ceremony, order, made
    Delegate.objects.bulk_create(taken)
    precedence.settle_units(ceremony)
    return len(taken), len(reading.entries) - len(taken)
