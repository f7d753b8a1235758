"""What a file says beyond our records, kept so that it comes out again in its place.

``difference`` compares what our records say with what the file said; ``restored`` puts
the file's own wording back wherever our records still say what they said on loading.
Places are paths of keys; an item of a list is found by what identifies it, so that a
mark stays with its thing when others are added or moved.
"""

from copy import deepcopy

ABSENT = object()
# Lists whose items are told apart by several values together; elsewhere the first that is there.
BY_ALL_OF = {"collective": ("title", "scope"), "extensions": ("member", "step")}
BY_FIRST_OF = ("code", "member", "order", "number", "text", "name", "title")


def difference(ours, theirs, at=()) -> list[dict]:
    """Entries ``{"at": path, "was": ours, "is": theirs}``, without "was" or "is" where it is absent."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = [*theirs, *(key for key in ours if key not in theirs)]
        return [
            entry for key in keys for entry in difference(ours.get(key, ABSENT), theirs.get(key, ABSENT), (*at, key))
        ]
    if _keyed(ours) and _keyed(theirs):
        return _difference_of_lists(ours, theirs, at)
    return [] if same(ours, theirs) else [_entry(at, ours, theirs)]


def restored(ours, entries):
    """A copy of ``ours`` with each entry applied whose place still says what it said."""
    result = deepcopy(ours)
    for entry in entries:
        if "order" in entry:
            _reorder(result, entry)
        else:
            _restore(result, entry)
    return result


def same(one, other) -> bool:
    """Equal as JSON values: 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def _keyed(value):
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _difference_of_lists(ours, theirs, at):
    mine, given = _by_identity(ours, at), _by_identity(theirs, at)
    entries = difference(mine, given, at)
    kept = [key for key in mine if key in given]
    if list(given) != [*kept, *(key for key in given if key not in mine)]:
        entries.append({"at": list(at), "order": list(given)})
    return entries


def _by_identity(items, at):
    found = {}
    for item in items:
        key = name = _identity(item, at[-1])
        while key in found:
            key = f"{name}#{len(found)}"
        found[key] = item
    return found


def _identity(item, list_name):
    if not isinstance(item, dict):
        return str(item)
    if together := BY_ALL_OF.get(list_name):
        return "|".join(str(item.get(field)) for field in together)
    return next((str(item[field]) for field in BY_FIRST_OF if item.get(field) is not None), "")


def _entry(at, ours, theirs):
    entry = {"at": list(at)}
    if ours is not ABSENT:
        entry["was"] = ours
    if theirs is not ABSENT:
        entry["is"] = theirs
    return entry


def _step(holder, key, list_name):
    """What stands at ``key`` of a dict, or at that identity in a list; ABSENT if nothing does."""
    if isinstance(holder, list):
        return _by_identity(holder, (list_name,)).get(key, ABSENT)
    return holder.get(key, ABSENT) if isinstance(holder, dict) else ABSENT


def _walk(data, path):
    """What stands at ``path``, and the key of the last list on the way."""
    list_name = ""
    for key in path:
        data = _step(data, key, list_name)
        list_name = key
    return data, list_name


def _restore(data, entry):
    *path, last = entry["at"]
    holder, list_name = _walk(data, path)
    if holder is ABSENT or not same(_step(holder, last, list_name), entry.get("was", ABSENT)):
        return
    if isinstance(holder, list):
        found = _by_identity(holder, (list_name,)) | ({last: entry["is"]} if "is" in entry else {})
        holder[:] = [item for key, item in found.items() if "is" in entry or key != last]
    elif "is" in entry:
        holder[last] = deepcopy(entry["is"])
    else:
        holder.pop(last, None)


def _reorder(data, entry):
    items, _ = _walk(data, entry["at"])
    if isinstance(items, list):
        places = {key: place for place, key in enumerate(entry["order"])}
        found = _by_identity(items, (entry["at"][-1],))
        ordered = sorted(found, key=lambda key: places.get(key, len(places)))
        items[:] = [found[key] for key in ordered]
