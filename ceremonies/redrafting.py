"""A draft begun from the records, which have changed since: what changed is brought in, the office's own words stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from unicodedata import normalize

Item = tuple[int, bool, str]  # level, whether it is numbered, text
Steps = Sequence[tuple[str, int, int, int, int]]  # as ``SequenceMatcher`` tells them
ALIKE = 0.6
MOST_COMPARED = 2_500  # pairs of items; those beyond it are not told apart one by one


@dataclass(frozen=True)
class Edit:
    """Of a list of items the one at ``place`` reads ``now``; without ``before`` they come in front of it."""

    place: int
    before: Item | None
    now: tuple[Item, ...]

    @property
    def sentence(self) -> str:
        now = " ".join(text for _, _, text in self.now)
        if self.before is None:
            return f"Thêm: “{now}”"
        return f"“{self.before[2]}” nay là “{now}”" if now else f"Bỏ: “{self.before[2]}”"


@dataclass(frozen=True)
class Redraft:
    """``items``: the draft with the edits ``taken``. Those ``left`` are of items that the office has changed itself,
    or wrote something below, and of what changed together with these.

    base  what the next comparison begins with: the records as they are in ``items``, as they were where left
    """

    items: list[Item]
    base: list[Item]
    taken: list[Edit]
    left: list[Edit]


def redraft(base: Sequence[Item], mine: Sequence[Item], now: Sequence[Item]) -> Redraft:
    """Items of the records as the draft began (``base``) and as they are ``now``; ``mine`` is the draft.

    Level and numbering of what the office kept are the office's: items are told apart by their texts alone.
    """
    own = list(_edits(base, mine))
    written, edits = {_key(each) for each in own}, list(_edits(base, now))
    new = [edit for edit in edits if _key(edit) not in written]
    steps = _steps(base, mine)
    changed = {edit.place for edit in own if edit.before} | _written_below(new, mine, steps)
    held = _held(changed, _steps(base, now))
    left = [edit for edit in new if any(start <= edit.place <= end for start, end in held)]
    taken = [edit for edit in new if edit not in left]
    items, new_base = list(mine), list(base)
    for edit in reversed(edits):
        gone = int(edit.before is not None)
        if edit in taken:
            start = _place(steps, edit.place + gone) - gone
            items[start : start + gone] = _as_laid_out(edit, items[start : start + gone])
        if edit not in left:
            new_base[edit.place : edit.place + gone] = edit.now
    return Redraft(items, new_base, taken, left)


def _written_below(new: Sequence[Edit], mine: Sequence[Item], steps: Steps) -> set[int]:
    """Places of items that go though the office wrote something below them, at whatever level they stand now."""
    kept = {start + n: j + n for tag, start, end, j, _ in steps if tag == "equal" for n in range(end - start)}
    theirs = set(kept.values())

    def carries(at: int) -> bool:
        below = takewhile(lambda n: mine[n][0] > mine[at][0], range(at + 1, len(mine)))
        return any(n not in theirs for n in below)

    gone = [edit.place for edit in new if edit.before and not edit.now and edit.place in kept]
    return {place for place in gone if carries(kept[place])}


def _held(changed: set[int], steps: Steps) -> list[tuple[int, int]]:
    """First and last place of each change of the records in which an item that the office ``changed`` lies: taken by
    halves, it would leave a heading without what stands below it."""
    return [
        (start, end) for tag, start, end, *_ in steps if tag != "equal" and not changed.isdisjoint(range(start, end))
    ]


def _as_laid_out(edit: Edit, mine: Sequence[Item]) -> tuple[Item, ...]:
    """What ``edit`` puts in the place of ``mine``, whose level and numbering the office may have set."""
    if edit.before and len(edit.now) == 1 and mine[0][:2] != edit.before[:2]:
        return ((*mine[0][:2], edit.now[0][2]),)
    return edit.now


def _edits(base: Sequence[Item], other: Sequence[Item]) -> Iterator[Edit]:
    """What goes, what comes, and item by item what only reads otherwise."""
    left = MOST_COMPARED
    for tag, start, end, j, j_end in _steps(base, other):
        if tag == "equal":
            continue
        pairs = (end - start) * (j_end - j)
        few = pairs <= left
        left -= pairs if few else 0
        for place in range(start, end):
            like = next((n for n in range(j, j_end) if few and _is_like(base[place], other[n])), None)
            if like is not None and like > j:
                yield Edit(place, None, tuple(other[j:like]))
            yield Edit(place, base[place], () if like is None else (other[like],))
            j = j if like is None else like + 1
        if j < j_end:
            yield Edit(end, None, tuple(other[j:j_end]))


def _steps(base: Sequence[Item], other: Sequence[Item]) -> Steps:
    return SequenceMatcher(None, _texts(base), _texts(other), autojunk=False).get_opcodes()


def _texts(items: Iterable[Item]) -> list[str]:
    return [" ".join(normalize("NFC", text).split()) for _, _, text in items]


def _is_like(one: Item, other: Item) -> bool:
    """Most of the shorter text stands in the other, at the same level."""
    if one[0] != other[0]:
        return False
    text, another = _texts([one, other])
    common = sum(block.size for block in SequenceMatcher(None, text, another, autojunk=False).get_matching_blocks())
    return common >= ALIKE * min(len(text), len(another))


def _key(edit: Edit):
    return edit.place, edit.before is None, *_texts(edit.now)


def _place(steps: Steps, items: int) -> int:
    """Where the draft goes on after so many ``items`` of its beginning, before what the office put there."""
    for _, start, end, j, j_end in steps:
        if start < items <= end:
            return j + items - start if end - start == j_end - j else j_end
    return 0
