"""The bloc's regulation, plan and table of criteria: begun, written, issued under a number, superseded."""

import io
from datetime import date

import pdfplumber
import pytest
from django.core.management import call_command

from accounts.models import Notice
from archive.clearing import remove_year
from blocs.models import BlocYear
from ceremonies.planning import plan_ceremony
from documents.models import IssuedDocument, StoredFile
from pledges import texts
from pledges.models import BlocText
from tests.cast import make_year
from tests.look.reading import tree, words
from tests.pledges.covenants import url
from tests.pledges.test_covenant_text import rows, shown_rows
from tests.saving import save

ISSUE = {"number": "4", "dated": "25/02/2027", "signer": "Nguyễn Hồng Diện", "place": "Lễ ký kết, Hà Nội"}
LABELS = {"quy-che": "Quy chế hoạt động", "ke-hoach": "Kế hoạch công tác", "tieu-chi": "Bảng tiêu chí chấm điểm"}


@pytest.fixture
def leader(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def begin(cast, kind="quy-che", source="template"):
    return texts.start(cast.year, kind, source)


def issue(client, kind="quy-che", **typed):
    return client.post(url("text_issue", kind), ISSUE | typed)


def issued(cast, client, kind="quy-che", **typed):
    begin(cast, kind)
    assert issue(client, kind, **typed).status_code == 302
    return BlocText.objects.get(kind=kind)


def said(content):
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def page_of(client, name, *more):
    return words(tree(client.get(url(name, *more))))


def as_read(page):
    (article,) = tree(page).xpath("//article")
    return words(article)


def criteria_of(text):
    return [(row.kind, row.code, row.content, row.max_points) for row in text.criteria.all()]


# --- The list ------------------------------------------------------------------------------------


def test_the_list_says_what_is_issued_and_to_the_office_what_is_being_written(leader, cast):
    issued(cast, leader)
    begin(cast, "ke-hoach")

    shown = page_of(leader, "text_list")
    assert "Quy chế hoạt động Quyết định 04/QĐ-KTĐ, ngày 25/02/2027 Không có" in shown
    assert "Kế hoạch công tác thi đua, khen thưởng Chưa ban hành Dự thảo, phiên bản 1" in shown
    leader.force_login(cast["member_clerk"])
    shown = page_of(leader, "text_list")
    assert "Quy chế hoạt động Quyết định 04/QĐ-KTĐ, ngày 25/02/2027 Kế hoạch công tác" in shown
    assert "Dự thảo" not in shown


# --- Beginning -----------------------------------------------------------------------------------


def test_a_way_to_begin_is_chosen(leader):
    assert leader.post(url("text_start", "quy-che")).status_code == 200
    assert leader.post(url("text_start", "quy-che"), {"source": "last"}).status_code == 200
    assert not BlocText.objects.exists()

    page = leader.post(url("text_start", "quy-che"), {"source": "template"}, follow=True)
    assert "Chương V ĐIỀU KHOẢN THI HÀNH Điều 17. Tổ chức thực hiện" in words(tree(page))
    assert leader.post(url("text_start", "quy-che"), {"source": "template"}).status_code == 409


def test_the_template_of_the_plan_has_the_years_days(leader):
    leader.post(url("text_start", "ke-hoach"), {"source": "template"})

    shown = page_of(leader, "text_detail", "ke-hoach")
    assert "III. TIẾN ĐỘ THỰC HIỆN 1. Đăng ký thi đua: đến hết ngày" in shown
    assert BlocText.objects.get().promulgation == "named"


def test_empty_is_empty(leader):
    leader.post(url("text_start", "tieu-chi"), {"source": "empty"})

    assert "Chưa có tiêu chí." in page_of(leader, "text_detail", "tieu-chi")
    assert leader.get(url("text_issue", "tieu-chi")).status_code == 409


def old_table(bloc, units, year=2026):
    """Of a year led by another unit."""
    before = make_year(bloc, year, units, status="closed", leader=units[-1])
    document = IssuedDocument.objects.create(bloc_year=before, kind="QĐ", dated=date(year, 3, 1), title="QĐ")
    old = texts.start(before, "tieu-chi", "template")
    BlocText.objects.filter(pk=old.pk).update(status="issued", document=document)
    return old


def test_last_years_text_is_taken_up_with_its_codes(leader, cast):
    old = old_table(cast.bloc, list(cast.units.values()))
    old.criteria.filter(code="TC02").delete()
    BlocText.objects.update(status="draft")
    assert "chấm điểm thi đua năm 2026" not in page_of(leader, "text_detail", "tieu-chi")
    BlocText.objects.update(status="issued")
    assert "chấm điểm thi đua năm 2026" in page_of(leader, "text_detail", "tieu-chi")

    assert leader.post(url("text_start", "tieu-chi"), {"source": "last"}).status_code == 302

    text = BlocText.objects.get(bloc_year=cast.year)
    assert criteria_of(text) == criteria_of(old)
    assert text.subject == "chấm điểm thi đua năm 2027 của Khối thi đua số II"


@pytest.mark.parametrize(("without_leader", "year"), [(True, 2026), (False, 2025)])
def test_a_text_that_may_not_be_read_or_is_older_is_no_choice(leader, cast, without_leader, year):
    units = list(cast.units.values())
    old_table(cast.bloc, units[1:] if without_leader else units, year)
    assert 'value="template"' in leader.get(url("text_detail", "tieu-chi")).content.decode()
    assert 'value="last"' not in leader.get(url("text_detail", "tieu-chi")).content.decode()

    assert leader.post(url("text_start", "tieu-chi"), {"source": "last"}).status_code == 200
    assert not BlocText.objects.filter(bloc_year=cast.year).exists()


@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("organiser", 403), ("another_bloc", 404)])
def test_others_do_not_begin(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(url("text_start", "quy-che"), {"source": "template"}).status_code == status
    assert not BlocText.objects.exists()


def test_there_is_no_other_kind(leader):
    assert leader.get(url("text_detail", "nghi-quyet")).status_code == 404
    assert leader.post(url("text_start", "nghi-quyet"), {"source": "empty"}).status_code == 404


def test_a_closed_year_stays_as_it_is(leader, cast):
    begin(cast)
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")

    for name in ("text_edit", "text_content", "text_issue", "text_discard"):
        assert leader.post(url(name, "quy-che"), {}).status_code == 409, name
    assert leader.post(url("text_start", "ke-hoach"), {"source": "empty"}).status_code == 409
    assert leader.get(url("text_detail", "quy-che")).status_code == 200


# --- Writing -------------------------------------------------------------------------------------

GENERAL = {
    "subject": "tổ chức, hoạt động của Khối",
    "promulgation": "named",
    "bases": "Căn cứ Luật Thi đua",
    "opening": "Khối thống nhất:",
}


def test_the_general_part_is_saved(leader, cast):
    begin(cast)

    assert save(leader, url("text_edit", "quy-che"), GENERAL).status_code == 302
    text = BlocText.objects.get()
    assert {name: getattr(text, name) for name in GENERAL} == GENERAL


def test_a_save_over_somebody_elses_is_not_taken(leader, cast):
    begin(cast)
    typed = GENERAL | {"token": leader.get(url("text_edit", "quy-che")).context["token"]}
    BlocText.objects.update(subject="của người khác")

    answer = leader.post(url("text_edit", "quy-che"), typed)

    assert answer.status_code == 409
    assert "tổ chức, hoạt động của Khối" in answer.content.decode()
    assert BlocText.objects.get().subject == "của người khác"


def test_a_regulation_is_written_in_chapters_and_articles(leader, cast):
    begin(cast, source="empty")
    typed = [
        {"level": "0", "text": "Quy định chung"},
        {"level": "1", "text": "Điều 9. Phạm vi"},
        {"level": "2", "text": "Khoản một."},
        {"level": "3", "text": "Điểm một."},
        {"level": "0", "text": "Thi hành"},
        {"level": "1", "text": "Hiệu lực từ ngày ký."},
    ]
    page = leader.post(url("text_content", "quy-che"), rows(*typed, row="show"))
    assert [label for label, _, _ in shown_rows(page)] == [
        "Chương I", "Điều 1.", "1.", "a)", "Chương II", "Điều 2.",
    ]  # fmt: skip

    assert save(leader, url("text_content", "quy-che"), rows(*typed)).status_code == 302
    shown = page_of(leader, "text_detail", "quy-che")
    assert "Chương I QUY ĐỊNH CHUNG Điều 1. Phạm vi 1. Khoản một. a) Điểm một. Chương II THI HÀNH Điều 2." in shown


def test_a_regulation_copied_from_word_is_split(leader, cast):
    begin(cast, source="empty")
    copied = (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Khoản một\na) Điểm một\nChương II\nTHI HÀNH\nĐiều 2. Hiệu lực"
    )

    page = leader.post(url("text_content", "quy-che"), rows(row="paste-replace", dan=copied))

    assert [(level, text) for _, level, text in shown_rows(page)] == [
        ("0", "QUY ĐỊNH CHUNG"), ("1", "Phạm vi"), ("2", "Khoản một"), ("3", "Điểm một"), ("0", "THI HÀNH"),
        ("1", "Hiệu lực"),
    ]  # fmt: skip


