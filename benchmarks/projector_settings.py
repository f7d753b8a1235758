"""Yardstick of projector.py: nothing that one screen was told serves another."""

from benchmarks.pages_settings import *  # noqa: F403
from thiduakhoi.settings import CACHES

CACHES["screens"]["TIMEOUT"] = 0
