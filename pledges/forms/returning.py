"""What the receiver writes about a registration: why it is sent back, a remark on a row, the decision prepared."""

from django import forms

from pledges.comparison import row_names
from pledges.models import PreparedDecision, Remark
from pledges.sections import GENERAL

Outcome = PreparedDecision.Outcome
NO_REASON = "Ghi nội dung đề nghị bổ sung, ví dụ: Chỉ tiêu thứ hai chưa có giá trị kế hoạch."


class ReturnForm(forms.Form):
    """``remarks``: how many go to the unit with it; they may stand for a reason."""

    reason = forms.CharField(
        label="Nội dung đề nghị bổ sung",
        help_text="Ghi rõ phần nào, dòng nào cần sửa và sửa thế nào. Nội dung này đứng đầu bản đăng ký cho đến "
        "khi đơn vị gửi lại.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": NO_REASON},
    )

    def __init__(self, *args, remarks=0, **kwargs):
        super().__init__(*args, **kwargs)
        if remarks:
            field = self.fields["reason"]
            field.required = False
            field.help_text = f"{remarks} nhận xét được gửi kèm, nên có thể để trống. {field.help_text}"


class DecisionForm(ReturnForm):
    outcome = forms.ChoiceField(
        label="Quyết định",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn Tiếp nhận hoặc Đề nghị bổ sung.", "invalid_choice": "Chọn một trong hai."},
    )
    field_order = ["outcome", "reason"]

    def __init__(self, *args, remarks=0, **kwargs):
        super().__init__(*args, remarks=remarks, **kwargs)
        self.remarks = remarks
        self.fields["reason"].required = False

    def clean(self):
        found = super().clean()
        says_why = found.get("reason") or self.remarks or "reason" in self.errors
        if found.get("outcome") == Outcome.SEND_BACK and not says_why:
            self.add_error("reason", NO_REASON)
        return found


class RemarkForm(forms.Form):
    """A remark on ``section`` of what was handed in as ``revision``."""

    line = forms.TypedChoiceField(label="Về", coerce=int, empty_value=None, required=False)
    text = forms.CharField(
        label="Nhận xét",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi nhận xét, ví dụ: Kế hoạch thấp hơn mức chung."},
    )

    def __init__(self, *args, section, revision, **kwargs):
        super().__init__(*args, auto_id=f"nhan-xet-{section.slug}-%s", **kwargs)
        self.section, self.revision = section, revision
        self.names = row_names(section, revision.content)
        row = "Mục {1}" if section == GENERAL else "Dòng {0}: {1}"
        rows = [(place, row.format(place, name)) for place, name in enumerate(self.names, start=1)]
        self.fields["line"].choices = [("", "Cả phần"), *rows]
        self.fields["line"].error_messages["invalid_choice"] = "Chọn một dòng trong danh sách."

    def remark(self, registration, by) -> Remark:
        """The remark that was typed, not saved yet."""
        line = self.cleaned_data["line"]
        return Remark(
            registration=registration,
            revision=self.revision,
            section=self.section.slug,
            line=line,
            quote=self.names[line - 1][:600] if line else "",
            text=self.cleaned_data["text"],
            written_by=by,
        )
