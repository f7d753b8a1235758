"""What is typed when the consolidated report is adopted: number, day, signer, where."""

from django import forms

from blocs import clock
from blocs.fields import CountField, DateField
from blocs.models import Membership
from documents.forms import free_number
from documents.models import next_number


class AdoptForm(forms.Form):
    number = CountField(label="Số báo cáo", help_text="Số tiếp theo trong sổ văn bản được điền sẵn.")
    dated = DateField(label="Ngày báo cáo", help_text="Ví dụ: 15/03/2027. Tên đơn vị lấy theo ngày này.")
    signer = forms.CharField(
        label="Người ký", max_length=100, help_text="Họ và tên, không ghi học hàm, học vị",
        error_messages={"required": "Nhập họ và tên người ký báo cáo."},
    )  # fmt: skip
    place = forms.CharField(
        label="Thông qua tại", max_length=200, required=False,
        help_text="In ở đầu báo cáo, bỏ trống được. Ví dụ: Hội nghị ký kết giao ước thi đua năm 2027, Hà Nội",
    )  # fmt: skip

    def __init__(self, *args, whole, **kwargs):
        self.bloc_year, self.entry = whole.bloc_year, whole.issued
        leader = self.bloc_year.holder_of(Membership.Role.LEADER)
        proposed = {
            "number": self.entry.number if self.entry else next_number(self.bloc_year),
            "dated": self.entry.dated if self.entry else clock.today(),
            "signer": (self.entry.signer if self.entry else "") or leader.signatory,
        }
        super().__init__(*args, initial=proposed, **kwargs)
        self.fields["number"].required = True

    def clean_number(self):
        return free_number(self.bloc_year, self.cleaned_data["number"], besides=self.entry and self.entry.pk)

    def clean_dated(self):
        day, year = self.cleaned_data["dated"], self.bloc_year.year
        if abs(day.year - year) > 1:
            raise forms.ValidationError(f"Ngày của báo cáo năm {year} không thể thuộc năm {day.year}.")
        return day
