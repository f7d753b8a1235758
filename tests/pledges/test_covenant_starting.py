"""What a draft of the covenant is begun from, what of it is left over from last year, what will be measured."""

import re

import pytest
from lxml import html

from blocs.models import CommonTarget
from pledges import drafting
from pledges.leftovers import Before, doubts, times
from pledges.models import Covenant
from pledges.papers import covenant_paper
from tests.cast import make_year
from tests.pledges.covenants import url
from tests.saving import save


@pytest.fixture(autouse=True)
def as_leader(client, cast):
    client.force_login(cast["leader_clerk"])


OLD = [
    (0, True, "Nội dung năm 2026"),
    (1, False, "Các đơn vị thi đua."),
    (1, True, "Gửi báo cáo trước ngày 15/6"),
    (1, False, "“Siết chặt kỷ cương, tăng cường hiệu quả”."),
    (2, True, "Theo Nghị định số 152/2025/NĐ-CP, giai đoạn 2026 - 2030"),
]


@pytest.fixture
def last_year(cast):
    """Led by another unit, whose covenant the leader of this year has read."""
    bloc_year = make_year(cast.bloc, 2026, list(cast.units.values()), leader=cast.units["ttbca"])
    bloc_year.theme = "Siết chặt kỷ cương, tăng cường hiệu quả"
    bloc_year.save()
    covenant = drafting.draft_covenant(bloc_year)
    for order, (level, numbered, text) in enumerate(OLD, start=1):
        covenant.clauses.create(order=order, level=level, numbered=numbered, text=text)
    Covenant.objects.filter(pk=covenant.pk).update(status="consulting")
    return covenant


def page(client, name):
    return " ".join(html.fromstring(client.get(url(name)).content.decode()).text_content().split())


def outline(covenant):
    return list(covenant.clauses.values_list("level", "numbered", "text"))


def offered(client, name):
    return re.findall(r'name="source" value="(\w+)"', client.get(url(name)).content.decode())


def test_last_years_covenant_is_copied_when_chosen_and_its_times_are_marked(client, cast, last_year):
    assert offered(client, "covenant_detail") == ["year", "frame", "last", "empty"]
    assert "Giao ước năm 2026: chép 5 dòng nội dung để sửa" in page(client, "covenant_detail")

    response = client.post(url("covenant_start"), {"source": "last"})

    assert response.url == url("covenant_clauses")
    covenant = Covenant.objects.get(bloc_year=cast.year)
    assert outline(covenant) == OLD
    assert outline(last_year) == OLD
    assert "năm 2027" in covenant.opening
    editor = page(client, "covenant_clauses")
    assert re.search(r"Dòng 1: 2026 ?Dòng 3: ngày 15/6 ?Dòng 4: chủ đề của năm trước ", editor)
    question = page(client, "covenant_freeze")
    assert "trước hoặc còn chỗ chưa điền: I (2026); I.1 (ngày 15/6); I.1 đoạn 1 (chủ đề của năm trước)." in question


def test_what_was_looked_at_is_not_marked_any_more(client, cast, last_year):
    client.post(url("covenant_start"), {"source": "last"})
    typed = {"dong-TOTAL_FORMS": 2, "dong-INITIAL_FORMS": 0, "dong-0-level": "0", "dong-0-text": "Nội dung năm 2027"}

    save(client, url("covenant_clauses"), typed | {"dong-1-level": "1", "dong-1-text": "Gửi trước ngày 15/6 hằng năm"})

    assert "Xem lại:" not in page(client, "covenant_clauses")


def test_a_covenant_that_may_not_be_read_is_no_choice(client, cast, last_year):
    Covenant.objects.filter(pk=last_year.pk).update(status="drafting")
    assert offered(client, "covenant_detail") == ["year", "frame", "empty"]

    response = client.post(url("covenant_start"), {"source": "last"})

    assert "Chọn một trong các cách bắt đầu dưới đây." in response.content.decode()
    assert not Covenant.objects.filter(bloc_year=cast.year).exists()


def test_the_frame_has_all_five_parts_and_says_what_is_open(client, cast):
    cast.year.goals.all().delete()

    client.post(url("covenant_start"), {"source": "frame"})

    titles = [text for level, _, text in outline(Covenant.objects.get()) if level == 0]
    assert titles == [
        "Chủ đề thi đua", "Mục tiêu thi đua", "Nội dung thi đua", "Chỉ tiêu thi đua", "Tổ chức thực hiện",
    ]  # fmt: skip
    assert "còn chỗ chưa điền: II.1 (chỗ chưa điền (…)); III.1 (chỗ chưa điền (…))." in page(client, "covenant_freeze")


def test_an_empty_draft_has_a_row_to_begin_with(client, cast):
    client.post(url("covenant_start"), {"source": "empty"})

    assert outline(Covenant.objects.get()) == []
    assert "Nội dung dòng 1" in page(client, "covenant_clauses")


