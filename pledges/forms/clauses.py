"""The rows in which the covenant's outline is written."""

import re
from dataclasses import dataclass

from django import forms

from blocs.rows import RowForm, Rows, rows_of
from documents import wording
from pledges import arranging
from pledges.models import Clause

# "II. ", "6. ", "2.1. ", "a) ", "- " before the words of a clause.
TYPED_NUMBER = re.compile(r"\s*(?:[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[-–+•])\s+(?=\S)")
LEVELS = [
    ("0", "I. Phần"),
    ("1", "1. Khoản"),
    ("2", "a) Điểm"),
    ("3", "- Gạch đầu dòng"),
    (arranging.PARAGRAPH, "Đoạn không đánh số"),
]


class ClauseForm(RowForm):
    lead = "text"
    level = forms.ChoiceField(label="Cấp", choices=LEVELS, initial="1")
    text = forms.CharField(label="Nội dung", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["level", "text"]

    class Meta:
        model = Clause
        fields = ["text"]

    def clean(self):
        data = super().clean()
        self.instance.numbered = data.get("level") != arranging.PARAGRAPH
        if self.instance.numbered and "level" in data:
            self.instance.level = int(data["level"])
        if self.instance.numbered and data.get("text"):
            data["text"] = TYPED_NUMBER.sub("", data["text"], count=1)
        return data

    @property
    def lost_its_number(self):
        """A number typed by hand stood before the text, where the computed one is printed."""
        return self.instance.numbered and bool(TYPED_NUMBER.match(self["text"].value() or ""))


@dataclass(frozen=True)
class ShownRow:
    """A row of the page with its computed label, and which of the buttons that rearrange it do something."""

    form: ClauseForm
    level: str
    label: str
    can: set[str]


class BaseClauseRows(Rows):
    related = "clauses"
    keeps_identity = False  # the outline is one text
    blank = {"level": "1"}
    arrange = staticmethod(arranging.arranged)

    def initial_of(self, line):
        return super().initial_of(line) | {"level": str(line.level) if line.numbered else arranging.PARAGRAPH}

    @property
    def shown(self) -> list[ShownRow]:
        """The rows as the levels now stand; an empty one counts too, to show where it would be."""
        levels = [form["level"].value() for form in self.forms]
        labels = iter(wording.labels([int(level) for level in levels if level in arranging.ITEMS]))
        acts = arranging.possible(levels)
        return [
            ShownRow(form, level, next(labels) if level in arranging.ITEMS else "", can)
            for form, level, can in zip(self.forms, levels, acts, strict=True)
        ]


ClauseRows = rows_of(ClauseForm, BaseClauseRows, most=200)
