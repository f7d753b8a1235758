"""What each person has to do with registrations and the covenant: the home page, and the year's page."""

from datetime import date

import pytest

from blocs import clock
from ceremonies.models import Ceremony
from pledges import freezing, signing
from pledges.models import Covenant
from tests.pledges.covenants import SIGNED_ON, consult, say

PLAN = "Lên kế hoạch lễ ký kết giao ước"
FILL = "Đăng ký thi đua năm 2027"
CEREMONY = {
    "planned": ("Hoàn thiện chương trình và gửi giấy mời lễ ký kết", date(2027, 3, 8)),
    "invited": ("Tổ chức lễ ký kết", date(2027, 3, 15)),
    "in_session": ("Bế mạc lễ ký kết, ghi người có mặt", date(2027, 3, 15)),
}


@pytest.fixture
def tasks(client, cast):
    """A function that gives what somebody has to do, in the order of the home page; the year's page says the same."""

    def read(who):
        client.force_login(cast[who])
        home, year = (_read(client.get(address).context) for address in ("/", cast.year.get_absolute_url()))
        assert home == year
        return home

    return read


def _read(context):
    first = [context["next"]["title"]] if context["next"] else []
    return first + [task.label for task in context["others"]]


def received(cast):
    for code in cast.units:
        cast.registration(code, status="accepted")


def _shown(client, title):
    context = client.get("/").context
    others = [(task.label, task.where, task.url) for task in context["others"]]
    first = context["next"]
    shown = [(first["title"], first["text"], first["actions"][0].url), *others]
    return [rest for label, *rest in shown if label == title]


@pytest.mark.parametrize(
    ("day", "is_told"), [("2027-02-13 02:00", False), ("2027-02-14 02:00", True), ("2027-03-10 02:00", True)]
)
def test_the_leader_is_told_who_is_missing_near_the_last_day(client, cast, the_day, day, is_told):
    for code in set(cast.units) - {"ttbnv", "ttbca"}:
        cast.registration(code, status="submitted")
    cast.registration("ttbca", status="draft")
    the_day.move_to(day)
    client.force_login(cast["leader_clerk"])

    found = _shown(client, "Chưa nhận đăng ký của 2 đơn vị")

    names = ", ".join(str(m.unit) for m in cast.year.ordered_memberships if m.unit.slug in ("ttbnv", "ttbca"))
    assert found == [[names, "/khoi/khoi-ii/2027/dang-ky/"]] * is_told


def test_who_has_more_time_is_not_called_missing_yet(client, cast, the_day):
    for code in set(cast.units) - {"ttbnv"}:
        cast.registration(code, status="submitted")
    cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 4, 5), reason="Công tác")
    client.force_login(cast["leader_clerk"])

    assert _shown(client, "Chưa nhận đăng ký của 1 đơn vị") == []
    the_day.move_to("2027-03-25 02:00")
    client.force_login(cast["leader_clerk"])
    assert _shown(client, "Chưa nhận đăng ký của 1 đơn vị")


def test_after_freezing_no_day_stands_beside_what_cannot_be_done(client, cast, frozen):
    client.force_login(cast["member_clerk"])

    (task,) = client.get("/").context["others"]

    assert (task.label, task.due) == ("Chưa gửi được đăng ký thi đua năm 2027", None)


def test_the_leader_writes_once_something_is_received(cast, tasks):
    assert "Soạn giao ước thi đua" not in tasks("leader_clerk")
    cast.registration("ttbnv", status="accepted")

    assert "Soạn giao ước thi đua" in tasks("leader_clerk")
    assert tasks("member_clerk") == []
    assert tasks("neighbour_clerk") == [FILL]


