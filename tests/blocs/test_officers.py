"""The people of a unit: invited with a link shown once, changed, ended."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Invitation, User
from blocs.models import Officer, Unit
from tests.cast import make_user

INVITE = reverse("blocs:officer_invite", args=["ttbnv"])
# A member that nobody serves yet.
INVITE_FIRST = reverse("blocs:officer_invite", args=["cqttgsnh"])
PRINT = reverse("accounts:invitation_print")
PERSON = {"full_name": "Đặng Thị Thu Hà", "email": "", "duty": "clerk", "post": "Thanh tra viên", "may_submit": "on"}


def url(name, officer):
    return reverse(f"blocs:{name}", args=[officer.unit.slug, officer.pk])


@pytest.fixture
def clerk(cast):
    return Officer.objects.select_related("unit", "user").get(user=cast["member_clerk"])


@pytest.fixture
def newcomer(cast):
    """Invited by the head and not yet come: has no password."""
    user = User.objects.create_user("nguoi-moi", full_name="Người mới")
    return Officer.objects.create(user=user, unit=cast.units["ttbnv"], duty="clerk")


# --- Inviting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member_head", "admin"])
def test_account_duty_and_link_come_together(client, cast, who):
    client.force_login(cast[who])

    assert client.post(INVITE, PERSON).url == PRINT

    officer = Officer.objects.select_related("user").get(user__full_name="Đặng Thị Thu Hà")
    assert (officer.unit, officer.duty, officer.may_submit) == (cast.units["ttbnv"], "clerk", True)
    assert (officer.starts_on, officer.ends_on) == (date(2027, 2, 25), None)
    assert officer.user.username == "dang-thi-thu-ha"
    assert not officer.user.has_usable_password()
    assert Invitation.objects.get().created_by == cast[who]
    shown = client.get(PRINT).content.decode()
    link = re.search(r"/tai-khoan/loi-moi/[\w-]{20,}/", shown)[0]
    assert client.get(PRINT).status_code == 410
    client.logout()
    assert client.get(link).status_code == 302


def test_the_unit_learns_who_was_invited(client, cast):
    client.force_login(cast["admin"])

    client.post(INVITE, PERSON)

    assert [n.text for n in cast["member_head"].notices.all()] == [
        "Đặng Thị Thu Hà được mời làm chuyên viên của Thanh tra Bộ Nội vụ trên chương trình."
    ]


@pytest.mark.parametrize(
    ("full_name", "username"),
    [("Đặng Thị Thu Hà", "dang-thi-thu-ha-2"), ("Ý", "can-bo-y"), ("王伟", "can-bo"), ("Ê " * 40, "e-" * 24 + "e")],
)
def test_a_free_user_name_is_made_of_the_name(client, cast, full_name, username):
    make_user("dang-thi-thu-ha")
    client.force_login(cast["member_head"])

    assert client.post(INVITE, PERSON | {"full_name": full_name}).status_code == 302
    assert User.objects.latest("pk").username == username


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member_clerk", 403),
        ("leader_head", 403),
        ("organiser", 403),
        ("neighbour_clerk", 403),
        ("deputy_head", 403),
        ("another_bloc", 403),
        ("former", 403),
    ],
)
def test_others_may_not_invite(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(INVITE, PERSON).status_code == status
    assert not User.objects.filter(full_name="Đặng Thị Thu Hà").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Nhập họ và tên, ví dụ: Nguyễn Văn An."),
        ("email", "khong-phai-thu", "Thư điện tử chưa đúng. Ví dụ: ten.nguoi.dung@coquan.gov.vn"),
        ("email", "CO@coquan.gov.vn", "Thư điện tử này đã có tài khoản khác dùng. Nhập thư khác hoặc để trống."),
        ("duty", "", "Chọn nhiệm vụ của người này."),
    ],
)
def test_what_is_wrong_makes_no_account(client, cast, field, value, sentence):
    make_user("co", email="co@coquan.gov.vn")
    people = User.objects.count()
    client.force_login(cast["member_head"])

    response = client.post(INVITE, PERSON | {field: value})

    assert response.context["form"].errors == {field: [sentence]}
    assert User.objects.count() == people


def test_a_leader_of_a_closed_year_invites_nobody(client, cast):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["leader_head"])

    assert client.post(INVITE_FIRST, PERSON).status_code == 403


# --- The first person of a unit -----------------------------------------------------------------


@pytest.mark.parametrize("who", ["leader_clerk", "leader_head", "organiser", "admin"])
def test_the_office_invites_the_first_person(client, cast, who):
    client.force_login(cast[who])

    assert client.post(INVITE_FIRST, PERSON).url == PRINT
    assert Officer.objects.get(unit=cast.units["cqttgsnh"]).duty == "clerk"


@pytest.mark.parametrize("who", ["leader_clerk", "organiser"])
def test_once_somebody_has_come_the_unit_decides_for_itself(client, cast, who):
    client.force_login(cast[who])
    client.post(INVITE_FIRST, PERSON | {"duty": "head"})
    first = Officer.objects.select_related("unit", "user").get(unit=cast.units["cqttgsnh"])
    names = ["officer_edit", "officer_end", "officer_renew_invitation"]
    data = {"duty": "head", "post": "Chánh Thanh tra", "ends_on": "31/12/2027"}
    assert [client.post(url(name, first), data).status_code for name in names] == [302, 302, 302]

    first.user.set_password("mat-khau-cua-nguoi-dau-tien")
    first.user.save()

    assert [client.post(url(name, first), data).status_code for name in names] == [403, 403, 403]
    assert client.post(INVITE_FIRST, PERSON).status_code == 403
    assert cast.units["cqttgsnh"].officers.count() == 1


def test_whose_duty_has_ended_does_not_count(client, cast):
    make_user("da-nghi-huu", unit=cast.units["cqttgsnh"])
    Officer.objects.filter(user__username="da-nghi-huu").update(ends_on=date(2027, 2, 24))
    client.force_login(cast["leader_clerk"])

    assert client.post(INVITE_FIRST, PERSON).status_code == 302


@pytest.mark.parametrize("slug", ["tt-phutho", "tt-thainguyen", "ubnd", "ttcp", "thanh-tra-moi"])
def test_nobody_gets_into_a_unit_by_making_it_a_member(client, cast, slug):
    """Another bloc's leader, a member with people, an organiser, Thanh tra Chính phủ before it organises anything."""
    Officer.objects.exclude(unit__slug="ttbtp").delete()
    make_user("nguoi-thai-nguyen", unit=Unit.objects.get(slug="tt-thainguyen"))
    Unit.objects.create(slug="thanh-tra-moi", kind=Unit.Kind.CENTRAL)
    client.force_login(cast["leader_clerk"])
    members = reverse("blocs:member_add", args=["khoi-ii", 2027])
    unit = Unit.objects.get(slug=slug)
    assert client.post(members, {"unit": unit.pk, "role": "member"}).status_code == 302
    people = unit.officers.count()

    response = client.post(reverse("blocs:officer_invite", args=[slug]), PERSON | {"duty": "head"})

    assert response.status_code == 403
    assert "khi đơn vị chưa có ai dùng chương trình" in response.content.decode()
    assert unit.officers.count() == people


