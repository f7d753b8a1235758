"""The year's board and its strip of steps, as the covenant goes from the first word to the last signature."""

from datetime import date

import pytest
from django.urls import reverse

from blocs import clock
from blocs.models import BlocYear
from pledges import freezing, signing
from tests.pledges.covenants import SIGNED_ON, consult, say

NOTHING = "–"


@pytest.fixture
def board(client, cast):
    """A function that gives the year's page as somebody sees it: columns by title, stages by label."""

    def read(who="leader_clerk"):
        client.force_login(cast[who])
        context = client.get(cast.year.get_absolute_url()).context
        titles = [column.title for column in context["board"].columns]
        rows = {row.slug: dict(zip(titles, row.cells, strict=True)) for row in context["board"].rows}
        return rows, {stage.label: stage for stage in context["stages"]}

    return read


def words(rows, title):
    """Unit → (words, tag) of one column."""
    return {slug: (cells[title].text, cells[title].tag) for slug, cells in rows.items()}


def test_before_the_covenant_nobody_is_asked_for_an_opinion(cast, board):
    member = cast.memberships["ttbtc"]
    member.signatory = ""
    member.save()

    rows, stages = board()

    assert set(words(rows, "Góp ý giao ước").values()) == {(NOTHING, "")}
    assert words(rows, "Ký giao ước")["ttbnv"] == ("Chờ soạn giao ước", "")
    assert words(rows, "Ký giao ước")["ttbtc"] == ("Chưa ghi người ký", "ask")
    assert (stages["Giao ước"].note, stages["Giao ước"].state) == ("chưa soạn", "")


def test_a_draft_asks_nobody_yet(board, draft):
    rows, stages = board()

    assert set(words(rows, "Góp ý giao ước").values()) == {(NOTHING, "")}
    assert stages["Giao ước"].note == "soạn thảo"


def test_opinions_in_words(cast, board, consulting):
    for code, stance, response in [("ttbqp", "agrees", ""), ("ttbca", "comments", ""), ("ttbnv", "comments", "Có")]:
        text = "Thêm căn cứ" if stance == "comments" else ""
        say(consulting, cast.memberships[code], stance, text=text, response=response)

    rows, stages = board()

    assert words(rows, "Góp ý giao ước") == {
        "ttbtp": ("Chưa trả lời", "ask"),
        "ttbqp": ("Nhất trí", ""),
        "ttbkhdt": ("Chưa trả lời", "ask"),
        "ttbca": ("Có ý kiến", "wait"),
        "ttbnv": ("Có ý kiến", ""),
        "ttbtc": ("Chưa trả lời", "ask"),
        "cqttgsnh": ("Chưa trả lời", "ask"),
    }
    assert stages["Giao ước"].note == "lấy ý kiến · hạn 20/03, còn 23 ngày"


@pytest.mark.parametrize(
    ("who", "is_shared", "read"),
    [("neighbour_clerk", False, "Đã trả lời"), ("member_clerk", False, "Không nhất trí"),
     ("leader_clerk", False, "Không nhất trí"), ("neighbour_clerk", True, "Không nhất trí")],
)  # fmt: skip
def test_who_may_not_read_an_opinion_sees_only_that_it_came(client, cast, board, consulting, who, is_shared, read):
    say(consulting, cast.memberships["ttbnv"], "disagrees", text="Bỏ nội dung này")
    if is_shared:
        consulting.rounds.update(shared_at=clock.now())

    rows, _ = board(who)

    assert words(rows, "Góp ý giao ước")["ttbnv"] == (read, "" if read == "Đã trả lời" else "wait")
    assert words(rows, "Góp ý giao ước")["ttbca"] == ("Chưa trả lời", "ask")
    table = client.get(reverse("desk:board_csv", args=cast.year.url_args)).content.decode()
    assert (read in table, "Không nhất trí" in table) == (True, read == "Không nhất trí")


def test_the_newest_round_is_what_is_counted(cast, board, consulting):
    say(consulting, cast.memberships["ttbnv"], "agrees")
    consulting.rounds.update(closed_at=clock.now())

    consult(consulting)
    rows, _ = board()

    assert set(words(rows, "Góp ý giao ước").values()) == {("Chưa trả lời", "ask")}


