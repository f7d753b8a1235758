"""What a year competes in, and by when."""

from django import forms

from blocs.fields import CountField, DateField, DecimalField
from blocs.forms.layout import Laid, says
from blocs.models import BlocYear, CommonTarget, Goal, Step, TargetKind
from blocs.rows import RowForm, Rows, rows_of
from blocs.workdays import named

WITHOUT_VALUE = {TargetKind.ZERO, TargetKind.YES_NO, TargetKind.NARRATIVE}


class ThemeForm(Laid, forms.ModelForm):
    has_button = False

    class Meta:
        model = BlocYear
        fields = ["theme"]
        widgets = {"theme": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"theme": "Ví dụ: Đoàn kết, kỷ cương, trách nhiệm, hiệu quả"}


class GoalForm(RowForm):
    lead = "text"

    class Meta:
        model = Goal
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = says(text="Nhập nội dung thi đua hoặc bỏ dòng này.")


class CommonTargetForm(RowForm):
    lead = "text"

    class Meta:
        model = CommonTarget
        fields = ["text", "kind", "operator", "value", "unit_of_measure"]
        field_classes = {"value": DecimalField}
        labels = {"kind": "Cách đo", "operator": "So với mức", "value": "Mức chung"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = says(text="Nhập nội dung chỉ tiêu hoặc bỏ dòng này.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["operator"].choices = [("", "không so sánh"), *CommonTarget.Operator.choices]

    def clean(self):
        data = super().clean()
        kind, value = data.get("kind"), data.get("value")
        if kind in WITHOUT_VALUE:
            data["value"], data["operator"] = None, ""
        elif "value" in data and value is None:
            self.add_error("value", "Nhập giá trị của chỉ tiêu, ví dụ 95 hoặc 8,5.")
        elif kind == TargetKind.PERCENT and value is not None and value > 100:
            self.add_error("value", "Tỷ lệ phần trăm nhập từ 0 đến 100, ví dụ 95.")
        elif kind == TargetKind.COUNT and value is not None and value != value.to_integral_value():
            self.add_error("value", "Số lượng nhập bằng số nguyên, ví dụ 12.")
        return data


class CodedRows(Rows):
    """Common targets get their code T1, T2 … when first saved and keep it: answers refer to it."""

    related = "common_targets"

    def keep(self):
        taken = set(self.lines_of(self.owner).values_list("code", flat=True))
        free = (code for number in range(1, 1000) if (code := f"T{number}") not in taken)
        for form in self.said():
            form.instance.code = form.instance.code or next(free)
        super().keep()


GoalRows = rows_of(GoalForm, related="goals", most=60)
CommonTargetRows = rows_of(CommonTargetForm, CodedRows, most=60)


class DeadlinesForm(Laid, forms.Form):
    """One day for each step; empty means that the step has no deadline."""

    has_button = False

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc_year = bloc_year
        for step in Step:
            due = bloc_year.due(step)
            self.fields[step.value] = DateField(label=step.label, required=False, initial=due)
            if due:
                self.fields[step.value].help_text = f"{due:%d/%m/%Y} là {named(due)}."

    def clean(self):
        data = super().clean()
        for step, due in list(data.items()):
            is_new = due and due != self.fields[step].initial
            if is_new and (fault := self.bloc_year.fault_of_day(due)):
                self.add_error(step, fault)
        return data


class CloseYearForm(forms.Form):
    typed_year = CountField(label="Gõ lại năm để xác nhận", max_value=9999, example="2027")

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = bloc_year.year
        self.fields["typed_year"].help_text = f"Gõ {self.year}"

    def clean_typed_year(self):
        if self.cleaned_data["typed_year"] != self.year:
            raise forms.ValidationError(f"Gõ đúng năm: {self.year}.")
        return self.year
