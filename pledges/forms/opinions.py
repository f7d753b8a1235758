"""What a member says of the draft, clause by clause, and what the leader answers."""

from django import forms

from pledges.consulting import WHOLE, Said
from pledges.models import Opinion
from pledges.models.consultation import plain_answer

Stance = Opinion.Stance
WHOLE_AGREED = "Anh/chị đã ghi ý kiến về điều khoản {}; bấm “Gửi ý kiến từng điều khoản”, hoặc xóa ý kiến đó."
NOTHING_SAID = (
    "Anh/chị chưa ghi ý kiến nào. Nếu nhất trí với cả dự thảo, bấm “Nhất trí toàn bộ”; nếu không, ghi nội dung góp ý."
)


def _words(rows, label, **kwargs):
    return forms.CharField(
        label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class OpinionForm(forms.Form):
    """Two buttons: agree to everything, or say something of some clauses and agree to the others."""

    stance = forms.ChoiceField(
        choices=[(Stance.AGREES, "Nhất trí"), (Stance.COMMENTS, "Có ý kiến")],
        error_messages={"required": "Bấm “Nhất trí toàn bộ” hoặc “Gửi ý kiến từng điều khoản”."},
    )

    def __init__(self, *args, places, given, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            before = given.get(place.key)
            self.fields[f"stance_{place.order}"] = forms.ChoiceField(
                label=f"Ý kiến về {place.name}",
                choices=Stance.choices,
                initial=before.stance if before else Stance.AGREES,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"text_{place.order}"] = _words(
                2, f"Nội dung góp ý về {place.name}", initial=before.text if before else ""
            )
        whole = given.get(WHOLE.key)
        self.fields["text"] = _words(
            4,
            "Ý kiến chung về cả dự thảo",
            initial=whole.text if whole else "",
            help_text="Ghi ở đây điều không thuộc riêng điều khoản nào, ví dụ đề nghị thêm một phần.",
        )

    @property
    def clauses(self):
        """(place, its two fields) in the order of the draft."""
        return [(p, self[f"stance_{p.order}"], self[f"text_{p.order}"]) for p in self.places]

    def clean(self):
        data = super().clean()
        objected = [place for place in self.places if self._is_objected(place, data)]
        if data.get("stance") == Stance.AGREES and objected:
            self.add_error(None, WHOLE_AGREED.format(", ".join(place.name for place in objected)))
        if data.get("stance") == Stance.COMMENTS:
            self._check_clauses(data)
            if not (objected or data.get("text") or self.errors):
                self.add_error("text", NOTHING_SAID)
        return data

    def _is_objected(self, place, data):
        stance = data.get(f"stance_{place.order}")
        return stance in (Stance.COMMENTS, Stance.DISAGREES) or bool(data.get(f"text_{place.order}"))

    def _check_clauses(self, data):
        for place in self.places:
            stance, text = data.get(f"stance_{place.order}"), data.get(f"text_{place.order}")
            field, where = f"text_{place.order}", place.name
            if stance in (Stance.COMMENTS, Stance.DISAGREES) and not text and field not in self.errors:
                self.add_error(field, f"Anh/chị ghi nội dung góp ý về {where}.")
            if text and stance in (Stance.AGREES, ""):
                self.add_error(
                    f"stance_{place.order}",
                    f"Anh/chị đã ghi nội dung góp ý về {where}; chọn “Có ý kiến” hoặc “Không nhất trí”, hoặc xóa nội "
                    "dung đó.",
                )

    def said(self):
        data = self.cleaned_data
        general = data["text"]
        if data["stance"] == Stance.AGREES:
            return [Said(WHOLE, Stance.AGREES, general)]
        of_clauses = [
            Said(place, data[f"stance_{place.order}"], data[f"text_{place.order}"])
            for place in self.places
            if data[f"text_{place.order}"]
        ]
        return [*([Said(WHOLE, Stance.COMMENTS, general)] if general else []), *of_clauses]


class AnswersForm(forms.Form):
    """The leader's answers to all that one member says; any of them may wait."""

    def __init__(self, *args, opinions, **kwargs):
        super().__init__(*args, **kwargs)
        self.opinions = opinions
        for opinion in opinions:
            about = opinion.place or "ý kiến chung"
            self.fields[f"answer_{opinion.pk}"] = forms.ChoiceField(
                label=f"Tiếp thu, giải trình về {about}",
                choices=Opinion.Answer.choices,
                initial=opinion.answer,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"response_{opinion.pk}"] = _words(
                3,
                f"Nội dung tiếp thu, giải trình về {about}",
                initial=opinion.explanation,
                help_text="Chọn “Tiếp thu” thì bỏ trống được.",
            )

    @property
    def rows(self):
        return [(o, self[f"answer_{o.pk}"], self[f"response_{o.pk}"]) for o in self.opinions]

    def clean(self):
        data = super().clean()
        given = [self._is_complete(opinion, data) for opinion in self.opinions]
        if not (any(given) or self.errors):
            self.add_error(f"response_{self.opinions[0].pk}", "Ghi phần tiếp thu, giải trình.")
        return data

    def _is_complete(self, opinion, data):
        answer, response = f"answer_{opinion.pk}", f"response_{opinion.pk}"
        if data.get(answer) == Opinion.Answer.TAKEN and data.get(response) == "":
            data[response] = plain_answer(Opinion.Answer.TAKEN)
        if data.get(answer) and not data.get(response) and response not in self.errors:
            self.add_error(response, "Ghi nội dung tiếp thu, giải trình.")
        if data.get(response) and not data.get(answer) and answer not in self.errors:
            self.add_error(answer, "Chọn “Tiếp thu”, “Tiếp thu một phần” hoặc “Giải trình”.")
        return bool(data.get(answer) and data.get(response))

    def save(self):
        for opinion in self.opinions:
            opinion.answer = self.cleaned_data[f"answer_{opinion.pk}"]
            opinion.response = self.cleaned_data[f"response_{opinion.pk}"]
            opinion.save()
