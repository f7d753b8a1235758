"""Until when the members are asked for their opinion."""

from datetime import date, timedelta

from django import forms

from blocs import clock
from blocs.fields import DateField
from blocs.models import Step


class ConsultForm(forms.Form):
    until = DateField(label="Chờ ý kiến đến hết ngày", help_text="Tính đến 24 giờ, giờ Việt Nam. Ví dụ: 20/03/2027")

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc_year = bloc_year
        self.fields["until"].initial = _proposed(bloc_year)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if clock.day_is_over(until):
            raise forms.ValidationError(f"Nhập ngày từ hôm nay, {clock.today():%d/%m/%Y}, trở đi.")
        if fault := self.bloc_year.fault_of_day(until):
            raise forms.ValidationError(fault)
        return until


class ProlongForm(ConsultForm):
    """A day after the one that holds now."""

    def __init__(self, *args, bloc_year, **kwargs):
        super().__init__(*args, bloc_year=bloc_year, **kwargs)
        self.due = bloc_year.due(Step.COVENANT_OPINIONS)
        self.fields["until"].initial = max(self.due or clock.today(), clock.today()) + timedelta(days=3)

    def clean_until(self):
        until = super().clean_until()
        if self.due and until <= self.due:
            raise forms.ValidationError(f"Thời hạn hiện nay là {self.due:%d/%m/%Y}; nhập ngày sau ngày đó.")
        return until


def _proposed(bloc_year) -> date:
    """The year's day for opinions; a week from now where there is none to come."""
    due = bloc_year.due(Step.COVENANT_OPINIONS)
    return due if due and not clock.day_is_over(due) else clock.today() + timedelta(days=7)