# --- Changing and ending ----------------------------------------------------------------------


def test_the_head_entitles_a_clerk(client, cast, clerk):
    client.force_login(cast["member_head"])
    data = {"duty": "clerk", "post": "Thanh tra viên chính", "may_submit": "on"}

    assert client.post(url("officer_edit", clerk), data).status_code == 302

    clerk.refresh_from_db()
    assert (clerk.post, clerk.may_submit) == ("Thanh tra viên chính", True)


def test_one_duty_is_not_held_twice(client, cast, clerk):
    Officer.objects.create(user=clerk.user, unit=clerk.unit, duty="head")
    client.force_login(cast["member_head"])

    response = client.post(url("officer_edit", clerk), {"duty": "head", "post": ""})

    assert "Người này đang giữ nhiệm vụ này ở đơn vị." in response.content.decode()


def test_a_duty_ends_at_the_end_of_its_last_day(client, cast, clerk):
    client.force_login(cast["member_head"])

    assert client.post(url("officer_end", clerk), {"ends_on": "25/02/2027"}).status_code == 302

    members = reverse("blocs:member_list", args=["khoi-ii", 2027])
    with time_machine.travel("2027-02-25 16:59:59", tick=False):
        client.force_login(cast["member_clerk"])
        assert client.get(members).status_code == 200
    with time_machine.travel("2027-02-25 17:00:01", tick=False):
        assert client.get(members).status_code == 404


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/12/2019", "Chọn từ ngày nhận nhiệm vụ (01/01/2020) trở đi."),
        ("", "Nhập ngày, ví dụ 05/03/2027."),
        ("hôm nay", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."),
    ],
)
def test_no_duty_ends_before_it_began(client, cast, clerk, day, sentence):
    client.force_login(cast["member_head"])

    response = client.post(url("officer_end", clerk), {"ends_on": day})

    assert response.context["form"].errors == {"ends_on": [sentence]}
    clerk.refresh_from_db()
    assert clerk.ends_on is None


