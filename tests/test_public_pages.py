"""Whoever is not signed in reads nothing of a year that was not published."""

import pytest

from blocs.models import CommonTarget
from ceremonies.models import Adoption, AgendaItem, Article, Ceremony, Delegate, Photo
from pledges.models import Clause, Registration, Target
from tests.scenes import Held, Signing
from tests.test_permissions import ACCESS

PUBLIC = sorted(name for name, (readers, _) in ACCESS.items() if "anonymous" in readers)
SECRET = "Bí mật chưa công bố"
# Where people type what belongs to a year: a word in each that stands nowhere else.
TYPED = [
    (Ceremony, "name"), (Ceremony, "place"), (Ceremony, "chair"), (AgendaItem, "text"), (Delegate, "name"),
    (Adoption, "title"), (Article, "title"), (Article, "body"), (Article, "author"), (Photo, "caption"), (Photo, "alt"),
    (CommonTarget, "text"), (Clause, "text"), (Target, "text"), (Registration, "return_reason"),
]  # fmt: skip


def marked(scene, cast):
    """The addresses of the public pages in the year of ``scene``, in which everything typed bears a mark."""
    for model, field in TYPED:
        assert model.objects.update(**{field: f"{SECRET} {model.__name__}.{field}"}), model
    type(cast.year).objects.update(theme=f"{SECRET} theme")
    return {name: scene.address(name) for name in PUBLIC}


def told(client, addresses):
    """The public pages that say something marked."""
    pages = {name: client.get(address) for name, address in addresses.items()}
    return {name for name, page in pages.items() if SECRET in page.content.decode(errors="replace")}


@pytest.fixture
def held(cast):
    scene = Held(cast)
    Ceremony.objects.get().adoptions.create(title="Quy chế")
    Ceremony.objects.get().delegates.create(name="Khách")
    return scene


def test_nothing_of_a_year_before_its_article_is_published(client, cast, held):
    addresses = marked(held, cast)

    assert told(client, addresses) == set()
    closed = ["ceremonies:article_public", "ceremonies:article_photo", "ceremonies:article_photo_small"]
    assert {name: client.get(addresses[name]).status_code for name in closed} == dict.fromkeys(closed, 404)


def test_of_a_published_article_its_own_words_and_no_others(client, cast):
    scene = Signing(cast)
    Ceremony.objects.get().adoptions.create(title="Quy chế")
    Ceremony.objects.get().delegates.create(name="Khách")
    addresses = marked(scene, cast)

    assert told(client, addresses) == {
        "ceremonies:article_public", "ceremonies:article_list", "ceremonies:article_feed",
    }  # fmt: skip
    page = client.get(addresses["ceremonies:article_public"]).content.decode()
    shown = {f"{model.__name__}.{field}" for model, field in TYPED if f"{SECRET} {model.__name__}.{field}" in page}
    assert shown == {"Article.title", "Article.body", "Article.author", "Photo.caption", "Photo.alt"}
