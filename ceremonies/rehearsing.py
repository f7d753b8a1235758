"""A rehearsal of the day on the days before it: what is pressed stands in the cache alone, beside the records.

No list, count or paper reads it, and it is forgotten after a day (docs/decisions/0042-rehearsal.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.core.cache import cache
from django.db.models import Model

from blocs import clock
from blocs.models import Membership, members_of
from blocs.workflow import Conflict
from ceremonies import course, screen
from ceremonies.models import Ceremony, Delegate, ItemStart
from ceremonies.models.ceremony import day_has_come
from ceremonies.signing_table import Seat, SigningTable
from pledges.models import Pledge

LASTS = 24 * 3600  # seconds after the last press
Marks = Mapping[str, datetime]  # name of a record, "membership:5" → when it was marked


def is_open(ceremony: Ceremony) -> bool:
    return ceremony.status == Ceremony.Status.INVITED and not day_has_come(ceremony)


def open_or_refused(ceremony: Ceremony) -> None:
    """Raises Conflict: on the day itself nobody may mark arrivals in the wrong place."""
    if not is_open(ceremony):
        raise Conflict(
            "Chỉ tập dượt được từ khi gửi giấy mời đến hết ngày trước ngày tổ chức.",
            "Trong ngày, Anh/chị dùng các nút ở trang buổi lễ.",
            ceremony.get_absolute_url(),
        )


def marks_of(ceremony: Ceremony) -> Marks:
    return cache.get(_name(ceremony), {})


def mark(ceremony: Ceremony, record: Model, *, stands: bool) -> None:
    """Call it with the year locked: several people rehearse at once."""
    marks = {key: moment for key, moment in marks_of(ceremony).items() if key != _key(record)}
    cache.set(_name(ceremony), marks | ({_key(record): clock.now()} if stands else {}), LASTS)


def forget(ceremony: Ceremony) -> None:
    cache.delete(_name(ceremony))


def delegates_in(ceremony: Ceremony, marks: Marks) -> list[Delegate]:
    found = [each.comer for each in ceremony.delegates.all()]
    for each in found:
        each.attended = _key(each) in marks or None
    return found


def course_in(ceremony: Ceremony, marks: Marks) -> course.Course:
    items = list(ceremony.agenda.all())
    starts = {item.pk: ItemStart(began_at=marks[_key(item)]) for item in items if _key(item) in marks}
    return course.course_from(items, starts)


def table_in(ceremony: Ceremony, marks: Marks) -> SigningTable:
    """Every member unit, whether the covenant lies on the table yet or not."""
    here = {each.membership_id for each in delegates_in(ceremony, marks) if each.attended}
    members = members_of(ceremony.bloc_year) if ceremony.is_for_signing else []
    return SigningTable([_seat(member, marks, here) for member in members], "")


def _seat(member: Membership, marks: Marks, here: set[int | None]) -> Seat:
    signed = _key(member) in marks
    pledge = Pledge(
        membership=member,
        signatory=member.signatory,
        post=member.signatory_post,
        status=Pledge.Status.SIGNED if signed else Pledge.Status.WAITING,
    )
    return Seat(pledge, not signed, signed, bool(here) and member.pk not in here)


def screen_in(ceremony: Ceremony, marks: Marks) -> screen.Screen:
    shown = screen.screen_of(ceremony, course_in(ceremony, marks))
    lights = tuple(replace(light, is_lit=f"membership:{light.key}" in marks) for light in shown.lights)
    return replace(shown, lights=lights, is_rehearsal=True)


def _key(record: Model) -> str:
    return f"{record._meta.model_name}:{record.pk}"


def _name(ceremony: Ceremony) -> str:
    return f"rehearsal:{ceremony.pk}"
