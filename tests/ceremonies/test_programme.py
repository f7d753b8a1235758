"""The programme: hours that follow from the minutes and the order, who speaks, with which paper."""

import json
import re
from io import BytesIO

import pdfplumber
import pytest

from archive.exporting import export
from archive.loading import load
from archive.reading import parse
from blocs.models import BlocYear
from ceremonies.models import Ceremony
from documents.models import IssuedDocument
from tests.ceremonies.test_ceremony_plan import GENERAL, rows
from tests.saving import save

WELCOME = {"text": "Đón tiếp đại biểu", "minutes": "15"}
SIGNING = {"text": "Ký kết Giao ước thi đua", "minutes": "20", "speaker": "Đại diện bảy đơn vị"}
CLOSING = {"text": "Bế mạc", "minutes": "5"}


@pytest.fixture
def office(client, cast, ceremony):
    """The leader's clerk, before an empty programme."""
    ceremony.agenda.all().delete()
    client.force_login(cast["leader_clerk"])
    return client


def keep(office, url, *items):
    return save(office, url("agenda_edit"), rows("agenda", *items), follow=True)


def rows_of(response):
    """The rows of the programme as printed."""
    with pdfplumber.open(BytesIO(response.content)) as paper:
        tables = [table for page in paper.pages for table in page.extract_tables()]
    return [[" ".join(cell.split()) for cell in row] for table in tables for row in table if len(table[0]) < 4]


def hours(ceremony):
    return [f"{item.starts_at:%H:%M} {item.text}" for item in ceremony.agenda.all()]


def test_the_hours_follow_the_order_and_the_minutes(office, ceremony, url):
    keep(office, url, WELCOME, SIGNING, CLOSING)
    ids = list(ceremony.agenda.values_list("pk", flat=True))

    keep(office, url, {"id": ids[0]} | WELCOME, {"id": ids[2]} | CLOSING | {"minutes": "10"}, {"id": ids[1]} | SIGNING)

    assert hours(ceremony) == ["08:00 Đón tiếp đại biểu", "08:15 Bế mạc", "08:25 Ký kết Giao ước thi đua"]


def test_a_fixed_hour_stays_and_moves_what_follows(office, ceremony, url):
    keep(office, url, WELCOME, SIGNING | {"fixed_at": "09:00"}, CLOSING)

    assert hours(ceremony) == ["08:00 Đón tiếp đại biểu", "09:00 Ký kết Giao ước thi đua", "09:20 Bế mạc"]


@pytest.mark.parametrize(
    ("changed", "begin"),
    [
        ({"begins_at": "08:30", "session": "sáng"}, "08:30"),
        ({"begins_at": "14h"}, "14:00"),
        ({"begins_at": "8 giờ 30", "session": "sáng"}, "08:30"),
        ({"session": "chiều"}, "14:00"),
        ({"session": ""}, "08:00"),
    ],
)
def test_another_begin_moves_the_whole_programme(office, ceremony, url, changed, begin):
    keep(office, url, WELCOME, CLOSING)

    save(office, url("ceremony_edit"), GENERAL | changed)

    assert hours(ceremony)[0] == f"{begin} Đón tiếp đại biểu"
    assert hours(ceremony)[1] == f"{begin[:3]}{int(begin[3:]) + 15} Bế mạc"


def test_the_paper_says_who_speaks_with_which_paper(office, ceremony, url):
    Ceremony.objects.update(status="invited")  # else DỰ THẢO runs across the words
    report = {"text": "Báo cáo tổng hợp", "speaker": "Nguyễn Hồng Diện, Khối trưởng", "paper": "Báo cáo năm 2027"}
    keep(office, url, WELCOME, report, {"text": "Thông qua Quy chế hoạt động", "paper": "Quy chế hoạt động"})

    printed = rows_of(office.get(url("agenda_pdf")))
    page = office.get(url("ceremony_detail")).content.decode()

    assert printed == [
        ["Thời gian", "Nội dung", "Người trình bày"],
        ["08h00 - 08h15", "Đón tiếp đại biểu", ""],
        ["08h15", "Báo cáo tổng hợp (tài liệu: Báo cáo năm 2027)", "Nguyễn Hồng Diện, Khối trưởng"],
        ["08h15", "Thông qua Quy chế hoạt động", ""],
    ]
    assert "Nguyễn Hồng Diện, Khối trưởng<br>Báo cáo năm 2027" in page


