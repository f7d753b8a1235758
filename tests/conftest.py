"""The cast: who takes part in every test, and the day on which it happens."""

import freezegun
import pytest
from auditlog.context import disable_auditlog

from tests.cast import Cast

pytest_plugins = ["tests.plumbing"]

DAY = "2027-02-25 02:00:00"  # 09:00 in Vietnam, three days before registrations close


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def the_day(request):
    """Every test lives on one day, except those that drive a browser."""
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with freezegun.freeze_time(DAY, ignore=["threading"]) as day:
        yield day


@pytest.fixture
def cast(db):
    with disable_auditlog():  # who built the stage is nobody's business, and half of the time
        return Cast()
