"""The form to which a filled workbook is given."""

from django import forms
from django.core.exceptions import ValidationError

from blocs.forms.layout import Laid
from documents.workbooks import judged_workbook
from pledges.workbook_reading import read_registration


class WorkbookForm(Laid, forms.Form):
    """Valid only when every cell is: ``reading`` then says what is in it, else what is to be put right."""

    has_button = False
    save_label = "Tải lên và xem trước"
    workbook = forms.FileField(
        label="Biểu mẫu đã điền (.xlsx, nhiều nhất 5 MB)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages=dict.fromkeys(("required", "missing"), "Chọn tệp biểu mẫu đã điền.")
        | {"empty": "Tệp không có nội dung. Anh/chị kiểm tra lại tệp rồi tải lên."},
    )

    def __init__(self, *args, registration, **kwargs):
        super().__init__(*args, **kwargs)
        self.registration, self.reading = registration, None

    def clean_workbook(self):
        upload = self.cleaned_data["workbook"]
        self.reading = read_registration(judged_workbook(upload), self.registration)
        if count := len(self.reading.faults):
            raise ValidationError(
                f"Tệp có {count} chỗ chưa đúng nên chưa nhập gì. Anh/chị sửa trong tệp, lưu lại rồi tải lên."
            )
        return upload
