"""Whoever saves a page that somebody else has saved meanwhile overwrites nothing and loses nothing."""

import pytest
from django.urls import reverse

from ceremonies.models import Ceremony
from pledges import drafting
from tests.saving import save

BLOC = ["khoi-ii", 2027]


def rows(prefix, *typed, **more):
    data = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(typed):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data | more


def target(text):
    return {"text": text, "kind": "percent", "operator": ">=", "value": "8,5", "unit_of_measure": "%"}


# page → its address, what is typed there, what is kept of it
PAGES = {
    "goals": (
        reverse("blocs:year_edit", args=BLOC),
        lambda text: rows("goals", {"text": text}, theme=f"Chủ đề: {text}"),
        lambda cast: list(cast.year.goals.values_list("text", flat=True)),
    ),
    "common targets": (
        reverse("blocs:common_targets_edit", args=BLOC),
        lambda text: rows("common_targets", target(text)),
        lambda cast: list(cast.year.common_targets.values_list("text", flat=True)),
    ),
    "agenda": (
        reverse("ceremonies:agenda_edit", args=BLOC),
        lambda text: rows("agenda", {"text": text, "minutes": "5"}),
        lambda cast: list(cast.year.ceremony.agenda.values_list("text", flat=True)),
    ),
    "guests": (
        reverse("ceremonies:guest_edit", args=BLOC),
        lambda text: rows("delegates", {"name": text, "group": "khach_moi", "role": "du"}),
        lambda cast: list(cast.year.ceremony.delegates.values_list("name", flat=True)),
    ),
    "outline": (
        reverse("pledges:covenant_clauses", args=BLOC),
        lambda text: rows("dong", {"level": "0", "text": text}),
        lambda cast: list(cast.year.covenants.get().clauses.values_list("text", flat=True)),
    ),
    "bases": (
        reverse("pledges:covenant_bases", args=BLOC),
        lambda text: rows("dong", {"basis": "", "own_text": text}),
        lambda cast: list(cast.year.covenants.get().bases.values_list("own_text", flat=True)),
    ),
    "covenant": (
        reverse("pledges:covenant_edit", args=BLOC),
        lambda text: {"title": text, "place": "Hà Nội"},
        lambda cast: [cast.year.covenants.get().title],
    ),
    "ceremony": (
        reverse("ceremonies:ceremony_edit", args=BLOC),
        lambda text: {"kind": "ky_ket", "name": text},
        lambda cast: [Ceremony.objects.get().name],
    ),
}


@pytest.fixture
def desk(client, cast):
    """The leader's clerk, with all there is to edit."""
    drafting.draft_covenant(cast.year)
    Ceremony.objects.create(bloc_year=cast.year, name="Lễ ký kết")
    client.force_login(cast["leader_clerk"])
    return client


@pytest.mark.parametrize("page", PAGES)
def test_the_second_to_save_is_shown_both_texts(desk, cast, page):
    address, typed, kept = PAGES[page]
    seen_by_second = desk.get(address).context["token"]
    assert save(desk, address, typed("Của người thứ nhất")).status_code == 302

    refused = desk.post(address, typed("Của người thứ hai") | {"token": seen_by_second})

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "Chưa lưu: phần này vừa được sửa ở nơi khác (người khác hoặc cửa sổ khác)." in shown
    below = shown.index('id="dang-luu"')
    assert shown.index("Của người thứ hai") < below < shown.rindex("Của người thứ nhất")
    assert "Lỗi" not in shown
    assert kept(cast) == ["Của người thứ nhất"]


@pytest.mark.parametrize("page", PAGES)
def test_having_seen_both_the_second_decides(desk, cast, page):
    address, typed, kept = PAGES[page]
    seen_by_second = desk.get(address).context["token"]
    save(desk, address, typed("Của người thứ nhất"))
    refused = desk.post(address, typed("Của người thứ hai") | {"token": seen_by_second})

    saved = desk.post(address, typed("Của người thứ hai") | {"token": refused.context["token"]})

    assert saved.status_code == 302
    assert kept(cast) == ["Của người thứ hai"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_its_token_saves_nothing(desk, cast, page):
    address, typed, kept = PAGES[page]
    before = kept(cast)

    assert desk.post(address, typed("Gửi thẳng")).status_code == 409
    assert kept(cast) == before


def test_a_row_more_is_no_answer_to_what_somebody_else_saved(desk, cast):
    """The token stays that of the page on which the typing began."""
    address, typed, kept = PAGES["goals"]
    seen_by_second = desk.get(address).context["token"]
    save(desk, address, typed("Của người thứ nhất"))

    longer = desk.post(address, typed("Của người thứ hai") | {"token": seen_by_second, "row": "add"})

    assert longer.status_code == 200
    assert desk.post(address, typed("Của người thứ hai") | {"token": longer.context["token"]}).status_code == 409
    assert kept(cast) == ["Của người thứ nhất"]


def test_a_row_that_somebody_else_removed_can_be_saved_all_the_same(desk, cast):
    address, _, kept = PAGES["goals"]
    goal = cast.year.goals.get()
    mine = rows("goals", {"id": goal.pk, "text": "Sửa dở"}, theme="Chủ đề")
    token = desk.get(address).context["token"]
    save(desk, address, rows("goals", theme="Chủ đề"))
    refused = desk.post(address, mine | {"token": token})

    desk.post(address, mine | {"token": refused.context["token"]})

    assert kept(cast) == ["Sửa dở"]
