"""Issuing the letter to late units: numbered in the bloc's register, printed once, and more time with it if wanted."""

from datetime import date

from django.db import transaction

from blocs import clock
from blocs.extensions import grant
from blocs.models import BlocYear, Extension, Step
from blocs.workflow import Conflict
from documents import pdf
from documents.issuing import new_verification, snapshot
from documents.models import IssuedDocument, StoredFile, next_number, symbol_of
from pledges.chasing import Awaited, late
from pledges.papers.chasing import chasing_paper

LETTER = IssuedDocument.Kind.LETTER


@transaction.atomic
def issue(bloc_year: BlocYear, answer_by: date, *, number: int, by) -> IssuedDocument:
    """Print and keep the letter to the units late now. Call it with the year locked.

    number  what the office saw as the letter's number. Raises Conflict when it is taken, or when nobody is late.
    """
    if number != next_number(bloc_year):
        raise Conflict(
            f"Số {number:02} vừa được dùng cho văn bản khác.", "Xem Sổ văn bản: có thể công văn này đã được phát hành."
        )
    if not late(bloc_year):
        raise Conflict("Không còn đơn vị nào quá hạn gửi đăng ký.", "Tải lại trang để xem danh sách mới nhất.")
    verification, symbol = new_verification(), symbol_of(LETTER, bloc_year, number)
    paper = chasing_paper(bloc_year, answer_by, number=symbol, verification=verification)
    return IssuedDocument.objects.create(
        bloc_year=bloc_year,
        kind=LETTER,
        number=number,
        symbol=symbol,
        dated=clock.today(),
        title=paper.about,
        signer=paper.signatures[0].name,
        snapshot=snapshot(paper),
        pdf=StoredFile.keep(pdf.render(paper), "application/pdf"),
        code=verification.code,
        issued_by=by,
    )


def give_time(units: list[Awaited], until: date, document: IssuedDocument, *, by):
    """Let the units of the letter hand in until the day it asks for."""
    for unit in units:
        reason = f"Theo công văn số {document.symbol}"
        grant(Extension(membership=unit.membership, step=Step.REGISTRATION, due=until, reason=reason), by)
