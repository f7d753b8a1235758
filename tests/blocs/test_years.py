"""A year as a whole: theme, goals, common targets; opened, closed, followed by the next."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import BlocYear, CommonTarget, Deadline, Goal, Membership, Officer
from blocs.next_year import a_year_later
from tests.saving import save


def url(name, year=2027):
    return reverse(f"blocs:{name}", args=["khoi-ii", year])


def put(cast, status):
    BlocYear.objects.filter(pk=cast.year.pk).update(status=status)


def rows(prefix, *forms, initial=0, **more):
    """What a page with these rows posts."""
    data = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    for index, form in enumerate(forms):
        data |= {f"{prefix}-{index}-{name}": value for name, value in form.items()}
    return data | more


# --- Theme and goals --------------------------------------------------------------------------


def test_theme_and_goals_are_kept_in_order(client, cast):
    client.force_login(cast["leader_clerk"])
    first = cast.year.goals.get()
    data = rows("goals", {"id": first.pk, "text": "Một"}, {"text": "Hai"}, {"text": "Ba"}, initial=1)

    assert save(client, url("year_edit"), data | {"theme": "Kỷ cương, sáng tạo"}).status_code == 302

    assert BlocYear.objects.get(pk=cast.year.pk).theme == "Kỷ cương, sáng tạo"
    assert list(cast.year.goals.values_list("order", "text")) == [(1, "Một"), (2, "Hai"), (3, "Ba")]


def test_decomposed_letters_are_kept_composed(client, cast):
    client.force_login(cast["leader_clerk"])

    save(client, url("year_edit"), rows("goals", theme="Ky\u0309 cu\u031bo\u031bng"))

    assert BlocYear.objects.get(pk=cast.year.pk).theme == "Kỷ cương"


def test_a_row_is_added_and_removed_without_javascript(client, cast):
    client.force_login(cast["leader_clerk"])
    goal = cast.year.goals.get()
    shown = rows("goals", {"id": goal.pk, "text": "Sửa dở"}, initial=1, theme="Chủ đề dở")

    added = save(client, url("year_edit"), shown | {"row": "add"})
    assert len(added.context["rows"].forms) == 2
    assert "Sửa dở" in added.content.decode()
    assert "Chủ đề dở" in added.content.decode()

    removed = save(client, url("year_edit"), shown | {"row": "remove:0"})
    assert removed.context["rows"].forms == []
    assert Goal.objects.get().text == goal.text

    save(client, url("year_edit"), rows("goals", theme="Chủ đề dở"))
    assert not Goal.objects.filter(bloc_year=cast.year).exists()


@pytest.mark.parametrize("total", ["", "x", "9" * 5000, "2000"])
def test_a_broken_count_of_rows_stores_nothing(client, cast, total):
    client.force_login(cast["leader_clerk"])
    before = list(Goal.objects.values_list("pk", "text"))

    for button in ({}, {"row": "add"}, {"row": "remove:7"}, {"row": "remove:" + "9" * 5000}):
        data = {"goals-TOTAL_FORMS": total, "goals-INITIAL_FORMS": "0", "theme": "Khác"} | button
        assert save(client, url("year_edit"), data).status_code == 200

    assert list(Goal.objects.values_list("pk", "text")) == before


# --- Common targets ---------------------------------------------------------------------------


def target(**fields):
    return {"text": "Tỷ lệ", "kind": "percent", "operator": ">=", "value": "95", "unit_of_measure": "%"} | fields


def test_common_targets_take_numbers_as_typed(client, cast):
    client.force_login(cast["leader_clerk"])
    kept = {"id": cast.common_target.pk, **target(text="Giải quyết khiếu nại, tố cáo", value="92,5")}
    data = rows(
        "common_targets",
        kept,
        target(text="Cuộc thanh tra", kind="count", value="12", unit_of_measure="cuộc"),
        target(text="Không có công chức bị kỷ luật", kind="zero", operator="", value=""),
        initial=1,
    )

    assert save(client, url("common_targets_edit"), data).status_code == 302

    assert list(cast.year.common_targets.values_list("code", "order", "kind", "value")) == [
        ("T1", 1, "percent", Decimal("92.5")),
        ("T2", 2, "count", Decimal("12")),
        ("T3", 3, "zero", None),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": "101"}, "Tỷ lệ phần trăm nhập từ 0 đến 100, ví dụ 95."),
        ({"value": "-1"}, "Nhập số từ 0 trở lên, ví dụ 8,5."),
        ({"value": ""}, "Nhập giá trị của chỉ tiêu, ví dụ 95 hoặc 8,5."),
        ({"kind": "count", "value": "1,5"}, "Số lượng nhập bằng số nguyên, ví dụ 12."),
        ({"kind": "count", "value": "99999999999999"}, "Số quá lớn. Anh/chị kiểm tra lại."),
    ],
)
def test_a_value_out_of_reach_is_said_and_stays_typed(client, cast, fields, sentence):
    client.force_login(cast["leader_clerk"])

    response = save(client, url("common_targets_edit"), rows("common_targets", target(**fields)))

    form = response.context["rows"].forms[0]
    assert form.errors == {"value": [sentence]}
    assert form["value"].value() == fields["value"]
    assert cast.year.common_targets.count() == 1


def test_a_removed_target_leaves_the_units_their_own(client, cast):
    registration = cast.registration("ttbnv")
    client.force_login(cast["leader_clerk"])
    data = rows("common_targets", {"id": cast.common_target.pk, "DELETE": "on", **target()}, initial=1)

    assert save(client, url("common_targets_edit"), data).status_code == 302

    assert not CommonTarget.objects.filter(bloc_year=cast.year).exists()
    assert registration.targets.get().text == "Hoàn thành kế hoạch thanh tra được phê duyệt"


# --- Opening and closing ----------------------------------------------------------------------


def test_opening_lets_the_members_in(client, cast):
    put(cast, "preparing")
    client.force_login(cast["member_clerk"])
    assert client.get(url("member_list")).status_code == 404
    client.force_login(cast["leader_clerk"])

    assert client.post(url("year_open")).status_code == 302

    year = BlocYear.objects.get(pk=cast.year.pk)
    assert (year.status, year.opened_by) == ("open", cast["leader_clerk"])
    assert cast["member_clerk"].notices.get().text.startswith("Khối thi đua số II, năm 2027 đã mở.")
    client.force_login(cast["member_clerk"])
    assert client.get(url("member_list")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"role": "member"}, "Năm thi đua phải có một đơn vị làm trưởng"),
        (None, "Năm thi đua phải có một đơn vị làm trưởng"),
    ],
)
def test_what_a_year_needs_to_be_opened(client, cast, changes, reason):
    put(cast, "preparing")
    members = Membership.objects.filter(bloc_year=cast.year)
    members.filter(role="leader").update(**changes) if changes else members.delete()
    client.force_login(cast["organiser"])

    response = client.post(url("year_open"))

    assert response.status_code == 409
    assert reason in response.content.decode()
    assert reason in client.get(url("member_list")).content.decode()
    assert BlocYear.objects.get(pk=cast.year.pk).status == "preparing"


def test_one_member_is_no_bloc(client, cast):
    put(cast, "preparing")
    Membership.objects.filter(bloc_year=cast.year).exclude(role="leader").delete()
    client.force_login(cast["organiser"])

    response = client.post(url("year_open"))

    assert response.status_code == 409
    assert "ít nhất hai đơn vị thành viên" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("another_bloc", 404), ("member_head", 404), ("deputy_head", 404), ("former", 404)]
)
def test_others_do_not_know_of_a_year_in_preparation(client, cast, who, status):
    put(cast, "preparing")
    client.force_login(cast[who])

    assert client.post(url("year_open")).status_code == status
    assert BlocYear.objects.get(pk=cast.year.pk).status == "preparing"


@pytest.mark.parametrize(
    ("who", "status"), [("another_bloc", 404), ("member_head", 403), ("deputy_head", 403), ("leader_clerk", 409)]
)
def test_an_open_year_is_not_opened_again(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(url("year_open")).status_code == status


def test_closing_asks_for_the_year_once_more(client, cast):
    client.force_login(cast["leader_head"])

    assert "2027" in client.get(url("year_close")).content.decode()
    response = client.post(url("year_close"), {"typed_year": "2026"})
    assert response.context["form"].errors == {"typed_year": ["Gõ đúng năm: 2027."]}
    assert BlocYear.objects.get(pk=cast.year.pk).status == "open"

    assert client.post(url("year_close"), {"typed_year": "2027"}).status_code == 302
    assert BlocYear.objects.get(pk=cast.year.pk).status == "closed"
    assert client.post(url("year_close"), {"typed_year": "2027"}).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("another_bloc", 404), ("member_head", 403), ("admin", 403)])
def test_others_may_not_close(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(url("year_close"), {"typed_year": "2027"}).status_code == status
    assert BlocYear.objects.get(pk=cast.year.pk).status == "open"


# --- The next year ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 3, 1), date(2029, 3, 1)),
        (date(2027, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_year_later(day, later):
    assert a_year_later(day) == later


def test_the_next_year_is_proposed_from_this_one(client, cast):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("year_prepare"))

    assert response.url == url("member_list", 2028)
    after = BlocYear.objects.get(bloc=cast.bloc, year=2028)
    assert (after.status, after.theme, after.opened_at) == ("preparing", "", None)
    proposed = [(m.order, m.unit.slug, m.role, m.signatory) for m in after.memberships.select_related("unit")]
    before = cast.year.memberships.select_related("unit")
    assert proposed == [
        (m.order, m.unit.slug, "leader" if m.unit.slug == "ttbqp" else "member", m.signatory) for m in before
    ]
    assert list(after.deadlines.values_list("step", "due")) == [
        (d.step, d.due.replace(year=2028)) for d in cast.year.deadlines.all()
    ]
    assert list(after.common_targets.values_list("code", "text", "value")) == [
        ("T1", "Hoàn thành kế hoạch thanh tra được phê duyệt", Decimal(100))
    ]


def test_29_february_is_shifted_to_the_28th(client, cast):
    BlocYear.objects.filter(pk=cast.year.pk).update(year=2028)
    Deadline.objects.filter(bloc_year=cast.year, step="registration").update(due=date(2028, 2, 29))
    client.force_login(cast["leader_clerk"])

    client.post(url("year_prepare", 2028))

    assert Deadline.objects.get(bloc_year__year=2029, step="registration").due == date(2029, 2, 28)


def test_without_a_deputy_the_leader_stays(client, cast):
    Membership.objects.filter(bloc_year=cast.year, role="deputy").update(role="member")
    client.force_login(cast["leader_clerk"])

    client.post(url("year_prepare"))

    assert BlocYear.objects.get(bloc=cast.bloc, year=2028).leader == cast.units["ttbtp"]


def test_rights_follow_the_leader_of_each_year(client, cast):
    client.force_login(cast["leader_clerk"])
    client.post(url("year_prepare"))

    def answers():
        return [save(client, url("year_edit", year), rows("goals", theme="Mới")).status_code for year in (2027, 2028)]

    # Last year's leader prepares, so does the one proposed; other members do not know of it yet.
    assert answers() == [302, 302]
    client.force_login(cast["deputy_head"])
    assert answers() == [403, 302]
    client.force_login(cast["member_head"])
    assert answers() == [403, 404]
    client.force_login(cast["deputy_head"])
    assert client.post(url("year_open", 2028)).status_code == 302
    assert answers() == [403, 302]
    client.force_login(cast["leader_clerk"])
    assert answers() == [302, 403]


def test_a_duty_that_ended_yesterday_gives_nothing_today(client, cast):
    client.force_login(cast["leader_clerk"])
    assert client.get(url("year_edit")).status_code == 200

    Officer.objects.filter(user=cast["leader_clerk"]).update(ends_on=date(2027, 2, 24))
    assert client.get(url("year_edit")).status_code == 404
    Officer.objects.filter(user=cast["leader_clerk"]).update(ends_on=date(2027, 2, 25))
    assert client.get(url("year_edit")).status_code == 200


def test_only_one_year_of_a_number(client, cast):
    client.force_login(cast["leader_clerk"])
    assert client.post(url("year_prepare")).status_code == 302

    response = client.post(url("year_prepare"))

    assert response.status_code == 409
    assert "Năm 2028 của Khối thi đua số II đã được chuẩn bị." in response.content.decode()
    assert BlocYear.objects.filter(bloc=cast.bloc).count() == 2


@pytest.mark.parametrize(("who", "status"), [("another_bloc", 404), ("member_head", 403), ("deputy_head", 403)])
def test_others_may_not_prepare_it(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(url("year_prepare")).status_code == status
    assert BlocYear.objects.filter(bloc=cast.bloc).count() == 1


def test_a_year_in_preparation_has_no_next(client, cast):
    put(cast, "preparing")
    client.force_login(cast["organiser"])

    assert client.post(url("year_prepare")).status_code == 409
