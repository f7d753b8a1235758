from django import forms

from blocs.forms.layout import Laid, says
from ceremonies.models import Delegate


class GuestForm(Laid, forms.ModelForm):
    """Somebody who came without being on the list."""

    has_button = False

    class Meta:
        model = Delegate
        fields = ["name", "organisation"]
        error_messages = says(name="Nhập họ và tên của khách, ví dụ: Nguyễn Văn An.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