@pytest.mark.parametrize("name", ["officer_edit", "officer_end", "officer_renew_invitation"])
def test_an_ended_duty_stays_as_it_is(client, cast, clerk, name):
    Officer.objects.filter(pk=clerk.pk).update(ends_on=date(2027, 2, 24))
    client.force_login(cast["member_head"])

    response = client.post(url(name, clerk), {"ends_on": "01/01/2028", "duty": "head"})

    assert response.status_code == 409
    assert "đã thôi nhiệm vụ từ ngày 24/02/2027" in response.content.decode()


@pytest.mark.parametrize("name", ["officer_edit", "officer_end", "officer_renew_invitation"])
@pytest.mark.parametrize("who", ["member_clerk", "neighbour_clerk", "another_bloc"])
def test_others_may_not_touch_them(client, cast, clerk, name, who):
    client.force_login(cast[who])

    assert client.post(url(name, clerk), {"ends_on": "25/02/2027", "duty": "head"}).status_code == 403
    clerk.refresh_from_db()
    assert (clerk.duty, clerk.ends_on) == ("clerk", None)


def test_an_officer_of_another_unit_is_not_reached(client, cast, clerk):
    client.force_login(cast["admin"])
    address = reverse("blocs:officer_end", args=["ttbtc", clerk.pk])

    assert client.post(address, {"ends_on": "25/02/2027"}).status_code == 404


# --- A new link -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member_head", "admin"])
def test_who_lost_the_link_gets_another(client, cast, newcomer, who):
    client.force_login(cast[who])

    assert client.get(url("officer_renew_invitation", newcomer)).status_code == 405
    assert client.post(url("officer_renew_invitation", newcomer)).url == PRINT
    assert Invitation.objects.filter(user=newcomer.user).count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("member_head", 302), ("admin", 302), ("leader_head", 403), ("organiser", 403)]
)
def test_an_account_with_a_password_is_not_opened_by_the_leader(client, cast, clerk, who, status):
    client.force_login(cast[who])

    assert client.post(url("officer_renew_invitation", clerk)).status_code == status
    assert Invitation.objects.count() == (status == 302)


def test_nor_one_that_also_serves_elsewhere(client, cast, newcomer):
    Officer.objects.create(user=newcomer.user, unit=cast.outside, duty="head")
    client.force_login(cast["member_head"])

    assert client.post(url("officer_renew_invitation", newcomer)).status_code == 403


def test_nor_an_administrators(client, cast, newcomer):
    User.objects.filter(pk=newcomer.user_id).update(is_superuser=True)
    client.force_login(cast["member_head"])

    assert client.post(url("officer_renew_invitation", newcomer)).status_code == 403


def test_a_locked_account_is_not_invited(client, cast, newcomer):
    User.objects.filter(pk=newcomer.user_id).update(is_active=False)
    client.force_login(cast["member_head"])

    assert client.post(url("officer_renew_invitation", newcomer)).status_code == 409


@pytest.mark.parametrize(
    ("who", "invitation", "back"),
    [
        ("leader_clerk", INVITE_FIRST, "/khoi/khoi-ii/2027/thanh-vien/"),
        ("organiser", INVITE_FIRST, "/khoi/khoi-ii/2027/thanh-vien/"),
        ("member_head", INVITE, "/don-vi/ttbnv/"),
    ],
)
def test_after_an_invitation_the_inviter_goes_on_where_the_units_are(client, cast, who, invitation, back):
    client.force_login(cast[who])

    page = client.post(invitation, PERSON, follow=True)

    assert page.status_code == 200
    assert f'<a class="btn btn-secondary" href="{back}">Về ' in page.content.decode()
    assert client.get(back).status_code == 200
