from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.auth import get_user_model

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def sample_pages(settings):
    """The pages of this folder in place of the program's, under everything else that is its own."""
    settings.ROOT_URLCONF = "tests.look.pages"
    settings.TEMPLATES = [configured.TEMPLATES[0] | {"DIRS": [*configured.TEMPLATES[0]["DIRS"], TEMPLATES]}]


@pytest.fixture
def clerk(db):
    return get_user_model().objects.create_user("ha", full_name="Nguyễn Thị Hà", is_sample=True)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client
