"""A unit's dated names, and the people who serve it."""

from django import forms

from accounts.models import User
from blocs import clock
from blocs.fields import DateField
from blocs.forms.layout import Laid, says
from blocs.models import Officer, Unit, UnitName
from blocs.rows import OrderedRows, rows_of


class UnitForm(Laid, forms.ModelForm):
    has_button = False

    class Meta:
        model = Unit
        fields = ["kind", "province"]


class UnitNameForm(forms.ModelForm):
    class Meta:
        model = UnitName
        fields = ["full_name", "short_name", "abbreviation", "parent_body", "valid_from"]
        field_classes = {"valid_from": DateField}
        widgets = {"full_name": forms.Textarea(attrs={"rows": 2}), "parent_body": forms.Textarea(attrs={"rows": 2})}
        error_messages = says(full_name="Nhập tên đầy đủ của đơn vị hoặc bỏ dòng này.")


class NameRows(OrderedRows):
    def clean(self):
        super().clean()
        kept = [f for f in self.forms if f not in self.deleted_forms and (f.has_changed() or f.instance.pk)]
        if not kept:
            raise forms.ValidationError("Đơn vị phải có ít nhất một tên.")
        days = [f.cleaned_data.get("valid_from") for f in kept if f.is_valid()]
        if len(set(days)) < len(days):
            raise forms.ValidationError(
                "Hai tên bắt đầu từ cùng một ngày. Nhập ngày có hiệu lực khác nhau; chỉ một tên được để trống ngày."
            )


UnitNameRows = rows_of(Unit, UnitName, UnitNameForm, most=30, formset=NameRows)


class OfficerForm(Laid, forms.ModelForm):
    class Meta:
        model = Officer
        fields = ["duty", "post", "may_submit"]
        help_texts = {
            "duty": "Lãnh đạo đơn vị gửi đăng ký và quản lý cán bộ của đơn vị; chuyên viên soạn thảo.",
            "post": "Ví dụ: Phó Chánh Thanh tra",
            "may_submit": "Chỉ cần với chuyên viên được lãnh đạo giao quyền gửi đăng ký.",
        }
        error_messages = says(duty="Chọn nhiệm vụ của người này.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", "Chọn nhiệm vụ"), *Officer.Duty.choices]

    def _get_validation_exclusions(self):
        # Person and unit are fixed by the address; the duty must still be held once only.
        return super()._get_validation_exclusions() - {"user", "unit", "ends_on"}


class OfficerInviteForm(Laid, forms.ModelForm):
    """A new person and their duty; the account gets its password by the invitation."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=100, error_messages={"required": "Nhập họ và tên, ví dụ: Nguyễn Văn An."}
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Để trống nếu cơ quan không dùng: chương trình in ra đường dẫn để đưa tận tay.",
        error_messages={"invalid": "Thư điện tử chưa đúng. Ví dụ: ten.nguoi.dung@coquan.gov.vn"},
    )
    fieldsets = [("Người được mời", ["full_name", "email"]), ("Nhiệm vụ", ["duty", "post", "may_submit"])]
    save_label = "Tạo lời mời"

    class Meta(OfficerForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", "Chọn nhiệm vụ"), *Officer.Duty.choices]

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if email and User.objects.filter(email=email).exists():
            raise forms.ValidationError("Thư điện tử này đã có tài khoản khác dùng. Nhập thư khác hoặc để trống.")
        return email


class OfficerEndForm(forms.ModelForm):
    class Meta:
        model = Officer
        fields = ["ends_on"]
        field_classes = {"ends_on": DateField}
        labels = {"ends_on": "Làm nhiệm vụ đến hết ngày"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.initial["ends_on"] = clock.today()

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day < self.instance.starts_on:
            raise forms.ValidationError(f"Chọn từ ngày nhận nhiệm vụ ({self.instance.starts_on:%d/%m/%Y}) trở đi.")
        return day
