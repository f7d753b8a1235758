"""Two people at once. Needs a database whose connections are separate: PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from documents.models import IssuedDocument
from pledges import drafting, freezing
from pledges.models import Covenant, Pledge
from tests.cast import Cast
from tests.pledges.covenants import ON_A_DAY, url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database is one connection in memory"),
]


@pytest.fixture
def stage(transactional_db):
    return Cast()


def at_once(posts):
    """The status codes of ``posts`` (user, address, data), sent at the same moment."""
    ready = Barrier(len(posts))

    def send(post):
        user, address, data = post
        client = Client()
        client.force_login(user)
        ready.wait()
        try:
            return client.post(address, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(send, posts))


def test_of_two_who_freeze_one_wins(stage):
    covenant = drafting.draft_covenant(stage.year)
    drafting.write_clauses(covenant)
    typed = {"year": "2027"}

    codes = at_once([(stage[who], url("covenant_freeze"), typed) for who in ("leader_clerk", "leader_head")])

    assert codes == [302, 409]
    assert IssuedDocument.objects.count() == 1
    assert Pledge.objects.count() == 7


def test_of_two_who_start_a_draft_one_wins(stage):
    codes = at_once([(stage[who], url("covenant_start"), {}) for who in ("leader_clerk", "leader_head")])
    assert codes == [302, 409]
    assert Covenant.objects.count() == 1


def test_the_last_two_signatures_at_once_complete_the_covenant(stage):
    draft = drafting.draft_covenant(stage.year)
    drafting.write_clauses(draft)
    frozen = freezing.freeze(draft, by=stage["leader_clerk"])
    posts = [(stage["leader_clerk"], url("pledge_sign", code), ON_A_DAY) for code in stage.units]

    assert at_once(posts) == [302] * 7

    assert Covenant.objects.get(pk=frozen.pk).status == "signed"
    assert IssuedDocument.objects.get().signed_count == 7


def test_a_double_click_signs_once(stage):
    draft = drafting.draft_covenant(stage.year)
    drafting.write_clauses(draft)
    freezing.freeze(draft, by=stage["leader_clerk"])
    post = (stage["leader_clerk"], url("pledge_sign", "ttbnv"), {})

    assert at_once([post, post]) == [302, 409]
    assert Pledge.objects.filter(status="signed").count() == 1


def test_what_was_composed_is_what_was_accepted(stage):
    """Freezing against sending a received registration back: one of them comes too late."""
    drafting.write_clauses(drafting.draft_covenant(stage.year))
    registration = stage.registration("ttbnv", status="accepted")
    registration.targets.create(order=2, text="Chỉ tiêu của riêng đơn vị", kind="yes_no")
    back, freeze = url("registration_return", "ttbnv"), url("covenant_freeze")

    at_once([(stage["leader_clerk"], freeze, {"year": "2027"}), (stage["leader_head"], back, {"reason": "Chưa đủ."})])

    registration.refresh_from_db()
    printed = str(IssuedDocument.objects.get().snapshot)
    assert ("Chỉ tiêu của riêng đơn vị" in printed) == (registration.status == "accepted")
