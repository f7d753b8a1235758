"""The one gate for changes of status.

The transition tables stand on the models (``@transition``); this module asks the
second and third question of every request, in that order: may this user do it
(403), may it be done now (409, with the reason). The buttons on a page come from
the same tables.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_fsm import ConcurrentTransition, can_proceed


class Conflict(Exception):
    """It may not be done now. ``reason`` says why, ``hint`` what to do or whom to ask; both Vietnamese.

    back_url  where one sees how things stand; "" for the page one came from
    labels    field name → word on the screen, for what was typed and is given back
    """

    def __init__(self, reason: str, hint: str = "", back_url: str = "", labels: dict[str, str] | None = None):
        super().__init__(reason)
        self.reason, self.hint, self.back_url, self.labels = reason, hint, back_url, labels


class Busy(Exception):
    """It may be done, but others are at it: there will be room again in seconds."""


@dataclass(frozen=True)
class Action:
    """A button: what it says and where it leads. ``seen`` is posted with it: what the user had before them."""

    label: str
    url: str
    primary: bool = False
    method: str = "post"
    seen: str = ""


def by_rule(predicate):
    """A predicate of ``rules`` (user, record) as django-fsm asks for it (record, user)."""

    def asked(record, user):
        return predicate(user, record)

    asked.rule = predicate  # `manage.py states` prints who
    return asked


def condition(reason: str | Callable, hint: str | Callable = "Tải lại trang để xem trạng thái mới nhất."):
    """Mark a transition's condition with the sentence that says why it does not hold, and what to do then."""

    def mark(function):
        function.reason, function.hint = reason, hint
        return function

    return mark


def permitted(step, user) -> bool:
    """May ``user`` take ``step`` in some status? Asked before the status is looked at."""
    return any(t.has_perm(step.__self__, user) for t in step._django_fsm.transitions.values())


def obstacle(step) -> str:
    """Why the bound transition ``step`` cannot be taken now; "" when it can."""
    return _hindrance(step)[0]


def _hindrance(step):
    """The reason why ``step`` cannot be taken now, and what to do or whom to ask; ("", "") when it can."""
    record = step.__self__
    found = step._django_fsm.get_transition(record.status)
    if found is None:
        return _standing(record), "Tải lại trang để xem trạng thái mới nhất."
    for held in found.conditions:
        if not held(record):
            return tuple(said(record) if callable(said) else said for said in (held.reason, held.hint))
    return "", ""


def _standing(record):
    """In which status ``record`` is; one that knows who brought it there, and when, says so itself."""
    plain = f"{record._meta.verbose_name.capitalize()} đang ở trạng thái “{record.get_status_display()}”."
    return getattr(record, "standing", plain)


def check(step, *, by):
    """Raise PermissionDenied or Conflict if ``by`` cannot take ``step`` now; for those who prepare much first."""
    if not permitted(step, by):
        raise PermissionDenied
    if not can_proceed(step):
        raise Conflict(*_hindrance(step), _page_of(step.__self__))


def _page_of(record):
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


def perform(step, *, by, **facts):
    """Take the bound transition ``step`` for the user ``by`` and save the record.

    Raises PermissionDenied (403) or Conflict (409). Call it inside a transaction.
    """
    check(step, by=by)
    step(by=by, **facts)
    try:
        step.__self__.save()
    except ConcurrentTransition as stale:
        raise Conflict("Việc này vừa được người khác xử lý.", "Tải lại trang để xem kết quả.") from stale


def actions(record, user) -> list[Action]:
    """The buttons ``user`` has on ``record`` now, from its transition table; what comes next before the rest."""
    found = []
    for step in record.get_available_user_status_transitions(user):
        if "url" in step.custom:
            found.append(
                Action(
                    label=step.custom["label"],
                    url=reverse(step.custom["url"], args=record.url_args),
                    primary=step.custom.get("primary", False),
                    method=step.custom.get("method", "post"),
                    seen=str(getattr(record, step.custom["seen"])) if "seen" in step.custom else "",
                )
            )
    return sorted(found, key=lambda action: not action.primary)
