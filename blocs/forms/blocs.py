"""A bloc, and the first year it begins with."""

from django import forms

from blocs.fields import CountField
from blocs.forms.layout import Laid, says
from blocs.models import Bloc, BlocYear, Unit
from blocs.text import first_free, slug


class BlocForm(Laid, forms.ModelForm):
    fieldsets = [("Khối, cụm thi đua", ["kind", "name", "label", "description", "organiser", "scope"])]

    class Meta:
        model = Bloc
        fields = ["kind", "name", "label", "description", "organiser", "scope"]
        help_texts = {
            "name": "Viết đầy đủ như trên văn bản, ví dụ: Khối thi đua số II",
            "label": "Ví dụ: số II",
            "description": "Các đơn vị thành viên, ví dụ: Thanh tra các Bộ, ngành thuộc Khối nội chính",
            "scope": "Để phân biệt các khối, cụm cùng số hiệu, ví dụ: thanh tra bộ, ngành",
        }
        error_messages = says(
            name="Nhập tên khối, cụm, ví dụ: Khối thi đua số II.",
            organiser="Chọn cơ quan tổ chức.",
            kind="Chọn khối hoặc cụm.",
        )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        organisers = Unit.objects.in_name_order()
        if not user.is_superuser:
            organisers = organisers.filter(pk__in=Unit.objects.served_by(user).values("pk"))
        self.fields["organiser"].queryset = organisers
        self.fields["organiser"].empty_label = "Chọn đơn vị"


class NewBlocForm(BlocForm):
    """The bloc and its first year, in preparation."""

    year = CountField(label="Năm thi đua đầu tiên", min_value=1948, max_value=2200, example="2027")
    fieldsets = [*BlocForm.fieldsets, ("Năm đầu tiên", ["year"])]
    save_label = "Lập khối, cụm"

    def save(self, commit=True):
        self.instance.slug = free_slug(self.instance.name)
        bloc = super().save(commit)
        return BlocYear.objects.create(bloc=bloc, year=self.cleaned_data["year"])


def free_slug(name):
    """The bloc's part of an address: "khoi-thi-dua-so-ii", with "-2" … where it is taken."""
    wanted = slug(name)[:90].strip("-") or "khoi"
    taken = set(Bloc.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return first_free(wanted, taken)
