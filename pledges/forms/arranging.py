"""Rows that are added, inserted, moved and removed by buttons of the page, without JavaScript.

Each button posts ``row`` as "<act>:<index>"; the page comes back with the same typed rows in their new
order, still unsaved.
"""

import re

from django.forms import BaseFormSet

BUTTON = re.compile(r"(?P<act>up|down|insert|remove|add|show):(?P<index>\d{1,4})", re.ASCII)


def arranged(rows: list, act: str, index: int, blank) -> tuple[list, int]:
    """``rows`` after ``act`` on the row ``index``, and the index of the row to go on with.

    up, down  exchange places; insert  ``blank`` below; remove; add  ``blank`` at the end; anything else leaves
    the rows as they are. An act that is impossible there changes nothing.
    """
    rows = list(rows)
    if act == "add":
        return [*rows, blank], len(rows)
    if not 0 <= index < len(rows):
        return rows, 0
    if act == "insert":
        return [*rows[: index + 1], blank, *rows[index + 1 :]], index + 1
    if act == "remove":
        del rows[index]
        return rows, min(index, len(rows) - 1)
    other = index + {"up": -1, "down": 1}.get(act, 0)
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
        return rows, other
    return rows, index


class ArrangedRows(BaseFormSet):
    """A formset of plain forms. ``stored`` gives the rows to begin with, ``blank`` an empty one."""

    blank: dict = {}

    def __init__(self, data=None, *, covenant, **kwargs):
        self.covenant = covenant
        self.touched = None
        pressed = BUTTON.fullmatch(data.get("row", "")) if data else None
        self.is_rearranged = pressed is not None
        rows = None if data else self.stored()
        if pressed:
            rows, self.touched = arranged(self.typed(data), pressed["act"], int(pressed["index"]), self.blank)
            data = None
        super().__init__(data, initial=rows, prefix="dong", **kwargs)

    def stored(self) -> list[dict]:
        raise NotImplementedError

    def typed(self, data) -> list[dict]:
        """The rows as they were typed, unchecked."""
        total = data.get("dong-TOTAL_FORMS", "0")
        count = min(int(total), self.absolute_max) if re.fullmatch(r"\d{1,4}", total, re.ASCII) else 0
        names = list(self.form.base_fields)
        return [{name: data.get(f"dong-{i}-{name}", "") for name in names} for i in range(count)]

    def is_to_save(self):
        return self.is_bound and self.is_valid()

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "touched": index is not None and index == self.touched}
