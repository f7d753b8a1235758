"""planned → invited → in session → held, and who may take each step."""

import pytest
from auditlog.models import LogEntry

from ceremonies import links
from ceremonies.models import Ceremony
from tests.look.reading import tree, words

STEPS = [
    ("ceremony_invite", "planned", "invited"),
    ("ceremony_start", "invited", "in_session"),
    ("ceremony_close", "in_session", "held"),
    ("ceremony_cancel", "planned", "cancelled"),
]


def put(ceremony, status):
    Ceremony.objects.filter(pk=ceremony.pk).update(status=status)


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_the_leaders_office_takes_each_step(client, cast, ceremony, url, name, before, after):
    put(ceremony, before)
    client.force_login(cast["leader_clerk"])

    response = client.post(url(name), {"reason": "Hoãn."})

    assert response.status_code == 302
    ceremony = Ceremony.objects.get()
    assert (ceremony.status, ceremony.changed_by) == (after, cast["leader_clerk"])


@pytest.mark.parametrize(("name", "before", "_"), STEPS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("member_head", 403), ("deputy_clerk", 403), ("admin", 403), ("another_bloc", 404), ("former", 404)],
)
def test_others_may_not(client, cast, ceremony, url, name, before, _, who, status):
    put(ceremony, before)
    client.force_login(cast[who])

    assert client.post(url(name)).status_code == status
    assert Ceremony.objects.get().status == before


@pytest.mark.parametrize(("name", "_", "after"), STEPS)
def test_a_second_click_is_refused_with_the_reason(client, cast, ceremony, url, name, _, after):
    put(ceremony, after)
    client.force_login(cast["leader_clerk"])

    response = client.post(url(name))

    assert response.status_code == 409
    assert f"đang ở trạng thái “{Ceremony.objects.get().get_status_display()}”" in response.content.decode()


def test_no_invitation_without_a_programme(client, cast, ceremony, url):
    ceremony.agenda.all().delete()
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_invite"))

    assert response.status_code == 409
    assert "Chưa có chương trình" in response.content.decode()


def test_it_does_not_begin_before_its_day(client, cast, ceremony, url):
    Ceremony.objects.update(held_on="2027-02-26", status="invited")
    client.force_login(cast["leader_clerk"])

    response = client.post(url("ceremony_start"))

    assert response.status_code == 409
    assert "Chưa đến ngày tổ chức." in response.content.decode()


def test_the_members_are_expected_and_marked_like_the_guests(client, cast, ceremony, url):
    """Each member unit once, by the name of that day, before the press, also when invited again after a correction."""
    client.force_login(cast["leader_clerk"])
    ceremony.delegates.create(order=2, name="Nguyễn Lan Hương", organisation="Báo Thanh tra", group="bao_chi")

    assert client.post(url("ceremony_invite")).status_code == 302

    of_members = ceremony.delegates.exclude(membership=None)
    expected = [(m.signatory, "Chánh Thanh tra", m.unit.name) for m in cast.memberships.values()]
    assert list(of_members.values_list("name", "post", "organisation")) == expected
    put(ceremony, "planned")
    assert client.post(url("ceremony_invite")).status_code == 302
    assert ceremony.delegates.count() == 9
    assert [(each.order, each.name) for each in ceremony.delegates.all()][-2:] == [
        (8, "Trần Thị Yến"),
        (9, "Nguyễn Lan Hương"),
    ]
    put(ceremony, "in_session")
    came = of_members.get(membership=cast.memberships["ttbnv"])
    assert client.post(url("attendance_mark"), {"present": [came.pk]}).status_code == 302
    assert ceremony.delegates.get(attended=True) == came


def test_a_day_without_a_place_lacks_only_the_place(client, cast, ceremony, url):
    Ceremony.objects.update(held_on="2027-03-19", place="")
    client.force_login(cast["leader_clerk"])

    shown = client.get(url("ceremony_detail")).content.decode()

    assert "Chưa có địa điểm; điền ở phần Thông tin chung." in shown
    assert "Chưa có ngày" not in shown


