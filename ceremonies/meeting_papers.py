"""What is written of a meeting: begun from what was recorded, issued under a number of the bloc's register."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from blocs.constraints import fitting
from blocs.workflow import Conflict, check, perform
from ceremonies import agreed, concluding, minuting, notifications
from ceremonies.models import Ceremony, MeetingClause, MeetingPaper
from ceremonies.papers import meeting_paper
from ceremonies.redrafting import Item, Redraft, redraft
from documents import issuing
from documents.models import IssuedDocument

Kind, Status = MeetingPaper.Kind, Ceremony.Status


@dataclass(frozen=True)
class Beginning:
    """The first items, as (level, numbered, text), and what they tell, in a sentence.

    It may begin in these ``statuses`` of the ceremony, ``after`` this step.
    """

    rows: Callable[[Ceremony], Iterable[tuple[int, bool, str]]]
    prefilled: str
    statuses: tuple[str, ...]
    after: str


BEGINNINGS = {
    Kind.MINUTES: Beginning(
        minuting.rows,
        "Thành phần, chương trình, kết quả biểu quyết, việc ký kết được điền sẵn từ số liệu đã ghi.",
        (Status.IN_SESSION, Status.HELD),
        "khai mạc",
    ),
    Kind.CONCLUSIONS: Beginning(
        concluding.rows,
        "Kết quả biểu quyết, nhiệm vụ, chỉ tiêu chung và thời hạn của năm được điền sẵn.",
        (Status.HELD,),
        "bế mạc",
    ),
}


def listed(ceremony: Ceremony, user, *, may_write: bool) -> list[tuple[str, MeetingPaper | None, str]]:
    """Each paper that ``user`` may know of; None for one that may be begun now, with what is filled in."""
    known = MeetingPaper.objects.visible_to(user).filter(ceremony=ceremony)
    known = known.select_related("document__superseded_by", "document__supersedes")
    found = {record.kind: record for record in known}
    for record in known:
        record.ceremony = ceremony
    begun = [kind for kind in Kind if kind in found or (may_write and ceremony.status in BEGINNINGS[kind].statuses)]
    return [(kind, found.get(kind), BEGINNINGS[kind].prefilled) for kind in begun]


def check_start(ceremony: Ceremony, kind: str) -> None:
    """Raise Conflict unless the paper may be begun now."""
    beginning, word = BEGINNINGS[Kind(kind)], Kind(kind).label.lower()
    if ceremony.status not in beginning.statuses:
        raise Conflict(f"Buổi lễ chưa {beginning.after} nên chưa lập được {word}.")
    if ceremony.meeting_papers.filter(kind=kind).exists():
        raise Conflict(f"Buổi lễ này đã có {word}.", f"Mở {word} để sửa, hoặc bỏ dự thảo rồi lập lại.")


@transaction.atomic
def start(ceremony: Ceremony, kind: str) -> MeetingPaper:
    """The first draft, from what is recorded now."""
    rows = list(BEGINNINGS[Kind(kind)].rows(ceremony))
    record = MeetingPaper.objects.create(ceremony=ceremony, kind=kind, begun_from=rows)
    _write(record, rows)
    return record


def _write(record, rows):
    record.clauses.all().delete()
    MeetingClause.objects.bulk_create(
        MeetingClause(owner=record, order=order, level=level, numbered=numbered, text=text)
        for order, (level, numbered, text) in enumerate(rows, start=1)
    )


def redrafted(record: MeetingPaper) -> Redraft | None:
    """A draft with what was recorded since it was begun; None once it is issued."""
    if record.document_id or not record.begun_from:
        return None
    base: list[Item] = [(level, numbered, text) for level, numbered, text in record.begun_from]
    mine = list(record.clauses.values_list("level", "numbered", "text"))
    return redraft(base, mine, list(BEGINNINGS[Kind(record.kind)].rows(record.ceremony)))


def bring_up_to_date(record: MeetingPaper) -> Redraft | None:
    """Call it within a transaction, with the year locked."""
    if found := redrafted(record):
        _write(record, found.items)
        record.begun_from = found.base
        record.save()
    return found


@transaction.atomic
def issue(record: MeetingPaper, typed: Mapping[str, Any], *, by) -> MeetingPaper:
    """Issue the paper. Call it with the year locked. Raises Conflict.

    typed  number (int), dated (date), signer (text)
    """
    check(record.issue, by=by)
    title = f"{record.get_kind_display()} {agreed.event(record.ceremony)}"
    document = IssuedDocument(
        bloc_year=record.bloc_year,
        kind=record.document_kind,
        number=typed["number"],
        title=fitting(IssuedDocument, "title", title),
        issued_by=by,
    )
    issuing.issue(document, meeting_paper(record, issuing.new_issue(document, {"place": "", **typed})))
    perform(record.issue, by=by, document=document)
    notifications.meeting_paper_issued(record, by)
    return record
