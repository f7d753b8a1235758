"""What a browser may keep of the pages of somebody who is signed in."""

import pytest
from django.urls import reverse

from tests.pledges.registering import token_on, url


@pytest.fixture
def clerk(client, cast):
    cast.registration("ttbnv")
    client.force_login(cast["member_clerk"])
    return client


def test_pages_leave_nothing_behind(clerk):
    assert clerk.get("/")["Cache-Control"] == "no-store, private"
    assert "Clear-Site-Data" not in clerk.get("/")


@pytest.mark.parametrize(
    ("women", "status", "kept"), [("900000", 200, "no-cache, private"), ("13", 302, "no-store, private")]
)
def test_a_form_with_faults_may_be_gone_back_to(clerk, women, status, kept):
    section = "thong-tin-chung"
    typed = {"headcount": "31", "women": women, "token": token_on(clerk, section)}

    answer = clerk.post(url("registration_edit", section), typed)

    assert (answer.status_code, answer["Cache-Control"]) == (status, kept)


def test_what_was_kept_goes_when_they_sign_out(clerk):
    assert clerk.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in clerk.get(reverse("account_login"))
