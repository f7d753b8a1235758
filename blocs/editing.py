"""Saving what somebody else may have saved meanwhile.

A page carries the token of what stood in the database when it was shown. A save with another token is not taken:
the page comes back (409) with what was typed in its fields, what stands now below them (``_partials/stands_now.html``),
and the token of the latter, so that the next save is a decision.
"""

import hashlib
import json

from django.forms import BaseFormSet

from blocs.rows import Rows, quiet


def fingerprint(content) -> str:
    """Changes whenever ``content`` (plain data) does."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:20]


class Edit:
    """One request to such a page: shown, saved, or a button of its rows.

    content  what stands in the database now, as plain data
    rows     the formset whose buttons the page has
    kept     [(heading, lines)]: ``content`` as the page tells it beside what was typed
    """

    def __init__(self, request, content, *, rows=None, kept=()):
        self.posted = request.POST if request.method == "POST" else None
        self.now = fingerprint(content)
        self.kept = kept
        self.arranged = rows.pressed(request.POST) if rows is not None and self.posted is not None else None
        saves = self.posted is not None and self.arranged is None
        self.is_stale = saves and request.POST.get("token") != self.now

    @property
    def data(self):
        """What the page's forms are bound to; None when it is only shown."""
        return self.posted if self.arranged is None else self.arranged

    @property
    def was_refused(self):
        """Once asked ``is_to_save`` in vain: whether somebody wanted to save."""
        return self.posted is not None and self.arranged is None

    @property
    def status(self):
        return 409 if self.is_stale else 200

    @property
    def context(self):
        token = self.now if self.arranged is None else self.posted.get("token", "")
        return {"token": token, "unsaved": self.arranged is not None, "stands_now": self.kept if self.is_stale else ()}

    def is_to_save(self, *forms):
        """Whether ``forms`` hold what may be saved now; when nobody asked them yet, they show no faults."""
        if self.arranged is not None or self.is_stale:
            quiet(*forms)
            return False
        valid = [form.is_valid() for form in forms]  # all of them: each shows its own faults
        return self.posted is not None and all(valid)


def edit_of(request, forms: dict, *, about=()) -> Edit:
    """The edit of what ``forms`` show: heading → unbound form, or rows.

    about  plain data that is no field, but what the typed text speaks of
    """
    content = [*([_values(form) for form in _each(shown)] for shown in forms.values()), *about]
    kept = [(heading, _lines(shown)) for heading, shown in forms.items()]
    rows = next((shown for shown in forms.values() if isinstance(shown, Rows)), None)
    return Edit(request, content, rows=rows, kept=kept)


def _each(shown):
    return shown.initial_forms if isinstance(shown, BaseFormSet) else [shown]


def _values(form):
    return {name: form[name].value() for name in form.fields}


def _lines(shown):
    """A line for each row, or for each field of a form; what is empty is left out."""
    if isinstance(shown, BaseFormSet):
        return [" · ".join(filter(None, map(_words, form.visible_fields()))) for form in shown.initial_forms]
    return [f"{field.label}: {text}" for field in shown.visible_fields() if (text := _words(field))]


def _words(field):
    value = field.value()
    if hasattr(field.field, "choices"):
        return str(dict(field.field.choices).get(value, "")) if value else ""
    text = field.field.widget.format_value(field.field.prepare_value(value))
    return str(text or "").strip()