def test_a_regulation_without_chapters_copied_from_word_is_split_in_articles(leader, cast):
    begin(cast, source="empty")
    copied = "Điều 1. Phạm vi\n1. Khoản một\na) Điểm một\nĐiều 2. Hiệu lực"

    page = leader.post(url("text_content", "quy-che"), rows(row="paste-replace", dan=copied))

    assert shown_rows(page) == [
        ("Điều 1.", "1", "Phạm vi"), ("1.", "2", "Khoản một"), ("a)", "3", "Điểm một"), ("Điều 2.", "1", "Hiệu lực"),
    ]  # fmt: skip


def criterion(kind, content, points="", **more):
    return {"kind": kind, "content": content, "max_points": points, **more}


def test_points_are_typed_with_a_comma_and_added_up(leader, cast):
    begin(cast, "tieu-chi", "empty")
    typed = [
        criterion("group", "Nhiệm vụ"),
        criterion("item", "Kế hoạch", "12,5", scoring="Đạt 100%: điểm tối đa"),
        criterion("item", "Kết luận", "7.5"),
        criterion("bonus", "Thưởng"),
        criterion("item", "Cờ thi đua", "5"),
        criterion("penalty", "Trừ"),
        criterion("item", "Gửi chậm", "2"),
    ]

    assert save(leader, url("text_content", "tieu-chi"), rows(*typed)).status_code == 302

    page = tree(leader.get(url("text_detail", "tieu-chi")))
    assert [" | ".join(words(cell) for cell in row.xpath("./td")) for row in page.xpath("//table//tr")][1:] == [
        "I |  | Nhiệm vụ | 20 | ", "1 | TC01 | Kế hoạch | 12,5 | Đạt 100%: điểm tối đa", "2 | TC02 | Kết luận | 7,5 | ",
        "II |  | Thưởng | 5 | ", "1 | TC03 | Cờ thi đua | 5 | ", "III |  | Trừ |  | ", "1 | TC04 | Gửi chậm | -2 | ",
        " |  | Tổng điểm | 25 | Trong đó điểm thưởng tối đa 5",
    ]  # fmt: skip


