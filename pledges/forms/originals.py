"""What is typed into the register of originals: their number, who holds one and its scan, the ticks of the grid."""

import re

from django import forms

from blocs.models import Unit
from pledges.forms.covenant import ScanForm
from pledges.originals import Cell

CELL = re.compile(r"(\d{1,4})-(\d{1,18})([kd]?)")


class NumberForm(forms.Form):
    count = forms.IntegerField(
        label="Số bản gốc đã in", min_value=1, max_value=300,
        error_messages={
            "required": "Ghi số bản gốc đã in, ví dụ 8.",
            "invalid": "Ghi số bản gốc bằng chữ số, ví dụ 8.",
            "min_value": "Số bản gốc từ 1 đến 300.",
            "max_value": "Số bản gốc từ 1 đến 300.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, covenant, **kwargs):
        super().__init__(*args, **kwargs)
        members = covenant.bloc_year.memberships.count()
        self.printed = printed = covenant.copies
        self.fields["count"].initial = covenant.originals.count() or printed or members + 1
        self.fields["count"].help_text = f"Giao ước ghi {printed:02d} bản." if printed else "Giao ước không ghi số bản."

    def clean(self):
        data = super().clean()
        count = data.get("count")
        if self.printed and count and count != self.printed:
            self._ask_whether(count)
        return data

    def _ask_whether(self, count):
        name = f"certain_{count}"  # of this number: a tick says nothing of another
        self.fields[name] = forms.BooleanField(label=f"Đã in đúng {count} bản", required=False)
        if name not in self.data:
            self.add_error(
                name,
                f"Giao ước ghi {self.printed:02d} bản, Anh/chị ghi {count}. Sửa số bản, hoặc đánh dấu ô này rồi lưu.",
            )


class OriginalForm(ScanForm):
    save_label = "Lưu"
    holder = forms.ModelChoiceField(
        Unit.objects.none(), label="Nơi giữ", required=False, empty_label="Chưa rõ",
        error_messages={"invalid_choice": "Chọn một đơn vị trong danh sách, hoặc “Chưa rõ”."},
    )  # fmt: skip
    field_order = ["holder", "scan"]

    def __init__(self, *args, original, **kwargs):
        year = original.covenant.bloc_year
        initial = {"holder": original.holder_id}
        super().__init__(*args, document=original.covenant.document, all_signed=True, initial=initial, **kwargs)
        units = {m.unit_id for m in year.known_members} | {year.bloc.organiser_id}
        self.fields["holder"].queryset = Unit.objects.filter(pk__in=units).prefetch_related("names")
        self.fields["scan"].required = False
        self.fields["scan"].label = f"Bản quét của bản số {original.number} (PDF, nhiều nhất 25 MB)"

    def clean_scan(self):
        return super().clean_scan() if self.cleaned_data["scan"] else None


def cells(tokens, letter="") -> set[Cell]:
    """Those of "3-17", or of "3-17k" and "3-17d" with the ``letter``; whatever else was sent is no cell."""
    found = filter(None, map(CELL.fullmatch, tokens))
    return {(int(cell[1]), int(cell[2])) for cell in found if cell[3] == letter}


class Ticks:
    """The grid as it was sent, against the grid as it was shown: two people who tick at once both keep their ticks."""

    def __init__(self, data):
        was = data.get("was", "").split()
        was_signed, was_stamped = cells(was, "k") | cells(was, "d"), cells(was, "d")
        signed, stamped = cells(data.getlist("ky")), cells(data.getlist("dau"))
        self.cleared = was_signed - signed - (stamped - was_stamped)
        self.stamped = stamped - was_stamped - self.cleared
        self.signed = (signed - was_signed) | (was_stamped & signed - stamped)
