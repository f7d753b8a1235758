"""Reading what somebody sent in a process of its own, that can neither last nor grow."""

import logging
import resource
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)
MEMORY = 1024 * 1024 * 1024
FOLDER = Path(__file__).parent.parent


class Failed(Exception):
    """The file kept its reader busy for too long, or brought it down."""


def run(module: str, content: bytes, seconds: int) -> bytes:
    """What ``module``, which limits itself, writes about ``content``."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module], input=content, capture_output=True, timeout=seconds, cwd=FOLDER, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        raise Failed from failed
    if done.stderr:
        log.info("%s: %s", module, done.stderr.decode(errors="replace"))
    return done.stdout


def limit(seconds: int):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
