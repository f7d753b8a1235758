"""Rows of a form that are added, moved and removed with the page's own buttons, without JavaScript.

A button posts ``row`` as "<act>" or "<act>:<index>"; the page comes back with the same typed rows after that
act, unsaved (``pressed``). What was posted says how many rows there are; which of them exist already is asked
of the database, never of the page.
"""

import copy
import re

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.models import model_to_dict
from django.forms.utils import ErrorDict

BUTTON = re.compile(r"(?P<act>add|insert|up|down|indent|outdent|remove|show)(?::(?P<index>\d{1,4}))?", re.ASCII)
# As many rows as fit into the largest form Django reads: what is too much is shown again, not cut off.
MOST_SHOWN = 1000


def arranged(rows: list, act: str, index: int, blank) -> tuple[list, int]:
    """``rows`` after ``act`` on the row ``index``, and the index of the row to go on with.

    up, down  exchange places; insert  ``blank`` below; remove; add  ``blank`` at the end; anything else leaves
    the rows as they are. An act that is impossible there changes nothing.
    """
    rows = list(rows)
    if act == "add":
        return [*rows, blank], len(rows)
    if not 0 <= index < len(rows):
        return rows, 0
    if act == "insert":
        return [*rows[: index + 1], blank, *rows[index + 1 :]], index + 1
    if act == "remove":
        del rows[index]
        return rows, min(index, len(rows) - 1)
    other = index + {"up": -1, "down": 1}.get(act, 0)
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
        return rows, other
    return rows, index


def pressed(post, prefix, blank=None, arrange=arranged):
    """``post`` after the row button that was pressed, or None when it was another button.

    blank    field name → text of a new row, where that is not empty
    arrange  does it, as ``arranged``
    """
    button = BUTTON.fullmatch(post.get("row", ""))
    if button is None:
        return None
    typed = typed_rows(post, prefix)
    blank = {name: [text] for name, text in (blank or {}).items()}
    rows, touched = arrange(list(typed.values()), button["act"], int(button["index"] or 0), blank)
    return posted_again(post, prefix, rows, touched)


def typed_rows(post, prefix):
    """Index → field name → the texts, for as many rows as the page says it has."""
    total = post.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_SHOWN) if re.fullmatch(r"\d{1,4}", total, re.ASCII) else 0
    rows: dict[int, dict[str, list[str]]] = {index: {} for index in range(count)}
    for name, texts in post.lists():
        place = re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", name, re.ASCII | re.DOTALL)
        if place and int(place[1]) in rows:
            rows[int(place[1])][place[2]] = texts
    return rows


def posted_again(post, prefix, rows, touched):
    """``post`` with these rows in place of its own."""
    again = post.copy()
    for name in [name for name in post if name.startswith(f"{prefix}-")]:
        del again[name]
    again[f"{prefix}-TOTAL_FORMS"], again[f"{prefix}-touched"] = str(len(rows)), str(touched)
    again[f"{prefix}-INITIAL_FORMS"] = post.get(f"{prefix}-INITIAL_FORMS", "0")
    for index, row in enumerate(rows):
        for name, texts in row.items():
            again.setlist(f"{prefix}-{index}-{name}", texts)
    return again


def quiet(*shown):
    """Show what was typed in these forms and formsets without its faults: nothing is being saved yet."""
    for each in shown:
        if isinstance(each, BaseFormSet):
            each._errors, each._non_form_errors = [], each.error_class()
            quiet(*each.forms)
        else:
            each._errors = ErrorDict()


class RowForm(forms.ModelForm):
    """One row. ``lead`` names the field without which a row says nothing."""

    lead = ""
    same_message = ""
    remarks = ()  # what somebody said of the row, shown in it
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def same_as(self, typed):
        """What no other row may have as well; None where anything goes."""
        return None

    def says_something(self):
        return bool(self.cleaned_data.get(self.lead))


