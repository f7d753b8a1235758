"""Members of a year: the list, and who may change it when."""

import pytest
from django.urls import reverse

from blocs import clock
from blocs.models import BlocYear, Membership, Officer
from tests.blocs.queries import query_count
from tests.cast import make_unit


def url(name, *more, year=2027):
    return reverse(f"blocs:{name}", args=["khoi-ii", year, *more])


def order(cast):
    return [m.unit.slug for m in cast.year.memberships.select_related("unit").order_by("order", "pk")]


def put(cast, status):
    BlocYear.objects.filter(pk=cast.year.pk).update(status=status)


SEVEN = ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "ttbtc", "cqttgsnh"]
CHANGES = [
    ("member_add", [], {"unit": "", "role": "member"}),
    ("member_edit", ["ttbnv"], {"role": "member"}),
    ("member_remove", ["ttbnv"], {}),
    ("member_move", ["ttbnv"], {"direction": "up"}),
    ("extension_grant", [], {}),
]


# --- The list --------------------------------------------------------------------------------


def test_members_stand_in_protocol_order_with_their_offices(client, cast):
    client.force_login(cast["member_clerk"])

    response = client.get(url("member_list"))

    assert [str(m) for m, _ in response.context["rows"]] == [str(cast.units[code]) for code in SEVEN]
    page = response.content.decode()
    assert page.index("Khối trưởng") < page.index("Khối phó") < page.index("Thanh tra Bộ Công an")
    assert "Nguyễn Hồng Diện, Chánh Thanh tra" in page


def test_a_member_reads_and_has_no_buttons(client, cast):
    client.force_login(cast["member_head"])

    page = client.get(url("member_list")).content.decode()

    assert "Người member_clerk" not in page
    assert all(word not in page for word in ("Thêm đơn vị", "chuyen/", "sua/", "/bo/"))


def test_the_leaders_office_sees_who_has_no_account_yet(client, cast):
    client.force_login(cast["leader_clerk"])

    page = client.get(url("member_list")).content.decode()

    assert "Người member_clerk" in page
    assert page.count("Mời cán bộ") == 3  # ttbkhdt, ttbca, cqttgsnh


@pytest.mark.parametrize("who", ["leader_clerk", "organiser"])
def test_nobody_is_led_to_an_invitation_that_is_refused(client, cast, who):
    elsewhere = cast.other_year.memberships.get(unit__slug="tt-thainguyen").unit
    cast.other_year.memberships.filter(role="leader").update(role="member")
    cast.other_year.memberships.filter(unit=elsewhere).update(role="leader")
    Membership.objects.create(bloc_year=cast.year, unit=elsewhere, order=8)
    invitations = [reverse("blocs:officer_invite", args=[slug]) for slug in ("ttbca", elsewhere.slug)]
    client.force_login(cast[who])

    page = client.get(url("member_list")).content.decode()

    assert [address in page for address in invitations] == [True, False]
    assert [client.get(address).status_code for address in invitations] == [200, 403]
    assert page.count("Quản trị hệ thống mời cán bộ của đơn vị này.") == 1


@pytest.mark.parametrize("who", ["another_bloc", "former"])
def test_outsiders_do_not_learn_of_the_year(client, cast, who):
    client.force_login(cast[who])

    assert client.get(url("member_list")).status_code == 404


def test_the_list_takes_as_many_queries_for_63_members_as_for_7(client, cast):
    client.force_login(cast["leader_clerk"])
    seven = query_count(client, url("member_list"))
    for number in range(8, 64):
        unit = make_unit(f"don-vi-{number}", f"Thanh tra tỉnh thứ {number}")
        Membership.objects.create(bloc_year=cast.year, unit=unit, order=number)
        Officer.objects.create(user=cast["member_clerk"], unit=unit, duty="clerk", starts_on="2020-01-01")

    assert query_count(client, url("member_list")) == seven


# --- Who may change it, and when -------------------------------------------------------------


@pytest.mark.parametrize(("name", "more", "data"), CHANGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("another_bloc", 404), ("former", 404), ("member_head", 403), ("deputy_head", 403), ("admin", 403)],
)
def test_others_may_not_change_members(client, cast, who, status, name, more, data):
    client.force_login(cast[who])

    assert client.post(url(name, *more), data).status_code == status
    assert order(cast) == SEVEN


@pytest.mark.parametrize(("name", "more", "data"), CHANGES)
def test_a_closed_year_stays_as_it_is(client, cast, name, more, data):
    put(cast, "closed")
    client.force_login(cast["leader_clerk"])

    response = client.post(url(name, *more), data)

    assert response.status_code == 409
    assert "đã đóng" in response.content.decode()
    assert order(cast) == SEVEN


def test_moving_is_a_post(client, cast):
    client.force_login(cast["leader_clerk"])

    assert client.get(url("member_move", "ttbnv")).status_code == 405


# --- Adding ----------------------------------------------------------------------------------


def test_a_unit_is_added_as_the_last(client, cast):
    client.force_login(cast["leader_clerk"])
    data = {"unit": cast.outside.pk, "role": "member"}

    response = client.post(url("member_add"), data)

    assert response.status_code == 302
    assert order(cast) == [*SEVEN, "tt-phutho"]


def test_a_member_cannot_be_added_twice(client, cast):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("member_add"), {"unit": cast.units["ttbnv"].pk, "role": "deputy"})

    assert response.status_code == 200
    assert response.context["form"].errors["unit"] == ["Đơn vị này không còn chọn được; có thể đã là thành viên."]
    assert response.context["form"]["role"].value() == "deputy"


