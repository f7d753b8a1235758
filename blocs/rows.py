"""Rows of a form that are added and removed with the page's own buttons, without JavaScript.

The page posts ``add`` or ``remove=<index>`` (templates/_partials/formset_table.html); ``pressed`` gives
the same typed values with one row more, or one marked as removed, to show again unsaved.
"""

from django.forms import BaseInlineFormSet, inlineformset_factory


def pressed(post, prefix):
    """``post`` after the row button that was pressed, or None when it was another button."""
    total = post.get(f"{prefix}-TOTAL_FORMS", "0")
    if "add" in post and total.isdecimal() and len(total) < 5:
        changed = post.copy()
        changed[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
        return changed
    if post.get("remove", "").isdecimal():
        changed = post.copy()
        changed[f"{prefix}-{post['remove']}-DELETE"] = "on"
        return changed
    return None


class OrderedRows(BaseInlineFormSet):
    """Rows that keep the order in which they stand on the page."""

    def save_in_order(self):
        """Delete the removed, save the rest numbered from 1; rows left empty are passed over."""
        for form in self.deleted_forms:
            if form.instance.pk:
                form.instance.delete()
        kept = [f for f in self.forms if f not in self.deleted_forms and (f.has_changed() or f.instance.pk)]
        for order, form in enumerate(kept, start=1):
            form.instance.order = order
            form.save()


def rows_of(parent, child, form, *, most=200, formset=OrderedRows):
    """A formset class for ``child`` rows below ``parent``, at most ``most`` of them."""
    return inlineformset_factory(
        parent,
        child,
        form=form,
        formset=formset,
        extra=0,
        can_delete=True,
        max_num=most,
        validate_max=True,
        absolute_max=most + 10,
    )
