"""A draft as a PDF to look at: the paper itself and each annex are laid out once, and from then on come from a cache.

Words and line breaks are those of ``pdf.render``, since both lay out the same pages one by one. What only the record
needs is left out: tags, archival metadata. See docs/decisions/0030-annexes-by-themselves.md.
"""

from __future__ import annotations

import gc
import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import weasyprint
from django.conf import settings
from django.core.cache import caches

from . import layout, limits, pdf
from .description import Annex, Paper

# With WeasyPrint's version all that makes an annex look as it does.
SOURCES = ("documents/*.py", "templates/documents/pdf/*.html", "static/documents/paper.css")


def render(paper: Paper, told: Callable[[int], None] = lambda done: None) -> bytes:
    """The draft with its annexes, each with page numbers of its own; ``told`` how many of these are laid out.

    Raises ``limits.PaperTooLong`` before any work is done; what was laid out when somebody loses patience is kept.
    """
    limits.check_parts(paper)
    paper = layout.tidied(paper)
    itself = _kept(replace(paper, annexes=()), lambda: pdf.html_of_itself(paper))
    annexes = []
    for done, annex in enumerate(paper.annexes, start=1):
        told(done)
        annexes.append((annex, _annex(paper, annex)))
    return _joined(itself, annexes)


def warm() -> None:
    """Load what every paper needs, once in each thread: who is forked off it afterwards need not."""
    pdf.warm()
    _look()


def _annex(paper: Paper, annex: Annex) -> bytes:
    shown = (paper.draft, paper.sample, paper.verification, annex)
    return _kept(shown, lambda: pdf.html_of_annex(paper, annex))


def _kept(shown: object, html: Callable[[], str]) -> bytes:
    """From the cache, found by all that it shows: whoever may see one may see it, and nobody asks by its key."""
    kept, key = caches["annexes"], hashlib.sha256(repr((_look(), shown)).encode()).hexdigest()
    content = kept.get(key)
    if content is None:
        with pdf.without_garbage_collection():
            content = pdf.laid_out(html()).write_pdf()
        kept.set(key, content)
        gc.collect()  # or hundreds of them fill the memory
    return content


@cache
def _look() -> str:
    files = sorted(file for pattern in SOURCES for file in Path(settings.BASE_DIR).glob(pattern))
    sources = b"\0".join(file.read_bytes() for file in files)
    return f"{weasyprint.__version__} {hashlib.sha256(sources).hexdigest()}"


def _joined(itself: bytes, annexes: list[tuple[Annex, bytes]]) -> bytes:
    with pikepdf.open(io.BytesIO(itself)) as whole:
        labels = [0, pikepdf.Dictionary(S=pikepdf.Name.D)]
        with whole.open_outline() as outline:
            for annex, content in annexes:
                begins = len(whole.pages)
                whole.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
                outline.root.append(pikepdf.OutlineItem(annex.label, begins))
                labels += [begins, pikepdf.Dictionary(S=pikepdf.Name.D, P=f"{annex.label}, trang ")]
        whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        written = io.BytesIO()
        whole.save(written)
        return written.getvalue()
