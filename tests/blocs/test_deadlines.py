"""Deadlines: typed day first, until 24:00 in Vietnam, never moved over anybody's head unseen."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from blocs import clock
from blocs.board import days_left
from blocs.models import BlocYear, Deadline, Extension, Step
from blocs.models.deadlines import DEFAULT_DUE


@pytest.fixture
def url():
    return reverse("blocs:deadlines_edit", args=["khoi-ii", 2027])


def typed(cast, **changed):
    return {d.step: f"{d.due:%d/%m/%Y}" for d in cast.year.deadlines.all()} | changed


def due(cast, step="registration"):
    return Deadline.objects.get(bloc_year=cast.year, step=step).due


def test_five_march_is_five_march(client, cast, url):
    client.force_login(cast["leader_clerk"])

    assert client.post(url, typed(cast, registration="05/03/2027", ceremony="1.4.2027")).status_code == 302

    assert due(cast) == date(2027, 3, 5)
    assert due(cast, "ceremony") == date(2027, 4, 1)
    assert due(cast, "dossier") == date(2027, 12, 20)


def test_days_are_shown_day_first(client, cast, url):
    client.force_login(cast["leader_clerk"])

    page = client.get(url).content.decode()

    assert 'name="registration" value="28/02/2027"' in page
    assert page.count('inputmode="numeric"') == len(Step)


def test_an_empty_day_is_no_deadline(client, cast, url):
    client.force_login(cast["leader_clerk"])

    assert client.post(url, typed(cast, handover="")).status_code == 302

    assert not Deadline.objects.filter(bloc_year=cast.year, step="handover").exists()
    assert Deadline.objects.filter(bloc_year=cast.year).count() == len(DEFAULT_DUE) - 1


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2/30/2027", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."),
        ("28/02/2026", "Nhập ngày từ 01/07/2026 đến 31/12/2028."),
        ("<b>mai</b>", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."),
    ],
)
def test_what_is_no_day_changes_nothing(client, cast, url, day, sentence):
    client.force_login(cast["leader_clerk"])

    response = client.post(url, typed(cast, registration=day, dossier="01/12/2027"))

    assert response.context["form"].errors == {"registration": [sentence]}
    assert response.context["form"]["registration"].value() == day
    assert (due(cast), due(cast, "dossier")) == (date(2027, 2, 28), date(2027, 12, 20))


def test_a_day_that_stands_already_is_no_fault(client, cast, url):
    Deadline.objects.filter(step="registration").update(due="2026-12-20")
    client.force_login(cast["leader_clerk"])

    assert client.post(url, typed(cast, ceremony="01/04/2027")).status_code == 302
    assert (due(cast), due(cast, "ceremony")) == (date(2026, 12, 20), date(2027, 4, 1))


# --- Units that become late -----------------------------------------------------------------


def test_units_that_become_late_are_named_before_anything_is_kept(client, cast, url):
    handed_in = cast.registration("ttbtc", status="submitted", submitted_at=clock.now())
    type(handed_in).objects.filter(pk=handed_in.pk).update(submitted_at="2027-02-10 03:00:00+00:00")
    Extension.objects.create(
        membership=cast.memberships["ttbca"], step="registration", due=date(2027, 3, 9), reason="Công tác"
    )
    client.force_login(cast["leader_clerk"])

    response = client.post(url, typed(cast, registration="20/02/2027"))

    assert [(late.step, late.units) for late in response.context["overtaken"]] == [
        (
            "Đăng ký thi đua",
            [
                "Thanh tra Bộ Tư pháp",
                "Thanh tra Bộ Quốc phòng",
                "Thanh tra Bộ Kế hoạch và Đầu tư",
                "Thanh tra Bộ Nội vụ",
                "Cơ quan Thanh tra, giám sát ngân hàng",
            ],
        )
    ]
    assert due(cast) == date(2027, 2, 28)


def test_confirming_keeps_the_day(client, cast, url):
    client.force_login(cast["leader_clerk"])
    shown = client.post(url, typed(cast, registration="20/02/2027")).context["fingerprint"]

    assert client.post(url, typed(cast, registration="20/02/2027", confirmed=shown)).status_code == 302
    assert due(cast) == date(2027, 2, 20)


def test_a_confirmation_is_for_the_units_that_were_shown(client, cast, url):
    cast.registration("ttbtc", status="submitted", submitted_at=clock.now())
    client.force_login(cast["leader_clerk"])
    data = typed(cast, registration="24/02/2027")
    shown = client.post(url, data).context["fingerprint"]

    response = client.post(url, data | {"midyear_report": "20/02/2027", "confirmed": shown})

    assert [late.step for late in response.context["overtaken"]] == ["Đăng ký thi đua", "Báo cáo sơ kết của đơn vị"]
    assert due(cast) == date(2027, 2, 28)


def test_who_handed_in_after_the_new_day_becomes_late_too(client, cast, url):
    for code in cast.memberships:
        cast.registration(code, status="submitted", submitted_at=clock.now())
    client.force_login(cast["leader_clerk"])

    response = client.post(url, typed(cast, registration="24/02/2027"))

    assert len(response.context["overtaken"][0].units) == 7


def test_an_earlier_day_still_to_come_makes_nobody_late(client, cast, url):
    client.force_login(cast["leader_clerk"])

    assert client.post(url, typed(cast, registration="25/02/2027")).status_code == 302
    assert due(cast) == date(2027, 2, 25)


# --- 24:00 in Vietnam -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "over", "words"),
    [
        ("2027-02-28 16:59:59", False, "hết hạn hôm nay"),
        ("2027-02-28 17:00:00", True, "quá hạn 1 ngày"),
        ("2027-02-28 17:00:01", True, "quá hạn 1 ngày"),
        ("2027-02-27 17:00:00", False, "hết hạn hôm nay"),
        ("2027-02-27 16:59:59", False, "còn 1 ngày"),
    ],
)
def test_a_day_ends_at_midnight_in_vietnam(moment, over, words):
    with time_machine.travel(moment, tick=False):
        assert clock.day_is_over(date(2027, 2, 28)) is over
        assert days_left(date(2027, 2, 28)) == words


# --- Who, when --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("another_bloc", 404), ("former", 404), ("member_head", 403), ("deputy_head", 403), ("admin", 403)],
)
def test_others_may_not(client, cast, url, who, status):
    client.force_login(cast[who])

    assert client.get(url).status_code == status
    assert client.post(url, typed(cast, registration="05/03/2027")).status_code == status
    assert due(cast) == date(2027, 2, 28)


def test_not_in_a_closed_year(client, cast, url):
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["leader_clerk"])

    response = client.post(url, typed(cast, registration="05/03/2027"))

    assert response.status_code == 409
    assert "05/03/2027" in response.content.decode()
    assert due(cast) == date(2027, 2, 28)


def test_an_administrator_sets_them_while_the_year_is_prepared(client, cast, url):
    BlocYear.objects.filter(pk=cast.year.pk).update(status="preparing")
    client.force_login(cast["admin"])

    assert client.post(url, typed(cast, registration="05/03/2027")).status_code == 302
    assert due(cast) == date(2027, 3, 5)


def test_days_out_of_order_are_said_and_kept(client, cast, url):
    client.force_login(cast["leader_clerk"])
    days = {"registration": "30/04/2027", "consolidated_report": "10/03/2027", "ceremony": "31/03/2027"}

    page = client.post(url, days, follow=True).content.decode()

    assert due(cast) == date(2027, 4, 30)
    assert (
        "Đăng ký thi đua (30/04/2027) đang để sau: Báo cáo tổng hợp đăng ký (10/03/2027), "
        "Lễ ký kết giao ước (31/03/2027). Anh/chị xem lại ngày." in page
    )
    assert page.count("đang để sau") == 1


def test_days_in_order_say_nothing(client, cast, url):
    client.force_login(cast["leader_clerk"])

    page = client.post(url, {"registration": "28/02/2027", "ceremony": "28/02/2027"}, follow=True).content.decode()

    assert "Đã lưu thời hạn." in page
    assert "đang để sau" not in page


def test_the_weekday_stands_beside_each_day(client, cast, url):
    Deadline.objects.filter(step="ceremony").update(due=date(2027, 3, 19))
    client.force_login(cast["leader_clerk"])

    assert "28/02/2027 là Chủ nhật." in client.get(url).content.decode()
    board = client.get(cast.year.get_absolute_url()).content.decode()
    assert "hết ngày 28/02/2027 (Chủ nhật)" in board
    assert "ngày 19/03/2027 (Thứ Sáu)" in board
