"""A place of its own for what the scripts keep: folder, port, and a database beside the tests'."""

import os
import socket
from contextlib import contextmanager

import environ
import psycopg2
import pytest


@pytest.fixture(autouse=True)
def the_day():
    """Today: the processes that these tests start and wait for keep the real time."""


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(tmp_path, free_port):
    """Where the server keeps its data; the database is SQLite unless a test says otherwise."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG", "SITE_URL")}
    return kept | {"DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port)}


@pytest.fixture
def lent_database(environment):
    """The server's own database beside the tests', where these run on PostgreSQL."""
    with _beside_the_tests("thiduakhoi_script_server") as found:
        environment.update(found)
        yield


@pytest.fixture
def another_database():
    """What the environment has to say for a second one."""
    with _beside_the_tests("thiduakhoi_script_another") as found:
        yield found


@contextmanager
def _beside_the_tests(name):
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    own = environ.Env.db_url_config(url)
    connection = psycopg2.connect(
        dbname=own["NAME"],
        user=own["USER"] or None,
        password=own["PASSWORD"] or None,
        host=own["HOST"] or None,
        port=own["PORT"] or None,
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()
