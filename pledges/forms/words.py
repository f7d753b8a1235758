"""What a registration's form says of what is missing."""

from django import forms


class PlainWords:
    """A form that says it in Vietnamese, by the name of the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.speak_plainly()

    def speak_plainly(self):
        for name, field in self.fields.items():
            label = str(field.label or name).lower()
            says = field.error_messages
            if type(field) in (forms.CharField, forms.ChoiceField, forms.TypedChoiceField):
                chosen = not isinstance(field, forms.CharField)
                says["required"] = f"{'Chọn' if chosen else 'Nhập'} {label}."
            says["invalid_choice"] = "Chọn một mục trong danh sách."
