"""The year at a glance: one row for each unit, in words."""

import io
from datetime import date

import openpyxl
import pytest

from blocs.models import Membership
from pledges import drafting, freezing, signing
from tests.cast import make_year
from tests.look.reading import tree, words
from tests.pledges.covenants import SIGNED_ON


def cells(response):
    """Unit → the words of its row."""
    return {row.name: [cell.text for cell in row.cells] for row in response.context["board"].rows}


@pytest.fixture
def url(cast):
    return cast.year.get_absolute_url()


def test_every_state_in_words(client, cast, url, the_day):
    cast.registration("ttbtp", status="accepted")
    cast.registration("ttbqp", status="submitted")
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")
    cast.registration("ttbtc", status="draft")
    client.force_login(cast["leader_clerk"])

    found = cells(client.get(url))

    assert [row[0] for row in found.values()] == [
        "Đã tiếp nhận",
        "Đã gửi, chờ tiếp nhận",
        "Chưa mở",
        "Chưa mở",
        "Đề nghị bổ sung",
        "Dự thảo",
        "Chưa mở",
    ]
    the_day.move_to("2027-03-01 02:00:00")
    client.force_login(cast["leader_clerk"])
    assert cells(client.get(url))["Thanh tra Bộ Công an"][0] == "Chưa mở, quá hạn"


def test_what_a_signature_waits_for(client, cast, url):
    Membership.objects.filter(unit=cast.units["ttbnv"]).update(signatory="")
    client.force_login(cast["leader_clerk"])

    def words():
        return [row[2] for row in cells(client.get(url)).values()]

    assert words() == ["Chờ soạn giao ước"] * 4 + ["Chưa ghi người ký"] + ["Chờ soạn giao ước"] * 2
    draft = drafting.draft_covenant(cast.year)
    drafting.write_clauses(draft)
    assert words() == ["Chờ chốt giao ước"] * 4 + ["Chưa ghi người ký"] + ["Chờ chốt giao ước"] * 2
    frozen = freezing.freeze(draft, by=cast["leader_clerk"])
    signing.mark_signed(frozen.pledges.first(), by=cast["leader_clerk"], on=SIGNED_ON)
    assert words() == ["Đã ký 25/02/2027"] + ["Chờ ký"] * 6


@pytest.mark.parametrize(("who", "offered"), [("leader_clerk", True), ("organiser", True), ("member_clerk", False)])
def test_a_late_unit_is_given_more_time_from_its_cell(client, cast, url, the_day, who, offered):
    cast.registration("ttbnv", status="draft")
    cast.registration("ttbtc", status="submitted")
    client.force_login(cast[who])
    assert "gia-han" not in client.get(url).content.decode()
    the_day.move_to("2027-03-01 02:00:00")
    client.force_login(cast[who])

    links = tree(client.get(url)).xpath("//main//td/a[starts-with(., 'Gia hạn')]")

    late = ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "cqttgsnh"]
    assert [link.get("href").rsplit("=")[-1] for link in links] == (late if offered else [])
    if offered:
        form = client.get(links[4].get("href")).context["form"]
        assert (str(form["membership"].value()), form["step"].value()) == (
            str(cast.memberships["ttbnv"].pk),
            "registration",
        )


@pytest.mark.parametrize(("who", "offered"), [("leader_clerk", True), ("member_clerk", False)])
def test_more_time_is_taken_back_where_it_is_seen(client, cast, url, the_day, who, offered):
    """Before its last day beside the unit's cell, after it beside "Gia hạn"; one comes back to the board."""
    for unit in ("ttbnv", "ttbtc"):
        cast.memberships[unit].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    cast.memberships["ttbca"].extensions.create(step="dossier", due=date(2027, 12, 25), reason="Công tác")
    cast.registration("ttbtc", status="submitted")
    client.force_login(cast[who])

    def withdrawals():
        return tree(client.get(url)).xpath("//main//td/a[starts-with(., 'Rút gia hạn')]")

    assert [words(link) for link in withdrawals()] == (["Rút gia hạn của Thanh tra Bộ Nội vụ"] if offered else [])
    if offered:
        the_day.move_to("2027-03-06 02:00:00")
        client.force_login(cast[who])
        (link,) = withdrawals()
        assert words(link.getprevious()) == "Gia hạn cho Thanh tra Bộ Nội vụ"
        address = link.get("href")
        assert client.get(address).context["back_url"] == url
        assert client.post(address).url == url
        assert withdrawals() == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader_clerk", 200),
        ("member_clerk", 200),
        ("organiser", 200),
        ("admin", 200),
        ("another_bloc", 404),
        ("former", 404),
    ],
)
def test_who_sees_the_board(client, cast, url, who, status):
    client.force_login(cast[who])

    assert client.get(url).status_code == status


