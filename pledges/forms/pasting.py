"""A text copied from Word becomes rows of the outline, unsaved, with a way back."""

import json

from blocs.rows import posted_again, typed_rows
from documents.wording import tidy
from pledges import numbering
from pledges.arranging import PARAGRAPH

BOX = "dan"  # what was pasted and not yet split
BEFORE = "truoc-khi-dan"  # the rows and the text that "paste-back" brings back
MOST = 200


def pasted(post, prefix, *, has_articles=False):
    """``post`` after a button of the box, None when it was another: "paste-add", "paste-replace", "paste-back".

    What cannot be split, or is too much, stays in the box, and the rows as they were.
    """
    act, box = post.get("row"), post.get(BOX, "")
    if act not in ("paste-add", "paste-replace", "paste-back"):
        return None
    rows = list(typed_rows(post, prefix).values())
    if act == "paste-back":
        return _back(post, prefix, rows)
    found = [_row(entry.text, entry.level) for entry in numbering.entries(box, has_articles=has_articles)]
    kept = [] if act == "paste-replace" else _without_blank_end(rows)
    if not found or len(kept) + len(found) > MOST:
        return posted_again(post, prefix, rows, "")
    again = posted_again(post, prefix, kept + found, len(kept))
    before = [[_first(row, "level"), _first(row, "text")] for row in rows]
    again[BEFORE], again[BOX] = json.dumps({"rows": before, "text": box, "count": len(found)}), ""
    return again


def before_pasting(data) -> dict | None:
    """What ``BEFORE`` keeps: "rows" [[level, text]], "text", "count" of rows that were made of it; "raw" is itself."""
    raw = data.get(BEFORE, "")
    try:
        kept = json.loads(raw)
        rows = [[tidy(level), tidy(text)] for level, text in kept["rows"]]
        return {"rows": rows, "text": tidy(kept["text"]), "count": int(kept["count"]), "raw": raw}
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _back(post, prefix, rows):
    kept = before_pasting(post)
    if kept is None:
        return posted_again(post, prefix, rows, "")
    again = posted_again(post, prefix, [{"level": [level], "text": [text]} for level, text in kept["rows"]], "")
    again[BEFORE], again[BOX] = "", kept["text"]
    return again


def _row(text, level):
    return {"level": [PARAGRAPH if level is None else str(level)], "text": [text]}


def _first(row, name):
    return next(iter(row.get(name, ())), "")


def _without_blank_end(rows):
    while rows and not _first(rows[-1], "text").strip():
        rows = rows[:-1]
    return rows
