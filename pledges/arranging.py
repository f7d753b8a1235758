"""How the covenant's outline is rearranged: an item moves, and is indented, with everything that stands below it."""

from collections.abc import Sequence

from blocs import rows as plain

PARAGRAPH = "doan"
ITEMS = ("0", "1", "2", "3")
DEEPEST = len(ITEMS) - 1
BELOW_ALL = len(ITEMS)


def depth(level: str) -> int:
    """0 to 3 of an item; a paragraph belongs to whatever item stands before it."""
    return int(level) if level in ITEMS else BELOW_ALL


def end(depths: Sequence[int], index: int) -> int:
    """Where the item ``index`` ends, with all below it: the place of the next row that is not."""
    after = range(index + 1, len(depths))
    return next((place for place in after if depths[place] <= depths[index]), len(depths))


def orphans(levels: Sequence[str]) -> set[int]:
    """The places of items of the third level above which none of the second stands."""
    above, found = -1, set()
    for place, level in enumerate(map(depth, levels)):
        if level == 2 and above < 1:
            found.add(place)
        elif level < 2:
            above = level
    return found


def headless(levels: Sequence[str], is_said: Sequence[bool]) -> list[int]:
    """The places of the items that say nothing, while an item right below them does."""
    depths = [depth(level) for level in levels]

    def has_items(place):
        below = next((other for other in range(place + 1, len(depths)) if is_said[other]), place)
        return depths[place] < depths[below] <= DEEPEST

    return [place for place in range(len(depths)) if not is_said[place] and has_items(place)]


def possible(levels: Sequence[str]) -> list[set[str]]:
    """What can be done to each row: "up", "down", "indent", "outdent"."""
    depths = [depth(level) for level in levels]
    return [set(filter(None, _acts(depths, index))) for index in range(len(depths))]


def _acts(depths, index):
    last = end(depths, index)
    items = [depth for depth in depths[index:last] if depth <= DEEPEST]
    above = next((depth for depth in reversed(depths[:index]) if depth <= DEEPEST), -1)
    yield "up" if index else ""
    yield "down" if last < len(depths) else ""
    # Not deeper than one below the item before, and nothing below it deeper than there are levels.
    yield "indent" if items and depths[index] <= min(above, DEEPEST) and max(items) < DEEPEST else ""
    yield "outdent" if 0 < depths[index] <= DEEPEST else ""


def arranged(rows: list, act: str, index: int, blank) -> tuple[list, int]:
    """As ``blocs.rows.arranged``, of rows with a ``level``; "indent" and "outdent" besides."""
    levels = [_level(row) for row in rows]
    if act in ("indent", "outdent", "up", "down"):
        if not 0 <= index < len(rows) or act not in possible(levels)[index]:
            return list(rows), max(min(index, len(rows) - 1), 0)
        return (_moved if act in ("up", "down") else _indented)(list(rows), act, index)
    if act == "insert" and 0 <= index < len(rows):
        blank = blank | {"level": [_level_of_new(levels, index)]}
    return plain.arranged(rows, act, index, blank)


def _level(row):
    return next(iter(row.get("level", ())), "")


def _level_of_new(levels, index):
    """As what already stands below the row, so that nothing below changes its place; else as the row itself."""
    following = levels[index + 1] if index + 1 < len(levels) else ""
    level = following if depth(levels[index]) < depth(following) <= DEEPEST else levels[index]
    return level if level in ITEMS[1:] else "1"


def _indented(rows, act, index):
    step = 1 if act == "indent" else -1
    depths = [depth(_level(row)) for row in rows]
    for place in range(index, end(depths, index)):
        if depths[place] <= DEEPEST:
            rows[place] = rows[place] | {"level": [str(depths[place] + step)]}
    return rows, index


def _moved(rows, act, index):
    depths = [depth(_level(row)) for row in rows]
    last = end(depths, index)
    block, others = rows[index:last], rows[:index] + rows[last:]
    place = _place_above(depths, index) if act == "up" else _place_below(depths, index, last) - len(block)
    return others[:place] + block + others[place:], place


def _place_above(depths, index):
    """Before the item above of the same level, or before the one it stood first in."""
    return next((place for place in range(index - 1, -1, -1) if depths[place] <= depths[index]), 0)


def _place_below(depths, index, last):
    """Behind the next item of the same level with all below it, or first below the next higher one."""
    if depths[last] == depths[index]:
        return end(depths, last)
    place = last + 1
    while place < len(depths) and depths[index] < depths[place] == BELOW_ALL:
        place += 1  # the words of that item itself
    return place
