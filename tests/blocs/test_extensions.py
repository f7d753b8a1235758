"""More time for one unit: granted with a reason, withdrawn without undoing anything."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import BlocYear, Extension
from tests.look.reading import tree

WORDS = {"step": "registration", "due": "05/03/2027", "reason": "Đoàn thanh tra đột xuất"}


def grant_url():
    return reverse("blocs:extension_grant", args=["khoi-ii", 2027])


def withdraw_url(unit="ttbnv", step="registration"):
    return reverse("blocs:extension_withdraw", args=["khoi-ii", 2027, unit, step])


def typed(cast, **changed):
    return {"membership": cast.memberships["ttbnv"].pk} | WORDS | changed


@pytest.fixture
def granted(cast):
    return Extension.objects.create(
        membership=cast.memberships["ttbnv"], step="registration", due=date(2027, 3, 5), reason="Đi công tác"
    )


def test_five_march_is_five_march(client, cast):
    client.force_login(cast["leader_clerk"])

    assert client.post(grant_url(), typed(cast)).status_code == 302

    extension = Extension.objects.get()
    assert extension.due == date(2027, 3, 5)
    assert (extension.granted_by, extension.reason) == (cast["leader_clerk"], "Đoàn thanh tra đột xuất")
    year = BlocYear.objects.get(pk=cast.year.pk)
    assert year.due("registration", cast.memberships["ttbnv"]) == date(2027, 3, 5)
    assert year.due("registration", cast.memberships["ttbtc"]) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("came_from", "name"),
    [
        ("", "blocs:member_list"),
        ("?ve=dang-ky", "pledges:registration_list"),
        ("?ve=tong-quan", "desk:year_board"),
        ("?ve=//example.com", "blocs:member_list"),
    ],
)
def test_one_returns_to_where_one_came_from(client, cast, came_from, name):
    client.force_login(cast["leader_clerk"])

    answer = client.post(grant_url() + came_from, typed(cast))

    assert (answer.status_code, answer.url) == (302, reverse(name, args=["khoi-ii", 2027]))


def test_only_what_a_unit_does_by_itself_is_extended(client, cast):
    client.force_login(cast["leader_clerk"])

    form = client.get(grant_url()).context["form"]

    offered = [step for step, _ in form.fields["step"].choices]
    assert offered == ["", "registration", "covenant_opinions", "midyear_report", "self_score", "dossier"]
    page = client.post(grant_url(), typed(cast, step="ceremony", due="05/04/2027"))
    assert list(page.context["form"].errors) == ["step"]
    assert not Extension.objects.exists()


def test_the_unit_is_told(client, cast):
    client.force_login(cast["leader_clerk"])

    client.post(grant_url(), typed(cast))

    told = "Đơn vị được gia hạn đăng ký thi đua đến hết ngày 05/03/2027."
    assert [n.text for n in cast["member_clerk"].notices.all()] == [told]
    assert not cast["neighbour_clerk"].notices.exists()


def test_the_second_grant_replaces_the_first(client, cast, granted):
    client.force_login(cast["organiser"])

    assert client.post(grant_url(), typed(cast, due="10/03/2027")).status_code == 302

    assert list(Extension.objects.values_list("step", "due")) == [("registration", date(2027, 3, 10))]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("due", "03/15/2027", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."),
        ("due", "", "Nhập ngày, ví dụ 05/03/2027."),
        ("due", "24/02/2027", "Chọn từ hôm nay (25/02/2027) trở đi."),
        ("due", "28/02/2027", "Thời hạn chung là 28/02/2027; chọn ngày sau ngày đó."),
        ("reason", "", "Ghi lý do gia hạn."),
        ("step", "", "Chọn bước được gia hạn."),
        ("membership", "", "Chọn đơn vị được gia hạn."),
    ],
)
def test_what_is_wrong_is_said_and_kept_on_the_page(client, cast, field, value, sentence):
    client.force_login(cast["leader_clerk"])

    response = client.post(grant_url(), typed(cast, **{field: value}))

    assert response.context["form"].errors[field] == [sentence]
    assert response.context["form"]["due"].value() == typed(cast, **{field: value})["due"]
    assert not Extension.objects.exists()


def test_a_unit_of_another_bloc_cannot_be_chosen(client, cast):
    client.force_login(cast["leader_clerk"])
    stranger = cast.other_year.memberships.first()

    response = client.post(grant_url(), typed(cast, membership=stranger.pk))

    assert list(response.context["form"].errors) == ["membership"]
    assert not Extension.objects.exists()


def test_withdrawing_leaves_what_was_handed_in(client, cast, granted):
    registration = cast.registration("ttbnv", status="submitted")
    client.force_login(cast["leader_clerk"])

    assert client.post(withdraw_url()).status_code == 302

    assert not Extension.objects.exists()
    registration = type(registration).objects.get(pk=registration.pk)
    assert (registration.status, registration.due) == ("submitted", date(2027, 2, 28))
    assert cast["member_head"].notices.get().text.startswith("Đơn vị không còn được gia hạn")


def test_who_becomes_late_by_it_is_named_before(client, cast, granted, the_day):
    client.force_login(cast["leader_clerk"])
    assert "quá hạn" not in client.get(withdraw_url()).content.decode()

    the_day.move_to("2027-03-02 02:00:00")
    client.force_login(cast["leader_clerk"])
    page = client.get(withdraw_url()).content.decode()

    assert "Thanh tra Bộ Nội vụ chưa gửi và trở thành quá hạn từ ngày 28/02/2027." in page
    assert "2 người ở các đơn vị thành viên" in page
    assert Extension.objects.exists()
    cast.registration("ttbnv", status="submitted")
    assert "quá hạn" not in client.get(withdraw_url()).content.decode()


def test_nothing_to_withdraw(client, cast, granted):
    client.force_login(cast["leader_clerk"])

    assert client.post(withdraw_url(step="dossier")).status_code == 404
    assert client.post(withdraw_url(unit="tt-phutho")).status_code == 404
    assert Extension.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("another_bloc", 404), ("member_head", 403), ("admin", 403)])
def test_others_may_not_withdraw(client, cast, granted, who, status):
    client.force_login(cast[who])

    assert client.post(withdraw_url()).status_code == status
    assert Extension.objects.count() == 1


def test_the_link_of_a_unit_fills_the_form(client, cast):
    client.force_login(cast["leader_clerk"])

    form = client.get(grant_url() + "?don-vi=ttbnv&buoc=registration").context["form"]

    assert (form["membership"].initial, form["step"].initial) == (cast.memberships["ttbnv"], "registration")


@pytest.mark.parametrize(
    ("ceremony", "sentence"),
    [
        (
            date(2027, 3, 4),
            "Ngày gia hạn 05/03/2027 sau: Lễ ký kết giao ước (04/03/2027). Anh/chị xem lại các ngày này.",
        ),
        (date(2027, 3, 5), ""),
    ],
)
def test_more_time_than_the_year_has_is_said(client, cast, ceremony, sentence):
    cast.year.deadlines.exclude(step="registration").delete()
    cast.year.deadlines.create(step="ceremony", due=ceremony)
    client.force_login(cast["leader_clerk"])

    response = client.post(grant_url(), typed(cast), follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said[1:] == ([sentence] if sentence else [])
    assert Extension.objects.get().due == date(2027, 3, 5)


def test_giving_and_taking_back_stand_side_by_side(client, cast, granted):
    """On the list of members and where more time is given; both lead back to where one came from."""
    client.force_login(cast["leader_clerk"])
    chosen = "?buoc=registration&don-vi=ttbnv"

    members = tree(client.get(reverse("blocs:member_list", args=["khoi-ii", 2027])))
    page = tree(client.get(f"{grant_url()}{chosen}&ve=tong-quan"))

    links = members.xpath("//th//a[contains(., 'gia hạn') or contains(., 'Gia hạn')]/@href")
    assert links == [grant_url() + chosen, withdraw_url()]
    assert page.xpath("//main//div[contains(., 'Đi công tác')]//a/@href") == [f"{withdraw_url()}?ve=tong-quan"]
    assert client.get(f"{grant_url()}?buoc=dossier&don-vi=ttbnv").context["standing"] is None
