"""The cast: who takes part in every test, and the day on which it happens."""

import pytest
import time_machine
from django.test import override_settings

from tests.stage import DAY, Stage

pytest_plugins = ["tests.plumbing"]

time_machine.naive_mode = time_machine.NaiveMode.UTC  # a moment without a zone is one of UTC


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def the_day(request):
    """Every test lives on one day, except those that drive a browser."""
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with time_machine.travel(DAY, tick=False) as day:
        yield day


@pytest.fixture(scope="session")
def the_stage(django_db_blocker):
    return Stage(django_db_blocker)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, the_stage):
    yield
    the_stage.strike()


# Of this scope, each function has its own, but it comes before the transaction of the test.
@pytest.fixture(scope="class", autouse=True)
def set_stage(request, quick_passwords, the_stage):
    """The stage is set for those that want the cast, and struck for the others, who find the database empty."""
    if "cast" not in request.fixturenames or has_real_transactions(request):
        the_stage.strike()
        return
    request.getfixturevalue("django_db_setup")
    the_stage.set()


def has_real_transactions(request):
    marker = request.node.get_closest_marker("django_db")
    asked = marker.kwargs.get("transaction") if marker else False
    return asked or {"transactional_db", "live_server"} & set(request.fixturenames)


@pytest.fixture
def cast(db, the_stage):
    return the_stage.cast()
