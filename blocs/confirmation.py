"""The question before a step that is hard to undo or that many people are told of.

GET at the step's own address asks, POST takes the step: one page for all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.shortcuts import render

from accounts.models import User


@dataclass(frozen=True)
class Doubt:
    """A warning with the pages where its cause is mended: (label, address) each."""

    text: str
    places: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class Question:
    """``effects`` of the step, who is ``told``; ``warnings`` and ``paper`` are what to look at before."""

    title: str
    button: str
    back_url: str
    effects: Sequence[str] = ()
    told: str = ""
    warnings: Sequence[str | Doubt] = ()
    paper: str = ""  # address of a PDF
    paper_label: str = "Xem lại bản in (PDF)"


def ask(request, frame, question: Question, form=None):
    """The page of ``question`` in the ``frame`` of its year or unit; ``form`` holds what is typed to confirm."""
    return render(request, "_partials/confirm.html", {**frame, **vars(question), "form": form})


def told(people: Iterable[User]) -> str:
    """Who of ``people`` a notice will reach."""
    count = sum(person.is_active for person in people)
    if not count:
        return "chưa có ai, vì các đơn vị thành viên chưa có tài khoản. Anh/chị báo cho các đơn vị bằng cách khác."
    return f"{count} người ở các đơn vị thành viên, bằng thông báo trên chương trình."


NOBODY_TOLD = "không ai; chương trình không gửi thông báo khi làm bước này."
