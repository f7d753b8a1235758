"""The rows in which the programme is written, with the hours they make, and the templates to start from."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from blocs.fields import CountField
from blocs.forms.layout import says
from blocs.models import members_of
from blocs.rows import RowForm, Rows, rows_of
from ceremonies.forms import NO_CLOCK
from ceremonies.models import AgendaItem, Ceremony
from ceremonies.programme import Programme, Slot
from documents.models import IssuedDocument
from pledges.models import BlocText

MOST_MINUTES = 600


class AgendaItemForm(RowForm):
    lead = "text"
    minutes = CountField(label="Số phút", required=False)

    class Meta:
        model = AgendaItem
        fields = ["minutes", "fixed_at", "text", "speaker", "paper"]
        widgets = {
            "fixed_at": forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "text": forms.Textarea(attrs={"rows": 2}),
            "speaker": forms.TextInput(attrs={"list": "nguoi-trinh-bay", "autocomplete": "off"}),
            "paper": forms.TextInput(attrs={"list": "van-ban-cua-nam", "autocomplete": "off"}),
        }
        error_messages = {"fixed_at": NO_CLOCK} | says(text="Nhập nội dung của mục, hoặc bấm Bỏ ở dòng này.")

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes > MOST_MINUTES:
            raise forms.ValidationError(f"Nhập số phút từ 0 đến {MOST_MINUTES}, ví dụ 15.")
        return minutes

    def item(self) -> AgendaItem:
        """As it is typed now; what is no number or hour counts as empty."""
        return AgendaItem(minutes=self._typed("minutes"), fixed_at=self._typed("fixed_at"))

    def _typed(self, name):
        try:
            typed = self.fields[name].clean(self[name].value())
        except ValidationError:
            return None
        return typed if name != "minutes" or typed is None else min(typed, MOST_MINUTES)


@dataclass(frozen=True)
class ShownRow:
    form: AgendaItemForm
    slot: Slot
    can: set[str]


class BaseAgendaRows(Rows):
    related = "agenda"

    @cached_property
    def programme(self) -> Programme:
        """What the rows say now, unsaved."""
        return Programme(self.owner, [form.item() for form in self.forms])

    @property
    def shown(self) -> list[ShownRow]:
        last = len(self.forms) - 1
        return [
            ShownRow(form, slot, {act for act, possible in (("up", place > 0), ("down", place < last)) if possible})
            for place, (form, slot) in enumerate(zip(self.forms, self.programme.slots, strict=True))
        ]

    @property
    def speakers(self) -> list[str]:
        """Whom the office may choose: the chair, the delegates, the members' signatories."""
        year, ceremony = self.owner.bloc_year, self.owner
        people = [(ceremony.chair, ceremony.chair_post), (ceremony.secretary, ceremony.secretary_post)]
        people += [(who.name, who.post_and_organisation) for who in ceremony.everybody()]
        people += [(member.signatory, member.signatory_post) for member in members_of(year)]
        names = {name: f"{name}, {post}" if post else name for name, post in reversed(people) if name}
        return [names[name] for name in dict.fromkeys(name for name, _ in people if name)]

    @property
    def papers(self) -> list[str]:
        """The year's papers as one may speak of them."""
        year = self.owner.bloc_year
        issued = [f"{each.title} ({each})" for each in IssuedDocument.objects.filter(bloc_year=year)]
        customary = ["Báo cáo tổng hợp đăng ký thi đua", "Giao ước thi đua", *BlocText.Kind.labels]
        return [*issued, *(f"{each} năm {year.year}" for each in customary)]


AgendaRows = rows_of(AgendaItemForm, BaseAgendaRows, most=60)


class ProgrammeKindForm(forms.Form):
    """Which customary programme to start from."""

    kind = forms.ChoiceField(
        label="Chương trình mẫu",
        choices=Ceremony.Kind.choices,
        initial=Ceremony.Kind.SIGNING,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một chương trình mẫu.", "invalid_choice": "Chọn một chương trình mẫu."},
    )

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        combined = Ceremony.Kind.FINAL_AND_SIGNING
        self.fields["kind"].choices = [
            (value, f"Tổng kết năm {year - 1} và ký kết giao ước năm {year}" if value == combined else label)
            for value, label in Ceremony.Kind.choices
        ]
