"""One dossier for the tests that only look at it."""

import io

import pytest

from archive.dossier import make
from tests.archive.full_year import full_year


@pytest.fixture
def year(cast):
    return full_year(cast)


def packed(bloc_year):
    out = io.BytesIO()
    made = make(bloc_year, out)
    return out.getvalue(), made


@pytest.fixture
def dossier(year):
    """Its bytes."""
    return packed(year)[0]
