"""Units: found whatever way they are typed, in Vietnamese order, under the name of the day."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import Unit
from tests.blocs.queries import query_count
from tests.cast import make_unit
from tests.saving import save

LIST = reverse("blocs:unit_list")


def detail(unit="ttbnv"):
    return reverse("blocs:unit_detail", args=[unit])


def edit(unit="ttbnv"):
    return reverse("blocs:unit_edit", args=[unit])


def found(client, q):
    return [str(unit) for unit in client.get(LIST, {"q": q}).context["page"]]


@pytest.mark.parametrize(
    "q", ["tu phap", "TƯ PHÁP", "Tư pháp", "Tu\u031b pha\u0301p", "  tư   pháp ", "bộ tư pháp", "Bo Tu-Phap"]
)
def test_tu_phap_however_typed(client, cast, q):
    client.force_login(cast["another_bloc"])

    assert found(client, q) == ["Thanh tra Bộ Tư pháp"]


@pytest.mark.parametrize("q", ["Hòa Bình", "Hoà Bình", "hoa binh"])
def test_both_ways_to_place_the_tone(client, cast, q):
    make_unit("tt-hoabinh", "Thanh tra tỉnh Hòa Bình")
    client.force_login(cast["another_bloc"])

    assert found(client, q) == ["Thanh tra tỉnh Hòa Bình"]


def test_a_former_name_is_found_and_the_present_one_shown(client, cast):
    cast.units["ttbnv"].names.create(full_name="Thanh tra Bộ Nội vụ mới", valid_from=date(2027, 1, 1))
    client.force_login(cast["another_bloc"])

    assert found(client, "noi vu") == ["Thanh tra Bộ Nội vụ mới"]


def test_signs_that_mean_something_to_databases(client, cast):
    client.force_login(cast["another_bloc"])
    everything = found(client, "")

    assert found(client, "%") == everything
    assert found(client, "_' OR 1=1 --") == []


def test_d_with_a_bar_comes_after_d(client, cast):
    names = ["Zeta", "Ủy ban", "Đà Nẵng", "Duy Xuyên", "Ân Thi", "Ăn Sơn", "An Giang", "Hạ Long", "Hà Nội", "Ha Tiên"]
    for number, name in enumerate(names):
        make_unit(f"don-vi-{number}", f"Đơn vị {name}")
    client.force_login(cast["another_bloc"])

    assert [name.removeprefix("Đơn vị ") for name in found(client, "đơn vị")] == [
        "An Giang",
        "Ăn Sơn",
        "Ân Thi",
        "Duy Xuyên",
        "Đà Nẵng",
        "Hạ Long",
        "Hà Nội",
        "Ha Tiên",
        "Ủy ban",
        "Zeta",
    ]


def test_pages_of_fifty_in_as_many_queries(client, cast):
    client.force_login(cast["another_bloc"])
    few = query_count(client, LIST)
    for number in range(63):
        make_unit(f"don-vi-{number}", f"Thanh tra số {number:02}")

    assert len(client.get(LIST).context["page"]) == 50
    assert query_count(client, LIST) == few
    assert client.get(LIST, {"page": "x"}).status_code == 200


# --- One unit ---------------------------------------------------------------------------------


def test_names_successions_and_years(client, cast):
    unit = cast.units["ttbnv"]
    unit.names.create(full_name="Thanh tra Bộ Nội vụ (từ 2026)", valid_from=date(2026, 3, 1))
    unit.successions.create(to_unit=cast.organiser_unit, kind="sap_nhap", on=date(2027, 6, 30))
    client.force_login(cast["member_clerk"])

    page = client.get(detail()).content.decode()

    assert page.index("01/03/2026") < page.index("Từ trước")
    assert "Sáp nhập từ ngày 30/06/2027, đơn vị tiếp nhận:" in page
    assert "Khối thi đua số II, năm 2027" in page
    assert "Tiếp nhận từ" in client.get(detail("ttcp")).content.decode()


def test_years_of_other_blocs_stay_unknown(client, cast):
    client.force_login(cast["another_bloc"])

    response = client.get(detail())

    assert list(response.context["memberships"]) == []
    assert response.context["officers"] is None
    assert "Người member_clerk" not in response.content.decode()


@pytest.mark.parametrize(
    ("who", "sees", "invites"),
    [
        ("member_clerk", True, False),
        ("member_head", True, True),
        ("leader_clerk", False, False),
        ("organiser", False, False),
        ("admin", True, True),
        ("neighbour_clerk", False, False),
        ("deputy_head", False, False),
    ],
)
def test_who_sees_the_people(client, cast, who, sees, invites):
    client.force_login(cast[who])

    page = client.get(detail()).content.decode()

    assert ("Người member_head" in page) is sees
    assert ("can-bo/moi/" in page) is invites


def test_unknown_unit(client, cast):
    client.force_login(cast["admin"])

    assert client.get(detail("khong-co")).status_code == 404


# --- Names ------------------------------------------------------------------------------------


def rows(unit, *more):
    name = unit.names.get()
    forms = [{"id": name.pk, "full_name": name.full_name, "parent_body": name.parent_body}, *more]
    data = {"names-TOTAL_FORMS": len(forms), "names-INITIAL_FORMS": 1, "kind": unit.kind}
    for index, form in enumerate(forms):
        data |= {f"names-{index}-{key}": value for key, value in form.items()}
    return data


def test_a_new_name_holds_from_its_day(client, cast):
    unit = cast.units["ttbnv"]
    client.force_login(cast["admin"])

    assert save(client, edit(), rows(unit, {"full_name": "Tên mới", "valid_from": "05/03/2027"})).status_code == 302

    assert unit.name_on(date(2027, 3, 4)).full_name == "Thanh tra Bộ Nội vụ"
    assert Unit.objects.get(pk=unit.pk).name_on(date(2027, 3, 5)).full_name == "Tên mới"


def test_two_names_cannot_begin_on_one_day(client, cast):
    unit = cast.units["ttbnv"]
    client.force_login(cast["admin"])

    response = save(client, edit(), rows(unit, {"full_name": "Tên mới"}))

    assert "Tên này bắt đầu từ cùng một ngày với dòng 1." in response.content.decode()
    assert unit.names.count() == 1


def test_a_unit_keeps_a_name(client, cast):
    unit = cast.units["ttbnv"]
    client.force_login(cast["admin"])

    response = save(client, edit(), rows(unit) | {"names-0-DELETE": "on"})

    assert "Đơn vị phải có ít nhất một tên." in response.content.decode()
    assert unit.names.count() == 1


@pytest.mark.parametrize("who", ["member_head", "leader_head", "organiser"])
def test_names_are_the_administrators(client, cast, who):
    client.force_login(cast[who])

    assert save(client, edit(), rows(cast.units["ttbnv"])).status_code == 403


# --- A new unit -------------------------------------------------------------------------------

CREATE = reverse("blocs:unit_create")
DONG_NAI = {
    "kind": "thanh_tra_tinh",
    "full_name": " Thanh tra  tỉnh Đồng Nai ",
    "short_name": "Đồng Nai",
    "province": "Đồng Nai",
    "parent_body": "Ủy ban nhân dân tỉnh Đồng Nai",
    "valid_from": "01/07/2025",
}


def test_an_administrator_adds_a_unit(client, cast):
    client.force_login(cast["admin"])
    assert CREATE in client.get(LIST).content.decode()

    response = client.post(CREATE, DONG_NAI)

    unit = Unit.objects.get(slug="thanh-tra-tinh-dong-nai")
    assert response["Location"] == unit.get_absolute_url()
    assert (unit.kind, unit.province, unit.name) == ("thanh_tra_tinh", "Đồng Nai", "Thanh tra tỉnh Đồng Nai")
    assert unit.names.get().valid_from == date(2025, 7, 1)


@pytest.mark.parametrize("name", ["Thanh tra Bộ Tư pháp", "THANH TRA BỘ TƯ PHÁP", "thanh tra bo tu phap"])
def test_a_unit_is_not_added_twice(client, cast, name):
    client.force_login(cast["admin"])
    before = Unit.objects.count()

    response = client.post(CREATE, DONG_NAI | {"full_name": name})

    assert "Đã có đơn vị mang tên này" in response.content.decode()
    assert Unit.objects.count() == before


@pytest.mark.parametrize(("name", "slug"), [("Mới", "moi-2"), ("…", "don-vi")])
def test_the_address_of_a_new_unit_is_free(client, cast, name, slug):
    client.force_login(cast["admin"])

    client.post(CREATE, DONG_NAI | {"full_name": name})

    assert client.get(detail(slug)).context["unit"].name == name


def test_what_a_new_unit_lacks_is_named(client, cast):
    client.force_login(cast["admin"])

    page = client.post(CREATE, {"valid_from": "31/02/2025"}).content.decode()

    assert all(fault in page for fault in ("Chọn loại đơn vị.", "Nhập tên đầy đủ của đơn vị", "Tháng 02/2025"))


@pytest.mark.parametrize("who", ["leader_head", "organiser"])
def test_only_administrators_add_units(client, cast, who):
    client.force_login(cast[who])

    assert CREATE not in client.get(LIST).content.decode()
    assert client.post(CREATE, DONG_NAI).status_code == 403


def test_two_names_may_trade_their_days(client, cast):
    unit = cast.units["ttbnv"]
    unit.names.all().delete()
    unit.names.create(full_name="Tên một", valid_from=date(2020, 1, 1))
    unit.names.create(full_name="Tên hai", valid_from=date(2025, 7, 1))
    client.force_login(cast["admin"])
    one, two = unit.names.order_by("pk")

    typed = {"names-TOTAL_FORMS": 2, "names-INITIAL_FORMS": 2, "kind": unit.kind}
    typed |= {"names-0-id": one.pk, "names-0-full_name": "Tên một", "names-0-valid_from": "01/07/2025"}
    typed |= {"names-1-id": two.pk, "names-1-full_name": "Tên hai", "names-1-valid_from": "01/01/2020"}
    assert save(client, edit(), typed).status_code == 302

    kept = dict(unit.names.values_list("full_name", "valid_from"))
    assert kept == {"Tên một": date(2025, 7, 1), "Tên hai": date(2020, 1, 1)}
