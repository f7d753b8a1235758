"""Remarks of the receiver beside the rows they speak of, whatever became of these meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from pledges import rules
from pledges.comparison import same_rows
from pledges.models import Registration, Remark
from pledges.sections import GENERAL, SECTIONS, Section


@dataclass(frozen=True)
class Pin:
    """A remark beside what is shown; ``index`` of its row there, None for the whole section and for a row that went."""

    remark: Remark
    index: int | None

    @property
    def place(self) -> str:
        remark = self.remark
        if remark.line is None:
            return "Cả phần"
        if self.index is None:
            return f"Dòng {remark.line} của lần gửi {remark.revision.number}, nay không còn: “{remark.quote}”"
        if remark.section == GENERAL.slug:
            return f"Mục “{remark.quote}”"
        return f"Dòng {self.index + 1}: “{remark.quote}”"


def remarks_now(registration, user):
    """What ``user`` is to see on the registration now: sent with the last "Đề nghị bổ sung", or not sent yet.

    The unit has them before it until it hands in again; the receiver keeps them, to see what became of them.
    """
    found = Remark.objects.visible_to(user, registration).select_related("written_by").prefetch_related("revision")
    if rules.may_receive(user, registration):
        return found.filter(Q(sent_at=None) | Q(sent_at=F("registration__decided_at")))
    return found.of_last_return() if registration.status == Registration.Status.RETURNED else found.none()


def pinned(remarks: Iterable[Remark], content: Mapping[str, Any]) -> dict[Section, list[Pin]]:
    """``remarks``, fetched with their revisions, beside ``content`` (the shape of ``Registration.snapshot()``)."""
    pins: dict[Section, list[Pin]] = {}
    rows: dict[tuple[Section, int], dict[int, int]] = {}
    for remark in remarks:
        section, index = SECTIONS[remark.section], None
        if remark.line is not None:
            key = (section, remark.revision_id)
            if key not in rows:
                rows[key] = same_rows(section, remark.revision.content, content)
            index = rows[key].get(remark.line - 1)
        pins.setdefault(section, []).append(Pin(remark, index))
    return pins


def reason_with(reason: str, remarks: int) -> str:
    """``reason`` as it is sent: remarks without a word of their own are pointed to; "" when there is nothing to say."""
    return reason or (f"Xem {remarks} nhận xét ở các phần của bản đăng ký." if remarks else "")
