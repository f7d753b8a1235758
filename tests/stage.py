"""The stage on which the cast stands: set once for all tests that meet it there, not once for each."""

import pickle

import time_machine
from auditlog.context import disable_auditlog
from django.db import transaction

from tests.cast import Cast

DAY = "2027-02-25 02:00:00"  # 09:00 in Vietnam, three days before registrations close


class Stage:
    """A transaction around those of the tests, with the cast in it.

    What a test does is rolled back to here, and each test gets people of its own. To make them anew would take a
    quarter of the time of most tests.
    """

    def __init__(self, django_db_blocker):
        self.unblocked = django_db_blocker.unblock
        self.transaction = self.pickled = None

    def set(self):
        if not self.transaction:
            with self.unblocked(), time_machine.travel(DAY, tick=False):
                self.transaction = transaction.atomic()
                self.transaction.__enter__()
                self.pickled = pickle.dumps(make_cast())

    def strike(self):
        if self.transaction:
            with self.unblocked():
                transaction.set_rollback(True)
                self.transaction.__exit__(None, None, None)
                self.transaction = None

    def cast(self):
        return pickle.loads(self.pickled) if self.transaction else make_cast()  # noqa: S301 (our own)


def make_cast():
    with disable_auditlog():  # who built the stage is nobody's business, and half of the time
        return Cast()
