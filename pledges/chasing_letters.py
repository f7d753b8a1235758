"""Issuing the letter to late units: numbered in the bloc's register, printed once, and more time with it if wanted."""

from datetime import date

from django.db import transaction

from blocs.extensions import grant
from blocs.models import BlocYear, Extension, Step
from blocs.workflow import Conflict
from documents import issuing
from documents.models import IssuedDocument, next_number, symbol_of
from pledges.chasing import Awaited, addressees, late
from pledges.papers.chasing import chasing_paper

LETTER = IssuedDocument.Kind.LETTER


def issued(bloc_year: BlocYear):
    """The year's letters, the newest first: their files are kept and never rendered again."""
    letters = bloc_year.documents.filter(kind=LETTER).exclude(word=None)
    return letters.select_related("pdf", "word").order_by("-number")


def obstacle(bloc_year: BlocYear, units: list[Awaited]) -> tuple[str, str]:
    """Why no letter to the late ``units`` can be issued, and what to do; both "" when one can."""
    if not units:
        return (
            "Chưa có đơn vị nào quá hạn gửi đăng ký nên chưa có công văn để phát hành.",
            "Tải lại trang để xem danh sách mới nhất.",
        )
    if not addressees(units):
        return (
            f"Chỉ còn {bloc_year.leader} ({bloc_year.bloc.leader_title}) quá hạn; cơ quan không gửi công văn cho chính "
            "mình nên không có công văn để phát hành.",
            "Anh/chị gia hạn cho đơn vị mình rồi gửi bản đăng ký.",
        )
    return "", ""


@transaction.atomic
def issue(bloc_year: BlocYear, answer_by: date, *, number: int, by) -> IssuedDocument:
    """Print and keep the letter to the units late now. Call it with the year locked.

    number  what the office saw as the letter's number. Raises Conflict when it is taken, or with nobody to write to
    """
    if number != next_number(bloc_year):
        raise Conflict(
            f"Số {number:02} vừa được dùng cho văn bản khác.", "Xem Sổ văn bản: có thể công văn này đã được phát hành."
        )
    why_not, hint = obstacle(bloc_year, late(bloc_year))
    if why_not:
        raise Conflict(why_not, hint)
    symbol = symbol_of(LETTER, bloc_year, number)
    paper = chasing_paper(bloc_year, answer_by, number=symbol, verification=issuing.new_verification())
    document = IssuedDocument(bloc_year=bloc_year, kind=LETTER, number=number, title=paper.about, issued_by=by)
    return issuing.issue(document, paper)


def give_time(units: list[Awaited], until: date, document: IssuedDocument, *, by):
    """Let the units of the letter hand in until the day it asks for."""
    for unit in units:
        reason = f"Theo công văn số {document.symbol}"
        grant(Extension(membership=unit.membership, step=Step.REGISTRATION, due=until, reason=reason), by)
