"""From what the days of a year are counted back."""

from django import forms

from blocs.fields import DateField
from blocs.models import Step
from ceremonies.back_planning import FIRST, first_step


class BackPlanForm(forms.Form):
    ceremony = DateField(label="Ngày ký kết", required=False)
    sent = DateField(label="Giao ước phải đến cơ quan tổ chức chậm nhất ngày", required=False)
    first = forms.ChoiceField(
        label="Bắt đầu từ bước",
        choices=[(step.value, step.label) for step in FIRST],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn một bước trong danh sách."),
    )

    def __init__(self, data=None, *, bloc_year):
        self.bloc_year = bloc_year
        known = {"first": first_step(bloc_year).value} | self._days()
        asked = data if data and "first" in data else known if len(known) > 1 else None
        super().__init__(asked, initial=known)

    def _days(self):
        """The days that the year knows already, as one would type them."""
        ceremony, due = getattr(self.bloc_year, "ceremony", None), self.bloc_year.due
        held_on = ceremony.held_on if ceremony else None
        days = {"ceremony": held_on or due(Step.CEREMONY), "sent": due(Step.COVENANT_SENT)}
        return {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}

    def clean(self):
        data = super().clean()
        for name in ("ceremony", "sent"):
            if (day := data.get(name)) and (fault := self.bloc_year.fault_of_day(day)):
                self.add_error(name, fault)
        if not any(data.get(name) for name in ("ceremony", "sent")) and not self.errors:
            self.add_error("ceremony", "Nhập ngày ký kết, hoặc ngày giao ước phải đến cơ quan tổ chức.")
        return data
