"""Who reads waits for nobody who writes."""

import contextlib
import sqlite3

import pytest
from django.db import connection

from tests.scenes import Consulting, Drafting, Frozen
from tests.test_permissions import asked_in

# They keep what they ask for, or what they show once, in the session.
WRITING = ("account_", "mfa_", "usersessions", "accounts:invitation")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for all who write")
@pytest.mark.parametrize("moment", [Drafting, Consulting, Frozen])
@pytest.mark.parametrize("who", ["leader_clerk", "member_head"])
def test_every_page_comes_while_somebody_writes(stage, client, who, moment):
    """Nor does any page write by being read: it would be refused at once."""
    scene = moment(stage, who)
    client.force_login(scene.person)
    names = [name for method, name, people in asked_in(moment) if method == "get" and who in people]
    addresses = {name: scene.address(name) for name in names if not name.startswith(WRITING)}
    with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.cursor().execute("PRAGMA busy_timeout = 0")

        answers = {name: client.get(address).status_code for name, address in addresses.items()}

    assert addresses
    assert {name: status for name, status in answers.items() if status not in (200, 302)} == {}
