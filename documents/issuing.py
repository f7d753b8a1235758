"""What makes a paper an issued one: its code, the address where anyone checks it, its text as plain data, its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents import downloads, press, word
from documents.description import Paper, Verification
from documents.models import IssuedDocument, StoredFile, new_code, symbol_of


@dataclass(frozen=True)
class Issue:
    """What a paper bears once it is issued; ``place`` is where it was adopted, "" when nobody says."""

    symbol: str
    dated: date
    signer: str
    place: str
    verification: Verification


def new_issue(document: IssuedDocument, typed: Mapping[str, Any]) -> Issue:
    """Of a paper that is about to be the ``document``. typed: dated (date), signer and place (texts)"""
    symbol = symbol_of(document.kind, document.bloc_year, document.number)
    return Issue(symbol, typed["dated"], typed["signer"], typed["place"], new_verification())


def new_verification() -> Verification:
    code = new_code()
    return Verification(code, f"{settings.SITE_URL}{reverse('documents:verify', args=[code])}")


def not_the_record(code: str) -> str:
    """What the Word file says in its foot when the PDF was issued under ``code``."""
    return f"Bản chính thức là tệp PDF mang mã xác minh {code}. Bản Word này chỉ để soạn thảo."


def issue(
    document: IssuedDocument,
    paper: Paper,
    *,
    supersedes: IssuedDocument | None = None,
    beside: Mapping[str, Any] | None = None,
    keeps_word: bool = True,
) -> IssuedDocument:
    """Print ``paper`` once and keep text, bytes and code; what it does not say of itself ``document`` knows already.

    So does one that was printed before: its ``pdf`` is kept.

    supersedes  the paper whose place it takes
    beside      what is kept beside the paper's text, which then stands under "paper"
    """
    if paper.verification is None or paper.dated is None:
        raise ValueError("A paper is issued on a day and under a code.")
    document.symbol, document.dated, document.code = paper.symbol, paper.dated, paper.verification.code
    document.signer = paper.signatures[-1].name if paper.signatures else ""  # of two the right one is answerable
    document.snapshot = {"paper": snapshot(paper), **beside} if beside else snapshot(paper)
    if document.pdf is None:
        document.pdf = StoredFile.keep(press.printed(paper), downloads.PDF)
    if keeps_word:
        editable = word.render(paper, remark=not_the_record(paper.verification.code))
        document.word = StoredFile.keep(editable, downloads.WORD)
    document.save()
    if supersedes:
        # Unless an entry by hand has taken its place already.
        IssuedDocument.objects.filter(pk=supersedes.pk, superseded_by=None).update(superseded_by=document)
    return document


def snapshot(paper: Paper) -> dict:
    """All that the paper says, as plain data: dates as ISO text, decimals as text."""
    return _plain(asdict(paper))


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
