"""Writing the covenant: general part, bases, outline; all of it without JavaScript."""

import re
from datetime import date

import pytest
from lxml import html

from blocs.models import LegalBasis
from pledges.models import Covenant
from tests.pledges.covenants import url
from tests.saving import save

GENERAL = {
    "title": "GIAO ƯỚC THI ĐUA",
    "subtitle": "Khối thi đua số II, năm 2027",
    "place": "Thành phố Hồ Chí Minh",
    "dated": "05/03/2027",
    "opening": "Chúng tôi thống nhất:",
    "closing": "Cam kết thực hiện.",
    "copies": "9",
    "witness": "Nguyễn Quang Thía",
    "witness_post": "Vụ trưởng Vụ II",
    "witness_organisation": "Thanh tra Chính phủ",
}


@pytest.fixture(autouse=True)
def as_leader(client, cast):
    client.force_login(cast["leader_clerk"])


def rows(*typed, **button):
    """The posted rows of an editor; each a dict of its fields."""
    data = {"dong-TOTAL_FORMS": len(typed), "dong-INITIAL_FORMS": 0, **button}
    for index, row in enumerate(typed):
        data |= {f"dong-{index}-{name}": value for name, value in row.items()}
    return data


def clause(level, text):
    return {"level": level, "text": text}


def shown_rows(response):
    """Label, level and text of each row of the page."""
    page = response.content.decode()
    labels = re.findall(r'class="arranged-label"[^>]*>([^<]*)<', page)
    levels = re.findall(r'<option value="(\w+)" selected', page)
    texts = [text.strip() for text in re.findall(r'<textarea name="dong[^>]*>\s*([^<]*)</textarea>', page)]
    return list(zip(labels, levels, texts, strict=True))


def test_a_heading_with_items_below_does_not_vanish(client, draft):
    save(client, url("covenant_clauses"), rows(clause("0", "Phần"), clause("1", "Khoản"), clause("2", "Điểm")))
    emptied = rows(clause("0", "Phần"), clause("1", " "), clause("2", "Điểm"), clause("1", ""))

    answer = save(client, url("covenant_clauses"), emptied)

    assert "Mục 1. đang trống nhưng còn mục ở dưới." in answer.content.decode()
    assert [row.text for row in draft.clauses.all()] == ["Phần", "Khoản", "Điểm"]
    again = rows(clause("0", "Phần"), clause("2", "Điểm"), clause("3", "Ý"), clause("1", ""))
    assert save(client, url("covenant_clauses"), again).status_code == 302
    assert client.get(url("covenant_clauses")).content.decode().count("Xem lại: không có mục cấp trên") == 1


