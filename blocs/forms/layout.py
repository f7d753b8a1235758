"""How crispy lays out the forms of this app: order, fieldsets, the word on the button."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit


class Laid:
    """A form that says its ``fieldsets`` [(legend, field names)]; without any, its own order."""

    fieldsets: list[tuple[str, list[str]]] = []
    save_label = "Lưu"
    has_button = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Faults are listed in the order in which the fields stand on the page.
        self.order_fields([name for _, names in self.fieldsets for name in names])

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = self.has_button
        helper.disable_csrf = not self.has_button
        if self.fieldsets:
            parts = [Fieldset(legend, *(n for n in names if n in self.fields)) for legend, names in self.fieldsets]
        else:
            parts = list(self.fields)
        helper.layout = Layout(*parts)
        if self.has_button:
            helper.add_input(Submit("save", self.save_label))
        return helper


def says(**required):
    """``error_messages`` of a ModelForm's Meta: field name → what to type when it is empty."""
    return {name: {"required": sentence} for name, sentence in required.items()}
