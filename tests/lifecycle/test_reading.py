"""Who reads waits for nobody who writes."""

import contextlib
import sqlite3

import pytest
from django.db import connection

from tests.test_permissions import ACCESS, Scene

# django-allauth's own pages keep what they ask for in the session.
PAGES = {name: readers for name, (readers, _) in ACCESS.items() if ":" in name}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for all who write")
@pytest.mark.parametrize("who", ["leader_clerk", "member_head", "admin"])
def test_every_page_comes_while_somebody_writes(stage, client, who):
    """Nor does any page write by being read: it would be refused at once."""
    scene = Scene(stage)
    client.force_login(stage[who])
    addresses = {name: scene.address(name) for name, readers in PAGES.items() if who in readers}
    with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.cursor().execute("PRAGMA busy_timeout = 0")

        answers = {name: client.get(address).status_code for name, address in addresses.items()}

    assert {name: status for name, status in answers.items() if status not in (200, 302, 409)} == {}