def test_a_programme_without_speakers_has_no_column_for_them(office, url):
    Ceremony.objects.update(status="invited")
    keep(office, url, WELCOME)

    assert rows_of(office.get(url("agenda_pdf"))) == [
        ["Thời gian", "Nội dung"],
        ["08h00 - 08h15", "Đón tiếp đại biểu"],
    ]


def test_the_programme_travels_in_a_bloc_file(office, cast, ceremony, url):
    save(office, url("ceremony_edit"), GENERAL | {"session": "sáng", "begins_at": "08:30", "ends_by": "11:00"})
    keep(office, url, WELCOME, SIGNING | {"fixed_at": "08:45", "paper": "Giao ước thi đua"}, CLOSING)
    made = json.dumps(export(BlocYear.objects.get(pk=cast.year.pk))).encode()

    again = load(parse(made), replace=True).ceremony

    item = again.agenda.get(order=2)
    assert (f"{again.begins_at:%H:%M}", f"{again.ends_by:%H:%M}") == ("08:30", "11:00")
    assert (f"{item.fixed_at:%H:%M}", item.speaker, item.paper) == ("08:45", SIGNING["speaker"], "Giao ước thi đua")
    assert list(again.agenda.values_list("fixed_at", flat=True)).count(None) == 2
    assert hours(again)[2] == "09:05 Bế mạc"


def test_hours_of_a_file_that_do_not_follow_are_fixed(cast, ceremony):
    ceremony.agenda.all().delete()
    items = [("Đón tiếp", "07:30", 15), ("Khai mạc", "07:45", 10), ("Ký kết", "09:00", 10), ("Bế mạc", "09:10", 5)]
    told = [{"order": n, "start": start, "minutes": m, "item": i} for n, (i, start, m) in enumerate(items, start=1)]
    made = export(cast.year)
    made["ceremony"]["agenda"] = told

    again = load(parse(json.dumps(made).encode()), replace=True)

    assert f"{again.ceremony.begins_at:%H:%M}" == "07:30"
    assert [item.text for item in again.ceremony.agenda.exclude(fixed_at=None)] == ["Ký kết"]
    assert export(again)["ceremony"]["agenda"] == told


# --- What does not fit --------------------------------------------------------------------------


def doubts(office, url):
    """What the page of the ceremony says of the programme."""
    page = office.get(url("ceremony_detail")).content.decode()
    return re.findall(r"<li>((?:Mục|Chương trình) [^<]*)</li>", page)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            [WELCOME | {"minutes": "60"}, SIGNING | {"fixed_at": "07:30", "minutes": "15"}],
            "07:30 đến 09:00 (1 giờ 30 phút)",
        ),
        ([WELCOME | {"fixed_at": "06:00", "minutes": "15"}], "06:00 đến 06:15 (15 phút)"),
    ],
)
def test_hours_that_go_back_are_summed_up_from_the_first_to_the_last(office, ceremony, url, items, said):
    keep(office, url, *items)

    assert f"Từ {said}." in office.get(url("ceremony_detail")).content.decode()


@pytest.mark.parametrize(
    ("facts", "items", "said"),
    [
        ({}, [WELCOME, SIGNING, CLOSING], []),
        (
            {},
            [WELCOME, SIGNING | {"fixed_at": "08:10"}],
            ["Mục 2 cố định lúc 08:10, nhưng mục 1 đến 08:15 mới xong."],
        ),
        (
            {"begins_at": "08:30"},
            [WELCOME | {"fixed_at": "08:00"}],
            ["Mục 1 cố định lúc 08:00, nhưng buổi lễ 08:30 mới bắt đầu."],
        ),
        ({}, [WELCOME | {"minutes": "240"}], []),
        (
            {},
            [WELCOME | {"minutes": "240"}, CLOSING],
            ["Chương trình xong lúc 12:05, quá giờ nghỉ buổi sáng (12:00) 5 phút."],
        ),
        (
            {"ends_by": "09:00"},
            [WELCOME | {"minutes": "130"}],
            ["Chương trình xong lúc 10:10, quá giờ phải xong (09:00) 1 giờ 10 phút."],
        ),
        ({"ends_by": "12:30"}, [WELCOME | {"minutes": "260"}], []),
        (
            {"session": "chiều"},
            [WELCOME | {"minutes": "600"}, CLOSING],
            ["Chương trình xong lúc 00:05, quá giờ nghỉ buổi chiều (17:00) 7 giờ 5 phút."],
        ),
        (
            {"session": "", "begins_at": "14:00"},
            [WELCOME | {"minutes": "185"}],
            ["Chương trình xong lúc 17:05, quá giờ nghỉ buổi chiều (17:00) 5 phút."],
        ),
        (
            {},
            [WELCOME | {"minutes": ""}, SIGNING | {"minutes": ""}, CLOSING | {"fixed_at": "09:00", "minutes": ""}],
            ["Mục 1 chưa có số phút nên giờ của các mục sau chưa đúng."],
        ),
    ],
)
def test_what_does_not_fit_is_said_and_kept(office, ceremony, url, facts, items, said):
    save(office, url("ceremony_edit"), GENERAL | {"session": "sáng"} | facts)

    keep(office, url, *items)

    assert doubts(office, url) == said
    assert ceremony.agenda.count() == len(items)


