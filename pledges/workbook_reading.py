"""A filled workbook as the forms of its registration have it, with the cell of everything that is at fault.

Whose it is, is asked first: another unit's or year's is refused as a whole. Then each sheet becomes what the page of
its section would have posted, and the same form judges it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from blocs.rows import Rows
from blocs.text import search_key
from documents.entry_reading import EntryRow, Fault, Table, read_filled, table_of
from pledges import sections
from pledges.content import split_name
from pledges.forms.registration import NO_POST, form_of, labels_of
from pledges.forms.targets import measure_of
from pledges.measures import MEASURES
from pledges.models import HonourLine
from pledges.workbook_template import KIND, LABEL, NAMES, OWN, VALUE, VERSION, columns_of, honour_words, marks_of

DOWNLOAD = "Anh/chị bấm Tải biểu mẫu ở trang bản đăng ký, chép nội dung sang biểu mẫu mới rồi tải lên."
PREFIX = "dong"
SHOWN = 60  # characters of a cell in a message


@dataclass
class Posted:
    """What one section posts; ``rows`` are the rows of the sheet behind each row of the form.

    told  rows of the form at fault already: what the form says of the rest of them would mislead
    """

    section: sections.Section
    data: dict[str, str] = field(default_factory=dict)
    rows: list[list[EntryRow]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: set[int] = field(default_factory=set)

    def fault(self, row: EntryRow, name: str, message: str) -> None:
        self.faults.append(Fault(NAMES[self.section], row.cells[name], message))

    def add(self, rows: list[EntryRow], **fields: object) -> None:
        place = len(self.rows)
        self.data |= {f"{PREFIX}-{place}-{name}": str(value) for name, value in fields.items() if value is not None}
        self.rows.append(rows)


@dataclass
class Reading:
    """``data`` is what each section posts, by its slug; empty where there are ``faults``."""

    data: dict[str, dict[str, str]]
    faults: list[Fault]
    notes: list[str]
    marks: dict[str, str]


def read_registration(content: bytes, registration) -> Reading:
    """Raises ValidationError for what is no workbook of this registration."""
    filled = read_filled(content)
    _refuse_foreign(filled.marks, registration.membership)
    faults, notes, data = [], [], {}
    for section in sections.SECTIONS.values():
        blank = form_of(registration, section)
        table = table_of(filled, NAMES[section], columns_of(blank, section))
        posted = Posted(section, faults=table.faults, notes=table.notes)
        if table.letters:
            READERS[section](posted, table, blank)
            posted.faults += _faults_of_form(posted, filled_form(registration, section, posted.data))
        faults += sorted(posted.faults, key=lambda fault: fault.place)
        notes += posted.notes
        data[section.slug] = posted.data
    return Reading({} if faults else data, faults, notes, filled.marks)


def filled_form(registration, section, data):
    """The form of a section, bound to ``data`` of a workbook: each of its rows says something."""
    form = form_of(registration, section, data)
    for row in form.forms if isinstance(form, Rows) else ():
        row.empty_permitted = False  # else a row with nothing but an unknown title would pass as blank
    return form


def _refuse_foreign(marks, membership) -> None:
    own = marks_of(membership)
    if marks.get("bieu-mau") != KIND:
        raise ValidationError(f"Tệp không phải là biểu mẫu đăng ký tải từ chương trình. {DOWNLOAD}")
    if any(marks.get(name) != own[name] for name in ("khoi", "nam", "don-vi")):
        whose = f"{marks.get('ten-don-vi') or marks.get('don-vi')}, năm {marks.get('nam')}"
        bloc = "" if marks.get("khoi") == own["khoi"] else f", khối “{marks.get('khoi')}”"
        raise ValidationError(
            f"Tệp này là biểu mẫu của {whose}{bloc}; trang này là bản đăng ký của {own['ten-don-vi']}, năm "
            f"{own['nam']}. Chưa nhập gì. Anh/chị chọn đúng tệp của đơn vị và năm này."
        )
    if marks.get("phien-ban") != VERSION:
        theirs = marks.get("phien-ban") or "(không ghi)"
        raise ValidationError(f"Tệp là biểu mẫu phiên bản {theirs}; chương trình đọc phiên bản {VERSION}. {DOWNLOAD}")


# Sheet by sheet


def _read_general(posted: Posted, table: Table, form) -> None:
    names = {search_key(label): name for name, label in labels_of(form).items()}
    found: dict[str, EntryRow] = {}
    for row in table.rows:
        name = names.get(search_key(row[LABEL]))
        if name is None and row[VALUE]:
            posted.fault(row, VALUE, f"Dòng “{row[LABEL]}” không có trong biểu mẫu nên không biết ghi vào đâu.")
        elif name in found:
            posted.fault(row, LABEL, f"Dòng “{row[LABEL]}” có hai lần. Anh/chị xóa một dòng.")
        elif name:
            found[name] = row
    missing = [label for name, label in labels_of(form).items() if name not in found]
    if missing:
        words = ", ".join(f"“{label}”" for label in missing)
        posted.faults.append(Fault(NAMES[posted.section], "", f"Thiếu dòng {words}. Anh/chị ghi lại đúng tên dòng."))
    posted.data = {name: row[VALUE] for name, row in found.items()}
    posted.rows = [[EntryRow({name: row[VALUE]}, {name: row.cells[VALUE]})] for name, row in found.items()]


def _read_honours(posted: Posted, table: Table, rows) -> None:
    """One line of the form for each title, however many rows of the sheet name people for it."""
    groups: dict[tuple[str, str], list[EntryRow]] = {}
    above = ("", "")
    scopes = {search_key(label): value for value, label in HonourLine.Scope.choices}
    for row in table.rows:
        scope = row.texts.get("scope", "")
        if row["honour"]:
            above = _honour_key(row["honour"], rows), scopes.get(search_key(scope), scope)
        elif scope:
            above = above[0], scopes.get(search_key(scope), scope)
        groups.setdefault(above, []).append(row)
    for place, ((honour, scope), named) in enumerate(groups.items()):
        before = len(posted.faults)
        names, posts = _people(posted, named) if "posts" in table.letters else (_names(named), "")
        count = _count(posted, named)
        shown = {} if "posts" in table.letters else {"scope": scope}
        if len(posted.faults) > before:
            posted.told.add(place)
        posted.add(named, honour=honour, count=count, names=names, posts=posts, **shown)
    _finish(posted)


def _honour_key(text: str, rows) -> str:
    """The number of the title that is meant by its name, its short name or its code; what was typed otherwise."""
    wanted = search_key(text)
    words = honour_words(rows)
    for honour in rows.form_kwargs["honours"]:
        if wanted in map(search_key, filter(None, (words[honour.pk], honour.name, honour.short_name, honour.code))):
            return str(honour.pk)
    return text


def _names(rows: list[EntryRow]) -> str:
    return "\n".join(row["names"] for row in rows if row["names"])


def _people(posted: Posted, rows: list[EntryRow]) -> tuple[str, str]:
    names: list[str] = []
    posts: list[str] = []
    for row in rows:
        here, theirs = row["names"].splitlines(), row["posts"].splitlines()
        if theirs and not here:
            posted.fault(row, "names", "Ghi họ và tên của người có chức vụ này.")
        elif len(here) == 1 and "," in row["names"] and theirs:
            posted.fault(row, "names", "Ô này có dấu phẩy mà ô Chức vụ cũng có chữ. Anh/chị ghi chức vụ ở một ô thôi.")
        elif len(here) > 1 and theirs and len(theirs) != len(here):
            posted.fault(row, "names", "Anh/chị ghi mỗi người một dòng.")
        else:
            pairs = _pairs(here, theirs)
            names += [name for name, _ in pairs]
            posts += [post or NO_POST for _, post in pairs]
    said = any(post != NO_POST for post in posts)
    return "\n".join(names), "\n".join(posts) if said else ""


def _pairs(names: list[str], posts: list[str]) -> list[tuple[str, str]]:
    if not posts:
        return [split_name(name) for name in names]
    if len(names) == 1:
        return [(names[0], " ".join(posts))]
    return list(zip(names, posts, strict=True))


def _count(posted: Posted, rows: list[EntryRow]) -> str:
    """The number that stands for the title; a 1 beside each name says no more than the names."""
    said = [row for row in rows if row["count"]]
    if len(rows) > 1 and all(row["count"] == "1" and row["names"] for row in rows):
        return ""
    for row in said[1:]:
        first = said[0].cells["count"]
        posted.fault(
            row, "count", f"Số lượng của danh hiệu này đã ghi ở ô {first}. Mỗi danh hiệu ghi số lượng một lần."
        )
    return said[0]["count"] if said else ""


def _read_targets(posted: Posted, table: Table, rows) -> None:
    commons = {common.code: common for common in rows.form_kwargs["common_by_id"].values()}
    answers = {line.common_id: line.pk for line in rows.lines if line.common_id}
    measures = {search_key(label): key for key, (label, _) in MEASURES.items()}
    seen: dict[str, str] = {}
    for row in table.rows:
        key, common = row["id"], None
        if key and not key.startswith(OWN):
            common = commons.get(key)
            if common is None:
                said = (
                    f"Chỉ tiêu chung “{key}” không còn trong năm thi đua. Anh/chị xóa dòng này, hoặc tải biểu mẫu mới."
                )
                posted.fault(row, "id", said)
            elif key in seen:
                posted.fault(row, "id", f"Chỉ tiêu chung này đã có ở ô {seen[key]}. Anh/chị bỏ một trong hai dòng.")
            else:
                _refuse_reworded(posted, row, common)
            seen.setdefault(key, row.cells["id"])
        if _only_key(row):
            continue
        measure = measures.get(search_key(row["measure"]), row["measure"])
        known = answers.get(common.pk) if common else _own(key)
        fields = {name: row[name] for name in ("text", "value", "unit_of_measure")}
        posted.add([row], id=known, common=common.pk if common else None, measure=measure, **fields)
    _finish(posted)


def _refuse_reworded(posted: Posted, row: EntryRow, common) -> None:
    """A common target is the bloc's: what the form would pass over must not look as if it had been taken."""
    label = MEASURES[measure_of(common)][0]
    for name, given in {"text": common.text, "measure": label, "unit_of_measure": common.unit_of_measure}.items():
        if row[name] and " ".join(row[name].split()) != " ".join(given.split()):
            posted.fault(row, name, f"Chỉ tiêu chung do khối đặt, đơn vị chỉ ghi Kế hoạch. Anh/chị ghi lại “{given}”.")


