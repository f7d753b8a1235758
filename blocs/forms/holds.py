"""A stay of awards: set for a unit, and ended."""

from django import forms

from blocs import clock
from blocs.fields import DateField
from blocs.forms.layout import Laid, says
from blocs.models import Hold


class HoldForm(Laid, forms.ModelForm):
    save_label = "Ghi tạm dừng xét"

    class Meta:
        model = Hold
        fields = ["membership", "reason", "starts_on", "ends_on"]
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        labels = {"membership": "Đơn vị"}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "reason": "Đơn vị và cơ quan tổ chức đọc được lý do này. Không ghi nội dung mật.",
            "starts_on": "Ví dụ: 05/03/2027. Chưa rõ thì bỏ trống.",
            "ends_on": "Chưa biết ngày kết thúc thì bỏ trống; khi có kết luận, Anh/chị ghi ở trang này.",
        }
        error_messages = says(membership="Chọn đơn vị.", reason="Ghi lý do, ví dụ: Đang xem xét kỷ luật.")

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        members = bloc_year.memberships.order_by("order", "pk").select_related("unit").prefetch_related("unit__names")
        self.fields["membership"].queryset = members
        self.fields["membership"].empty_label = "Chọn đơn vị"


class HoldEndForm(Laid, forms.ModelForm):
    save_label = "Kết thúc tạm dừng"

    class Meta:
        model = Hold
        fields = ["ends_on"]
        field_classes = {"ends_on": DateField}
        help_texts = {"ends_on": "Ngày cuối cùng còn tạm dừng, ví dụ 05/03/2027."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.fields["ends_on"].error_messages["required"] = "Ghi ngày kết thúc, ví dụ 05/03/2027."
        if not self.instance.ends_on:
            self.initial["ends_on"] = clock.today()

    def clean_ends_on(self):
        # The constraint is not asked here: the first day is no field of this form.
        day, begun = self.cleaned_data["ends_on"], self.instance.starts_on
        if begun and day < begun:
            raise forms.ValidationError(f"Chọn từ ngày bắt đầu tạm dừng ({begun:%d/%m/%Y}) trở đi.")
        return day
