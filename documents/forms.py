"""An entry of the number register for a paper that was issued elsewhere, which numbers are free; a PDF to look into."""

from django import forms
from django.db.models import Q

from blocs.fields import CountField, DateField
from blocs.forms.layout import Laid, says
from documents import uploads
from documents.models import IssuedDocument, next_number, symbol_of

NUMBERED = [choice for choice in IssuedDocument.Kind.choices if choice[0] not in IssuedDocument.UNNUMBERED]


def free_number(bloc_year, number, *, besides=None):
    """``number`` where the register has room for it. Raises ValidationError.

    besides  id of the paper that has it already and is to keep it
    """
    if not 1 <= number <= 9999:
        raise forms.ValidationError("Nhập số văn bản từ 1 đến 9999, ví dụ 5.")
    if bloc_year.documents.filter(number=number).exclude(pk=besides).exists():
        raise forms.ValidationError(f"Số {number:02d} đã có trong sổ. Số tiếp theo là {next_number(bloc_year):02d}.")
    return number


class ReplacedField(forms.ModelChoiceField):
    def label_from_instance(self, document):
        return f"{document}, ngày {document.dated:%d/%m/%Y}"


class EntryForm(Laid, forms.ModelForm):
    save_label = "Vào sổ"
    replaces = ReplacedField(
        label="Thay thế văn bản",
        queryset=None,
        required=False,
        empty_label="Không thay thế văn bản nào",
        help_text="Chọn khi văn bản này đính chính hoặc thay một văn bản trong sổ; sổ ghi ở cả hai văn bản.",
    )

    class Meta:
        model = IssuedDocument
        fields = ["kind", "number", "dated", "title", "signer"]
        field_classes = {"number": CountField, "dated": DateField}
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": "Số tiếp theo trong sổ văn bản được điền sẵn.",
            "dated": "Ví dụ: 15/03/2027",
            "signer": "Ví dụ: Nguyễn Văn An, Chánh Thanh tra",
        }
        error_messages = says(title="Nhập trích yếu của văn bản.", kind="Chọn loại văn bản.")

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc_year = self.instance.bloc_year = bloc_year
        self.fields["kind"].choices = [("", "Chọn loại văn bản"), *NUMBERED]
        self.fields["number"].required = True
        self.fields["number"].initial = self.instance.number or next_number(bloc_year)
        in_force = Q(superseded_by=None) | Q(superseded_by=self.instance.pk)
        others = bloc_year.documents.filter(in_force).exclude(number=None).exclude(pk=self.instance.pk)
        self.fields["replaces"].queryset = others.order_by("number")
        self.initial.setdefault("replaces", getattr(self.instance, "supersedes", None))

    def clean_number(self):
        return free_number(self.bloc_year, self.cleaned_data["number"], besides=self.instance.pk)

    def clean(self):
        data = super().clean()
        replaced, day = data.get("replaces"), data.get("dated")
        if replaced and day and day < replaced.dated:
            self.add_error("replaces", f"{replaced} đề ngày {replaced.dated:%d/%m/%Y}, sau ngày của văn bản này.")
        return data

    def save(self, commit=True):
        entry = self.instance
        entry.symbol = symbol_of(entry.kind, self.bloc_year, entry.number)
        super().save(commit)
        self.bloc_year.documents.filter(superseded_by=entry).update(superseded_by=None)
        if replaced := self.cleaned_data["replaces"]:
            self.bloc_year.documents.filter(pk=replaced.pk).update(superseded_by=entry)
        return entry


class SignedField(forms.FileField):
    """Gives the bytes of a PDF that may bear digital signatures: they are never written anew."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})
    default_error_messages = {
        "required": "Chọn tệp PDF.",
        "missing": "Chọn tệp PDF.",
        "empty": "Tệp không có nội dung. Anh/chị chọn lại tệp PDF.",
    }

    def clean(self, data, initial=None) -> bytes:
        return uploads.received(super().clean(data, initial))


class CompareForm(Laid, forms.Form):
    has_button = False
    file = SignedField(
        label="Tệp PDF cần kiểm tra (nhiều nhất 25 MB)",
        help_text="Kéo tệp thả vào đây hoặc chọn tệp. Tệp chỉ được đọc để so, không được giữ lại.",
    )
