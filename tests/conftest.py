"""The cast: who takes part in every test, and the day on which it happens."""

import pytest
import time_machine
from auditlog.context import disable_auditlog

from tests.cast import Cast

pytest_plugins = ["tests.plumbing"]

time_machine.naive_mode = time_machine.NaiveMode.UTC  # a moment without a zone is one of UTC
DAY = "2027-02-25 02:00:00"  # 09:00 in Vietnam, three days before registrations close


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def the_day(request):
    """Every test lives on one day, whatever the date; the clock goes on where a browser waits for an answer."""
    is_watched = request.node.get_closest_marker("browser") is not None
    with time_machine.travel(DAY, tick=is_watched) as day:
        yield day


@pytest.fixture
def cast(db):
    with disable_auditlog():  # who built the stage is nobody's business, and half of the time
        return Cast()