def test_the_general_part_is_saved_day_first(client, draft):
    assert save(client, url("covenant_edit"), GENERAL).status_code == 302

    covenant = Covenant.objects.get()
    assert covenant.dated == date(2027, 3, 5)
    assert (covenant.place, covenant.copies, covenant.witness) == ("Thành phố Hồ Chí Minh", 9, "Nguyễn Quang Thía")


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("title", "", "Nhập tên văn bản"),
        ("dated", "31/02/2027", "Tháng 02/2027 không có ngày 31."),
        ("dated", "15/03/2029", "không thể là năm 2029"),
        ("copies", "-1", "Nhập số"),
        ("copies", "0", "Nhập số bản từ 1 đến 999"),
        ("copies", "99999", "Nhập số bản từ 1 đến 999"),
        ("opening", "x" * 2001, "2000"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_on_the_page(client, draft, field, typed, fault):
    response = save(client, url("covenant_edit"), GENERAL | {field: typed})

    assert response.status_code == 200
    page = response.content.decode()
    assert fault in page
    assert typed in page
    assert "Thành phố Hồ Chí Minh" in page
    assert Covenant.objects.get().place == "Hà Nội"


def test_a_status_is_not_among_the_fields(client, draft):
    save(client, url("covenant_edit"), GENERAL | {"status": "signed", "version": "7"})
    covenant = Covenant.objects.get()
    assert (covenant.status, covenant.version) == ("drafting", 1)


def test_the_outline_is_saved_in_order(client, draft):
    typed = rows(
        clause("0", "Chủ đề"), clause("doan", "Kỷ cương."), clause("1", "Một"), clause("2", "Ý"), clause("1", "  ")
    )

    assert save(client, url("covenant_clauses"), typed).status_code == 302

    assert [(c.order, c.level, c.numbered, c.text) for c in draft.clauses.all()] == [
        (1, 0, True, "Chủ đề"),
        (2, 1, False, "Kỷ cương."),
        (3, 1, True, "Một"),
        (4, 2, True, "Ý"),
    ]
    assert shown_rows(client.get(url("covenant_clauses"))) == [
        ("I.", "0", "Chủ đề"),
        ("¶", "doan", "Kỷ cương."),
        ("1.", "1", "Một"),
        ("a)", "2", "Ý"),
    ]


@pytest.mark.parametrize("copies", ["7", "8"])
def test_too_few_copies_are_said(client, draft, copies):
    save(client, url("covenant_edit"), GENERAL | {"copies": copies})

    said = "Số bản 07 ít hơn 08, tức mỗi đơn vị thành viên và Thanh tra Chính phủ một bản"
    for name in ("covenant_detail", "covenant_freeze"):
        assert (said in client.get(url(name)).content.decode()) is (copies == "7")


def test_a_number_typed_by_hand_is_dropped_and_told(client, draft):
    typed = [
        ("0", "II. Nội dung thi đua", "Nội dung thi đua"),
        ("1", "6. Phối hợp", "Phối hợp"),
        ("1", "2.1) Đổi mới", "Đổi mới"),
        ("2", "đ) Báo cáo", "Báo cáo"),
        ("3", "- Đôn đốc", "Đôn đốc"),
        ("1", "100% đơn vị hoàn thành", "100% đơn vị hoàn thành"),
        ("1", "3.000 lượt. Hoàn thành", "3.000 lượt. Hoàn thành"),
        ("doan", "1. Giữ nguyên", "1. Giữ nguyên"),
    ]

    save(client, url("covenant_clauses"), rows(*[clause(level, text) for level, text, _ in typed]))

    assert list(draft.clauses.values_list("text", flat=True)) == [kept for _, _, kept in typed]
    assert "Đã bỏ số thứ tự gõ tay ở 5 dòng" in client.get(url("covenant_clauses")).content.decode()


THREE = [clause("0", "A"), clause("1", "B"), clause("1", "C")]


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("up:2", [("I.", "0", "A"), ("1.", "1", "C"), ("2.", "1", "B")]),
        ("down:1", [("I.", "0", "A"), ("1.", "1", "C"), ("2.", "1", "B")]),
        ("remove:1", [("I.", "0", "A"), ("1.", "1", "C")]),
        ("insert:0", [("I.", "0", "A"), ("1.", "1", ""), ("2.", "1", "B"), ("3.", "1", "C")]),
        ("add:0", [("I.", "0", "A"), ("1.", "1", "B"), ("2.", "1", "C"), ("3.", "1", "")]),
        ("up:0", [("I.", "0", "A"), ("1.", "1", "B"), ("2.", "1", "C")]),
        ("down:2", [("I.", "0", "A"), ("1.", "1", "B"), ("2.", "1", "C")]),
        ("remove:77", [("I.", "0", "A"), ("1.", "1", "B"), ("2.", "1", "C")]),
    ],
)
def test_rows_move_and_nothing_is_saved_yet(client, draft, button, expected):
    before = list(draft.clauses.values_list("text", flat=True))

    response = save(client, url("covenant_clauses"), rows(*THREE, row=button))

    assert response.status_code == 200
    assert shown_rows(response) == expected
    assert "Thay đổi chưa được lưu" in response.content.decode()
    assert list(draft.clauses.values_list("text", flat=True)) == before


