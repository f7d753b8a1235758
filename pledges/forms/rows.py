"""Rows of a registration's section: a formset that survives whatever is posted.

What was posted says how many rows there are; which of them exist already is asked of
the database, never of the page.
"""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.models import model_to_dict
from django.forms.utils import ErrorDict

MOST_ROWS = 300
# As many rows as fit into the largest form Django reads: what is too much is shown again, not cut off.
MOST_SHOWN = 1000


class PlainWords:
    """A form that says in Vietnamese what is missing or too long."""

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
            says["max_length"] = "Nhập nhiều nhất %(limit_value)d ký tự; hiện có %(show_value)d ký tự."


class RowForm(PlainWords, forms.ModelForm):
    """One row. ``lead`` names the field without which a row says nothing."""

    lead = ""
    same_message = ""
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def same_as(self, typed):
        """What no other row may have as well; None where anything goes."""
        return None


class Rows(BaseFormSet):
    """The rows of one section of ``registration``, in the order in which they stand on the page."""

    # Rows whose identity matters later (a target is scored at the year's end) are updated in place.
    keeps_identity = True
    default_error_messages = {
        "missing_management_form": "Trang gửi lên thiếu thông tin về số dòng nên chưa lưu được. Anh/chị tải lại "
        "trang, nhập lại phần còn thiếu rồi bấm Lưu.",
        "too_many_forms": f"Phần này có nhiều nhất {MOST_ROWS} dòng. Anh/chị bỏ bớt dòng rồi bấm Lưu.",
    }

    def __init__(self, *args, registration, **kwargs):
        self.registration = registration
        self.lines = list(self.lines_of(registration))
        super().__init__(*args, initial=[self.initial_of(line) for line in self.lines], **kwargs)
        self.extra = 0 if self.lines else 1

    def lines_of(self, registration):
        raise NotImplementedError

    def initial_of(self, line):
        return model_to_dict(line, self.form._meta.fields) | {"id": line.pk}

    @property
    def is_broken(self):
        """The page's own bookkeeping did not come back."""
        return self.is_bound and not self.management_form.is_valid()

    def initial_form_count(self):
        return min(len(self.lines), self.total_form_count()) if self.is_bound else len(self.lines)

    def quiet(self):
        """Show what was typed without its faults: nothing is being saved yet."""
        self._errors, self._non_form_errors = [], self.error_class()
        for form in self.forms:
            form._errors = ErrorDict()

    def clean(self):
        places = {}
        for number, form in enumerate(self._standing(), start=1):
            key = form.same_as(form.cleaned_data)
            if key is None or (isinstance(key, tuple) and None in key):
                continue
            if key in places:
                form.add_error(form.lead, form.same_message.format(first=places[key]))
            places.setdefault(key, number)

    def _standing(self):
        """The forms that are not removed."""
        return [form for form in self.forms if not self._should_delete_form(form)]

    def keep(self):
        """Make the section what the valid rows say."""
        known = {line.pk for line in self.lines} if self.keeps_identity else set()
        kept = [form for form in self._standing() if form.cleaned_data.get(form.lead)]
        own = {form.cleaned_data["id"] for form in kept} & known
        self.lines_of(self.registration).exclude(pk__in=own).delete()
        for order, form in enumerate(kept, start=1):
            line = form.instance
            line.registration, line.order = self.registration, order
            line.pk = form.cleaned_data["id"] if form.cleaned_data["id"] in own else None
            own.discard(line.pk)
            line.save(force_insert=line.pk is None)


def rows_of(form, rows):
    return formset_factory(
        form,
        formset=rows,
        extra=0,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
        absolute_max=MOST_SHOWN,
    )
