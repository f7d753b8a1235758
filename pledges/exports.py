"""The tables of the consolidated report: on the screen, in its annexes, in Excel."""

from collections.abc import Sequence

from documents import sheets
from documents.description import Column, Table
from documents.wording import short_date
from pledges.consolidation import Consolidation, amount
from pledges.differences import Difference, differences
from pledges.measures import promised

TT = Column("TT", 4, "center")
# Beyond these the units stand below one another.
UNITS_ACROSS = 8


def consolidation_workbook(whole: Consolidation) -> bytes:
    year = whole.bloc_year
    title = f"Tổng hợp đăng ký thi đua năm {year.year} - {year.bloc}"
    return sheets.workbook(consolidation_tables(whole), title=title, note=year.sample_mark)


def consolidation_tables(whole: Consolidation) -> dict[str, Table]:
    """Name of the sheet → table, for the workbook."""
    tables = {
        "Danh hiệu": counts_table(whole),
        "Chỉ tiêu chung": answers_table(whole),
        "Cá nhân": persons_table(whole),
        "Tập thể": collectives_table(whole),
        "Sáng kiến": initiatives_table(whole),
    }
    return tables | {"Thay đổi": differences_table(differences(whole))} if whole.adopted else tables


def differences_table(found: Sequence[Difference]) -> Table:
    """What changed since the adopted report, the old beside the new."""
    columns = (
        TT,
        Column("Đơn vị", 20),
        Column("Phần", 12),
        Column("Thay đổi", 7, "center"),
        Column("Nội dung", 27),
        Column("Báo cáo đã thông qua", 17),
        Column("Hiện nay", 17),
    )
    rows = tuple((place, d.unit, d.part, d.words, d.line, d.old, d.new) for place, d in enumerate(found, start=1))
    return Table(columns, rows, empty="Không có thay đổi so với báo cáo đã thông qua.")


def counts_table(whole: Consolidation) -> Table:
    """Titles and awards × units, with totals; only what somebody registered for has a column."""
    titles = whole.titles
    columns = (
        TT,
        Column("Đơn vị", 20),
        Column("Tổng số", 6, group="Cán bộ, công chức"),
        Column("Nữ", 5, group="Cán bộ, công chức"),
        *(Column(title.short, 6, group="Cá nhân" if title.is_individual else "Tập thể") for title in titles),
        Column("Sáng kiến, đề tài", 6),
        Column("Văn bản đăng ký", 11),
        Column("Ghi chú", 9),
    )
    total = (
        None,
        "Tổng cộng",
        whole.headcount,
        whole.women,
        *(whole.total(title) for title in titles),
        len(whole.initiatives),
        "",
        "",
    )
    rows = tuple((place, *_counts(unit, titles)) for place, unit in enumerate(whole.units, start=1))
    return Table(columns, rows, total)


def _counts(unit, titles):
    if not unit.is_received or unit.is_on_paper:
        return (unit.name, None, None, *(None for _ in titles), None, "", unit.note)
    reading = unit.reading
    day = short_date(reading.doc_date) if reading.doc_date else ""
    return (
        unit.name,
        reading.headcount,
        reading.women,
        *(unit.counts.get(title, 0) for title in titles),
        len(reading.initiatives),
        ", ".join(part for part in (reading.doc_number, day) if part),
        unit.note,
    )


def stands_across(whole: Consolidation) -> bool:
    """Few units stand across the table of the common targets, many below one another."""
    return len(whole.units) <= UNITS_ACROSS


def answers_table(whole: Consolidation) -> Table:
    """Common targets × units."""
    return _units_across(whole) if stands_across(whole) else _units_below(whole)


def _units_across(whole):
    columns = (
        TT,
        Column("Chỉ tiêu chung", 30),
        Column("Mức chung", 14, "center"),
        *(Column(unit.short, 8, "center", group="Mức đăng ký của đơn vị") for unit in whole.units),
    )
    rows = tuple(
        (place, target.text, promised(target), *(_answer(whole, target, unit) for unit in whole.units))
        for place, target in enumerate(whole.common_targets, start=1)
    )
    return Table(columns, rows, empty="Năm thi đua không đặt chỉ tiêu chung.")


def _units_below(whole):
    targets = whole.common_targets
    columns = (
        TT,
        Column("Đơn vị", 24),
        *(Column(_heading(target), 12, "center") for target in targets),
    )
    rows = tuple(
        (place, unit.name, *(_answer(whole, target, unit) for target in targets))
        for place, unit in enumerate(whole.units, start=1)
    )
    return Table(columns, rows if targets else (), empty="Năm thi đua không đặt chỉ tiêu chung.")


def _heading(target):
    level = promised(target)
    return f"{target.text} ({level})" if level else target.text


def _answer(whole, target, unit):
    if not unit.is_received or unit.is_on_paper:
        return ""
    return amount(whole.answers.get((target.pk, unit.membership.pk)))


def persons_table(whole: Consolidation) -> Table:
    columns = (
        TT,
        Column("Họ và tên", 20),
        Column("Chức vụ", 16),
        Column("Đơn vị", 22),
        Column("Danh hiệu thi đua", 20),
        Column("Hình thức khen thưởng", 18),
    )
    rows = tuple(
        (place, p.name, p.post, p.unit, "; ".join(p.titles), "; ".join(p.awards))
        for place, p in enumerate(whole.persons, start=1)
    )
    return Table(columns, rows, caption="Cá nhân", empty="Các đơn vị chưa gửi danh sách cá nhân.")


def collectives_table(whole: Consolidation) -> Table:
    columns = (
        TT,
        Column("Tên tập thể", 32),
        Column("Đơn vị", 26),
        Column("Danh hiệu thi đua", 20),
        Column("Hình thức khen thưởng", 18),
    )
    rows = tuple(
        (place, c.name, c.unit, "; ".join(c.titles), "; ".join(c.awards))
        for place, c in enumerate(whole.collectives, start=1)
    )
    return Table(columns, rows, caption="Tập thể", empty="Các đơn vị chưa gửi danh sách tập thể.")


def initiatives_table(whole: Consolidation) -> Table:
    columns = (
        TT,
        Column("Tác giả", 20),
        Column("Tên sáng kiến, đề tài", 40),
        Column("Đơn vị", 22),
        Column("Đăng ký danh hiệu", 16),
    )
    rows = tuple(
        (place, row.author, row.title, unit.name, row.for_honour)
        for place, (unit, row) in enumerate(whole.initiatives, start=1)
    )
    return Table(columns, rows, empty="Chưa có sáng kiến, đề tài đăng ký.")