def test_a_code_is_given_once_for_good(leader, cast):
    text = begin(cast, "tieu-chi", "empty")
    typed = [criterion("group", "Nhóm"), criterion("item", "Một", "10"), criterion("item", "Hai", "10")]
    save(leader, url("text_content", "tieu-chi"), rows(*typed))
    group, _, second = ({"id": row.pk} for row in text.criteria.all())

    kept = [typed[0] | group, criterion("item", "Ba", "10"), typed[2] | second | {"content": "Hai, sửa lời"}]
    save(leader, url("text_content", "tieu-chi"), rows(*kept))

    assert [row[1:3] for row in criteria_of(text)] == [("", "Nhóm"), ("TC03", "Ba"), ("TC02", "Hai, sửa lời")]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ([criterion("item", "Một", "10")], "Dòng đầu tiên phải là một nhóm"),
        ([criterion("group", "Nhóm", "10")], "Bỏ trống ô này: điểm của nhóm là tổng điểm"),
        ([criterion("group", "Nhóm"), criterion("item", "Một")], "Nhập điểm tối đa lớn hơn 0, ví dụ 12,5."),
        ([criterion("group", "Nhóm"), criterion("item", "Một", "mười")], "ví dụ 12,5."),
        ([criterion("group", "Nhóm"), criterion("item", "", "10")], "Nhập nội dung của dòng, hoặc bấm Bỏ."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(leader, cast, typed, fault):
    text = begin(cast, "tieu-chi", "empty")

    answer = save(leader, url("text_content", "tieu-chi"), rows(*typed))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert fault in page
    assert all(row["content"] in page and f'value="{row["max_points"]}"' in page for row in typed if row["max_points"])
    assert not text.criteria.exists()


def test_a_draft_is_thrown_away_and_begun_anew(leader, cast):
    begin(cast)

    assert leader.get(url("text_discard", "quy-che")).status_code == 200
    assert BlocText.objects.count() == 1
    assert leader.post(url("text_discard", "quy-che")).status_code == 302
    assert leader.post(url("text_start", "quy-che"), {"source": "empty"}).status_code == 302


# --- Issuing -------------------------------------------------------------------------------------


def test_a_decision_puts_the_regulation_into_force(leader, cast):
    text = issued(cast, leader)

    document = text.document
    assert (document.kind, document.number, document.symbol, document.dated, document.signer, document.version) == (
        "QĐ", 4, "04/QĐ-KTĐ", date(2027, 2, 25), "Nguyễn Hồng Diện", 1,
    )  # fmt: skip
    assert document.title == "Quyết định ban hành Quy chế hoạt động của Khối thi đua số II"
    assert (text.issued_by, document.issued_by) == (cast["leader_clerk"], cast["leader_clerk"])
    printed = said(document.pdf.read())
    for part in (
        "Số: 04/QĐ-KTĐ", "QUYẾT ĐỊNH Ban hành Quy chế hoạt động của Khối", "KHỐI TRƯỞNG KHỐI THI ĐUA SỐ II",
        "Theo kết quả thông qua tại Lễ ký kết, Hà Nội.", "Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động",
        "(Kèm theo Quyết định số 04/QĐ-KTĐ ngày 25 tháng 02 năm 2027 của Khối trưởng Khối thi đua số II)",
        "Chương I QUY ĐỊNH CHUNG", document.code,
    ):  # fmt: skip
        assert part in printed, part
    assert "DỰ THẢO" not in printed
    assert leader.get(url("text_paper", "quy-che")).content == document.pdf.read()


@pytest.mark.parametrize(
    ("kind", "symbol", "number"), [("ke-hoach", "04/KH-KTĐ", 4), ("tieu-chi", "", None), ("quy-che", "04/QC-KTĐ", 4)]
)
def test_a_text_under_its_own_name(leader, cast, kind, symbol, number):
    begin(cast, kind)
    BlocText.objects.update(promulgation="named")
    assert ("number" in leader.get(url("text_issue", kind)).context["form"].fields) == (number is not None)

    assert issue(leader, kind).status_code == 302

    document = BlocText.objects.get().document
    assert (document.symbol, document.number, document.kind) == (
        symbol,
        number,
        {"ke-hoach": "KH", "tieu-chi": "BTC", "quy-che": "QC"}[kind],
    )
    printed = said(document.pdf.read())
    assert (f"Số: {symbol}" in printed) == bool(symbol)
    assert "QUYẾT ĐỊNH" not in printed
    assert printed.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1


def test_the_table_of_criteria_is_printed_with_its_total(leader, cast):
    printed = said(issued(cast, leader, "tieu-chi").document.pdf.read())

    assert "Tổng điểm 1.000 Trong đó điểm thưởng tối đa 50" in " ".join(printed.split())


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"number": "9"}, "Số 09 đã có trong sổ. Số tiếp theo là 10."),
        ({"number": "chín"}, "Nhập số nguyên"),
        ({"dated": "25/02/2030"}, "Ngày của quyết định năm 2027 không thể thuộc năm 2030."),
        ({"signer": ""}, "Nhập họ và tên người ký quyết định."),
    ],
)
def test_what_is_typed_wrong_issues_nothing(leader, cast, typed, fault):
    begin(cast)
    IssuedDocument.objects.create(bloc_year=cast.year, kind="CV", number=9, dated=date(2027, 1, 5), title="CV")

    answer = issue(leader, **typed)

    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert (BlocText.objects.get().status, IssuedDocument.objects.count(), StoredFile.objects.count()) == (
        "draft",
        1,
        0,
    )


