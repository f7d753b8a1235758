"""A described table as CSV for Excel in Vietnam: UTF-8 with a mark, ";" between cells, text that stays text."""

import csv
import io
from decimal import Decimal

from .description import Cell, Table
from .tables import cell_text

MARK = "\ufeff"  # without it Excel takes the letters for those of another code page
# What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(table: Table, *, note: str = "") -> bytes:
    """The headings, the rows and the total; a number has its decimal comma and no points between thousands.

    note  stands in each row, in a column behind the table's own: whoever reads these finds them where they always are
    """
    more = (note,) if note else ()
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(_plain(column.title) for column in table.columns), *(("Lưu ý",) if note else ())])
    rows = (*table.rows, *((table.total,) if table.total else ()))
    writer.writerows([_plain(cell) for cell in (*row, *more)] for row in rows)
    return (MARK + file.getvalue()).encode()


def _plain(cell: Cell) -> str:
    match cell:
        case str():
            return f"'{cell}" if cell.startswith(FORMULA) else cell
        case int() | Decimal():
            return f"{cell}".replace(".", ",")
        case _:
            return cell_text(cell)
