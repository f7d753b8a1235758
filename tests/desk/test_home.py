"""The home page: each person's own work, most urgent first."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from pledges import drafting, freezing
from pledges.models import Covenant
from tests.cast import make_unit, make_year
from tests.pledges.covenants import consult


def labels(client):
    """The next action and the other tasks of the signed-in person, in order."""
    context = client.get("/").context
    first = [context["next"]["title"]] if context["next"] else []
    return first + [task.label for task in context["others"]]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("member_clerk", ["Đăng ký thi đua năm 2027"]),
        ("organiser", []),
        ("admin", []),
        ("former", []),
        (
            "leader_clerk",
            ["Đăng ký thi đua năm 2027", "Lên kế hoạch lễ ký kết giao ước", "Chưa nhận đăng ký của 6 đơn vị"],
        ),
    ],
)
def test_what_each_has_to_do_when_the_year_has_opened(client, cast, who, expected):
    client.force_login(cast[who])

    assert labels(client) == expected


def test_a_draft_is_to_be_finished(client, cast):
    cast.registration("ttbnv", status="draft")
    client.force_login(cast["member_clerk"])

    assert labels(client) == ["Hoàn thành và gửi đăng ký thi đua năm 2027"]


def test_what_was_sent_back_shows_the_reason(client, cast):
    cast.registration("ttbnv", status="returned", return_reason="Chỉ tiêu thứ hai chưa có giá trị.")
    client.force_login(cast["member_clerk"])

    page = client.get("/").content.decode()

    assert "Bổ sung đăng ký thi đua năm 2027" in page
    assert "Chỉ tiêu thứ hai chưa có giá trị." in page


def test_the_leader_receives_the_members_and_the_deputy_the_leader(client, cast):
    cast.registration("ttbnv", status="submitted")
    cast.registration("ttbtp", status="submitted")

    client.force_login(cast["leader_clerk"])
    assert "Tiếp nhận đăng ký của Thanh tra Bộ Nội vụ" in labels(client)
    assert "Tiếp nhận đăng ký của Thanh tra Bộ Tư pháp" not in labels(client)
    client.force_login(cast["deputy_clerk"])
    assert "Tiếp nhận đăng ký của Thanh tra Bộ Tư pháp" in labels(client)


def test_a_covenant_put_to_consultation_asks_every_member(client, cast):
    consult(Covenant.objects.create(bloc_year=cast.year))
    client.force_login(cast["member_clerk"])

    assert "Góp ý dự thảo giao ước thi đua năm 2027" in labels(client)


def test_the_last_day_counts(client, cast, the_day):
    the_day.move_to("2027-02-28 16:59:59")  # 23:59:59 in Vietnam
    client.force_login(cast["member_clerk"])
    assert "hết hạn hôm nay" in client.get("/").content.decode()

    the_day.move_to("2027-02-28 17:00:00")  # 00:00 of the next day
    assert "quá hạn 1 ngày" in client.get("/").content.decode()


@pytest.mark.parametrize("state", [None, "draft", "returned"])
def test_a_unit_locked_out_by_the_covenant_is_told_why_and_whom_to_ask(client, cast, state):
    if state:
        cast.registration("ttbnv", status=state, return_reason="Thiếu" if state == "returned" else "")
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    Covenant.objects.update(place="Hà Nội", dated="2027-02-25")
    freezing.freeze(Covenant.objects.get(), by=cast["leader_clerk"])
    client.force_login(cast["member_clerk"])

    shown = client.get("/").context

    assert shown["next"]["title"] == "Ký giao ước thi đua năm 2027"  # which it can do something about
    (told,) = [task for task in shown["others"] if task.label == "Chưa gửi được đăng ký thi đua năm 2027"]
    assert told.where.startswith(
        "Thanh tra Bộ Nội vụ: Giao ước thi đua năm 2027 đã chốt từ ngày 25/02/2027 nên bản đăng ký không thay đổi, "
        "không gửi được nữa. Cần sửa, Anh/chị liên hệ Khối trưởng (Thanh tra Bộ Tư pháp)."
    )
    assert client.get(told.url).status_code == 200


@pytest.mark.parametrize(("state", "is_locked"), [(None, True), ("draft", True), ("returned", False)])
def test_a_late_unit_is_told_since_when_and_whom_to_ask(client, cast, the_day, state, is_locked):
    if state:
        cast.registration("ttbnv", status=state, return_reason="Thiếu" if state == "returned" else "")
    the_day.move_to("2027-03-02 02:00:00")
    client.force_login(cast["member_head"])

    told = client.get("/").context["next"]

    assert (told["title"] == "Chưa gửi được đăng ký thi đua năm 2027") is is_locked
    why = (
        "Thanh tra Bộ Nội vụ: đã hết hạn gửi; Anh/chị đề nghị Khối trưởng (Thanh tra Bộ Tư pháp) gia hạn · "
        "Hạn 28/02/2027, quá hạn 2 ngày."
    )
    assert (why in told["text"]) is is_locked


def test_a_person_without_duty_is_told_whom_to_ask(client, cast):
    client.force_login(cast["former"])

    page = client.get("/").content.decode()

    assert "chưa thuộc đơn vị nào" in page
    assert re.search(r"<h1>\s*Việc cần làm\s*</h1>", page)


@pytest.mark.parametrize("who", ["leader_clerk", "member_clerk", "organiser"])
def test_as_many_queries_for_63_units_as_for_7(client, cast, django_assert_num_queries, who):
    for code in cast.units:
        cast.registration(code, status="submitted")
    client.force_login(cast[who])
    client.get("/")
    with CaptureQueriesContext(connection) as seven:
        client.get("/")
    for number in range(56):
        unit = make_unit(f"don-vi-{number}", f"Đơn vị số {number}")
        cast.memberships[unit.slug] = cast.year.memberships.create(unit=unit, order=10 + number)
        cast.registration(unit.slug, status="submitted")

    with django_assert_num_queries(len(seven)):
        found = labels(client)

    received = [label for label in found if label.startswith("Tiếp nhận")]
    assert len(received) == {"leader_clerk": 62, "member_clerk": 0, "organiser": 1}[who]


def test_each_further_year_costs_no_query(client, cast, django_assert_num_queries):
    client.force_login(cast["leader_clerk"])
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    make_year(cast.bloc, 2028, list(cast.units.values()))

    with django_assert_num_queries(len(one)):
        found = labels(client)

    assert "Đăng ký thi đua năm 2028" in found


@pytest.mark.parametrize(
    "about",
    ["Góp ý dự thảo giao ước", "Ký giao ước trên giấy, bản gốc", "Ký số giao ước", "Người khác ký thay, hoặc không ký"],
)
def test_the_help_has_a_section_for_each_task_of_a_member(client, db, about):
    page = html.fromstring(client.get("/tro-giup/").content.decode())

    (heading,) = [each for each in page.iterfind(".//h2") if each.text == about]
    assert len(heading.getnext().text_content()) > 100
