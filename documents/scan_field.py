"""The field of a form that takes a scan: a PDF, or photos of its pages."""

from django import forms

from documents.uploads import MOST_BYTES, Judged, judged_scan

WHAT = "PDF, hoặc ảnh JPEG, PNG, WebP"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ScanField(forms.FileField):
    """Gives the ``Judged`` file; raises with the reason for which it is not taken."""

    default_error_messages = {
        "required": "Chọn tệp PDF của bản quét, hoặc ảnh chụp từng trang.",
        "missing": "Chọn tệp PDF của bản quét, hoặc ảnh chụp từng trang.",
        "empty": "Tệp không có nội dung. Anh/chị quét lại rồi tải lên.",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", f"Bản quét đã ký, đóng dấu ({WHAT}; nhiều nhất {MOST_BYTES // 1024 // 1024} MB)")
        kwargs.setdefault("help_text", "Chọn được nhiều ảnh một lần; các trang xếp theo tên tệp.")
        widget = ManyFiles(attrs={"accept": "application/pdf,.pdf,image/jpeg,image/png,image/webp"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data, initial=None) -> Judged:
        sent = [super(ScanField, self).clean(file, initial) for file in data or [None]]
        return judged_scan(sent)
