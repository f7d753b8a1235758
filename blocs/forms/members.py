"""A unit's place in a year, and more time for it."""

from django import forms

from blocs import clock
from blocs.fields import DateField
from blocs.forms.layout import Laid, says
from blocs.models import OWN_STEPS, BlocYear, Extension, Membership, Unit

Role = Membership.Role


def role_choices(bloc):
    """ "Khối trưởng", "Khối phó" or "Cụm trưởng", "Cụm phó", as the bloc is called."""
    return [(Role.LEADER, bloc.leader_title), (Role.DEPUTY, bloc.deputy_title), (Role.MEMBER, "Thành viên")]


class MemberForm(Laid, forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc_year = bloc_year
        # A plain member first, so that nobody is made leader by not looking.
        self.fields["role"].choices = role_choices(bloc_year.bloc)[::-1]
        self.fields["role"].help_text = (
            "Mỗi năm có một đơn vị trưởng, một đơn vị phó: chọn đơn vị này thì đơn vị đang giữ vai trò đó "
            "trở thành thành viên. Đơn vị trưởng có toàn quyền điều hành năm thi đua."
        )

    def clean_role(self):
        role = self.cleaned_data["role"]
        was_leader = self.initial.get("role") == Role.LEADER and self.instance.pk
        if was_leader and role != Role.LEADER and self.bloc_year.status == BlocYear.Status.OPEN:
            raise forms.ValidationError(
                "Năm đang mở phải có đơn vị trưởng. Anh/chị mở trang của đơn vị sẽ làm trưởng và chọn vai trò ở đó."
            )
        return role


class NewMemberForm(MemberForm):
    save_label = "Thêm đơn vị"

    class Meta(MemberForm.Meta):
        fields = ["unit", "role"]
        error_messages = says(unit="Chọn đơn vị thành viên.")

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, bloc_year=bloc_year, **kwargs)
        members = [m.unit_id for m in bloc_year.memberships.all()]
        field = self.fields["unit"]
        field.queryset = Unit.objects.in_name_order().exclude(pk__in=members)
        field.empty_label = "Chọn đơn vị"
        field.error_messages["invalid_choice"] = "Đơn vị này không còn chọn được; có thể đã là thành viên."
        field.help_text = "Chưa thấy đơn vị trong danh sách: quản trị hệ thống thêm đơn vị ở trang Các đơn vị."
        self.fields["role"].initial = Role.MEMBER


class ExtensionForm(Laid, forms.ModelForm):
    save_label = "Gia hạn"

    class Meta:
        model = Extension
        fields = ["membership", "step", "due", "reason"]
        field_classes = {"due": DateField}
        labels = {"membership": "Đơn vị"}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "due": "Ví dụ: 05/03/2027. Đơn vị còn gửi được đến 24 giờ ngày này.",
            "reason": "Đơn vị đọc được lý do này.",
        }
        error_messages = says(
            membership="Chọn đơn vị được gia hạn.", step="Chọn bước được gia hạn.", reason="Ghi lý do gia hạn."
        )

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc_year = bloc_year
        members = bloc_year.memberships.order_by("order", "pk").select_related("unit").prefetch_related("unit__names")
        self.fields["membership"].queryset = members
        self.fields["membership"].empty_label = "Chọn đơn vị"
        self.fields["step"].choices = [("", "Chọn bước"), *((step.value, step.label) for step in OWN_STEPS)]

    def clean(self):
        data = super().clean()
        due, step = data.get("due"), data.get("step")
        if due and due < clock.today():
            self.add_error("due", f"Chọn từ hôm nay ({clock.today():%d/%m/%Y}) trở đi.")
        elif due and step and (general := self.bloc_year.due(step)) and due <= general:
            self.add_error("due", f"Thời hạn chung là {general:%d/%m/%Y}; chọn ngày sau ngày đó.")
        return data

    def _get_validation_exclusions(self):
        # A second extension of the same step replaces the first.
        return super()._get_validation_exclusions() | {"membership"}
