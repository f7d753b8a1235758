"""The text of a PDF's first pages, read in a process of its own.

Only to look for marks of secrecy. A scan without text layer has none: nobody reads its pictures.
"""

import json
import sys

from documents import own_process

FIRST_PAGES = 3
SECONDS = 10


class UnreadableText(ValueError):
    """The document kept its reader busy for too long, or brought it down."""


def first_pages(content: bytes) -> list[str]:
    """The text of each of the first pages, "" where there is none."""
    try:
        return json.loads(own_process.run("documents.pdf_text", content, SECONDS))
    except own_process.Failed as failed:
        raise UnreadableText from failed


def _read():
    import pypdfium2  # only this process pays for it

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages = [document[place] for place in range(min(len(document), FIRST_PAGES))]
    json.dump([page.get_textpage().get_text_bounded() for page in pages], sys.stdout)


if __name__ == "__main__":
    own_process.limit(SECONDS)
    _read()
