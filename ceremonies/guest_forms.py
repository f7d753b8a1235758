"""What is typed about delegates and their invitation: its issue, an answer."""

from django import forms

from blocs.forms.layout import Laid, says
from ceremonies.forms import Untitled
from ceremonies.guest_lists import read_text, read_workbook
from ceremonies.models import Delegate
from ceremonies.names import without_titles
from documents.workbooks import judged_workbook
from pledges.forms.issuing import IssuingForm

Answer = Delegate.Answer


class IssueInvitationForm(IssuingForm):
    paper = "giấy mời"
    note = forms.CharField(
        label="Ghi thêm trên giấy mời",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: Đề nghị chuẩn bị ý kiến phát biểu 5 phút. Liên hệ: bà Trần Thị An, điện thoại 0912 345 678.",
    )

    def __init__(self, *args, ceremony, **kwargs):
        super().__init__(*args, bloc_year=ceremony.bloc_year, **kwargs)
        self.held_on = ceremony.held_on
        del self.fields["place"]

    def clean_dated(self):
        day = super().clean_dated()
        if self.held_on and day > self.held_on:
            raise forms.ValidationError(f"Giấy mời không thể ghi ngày sau ngày tổ chức, {self.held_on:%d/%m/%Y}.")
        return day

    def clean_signer(self):
        left_off, name = without_titles(self.cleaned_data["signer"])
        if left_off:
            raise forms.ValidationError(f"Bỏ “{left_off}”: họ và tên không ghi cách xưng hô, học hàm, học vị.")
        return name


class AnswerForm(Untitled, Laid, forms.ModelForm):
    """A guest's answer; saved by ``inviting.record``."""

    has_button = False
    named = "substitute"

    class Meta:
        model = Delegate
        fields = ["answer", "substitute", "substitute_post"]
        widgets = {"answer": forms.RadioSelect}
        help_texts = {"substitute": "Chỉ ghi khi cử người dự thay."}

    choices = [choice for choice in Answer.choices if choice[0]]
    asked = "{} trả lời"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        answer.label = self.asked.format(self.instance.get_honorific_display())
        answer.choices, answer.required = self.choices, bool(self.choices[0][0])
        answer.error_messages["required"] = "Chọn một trong ba cách trả lời."

    def clean(self):
        typed = super().clean()
        if typed.get("answer") == Answer.SENDS and not typed.get("substitute") and "substitute" not in self.errors:
            self.add_error("substitute", "Ghi họ và tên người dự thay.")
        return typed

    def _post_clean(self):
        """The record keeps what it said until ``inviting.record`` says otherwise: one answer is three fields."""


class OfficeAnswerForm(AnswerForm):
    """The same, told to the office; it may also be taken back."""

    choices = Answer.choices
    asked = "Đại biểu trả lời"


class GuestListForm(Laid, forms.Form):
    """Valid only when every row is: ``reading`` then says who would be added, else what is to be put right."""

    has_button = False
    workbook = forms.FileField(
        label="Tệp Excel (.xlsx, nhiều nhất 5 MB)",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": "Tệp không có nội dung. Anh/chị kiểm tra lại tệp rồi tải lên."},
    )
    text = forms.CharField(
        label="Hoặc dán danh sách vào đây",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Chép từ bảng Excel hoặc Word, mỗi dòng một đại biểu: họ và tên, chức vụ, cơ quan, nhóm, vai trò. "
        "Không có bảng thì ghi cách nhau bằng dấu phẩy, hoặc bằng gạch ngang có khoảng trắng hai bên.",
    )

    def __init__(self, *args, ceremony, **kwargs):
        super().__init__(*args, **kwargs)
        self.ceremony, self.reading = ceremony, None

    def clean(self):
        typed = super().clean()
        upload, text = typed.get("workbook"), typed.get("text")
        if self.errors:
            return typed
        if bool(upload) == bool(text):
            raise forms.ValidationError("Chọn tệp Excel, hoặc dán danh sách: một trong hai.")
        if upload:
            self.reading = read_workbook(judged_workbook(upload), self.ceremony)
        else:
            self.reading = read_text(text, self.ceremony)
        if count := len(self.reading.faults):
            raise forms.ValidationError(
                f"Danh sách có {count} chỗ chưa đúng nên chưa thêm ai. Anh/chị sửa rồi gửi lại."
            )
        return typed


class UnexpectedGuestForm(Untitled, Laid, forms.ModelForm):
    """Somebody who came without being on the list."""

    has_button = False

    class Meta:
        model = Delegate
        fields = ["name", "organisation"]
        error_messages = says(name="Nhập họ và tên của khách, ví dụ: Nguyễn Văn An.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean(self):
        typed = super().clean()
        self.instance.honorific = self.honorific
        return typed
