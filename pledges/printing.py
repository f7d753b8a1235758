"""Freezing the covenant; a long one beside the pages: the queue's task prints it, and freezes it with its paper.

While it prints nothing has happened to the covenant yet, only that it waits. Should anything that the paper shows
change meanwhile, it is printed again: what is frozen is what the records say at that moment.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import task

from blocs.open_years import lock_year
from blocs.workflow import Conflict, check
from documents import issuing, limits, pdf
from pledges import freezing
from pledges.models import Covenant, Printing
from pledges.papers.covenant import covenant_paper

TRIES = 3


@transaction.atomic
def freeze(covenant: Covenant, *, by) -> Covenant:
    """As ``freezing.freeze``; a covenant whose paper is long is put into the queue and returned as it was."""
    lock_year(pk=covenant.bloc_year_id)
    covenant = Covenant.objects.get(pk=covenant.pk)
    check(covenant.freeze, by=by)
    if limits.cells(covenant_paper(covenant)) <= settings.CELLS_PRINTED_AT_ONCE:
        return freezing.freeze(covenant, by=by)
    Printing.objects.filter(covenant=covenant).delete()  # one that had stopped
    print_covenant.enqueue(Printing.objects.create(covenant=covenant, asked_by=by).pk)
    return covenant


@task
def print_covenant(printing_id: int) -> None:
    """Print and freeze. A second task for the same printing, or one that was given up, finds nothing to do."""
    printing = Printing.objects.filter(pk=printing_id, failure="").first()
    if printing is None:
        return
    with printing.failing_in_words("Người bấm chốt không còn quyền chốt giao ước."):
        if printing.has_stopped:
            raise Conflict("Chương trình in nhận việc quá muộn.", "Anh/chị chốt lại.")
        _print(printing)


def _print(printing):
    for _ in range(TRIES):
        covenant = Covenant.objects.select_related("bloc_year__bloc").get(pk=printing.covenant_id)
        paper = covenant_paper(covenant, issuing.new_verification())
        printing.note(0, parts=1 + len(paper.annexes))
        if _freeze(printing, paper, printing.printed(pdf.render, paper)):
            return
    raise Conflict("Dữ liệu của giao ước liên tục thay đổi trong lúc in.", "Anh/chị chốt lại sau ít phút.")


@transaction.atomic
def _freeze(printing, paper, content) -> bool:
    """False when the paper would be another one by now. Nothing is done where nobody waits any more."""
    lock_year(pk=printing.covenant.bloc_year_id)
    waiting = Printing.objects.filter(pk=printing.pk, failure="").first()
    if waiting is None or waiting.has_stopped:
        raise Conflict("Việc lập bản in đã dừng quá lâu.", "Anh/chị chốt lại.")
    if waiting.asked_by is None:
        raise PermissionDenied
    covenant, by = waiting.covenant, waiting.asked_by
    waiting.delete()
    if freezing.freeze_as_printed(covenant, paper, content, by=by):
        return True
    transaction.set_rollback(True)
    return False
