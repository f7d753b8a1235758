from django import forms

from blocs import clock
from blocs.fields import DateField


class PaperReceiptForm(forms.Form):
    doc_number = forms.CharField(
        label="Số, ký hiệu văn bản",
        help_text="Chỉ số và ký hiệu, ví dụ: 12/TTr.",
        max_length=60,
        error_messages={"required": "Nhập số, ký hiệu của văn bản, ví dụ 12/TTr."},
    )
    doc_date = DateField(label="Ngày văn bản")
    received_on = DateField(label="Nhận ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today()

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(f"Ngày nhận không thể sau hôm nay ({clock.today():%d/%m/%Y}).")
        if (dated := self.cleaned_data.get("doc_date")) and day < dated:
            raise forms.ValidationError(f"Ngày nhận không thể trước ngày văn bản ({dated:%d/%m/%Y}).")
        return day
