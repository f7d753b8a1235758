"""Numbers typed before the words of an outline, as people and Word write them: read, and dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents import wording

# Names of headings, the higher first; an outline uses some of them.
HEADINGS = ("phần", "chương", "mục", "roman", "điều")
DEEPEST = 3
_HEADED = re.compile(
    r"(?P<word>(?i:phần|chương|mục|điều))\s+(?:[IVXLC]{1,7}|\d{1,3}|(?i:thứ)\s+\w+)(?P<close>\s*[.:](?!\d)|\s+[-–—](?=\s)|\b)"
)
_ROMAN = re.compile(r"([IVX]{1,6})[./)]")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})([./)]?)(?![\d.,/)%])")
_LETTER = re.compile(r"[a-zđ][./)]")
# Word's bullets are letters of Symbol and Wingdings: U+F0B7 and its neighbours, an "o" before a tab.
_DASH = re.compile(r"[-–—+•·●▪■○◦➢*\uf000-\uf0ff](?=\s|[^\W\d_])|o(?=\t)")
# "30. 4 là ngày …" and "2. 9 hằng năm" are days; "1. 100% đơn vị" and "2. 3 sáng kiến" are items.
_MONTH = re.compile(r"(?P<month>\d{1,2})(?![\d%])(?P<said>\s*(?:là\b|năm\s+\d|hằng\b|hàng\s+năm|[-–,]\s*ngày|[/.]|$))?")
_INITIAL = re.compile(r"[A-ZĐ]\.")


@dataclass(frozen=True)
class Numbered:
    """A line with its number read: ``kind`` is one of ``HEADINGS``, "number", "letter" or "dash".

    ``head`` is the number of a heading as it was typed: "Mục 2."
    """

    kind: str
    words: str
    number: tuple[int, ...] = ()
    head: str = ""

    @property
    def whole(self):
        return self.words if self.words == self.head else f"{self.head} {self.words}"


@dataclass(frozen=True)
class Entry:
    """A line of a text as an item of an outline, 0 to 3; a paragraph has no level."""

    level: int | None
    text: str


def read(line: str, after: tuple[int, ...] = ()) -> Numbered | None:
    """``line`` (one line) with the number before its words; None when it has none.

    after  the number that stood before: what could also be a day or an amount is a number when it is the next one
    """
    line = line.strip()
    return _headed(line) or _roman(line) or _figures(line, after) or _short(line)


def without(text: str) -> str:
    """``text`` without a number before its words."""
    first, line_break, more = text.lstrip().partition("\n")
    found = read(first)
    if found is None or not (found.words or more.strip()):
        return text
    return f"{found.words}{line_break}{more}".lstrip()


def entries(text: str, *, has_articles: bool = False) -> list[Entry]:
    """The outline that ``text`` is, line by line; the levels show the numbering that the lines had.

    "I." is 0, "1." is 1, "a)" and "1.1." are 2, "-" and "+" are 3; below two kinds of headings all are one deeper.

    has_articles  it is one of Chương (0) and Điều (1), though it may have no Chương: "1." is 2, "a)" is 3
    """
    lines = list(_read_all(text))
    kinds = {line.kind for line in lines if isinstance(line, Numbered)}
    headings = [kind for kind in HEADINGS if kind in kinds]
    if has_articles and (not headings or "điều" in headings):
        headings = [_chapters(headings), "điều"]
    found, depth = [], 0
    for line in lines:
        if isinstance(line, str):
            found.append(Entry(None, line))
            continue
        if line.kind in HEADINGS or line.kind == "number":
            depth = len(line.number)
        level = _level(line, headings, depth)
        found.append(Entry(None, line.whole) if level is None else Entry(min(level, DEEPEST), line.words))
    return found


def _chapters(headings):
    """Which of the headings above a Điều is the Chương; the others are no level of such an outline."""
    return "chương" if "chương" in headings else next((kind for kind in headings if kind != "điều"), "chương")


def _level(line, headings, depth):
    base = max(len(headings), 1)
    if line.kind == "number":
        return base + depth - 1
    if line.kind == "letter":
        return max(base + depth, 2)
    if line.kind == "dash":
        return DEEPEST
    return headings.index(line.kind) if line.kind in headings else None


def _read_all(text) -> Iterator[Numbered | str]:
    """Its lines; the title of "Phần I" or "Điều 1." may stand on the next one."""
    after: tuple[int, ...] = ()
    untitled: Numbered | None = None  # with its number as its words
    for line in wording.tidy(text).split("\n"):
        if not any(char.isalnum() for char in line):
            continue
        found = read(line, after)
        if found is None and untitled:
            found = replace(untitled, words=line)
        elif untitled:
            yield untitled
        untitled = replace(found, words=_plain(line)) if found and not found.words else None
        if found and found.kind in (*HEADINGS, "number"):
            after = found.number
        if found and found.words:
            yield replace(found, words=_plain(found.words))
        elif not found:
            yield _plain(line)
    if untitled:
        yield untitled


def _plain(line):
    """Single spaces, and a full stop for the end mark "./."."""
    return re.sub(r"\s*\.?/\.$", ".", " ".join(line.split()))


def _headed(line):
    found = _HEADED.match(line)
    if not found:
        return None
    kind, words = found["word"].casefold(), line[found.end() :].strip()
    # "Điều 7 của Luật" speaks of an article, "PHẦN II NỘI DUNG" is a heading.
    is_title = not words or (kind != "điều" and words.isupper())
    return Numbered(kind, words, head=line[: found.end()].strip()) if found["close"] or is_title else None


def _roman(line):
    found = _ROMAN.match(line)
    if not found or found[1] not in map(wording.roman, range(1, 40)):
        return None
    words = line[found.end() :]
    return (
        Numbered("roman", words.strip(), head=found[0])
        if _begins(words) and not _INITIAL.match(words.strip())
        else None
    )


def _figures(line, after):
    found = _NUMBER.match(line)
    if not found:
        return None
    number = tuple(map(int, found[1].split(".")))
    rest, words = line[found.end() :], line[found.end() :].strip()
    is_next = bool(after) and number in ((*after[:-1], after[-1] + 1), (*after, 1))
    if found[2]:
        is_number = _begins(rest) and (is_next or not _is_day(number, words))
    else:  # "1.1 Hoàn thành", but "1.5 triệu" and "30.4 là ngày"
        is_clear = words[:1].isupper() and not found[1].startswith("0") and not _is_day(number, "")
        is_number = len(number) > 1 and rest[:1].isspace() and (is_next or is_clear)
    return Numbered("number", words, number) if is_number else None


def _is_day(number, words):
    """Whether it may be a day and its month: in "30.4", or in "30." and the words behind."""
    found = _MONTH.match(words)
    if len(number) == 1 and found:
        return number[0] <= 31 and 1 <= int(found["month"]) <= 12 and (number[0] > 12 or found["said"] is not None)
    return len(number) == 2 and 12 < number[0] <= 31 and number[1] <= 12


def _short(line):
    """A letter or a dash."""
    if (found := _LETTER.match(line)) and _begins(line[found.end() :]):
        return Numbered("letter", line[found.end() :].strip())
    found = _DASH.match(line)
    return Numbered("dash", line[found.end() :].strip()) if found else None


def _begins(rest):
    """Whether words may begin here: behind a space, or at once with a capital."""
    return not rest or rest[0].isspace() or rest[0].isupper()