@pytest.mark.parametrize(
    ("status", "leader", "member"),
    [
        ("drafting", "Hoàn thiện và chốt giao ước thi đua", []),
        ("consulting", "Tiếp thu góp ý dự thảo giao ước", ["Góp ý dự thảo giao ước thi đua năm 2027"]),
    ],
)
def test_the_covenant_before_freezing(cast, tasks, draft, status, leader, member):
    received(cast)
    if status == "consulting":
        consult(draft)

    assert leader in tasks("leader_head")
    assert tasks("member_clerk") == tasks("member_head") == tasks("neighbour_clerk") == member
    assert tasks("organiser") == tasks("admin") == []


def test_who_has_answered_is_not_asked_again(cast, tasks, consulting):
    received(cast)
    say(consulting, cast.memberships["ttbnv"], "agrees")

    assert tasks("member_clerk") == []
    assert tasks("neighbour_clerk") == ["Góp ý dự thảo giao ước thi đua năm 2027"]


def test_signatures_are_counted_down(cast, tasks, frozen):
    assert "Ghi nhận chữ ký giao ước: còn 7 đơn vị" in tasks("leader_clerk")
    pledges = list(frozen.pledges.all())
    signing.mark_signed(pledges[0], by=cast["leader_clerk"], on=SIGNED_ON)
    signing.decline(pledges[1], by=cast["leader_clerk"], reason="Chưa được ủy quyền")

    assert "Ghi nhận chữ ký giao ước: còn 5 đơn vị" in tasks("leader_clerk")
    assert "Từ chối ký giao ước: Thanh tra Bộ Quốc phòng" in tasks("leader_clerk")
    for pledge in pledges[2:]:
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    assert [task for task in tasks("leader_clerk") if task.startswith("Ghi nhận")] == []


@pytest.mark.parametrize(
    ("kind", "held_on", "count", "said"),
    [
        ("ky_ket", date(2027, 3, 12), 9, "ký 9 bản gốc trên giấy tại lễ ký kết ngày 12/03/2027"),
        ("so_ket", date(2027, 3, 12), 9, "ký 9 bản gốc trên giấy; Anh/chị hỏi Khối trưởng (Thanh tra Bộ Tư pháp)"),
        ("ky_ket", date(2027, 2, 24), None, "ký các bản gốc trên giấy; Anh/chị hỏi Khối trưởng (Thanh tra Bộ Tư pháp)"),
    ],
)  # fmt: skip
def test_who_is_awaited_on_paper_reads_how_when_and_where(client, cast, tasks, frozen, kind, held_on, count, said):
    received(cast)
    Ceremony.objects.create(bloc_year=cast.year, name="Lễ ký kết", held_on=held_on, kind=kind)
    Covenant.objects.update(copies=count)

    assert tasks("member_clerk") == ["Ký giao ước thi đua năm 2027"]
    assert f"Thanh tra Bộ Nội vụ: {said}" in client.get("/").content.decode()
    assert said in client.get(frozen.get_absolute_url()).content.decode()
    signing.mark_signed(frozen.pledges.get(membership=cast.memberships["ttbnv"]), by=cast["leader_clerk"], on=SIGNED_ON)
    assert tasks("member_clerk") == []


def test_once_all_have_signed_the_ceremony_is_left(cast, tasks, signed):
    received(cast)

    assert set(tasks("leader_clerk")) == {PLAN, "Tải lên bản quét giao ước đã ký đủ"}
    Covenant.objects.update(scan_uploaded_at=clock.now())
    assert tasks("leader_clerk") == [PLAN]


def test_what_was_never_handed_in_is_told_once_the_covenant_is_frozen(cast, tasks, frozen):
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")

    told = ["Ký giao ước thi đua năm 2027", "Chưa gửi được đăng ký thi đua năm 2027"]
    assert tasks("member_clerk") == tasks("neighbour_clerk") == told


def test_a_new_version_asks_again(cast, tasks, frozen):
    freezing.next_version(frozen, by=cast["leader_clerk"])

    assert tasks("neighbour_clerk") == [FILL]
    assert "Hoàn thiện và chốt giao ước thi đua" in tasks("leader_clerk")


