"""The rows of a registration's lines: those taken from last year say so until somebody confirms or changes them."""

from decimal import Decimal

from blocs.editing import fingerprint
from blocs.rows import Rows


class LineRows(Rows):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        line = None if index is None else self.shown_line(index)
        form.carried_from = line.carried_from if line else None

    def shown_line(self, index):
        """The stored line that the row ``index`` of the page shows."""
        return self._line_at(index)

    def keep(self):
        """A row keeps its mark while it says what it said, unless its button, or that of all, was pressed."""
        marked = {_said(line): line.carried_from for line in self.lines if line.carried_from}
        button = self.data.get("confirm")
        confirmed = {form.prefix for form in self.forms if button in ("all", form.prefix)}
        for form in self.said():
            form.instance.carried_from = None if form.prefix in confirmed else marked.get(_said(form.instance))
        super().keep()

    @property
    def carried(self):
        """How many rows of the page are marked."""
        return sum(form.carried_from is not None for form in self.forms)


def _said(line):
    """What ``line`` says, however its numbers and line breaks are written."""
    said = {name: " ".join(text.split()) if isinstance(text, str) else text for name, text in line.as_data().items()}
    if said.get("value") is not None:
        said["value"] = Decimal(said["value"]).normalize()
    return fingerprint(said)