def test_only_who_may_mend_it_reads_what_does_not_fit(office, cast, url):
    keep(office, url, WELCOME, SIGNING | {"fixed_at": "08:10"})
    office.force_login(cast["member_clerk"])

    assert doubts(office, url) == []


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"begins_at": "08:30", "ends_by": "08:30"}, "ends_by", "Nhập giờ sau giờ bắt đầu (08:30), hoặc để trống."),
        ({"begins_at": "14:00"}, "begins_at", "14:00 không thuộc buổi sáng; sửa giờ hoặc chọn lại buổi."),
        ({"name": "a" * 301}, "name", "Nhập nhiều nhất 300 ký tự; hiện có 301 ký tự."),
        ({"begins_at": "8 rưỡi"}, "begins_at", "Nhập giờ theo dạng giờ:phút, ví dụ 08:30."),
    ],
)
def test_hours_of_the_day_that_cannot_be(office, ceremony, url, facts, field, sentence):
    response = save(office, url("ceremony_edit"), GENERAL | {"session": "sáng", "place": "Nơi khác"} | facts)

    assert response.context["form"].errors == {field: [sentence]}
    assert Ceremony.objects.get().place == "Bộ Tư pháp"


# --- Writing it ---------------------------------------------------------------------------------


def shown(response):
    return [(f"{row.slot.hour:%H:%M}", row.form["text"].value()) for row in response.context["rows"].shown]


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ("up:2", ["08:00 Đón tiếp đại biểu", "08:15 Bế mạc", "08:20 Ký kết Giao ước thi đua"]),
        ("down:0", ["08:00 Ký kết Giao ước thi đua", "08:20 Đón tiếp đại biểu", "08:35 Bế mạc"]),
        ("remove:0", ["08:00 Ký kết Giao ước thi đua", "08:20 Bế mạc"]),
        ("show", ["08:00 Đón tiếp đại biểu", "08:15 Ký kết Giao ước thi đua", "08:35 Bế mạc"]),
    ],
)
def test_a_button_of_a_row_moves_the_hours_and_saves_nothing(office, ceremony, url, button, order):
    typed = rows("agenda", WELCOME, SIGNING, CLOSING)

    response = save(office, url("agenda_edit"), typed | {"row": button})

    assert [" ".join(row) for row in shown(response)] == order
    assert "Thay đổi chưa được lưu." in response.content.decode()
    assert not ceremony.agenda.exists()


def test_what_is_no_hour_or_number_is_explained_and_counts_as_empty(office, ceremony, url):
    response = save(
        office,
        url("agenda_edit"),
        rows("agenda", WELCOME | {"minutes": "mười"}, SIGNING | {"fixed_at": "sáng sớm", "minutes": "900"}, CLOSING),
    )

    errors = [form.errors for form in response.context["rows"].forms]
    assert [sorted(each) for each in errors] == [["minutes"], ["fixed_at", "minutes"], []]
    assert errors[1]["minutes"] == ["Nhập số phút từ 0 đến 600, ví dụ 15."]
    assert 'value="mười"' in response.content.decode()
    assert shown(response)[1] == ("08:00", SIGNING["text"])
    assert not ceremony.agenda.exists()


def test_a_speaker_without_words_is_not_lost(office, ceremony, url):
    response = keep(office, url, WELCOME, {"speaker": "Nguyễn Hồng Diện"})

    assert response.context["rows"].forms[1].errors == {"text": ["Nhập nội dung của mục, hoặc bấm Bỏ ở dòng này."]}
    assert 'value="Nguyễn Hồng Diện"' in response.content.decode()


