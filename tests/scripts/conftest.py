import pytest


@pytest.fixture(autouse=True)
def the_day():
    """Today: the processes that these tests start and wait for keep the real time."""
