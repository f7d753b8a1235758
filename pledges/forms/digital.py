"""How the year signs; the file that comes back with a digital signature."""

from django import forms

from blocs.forms.layout import Laid
from documents.forms import SignedField
from pledges import digital
from pledges.models import Pledge, SigningChoice
from pledges.models.signing import Manner


class SigningChoiceForm(Laid, forms.ModelForm):
    save_label = "Lưu cách ký"

    class Meta:
        model = SigningChoice
        fields = ["manner", "is_ordered"]
        widgets = {"manner": forms.RadioSelect}
        help_texts = {
            "is_ordered": "Đơn vị trưởng ký trước, rồi đơn vị phó, rồi các đơn vị khác theo thứ tự trên trang ký. "
            "Không chọn thì đơn vị nào sẵn sàng ký trước. Chỉ chọn được khi mọi đơn vị ký số: nơi đơn vị tùy chọn ký "
            "giấy hay ký số thì không ai phải chờ ai."
        }

    def clean_manner(self):
        """What was signed already stays what it is."""
        chosen = self.cleaned_data["manner"]
        signed = Pledge.objects.signed().filter(covenant__in=self.instance.bloc_year.covenants.current())
        given = set(signed.values_list("manner", flat=True))
        for manner, words in ((Manner.PAPER, "ký giấy"), (Manner.DIGITAL, "ký số")):
            if manner in given and chosen not in (manner, Manner.MIXED):
                raise forms.ValidationError(f"Đã có đơn vị {words}; Anh/chị chọn “{Manner.MIXED.label}”.")
        return chosen

    def clean(self):
        data = super().clean()
        if data.get("is_ordered") and data.get("manner") == Manner.MIXED:
            self.add_error("is_ordered", "Bỏ chọn ô này, hoặc chọn cách ký “Ký số”: chỉ khi đó mới ký lần lượt được.")
        return data


class SignedFileForm(Laid, forms.Form):
    """Gives ``digital.Returned`` as its file."""

    has_button = False
    file = SignedField(label="Tệp PDF đã ký số (nhiều nhất 25 MB)")

    def __init__(self, *args, pledge, **kwargs):
        super().__init__(*args, **kwargs)
        self.pledge = pledge

    def clean_file(self):
        return digital.judged(self.pledge, self.cleaned_data["file"])
