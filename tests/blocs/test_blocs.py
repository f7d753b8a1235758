"""The list of blocs a person may know of, and new ones."""

import pytest
from django.urls import reverse

from blocs.models import Bloc, BlocYear
from blocs.models.deadlines import DEFAULT_DUE
from tests.blocs.queries import query_count
from tests.cast import make_unit, make_year

LIST = reverse("blocs:bloc_list")
CREATE = reverse("blocs:bloc_create")


def typed(cast, **changed):
    return {
        "kind": "cum",
        "name": "Cụm thi đua số Đặc biệt",
        "label": "số Đặc biệt",
        "organiser": cast.organiser_unit.pk,
        "year": "2027",
    } | changed


def shown(response):
    return [str(bloc) for bloc in response.context["blocs"]]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("member_clerk", ["Khối thi đua số II"]),
        ("organiser", ["Khối thi đua số II"]),
        ("another_bloc", ["Cụm thi đua số V"]),
        ("former", []),
        ("admin", ["Cụm thi đua số V", "Khối thi đua số II"]),
    ],
)
def test_everybody_sees_their_own(client, cast, who, expected):
    client.force_login(cast[who])

    assert shown(client.get(LIST)) == expected


@pytest.mark.parametrize("q", ["khoi thi dua", "KHỐI THI ĐUA", "Kho\u0302\u0301i thi đua", "noi chinh", "  số II "])
def test_search_forgives_marks_case_and_composition(client, cast, q):
    client.force_login(cast["admin"])

    assert shown(client.get(LIST, {"q": q})) == ["Khối thi đua số II"]


def test_search_that_finds_nothing_says_so(client, cast):
    client.force_login(cast["admin"])

    response = client.get(LIST, {"q": "<b>%"})
    assert "chứa “&lt;b&gt;%”" not in response.content.decode()  # only signs: nothing to search by, all are shown
    assert "chứa “hải quan”" in client.get(LIST, {"q": "hải quan"}).content.decode()


def test_a_year_in_preparation_is_seen_by_those_who_prepare_it(client, cast):
    BlocYear.objects.create(bloc=cast.bloc, year=2028)

    def years(who):
        client.force_login(cast[who])
        return [y.year for y in client.get(LIST).context["blocs"][0].shown_years]

    assert years("leader_clerk") == [2028, 2027]
    assert years("organiser") == [2028, 2027]
    assert years("member_head") == [2027]


def test_as_many_queries_for_63_blocs_as_for_7(client, cast):
    client.force_login(cast["admin"])
    units = list(cast.units.values())[:2]

    def add(numbers):
        for number in numbers:
            bloc = Bloc.objects.create(
                slug=f"khoi-{number}", name=f"Khối thi đua số {number}", organiser=cast.organiser_unit
            )
            make_year(bloc, 2027, units)

    add(range(5))
    seven = query_count(client, LIST)
    add(range(5, 61))
    assert query_count(client, LIST) == seven


# --- New blocs --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["admin", "organiser"])
def test_a_bloc_begins_with_its_first_year(client, cast, who):
    client.force_login(cast[who])

    response = client.post(CREATE, typed(cast))

    year = BlocYear.objects.select_related("bloc").get(bloc__name="Cụm thi đua số Đặc biệt")
    assert year.bloc.slug == "cum-thi-dua-so-dac-biet"
    assert response.url == reverse("blocs:member_list", args=["cum-thi-dua-so-dac-biet", 2027])
    assert (year.year, year.status, year.deadlines.count()) == (2027, "preparing", len(DEFAULT_DUE))
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("who", ["leader_head", "member_clerk", "another_bloc", "former"])
def test_others_may_not(client, cast, who):
    client.force_login(cast[who])

    assert client.post(CREATE, typed(cast)).status_code == 403
    assert Bloc.objects.count() == 2


def test_the_same_name_gets_another_address(client, cast):
    client.force_login(cast["admin"])

    for scope in ("một", "hai", "ba"):
        assert client.post(CREATE, typed(cast, scope=scope)).status_code == 302

    slugs = Bloc.objects.filter(label="số Đặc biệt").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["cum-thi-dua-so-dac-biet", "cum-thi-dua-so-dac-biet-2", "cum-thi-dua-so-dac-biet-3"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Nhập tên khối, cụm, ví dụ: Khối thi đua số II."),
        ("year", "1900", "Nhập số nguyên từ 1948 đến 2200, ví dụ 2027."),
        ("year", "", "Nhập số nguyên từ 1948 đến 2200, ví dụ 2027."),
        ("organiser", "", "Chọn cơ quan tổ chức."),
    ],
)
def test_what_is_wrong_is_said(client, cast, field, value, sentence):
    client.force_login(cast["admin"])

    response = client.post(CREATE, typed(cast, **{field: value}))

    assert response.context["form"].errors == {field: [sentence]}
    assert Bloc.objects.count() == 2


def test_an_organiser_speaks_for_their_own_unit_only(client, cast):
    client.force_login(cast["organiser"])
    other = make_unit("bo-khac", "Bộ khác")

    response = client.post(CREATE, typed(cast, organiser=other.pk))

    assert list(response.context["form"].errors) == ["organiser"]


def test_one_organiser_has_no_two_blocs_alike(client, cast):
    client.force_login(cast["admin"])
    alike = {"name": cast.bloc.name, "label": cast.bloc.label, "scope": cast.bloc.scope, "kind": "khoi"}

    response = client.post(CREATE, typed(cast, **alike))

    assert response.context["form"].non_field_errors() == [
        "Cơ quan tổ chức đã có một khối cùng phạm vi, số hiệu và tên."
    ]
    assert Bloc.objects.count() == 2


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("organiser", 302), ("admin", 302), ("leader_head", 403), ("another_bloc", 404)]
)
def test_who_renames_a_bloc(client, cast, who, status):
    client.force_login(cast[who])
    data = typed(cast, kind="khoi", name="Khối thi đua số hai", scope=cast.bloc.scope)

    response = client.post(reverse("blocs:bloc_edit", args=["khoi-ii"]), data)

    assert response.status_code == status
    renamed = Bloc.objects.get(slug="khoi-ii")
    assert (renamed.name == "Khối thi đua số hai") is (status == 302)


@pytest.mark.parametrize(("who", "may"), [("organiser", True), ("admin", True), ("leader_head", False)])
def test_whoever_may_edit_a_bloc_finds_the_way_there(client, cast, who, may):
    client.force_login(cast[who])

    assert (reverse("blocs:bloc_edit", args=["khoi-ii"]) in client.get(LIST).content.decode()) is may