def test_a_year_in_preparation_is_seen_by_those_who_prepare_it(client, cast):
    following = make_year(cast.bloc, 2028, list(cast.units.values())[::-1], status="preparing")

    client.force_login(cast["leader_clerk"])
    assert client.get(following.get_absolute_url()).status_code == 200
    client.force_login(cast["member_clerk"])
    assert client.get(following.get_absolute_url()).status_code == 404


def test_a_new_name_shows_at_once_and_as_text(client, cast, url):
    client.force_login(cast["leader_clerk"])
    client.get(url)
    cast.units["ttbnv"].names.update(full_name="Thanh tra <b>Bộ</b> Nội vụ & Lao động")

    page = client.get(url).content.decode()

    assert "Thanh tra &lt;b&gt;Bộ&lt;/b&gt; Nội vụ &amp; Lao động</a>" in page
    assert "Thanh tra Bộ Nội vụ" not in page


@pytest.mark.parametrize("who", ["leader_clerk", "deputy_clerk", "member_clerk", "organiser"])
def test_every_link_of_the_board_opens(client, cast, url, who):
    for code, status in [("ttbtp", "submitted"), ("ttbqp", "accepted"), ("ttbnv", "returned"), ("ttbtc", "draft")]:
        cast.registration(code, status=status, return_reason="Thiếu")
    client.force_login(cast[who])
    board = client.get(url)

    cells = [cell for row in board.context["board"].rows for cell in row.cells if cell.url]

    assert {client.get(cell.url).status_code for cell in cells} == {200}


def test_only_the_units_one_looks_for(client, cast, url):
    cast.registration("ttbtp", status="accepted")
    cast.registration("ttbqp", status="submitted")
    client.force_login(cast["leader_clerk"])

    shown = client.get(f"{url}?viec=con-viec")
    assert set(cells(client.get(url))) - set(cells(shown)) == {"Thanh tra Bộ Tư pháp"}
    assert "Xem tất cả 7 đơn vị" in shown.content.decode()
    for typed in ("tu phap", "TƯ PHÁP", "Tư pháp"):
        assert set(cells(client.get(url, {"q": typed}))) == {"Thanh tra Bộ Tư pháp"}
    assert "Không có đơn vị nào như vậy." in client.get(url, {"q": "xyz"}).content.decode()


def test_what_is_shown_is_taken_along(client, cast, url):
    cast.registration("ttbqp", status="submitted")
    client.force_login(cast["member_clerk"])
    asked = {"q": "quoc phong"}
    row = ["Thanh tra Bộ Quốc phòng", "Khối phó", "Đã gửi, chờ tiếp nhận", "–", "Chờ soạn giao ước"]

    assert f"{url}cac-buoc.csv?q=quoc+phong" in client.get(url, asked).content.decode()
    lines = client.get(f"{url}cac-buoc.csv", asked).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1:] for line in lines[1:]] == [row]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}cac-buoc.xlsx", asked).content)).active
    assert row in [[cell.value for cell in line][1:] for line in sheet.iter_rows()]


def test_a_missing_signatory_leads_to_where_it_is_named(client, cast, url):
    Membership.objects.filter(unit=cast.units["ttbnv"]).update(signatory="")

    def link(who):
        client.force_login(cast[who])
        board = client.get(url).context["board"]
        return next(row for row in board.rows if row.slug == "ttbnv").cells[2].url

    for who, page in [("leader_clerk", "nguoi-ky/ttbnv/"), ("member_clerk", "nguoi-ky/ttbnv/"), ("deputy_clerk", "")]:
        assert link(who) == f"{url}giao-uoc/{page}"
        assert client.get(link(who)).status_code == 200