class Rows(BaseFormSet):
    """The rows that hang on ``owner`` by its relation ``related``, in the order in which they stand on the page."""

    related = ""
    # Rows whose identity matters later (a target is scored at the year's end) are updated in place.
    keeps_identity = True
    blank: dict[str, str] = {}
    arrange = staticmethod(arranged)
    default_error_messages = {
        "missing_management_form": "Trang gửi lên thiếu thông tin về số dòng nên chưa lưu được. Anh/chị tải lại "
        "trang, nhập lại phần còn thiếu rồi bấm Lưu.",
        "too_many_forms": "Phần này có nhiều nhất %(num)d dòng. Anh/chị bỏ bớt dòng rồi bấm Lưu.",
    }

    def __init__(self, data=None, *, owner, prefix=None, **kwargs):
        self.owner = owner
        self.lines = list(self.lines_of(owner))
        initial = [self.initial_of(line) for line in self.lines]
        super().__init__(data, initial=initial, prefix=prefix or self.related, **kwargs)
        self.extra = 0 if self.lines else 1

    @property
    def _relation(self):
        return getattr(self.owner, self.related)

    def lines_of(self, owner):
        return getattr(owner, self.related).all()

    def initial_of(self, line):
        known = {"id": line.pk} if self.keeps_identity else {}
        return model_to_dict(line, self.form._meta.fields) | known

    def pressed(self, post):
        """``post`` after the row button that was pressed, or None when it was another button."""
        return pressed(post, self.prefix, self.blank, self.arrange)

    @property
    def is_broken(self):
        """The page's own bookkeeping did not come back."""
        return self.is_bound and not self.management_form.is_valid()

    def initial_form_count(self):
        return 0 if self.is_bound else len(self.lines)

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        line = self._line_at(index) if self.keeps_identity else None
        if self.is_bound:
            # Where a row stands on the page says nothing of what is stored: one left blank is none, wherever it is.
            kwargs |= {"initial": self.initial_of(line) if line else {}, "empty_permitted": line is None}
        # A copy: what is typed must not show through where the page tells what is kept.
        return kwargs | {"instance": copy.copy(line)} if line else kwargs

    def _line_at(self, index):
        """The stored line that the row ``index`` shows or changes."""
        if index is None:
            return None
        if not self.is_bound:
            return self.lines[index] if index < len(self.lines) else None
        pk = self.data.get(f"{self.add_prefix(index)}-id")
        return next((line for line in self.lines if str(line.pk) == pk), None)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if index is not None and self.is_bound and self.data.get(f"{self.prefix}-touched") == str(index):
            form.fields[form.lead].widget.attrs["autofocus"] = True

    def clean(self):
        places: dict[object, int] = {}
        for number, form in enumerate(self.standing(), start=1):
            key = form.same_as(form.cleaned_data)
            if key is None or (isinstance(key, tuple) and None in key):
                continue
            if key in places:
                form.add_error(form.lead, form.same_message.format(first=places[key]))
            places.setdefault(key, number)

    def form_of(self, index):
        """The form of the stored line ``index``, wherever it stands on the page; None when it is not there."""
        if not self.keeps_identity:
            return None if self.is_bound or index >= len(self.forms) else self.forms[index]
        pk = str(self.lines[index].pk) if index < len(self.lines) else ""
        return next((form for form in self.forms if str(form["id"].value()) == pk), None)

    def standing(self):
        """The forms that are not removed."""
        return [form for form in self.forms if not self._should_delete_form(form)]

    def said(self):
        """Those of them, once found valid, that say something."""
        return [form for form in self.standing() if form.says_something()]

    def keep(self):
        """Make the stored lines what the valid rows say."""
        known = {line.pk for line in self.lines} if self.keeps_identity else set()
        kept = self.said()
        own = {form.cleaned_data["id"] for form in kept} & known
        self.lines_of(self.owner).exclude(pk__in=own).delete()
        for order, form in enumerate(kept, start=1):
            line = form.instance
            setattr(line, self._relation.field.name, self.owner)
            line.order = order
            line.pk = form.cleaned_data["id"] if form.cleaned_data["id"] in own else None
            own.discard(line.pk)
            line.save(force_insert=line.pk is None)


def rows_of(form, rows=Rows, *, related="", most=300):
    """A formset class of at most ``most`` rows; ``related`` names the owner's relation where ``rows`` does not."""
    if related:
        rows = type(f"{related.title()}Rows", (rows,), {"related": related})
    return formset_factory(
        form, formset=rows, extra=0, can_delete=True, max_num=most, validate_max=True, absolute_max=MOST_SHOWN
    )
