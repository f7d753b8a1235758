"""Which of the year before's texts is taken up, what of it is copied, who may know of a round of opinions."""

from datetime import date

import pytest

from blocs.models import LegalBasis
from documents.models import IssuedDocument
from documents.wording import MOST_NAMED, units_named
from pledges import drafting, taking_over
from pledges.models import CitedBasis, Clause, ConsultationRound, Covenant
from tests.cast import make_year
from tests.pledges.covenants import consult


@pytest.fixture
def years(cast):
    """The years 2025 and 2026 of the bloc, each with a covenant of one clause."""
    found = {}
    for year in (2025, 2026):
        before = make_year(cast.bloc, year, list(cast.units.values()))
        found[year] = Covenant.objects.create(bloc_year=before, dated=date(year, 3, 15))
        found[year].clauses.create(order=1, level=0, text=f"Lời của {year}")
    return found


def taken_up(cast, who="leader_clerk"):
    return drafting.last_years(cast.year, cast[who])


def freeze(covenant):
    document = IssuedDocument.objects.create(bloc_year=covenant.bloc_year, kind="GU", dated=covenant.dated, title="GU")
    Covenant.objects.filter(pk=covenant.pk).update(status="frozen", document=document)


def test_it_is_of_the_year_before_and_of_no_older_one(cast, years):
    assert taken_up(cast) == years[2026]

    years[2026].delete()
    assert taken_up(cast) is None


def test_what_was_frozen_comes_before_a_newer_draft(cast, years):
    freeze(years[2026])
    facts = {"bloc_year": years[2026].bloc_year, "dated": date(2026, 4, 1)}
    newer = Covenant.objects.create(version=2, supersedes=years[2026], **facts)
    newer.clauses.create(order=1, level=0, text="Dự thảo mới")
    assert taken_up(cast) == years[2026]

    freeze(newer)
    assert taken_up(cast) == newer


@pytest.mark.parametrize(("who", "reads_draft"), [("leader_clerk", True), ("organiser", True), ("member_head", False)])
def test_a_draft_is_taken_up_by_who_may_read_it(cast, years, who, reads_draft):
    assert (taken_up(cast, who) == years[2026]) == reads_draft

    freeze(years[2026])
    assert taken_up(cast, who) == years[2026]


def test_another_blocs_is_none_of_ours(cast, years):
    assert drafting.last_years(cast.other_year, cast["another_bloc"]) is None


def test_one_without_content_is_not_taken_up(cast, years):
    years[2026].clauses.all().delete()

    assert taken_up(cast) is None


def test_rows_are_copied_and_their_owner_keeps_his(cast, years):
    draft = drafting.draft_covenant(cast.year)
    years[2026].clauses.create(order=2, level=1, numbered=False, text="Đoạn")

    taking_over.write(years[2026].clauses.all(), covenant=draft)
    taking_over.write((), covenant=draft)

    told = ("order", "level", "numbered", "text")
    assert list(draft.clauses.values_list(*told)) == [(1, 0, True, "Lời của 2026"), (2, 1, False, "Đoạn")]
    assert list(draft.clauses.values_list(*told)) == list(years[2026].clauses.values_list(*told))
    assert Clause.objects.count() == 5


def test_acts_of_the_state_in_force_are_cited_and_no_others(cast):
    LegalBasis.objects.all().delete()
    for citation, facts in {
        "Luật": {"signed_on": date(2022, 6, 15)},
        "Luật cũ": {"signed_on": date(2003, 11, 26), "valid_to": date(2023, 12, 31)},
        "Luật mới": {"signed_on": date(2027, 1, 1), "valid_from": date(2027, 7, 1)},
        "Quy chế của Khối": {},
    }.items():
        LegalBasis.objects.create(citation=citation, title=citation, **facts)

    drafting.draft_covenant(cast.year)

    assert [basis.text for basis in CitedBasis.objects.all()] == [
        "Luật",
        "Trên cơ sở đăng ký thi đua năm 2027 của các đơn vị",
    ]


@pytest.mark.parametrize(
    ("who", "count"), [("leader_clerk", 1), ("member_clerk", 1), ("organiser", 1), ("another_bloc", 0), ("admin", 0)]
)
def test_of_a_round_know_those_who_take_part_and_the_organiser(cast, who, count):
    covenant = drafting.draft_covenant(cast.year)
    consult(covenant)

    assert ConsultationRound.objects.visible_to(cast[who]).count() == count


@pytest.mark.parametrize(
    ("count", "more"),
    [(0, ""), (1, ""), (MOST_NAMED, ""), (MOST_NAMED + 1, " và 1 đơn vị khác"), (63, " và 55 đơn vị khác")],
)
def test_a_sentence_names_so_many_units(count, more):
    units = [f"Đơn vị {number}" for number in range(count)]

    assert units_named(units, "; ") == "; ".join(units[:MOST_NAMED]) + more
