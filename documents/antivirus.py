"""Asking clamd whether a file is infected (its INSTREAM command; docs/decisions/0012-clamd.md).

Without the setting ``CLAMD`` nobody is asked, and every file counts as checked.
"""

from __future__ import annotations

import logging
import re
import socket
import struct
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS = 10
CHUNK = 256 * 1024
MOST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND")


@dataclass(frozen=True)
class Verdict:
    """``threat`` names what was found; without one, an undecided file is neither clean nor infected."""

    threat: str = ""
    is_decided: bool = True


CLEAN = Verdict()
UNDECIDED = Verdict(is_decided=False)


def is_asked() -> bool:
    return bool(settings.CLAMD)


def verdict(content: bytes) -> Verdict:
    """What clamd says; undecided when it does not answer within ten seconds, or with anything but a verdict."""
    if not is_asked():
        return CLEAN
    try:
        answer = _ask(content)
    except (OSError, ValueError) as trouble:
        logger.warning("clamd at %s gave no answer: %s", settings.CLAMD, trouble)
        return UNDECIDED
    if answer == "stream: OK":
        return CLEAN
    if found := FOUND.fullmatch(answer):
        return Verdict(threat=found[1])
    logger.warning("clamd could not decide: %s", answer)
    return UNDECIDED


def _ask(content):
    until = time.monotonic() + SECONDS
    with _connected() as daemon:
        try:
            _send(daemon, b"zINSTREAM\0", until)
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                _send(daemon, struct.pack("!L", len(chunk)) + chunk, until)
            _send(daemon, struct.pack("!L", 0), until)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough (StreamMaxLength) and says so
        return _answer(daemon, until)


def _connected():
    """``CLAMD`` is the path of a unix socket, or tcp://host:port."""
    place = urlsplit(settings.CLAMD)
    if place.scheme == "tcp":
        return socket.create_connection((place.hostname, place.port or 3310), timeout=SECONDS)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(SECONDS)
    try:
        daemon.connect(place.path)
    except OSError:
        daemon.close()
        raise
    return daemon


def _send(daemon, data, until):
    daemon.settimeout(_left(until))
    daemon.sendall(data)


def _answer(daemon, until):
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_ANSWER:
        daemon.settimeout(_left(until))
        if not (more := daemon.recv(MOST_ANSWER)):
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def _left(until):
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError(f"no answer within {SECONDS} seconds")
    return left