def test_the_leaders_own_is_for_the_deputy_or_the_organiser(cast, tasks):
    cast.registration("ttbtp", status="submitted")
    theirs = "Tiếp nhận đăng ký của Thanh tra Bộ Tư pháp"

    assert theirs in tasks("deputy_clerk")
    assert tasks("organiser") == [theirs]
    assert theirs not in tasks("leader_head")


def test_who_waits_longest_is_received_first(cast, tasks):
    for code, day in [("ttbnv", 24), ("ttbtc", 20), ("ttbca", 22)]:
        cast.registration(code, status="submitted", submitted_at=f"2027-02-{day}T02:00:00Z")

    waiting = [label.removeprefix("Tiếp nhận đăng ký của ") for label in tasks("leader_clerk") if "Tiếp nhận" in label]

    assert waiting == ["Thanh tra Bộ Tài chính", "Thanh tra Bộ Công an", "Thanh tra Bộ Nội vụ"]


def test_once_the_covenant_is_frozen_nothing_is_received_and_nobody_reminded(cast, tasks, frozen):
    cast.registration("ttbtc", status="submitted")
    reminded = cast.memberships["ttbca"]
    reminded.reminders.create(occasion="overdue", due=date(2027, 2, 20), subject="Nhắc", text="Nhắc")

    assert [label for label in tasks("leader_clerk") if "Tiếp nhận" in label or "thư nhắc" in label] == []


def test_the_earliest_deadline_is_the_next_thing_to_do(client, cast):
    cast.memberships["ttbtp"].extensions.create(step="registration", due=date(2027, 4, 30), reason="Công tác")
    cast.registration("ttbnv", status="submitted")
    client.force_login(cast["leader_clerk"])

    context = client.get("/").context

    assert context["next"]["title"] == "Tiếp nhận đăng ký của Thanh tra Bộ Nội vụ"
    assert context["next"]["text"].endswith("Hạn 10/03/2027, còn 13 ngày.")
    assert [(task.label, task.due) for task in context["others"]] == [
        (PLAN, date(2027, 3, 31)),
        (FILL, date(2027, 4, 30)),
        ("Chưa nhận đăng ký của 5 đơn vị", None),
    ]


@pytest.mark.parametrize("status", CEREMONY)
def test_the_ceremony_step_by_step(client, cast, status):
    Ceremony.objects.create(bloc_year=cast.year, name="Lễ", held_on=date(2027, 3, 15), status=status)
    client.force_login(cast["leader_clerk"])

    found = {task.label: task.due for task in client.get("/").context["others"]}

    assert CEREMONY[status][0] in found
    assert found[CEREMONY[status][0]] == CEREMONY[status][1]
    Ceremony.objects.update(kind="so_ket")
    label = CEREMONY[status][0].replace("lễ ký kết", "hội nghị sơ kết")
    assert label in [task.label for task in client.get("/").context["others"]]


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_after_the_ceremony_nothing_of_it_is_left_to_do(cast, tasks, status):
    Ceremony.objects.create(bloc_year=cast.year, name="Lễ", status=status)

    assert tasks("leader_clerk") == [FILL, "Chưa nhận đăng ký của 6 đơn vị"]


@pytest.mark.parametrize("status", ["preparing", "closed"])
def test_a_year_that_is_not_open_asks_members_for_nothing(client, cast, status):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status=status)

    for who in ("member_clerk", "deputy_clerk"):
        client.force_login(cast[who])
        assert _read(client.get("/").context) == []
    client.force_login(cast["leader_clerk"])
    assert _read(client.get("/").context) == (["Chuẩn bị và mở năm thi đua 2027"] if status == "preparing" else [])


def test_every_task_leads_to_a_page_that_opens(client, cast, consulting):
    cast.registration("ttbnv", status="submitted")
    for who in ("leader_clerk", "deputy_clerk", "member_clerk", "organiser"):
        client.force_login(cast[who])
        context = client.get("/").context
        urls = [task.url for task in context["others"]] + [
            a.url for a in (context["next"] or {"actions": []})["actions"]
        ]
        assert {client.get(url).status_code for url in urls} <= {200}
