"""The programme: hours that follow from the minutes and the order, who speaks, with which paper."""

import json
from io import BytesIO

import pdfplumber
import pytest

from archive.exporting import export
from archive.loading import load
from archive.reading import parse
from blocs.models import BlocYear
from ceremonies.models import Ceremony
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
    return save(office, url("rows_edit", "chuong-trinh"), rows("agenda", *items), follow=True)


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
    [({"begins_at": "08:30", "session": "sáng"}, "08:30"), ({"session": "chiều"}, "14:00"), ({"session": ""}, "08:00")],
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