OUTLINE = [
    clause("0", "I"), clause("doan", "lời I"), clause("0", "II"), clause("doan", "lời II"), clause("1", "II.1"),
    clause("2", "II.1.a"), clause("doan", "lời a"), clause("1", "II.2"), clause("3", "gạch"), clause("0", "III"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ("up:2", "II|lời II|II.1|II.1.a|lời a|II.2|gạch|I|lời I|III"),
        ("down:0", "II|lời II|II.1|II.1.a|lời a|II.2|gạch|I|lời I|III"),
        ("down:2", "I|lời I|III|II|lời II|II.1|II.1.a|lời a|II.2|gạch"),
        ("down:4", "I|lời I|II|lời II|II.2|gạch|II.1|II.1.a|lời a|III"),
        ("up:7", "I|lời I|II|lời II|II.2|gạch|II.1|II.1.a|lời a|III"),
        ("down:7", "I|lời I|II|lời II|II.1|II.1.a|lời a|III|II.2|gạch"),
        ("up:4", "I|lời I|II.1|II.1.a|lời a|II|lời II|II.2|gạch|III"),
        ("up:3", "I|lời I|lời II|II|II.1|II.1.a|lời a|II.2|gạch|III"),
    ],
)
def test_an_item_moves_with_everything_below_it(client, draft, button, order):
    response = save(client, url("covenant_clauses"), rows(*OUTLINE, row=button))

    assert [text for _, _, text in shown_rows(response)] == order.split("|")
    moved = OUTLINE[int(button[-1])]["text"]
    assert re.search(rf"<textarea[^>]* autofocus[^>]*>\s*{moved}</textarea>", response.content.decode())


@pytest.mark.parametrize(
    ("button", "levels"),
    [
        ("outdent:4", "0 1 doan 1 3 0"),
        ("indent:4", "1 2 doan 1 3 0"),  # one below II already
        ("outdent:7", "1 2 doan 0 2 0"),
        ("indent:7", "1 2 doan 1 3 0"),  # nothing is deeper than the dash below it
        ("outdent:5", "1 1 doan 1 3 0"),
        ("indent:6", "1 2 doan 1 3 0"),  # a paragraph has no level
        ("indent:9", "1 2 doan 1 3 1"),
        ("indent:77", "1 2 doan 1 3 0"),
    ],
)
def test_an_item_is_indented_with_everything_below_it(client, draft, button, levels):
    before = list(draft.clauses.values_list("text", flat=True))

    response = save(client, url("covenant_clauses"), rows(*OUTLINE, row=button))

    shown = shown_rows(response)
    assert [text for _, _, text in shown] == [typed["text"] for typed in OUTLINE]
    assert [level for _, level, _ in shown[4:]] == levels.split()
    assert list(draft.clauses.values_list("text", flat=True)) == before


def test_what_is_indented_takes_its_own_along(client, draft):
    typed = [clause("0", "A"), clause("1", "B"), clause("1", "C"), clause("2", "c"), clause("1", "D")]

    response = save(client, url("covenant_clauses"), rows(*typed, row="indent:2"))

    assert shown_rows(response) == [
        ("I.", "0", "A"), ("1.", "1", "B"), ("a)", "2", "C"), ("-", "3", "c"), ("2.", "1", "D"),
    ]  # fmt: skip


def test_buttons_that_can_do_nothing_are_off(client, draft):
    page = save(client, url("covenant_clauses"), rows(*OUTLINE, row="show")).content.decode()

    on = re.findall(r'value="(\w+:\d)" aria-keyshortcuts="[^"]*">', page)
    assert [act for act in on if act[-1] in "03479"] == [
        "down:0", "up:3", "down:3", "up:4", "down:4", "outdent:4", "up:7", "down:7", "outdent:7", "up:9", "indent:9",
    ]  # fmt: skip


def test_a_row_is_inserted_where_it_takes_nothing_from_the_one_above(client, draft):
    response = save(client, url("covenant_clauses"), rows(*OUTLINE, row="insert:4"))
    assert [level for _, level, _ in shown_rows(response)][4:7] == ["1", "2", "2"]


WORD = (
    "I.\tCHỦ ĐỀ\r\n“Đoàn kết, kỷ cương”.\r\nII.\tNỘI DUNG\r\n1.\u00a0Tăng cường thanh tra\r\n\r\na)\tNắm chắc tình hình"
    "\r\n\uf0b7\tChủ động phát hiện\r\n30. 4 là ngày Giải phóng miền Nam\r\n"
)
SPLIT = [
    ("I.", "0", "CHỦ ĐỀ"), ("¶", "doan", "“Đoàn kết, kỷ cương”."), ("II.", "0", "NỘI DUNG"),
    ("1.", "1", "Tăng cường thanh tra"), ("a)", "2", "Nắm chắc tình hình"), ("-", "3", "Chủ động phát hiện"),
    ("¶", "doan", "30. 4 là ngày Giải phóng miền Nam"),
]  # fmt: skip