def test_day_and_place_are_those_of_the_ceremony(leader, cast):
    begin(cast)
    ceremony = plan_ceremony(cast.year, held_on=date(2027, 2, 20))
    type(ceremony).objects.update(place="Bộ Tư pháp")

    form = leader.get(url("text_issue", "quy-che")).context["form"]

    assert form["dated"].value() == date(2027, 2, 20)
    assert form["place"].value() == f"{ceremony.name}, Bộ Tư pháp"


def test_nothing_is_adopted_at_a_ceremony_that_is_still_to_be_held(leader, cast):
    begin(cast)
    ceremony = plan_ceremony(cast.year, held_on=date(2027, 3, 20))
    assert leader.get(url("text_issue", "quy-che")).context["form"]["place"].value() is None

    answer = issue(leader, place=f"{ceremony.name}, Hà Nội")

    assert "(ngày 20/03/2027) chưa diễn ra vào ngày 25/02/2027 của quyết định." in words(tree(answer))
    assert BlocText.objects.get().status == "draft"
    assert issue(leader, place="").status_code == 302


@pytest.mark.parametrize(
    ("facts", "place", "status"),
    [
        ({"held_on": None}, "{name}", 200),
        ({"held_on": date(2027, 3, 20)}, "{name}", 200),
        ({"held_on": date(2027, 3, 20)}, "Hội nghị giao ban tháng 02", 302),
        ({"held_on": date(2027, 3, 20), "status": "cancelled"}, "{name}", 302),
        ({"held_on": date(2027, 2, 25)}, "{name}", 302),
    ],
)
def test_only_what_was_held_by_then_can_have_adopted_a_text(leader, cast, facts, place, status):
    begin(cast)
    ceremony = plan_ceremony(cast.year, held_on=date(2027, 2, 20))
    type(ceremony).objects.update(**facts)

    answer = issue(leader, place=place.format(name=ceremony.name))

    assert answer.status_code == status
    assert BlocText.objects.get().status == ("issued" if status == 302 else "draft")
    if status == 200:
        assert answer.context["form"]["signer"].value() == ISSUE["signer"]  # nothing typed is lost


