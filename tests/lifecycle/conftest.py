"""A year of several people at once, each over their own connection to the database."""

import contextlib
import sqlite3

import pytest
from django.db import connection, connections

from tests.cast import Cast


@pytest.fixture
def separate_connections(transactional_db, tmp_path):
    """On SQLite the test database is one connection in memory: work in a copy of it that is a file."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    name = settings["NAME"]
    in_memory.ensure_connection()
    with contextlib.closing(sqlite3.connect(tmp_path / "several.sqlite3")) as copy:
        in_memory.connection.backup(copy)
    settings["NAME"] = str(tmp_path / "several.sqlite3")
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = name
        connections["default"] = in_memory


@pytest.fixture
def stage(separate_connections):
    """The cast, committed, for others to see."""
    return Cast()
