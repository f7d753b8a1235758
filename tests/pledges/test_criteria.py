"""The table of criteria as numbers, and as it is rearranged and printed."""

import io
from decimal import Decimal

import pdfplumber
import pytest

from ceremonies.planning import plan_ceremony
from documents import pdf
from documents.wording import END_MARK
from pledges import criteria, texts
from pledges.models import BlocText, Criterion
from pledges.papers import text_paper
from tests.look.reading import tree, words
from tests.pledges.covenants import url
from tests.pledges.test_covenant_text import rows
from tests.saving import save

ROWS = [
    ("item", "trước mọi nhóm", 99),
    ("group", "Nhóm một", None),
    ("item", "a", "12.5"),
    ("item", "b", "7.5"),
    ("bonus", "Thưởng", None),
    ("item", "c", 5),
    ("penalty", "Trừ", None),
    ("item", "d", 8),
    ("group", "Nhóm trống", None),
]


def unsaved():
    return [
        Criterion(kind=kind, content=content, max_points=None if points is None else Decimal(points))
        for kind, content, points in ROWS
    ]


@pytest.fixture
def table(client, cast):
    client.force_login(cast["leader_clerk"])
    return texts.start(cast.year, "tieu-chi", texts.Source.TEMPLATE)


def test_groups_add_up_their_own_rows():
    found = criteria.groups(unsaved())

    assert [(group.label, group.row.content, group.points) for group in found] == [
        ("I", "Nhóm một", Decimal(20)),
        ("II", "Thưởng", Decimal(5)),
        ("III", "Trừ", Decimal(8)),
        ("IV", "Nhóm trống", Decimal(0)),
    ]
    assert [row.content for row in found[0].items] == ["a", "b"]


def test_penalties_are_not_in_the_total():
    whole = criteria.totals(criteria.groups(unsaved()))

    assert (whole.main, whole.bonus, whole.most) == (Decimal(20), Decimal(5), Decimal(25))
    assert (whole.most_words, whole.bonus_words) == ("25", "5")
    assert criteria.totals([]).most == 0


def test_a_row_moves_by_its_button_and_keeps_its_code(client, table):
    typed = [
        {"id": row.pk, "kind": row.kind, "content": row.content, "max_points": row.max_points or ""}
        for row in table.criteria.all()[:3]
    ]

    page = client.post(url("text_content", "tieu-chi"), rows(*typed, row="down:1"))

    texts_of = [words(area) for area in tree(page).xpath("//textarea[contains(@name, '-content')]")]
    assert texts_of == [typed[0]["content"], typed[2]["content"], typed[1]["content"]]
    assert "Thay đổi chưa được lưu" in words(tree(page))
    moved = [typed[0], typed[2], typed[1]]
    assert save(client, url("text_content", "tieu-chi"), rows(*moved)).status_code == 302
    assert list(table.criteria.values_list("code", flat=True)) == ["", "TC02", "TC01"]


def test_rows_saved_meanwhile_by_another_are_not_overwritten(client, table):
    token = client.get(url("text_content", "tieu-chi")).context["token"]
    Criterion.objects.filter(code="TC01").update(content="Lời của người khác")

    typed = rows({"kind": "group", "content": "Nhóm của tôi"}, token=token)
    answer = client.post(url("text_content", "tieu-chi"), typed)

    assert answer.status_code == 409
    assert "Nhóm của tôi" in answer.content.decode()
    assert Criterion.objects.filter(content="Lời của người khác").exists()


@pytest.mark.parametrize("promulgation", BlocText.Promulgation.values)
def test_the_end_mark_stays_with_the_last_row(table, promulgation):
    BlocText.objects.update(promulgation=promulgation)

    with pdfplumber.open(io.BytesIO(pdf.render(text_paper(BlocText.objects.get())))) as paper:
        pages = [page.extract_text() for page in paper.pages]

    marked = [text for text in pages if END_MARK in text][-1]
    assert "Tổng điểm" in marked


def test_the_ceremonys_page_leads_to_the_texts(client, table, cast):
    plan_ceremony(cast.year)
    address = f"/khoi/{cast.bloc.slug}/2027/le-ky-ket/"
    assert url("text_detail", "tieu-chi") in client.get(address).content.decode()
    client.force_login(cast["member_head"])
    assert url("text_detail", "tieu-chi") not in client.get(address).content.decode()
