"""A dossier that somebody wants checked: read where it lies, never kept."""

from django import forms

from archive.opening import findings_of
from archive.reading import Refused
from blocs.forms.layout import Laid
from documents.streaming import MOST_SENT

MEGABYTES = MOST_SENT // 1024**2
CHOOSE = "Chọn tệp ZIP của hồ sơ."


class CheckForm(Laid, forms.Form):
    has_button = False
    file = forms.FileField(
        label=f"Tệp ZIP của hồ sơ (nhiều nhất {MEGABYTES} MB)",
        help_text="Kéo tệp thả vào đây hoặc chọn tệp. Tệp chỉ được đọc để kiểm tra, không được giữ lại.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/zip,.zip"}),
        error_messages={"required": CHOOSE, "missing": CHOOSE, "empty": f"Tệp không có nội dung. {CHOOSE}"},
    )

    def clean_file(self):
        """What differs from its manifest."""
        upload = self.cleaned_data["file"]
        if getattr(upload, "is_cut", False):
            raise forms.ValidationError(
                f"Tệp nặng hơn {MEGABYTES} MB. Anh/chị giải nén rồi chạy kiem-tra.py trong hồ sơ; cách làm ghi ở tệp "
                "“Hướng dẫn kiểm tra.txt”."
            )
        try:
            return findings_of(upload)
        except Refused as refused:
            raise forms.ValidationError(list(refused.sentences)) from refused
