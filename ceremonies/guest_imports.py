"""The last import of delegates, taken back: whom nothing has happened to since goes off the list, the others stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blocs.workflow import Conflict
from ceremonies.models import Ceremony, Delegate, GuestImport


@dataclass(frozen=True)
class Undoing:
    """What taking ``made`` back would do; ``kept`` says of each why."""

    made: GuestImport
    gone: list[Delegate]
    kept: list[tuple[Delegate, str]]


def undoing(ceremony: Ceremony, delegates: Iterable[Delegate]) -> Undoing | None:
    """Of the last import into the list, that is ``delegates``; None where there is nobody to take off."""
    made = ceremony.guest_imports.select_related("made_by").order_by("-pk").first()
    if made is None:
        return None
    found = [(each, _why_kept(each, ceremony, made)) for each in delegates if each.came_with_id == made.pk]
    gone = [each for each, why in found if not why]
    return Undoing(made, gone, [(each, why) for each, why in found if why]) if gone else None


def undoing_or_conflict(ceremony: Ceremony, made: GuestImport) -> Undoing:
    found = undoing(ceremony, ceremony.delegates.all())
    if found is None or found.made != made:
        raise Conflict(
            "Không bỏ được lần nhập này nữa: đã có lần nhập sau, hoặc mọi người của lần nhập đều đã được mời, trả lời "
            "hay điểm danh.",
            "Anh/chị bỏ từng người ở “Thêm, sửa, bỏ đại biểu”.",
        )
    return found


def _why_kept(delegate, ceremony, made):
    if delegate.attended is not None:
        return "đã điểm danh"
    if delegate.answer:
        return "đã trả lời giấy mời"
    if ceremony.invitation and ceremony.invitation.issued_at >= made.made_at:
        return f"có tên trong {ceremony.invitation}"
    return ""


def undo(ceremony: Ceremony, found: Undoing) -> None:
    """Call it within a transaction. Who stood there before was not changed by the import and keeps place and order."""
    ceremony.delegates.filter(pk__in=[each.pk for each in found.gone]).delete()
    if not found.kept:
        found.made.delete()
    if ceremony.status != Ceremony.Status.PLANNED:
        ceremony.expect_members()  # as when it was marked as invited