def test_speakers_and_papers_are_offered(office, cast, ceremony, url):
    IssuedDocument.objects.create(
        bloc_year=cast.year, kind="QC", symbol="03/QC-KTĐ", dated="2027-02-20", title="Quy chế của Khối"
    )

    page = office.get(url("agenda_edit")).content.decode()

    for offered in (
        "Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng",
        "Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ",
        "Quy chế của Khối (Quy chế 03/QC-KTĐ)",
        "Giao ước thi đua năm 2027",
    ):
        assert page.count(f'<option value="{offered}">') == 1


# --- Templates ----------------------------------------------------------------------------------

COMBINED = "tong_ket_va_ky_ket"


@pytest.mark.parametrize(
    ("kind", "name", "years", "day", "ends", "wanted"),
    [
        ("ky_ket", "Lễ ký kết Giao ước thi đua năm 2027", (None, None), "31/03", "10:10", "Ký kết Giao ước thi đua"),
        ("so_ket", "Hội nghị sơ kết", (None, None), "15/07", "10:05", "Thảo luận nhiệm vụ 6 tháng cuối năm 2027"),
        ("tong_ket", "Hội nghị tổng kết", (2027, None), "10/12", "10:30", "bàn giao Khối trưởng năm 2028"),
        (COMBINED, "Hội nghị tổng kết năm 2026", (2026, 2027), "31/03", "11:05", "bàn giao Khối trưởng năm 2027"),
    ],
)  # fmt: skip
def test_each_kind_of_event_has_its_programme(client, cast, url, kind, name, years, day, ends, wanted):
    client.force_login(cast["leader_clerk"])

    client.post(url("ceremony_plan"), {"kind": kind})

    ceremony = Ceremony.objects.get()
    assert (ceremony.kind, f"{ceremony.held_on:%d/%m}") == (kind, day)
    assert ceremony.name.startswith(name)
    assert (ceremony.closes_year, ceremony.opens_year) == years
    assert ceremony.agenda.filter(text__contains=wanted).count() == 1
    page = client.get(url("ceremony_detail")).content.decode()
    assert f"Từ 08:00 đến {ends}" in page
    assert "Nguyễn Hồng Diện, Khối trưởng" in page
    assert "{" not in "".join(f"{item.text}{item.speaker}{item.paper}" for item in ceremony.agenda.all())


def test_one_event_closes_a_year_before_it_opens_the_next(client, cast, url):
    client.force_login(cast["leader_clerk"])
    client.post(url("ceremony_plan"), {"kind": COMBINED})

    texts = [item.text for item in Ceremony.objects.get().agenda.all()]

    order = [
        next(n for n, text in enumerate(texts) if part in text)
        for part in (
            "Báo cáo tổng kết",
            "bình xét khen thưởng năm 2026",
            "bàn giao",
            "đăng ký thi đua năm 2027",
            "Ký kết",
        )
    ]
    assert order == sorted(order)


def test_an_unknown_kind_plans_nothing(client, cast, url):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_plan"), {"kind": "dai_hoi"})

    assert response.context["form"].errors == {"kind": ["Chọn một chương trình mẫu."]}
    assert not Ceremony.objects.exists()


def test_the_kind_decides_which_years_are_closed_and_opened(office, url):
    save(office, url("ceremony_edit"), GENERAL | {"kind": COMBINED})

    assert Ceremony.objects.values_list("closes_year", "opens_year").get() == (2026, 2027)


def test_beginning_again_from_a_template_is_asked_first(office, ceremony, url):
    keep(office, url, WELCOME | {"text": "Văn nghệ chào mừng"})

    asked = office.get(url("agenda_restart")).content.decode()
    assert "1 mục của chương trình hiện có" in asked
    assert ceremony.agenda.get().text == "Văn nghệ chào mừng"

    response = office.post(url("agenda_restart"), {"kind": "so_ket"})

    assert response["Location"] == url("agenda_edit")
    ceremony.refresh_from_db()
    assert ceremony.kind == "ky_ket"
    assert [item.order for item in ceremony.agenda.all()] == list(range(1, 10))
    assert hours(ceremony)[4].startswith("08:35 Báo cáo sơ kết")


def test_a_choice_is_needed_to_begin_again(office, ceremony, url):
    keep(office, url, WELCOME)

    response = office.post(url("agenda_restart"), {"kind": ""})

    assert response.context["form"].errors == {"kind": ["Chọn một chương trình mẫu."]}
    assert ceremony.agenda.count() == 1


def test_a_programme_that_was_held_is_not_begun_again(office, ceremony, url):
    keep(office, url, WELCOME)
    Ceremony.objects.update(status="held")

    assert office.post(url("agenda_restart"), {"kind": "so_ket"}).status_code == 409
    assert ceremony.agenda.count() == 1
