"""What a draft takes over: from the version before it, from the year before's text, from a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F

from blocs.models import BlocYear


def last_years(known: models.QuerySet, bloc_year: BlocYear) -> Any:
    """Of the texts that somebody may read, the year before's: what was issued before what was not; None without any."""
    before = known.filter(bloc_year__bloc=bloc_year.bloc_id, bloc_year__year=bloc_year.year - 1)
    return before.select_related("bloc_year").order_by(F("document").desc(nulls_last=True), "-version").first()


def write(rows: Iterable[models.Model], **owner: models.Model) -> None:
    """Store ``rows``, unsaved ones or another's, as new ones of ``owner``: the name of the field, and the record."""
    new = list(rows)
    for row in new:
        row.pk = None
        for name, record in owner.items():
            setattr(row, name, record)
    if new:
        type(new[0])._default_manager.bulk_create(new)
