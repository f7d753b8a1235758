"""Units on hold: set and ended by the office, told to the unit."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Notice
from blocs.models import BlocYear, Hold

BLOC = ["khoi-ii", 2027]


def url(name, *more):
    return reverse(f"blocs:{name}", args=[*BLOC, *more])


@pytest.mark.parametrize("who", ["leader_clerk", "organiser"])
def test_the_office_sets_a_hold_and_the_unit_is_told(client, cast, who, django_capture_on_commit_callbacks):
    client.force_login(cast[who])
    typed = {"membership": cast.memberships["ttbnv"].pk, "reason": "Đang xác minh tố cáo", "starts_on": "01/02/2027"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("hold_add"), typed)

    assert answer.url == url("hold_list")
    hold = Hold.objects.get()
    assert (str(hold.membership), hold.starts_on, hold.ends_on) == ("Thanh tra Bộ Nội vụ", date(2027, 2, 1), None)
    assert (hold.set_by, hold.period) == (cast[who], "từ ngày 01/02/2027, chưa có ngày kết thúc")
    text = (
        "Đơn vị tạm dừng được xét khen thưởng năm 2027, từ ngày 01/02/2027, chưa có ngày kết thúc. Đây không phải là "
        "từ chối. Lý do: Đang xác minh tố cáo"
    )
    told = Notice.objects.order_by("user__username").values_list("user__username", "text")
    assert list(told) == [("member_clerk", text), ("member_head", text)]


def test_a_hold_is_ended_with_its_last_day(client, cast):
    hold = cast.memberships["ttbnv"].holds.create(reason="Đang xác minh", starts_on=date(2027, 2, 10))
    client.force_login(cast["leader_clerk"])

    before = client.post(url("hold_end", hold.pk), {"ends_on": "09/02/2027"})
    client.post(url("hold_end", hold.pk), {"ends_on": "24/02/2027"})

    assert before.context["form"].errors == {"ends_on": ["Chọn từ ngày bắt đầu tạm dừng (10/02/2027) trở đi."]}
    hold.refresh_from_db()
    assert (hold.ends_on, hold.is_over) == (date(2027, 2, 24), True)
    assert "(đã hết)" in client.get(url("hold_list")).content.decode()


def test_the_list_of_members_shows_the_office_who_is_on_hold(client, cast):
    cast.memberships["ttbnv"].holds.create(reason="Đang xác minh")
    cast.memberships["ttbqp"].holds.create(reason="Đã xong", ends_on=date(2027, 2, 24))

    shown = {}
    for who in ("leader_clerk", "member_clerk"):
        client.force_login(cast[who])
        shown[who] = client.get(url("member_list")).content.decode().count("Đang tạm dừng xét")

    assert shown == {"leader_clerk": 1, "member_clerk": 0}


@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("another_bloc", 404)])
def test_others_may_not(client, cast, who, status):
    hold = cast.memberships["ttbnv"].holds.create(reason="Đang xác minh")
    client.force_login(cast[who])

    answers = {client.get(url("hold_list")).status_code, client.get(url("hold_add")).status_code}
    answers.add(client.post(url("hold_end", hold.pk), {"ends_on": "24/02/2027"}).status_code)

    assert answers == {status}
    assert Hold.objects.get().ends_on is None


def test_a_closed_year_keeps_its_holds(client, cast):
    hold = cast.memberships["ttbnv"].holds.create(reason="Đang xác minh")
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["leader_clerk"])

    assert client.get(url("hold_list")).status_code == 200
    assert client.post(url("hold_end", hold.pk), {"ends_on": "24/02/2027"}).status_code == 409


def test_a_hold_of_another_year_is_not_found(client, cast):
    hold = cast.other_year.memberships.first().holds.create(reason="Đang xác minh")
    client.force_login(cast["leader_clerk"])

    assert client.get(url("hold_end", hold.pk)).status_code == 404
