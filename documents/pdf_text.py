"""The text of a PDF's first pages, read in a process of its own that can neither last nor grow.

Only to look for marks of secrecy. A scan without text layer has none: nobody reads its pictures.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

FIRST_PAGES = 3
SECONDS = 10
MEMORY = 1024 * 1024 * 1024
FOLDER = Path(__file__).parent.parent


class UnreadableText(ValueError):
    """The document kept its reader busy for too long, or brought it down."""


def first_pages(content: bytes) -> list[str]:
    """The text of each of the first pages, "" where there is none."""
    reader = [sys.executable, "-m", "documents.pdf_text"]
    try:
        done = subprocess.run(reader, input=content, capture_output=True, timeout=SECONDS, cwd=FOLDER, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        raise UnreadableText from failed
    return json.loads(done.stdout)


def _read():
    import pypdfium2  # only this process pays for it

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages = [document[place] for place in range(min(len(document), FIRST_PAGES))]
    json.dump([page.get_textpage().get_text_bounded() for page in pages], sys.stdout)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _read()
