"""What a filled workbook would change in its registration, and the change itself: all of it, or nothing."""

from collections import Counter
from dataclasses import dataclass

from pledges import sections
from pledges.comparison import KIND_WORDS, Change, changes
from pledges.models import RegistrationEvent
from pledges.workbook_reading import filled_form


@dataclass(frozen=True)
class Difference:
    """What would change; ``reordered`` are sections in which the same rows stand in another order."""

    changes: tuple[Change, ...]
    reordered: tuple[sections.Section, ...]

    def __len__(self) -> int:
        return len(self.changes) + len(self.reordered)

    @property
    def touched(self) -> list[sections.Section]:
        found = {change.section for change in self.changes} | set(self.reordered)
        return [section for section in sections.SECTIONS.values() if section in found]

    @property
    def counted(self) -> str:
        """How many of each kind: "thêm 2, sửa 1"."""
        kinds: Counter[str] = Counter(change.kind for change in self.changes)
        told = [f"{word.lower()} {kinds[kind]}" for kind, word in KIND_WORDS.items() if kinds[kind]]
        return ", ".join(told + ([f"xếp lại {len(self.reordered)} phần"] if self.reordered else []))


def filled_forms(registration, data) -> dict:
    """Section → its form, bound to what the workbook holds for it."""
    return {s: filled_form(registration, s, data.get(s.slug, {})) for s in sections.SECTIONS.values()}


def are_valid(forms) -> bool:
    return all(form.is_valid() for form in forms.values())


def difference(registration, forms) -> Difference:
    """Between what stands in ``registration`` and what the valid ``forms`` would make of it; nothing is saved."""
    before, after = registration.snapshot(), snapshot_of(forms)
    found = tuple(changes(before, after))
    changed = {change.section for change in found}
    still = [section for section in sections.SECTIONS.values() if section not in changed]
    return Difference(found, tuple(section for section in still if _order(before, section) != _order(after, section)))


def snapshot_of(forms) -> dict:
    """The shape of ``Registration.snapshot()``, from valid forms."""

    def lines(section):
        return [form.instance.as_data() for form in forms[section].said()]

    general = forms[sections.GENERAL].instance
    day = general.doc_date
    return {name: getattr(general, name) for name in sections.GENERAL_KEYS} | {
        "doc_date": day.isoformat() if day else None,
        "honours": lines(sections.COLLECTIVE) + lines(sections.INDIVIDUAL),
        "targets": lines(sections.TARGETS),
        "initiatives": lines(sections.INITIATIVES),
        "movements": lines(sections.MOVEMENTS),
    }


def _order(content, section):
    """What rows are known by, as they stand below one another."""
    lines = sections.content_of(content, section)
    if section == sections.GENERAL:
        return []
    if section in (sections.COLLECTIVE, sections.INDIVIDUAL):
        return [(line["honour"], line["scope"], len(line["names"])) for line in lines]
    name = {sections.TARGETS: "text", sections.INITIATIVES: "title", sections.MOVEMENTS: "name"}[section]
    return [" ".join(line[name].split()) for line in lines]


def take(registration, forms, found: Difference, *, by) -> None:
    """Keep the valid ``forms`` of the sections that would change. Call it inside a transaction."""
    for section in found.touched:
        forms[section].keep()
    registration.keep_changed()
    if found:
        registration.record(RegistrationEvent.Kind.WORKBOOK_TAKEN, by=by, note=found.counted)