@pytest.mark.parametrize(("kind", "title"), [("QC", "hoạt động"), ("QĐ", "Ban hành Quy chế hoạt động")])
def test_a_paper_of_the_kind_entered_by_hand_is_named(leader, cast, kind, title):
    begin(cast)
    begin(cast, "ke-hoach")
    facts = {"number": 2, "symbol": f"02/{kind}-KTĐ", "dated": date(2027, 1, 5), "title": title}
    document = IssuedDocument.objects.create(bloc_year=cast.year, kind=kind, **facts)

    listed = f"Chưa ban hành trên chương trình Trong sổ văn bản có {document}, ngày 05/01/2027: {title} Dự thảo"
    assert page_of(leader, "text_list").count("Trong sổ văn bản có") == 1
    assert listed in page_of(leader, "text_list")
    assert f"Trong sổ văn bản đã có {document} ngày 05/01/2027" in page_of(leader, "text_issue", "quy-che")
    assert "Trong sổ văn bản đã có" not in page_of(leader, "text_issue", "ke-hoach")


def test_members_read_it_from_the_day_it_is_issued_and_are_told(leader, cast, django_capture_on_commit_callbacks):
    begin(cast)
    leader.force_login(cast["member_clerk"])
    for name in ("text_preview", "text_word", "text_paper", "text_edit", "text_issue"):
        assert leader.get(url(name, "quy-che")).status_code == 404, name
    assert "Điều 1." not in page_of(leader, "text_detail", "quy-che")

    leader.force_login(cast["leader_clerk"])
    with django_capture_on_commit_callbacks(execute=True):
        issue(leader)

    notice = Notice.objects.filter(user=cast["member_clerk"]).latest("pk")
    assert notice.text == (
        "Quy chế hoạt động của Khối thi đua số II đã được ban hành: Quyết định 04/QĐ-KTĐ, ngày 25/02/2027."
    )
    leader.force_login(cast["member_clerk"])
    assert leader.get(url("text_paper", "quy-che")).status_code == 200
    assert "Điều 1. Phạm vi điều chỉnh" in page_of(leader, "text_detail", "quy-che")
    assert leader.post(url("text_revise", "quy-che")).status_code == 403