def _read_lines(posted: Posted, table: Table, rows) -> None:
    for row in table.rows:
        if _only_key(row):
            continue
        fields = {name: row[name] for name in table.letters if name != "id"}
        if fields.get("for_honour"):
            fields["for_honour"] = _honour_key(fields["for_honour"], rows)
        posted.add([row], id=_own(row["id"]), **fields)
    _finish(posted)


def _only_key(row: EntryRow) -> bool:
    """A row emptied of all that can be typed is a row taken out."""
    return not any(text for name, text in row.texts.items() if name != "id")


def _own(key: str) -> int | None:
    number = key.removeprefix(OWN)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def _finish(posted: Posted) -> None:
    posted.data |= {f"{PREFIX}-TOTAL_FORMS": str(len(posted.rows)), f"{PREFIX}-INITIAL_FORMS": "0"}


READERS: dict[sections.Section, Callable[[Posted, Table, object], None]] = {
    sections.GENERAL: _read_general,
    sections.COLLECTIVE: _read_honours,
    sections.INDIVIDUAL: _read_honours,
    sections.TARGETS: _read_targets,
    sections.INITIATIVES: _read_lines,
    sections.MOVEMENTS: _read_lines,
}


# From the form's fields back to the cells


def _faults_of_form(posted: Posted, form) -> list[Fault]:
    sheet, known = NAMES[posted.section], {fault.cell for fault in posted.faults}
    found = [] if form.is_valid() else list(_form_faults(posted, form, sheet))
    return [fault for fault in found if not fault.cell or fault.cell not in known]


def _form_faults(posted: Posted, form, sheet: str):
    if not isinstance(form, Rows):
        for row in (row for rows in posted.rows for row in rows):
            (name,) = row.cells
            yield from (_at(sheet, row, name, message) for message in form.errors.get(name, ()))
        return
    yield from (Fault(sheet, "", str(message)) for message in form.non_form_errors())
    for place, (each, rows) in enumerate(zip(form.forms, posted.rows, strict=False)):
        if place in posted.told:
            continue
        for name, messages in each.errors.items():
            column = name if name in rows[0].cells else each.lead
            yield from (_at(sheet, _row_of(rows, column), column, message) for message in messages)


def _row_of(rows: list[EntryRow], name: str) -> EntryRow:
    """Of the rows of one title, the one in which this is said."""
    return next((row for row in rows if row.texts.get(name)), rows[0])


def _at(sheet: str, row: EntryRow, name: str, message: str) -> Fault:
    text = row[name]
    shown = f"{text[:SHOWN]}…" if len(text) > SHOWN else text
    return Fault(sheet, row.cells[name], f"{message} Ô đang ghi “{shown}”." if text else message)