def typed_again(response, **button):
    """What the page of ``response`` posts when one of its buttons is pressed."""
    page = html.fromstring(response.content.decode())
    (form,) = [form for form in page.forms if form.get("id") == "soan-noi-dung"]
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name[:4] != "csrf"} | button


def test_a_text_from_word_is_shown_as_rows_and_saved_when_wanted(client, draft):
    before = list(draft.clauses.values_list("text", flat=True))
    typed = rows(*THREE, clause("1", " "), dan=WORD)

    added = save(client, url("covenant_clauses"), typed | {"row": "paste-add"})

    assert [text for _, _, text in shown_rows(added)] == ["A", "B", "C", *[text for _, _, text in SPLIT]]
    assert "7 dòng dưới đây được tách từ văn bản dán" in added.content.decode()
    assert list(draft.clauses.values_list("text", flat=True)) == before

    replaced = save(client, url("covenant_clauses"), typed | {"row": "paste-replace"})
    assert shown_rows(replaced) == SPLIT
    moved = client.post(url("covenant_clauses"), typed_again(replaced, row="down:0"))
    assert client.post(url("covenant_clauses"), typed_again(moved)).status_code == 302
    assert list(draft.clauses.values_list("level", "numbered", "text")) == [
        (0, True, "NỘI DUNG"), (1, True, "Tăng cường thanh tra"), (2, True, "Nắm chắc tình hình"),
        (3, True, "Chủ động phát hiện"), (1, False, "30. 4 là ngày Giải phóng miền Nam"),
        (0, True, "CHỦ ĐỀ"), (1, False, "“Đoàn kết, kỷ cương”."),
    ]  # fmt: skip


def test_what_was_pasted_is_taken_back_with_all_that_stood_before(client, draft):
    typed = rows(*THREE, clause("doan", 'Lời "chưa lưu"\ncủa tôi'), dan=WORD, row="paste-replace")
    pasted = save(client, url("covenant_clauses"), typed)
    rearranged = client.post(url("covenant_clauses"), typed_again(pasted, row="remove:0"))

    back = client.post(url("covenant_clauses"), typed_again(rearranged, row="paste-back"))

    again = typed_again(back)
    assert [again[f"dong-{n}-text"].replace("\r", "") for n in range(4)] == ["A", "B", "C", 'Lời "chưa lưu"\ncủa tôi']
    assert again["dan"].split() == WORD.split()
    assert "được tách từ văn bản dán" not in back.content.decode()
    assert "Thay đổi chưa được lưu" in back.content.decode()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Ô còn trống"),
        ("----\n\n", "Không thấy lời nào"),
        ("\n".join(f"{n}) Khoản" for n in range(1, 199)), "nhiều nhất 200 dòng"),
    ],
)
def test_what_cannot_be_split_stays_in_the_box(client, draft, text, fault):
    response = save(client, url("covenant_clauses"), rows(*THREE, dan=text, row="paste-add"))

    assert fault in response.content.decode()
    assert [text for _, _, text in shown_rows(response)] == ["A", "B", "C"]
    assert typed_again(response)["dan"].split() == text.split()


def test_nothing_is_saved_while_a_text_waits_in_the_box(client, draft):
    response = save(client, url("covenant_clauses"), rows(*THREE, dan=WORD))

    assert "Ô “Dán từ Word” còn văn bản chưa tách" in response.content.decode()
    assert typed_again(response)["dan"].split() == WORD.split()
    assert draft.clauses.count() == 10


def test_a_text_pasted_beside_somebody_elses_save_is_shown_with_it(client, draft):
    pasted = save(client, url("covenant_clauses"), rows(*THREE, dan=WORD, row="paste-replace"))
    assert save(client, url("covenant_clauses"), rows(clause("0", "Của người khác"))).status_code == 302

    response = client.post(url("covenant_clauses"), typed_again(pasted))

    assert response.status_code == 409
    assert shown_rows(response) == SPLIT
    assert "Của người khác" in response.content.decode()
    assert client.post(url("covenant_clauses"), typed_again(response)).status_code == 302
    assert draft.clauses.count() == 7


