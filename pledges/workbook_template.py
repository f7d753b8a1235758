"""The workbook of a registration, to be filled in off-line: a sheet for each section, filled with what stands there.

``pledges.workbook_reading`` reads it again through the same forms: what is written here is what they show.
"""

from collections import Counter

from blocs.editing import fingerprint
from documents.entry_sheets import EntryColumn, EntrySheet, entry_workbook
from pledges import sections
from pledges.forms.registration import form_of, labels_of
from pledges.forms.targets import NEVER_TYPED, TargetForm
from pledges.measures import MEASURES
from pledges.models import HonourLine

KIND, VERSION = "dang-ky-thi-dua", "1"
OWN = "#"  # before the number of a row of the unit's own; a common target stands under its code
SPARE_ROWS = 40
LABEL, VALUE, NOTE = "label", "value", "note"
NAMES = {
    sections.GENERAL: "Thông tin chung",
    sections.COLLECTIVE: "Danh hiệu tập thể",
    sections.INDIVIDUAL: "Danh hiệu cá nhân",
    sections.TARGETS: "Chỉ tiêu",
    sections.INITIATIVES: "Sáng kiến",
    sections.MOVEMENTS: "Phong trào",
}
ADD = "Thêm dòng thì ghi tiếp ở dưới; bỏ dòng thì xóa hết chữ trong dòng đó."
HINTS = {
    sections.GENERAL: "Điền vào cột Nội dung đăng ký. Ngày ghi dạng ngày/tháng/năm, ví dụ 05/03/2027.",
    sections.COLLECTIVE: f"Mỗi dòng một tập thể. Đối tượng “Cả đơn vị” thì không cần ghi tên, số lượng. {ADD}",
    sections.INDIVIDUAL: "Mỗi dòng một người; danh hiệu để trống thì theo dòng trên. Cột Số lượng chỉ ghi, một lần cho "
    f"mỗi danh hiệu, khi chưa có đủ danh sách tên. {ADD}",
    sections.TARGETS: "Ô màu xám do khối đặt, đơn vị chỉ ghi Kế hoạch. Cách đo “Không có”, “Có thực hiện”, “Mô tả bằng "
    f"lời” thì Kế hoạch để trống. {ADD}",
    sections.INITIATIVES: f"Nhiều tác giả thì ghi cách nhau bằng dấu phẩy. {ADD}",
    sections.MOVEMENTS: f"Ngày ghi dạng ngày/tháng/năm, ví dụ 05/03/2027; chưa định ngày thì bỏ trống. {ADD}",
}
KEY = EntryColumn("Mã dòng", 9, is_fixed=True)
HONOUR = EntryColumn("Danh hiệu, hình thức", 38, also=("Danh hiệu", "Danh hiệu thi đua", "Đăng ký danh hiệu"))
COUNT = EntryColumn("Số lượng", 11)
# Field → column. ``also`` are the headings of the forms that offices know (Mẫu số 1a, TT 35/2011/TT-BLĐTBXH).
COLUMNS = {
    sections.GENERAL: {
        LABEL: EntryColumn("Mục", 38, is_fixed=True),
        VALUE: EntryColumn("Nội dung đăng ký", 50),
        NOTE: EntryColumn("Hướng dẫn", 40, is_fixed=True, is_note=True),
    },
    sections.COLLECTIVE: {
        "honour": HONOUR,
        "scope": EntryColumn("Đối tượng", 22),
        "names": EntryColumn("Tên tập thể", 44, also=("Danh sách",)),
        "count": COUNT,
    },
    sections.INDIVIDUAL: {
        "honour": HONOUR,
        "names": EntryColumn("Họ và tên", 30),
        "posts": EntryColumn("Chức vụ", 36, also=("Chức vụ, đơn vị",)),
        "count": COUNT,
    },
    sections.TARGETS: {
        "id": KEY,
        "text": EntryColumn("Nội dung chỉ tiêu", 56, also=("Nội dung các chỉ tiêu", "Chỉ tiêu")),
        "measure": EntryColumn("Cách đo", 17, tuple(label for label, _ in MEASURES.values())),
        "value": EntryColumn("Kế hoạch", 13),
        "unit_of_measure": EntryColumn("Đơn vị tính", 14, also=("ĐVT",)),
    },
    sections.INITIATIVES: {
        "id": KEY,
        "author": EntryColumn("Tác giả", 32, also=("Họ và tên", "Họ và tên tác giả")),
        "title": EntryColumn("Tên sáng kiến, đề tài", 56, also=("Tên đề tài, sáng kiến", "Tên đề tài sáng kiến")),
        "for_honour": EntryColumn("Để xét danh hiệu", 30, also=("Đăng ký DHTĐ",)),
    },
    sections.MOVEMENTS: {
        "id": KEY,
        "name": EntryColumn("Tên phong trào", 40, also=("Tên phong trào thi đua",)),
        "aim": EntryColumn("Mục tiêu", 40),
        "starts_on": EntryColumn("Ngày phát động", 15, is_date=True, also=("Thời gian phát động",)),
        "ends_on": EntryColumn("Ngày tổng kết", 15, is_date=True, also=("Thời gian tổng kết",)),
    },
}


