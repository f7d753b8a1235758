"""The texts of a year's covenant that a person may lay side by side: as put to each round, and each version."""

from dataclasses import dataclass

from blocs import clock
from pledges.models import ConsultationRound, Covenant


@dataclass(frozen=True)
class Draft:
    """``key`` stands in the address; without a round the version as it is now."""

    covenant: Covenant
    round: ConsultationRound | None = None

    @property
    def key(self):
        return f"{self.covenant.version}-{self.round.number}" if self.round else f"{self.covenant.version}"

    @property
    def label(self):
        version = f"Phiên bản {self.covenant.version}"
        if self.round:
            day = clock.local_day(self.round.opened_at)
            return f"{version}, bản lấy ý kiến đợt {self.round.number} ({day:%d/%m/%Y})"
        return f"{version}, {'bản đã chốt' if self.covenant.document_id else 'dự thảo hiện nay'}"

    @property
    def words(self):
        if self.round:
            return self.round.words
        words = self.covenant.snapshot()
        if self.covenant.document:  # the catalogue may have been corrected since
            words["bases"] = self.covenant.document.snapshot["bases"]
        return words


def drafts(bloc_year, user) -> list[Draft]:
    """Those that ``user`` may read, the earliest first. What is put to a round that runs is the draft itself."""
    rounds = ConsultationRound.objects.visible_to(user).defer("words")
    found = []
    for covenant in Covenant.objects.visible_to(user).of(bloc_year).order_by("version"):
        found += [Draft(covenant, consulted) for consulted in rounds.filter(covenant=covenant)]
        if covenant.status != Covenant.Status.CONSULTING:
            found.append(Draft(covenant))
    return found


def last_two(found: list[Draft]) -> tuple[Draft, Draft] | None:
    """The newest text, and before it what the members were last asked about, or the version before; None of one."""
    if len(found) < 2:
        return None
    newest = found[-1]
    asked = [draft for draft in found[:-1] if draft.round and draft.covenant == newest.covenant]
    return (asked or found[:-1])[-1], newest
