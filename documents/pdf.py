"""A paper as PDF/A-3a: the NĐ 30/2020 layout by WeasyPrint, from bundled fonts and styles only."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import layout, limits, signature_fields, typeface, wording
from .description import Annex, Paper, Verification

STATIC = Path(settings.BASE_DIR) / "static"
STYLESHEET = STATIC / "documents" / "paper.css"
# Whole addresses: comparing folders would have to think of "..", "%2e" and "?" as every opener does.
BUNDLED = frozenset(file.as_uri() for folder in (STYLESHEET.parent, typeface.FOLDER) for file in folder.iterdir())

_kept = threading.local()


class BundledOnly(URLFetcher):
    """Reads the files of the layout and inlined data; a paper may not reach for anything else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in BUNDLED and not url.startswith("data:"):
            raise ValueError(f"A paper may not load {url!r}.")
        return super().fetch(url, headers)


class Fonts(FontConfiguration):
    """Its files go with it, but only in the process that made them: a forked one drops what its parent still needs."""

    def __init__(self) -> None:
        super().__init__()
        self.made_in = os.getpid()

    def __del__(self) -> None:
        if self.made_in == os.getpid():
            super().__del__()


def render(
    paper: Paper, *more: Paper, variant: str = "pdf/a-3a", told: Callable[[int], None] = lambda done: None
) -> bytes:
    """The same paper gives the same bytes; one that is issued has a signature field in each cell of its grid.

    ``more`` papers follow in one file, each with page numbers of its own.
    Another ``variant`` of WeasyPrint's is for checkers that know no better (``script/archival``).
    ``told`` how many pages of HTML are laid out.

    Raises ``limits.PaperTooLong`` before any work is done.
    """
    for each in (paper, *more):
        limits.check(each)
    with without_garbage_collection():
        first, *rest = list(_all_laid_out((paper, *more), variant, told))
        whole = first.copy([page for document in (first, *rest) for page in document.pages]) if rest else first
        return whole.write_pdf(
            pdf_variant=variant,
            finisher=signature_fields.placed(paper.grid) if paper.verification else None,
        )


def _all_laid_out(papers: tuple[Paper, ...], variant: str, told: Callable[[int], None]) -> Iterator[Document]:
    for done, page in enumerate((page for paper in papers for page in html(paper)), start=1):
        yield laid_out(page, variant)
        told(done)


def warm() -> None:
    if not hasattr(_kept, "pair"):
        laid_out("<table><tr><td>Giao ước <b>thi đua</b></table>").write_pdf()


def forget_fonts() -> None:
    _kept.__dict__.clear()


def laid_out(page: str, variant: str | None = None) -> Document:
    fonts, style = _fonts_and_style()
    read = HTML(string=page, base_url=STATIC.as_uri() + "/", url_fetcher=BundledOnly())
    return read.render(stylesheets=[style], font_config=fonts, pdf_variant=variant)


def html(paper: Paper) -> Iterator[str]:
    """The paper itself, then each of its annexes, as HTML pages without style sheet that are laid out one by one."""
    paper = layout.tidied(paper)
    yield html_of_itself(paper)
    for annex in paper.annexes:
        yield html_of_annex(paper, annex)


def html_of_annex(paper: Paper, annex: Annex) -> str:
    """Of a tidied paper; all that this shows of it beside the annex stands in ``preview._key`` too."""
    shown = {"paper": paper, "annex": annex, "blocks": layout.of_annex(annex)}
    return render_to_string("documents/pdf/annex.html", shown)


def html_of_itself(paper: Paper) -> str:
    """Of a tidied paper, without its annexes."""
    blocks, closing = layout.body(paper)
    attached_blocks, attached_closing = layout.attached_body(paper)
    return render_to_string(
        "documents/pdf/paper.html",
        {
            "paper": paper,
            "nation": wording.NATION,
            "motto": wording.MOTTO,
            "place_and_date": layout.place_and_date(paper),
            "addressees": layout.addressees(paper),
            "bases": wording.enumerated(paper.bases),
            "blocks": layout.described(blocks, layout.PORTRAIT),
            "closing": closing,
            "parent": layout.balanced(wording.upper(paper.issuer.parent), layout.HEAD, 13),
            "about": layout.about(paper),
            "issuer": layout.balanced(wording.upper(paper.issuer.name), layout.HEAD, 13, bold=True),
            "signatures": [layout.signed(signature) for signature in paper.signatures],
            "grid": layout.printed_grid(paper.grid) if paper.grid else None,
            "recipients": wording.enumerated(paper.recipients),
            "attached_blocks": attached_blocks,
            "attached_closing": attached_closing,
            "decides": wording.DECIDES,
            "qr": qr(paper.verification) if paper.verification else "",
        },
    )


def qr(verification: Verification) -> str:
    """The address of the check as a data: URI of an SVG."""
    return segno.make(verification.url, error="m", micro=False).svg_data_uri(border=0)


def _fonts_and_style() -> tuple[Fonts, CSS]:
    """Kept for each thread: making them anew leaks memory, sharing them between threads corrupts it."""
    if not hasattr(_kept, "pair"):
        fonts = Fonts()
        _kept.pair = fonts, CSS(STYLESHEET, font_config=fonts, url_fetcher=BundledOnly())
    return _kept.pair


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """A long paper makes millions of objects that live until its end: looking for dead ones is in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
