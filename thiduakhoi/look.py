"""Template tags of the forms: the faults of a page in one list, the rows of a formset."""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.forms import CheckboxSelectMultiple, MultiWidget, RadioSelect
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Fault:
    """One entry of the error summary; ``anchor`` is empty when no single control is at fault."""

    where: str
    message: str
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    """One form of a formset: its place in the data, and the number a reader counts.

    A row that was removed keeps its place and has no number.
    """

    form: object
    index: int
    number: int | None


@register.simple_tag
def faults(*parts):
    """What has to be looked at again in these forms and formsets, in the order of the page.

    Parts that are missing (a template variable that does not exist) or not yet sent are passed over.
    """
    found = []
    for part in parts:
        if not part or not part.is_bound:
            continue
        if isinstance(part, BaseFormSet):
            found += [Fault("", message) for message in part.non_form_errors()]
            for row in formset_rows(part):
                if row.number:
                    found += _faults_of(row.form, f"Dòng {row.number}")
        else:
            found += _faults_of(part)
    return found


@register.simple_tag
def kept(template_name, **values):
    """``template_name`` with these immutable values and no others: rendered once, used again wherever they are equal.

    Such a template asks nothing of the request, the database or the clock. Texts come unescaped (``SafeString``
    would be equal to a plain one).
    """
    return _rendered(get_template(template_name).template, **values)


@register.simple_tag
def kept_rows(template_name, rows):
    """The same for each ``row`` of ``rows``."""
    parsed = get_template(template_name).template
    return SafeString("".join(_rendered(parsed, row=row) for row in rows))


@lru_cache(maxsize=4096)
def _rendered(template, **values):
    # The parsed template is part of the key: while developing, an edited one is a new one.
    return template.render(Context(values))


@register.simple_tag
def formset_rows(formset):
    """The forms of ``formset`` as numbered rows; what is marked for removal stays, without a number."""
    rows, number = [], 0
    for index, form in enumerate(formset.forms):
        removed = _is_removed(form)
        number += not removed
        rows.append(Row(form, index, None if removed else number))
    return rows


@register.filter
def control_id(field):
    """The id of the first control of a bound field, where a link from the error summary leads."""
    widget, html_id = field.field.widget, field.id_for_label or field.auto_id
    if html_id and isinstance(widget, RadioSelect | CheckboxSelectMultiple | MultiWidget):
        return f"{field.auto_id}_0"
    return html_id


def _is_removed(form):
    if DELETION_FIELD_NAME not in form.fields:
        return False
    box = form[DELETION_FIELD_NAME]
    return bool(form.fields[DELETION_FIELD_NAME].to_python(box.value())) if form.is_bound else False


def _faults_of(form, where=""):
    found = [Fault(where, message) for message in form.non_field_errors()]
    for field in form:
        place = ", ".join(filter(None, [where, str(field.label)]))
        anchor = "" if field.is_hidden else control_id(field)
        found += [Fault(place, message, anchor) for message in field.errors]
    return found