def test_signatures_in_words(cast, board, frozen):
    pledges = {pledge.membership.unit.slug: pledge for pledge in frozen.pledges.all()}
    signing.mark_signed(pledges["ttbtp"], by=cast["leader_clerk"], on=SIGNED_ON)
    signing.decline(pledges["ttbca"], by=cast["leader_clerk"], reason="Chưa được ủy quyền")

    rows, stages = board()

    assert words(rows, "Ký giao ước") == {
        "ttbtp": ("Đã ký 25/02/2027", ""),
        "ttbqp": ("Chờ ký", "ask"),
        "ttbkhdt": ("Chờ ký", "ask"),
        "ttbca": ("Từ chối", "late"),
        "ttbnv": ("Chờ ký", "ask"),
        "ttbtc": ("Chờ ký", "ask"),
        "cqttgsnh": ("Chờ ký", "ask"),
    }
    assert {slug: text for slug, (text, _) in words(rows, "Góp ý giao ước").items()} == dict.fromkeys(rows, NOTHING)
    assert (stages["Giao ước"].note, stages["Giao ước"].state) == ("đã ký 1/7", "current")
    assert stages["Đăng ký"].state == stages["Tổng hợp"].state == "done"  # what is frozen waits for nobody


def test_the_new_version_counts_from_none(cast, board, frozen):
    freezing.next_version(frozen, by=cast["leader_clerk"])

    rows, stages = board()

    assert words(rows, "Ký giao ước")["ttbnv"] == ("Chờ chốt giao ước", "")
    assert (stages["Giao ước"].note, stages["Giao ước"].state) == ("soạn thảo", "")


def test_all_signed_is_done(board, signed):
    _, stages = board()

    assert (stages["Giao ước"].state, stages["Giao ước"].note) == ("done", "đã ký đủ")
    assert stages["Lễ ký kết"].state == "current"


def test_the_first_step_that_is_not_done_is_the_current_one(cast, board):
    assert [label for label, stage in board()[1].items() if stage.state == "current"] == ["Đăng ký"]

    for code in cast.units:
        cast.registration(code, status="accepted")

    _, stages = board()
    assert stages["Đăng ký"].note == "đã tiếp nhận 7/7"
    assert [label for label, stage in stages.items() if stage.state == "current"] == ["Tổng hợp"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2027-02-25 02:00", "đã tiếp nhận 0/7 · hạn 28/02, còn 3 ngày"),
        ("2027-02-28 16:59", "đã tiếp nhận 0/7 · hạn 28/02, hết hạn hôm nay"),
        ("2027-02-28 17:00", "đã tiếp nhận 0/7 · hạn 28/02, quá hạn 1 ngày"),
    ],
)
def test_days_left_are_counted_in_vietnam(board, the_day, moment, words):
    the_day.move_to(moment)

    assert board()[1]["Đăng ký"].note == words


def test_an_extension_keeps_one_unit_from_being_late(cast, board, the_day):
    cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    the_day.move_to("2027-03-01 02:00")

    found = words(board()[0], "Đăng ký thi đua")

    assert (found["ttbnv"], found["ttbtc"]) == (("Chưa mở", "ask"), ("Chưa mở, quá hạn", "late"))


def test_nobody_is_late_in_a_year_that_is_not_open_yet(cast, board):
    BlocYear.objects.filter(pk=cast.year.pk).update(status="preparing", opened_at=None)

    assert set(words(board()[0], "Đăng ký thi đua").values()) == {("Chưa mở", "")}


def test_what_came_late_says_so(cast, board):
    cast.registration("ttbnv", status="submitted", submitted_at="2027-03-02T02:00:00Z")
    cast.registration("ttbtc", status="submitted", submitted_at="2027-02-20T02:00:00Z")

    found = words(board()[0], "Đăng ký thi đua")

    assert found["ttbnv"] == ("Gửi chậm, chờ tiếp nhận", "wait")
    assert found["ttbtc"] == ("Đã gửi, chờ tiếp nhận", "wait")


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("leader_clerk", {"ttbtp", "ttbnv"}),
        ("organiser", {"ttbtp", "ttbnv"}),
        ("deputy_clerk", {"ttbtp", "ttbqp"}),
        ("member_clerk", {"ttbnv"}),
        ("neighbour_clerk", {"ttbtc"}),
        ("admin", set()),
    ],
)
def test_only_what_one_may_read_is_a_link(cast, board, who, opened):
    cast.registration("ttbtp", status="submitted")
    cast.registration("ttbnv", status="accepted")
    cast.registration("ttbca", status="draft")

    rows, _ = board(who)

    links = {slug: cells["Đăng ký thi đua"].url for slug, cells in rows.items()}
    awaited = {slug for slug, link in links.items() if link.endswith(f"/dang-ky/?trang-thai=con-thieu#{slug}")}
    assert {slug for slug, link in links.items() if link} - awaited == opened
    # Of the others those who wait for them find the row that offers more time.
    assert awaited == (set(links) - opened if who in ("leader_clerk", "organiser") else set())


@pytest.mark.parametrize(("who", "linked"), [("leader_head", True), ("organiser", True), ("member_head", False)])
def test_members_are_led_to_the_report_once_it_is_theirs_to_read(cast, board, draft, who, linked):
    assert bool(board(who)[1]["Tổng hợp"].url) is linked

    freezing.freeze(draft, by=cast["leader_clerk"])

    assert board(who)[1]["Tổng hợp"].url
