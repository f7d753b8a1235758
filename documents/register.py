"""The bloc's own series of numbers: what in it runs out of order."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.urls import reverse

from blocs.confirmation import NOBODY_TOLD, Question
from documents.models import IssuedDocument
from documents.wording import capitalised


@dataclass(frozen=True)
class Entry:
    """A paper in the register. ``remark`` says what is odd about its number; "" when nothing is."""

    document: IssuedDocument
    remark: str = ""
    correctable: bool = False


def entries(documents: Iterable[IssuedDocument], correctable: Container[int] = ()) -> list[Entry]:
    """Numbered papers by number, each that is dated before a lower number marked; the unnumbered after them.

    correctable  ids of the papers that the reader may correct
    """
    numbered = sorted((d for d in documents if d.number is not None), key=lambda d: d.number or 0)
    found, latest = [], None
    for document in numbered:
        found.append(Entry(document, _remark(document, latest), document.pk in correctable))
        if latest is None or document.dated > latest.dated:
            latest = document
    return found + [Entry(d) for d in documents if d.number is None]


def _remark(document, latest):
    if latest is None or document.dated >= latest.dated:
        return ""
    return f"Đề ngày trước số {latest.number:02d} (ngày {latest.dated:%d/%m/%Y}); kiểm tra lại số và ngày."


def question_before_removing(entry: IssuedDocument) -> Question:
    replaced = getattr(entry, "supersedes", None)
    again = [f"{capitalised(replaced.named_elsewhere)} không còn ghi là đã được thay thế."] if replaced else []
    return Question(
        title=f"Bỏ văn bản số {entry.symbol} khỏi sổ",
        button="Bỏ khỏi sổ",
        back_url=reverse("documents:document_list", args=entry.bloc_year.url_args),
        effects=[
            f"“{entry.title}” không còn trong sổ văn bản và không lấy lại được; ghi lại thì Anh/chị vào sổ lần nữa.",
            f"Số {entry.number:02d} dùng lại được cho văn bản khác của năm.",
            *again,
        ],
        told=NOBODY_TOLD,
    )
