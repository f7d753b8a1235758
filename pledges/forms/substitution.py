"""Who signs instead, in what form, on what basis."""

import re

from django import forms

from blocs.forms.layout import Laid, says
from pledges.models import Pledge, Substitution

DIRECT = "truc-tiep"  # no authority; the empty choice is none yet
FOR_WHOM = "Ghi chức vụ hoặc tập thể được ký thay, ví dụ: Chánh Thanh tra."
LEARNED = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Cử nhân)\b[.,]?\s*)+", re.IGNORECASE
)


class SubstitutionForm(Laid, forms.ModelForm):
    has_button = False
    save_label = "Lưu người ký thay"
    authority = forms.ChoiceField(
        label="Hình thức ký",
        choices=[
            ("", "Chọn hình thức"),
            (DIRECT, "Ký trực tiếp (người mới được bổ nhiệm)"),
            *(choice for choice in Pledge.Authority.choices if choice[0]),
        ],
        error_messages={"required": "Chọn hình thức ký, ví dụ KT. (ký thay)."},
    )
    fieldsets = [
        ("Người ký thay", ["signatory", "post", "rank"]),
        ("Ký thay cho ai, căn cứ vào đâu", ["authority", "represents", "basis"]),
    ]

    class Meta:
        model = Substitution
        fields = ["signatory", "post", "rank", "authority", "represents", "basis"]
        help_texts = {
            "signatory": "Họ và tên, không ghi học hàm, học vị",
            "post": "Ví dụ: Phó Chánh Thanh tra",
            "rank": "Chỉ ghi đối với lực lượng vũ trang, ví dụ: Thiếu tướng",
            "represents": "Ví dụ: Chánh Thanh tra; để trống nếu ký trực tiếp",
            "basis": "Văn bản ủy quyền, phân công hoặc bổ nhiệm, ví dụ: Giấy ủy quyền số 12/GUQ-TTr ngày 05/3/2027",
        }
        error_messages = says(
            signatory="Ghi họ và tên người ký thay.",
            post="Ghi chức vụ của người ký thay, ví dụ: Phó Chánh Thanh tra.",
            basis="Ghi văn bản ủy quyền, phân công hoặc bổ nhiệm làm căn cứ.",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.authority:
            self.initial["authority"] = DIRECT

    def clean(self):
        data = super().clean()
        if data.get("authority") == DIRECT:
            return data | {"authority": "", "represents": ""}
        if data.get("authority") and not data.get("represents"):
            self.add_error("represents", FOR_WHOM)
        return data

    def clean_signatory(self):
        name = " ".join(self.cleaned_data["signatory"].split())
        if found := LEARNED.match(name):
            raise forms.ValidationError(f"Bỏ “{found[0].strip()}”: họ và tên không ghi học hàm, học vị.")
        if name.casefold() == self.instance.pledge.signatory.casefold():
            raise forms.ValidationError(
                f"{name} là người đã in trên giao ước. Anh/chị ghi người ký thay, hoặc quay lại."
            )
        return name
