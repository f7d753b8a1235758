"""Saving by itself beside another's saving, and beside the handing in."""

import pytest
from django.test import Client

from pledges.models import WorkingCopy
from tests.lifecycle.test_races import at_once, step
from tests.pledges import registering

pytestmark = pytest.mark.django_db(transaction=True)

SECTION = "phong-trao"


def autosaves(stage, names):
    """(user, address, data) of a movement that each of ``names``, who → text, has typed on the same page."""
    reader = Client()
    reader.force_login(stage["member_clerk"])
    token = registering.token_on(reader, SECTION)
    address = registering.url("registration_autosave", SECTION)
    return [(stage[who], address, registering.rows({"name": name}, token=token)) for who, name in names.items()]


def test_two_autosave_one_section_and_both_texts_are_kept(stage):
    registration = stage.registration("ttbnv")
    names = {"member_clerk": "Phong trào A", "member_head": "Phong trào B"}

    codes = at_once(autosaves(stage, names))

    assert sorted(codes) == [200, 409]
    (first, second) = sorted(names, key=lambda who: codes[list(names).index(who)])
    assert [m.name for m in registration.movements.all()] == [names[first]]
    copy = WorkingCopy.objects.get()
    assert (copy.kept_by, copy.typed["dong-0-name"]) == (stage[second], [names[second]])


def test_the_same_text_from_two_windows_is_one(stage):
    registration = stage.registration("ttbnv")
    post = autosaves(stage, {"member_clerk": "Phong trào A"})

    assert at_once(post * 4) == [200] * 4

    assert [m.name for m in registration.movements.all()] == ["Phong trào A"]
    assert not WorkingCopy.objects.exists()


def test_autosaving_against_submitting_keeps_what_was_read(stage):
    """What stands in the revision is what stands in the registration; what came too late stands beside it."""
    registration = stage.registration("ttbnv")

    codes = at_once([*autosaves(stage, {"member_clerk": "Phong trào A"}), step(stage, "member_head", "submit")])

    registration.refresh_from_db()
    assert codes in ([200, 302], [409, 302])
    assert registration.status == "submitted"
    assert registration.revisions.get().content == registration.snapshot()
    assert registration.movements.filter(name="Phong trào A").exists() == (codes[0] == 200)
    assert WorkingCopy.objects.count() == (codes[0] == 409)