def test_what_is_issued_does_not_change(leader, cast):
    issued(cast, leader)

    for name in ("text_edit", "text_content", "text_issue", "text_discard"):
        assert leader.post(url(name, "quy-che"), ISSUE).status_code == 409, name
    assert leader.get(url("text_preview", "quy-che")).status_code == 409
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize("kind", BlocText.Kind.values)
def test_what_is_corrected_later_does_not_change_an_issued_text(leader, cast, kind):
    text = issued(cast, leader, kind)
    addresses = [url(name, kind) for name in ("text_detail", "text_paper", "text_word")]
    page, *files = (leader.get(address) for address in addresses)
    assert "Theo kết quả thông qua tại Lễ ký kết, Hà Nội." in as_read(page)
    assert kind != "tieu-chi" or "Tổng điểm1.000Trong đó điểm thưởng tối đa 50" in as_read(page)

    BlocText.objects.update(bases="Luật khác", subject="sửa lại", opening="Lời khác", closing="Lời khác")
    text.clauses.update(text="Lời khác")
    text.criteria.update(content="Lời khác")
    type(cast.bloc).objects.update(kind="cum")

    later, *files_later = (leader.get(address) for address in addresses)
    assert as_read(later) == as_read(page)
    assert [answer.content for answer in files_later] == [answer.content for answer in files]


def test_a_new_version_takes_the_place_of_the_old_when_it_is_issued(leader, cast):
    first = issued(cast, leader)
    assert leader.post(url("text_revise", "quy-che")).status_code == 302
    assert BlocText.objects.get(version=2).clauses.count() == first.clauses.count()
    leader.force_login(cast["member_clerk"])
    assert "Phiên bản 1" in page_of(leader, "text_detail", "quy-che")
    assert leader.get(url("text_paper", "quy-che")).content == first.document.pdf.read()

    leader.force_login(cast["leader_clerk"])
    assert issue(leader, number="5").status_code == 302

    first.document.refresh_from_db()
    second = BlocText.objects.get(version=2).document
    assert first.document.superseded_by == second
    assert "thay thế Quyết định số 04/QĐ-KTĐ ngày 25 tháng 02 năm 2027." in said(second.pdf.read())
    assert "Phiên bản 1: đã ban hành, Quyết định 04/QĐ-KTĐ ngày 25/02/2027 (PDF), đã thay thế" in page_of(
        leader, "text_detail", "quy-che"
    )
    assert "thay thế" in words(tree(leader.get(first.document.get_absolute_url())))


def test_only_the_newest_is_followed_by_another(leader, cast):
    issued(cast, leader)
    assert leader.post(url("text_revise", "quy-che")).status_code == 302

    assert leader.post(url("text_revise", "quy-che")).status_code == 409
    assert BlocText.objects.count() == 2


# --- Beside the pages ----------------------------------------------------------------------------


def test_a_year_goes_with_its_texts(leader, cast):
    issued(cast, leader)
    leader.post(url("text_revise", "quy-che"))

    remove_year(cast.year)

    assert (BlocText.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_issued_text_is_printed_as_the_bytes_that_were_issued(leader, cast, tmp_path):
    text, output = issued(cast, leader), tmp_path / "quy-che.pdf"

    call_command("print_document", "regulation", bloc=cast.bloc.slug, year="2027", output=output)

    assert output.read_bytes() == text.document.pdf.read()