@pytest.mark.parametrize(
    "before",
    [
        "", "x", "[", "null", "7", '{"rows": 1}', '{"rows": [["1"]]}', '{"rows": [[1, 2]], "text": "", "count": 1}',
        '{"rows": [["1", "a\\ud800"]], "text": "\\u0000", "count": "1"}', "[" * 100_000,
        '{"rows": [["1", "a"]], "text": "", "count": Infinity}',
    ],
)  # fmt: skip
def test_a_spoilt_way_back_changes_nothing(client, draft, before):
    sent = rows(*THREE, row="paste-back") | {"truoc-khi-dan": before}
    assert save(client, url("covenant_clauses"), sent).status_code == 200
    assert draft.clauses.count() == 10


@pytest.mark.parametrize(
    "typed",
    [
        rows(clause("9", "A")),
        rows(clause("1", "x" * 4001)),
        {"dong-TOTAL_FORMS": "x", "dong-INITIAL_FORMS": "0"},
        {"dong-TOTAL_FORMS": "9999", "dong-INITIAL_FORMS": "0", "row": "add:0"},
        {"dong-TOTAL_FORMS": "-4", "dong-INITIAL_FORMS": "-1", "row": "up:1"},
        {"row": "nonsense"},
        rows(*[clause("1", f"Khoản {n}") for n in range(205)]),
    ],
)
def test_spoilt_rows_are_refused(client, draft, typed):
    before = list(draft.clauses.values_list("text", flat=True))

    assert save(client, url("covenant_clauses"), typed).status_code == 200

    assert list(draft.clauses.values_list("text", flat=True)) == before


def test_markup_stays_text(client, draft):
    save(client, url("covenant_clauses"), rows(clause("1", '"><svg onload=alert(1)>{{ 7 }}')))
    page = client.get(url("covenant_detail")).content.decode()
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;{{ 7 }}" in page


def test_reloading_asks_first(client, draft):
    draft.clauses.all().delete()
    draft.clauses.create(level=0, text="Của riêng tôi", order=1)

    assert "không lấy lại được" in client.get(url("covenant_reload")).content.decode()
    assert draft.clauses.count() == 1
    assert client.post(url("covenant_reload")).status_code == 302
    assert draft.clauses.count() == 10


@pytest.fixture
def catalogue(cast):
    LegalBasis.objects.all().delete()
    return [
        LegalBasis.objects.create(
            citation=f"Căn cứ {name}", title=name, signed_on=first, valid_from=first, valid_to=last
        )
        for name, first, last in [
            ("Luật", date(2024, 1, 1), None),
            ("Nghị định cũ", date(2025, 7, 1), date(2027, 3, 1)),
        ]
    ]


def test_bases_are_chosen_ordered_and_written(client, catalogue, draft):
    law, _ = catalogue
    typed = rows(
        {"basis": "", "own_text": "Căn cứ Quy chế hoạt động của Khối"}, {"basis": law.pk, "own_text": ""}, {"basis": ""}
    )

    assert save(client, url("covenant_bases"), typed).status_code == 302

    assert [base.text for base in draft.bases.all()] == ["Căn cứ Quy chế hoạt động của Khối", "Căn cứ Luật"]


def test_only_what_is_in_force_is_offered(client, catalogue, draft):
    page = client.get(url("covenant_bases")).content.decode()
    assert ">Luật<" in page
    assert "Nghị định cũ" not in page

    draft.bases.create(basis=catalogue[1], order=9)
    page = client.get(url("covenant_bases")).content.decode()
    assert ">Nghị định cũ (không có hiệu lực vào ngày ký)<" in page
    assert "Câu in ra: Căn cứ Nghị định cũ" in page
    assert "Căn cứ không có hiệu lực vào ngày ký: Căn cứ Nghị định cũ." in (
        client.get(url("covenant_freeze")).content.decode()
    )


@pytest.mark.parametrize("basis", ["999999", "x"])
def test_a_basis_outside_the_list_is_refused(client, catalogue, draft, basis):
    response = save(client, url("covenant_bases"), rows({"basis": basis, "own_text": ""}))
    assert response.status_code == 200
    assert draft.bases.count() == 2


def test_a_row_is_either_chosen_or_written(client, catalogue, draft):
    response = save(client, url("covenant_bases"), rows({"basis": catalogue[0].pk, "own_text": "Căn cứ khác"}))
    assert "không làm cả hai trong một dòng" in response.content.decode()
    assert draft.bases.count() == 2
