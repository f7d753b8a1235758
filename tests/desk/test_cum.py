"""A cụm is called a cụm wherever its people look."""

import pytest
from django.urls import reverse

from pledges import drafting
from tests.cast import make_user
from tests.look.reading import tree, words

YEAR = ["cum-v", 2027]
UNIT = [*YEAR, "tt-thainguyen"]
PAGES = [
    ("desk:year_board", YEAR),
    ("blocs:member_list", YEAR),
    ("blocs:member_edit", UNIT),
    ("blocs:extension_grant", YEAR),
    ("blocs:deadlines_edit", YEAR),
    ("blocs:common_targets_edit", YEAR),
    ("blocs:year_close", YEAR),
    ("pledges:registration_list", YEAR),
    ("pledges:consolidation_detail", YEAR),
    ("pledges:covenant_detail", YEAR),
    ("pledges:covenant_clauses", YEAR),
    ("ceremonies:ceremony_detail", YEAR),
    ("documents:document_list", YEAR),
]


def said_on(client, name, args):
    """The text of the page's own part. Where any bloc may be meant, both words stand."""
    text = words(tree(client.get(reverse(name, args=args))).find(".//main")).lower()
    return text.replace("khối, cụm", "").replace("khối trưởng, cụm trưởng", "")


@pytest.fixture
def cum(cast):
    drafting.write_clauses(drafting.draft_covenant(cast.other_year))
    return cast


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_office_of_a_cum_reads_of_no_khoi(client, cum, name, args):
    client.force_login(cum["another_bloc"])

    assert "khối" not in said_on(client, name, args)


@pytest.mark.parametrize("status", ["", "draft", "submitted", "returned", "accepted"])
def test_a_member_of_a_cum_reads_of_no_khoi(client, cum, status):
    membership = cum.other_year.memberships.get(unit__slug="tt-thainguyen")
    if status:
        cum.memberships["tt-thainguyen"] = membership
        cum.registration("tt-thainguyen", status=status, return_reason="Thiếu" if status == "returned" else "")
    client.force_login(make_user("thai-nguyen", unit=membership.unit, duty="head"))

    said = said_on(client, "pledges:registration_detail", UNIT)

    assert "cụm" in said
    assert "khối" not in said
    assert "khối" not in said_on(client, "desk:home", [])
