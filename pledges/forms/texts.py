"""The forms of the bloc's texts: what is general, the table of criteria, what is typed when one is issued."""

from django import forms

from blocs.fields import DecimalField
from blocs.forms.layout import Laid, says
from blocs.rows import RowForm, Rows, rows_of
from documents.models import IssuedDocument
from pledges import criteria, texts
from pledges.forms.issuing import IssuingForm
from pledges.models import BlocText, Criterion

MOST_POINTS = 10000


class StartTextForm(forms.Form):
    """``last`` is the text of the year before that may be taken up; without it that is no choice."""

    source = forms.ChoiceField(
        label="Bắt đầu từ", widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn một trong các cách bắt đầu dưới đây."),
    )  # fmt: skip

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last
        choices = [(each.value, each.label) for each in texts.Source if last or each != texts.Source.LAST]
        if last:
            choices[0] = (choices[0][0], f"{last.name}, ban hành năm {last.bloc_year.year}")
        self.fields["source"].choices = choices
        self.fields["source"].initial = choices[0][0]


class BlocTextForm(Laid, forms.ModelForm):
    has_button = False
    fieldsets = [
        ("Tên văn bản", ["subject", "promulgation"]),
        ("Lời văn", ["bases", "opening", "closing"]),
    ]

    class Meta:
        model = BlocText
        fields = ["subject", "promulgation", "bases", "opening", "closing"]
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 2}),
            "promulgation": forms.RadioSelect,
            "bases": forms.Textarea(attrs={"rows": 6}),
            "opening": forms.Textarea(attrs={"rows": 4}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "bases": "Mỗi dòng một căn cứ; dấu câu cuối dòng được tự thêm. Điền sẵn là văn bản trong danh mục đang có "
            "hiệu lực khi lập dự thảo.",
        }
        error_messages = says(subject="Nhập trích yếu của văn bản.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        text, word = self.instance, self.instance.kind_word
        example = texts.proposed_subject(text.bloc_year, text.kind)
        self.fields["subject"].help_text = f"Viết tiếp sau chữ “{word}”, ví dụ: {example}"
        self.fields["promulgation"].choices = BlocText.Promulgation.choices
        number = "không mang số, vì Nghị định 30/2020/NĐ-CP không có chữ viết tắt" if text.is_table else "tự mang số"
        self.fields[
            "promulgation"
        ].help_text = f"Kèm theo quyết định thì quyết định mang số; ban hành trực tiếp thì {word.lower()} {number}."


class CriterionForm(RowForm):
    lead = "content"
    kind = forms.ChoiceField(label="Loại dòng", choices=Criterion.Kind.choices, initial=Criterion.Kind.ITEM)
    max_points = DecimalField(label="Điểm tối đa", required=False, max_digits=7, max_value=MOST_POINTS, example="12,5")
    field_order = ["id", "kind", "content", "max_points", "scoring"]

    class Meta:
        model = Criterion
        fields = ["kind", "content", "max_points", "scoring"]
        labels = {"content": "Nội dung"}
        widgets = {"content": forms.Textarea(attrs={"rows": 2}), "scoring": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].required = False

    @property
    def head(self):
        return self["kind"], self["max_points"]

    @property
    def words(self):
        return self["content"], self["scoring"]

    def clean(self):
        typed = super().clean()
        is_item, points = typed.get("kind") == Criterion.Kind.ITEM, typed.get("max_points")
        if not typed.get("content"):
            if points is not None or typed.get("scoring"):
                self.add_error("content", "Nhập nội dung của dòng, hoặc bấm Bỏ.")
        elif is_item and not points and "max_points" not in self.errors:
            self.add_error("max_points", "Nhập điểm tối đa lớn hơn 0, ví dụ 12,5.")
        elif not is_item and points is not None:
            self.add_error("max_points", "Bỏ trống ô này: điểm của nhóm là tổng điểm các tiêu chí trong nhóm.")
        if not is_item:
            self.instance.code = ""
        return typed


class BaseCriterionRows(Rows):
    related = "criteria"
    blank = {"kind": "item"}

    def clean(self):
        super().clean()
        said = [form for form in self.standing() if hasattr(form, "cleaned_data") and form.says_something()]
        if said and said[0].cleaned_data.get("kind") == Criterion.Kind.ITEM:
            said[0].add_error("kind", "Dòng đầu tiên phải là một nhóm: thêm dòng nhóm trước tiêu chí này.")

    def keep(self):
        criteria.give_codes(self.owner, [form.instance for form in self.said()])
        super().keep()


CriterionRows = rows_of(CriterionForm, BaseCriterionRows, most=200)


class IssueTextForm(IssuingForm):
    def __init__(self, *args, text, proposed, **kwargs):
        self.paper = text.document_kind.label.lower()
        super().__init__(*args, bloc_year=text.bloc_year, proposed=proposed, **kwargs)
        self.fields["place"].help_text = f"In thành một căn cứ. {self.fields['place'].help_text}"
        if text.document_kind in IssuedDocument.UNNUMBERED:
            del self.fields["number"]

    def clean(self):
        typed = super().clean()
        ceremony, dated = texts.ceremony_of(self.bloc_year), typed.get("dated")
        if not ceremony or not dated or ceremony.name.lower() not in typed.get("place", "").lower():
            return typed
        if ceremony.held_on is None or dated < ceremony.held_on:
            day = f"ngày {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "chưa định ngày"
            self.add_error(
                "place",
                f"{ceremony.name} ({day}) chưa diễn ra vào ngày {dated:%d/%m/%Y} của {self.paper}. Anh/chị bỏ trống ô "
                f"này, hoặc ghi ngày {self.paper} từ ngày tổ chức trở đi.",
            )
        return typed
