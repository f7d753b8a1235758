"""Printing that takes longer than a page may: somebody waits for it, and the queue's task does it beside the pages."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from blocs.workflow import Busy, Conflict
from documents import press

log = logging.getLogger(__name__)

BEGINS_WITHIN = timedelta(minutes=2)
GOES_ON_WITHIN = timedelta(minutes=10)
SECONDS, MEMORY = 900, 3 * 1024**3  # for a covenant of 500 units with 20 targets each
STEP = 10  # parts between two notes of progress


def followed(page: HttpResponse, runs: bool) -> HttpResponse:
    """``page`` asks again every three seconds, as ``documents/_waiting.html`` says, while what it shows ``runs``."""
    if runs:
        page["Refresh"] = "3"
    return page


class PrintJob(models.Model):
    """Who asked for it, how far it is, why it failed. The record ends when it is printed, or keeps what was."""

    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = by_whom()
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    done = models.PositiveSmallIntegerField(default=0, editable=False)
    parts = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.CharField(max_length=600, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [dated_when_named("asked")]

    @property
    def nobody_came(self):
        """It has waited so long that no worker seems to run."""
        return not self.parts and not self.failure and clock.now() - self.asked_at > BEGINS_WITHIN

    @property
    def has_stopped(self):
        """It failed, nobody came, or who printed has been silent for so long that it must have been ended."""
        return bool(self.failure) or self.nobody_came or clock.now() - self.moved_at > GOES_ON_WITHIN

    def note(self, done: int, **facts: Any) -> None:
        self._update(done=done, moved_at=clock.now(), **facts)

    def fail(self, why: str) -> None:
        self._update(failure=why[:600])

    def _update(self, **facts: Any) -> None:
        type(self)._default_manager.filter(pk=self.pk).update(**facts)

    def printed(self, job: Callable[..., bytes], *papers: Any, before: int = 0) -> bytes:
        """As ``press.run``, with time and memory for long papers; it waits for a place to print at, and notes how far
        it is: ``before`` parts were done already."""

        def told(done: int) -> None:
            if done % STEP == 0:
                self.note(before + done)

        while True:
            try:
                return press.run(job, *papers, seconds=SECONDS, memory=MEMORY, told=told)
            except Busy:
                time.sleep(1)

    @contextmanager
    def failing_in_words(self, not_allowed: str) -> Iterator[None]:
        """What goes wrong inside is told to whoever waits; ``not_allowed`` when they may not have it any more."""
        try:
            yield
        except Conflict as refused:
            self.fail(f"{refused.reason} {refused.hint}".strip())
        except PermissionDenied:
            self.fail(not_allowed)
        except Exception:
            log.exception("%s %s failed", type(self).__name__, self.pk)
            self.fail("Chương trình gặp lỗi khi in. Anh/chị báo quản trị hệ thống.")