def test_units_to_choose_from_stand_in_vietnamese_order(client, cast):
    names = ["Thanh tra Đồng Nai", "Thanh tra Duy Tiên", "Thanh tra Ân Thi", "Thanh tra An Giang", "Thanh tra Ăn Sơn"]
    for number, name in enumerate(names):
        make_unit(f"moi-{number}", name)
    client.force_login(cast["leader_clerk"])

    field = client.get(url("member_add")).context["form"].fields["unit"]

    listed = [str(unit) for unit in field.queryset if str(unit) in names]
    assert listed == [
        "Thanh tra An Giang", "Thanh tra Ăn Sơn", "Thanh tra Ân Thi", "Thanh tra Duy Tiên", "Thanh tra Đồng Nai",
    ]  # fmt: skip


# --- Changing --------------------------------------------------------------------------------


def test_who_signs_is_not_a_matter_of_the_role(client, cast):
    client.force_login(cast["organiser"])
    before = Membership.objects.get(pk=cast.memberships["ttbca"].pk)

    assert client.post(url("member_edit", "ttbca"), {"role": "member", "signatory": "Trần Đức"}).status_code == 302

    assert Membership.objects.get(pk=before.pk).signatory == before.signatory


def test_leadership_passes_with_its_rights(client, cast):
    client.force_login(cast["leader_head"])

    assert client.post(url("member_edit", "ttbqp"), {"role": "leader"}).status_code == 302

    roles = {m.unit.slug: m.role for m in cast.year.memberships.select_related("unit")}
    assert (roles["ttbqp"], roles["ttbtp"]) == ("leader", "member")
    assert sorted(roles.values()).count("leader") == 1
    assert client.post(url("member_edit", "ttbnv"), {"role": "member"}).status_code == 403
    client.force_login(cast["deputy_clerk"])
    assert client.post(url("member_edit", "ttbnv"), {"role": "member"}).status_code == 302


def test_an_open_year_always_has_a_leader(client, cast):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("member_edit", "ttbtp"), {"role": "member"})

    assert response.context["form"].errors["role"][0].startswith("Năm đang mở phải có đơn vị trưởng.")
    assert Membership.objects.get(pk=cast.memberships["ttbtp"].pk).role == "leader"


def test_a_year_in_preparation_may_be_without(client, cast):
    put(cast, "preparing")
    client.force_login(cast["organiser"])

    assert client.post(url("member_edit", "ttbtp"), {"role": "member"}).status_code == 302
    assert not cast.year.memberships.filter(role="leader").exists()


# --- Order -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "direction", "expected"),
    [
        ("ttbca", "up", ["ttbtp", "ttbqp", "ttbca", "ttbkhdt", "ttbnv", "ttbtc", "cqttgsnh"]),
        ("ttbca", "down", ["ttbtp", "ttbqp", "ttbkhdt", "ttbnv", "ttbca", "ttbtc", "cqttgsnh"]),
        ("ttbtp", "up", SEVEN),
        ("cqttgsnh", "down", SEVEN),
        ("ttbca", "sideways", SEVEN),
    ],
)
def test_one_place_at_a_time(client, cast, unit, direction, expected):
    client.force_login(cast["leader_clerk"])

    assert client.post(url("member_move", unit), {"direction": direction}).status_code == 302
    assert order(cast) == expected


# --- Removing --------------------------------------------------------------------------------


def test_removing_asks_first(client, cast):
    cast.registration("ttbnv", status="draft")
    client.force_login(cast["leader_clerk"])

    page = client.get(url("member_remove", "ttbnv")).content.decode()

    assert "Bản dự thảo đăng ký thi đua của đơn vị bị xóa" in page
    assert order(cast) == SEVEN
    assert client.post(url("member_remove", "ttbnv")).status_code == 302
    assert order(cast) == [code for code in SEVEN if code != "ttbnv"]


@pytest.mark.parametrize("status", ["submitted", "returned", "accepted"])
def test_a_unit_that_handed_in_stays(client, cast, status):
    cast.registration("ttbnv", status=status)
    client.force_login(cast["leader_clerk"])

    response = client.post(url("member_remove", "ttbnv"))

    assert response.status_code == 409
    assert "Thanh tra Bộ Nội vụ đã gửi đăng ký thi đua" in response.content.decode()
    assert order(cast) == SEVEN


def test_so_does_one_that_took_its_registration_back(client, cast):
    cast.registration("ttbnv", status="draft").revisions.create(number=1, content={}, made_at=clock.now())
    client.force_login(cast["leader_clerk"])

    assert client.post(url("member_remove", "ttbnv")).status_code == 409
    assert order(cast) == SEVEN


def test_and_one_whose_name_stands_under_the_covenant(client, cast):
    covenant = cast.year.covenants.create()
    covenant.pledges.create(membership=cast.memberships["ttbnv"])
    client.force_login(cast["leader_clerk"])

    response = client.post(url("member_remove", "ttbnv"))

    assert response.status_code == 409
    assert "đã có tên trong giao ước" in response.content.decode()


def test_the_leader_of_an_open_year_stays(client, cast):
    client.force_login(cast["organiser"])

    assert client.post(url("member_remove", "ttbtp")).status_code == 409
    assert order(cast) == SEVEN


def test_unknown_unit(client, cast):
    client.force_login(cast["leader_clerk"])

    assert client.post(url("member_remove", "tt-phutho")).status_code == 404


def test_a_unit_added_by_mistake_is_taken_out_from_the_list(client, cast):
    client.force_login(cast["leader_clerk"])
    address = url("member_remove", "ttbca")
    assert address not in client.get(url("member_list")).content.decode()
    put(cast, "preparing")

    assert f'href="{address}"' in client.get(url("member_list")).content.decode()
    client.post(address)

    assert order(cast) == [code for code in SEVEN if code != "ttbca"]
