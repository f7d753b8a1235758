"""What the database holds of every record that has such fields, whoever writes it."""

from django.db.models import BaseConstraint, CheckConstraint, F, Model, Q


def dated_when_named(step: str) -> CheckConstraint:
    """Who did ``step`` is told only with when: ``<step>_by`` never stands without ``<step>_at``.

    The other way round cannot be held: a removed account leaves the moment without a name (SET_NULL), and what a
    bloc file tells has a moment and nobody.
    """
    return CheckConstraint(
        condition=Q(**{f"{step}_by": None}) | Q(**{f"{step}_at__isnull": False}), name=f"%(class)s_{step}_by_has_at"
    )


def at_least_one(*fields: str) -> list[BaseConstraint]:
    """Numbers and places in a list begin with 1; an empty number is none."""
    return [
        CheckConstraint(condition=Q(**{field: None}) | Q(**{f"{field}__gte": 1}), name=f"%(class)s_{field}_from_1")
        for field in fields
    ]


def fitting(model: type[Model], name: str, text: str) -> str:
    """``text``, made by the program, cut to what the column ``name`` holds."""
    most: int = model._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def in_order(first: str, last: str, message: str) -> CheckConstraint:
    """The day ``last`` is not before the day ``first``, where both are known."""
    known = Q(**{first: None}) | Q(**{last: None})
    return CheckConstraint(
        condition=known | Q(**{f"{last}__gte": F(first)}),
        name=f"%(class)s_{last}_after_{first}",
        violation_error_message=message,
    )
