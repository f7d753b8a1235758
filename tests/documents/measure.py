"""What a rendered paper measures, in millimetres from the top left."""

import io
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pdfplumber

from documents import pdf

MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """A line of text: its edges in mm, the sizes in points and faces of its letters."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    face: str

    @property
    def centre(self):
        return (self.left + self.right) / 2


class Printed:
    """A printed paper read back."""

    def __init__(self, data):
        self.data = data
        with pdfplumber.open(io.BytesIO(self.data)) as document:
            self.sizes = [(page.width * MM, page.height * MM) for page in document.pages]
            self.chars = [page.chars for page in document.pages]
            self.rules = [
                (number, rect["x0"] * MM, rect["x1"] * MM, rect["top"] * MM)
                for number, page in enumerate(document.pages)
                for rect in (*page.rects, *page.lines)
                if rect["height"] < 2 and rect["width"] > 5
            ]
            self.lines = [line for number, page in enumerate(document.pages) for line in _lines(number, page)]
        self.texts = [
            "\n".join(line.text for line in self.lines if line.page == number) for number in range(len(self.sizes))
        ]

    def line(self, start, page=None):
        """The only line that starts with ``start``."""
        found = [line for line in self.lines if line.text.startswith(start) and page in (None, line.page)]
        assert len(found) == 1, f"{len(found)} lines start with {start!r}"
        return found[0]

    def rule_below(self, line):
        """Left and right of the first rule within 4 mm below ``line``."""
        near = [
            (top, left, right)
            for page, left, right, top in self.rules
            if page == line.page and line.bottom - 1 <= top <= line.bottom + 4 and left < line.centre < right
        ]
        assert near, f"no rule below {line.text!r}"
        return min(near)[1:]

    def page_numbers(self):
        """What stands in the top margin of each page."""
        return ["".join(char["text"] for char in page if char["top"] * MM < 18) for page in self.chars]


def _lines(number, page):
    written = page.filter(lambda thing: thing.get("size", 0) < 40)  # DỰ THẢO runs across a draft
    for block in written.extract_text_lines(return_chars=True, x_tolerance=2):
        # Two columns on one level are two lines.
        part = []
        for char in block["chars"]:
            if part and char["x0"] - part[-1]["x1"] > 12:
                yield _line(number, part)
                part = []
            part.append(char)
        if part:
            yield _line(number, part)


def _line(number, chars):
    letters = [char for char in chars if char["text"].strip()]
    size, face = Counter((round(char["size"], 2), char["fontname"]) for char in letters).most_common(1)[0][0]
    return Line(
        page=number,
        text=_text(chars),
        left=min(char["x0"] for char in letters) * MM,
        right=max(char["x1"] for char in letters) * MM,
        top=min(char["top"] for char in letters) * MM,
        bottom=max(char["bottom"] for char in letters) * MM,
        size=size,
        face=face.split("+")[-1].removeprefix("Liberation-Serif-2.1.5").strip("-") or "Regular",
    )


def _text(chars):
    """The letters with a space wherever there is a gap, since the file writes none."""
    gaps = (after["x0"] - before["x1"] > 0.12 * after["size"] for before, after in pairwise(chars))
    return chars[0]["text"] + "".join(
        f" {char['text']}" if gap else char["text"] for char, gap in zip(chars[1:], gaps, strict=True)
    )


@cache
def printed(paper):
    return Printed(pdf.render(paper))
