"""Planning: general facts, rows of programme, guests and adopted papers, attendance."""

from datetime import time

import pytest

from blocs.models import BlocYear
from ceremonies.models import Ceremony
from tests.saving import save


def rows(prefix, *entries, initial=0):
    """Posted rows of a formset."""
    posted = {
        f"{prefix}-TOTAL_FORMS": len(entries),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for index, entry in enumerate(entries):
        posted |= {f"{prefix}-{index}-{field}": value for field, value in entry.items()}
    return posted


def test_a_plan_begins_with_the_customary_programme(client, cast, url):
    client.force_login(cast["leader_clerk"])

    client.post(url("ceremony_plan"))

    ceremony = Ceremony.objects.get()
    assert (ceremony.host, ceremony.chair) == (cast.units["ttbtp"], "Nguyễn Hồng Diện")
    items = list(ceremony.agenda.values_list("starts_at", "minutes", "text"))
    assert len(items) == 12
    assert items[0] == (time(8, 0), 15, "Đón tiếp đại biểu")
    assert items[9] == (time(9, 40), 15, "Ký kết Giao ước thi đua năm 2027")


def test_a_year_has_one_ceremony(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_plan"))

    assert response.status_code == 409
    assert Ceremony.objects.count() == 1


def test_before_the_year_is_open_no_plan_is_offered(client, cast, url):
    client.force_login(cast["leader_clerk"])
    BlocYear.objects.filter(pk=cast.year.pk).update(status="preparing")

    page = client.get(url("ceremony_detail")).content.decode()

    assert "Lập kế hoạch được khi năm thi đua đã mở" in page
    assert url("ceremony_plan") not in page


@pytest.mark.parametrize(("who", "status"), [("member_clerk", 403), ("another_bloc", 404)])
def test_only_the_leaders_office_plans(client, cast, url, who, status):
    client.force_login(cast[who])

    assert client.post(url("ceremony_plan")).status_code == status
    assert not Ceremony.objects.exists()


def test_the_fifth_of_march(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    response = save(
        client,
        url("ceremony_edit"),
        {
            "kind": "ky_ket",
            "name": "Lễ ký kết",
            "held_on": "05/03/2027",
            "session": "chiều",
            "place": "Bộ Tư pháp",
        },
    )

    assert response.status_code == 302
    assert f"{Ceremony.objects.get().held_on:%d/%m/%Y}" == "05/03/2027"


def test_an_unknown_date_is_explained_and_kept(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    response = save(client, url("ceremony_edit"), {"kind": "ky_ket", "name": "Lễ ký kết", "held_on": "31/02/2027"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Có lỗi" in page
    assert 'value="31/02/2027"' in page
    assert f"{Ceremony.objects.get().held_on:%d/%m/%Y}" == "25/02/2027"


def test_the_programme_keeps_its_order_and_makes_the_clock(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])
    ceremony.agenda.all().delete()

    response = save(
        client,
        url("agenda_edit"),
        rows(
            "agenda",
            {"text": "Khai mạc", "fixed_at": "08:30", "minutes": "10"},
            {"text": "Ký kết", "minutes": "15"},
            {"text": "Bế mạc"},
        ),
    )

    assert response.status_code == 302
    assert list(ceremony.agenda.values_list("order", "starts_at", "text")) == [
        (1, time(8, 30), "Khai mạc"),
        (2, time(8, 40), "Ký kết"),
        (3, time(8, 55), "Bế mạc"),
    ]


def test_a_row_is_added_without_javascript_and_nothing_is_saved_yet(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])
    item = ceremony.agenda.get()

    response = save(
        client,
        url("agenda_edit"),
        rows(
            "agenda", {"id": item.pk, "ceremony": ceremony.pk, "text": "Đón tiếp khách quý", "minutes": "15"}, initial=1
        )
        | {"row": "add"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Đón tiếp khách quý" in page
    assert 'name="agenda-1-text"' in page
    assert ceremony.agenda.get().text == "Đón tiếp đại biểu"


def test_a_row_is_removed(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])
    item = ceremony.agenda.get()
    entry = {"id": item.pk, "ceremony": ceremony.pk, "text": item.text, "minutes": "15"}

    shown = save(client, url("agenda_edit"), rows("agenda", entry, initial=1) | {"row": "remove:0"})
    assert shown.status_code == 200
    assert ceremony.agenda.count() == 1
    save(client, url("agenda_edit"), rows("agenda", entry | {"DELETE": "on"}, initial=1))

    assert ceremony.agenda.count() == 0


@pytest.mark.parametrize("minutes", ["-5", "1e5", "700", "abc"])
def test_impossible_minutes_are_explained(client, cast, ceremony, url, minutes):
    client.force_login(cast["leader_clerk"])

    response = save(client, url("agenda_edit"), rows("agenda", {"text": "Khai mạc", "minutes": minutes}))

    assert response.status_code == 200
    assert "Có lỗi" in response.content.decode()
    assert ceremony.agenda.get().text == "Đón tiếp đại biểu"


def test_a_guest_must_be_somebody(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    response = save(client, url("guest_edit"), rows("delegates", {"name": "", "role": "chung_kien"}))

    assert "Ghi ít nhất họ tên, chức vụ hoặc cơ quan của đại biểu." in response.content.decode()


def test_a_section_that_does_not_exist(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    assert client.get(url("rows_edit", "khong-co")).status_code == 404


def test_what_was_held_is_not_changed(client, cast, ceremony, url):
    Ceremony.objects.update(status="held")
    client.force_login(cast["leader_clerk"])

    response = save(client, url("ceremony_edit"), {"name": "Tên khác", "place": "Nơi khác"})

    assert response.status_code == 409
    assert "Tên khác" in response.content.decode()  # what was typed is given back
    assert Ceremony.objects.get().place == "Bộ Tư pháp"


def test_who_came(client, cast, ceremony, url):
    Ceremony.objects.update(status="in_session")
    guest = ceremony.delegates.get()
    late = ceremony.delegates.create(order=2, name="Trần Trung Thành")
    client.force_login(cast["leader_clerk"])

    client.post(url("attendance_mark"), {"present": [guest.pk, "x"]})

    guest.refresh_from_db()
    late.refresh_from_db()
    assert (guest.attended, late.attended) == (True, False)


def test_nobody_is_ticked_before_it_begins(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    assert client.get(url("attendance_mark")).status_code == 409


def test_members_read_the_plan_and_change_nothing(client, cast, ceremony, url):
    client.force_login(cast["member_clerk"])

    page = client.get(url("ceremony_detail"))

    assert page.status_code == 200
    assert "Đón tiếp đại biểu" in page.content.decode()
    assert "Sửa chương trình" not in page.content.decode()
    assert client.get(url("ceremony_edit")).status_code == 403


def test_saving_the_guests_keeps_whom_they_come_for_and_who_came(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])
    ceremony.expect_members()
    first, second = ceremony.delegates.order_by("order")[:2]
    type(first).objects.filter(pk=first.pk).update(attended=True)
    typed = [
        {"id": d.pk, "name": d.name, "post": d.post, "organisation": "Cơ quan", "group": d.group, "role": d.role}
        for d in (second, first)
    ]

    save(client, url("guest_edit"), rows("delegates", *typed))

    kept = list(ceremony.delegates.order_by("order").values_list("pk", "membership", "organisation", "attended"))
    assert kept == [
        (second.pk, second.membership_id, "Cơ quan", None),
        (first.pk, first.membership_id, "Cơ quan", True),
    ]


GENERAL = {"kind": "ky_ket", "name": "Lễ ký kết", "session": "chiều", "place": "Bộ Tư pháp", "held_on": "25/02/2027"}


@pytest.mark.parametrize(
    ("status", "changed", "told", "named"),
    [
        ("invited", {"held_on": "26/02/2027"}, "14:00 chiều ngày 26/02/2027, tại Bộ Tư pháp.", ["giờ", "Giao ước"]),
        ("invited", {"place": "Hội trường B"}, "14:00 chiều ngày 25/02/2027, tại Hội trường B.", ["nơi"]),
        ("invited", {"begins_at": "14:30"}, "14:30 chiều ngày 25/02/2027, tại Bộ Tư pháp.", ["giờ"]),
        ("invited", {"chair": "Trần Văn B"}, "", []),
        ("planned", {"held_on": "26/02/2027"}, "", ["Giao ước"]),
    ],
)
def test_another_time_or_place_after_the_invitations_is_told(client, cast, ceremony, url, status, changed, told, named):
    Ceremony.objects.update(status=status, session="chiều")
    cast.year.covenants.create(place="Hà Nội", dated="2027-02-25")
    client.force_login(cast["leader_clerk"])

    response = save(client, url("ceremony_edit"), GENERAL | changed, follow=True)

    texts = [notice.text for notice in cast["member_clerk"].notices.all()]
    assert texts == ([f"Lễ ký kết đổi thời gian hoặc địa điểm; nay là {told}"] if told else [])
    page = response.content.decode()
    said = {
        "giờ": "Giấy mời đã gửi theo “14 giờ 00 phút, chiều thứ Năm, ngày 25 tháng 02 năm 2027”; Anh/chị báo lại",
        "nơi": "Giấy mời đã gửi theo “Bộ Tư pháp”; Anh/chị báo lại cho đại biểu và in lại chương trình.",
        "Giao ước": "Giao ước ghi ngày ký 25/02/2027, khác ngày tổ chức 26/02/2027.",
    }
    assert [paper for paper, sentence in said.items() if sentence in page] == named


def test_a_ceremony_that_lost_its_day_says_so(client, cast, ceremony, url):
    Ceremony.objects.update(status="invited", held_on=None)

    for who in ("leader_clerk", "member_clerk"):
        client.force_login(cast[who])
        assert (
            "Buổi lễ chưa có ngày; Anh/chị điền ở phần Thông tin chung."
            in client.get(url("ceremony_detail")).content.decode()
        )


def test_the_chair_is_named_with_post_and_unit_once(client, cast, url):
    client.force_login(cast["leader_clerk"])
    client.post(url("ceremony_plan"))
    assert Ceremony.objects.get().chair_post == "Chánh Thanh tra Bộ Tư pháp, Khối trưởng"


def test_a_long_unit_is_shortened_where_the_program_writes_it(client, cast, url):
    cast.units["ttbtp"].names.update(full_name="Thanh tra " + "rất dài " * 23)
    client.force_login(cast["leader_clerk"])

    client.post(url("ceremony_plan"))
    Ceremony.objects.update(status="held")
    client.post(url("article_start"))

    ceremony = Ceremony.objects.get()
    assert len(ceremony.chair_post) <= 200
    assert ceremony.chair_post.endswith("…")
    assert len(ceremony.article.source) <= 150
