"""Covenants in each status."""

import pytest

from pledges import drafting, freezing, signing
from pledges.models import Covenant
from tests.pledges.covenants import SIGNED_ON, consult


@pytest.fixture
def draft(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    return covenant


@pytest.fixture
def consulting(cast, draft):
    return consult(draft)


@pytest.fixture
def frozen(cast, draft):
    return freezing.freeze(draft, by=cast["leader_clerk"])


@pytest.fixture
def signed(cast, frozen):
    for pledge in frozen.pledges.all():
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    return Covenant.objects.get(pk=frozen.pk)


@pytest.fixture
def every_state(cast):
    cast.registration("ttbqp", status="draft")
    cast.registration("ttbkhdt", status="submitted", submitted_at="2027-03-05T02:00:00Z")
    cast.registration("ttbca", status="submitted", submitted_at="2027-02-20T02:12:00Z")
    cast.registration("ttbnv", status="returned", return_reason="Thiếu", submitted_at="2027-02-20T02:00:00Z")
    cast.registration("ttbtc", status="accepted", submitted_at="2027-02-20T02:00:00Z")
    return cast
