"""The rows of targets in a registration: the unit's own, and its answers to what the bloc has set itself."""

from decimal import Decimal

from django import forms

from blocs.fields import DecimalField, show_number
from blocs.models import TargetKind
from blocs.rows import RowForm
from pledges.forms.lines import LineRows
from pledges.forms.words import PlainWords
from pledges.measures import MEASURES, measure_of, promised
from pledges.models import Target

MOST_VALUE = Decimal("9999999999.99")
WITHOUT_VALUE = ("yes_no", "narrative")
NEVER_TYPED = (*WITHOUT_VALUE, "zero")


class Fixed(forms.Widget):
    """Words in place of a box: what is shown is not typed here."""

    template_name = "blocs/_fixed.html"

    def __init__(self, words):
        super().__init__()
        self.words = words

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"words": self.words}


class PlanField(DecimalField):
    """A number, with or without the per cent sign of its unit of measure."""

    def __init__(self, **kwargs):
        example = "Nhập số từ 0 trở lên, ví dụ 95,5."
        said = dict.fromkeys(("invalid", "min_value"), example) | {"max_value": "Số quá lớn. Anh/chị kiểm tra lại."}
        super().__init__(max_digits=12, max_value=MOST_VALUE, example="95,5", error_messages=said, **kwargs)

    def to_python(self, value):
        return super().to_python(value.strip().removesuffix("%") if has_percent_sign(value) else value)


def has_percent_sign(typed):
    return isinstance(typed, str) and typed.strip().endswith("%")


class TargetForm(PlainWords, RowForm):
    lead = "text"
    common = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(
        label="Cách đo", choices=[(key, label) for key, (label, _) in MEASURES.items()], initial="at_least"
    )
    value = PlanField(label="Kế hoạch", required=False)
    field_order = ["id", "common", "text", "measure", "value", "unit_of_measure"]

    class Meta:
        model = Target
        fields = ["text", "value", "unit_of_measure"]
        labels = {"text": "Nội dung chỉ tiêu"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, common_by_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.common_by_id = common_by_id
        self.answered = common_by_id.get(str(self["common"].value()))
        if self.answered:
            self._take_from(self.answered)

    def _take_from(self, common):
        """A common target is worded by the bloc: the unit types its value alone, whatever is posted."""
        level, measure = promised(common), measure_of(common)
        self.fields["text"].help_text = f"Chỉ tiêu chung: {level}" if level else "Chỉ tiêu chung"
        self._fix("text", common.text)
        self._fix("measure", measure, MEASURES[measure][0])
        self._fix("unit_of_measure", common.unit_of_measure)
        if measure in NEVER_TYPED:
            self._fix("value", None)

    def _fix(self, name, value, words=None):
        self.initial[name] = value
        self.fields[name].disabled = True
        self.fields[name].widget = Fixed(value or "" if words is None else words)

    def clean_common(self):
        return self.answered

    def clean(self):
        typed = super().clean()
        measure, value = typed.get("measure"), typed.get("value")
        if measure in WITHOUT_VALUE and value is not None:
            label = MEASURES[measure][0]
            self.add_error("value", f"Cách đo “{label}” không có số. Bỏ trống ô này hoặc chọn cách đo khác.")
        elif measure == "zero":
            if value:
                self.add_error("value", "Cách đo “Không có” thì ô này bỏ trống hoặc bằng 0.")
            typed["value"] = Decimal(0)
        elif measure and measure not in WITHOUT_VALUE and value is None and "value" not in self.errors:
            self.add_error("value", "Nhập giá trị kế hoạch, ví dụ 95,5.")
        self._take_percent(typed)
        self._describe(measure, typed)
        return typed

    def _take_percent(self, typed):
        """The sign typed with the number is the unit of measure where none is given."""
        measured_in = (typed.get("unit_of_measure") or "").strip()
        if typed.get("value") is None or not has_percent_sign(self["value"].data):
            return
        if measured_in not in ("", "%"):
            self.add_error("value", f"Đơn vị tính là “{measured_in}”: ô này chỉ gõ số, không gõ %.")
        typed["unit_of_measure"] = "%"

    def _describe(self, measure, typed):
        self.instance.common = self.answered
        if self.answered:
            self.instance.kind, self.instance.operator = self.answered.kind, self.answered.operator
            return
        if measure in NEVER_TYPED:
            self.instance.kind = measure
        else:
            in_percent = (typed.get("unit_of_measure") or "").strip() == "%"
            self.instance.kind = TargetKind.PERCENT if in_percent else TargetKind.COUNT
        self.instance.operator = MEASURES[measure][1] if measure else ""

    def same_as(self, typed):
        return typed.get("common")

    same_message = "Chỉ tiêu chung này đã có ở dòng {first}. Bỏ một trong hai dòng."


class TargetRows(LineRows):
    related = "targets"

    def keep(self):
        # No row may stand in the way of another that takes over its common target.
        self.lines_of(self.owner).update(common=None)
        super().keep()

    def initial_of(self, line):
        measure = measure_of(line)
        shown = super().initial_of(line) | {"measure": measure, "common": line.common_id}
        # A file's "true" is kept as 1, which nobody typed.
        return shown | {"value": None} if measure in WITHOUT_VALUE else shown

    def pressed(self, post):
        return with_commons(post, self) if post.get("row") == "commons" else super().pressed(post)


def commons_left(rows):
    """The year's common targets that no row on the page answers."""
    answered = {str(form["common"].value()) for form in rows.forms if not form["DELETE"].value()}
    return [common for pk, common in rows.form_kwargs["common_by_id"].items() if pk not in answered]


def with_commons(data, rows):
    """``data`` with a row more for each common target that ``rows`` leave out."""
    data, first = data.copy(), rows.total_form_count()
    for place, common in enumerate(commons_left(rows), start=first):
        typed = {"common": common.pk, "value": "" if common.value is None else show_number(common.value)}
        data.update({f"{rows.prefix}-{place}-{name}": str(value) for name, value in typed.items()})
        data[f"{rows.prefix}-TOTAL_FORMS"] = str(place + 1)
    return data