def test_a_draft_is_written_anew_from_another_source(client, draft, last_year):
    assert offered(client, "covenant_reload") == ["year", "frame", "last", "empty"]
    assert client.post(url("covenant_reload"), {"source": "x"}).status_code == 200
    assert draft.clauses.count() == 10

    assert client.post(url("covenant_reload"), {"source": "last"}).status_code == 302

    assert outline(draft) == OLD


@pytest.mark.parametrize(
    ("text", "found", "carried"),
    [
        ("Hoàn thành kế hoạch năm 2026, năm 2025 và 2026", ["2026", "2025"], []),
        ("giai đoạn 2026 - 2030, đến năm 2027", [], []),
        ("giai đoạn 2021–2025", ["2021–2025"], []),
        ("Kế hoạch số 128/KH-TTCP ngày 29/01/2026", ["29/01/2026"], []),
        ("Nghị định số 152/2025/NĐ-CP", [], []),
        ("ngày 05 tháng 3 năm 2026; ngày 06 tháng 3 năm 2027", ["ngày 05 tháng 3 năm 2026"], []),
        ("Ngày 23 tháng 11, trước 15/6", [], ["Ngày 23 tháng 11", "trước 15/6"]),
        ("2/3 số phiếu; 2.026 lượt; 12.026 lượt; 1.900,5 triệu", [], []),
    ],
)
def test_times_that_may_be_left_over(text, found, carried):
    assert times(text, 2027) == found
    assert times(text, 2027, carried=True) == found + carried
    assert doubts(f"{text} …", 2027, Before())[-1] == "chỗ chưa điền (…)"


def measured(cast):
    facts = {"bloc_year": cast.year, "kind": "percent", "operator": ">=", "unit_of_measure": "%"}
    CommonTarget.objects.create(code="T2", order=2, text="Đơn vị đạt Tập thể lao động xuất sắc", value=90, **facts)
    CommonTarget.objects.create(
        bloc_year=cast.year, code="T3", order=3, text="Không có công chức bị kỷ luật", kind="zero"
    )


def test_common_targets_that_the_covenant_says_otherwise_or_not_at_all(client, cast, draft):
    measured(cast)
    part = draft.clauses.get(text="Chỉ tiêu thi đua").order
    draft.clauses.filter(order__gt=part).delete()
    draft.clauses.create(order=part + 1, text="Hoàn thành kế hoạch thanh tra được phê duyệt: 100%;")
    draft.clauses.create(order=part + 2, text="Đơn vị đạt Tập thể lao động xuất sắc: từ 80% trở lên.")
    draft.clauses.create(order=part + 3, text="Mỗi đơn vị có ít nhất 01 sáng kiến.")

    editor, question = page(client, "covenant_clauses"), page(client, "covenant_freeze")

    assert "Hoàn thành kế hoạch thanh tra được phê duyệt: 100% (tỷ lệ phần trăm): mục III.1" in editor
    assert "từ 90% trở lên (tỷ lệ phần trăm): mục III.2 ghi khác" in editor
    assert "Không có công chức bị kỷ luật (không có): chưa có trong nội dung" in editor
    assert "chưa là chỉ tiêu chung nên không đo được: III.3." in editor
    assert "chưa có trong nội dung giao ước: Không có công chức bị kỷ luật." in question
    assert "ghi khác chỉ tiêu chung của năm: III.2 (chỉ tiêu chung: Đơn vị đạt Tập thể" in question
    assert "Chưa là chỉ tiêu chung của năm nên sơ kết, tổng kết không đo được: III.3." in question


def test_words_of_a_target_in_another_part_are_not_that_target(client, cast):
    cast.year.common_targets.create(code="S2", order=9, text="Tham gia đầy đủ các hoạt động của Khối", kind="narrative")
    client.post(url("covenant_start"))
    clauses = Covenant.objects.get().clauses
    clauses.filter(text__startswith="Tham gia đầy đủ").update(text="Giữ gìn đoàn kết;")
    clauses.filter(level=1).first().delete()
    clauses.create(order=2, level=1, text="Phối hợp và tham gia đầy đủ các hoạt động của Khối theo quy chế;")

    question = page(client, "covenant_freeze")

    assert "chưa có trong nội dung giao ước: Tham gia đầy đủ các hoạt động của Khối." in question
    assert "ghi khác chỉ tiêu chung" not in question


def test_a_draft_from_the_year_says_every_common_target(client, cast):
    measured(cast)
    client.post(url("covenant_start"))

    editor = page(client, "covenant_clauses")

    assert "chưa có trong nội dung" not in editor
    assert "không đo được" not in editor
    assert "Chỉ tiêu chung" not in page(client, "covenant_freeze")


def test_the_annex_reads_the_units_own_records(cast, draft):
    target = cast.registration("ttbnv", status="accepted").targets.get()
    assert (1, target.text, "100%") in covenant_paper(draft).annexes[4].blocks[0].rows

    target.value = 97
    target.save()
    cast.common_target.text = "Hoàn thành kế hoạch"
    cast.common_target.save()

    assert (1, "Hoàn thành kế hoạch", "từ 97% trở lên") in covenant_paper(draft).annexes[4].blocks[0].rows
