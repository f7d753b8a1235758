"""One dossier for the tests that only look at it, or load it."""

import io

import pytest
import time_machine
from auditlog.context import disable_auditlog
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from archive.dossier import make
from blocs.models import BlocYear
from tests.archive.full_year import full_year
from tests.cast import Cast
from tests.conftest import DAY


@pytest.fixture
def year(cast):
    return full_year(cast)


def packed(bloc_year):
    out = io.BytesIO()
    made = make(bloc_year, out)
    return out.getvalue(), made


@pytest.fixture(scope="session")
def dossier(django_db_setup, django_db_blocker, tmp_path_factory):
    """Its bytes, the same whoever makes it: nothing of its year stays in the database."""
    scratch = tmp_path_factory.mktemp("dossier")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    apart = override_settings(DATA_DIR=scratch, MEDIA_ROOT=scratch / "files", PASSWORD_HASHERS=hashers)
    with apart, django_db_blocker.unblock(), time_machine.travel(DAY, tick=False), transaction.atomic():
        with disable_auditlog():
            cast = Cast()
        content, _ = packed(full_year(cast))
        transaction.set_rollback(True)
    return content


@pytest.fixture
def load(tmp_path):
    """Into a system that has no file yet."""

    def load(content):
        (tmp_path / "ho-so.zip").write_bytes(content)
        call_command("load_archive", tmp_path / "ho-so.zip")
        return BlocYear.objects.get(bloc__slug="khoi-ii", year=2027)

    return load
