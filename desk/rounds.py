"""What is looked after every hour, whoever is at the keyboard."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import letters
from ceremonies import invitation_printing
from pledges import chasing
from pledges.models import FilledWorkbook, WorkingCopy

log = logging.getLogger(__name__)

KEPT = timedelta(days=14)


def make_rounds() -> None:
    """Each part by itself: one that fails is logged and hinders no other. Made twice, they do nothing twice."""
    forgotten = (invitation_printing.forget_spent, forget_workbooks, forget_working_copies, forget_done_tasks)
    for part in (letters.look_after, chasing.prepare_all, *forgotten):
        try:
            part()
        except Exception:
            log.exception("The round %s failed", part.__name__)


def forget_workbooks() -> None:
    FilledWorkbook.objects.all().forget()


def forget_working_copies() -> None:
    WorkingCopy.objects.all().forget()


def forget_done_tasks() -> None:
    """Tasks that ended, and those a killed worker left running, are of no use after two weeks."""
    DBTaskResult.objects.exclude(status="READY").filter(enqueued_at__lt=timezone.now() - KEPT).delete()
