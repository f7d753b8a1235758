"""The rows in which an outline is written: the covenant's, and those of the bloc's other texts."""

from dataclasses import dataclass
from functools import cached_property

from django import forms

from blocs.rows import RowForm, Rows, rows_of
from documents import wording
from pledges import arranging, covenant_targets, leftovers, numbering, outline
from pledges.forms import pasting
from pledges.models import Clause, TextClause
from pledges.models.outline import OutlineRow

LEVELS = [
    ("0", "I. Phần"),
    ("1", "1. Khoản"),
    ("2", "a) Điểm"),
    ("3", "- Gạch đầu dòng"),
    (arranging.PARAGRAPH, "Đoạn không đánh số"),
]


ARTICLES = [
    ("0", "Chương"),
    ("1", "Điều"),
    ("2", "1. Khoản"),
    ("3", "a) Điểm"),
    (arranging.PARAGRAPH, "Đoạn không đánh số"),
]


class OutlineRowForm(RowForm):
    lead = "text"
    level = forms.ChoiceField(label="Cấp", choices=LEVELS, initial="1")
    text = forms.CharField(label="Nội dung", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["level", "text"]

    def clean(self):
        data = super().clean()
        self.instance.numbered = data.get("level") != arranging.PARAGRAPH
        if self.instance.numbered and "level" in data:
            self.instance.level = int(data["level"])
        if self.instance.numbered and data.get("text"):
            data["text"] = numbering.without(data["text"])
        return data

    @property
    def lost_its_number(self):
        """A number typed by hand stood before the text, where the computed one is printed."""
        typed = self["text"].value() or ""
        return self.instance.numbered and numbering.without(typed) != typed


class ClauseForm(OutlineRowForm):
    class Meta:
        model = Clause
        fields = ["text"]


class TextClauseForm(OutlineRowForm):
    class Meta:
        model = TextClause
        fields = ["text"]


@dataclass(frozen=True)
class ShownRow:
    """A row of the page with its computed label, and which of the buttons that rearrange it do something."""

    form: OutlineRowForm
    level: str
    label: str
    can: set[str]
    doubts: list[str]


class OutlineRows(Rows):
    """Any outline; ``before`` knows what an earlier year may have left in it."""

    related = "clauses"
    keeps_identity = False  # the outline is one text
    blank = {"level": "1"}
    has_articles = False
    before = leftovers.Before()
    arrange = staticmethod(arranging.arranged)

    def pressed(self, post):
        return pasting.pasted(post, self.prefix, has_articles=self.has_articles) or super().pressed(post)

    def clean(self):
        super().clean()
        if self.box.strip():
            raise forms.ValidationError(
                "Ô “Dán từ Word” còn văn bản chưa tách thành dòng. Anh/chị bấm một nút Tách dưới ô ấy, hoặc xóa văn "
                "bản trong ô, rồi bấm Lưu."
            )
        is_said = [bool(clause.text.strip()) for clause in self.clauses]
        for place in arranging.headless([row.level for row in self.shown], is_said):
            self.forms[place].add_error(
                "text",
                f"Mục {self.shown[place].label} đang trống nhưng còn mục ở dưới. Anh/chị nhập lại nội dung; hoặc đưa "
                "các mục ở dưới ra, hoặc bỏ cả các mục ấy, rồi bấm Lưu.",
            )

    @property
    def box(self) -> str:
        """What stands in the box for a text copied from Word."""
        return self.data.get(pasting.BOX, "") if self.is_bound else ""

    @property
    def pasted(self) -> dict | None:
        """What a pasted text made of the rows, and how to go back, as long as nothing is saved."""
        return pasting.before_pasting(self.data) if self.is_bound else None

    @property
    def not_pasted(self) -> str:
        """Why a pasted text was not split; "" when nobody asked, or it was."""
        if not self.is_bound or self.data.get("row") not in ("paste-add", "paste-replace"):
            return ""
        if not self.box:
            return "" if self.pasted else "Ô còn trống. Anh/chị dán văn bản vào ô rồi bấm lại."
        if not numbering.entries(self.box):
            return "Không thấy lời nào trong văn bản vừa dán. Anh/chị xem lại văn bản trong ô."
        return f"Chưa tách: nội dung có nhiều nhất {pasting.MOST} dòng. Anh/chị dán từng phần ngắn hơn."

    def initial_of(self, line):
        return super().initial_of(line) | {"level": str(line.level) if line.numbered else arranging.PARAGRAPH}

    @cached_property
    def clauses(self) -> list[OutlineRow]:
        """What the rows say now, unsaved."""
        levels = [(form["level"].value(), form["text"].value() or "") for form in self.forms]
        return [
            self.form._meta.model(
                level=int(level) if level in arranging.ITEMS else 1, numbered=level in arranging.ITEMS, text=text
            )
            for level, text in levels
        ]

    @cached_property
    def shown(self) -> list[ShownRow]:
        """The rows as the levels now stand; an empty one counts too, to show where it would be."""
        levels = [form["level"].value() for form in self.forms]
        labels_of = wording.article_labels if self.has_articles else wording.labels
        labels = [entry.label for entry in outline.labelled(self.clauses, labels_of)]
        before, year = self.before, self.owner.bloc_year.year
        orphans = arranging.orphans(levels)
        doubts = [
            [*leftovers.doubts(clause.text, year, before), *["không có mục cấp trên"] * (place in orphans)]
            for place, clause in enumerate(self.clauses)
        ]
        parts = zip(self.forms, levels, labels, arranging.possible(levels), doubts, strict=True)
        return [ShownRow(*each) for each in parts]

    @property
    def is_doubted(self):
        return any(row.doubts for row in self.shown)


class BaseClauseRows(OutlineRows):
    @cached_property
    def before(self):
        return leftovers.year_before(self.owner.bloc_year)

    @cached_property
    def targets(self):
        return list(self.owner.bloc_year.common_targets.all())

    @property
    def common_targets(self):
        """The year's, each with the row that says it."""
        return covenant_targets.said(self.clauses, self.targets)

    @property
    def unmeasured(self):
        return covenant_targets.unmeasured(self.clauses, self.targets)


ClauseRows = rows_of(ClauseForm, BaseClauseRows, most=pasting.MOST)


class BaseTextClauseRows(OutlineRows):
    @property
    def has_articles(self):
        return self.owner.has_articles

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.has_articles:
            form.fields["level"].choices = ARTICLES


TextClauseRows = rows_of(TextClauseForm, BaseTextClauseRows, most=pasting.MOST)
