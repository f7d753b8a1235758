"""Covenants in each status."""

import pytest

from pledges import drafting, freezing, signing
from pledges.models import Covenant
from tests.pledges.covenants import SIGNED_ON


@pytest.fixture
def draft(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.reload_clauses(covenant)
    return covenant


@pytest.fixture
def consulting(cast, draft):
    Covenant.objects.filter(pk=draft.pk).update(status="consulting")
    return Covenant.objects.get(pk=draft.pk)


@pytest.fixture
def frozen(cast, draft):
    return freezing.freeze(draft, by=cast["leader_clerk"])


@pytest.fixture
def signed(cast, frozen):
    for pledge in frozen.pledges.all():
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    return Covenant.objects.get(pk=frozen.pk)
