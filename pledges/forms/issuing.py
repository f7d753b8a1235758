"""What is typed when a paper of the bloc is issued: its number in the register, day and signer."""

from django import forms

from blocs import clock
from blocs.fields import CountField, DateField
from blocs.models import Membership
from documents.forms import free_number
from documents.models import next_number


class IssuingForm(forms.Form):
    """``entry`` is the paper in the register, if it stands there already: its number, day and signer are proposed."""

    paper = "văn bản"
    number = CountField(help_text="Số tiếp theo trong sổ văn bản được điền sẵn.")
    dated = DateField(help_text="Ví dụ: 15/03/2027. Tên đơn vị lấy theo ngày này.")
    signer = forms.CharField(label="Người ký", max_length=100, help_text="Họ và tên, không ghi học hàm, học vị")
    place = forms.CharField(
        label="Thông qua tại", max_length=200, required=False,
        help_text="Ví dụ: Hội nghị ký kết giao ước thi đua năm 2027, Hà Nội. Bỏ trống được.",
    )  # fmt: skip

    def __init__(self, *args, bloc_year, entry=None, proposed=None, **kwargs):
        self.bloc_year, self.entry = bloc_year, entry
        leader = bloc_year.holder_of(Membership.Role.LEADER)
        initial = {
            "number": entry.number if entry else next_number(bloc_year),
            "dated": entry.dated if entry else clock.today(),
            "signer": (entry.signer if entry else "") or leader.signatory,
        }
        super().__init__(*args, initial=initial | (proposed or {}), **kwargs)
        for name, word in (("number", "Số"), ("dated", "Ngày")):
            self.fields[name].label = f"{word} {self.paper}"
        self.fields["number"].required = True
        self.fields["signer"].error_messages["required"] = f"Nhập họ và tên người ký {self.paper}."

    def clean_number(self):
        return free_number(self.bloc_year, self.cleaned_data["number"], besides=self.entry and self.entry.pk)

    def clean_dated(self):
        day, year = self.cleaned_data["dated"], self.bloc_year.year
        if abs(day.year - year) > 1:
            raise forms.ValidationError(f"Ngày của {self.paper} năm {year} không thể thuộc năm {day.year}.")
        return day
