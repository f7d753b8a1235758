"""Who signs instead, in what form, on what basis."""

from django import forms

from blocs.forms.layout import Laid, says
from pledges.models import Pledge, Substitution


class SubstitutionForm(Laid, forms.ModelForm):
    has_button = False
    save_label = "Lưu người ký thay"
    authority = forms.ChoiceField(
        label="Hình thức ký",
        choices=[("", "Chọn hình thức"), *(choice for choice in Pledge.Authority.choices if choice[0])],
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
            "represents": "Ví dụ: Chánh Thanh tra",
            "basis": "Văn bản ủy quyền hoặc phân công, ví dụ: Giấy ủy quyền số 12/GUQ-TTr ngày 05/3/2027",
        }
        error_messages = says(
            signatory="Ghi họ và tên người ký thay.",
            post="Ghi chức vụ của người ký thay, ví dụ: Phó Chánh Thanh tra.",
            represents="Ghi chức vụ hoặc tập thể được ký thay, ví dụ: Chánh Thanh tra.",
            basis="Ghi văn bản ủy quyền hoặc phân công làm căn cứ.",
        )