@pytest.mark.parametrize(
    ("status", "held_on", "sentence"),
    [
        ("planned", "2027-02-25", "Khi chương trình đã xong, văn phòng Khối trưởng hoặc Thanh tra Chính phủ bấm “Ban"),
        ("planned", None, "Chưa có ngày; điền ở phần Thông tin chung."),
        (
            "invited",
            "2027-03-19",
            "Từ ngày tổ chức, 19/03/2027, văn phòng Khối trưởng hoặc Thanh tra Chính phủ bấm “Khai",
        ),
        (
            "invited",
            "2027-02-25",
            "Khi buổi lễ bắt đầu, văn phòng Khối trưởng hoặc Thanh tra Chính phủ bấm “Khai mạc”.",
        ),
        ("in_session", "2027-02-25", "bấm “Bế mạc”; điểm danh được cả sau đó."),
    ],
)
def test_the_page_says_what_comes_next_when_and_by_whom(client, cast, ceremony, url, status, held_on, sentence):
    Ceremony.objects.update(status=status, held_on=held_on)
    for who in ("leader_clerk", "member_clerk"):
        client.force_login(cast[who])
        assert sentence in client.get(url("ceremony_detail")).content.decode()


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_after_the_end_nothing_comes_next(client, cast, ceremony, url, status):
    put(ceremony, status)
    client.force_login(cast["leader_clerk"])

    assert "bấm “" not in client.get(url("ceremony_detail")).content.decode()


def test_what_comes_next_stands_before_what_ends_it(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])

    page = client.get(url("ceremony_detail")).content.decode()

    places = [
        page.index(words) for words in ("Việc tiếp theo", "Ban hành giấy mời</a>", "Thông tin chung", "Hủy buổi lễ")
    ]
    assert places == sorted(places)


def test_a_guest_without_a_name_is_said_once(client, cast, ceremony, url):
    ceremony.delegates.create(order=2, post="Đại diện lãnh đạo", organisation="Thanh tra Chính phủ")
    put(ceremony, "in_session")
    client.force_login(cast["leader_clerk"])

    shown = client.get(url("guest_list")).content.decode()
    assert shown.count("Đại diện lãnh đạo") == 1
    assert "Chưa ghi họ tên" in shown
    assert shown.count("Chưa điểm danh") == 2
    assert "Đại diện lãnh đạo, Thanh tra Chính phủ" in client.get(url("attendance_mark")).content.decode()

    came = ceremony.delegates.get(order=2)
    page = client.post(url("attendance_mark"), {"present": [came.pk, "999999"]}, follow=True).content.decode()
    assert "Đã ghi 1 đại biểu có mặt, 1 đại biểu vắng." in page


@pytest.mark.parametrize(("status", "told"), [("planned", 0), ("invited", 1)])
def test_who_was_invited_is_told_that_it_is_cancelled(client, cast, ceremony, url, status, told):
    Ceremony.objects.update(status=status)
    client.force_login(cast["leader_clerk"])

    reasonless = client.post(url("ceremony_cancel"), {"reason": " "})
    assert "Ghi lý do hủy" in reasonless.content.decode()
    assert Ceremony.objects.get().status == status
    client.post(url("ceremony_cancel"), {"reason": "Hoãn vì bão số 3."})

    texts = [notice.text for notice in cast["member_head"].notices.all()]
    said = "Lễ ký kết Giao ước thi đua năm 2027, 08:00 sáng ngày 25/02/2027, tại Bộ Tư pháp, đã hủy. Lý do: Hoãn vì"
    assert texts == [f"{said} bão số 3."] * told
    assert "Lý do: Hoãn vì bão số 3." in client.get(url("ceremony_detail")).content.decode()
    guest = ceremony.delegates.get()
    assert "Lý do: Hoãn vì bão số 3." in client.get(links.path_of(guest)).content.decode()
    assert LogEntry.objects.get_for_object(ceremony).order_by("pk").last().changes["cancel_reason"] == [
        "",
        "Hoãn vì bão số 3.",
    ]
    assert "lễ ký kết đã hủy" in words(tree(client.get(ceremony.bloc_year.get_absolute_url()))).lower()
    assert url("article_start") not in client.get(url("ceremony_detail")).content.decode()
    assert client.post(url("article_start")).status_code == 409


def test_the_members_are_told_day_and_place_of_the_invitation_once(client, cast, ceremony, url):
    client.force_login(cast["leader_clerk"])
    assert "6 người ở các đơn vị thành viên" in client.get(url("ceremony_invite")).content.decode()
    assert not cast["member_clerk"].notices.exists()

    client.post(url("ceremony_invite"))
    client.post(url("ceremony_invite"))  # refused

    told = "Mời dự Lễ ký kết Giao ước thi đua năm 2027: 08:00 sáng ngày 25/02/2027, tại Bộ Tư pháp."
    assert [notice.text for notice in cast["member_clerk"].notices.all()] == [told]
    assert not cast["leader_clerk"].notices.exists()
    assert not cast["another_bloc"].notices.exists()
