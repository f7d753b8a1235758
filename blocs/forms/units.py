"""A unit's dated names, and the people who serve it."""

from django import forms

from accounts.models import User
from blocs import clock
from blocs.fields import DateField
from blocs.forms.layout import Laid, says
from blocs.models import Officer, Unit, UnitName
from blocs.rows import RowForm, Rows, rows_of
from blocs.text import first_free, search_key, slug


class UnitForm(Laid, forms.ModelForm):
    has_button = False

    class Meta:
        model = Unit
        fields = ["kind", "province"]


class UnitNameForm(RowForm):
    lead = "full_name"
    same_message = "Tên này bắt đầu từ cùng một ngày với dòng {first}. Nhập ngày khác; chỉ một tên để trống ngày."

    class Meta:
        model = UnitName
        fields = ["full_name", "short_name", "abbreviation", "parent_body", "valid_from"]
        field_classes = {"valid_from": DateField}
        widgets = {"full_name": forms.Textarea(attrs={"rows": 2}), "parent_body": forms.Textarea(attrs={"rows": 2})}
        error_messages = says(full_name="Nhập tên đầy đủ của đơn vị hoặc bỏ dòng này.")

    def same_as(self, typed):
        return (typed["valid_from"] or "từ đầu") if "valid_from" in typed else None


class NewUnitForm(Laid, forms.ModelForm):
    """A unit and the name it begins with."""

    kind = forms.ChoiceField(
        label="Loại đơn vị",
        choices=[("", "Chọn loại đơn vị"), *Unit.Kind.choices],
        error_messages={"required": "Chọn loại đơn vị."},
    )
    province = forms.CharField(
        label="Tỉnh, thành phố",
        max_length=60,
        required=False,
        help_text="Nơi đặt trụ sở, in trước ngày của văn bản; để trống thì in Hà Nội. Ví dụ: Thái Nguyên",
    )
    fieldsets = [
        ("Đơn vị", ["kind", "full_name", "short_name", "abbreviation", "parent_body", "province"]),
        ("Thời gian", ["valid_from"]),
    ]
    save_label = "Thêm đơn vị"

    class Meta:
        model = UnitName
        fields = ["full_name", "short_name", "abbreviation", "parent_body", "valid_from"]
        field_classes = {"valid_from": DateField}
        help_texts = {
            "full_name": "Viết như trên văn bản, ví dụ: Thanh tra tỉnh Thái Nguyên",
            "short_name": "Ví dụ: Thái Nguyên. Để trống thì chương trình dùng tên đầy đủ.",
            "abbreviation": "Ví dụ: TTT",
            "parent_body": "Ví dụ: Ủy ban nhân dân tỉnh Thái Nguyên",
            "valid_from": "Để trống nếu đơn vị mang tên này từ đầu. Ví dụ: 01/07/2025",
        }
        error_messages = says(full_name="Nhập tên đầy đủ của đơn vị, ví dụ: Thanh tra tỉnh Thái Nguyên.")

    def clean_full_name(self):
        name = " ".join(self.cleaned_data["full_name"].split())
        same = search_key(name)
        known = Unit.objects.search(name).with_names()
        if any(search_key(each.full_name) == same for unit in known for each in unit.known_names):
            raise forms.ValidationError("Đã có đơn vị mang tên này; tìm ở trang Các đơn vị.")
        return name

    def save(self, commit=True):
        facts = {name: self.cleaned_data[name] for name in ("kind", "province")}
        unit = Unit.objects.create(slug=free_unit_slug(self.instance.full_name), **facts)
        self.instance.unit = unit
        super().save(commit)
        return unit


def free_unit_slug(name):
    """The unit's part of an address; "moi" is the page where units are added."""
    wanted = slug(name)[:55].strip("-") or "don-vi"
    taken = {"moi", *Unit.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    return first_free(wanted, taken)


class NameRows(Rows):
    related = "names"

    def keep(self):
        # Two names may trade their days, which the database allows only once each: whoever changes its day is new.
        for form in self.said():
            if "valid_from" in form.changed_data:
                form.cleaned_data["id"] = None
        super().keep()

    def clean(self):
        super().clean()
        if not any(form.has_changed() or form.instance.pk for form in self.standing()):
            raise forms.ValidationError("Đơn vị phải có ít nhất một tên.")


UnitNameRows = rows_of(UnitNameForm, NameRows, most=30)


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
        max_length=254,
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
