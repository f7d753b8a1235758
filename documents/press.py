"""Printing in a process of its own, that can neither last nor grow, and in few of them at once.

The process is forked off one that has loaded everything, writes what it printed into a pipe and ends without touching
anything else of its parent's, above all not the connection to the database (docs/decisions/0031-press.md).
"""

from __future__ import annotations

import fcntl
import gc
import logging
import os
import pickle
import resource
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, NoReturn

from django.conf import settings

from blocs.workflow import Busy, Conflict

from . import pdf, preview
from .description import Paper

log = logging.getLogger(__name__)

SECONDS = 60
MEMORY = 1280 * 1024 * 1024  # beyond what the parent has
NICENESS = 5  # pages come first


class Unprintable(Conflict):
    """Printing took too long, or more memory than it may."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản cần quá nhiều thời gian hoặc bộ nhớ nên chưa in được.",
            "Anh/chị thử lại sau ít phút; nếu vẫn vậy, chia văn bản thành nhiều phần hoặc báo quản trị hệ thống.",
        )


def printed(paper: Paper, *more: Paper) -> bytes:
    """As ``pdf.render``; raises Busy and Unprintable too."""
    return run(pdf.render, paper, *more)


def previewed(paper: Paper) -> bytes:
    """As ``preview.render``; raises Busy and Unprintable too."""
    return run(preview.render, paper)


def run(
    job: Callable[..., bytes],
    *papers: Paper,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """What ``job`` makes of the papers; ``told`` hears how far it is, when the job tells."""
    # What the child leaves behind, fonts of its own above all, goes with it, however it ends.
    with _place(), tempfile.TemporaryDirectory(prefix="printing-") as scratch:
        preview.warm()
        reading, writing = os.pipe()
        # Of a library's own threads nothing lives on in the child: fonts that wait for them must be made anew.
        lost_threads = len(os.listdir("/proc/self/task")) > threading.active_count()
        child = os.fork()
        if not child:
            os.close(reading)
            tempfile.tempdir = scratch
            if lost_threads:
                pdf.forget_fonts()
            answer = os.fdopen(writing, "wb")
            _work(answer, partial(job, told=partial(_tell, answer)) if told else job, papers, seconds, memory)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            done = _heard(pipe, told)
        _, status = os.waitpid(child, 0)
    if status:
        log.warning("Printing %s ended with status %s", papers[0].title, status)
        raise Unprintable
    if isinstance(done, Conflict):
        raise done
    return done


@contextmanager
def _place() -> Iterator[None]:
    """One of the places to print at. It stays taken until the process that prints there has ended, even without us."""
    folder = Path(settings.DATA_DIR) / "printing"
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(settings.PRINTING_AT_ONCE):
        with (folder / str(number)).open("w") as place:
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield
            return
    raise Busy


def _work(pipe: IO[bytes], job: Callable[..., bytes], papers: tuple[Paper, ...], seconds: int, memory: int) -> NoReturn:
    try:
        _limit(seconds, memory)
        gc.freeze()  # what was loaded before is never garbage
        try:
            done: bytes | Conflict = job(*papers)
        except Conflict as refused:
            done = refused
        _tell(pipe, done)
        pipe.close()
        os._exit(0)
    except Exception:
        log.exception("Printing failed")
    finally:
        os._exit(1)


def _tell(pipe: IO[bytes], message: int | bytes | Conflict) -> None:
    pickle.dump(message, pipe)
    pipe.flush()


def _heard(pipe: IO[bytes], told: Callable[[int], None] | None) -> bytes | Conflict:
    """The last that was told; each number before it is passed on."""
    message: int | bytes | Conflict = b""
    with suppress(EOFError, pickle.UnpicklingError):  # it was ended while it wrote
        while True:
            message = pickle.load(pipe)  # noqa: S301 - written by ourselves
            if isinstance(message, int) and told:
                told(message)
    return b"" if isinstance(message, int) else message


def _limit(seconds: int, memory: int) -> None:
    for each in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    signal.alarm(seconds)
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
