"""Whether what the covenant promises for the whole bloc is what mid-year and year-end will measure.

They measure the year's ``CommonTarget``s, by kind and level; the outline says them as words that anybody may change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from blocs.models import CommonTarget
from blocs.text import search_key
from pledges import measures, outline
from pledges.models import Clause


@dataclass(frozen=True)
class Said:
    """A common target with the name of the clause that says it ("" where none does), and whether in other words."""

    target: CommonTarget
    place: str
    differs: bool

    @property
    def sentence(self):
        return measures.sentence(self.target)


def said(clauses: Sequence[Clause], targets: Sequence[CommonTarget]) -> list[Said]:
    """Each target with its clause; one with the same words and another level differs.

    Words of a target say it otherwise only where targets are: in the parts headed "chỉ tiêu", if there are any.
    """
    places = [(place.name, search_key(place.text)) for place in outline.places(clauses)]
    among_targets = [(place.name, search_key(place.text)) for _, place in _of_targets(clauses)]
    found = []
    for target in targets:
        sentence, text = search_key(measures.sentence(target)), search_key(target.text)
        same = next((name for name, key in places if key == sentence), "")
        near = next((name for name, key in among_targets or places if text and text in key), "")
        found.append(Said(target, same or near, bool(near and not same)))
    return found


def unmeasured(clauses: Sequence[Clause], targets: Sequence[CommonTarget]) -> list[outline.Place]:
    """The items of the parts headed "chỉ tiêu" that are no common target of the year."""
    known = [search_key(target.text) for target in targets]
    return [
        place
        for clause, place in _of_targets(clauses)
        if clause.numbered and not any(text in search_key(clause.text) for text in known if text)
    ]


def _of_targets(clauses):
    """The items of the parts headed "chỉ tiêu"."""
    in_part = False
    for clause, place in zip(clauses, outline.places(clauses), strict=True):
        if clause.numbered and clause.level == 0:
            in_part = "chi tieu" in search_key(clause.text)
        elif in_part:
            yield clause, place


def warnings(clauses: Sequence[Clause], targets: Sequence[CommonTarget]) -> list[str]:
    """What will be measured otherwise than the covenant says it."""
    by_place = said(clauses, targets)
    found = []
    if missing := [each.sentence for each in by_place if not each.place]:
        found.append(f"Chỉ tiêu chung của năm chưa có trong nội dung giao ước: {'; '.join(missing)}.")
    if other := [f"{each.place} (chỉ tiêu chung: {each.sentence})" for each in by_place if each.differs]:
        found.append(f"Nội dung giao ước ghi khác chỉ tiêu chung của năm: {'; '.join(other)}.")
    if loose := [place.name for place in unmeasured(clauses, targets)]:
        found.append(
            f"Chưa là chỉ tiêu chung của năm nên sơ kết, tổng kết không đo được: {', '.join(loose)}. Anh/chị thêm ở "
            "trang Chỉ tiêu chung."
        )
    return found
