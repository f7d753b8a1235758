"""The board of units × steps: which of its rows are shown, and as a table to take along."""

from dataclasses import dataclass

from blocs import board
from blocs.text import search_key
from documents.description import Cell, Column, Table

OPEN = "con-viec"


@dataclass(frozen=True)
class Board:
    """``rows`` are those that the address asks for: ``?viec=con-viec&q=tu phap``."""

    columns: tuple[board.Column, ...]
    every_row: tuple[board.Row, ...]
    only_open: bool
    q: str

    @property
    def rows(self) -> tuple[board.Row, ...]:
        return tuple(row for row in self.every_row if self._is_asked_for(row))

    def _is_asked_for(self, row):
        is_open = any(cell.tag for cell in row.cells)
        return (is_open or not self.only_open) and search_key(self.q) in search_key(row.name)

    @property
    def choice(self) -> str:
        """How the rows were chosen, in words; "" when all are shown."""
        named = f"tên chứa “{self.q}”" if self.q else ""
        return ", ".join(filter(None, ["còn việc phải làm" if self.only_open else "", named]))

    @property
    def table(self) -> Table:
        columns = (
            Column("TT", 5, "center"),
            Column("Đơn vị", 40),
            Column("Vai trò", 12),
            *(Column(column.title, 22) for column in self.columns),
        )
        cells: list[tuple[Cell, ...]] = [
            (row.number, row.name, row.role, *(cell.text for cell in row.cells)) for row in self.rows
        ]
        return Table(columns, tuple(cells), empty="Không có đơn vị nào.")
