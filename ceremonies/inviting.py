"""Issuing the invitation; what was answered to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.db import transaction

from blocs import clock
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict, check, perform
from ceremonies import links
from ceremonies.invitation import KIND, invitation_paper, personal_invitation
from ceremonies.models import Ceremony, Delegate
from documents import issuing
from documents.description import Paper
from documents.models import IssuedDocument
from documents.wording import uncapitalised

Status, Answer = Ceremony.Status, Delegate.Answer
STAMPS = ("answered_at", "answered_by")


def issuable_or_conflict(ceremony: Ceremony, by) -> None:
    """The first invitation invites; another one takes its place until the day is over."""
    if ceremony.status != Status.INVITED:
        return check(ceremony.invite, by=by)
    open_or_conflict(ceremony.bloc_year)
    if ceremony.held_on is None or not ceremony.place:
        raise Conflict("Buổi lễ chưa có ngày hoặc địa điểm.", "Anh/chị điền ở phần Thông tin chung.")
    if links.is_over(ceremony):
        raise Conflict("Ngày tổ chức đã qua nên không ban hành giấy mời được nữa.")
    return None


@transaction.atomic
def issue(ceremony: Ceremony, typed: Mapping[str, Any], *, by) -> IssuedDocument:
    """Issue the invitation. Call it with the year locked, by somebody who may. Raises Conflict.

    typed  number (int), dated (date), signer and note (texts)
    """
    issuable_or_conflict(ceremony, by)
    if ceremony.status == Status.PLANNED:
        perform(ceremony.invite, by=by)  # lists the members, whom it is addressed to as well
    document = IssuedDocument(
        bloc_year=ceremony.bloc_year,
        kind=KIND,
        number=typed["number"],
        title=f"Giấy mời dự {uncapitalised(ceremony.name)}",
        issued_by=by,
    )
    paper = invitation_paper(ceremony, issuing.new_issue(document, {"place": "", **typed}), typed["note"])
    issuing.issue(document, paper, supersedes=ceremony.invitation)
    ceremony.invitation = document
    ceremony.save()
    return document


def personal_invitations(ceremony: Ceremony, delegates: Iterable[Delegate]) -> list[Paper]:
    """One for each of ``delegates``. Raises Conflict while nothing is issued, or nobody is on the list."""
    if ceremony.invitation is None:
        raise Conflict("Giấy mời chưa được ban hành.", "Anh/chị ban hành giấy mời rồi in cho từng đại biểu.")
    found = [personal_invitation(delegate, ceremony.invitation) for delegate in delegates]
    if not found:
        raise Conflict("Danh sách chưa có đại biểu nào.", "Anh/chị thêm đại biểu rồi in giấy mời.")
    return found


def answers_are_taken(ceremony: Ceremony) -> bool:
    """From the guests themselves: until the day begins; on the day the office is to be told."""
    before = ceremony.held_on is None or clock.today() < ceremony.held_on
    return ceremony.status in (Status.PLANNED, Status.INVITED) and before and ceremony.bloc_year.status == "open"


def record(delegate: Delegate, typed: Mapping[str, str], *, by=None) -> bool:
    """Keep what was answered, ``by`` the office or the guest (nobody); whether it says something new.

    typed  answer, substitute, substitute_post; the last two count only with SENDS
    """
    sends = typed["answer"] == Answer.SENDS
    said = {
        "answer": typed["answer"],
        "substitute": typed["substitute"] if sends else "",
        "substitute_post": typed["substitute_post"] if sends else "",
    }
    is_new = any(getattr(delegate, name) != value for name, value in said.items())
    stamped = {"answered_at": clock.now(), "answered_by": by} if typed["answer"] else dict.fromkeys(STAMPS)
    for name, value in (said | stamped).items():
        setattr(delegate, name, value)
    delegate.save(update_fields=[*said, *STAMPS])
    return is_new


def renew_link(delegate: Delegate) -> None:
    """The former link opens nothing from now on; what was answered stays."""
    delegate.link_salt = token_urlsafe()
    delegate.save(update_fields=["link_salt"])


@dataclass(frozen=True)
class Counts:
    """Of the delegates on the list; ``coming`` are those who come themselves or send somebody.

    ``present``: who was marked as present, 0 before the roll was called.
    """

    total: int
    by_answer: Mapping[str, int]
    present: int = 0

    @property
    def coming(self) -> int:
        return self.by_answer.get(Answer.COMES, 0) + self.by_answer.get(Answer.SENDS, 0)

    @property
    def absent(self) -> int:
        return self.total - self.present

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each answer in words with how many gave it, the unanswered last."""
        order = [Answer.COMES, Answer.SENDS, Answer.DECLINES, Answer.NONE]
        return [(str(answer.label).lower(), self.by_answer.get(answer, 0)) for answer in order]


def counts(delegates: Iterable[Delegate]) -> Counts:
    delegates = list(delegates)
    found = Counter(delegate.answer for delegate in delegates)
    return Counts(found.total(), found, sum(bool(delegate.attended) for delegate in delegates))
