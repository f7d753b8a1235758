"""What the page of the pack says: what is in it, and what has changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from ceremonies.models import Adoption, AgendaItem, Ceremony, Delegate, Pack
from ceremonies.pack_parts import Part, folders

OF_A_CEREMONY = (AgendaItem, Adoption, Delegate)


@dataclass(frozen=True)
class Change:
    """``at`` is None where the history does not tell when. ``copies`` is how many are wanted now, where the paper
    itself says the same."""

    title: str
    at: datetime | None
    copies: int = 0


def changes(pack: Pack) -> list[Change]:
    """The papers that would say something else now, with the hour of the last change they tell of, and those of which
    other numbers are wanted."""
    ceremony = pack.ceremony
    before = {one["title"]: one for one in pack.contents if one["print"]}
    found = folders(ceremony, timezone.localdate(pack.made_at))
    parts = {part.title: part for folder in found for part in folder.parts}
    same = {title for title, part in parts.items() if part.print == (before[title]["print"] if title in before else "")}
    stale = [part for title, part in parts.items() if title not in same]
    history = _history(ceremony, pack.made_at) if stale else {}
    gone = [Change(title, None) for title in before if title not in parts]
    counted = [parts[title] for title in before if title in same and parts[title].copies != before[title]["copies"]]
    more_or_less = [Change(part.title, None, part.copies) for part in counted]
    return [Change(part.title, _last(part, history)) for part in stale] + gone + more_or_less


def _last(part: Part, history: dict[type, datetime]) -> datetime | None:
    return max((history[source] for source in part.sources if source in history), default=None)


def _history(ceremony: Ceremony, since: datetime) -> dict[type, datetime]:
    """Kind of record → when one of this ceremony was changed last, of those changed since then."""
    kinds = {kind.pk: model for model, kind in _kinds((Ceremony, *OF_A_CEREMONY)).items()}
    own = {model: {str(key) for key in _keys(ceremony, model)} for model in kinds.values()}
    found: dict[type, datetime] = {}
    for entry in LogEntry.objects.filter(content_type__in=kinds, timestamp__gt=since).order_by("timestamp"):
        model = kinds[entry.content_type_id]
        removed = entry.action == LogEntry.Action.DELETE and (entry.changes or {}).get("ceremony", [""])[0]
        if entry.object_pk in own[model] or removed == str(ceremony):
            found[model] = entry.timestamp
    return found


def _kinds(models: Iterable[type]) -> dict[type, ContentType]:
    return ContentType.objects.get_for_models(*models)


def _keys(ceremony, model):
    if model is Ceremony:
        return [ceremony.pk]
    return model.objects.filter(ceremony=ceremony).values_list("pk", flat=True)