def registration_workbook(registration, made_at: str) -> bytes:
    """``made_at`` is told when the registration has changed by the time the workbook comes back."""
    membership = registration.membership
    year = membership.bloc_year
    marks = marks_of(membership) | {"noi-dung": fingerprint(registration.snapshot()), "tai-luc": made_at}
    return entry_workbook(
        [sheet_of(registration, section) for section in sections.SECTIONS.values()],
        title=f"ĐĂNG KÝ THI ĐUA NĂM {year.year}",
        lines=[str(membership.unit), str(year.bloc), year.sample_mark],
        marks=marks,
    )


def marks_of(membership) -> dict[str, str]:
    """What the workbook says of itself, and must say when it comes back."""
    year = membership.bloc_year
    return {
        "bieu-mau": KIND,
        "phien-ban": VERSION,
        "khoi": year.bloc.slug,
        "nam": str(year.year),
        "don-vi": membership.unit.slug,
        "ten-don-vi": str(membership.unit),
    }


def sheet_of(registration, section) -> EntrySheet:
    form = form_of(registration, section)
    columns = columns_of(form, section)
    rows, fixed = ROWS[section](form, columns)
    spare = 0 if section == sections.GENERAL else SPARE_ROWS
    return EntrySheet(NAMES[section], HINTS[section], tuple(columns.values()), tuple(rows), frozenset(fixed), spare)


def columns_of(form, section) -> dict[str, EntryColumn]:
    """The columns of a section, with what drops down in them now."""
    columns = dict(COLUMNS[section])
    if section == sections.GENERAL:
        return columns
    for name in {"honour", "for_honour"} & set(columns):
        columns[name] = _with_choices(columns[name], tuple(honour_words(form).values()))
    if "scope" in columns:
        scopes = form.empty_form.fields["scope"].choices
        columns["scope"] = _with_choices(columns["scope"], tuple(str(label) for _, label in scopes))
    return columns


def _with_choices(column, choices):
    return EntryColumn(column.title, column.width, choices, also=column.also)


def honour_words(rows) -> dict[int, str]:
    """pk → what drops down: the name, with its code where two are called the same."""
    honours = rows.form_kwargs["honours"]
    named = Counter(honour.name for honour in honours)
    return {h.pk: h.name if named[h.name] == 1 else f"{h.name} ({h.code})" for h in honours}


# What stands in the rows: (texts and numbers in the order of the columns, the places that are not typed)


def _general(form, columns):
    labels = labels_of(form)
    rows = [(labels[name], form.initial.get(name), form.fields[name].help_text) for name in form.fields]
    return [(label, "" if value is None else value, str(note)) for label, value, note in rows], ()


def _honours(rows, columns):
    words, scopes = honour_words(rows), dict(HonourLine.Scope.choices)
    found = []
    for line in rows.lines:
        people = line.people if "posts" in columns else [(name, "") for name in line.name_list]
        said = None if people and line.count == _counted(line, people) else line.count
        # Asked of the database only where the list does not hold it.
        title = words.get(line.honour_id) or str(line.honour)
        for place, (name, post) in enumerate(people or [("", "")]):
            cells = {
                "honour": title,
                "scope": str(scopes[line.scope]),
                "names": name,
                "posts": post,
            }
            cells["count"] = None if place else said
            found.append(tuple(cells[name] for name in columns))
    return found, ()


def _counted(line, people):
    """What the form would count by itself, were the number left out."""
    return 1 if line.scope == HonourLine.Scope.WHOLE else len(people)


def _targets(rows, columns):
    found, fixed = [], set()
    for place, form in enumerate(rows.initial_forms):
        common, measure = form.answered, form.initial["measure"]
        value = None if measure in NEVER_TYPED else form.initial["value"]
        key = common.code if common else f"{OWN}{form.initial['id']}"
        found.append((key, form.initial["text"], MEASURES[measure][0], value, form.initial["unit_of_measure"]))
        if common:
            fixed |= {(place, index) for index, name in enumerate(columns) if _is_given(form, name)}
    return found, fixed


def _is_given(form: TargetForm, name: str) -> bool:
    return name in form.fields and form.fields[name].disabled


def _lines(rows, columns):
    found = []
    for form in rows.initial_forms:
        cells = form.initial | {"id": f"{OWN}{form.initial['id']}"}
        if "for_honour" in columns:
            cells["for_honour"] = honour_words(rows).get(form.initial["for_honour"], "")
        found.append(tuple(cells[name] for name in columns))
    return found, ()


ROWS = {
    sections.GENERAL: _general,
    sections.COLLECTIVE: _honours,
    sections.INDIVIDUAL: _honours,
    sections.TARGETS: _targets,
    sections.INITIATIVES: _lines,
    sections.MOVEMENTS: _lines,
}
