"""From the ceremony back to the opening: which days are proposed, what cannot fit, how they become deadlines."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from blocs.models import BlocYear, Deadline, Step
from documents.models import IssuedDocument
from tests.saving import save

YEAR = ["khoi-ii", 2027]
URL = reverse("ceremonies:back_plan", args=YEAR)
DEADLINES = reverse("blocs:deadlines_edit", args=YEAR)
NEW_YEAR = "2027-01-04 02:00:00"
FIELD = re.compile(r'<input[^>]* name="(\w+)"[^>]*? value="([^"]*)"|<input[^>]* value="([^"]*)"[^>]*? name="(\w+)"')


@pytest.fixture
def office(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def ask(office, ceremony="", sent="", first=Step.REGISTRATION_OPENING):
    return office.get(URL, {"ceremony": ceremony, "sent": sent, "first": first.value})


def proposed(response):
    """Step → the day in its field."""
    return {row.step.value: f"{row.field.value():%d/%m}" for row in response.context["rows"]}


def test_every_day_is_counted_back_in_working_days(office):
    with time_machine.travel(NEW_YEAR, tick=False):
        response = ask(office, ceremony="31/03/2027", sent="12/04/2027")

    assert response.context["doubts"] == []
    assert list(proposed(response).items()) == [
        ("registration_opening", "03/02"),  # Tết, from 4 to 10 February, lies between
        ("registration_reminder", "24/02"),
        ("registration", "03/03"),
        ("consolidated_report", "10/03"),
        ("covenant_opinions", "19/03"),
        ("invitation", "22/03"),
        ("covenant_freezing", "24/03"),
        ("covenant_printing", "26/03"),
        ("ceremony", "31/03"),
        ("covenant_sent", "12/04"),
    ]
    assert ">Thứ Tư</td>" in response.content.decode()


def test_from_the_day_of_arrival_alone(office):
    response = ask(office, sent="11/04/2027", first=Step.COVENANT_PRINTING)

    days = proposed(response)
    assert (days["ceremony"], days["covenant_sent"]) == ("02/04", "09/04")
    assert response.context["doubts"] == [
        "Ngày 11/04/2027 là ngày nghỉ (Chủ nhật); giao ước phải đến chậm nhất 09/04/2027."
    ]


@pytest.mark.parametrize(
    ("ceremony", "why"),
    [
        ("16/04/2027", "Thứ Sáu, Ngày Giỗ Tổ Hùng Vương"),
        ("03/05/2027", "Thứ Hai, Ngày Quốc tế Lao động (nghỉ bù)"),
        ("13/03/2027", "Thứ Bảy"),
        ("27/01/2028", "Thứ Năm, Mùng hai Tết Nguyên Đán"),
    ],
)
def test_a_ceremony_on_a_day_off_is_said(office, ceremony, why):
    response = ask(office, ceremony=ceremony, first=Step.COVENANT_PRINTING)

    assert response.context["doubts"] == [f"Ngày ký kết {ceremony} là ngày nghỉ ({why})."]
    assert "covenant_sent" not in proposed(response)


def test_no_proposed_day_is_a_day_off(office):
    """Both of the moved days of spring 2027 and the two of Giỗ Tổ's week lie in the way."""
    response = ask(office, ceremony="07/05/2027", first=Step.COVENANT_OPINIONS)

    assert proposed(response) == {
        "covenant_opinions": "23/04",
        "invitation": "26/04",
        "covenant_freezing": "28/04",
        "covenant_printing": "04/05",
        "ceremony": "07/05",
    }


def test_where_time_is_short_the_distances_are_shortened(office):
    response = ask(office, ceremony="31/03/2027")

    days = [date(2027, int(day[3:]), int(day[:2])) for day in proposed(response).values()]
    assert days[0] >= date(2027, 2, 25)  # today
    assert days == sorted(days)
    assert response.context["doubts"] == [
        "Thời gian ngắn hơn thường lệ nên các khoảng cách đã được rút lại; Anh/chị xem có làm kịp không."
    ]


def test_a_plan_that_cannot_fit_says_when_it_would(office):
    assert ask(office, ceremony="10/03/2027").context["doubts"] == [
        "Không kịp: từ “Mở đăng ký thi đua” đến ngày ký kết cần ít nhất 13 ngày làm việc, từ 25/02/2027 chỉ còn 9. "
        "Anh/chị ký kết sớm nhất ngày 16/03/2027, hoặc bắt đầu từ bước sau."
    ]
    assert len(ask(office, ceremony="16/03/2027").context["doubts"]) == 1
    assert "rút lại" in ask(office, ceremony="16/03/2027").context["doubts"][0]
    assert ask(office, ceremony="10/03/2027", first=Step.COVENANT_FREEZING).context["doubts"] == []


def test_a_covenant_that_would_arrive_too_late(office):
    response = ask(office, ceremony="31/03/2027", sent="01/04/2027", first=Step.COVENANT_PRINTING)

    assert response.context["doubts"] == [
        "Ký kết ngày 31/03/2027 thì không kịp gửi giao ước để đến ngày 01/04/2027; ký kết chậm nhất ngày 30/03/2027."
    ]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"ceremony": ["Nhập ngày ký kết, hoặc ngày giao ước phải đến cơ quan tổ chức."]}),
        ({"ceremony": "31/03/2026"}, {"ceremony": ["Nhập ngày từ 01/07/2026 đến 31/12/2028."]}),
        ({"sent": "31/3"}, {"sent": ["Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2027."]}),
    ],
)
def test_what_cannot_be_counted_from(office, typed, errors):
    response = ask(office, **typed)

    assert response.context["form"].errors == errors
    assert "rows" not in response.context
    assert f'value="{"".join(typed.values())}"' in response.content.decode()


def test_an_unknown_step_is_refused(office):
    response = office.get(URL, {"ceremony": "31/03/2027", "first": "handover"})

    assert response.context["form"].errors == {"first": ["Chọn một bước trong danh sách."]}


def test_a_year_is_planned_towards_a_day_before_its_first(office, ceremony):
    """One conference closes 2026 in December and signs for 2027; page, plan and deadlines take the same days."""
    general = {"kind": "tong_ket_va_ky_ket", "name": "Hội nghị", "session": "sáng", "place": "Bộ Tư pháp"}
    edit = reverse("ceremonies:ceremony_edit", args=YEAR)
    with time_machine.travel("2026-10-05 02:00:00", tick=False):
        assert save(office, edit, general | {"held_on": "25/12/2026"}).status_code == 302
        response = office.get(URL)
        kept = office.post(DEADLINES, typed_in(response))

    assert response.context["doubts"] == []
    assert proposed(response)["ceremony"] == "25/12"
    assert kept.status_code == 302
    assert Deadline.objects.get(step="invitation").due == date(2026, 12, 16)
    refused = save(office, edit, general | {"held_on": "25/12/2062"})
    assert refused.context["form"].errors == {"held_on": ["Nhập ngày từ 01/07/2026 đến 31/12/2028."]}


# --- What the year knows already ----------------------------------------------------------------


def test_the_day_of_the_ceremony_is_that_of_its_page(office, ceremony):
    ceremony.held_on = date(2027, 3, 19)
    ceremony.save()

    response = office.get(URL)

    assert response.context["form"]["ceremony"].value() == "19/03/2027"
    assert proposed(response)["ceremony"] == "19/03"
    assert "31/03/2027" in response.content.decode()  # what the year has now


@pytest.mark.parametrize("known", ["nothing", "late", "consulted", "frozen"])
def test_it_begins_with_what_is_still_to_be_done(office, cast, known):
    if known == "late":
        Deadline.objects.filter(step="registration").update(due="2027-02-20")
    if known == "consulted":
        cast.year.covenants.create(status="consulting")
    if known == "frozen":
        document = IssuedDocument.objects.create(bloc_year=cast.year, kind="GU", dated="2027-02-20", title="Giao ước")
        cast.year.covenants.create(status="frozen", document=document)

    first = {
        "nothing": "registration_reminder",
        "late": "consolidated_report",
        "consulted": "covenant_opinions",
        "frozen": "covenant_printing",
    }
    assert office.get(URL).context["form"]["first"].value() == first[known]


def test_a_year_in_preparation_begins_with_its_opening(office, cast):
    BlocYear.objects.update(status="preparing")
    office.force_login(cast["admin"])

    assert office.get(URL).context["form"]["first"].value() == "registration_opening"


def test_a_year_that_knows_no_day_shows_no_fault_before_one_is_typed(office):
    Deadline.objects.all().delete()

    response = office.get(URL)

    assert response.context["form"].errors == {}
    assert response.context["form"]["first"].value() == "registration_reminder"
    assert "rows" not in response.context


# --- Into the deadlines -------------------------------------------------------------------------


def typed_in(response):
    """What the form of the proposal posts as it stands."""
    form = response.content.decode().partition(f'action="{DEADLINES}"')[2].partition("</form>")[0]
    return {first or last: value or other for first, value, other, last in FIELD.findall(form)}


def test_what_is_accepted_becomes_the_years_deadlines_and_nothing_else_changes(office, cast):
    before = dict(Deadline.objects.values_list("step", "due"))
    with time_machine.travel(NEW_YEAR, tick=False):
        posted = typed_in(ask(office, ceremony="31/03/2027", sent="12/04/2027"))
        response = office.post(DEADLINES, posted | {"invitation": "23/03/2027"}, follow=True)

    assert "Đã lưu thời hạn." in response.content.decode()
    assert "đang để sau" not in response.content.decode()
    kept = dict(Deadline.objects.values_list("step", "due"))
    assert kept["invitation"] == date(2027, 3, 23)
    assert kept["registration_opening"] == date(2027, 2, 3)
    planned = set(Step.values[: Step.values.index("covenant_sent") + 1])
    assert {step: due for step, due in kept.items() if step not in planned} == {
        step: due for step, due in before.items() if step not in planned
    }
    assert len(kept) == len(Step)


def test_days_that_make_units_late_are_asked_about_as_ever(office):
    posted = typed_in(ask(office, ceremony="31/03/2027")) | {"registration": "20/02/2027"}

    response = office.post(DEADLINES, posted)

    assert response.context["overtaken"][0].step == "Đăng ký thi đua"
    assert not Deadline.objects.filter(step="registration_opening").exists()


def test_the_new_steps_are_in_the_calendar_of_whoever_sees_the_year(office, cast):
    cast.year.deadlines.create(step="invitation", due=date(2027, 3, 22))
    cast.year.deadlines.create(step="registration_opening", due=date(2027, 2, 3))
    office.force_login(cast["member_clerk"])

    calendar = Calendar.from_ical(office.get(f"/khoi/{YEAR[0]}/{YEAR[1]}/lich.ics").content)

    events = {str(event["UID"]).split("-")[3].split("@")[0]: event for event in calendar.walk("VEVENT")}
    assert str(events["invitation"]["SUMMARY"]) == "Hạn cuối: Gửi giấy mời, Khối thi đua số II, năm 2027"
    assert str(events["ceremony"]["SUMMARY"]) == "Lễ ký kết giao ước, Khối thi đua số II, năm 2027"
    assert str(events["ceremony"]["DESCRIPTION"]) == "Ngày 31/03/2027."
    assert str(events["registration_opening"]["SUMMARY"]).startswith("Mở đăng ký thi đua")
    assert {str(event["X-MICROSOFT-CDO-ALLDAYEVENT"]) for event in events.values()} == {"TRUE"}


def test_the_pages_that_need_it_lead_there(office, cast, ceremony):
    page = reverse("ceremonies:ceremony_detail", args=YEAR)

    assert f'href="{URL}?ve=buoi-le"' in office.get(page).content.decode()
    back = f'<a class="btn btn-secondary" href="{page}">Quay lại</a>'
    assert back in office.get(URL, {"ve": "buoi-le"}).content.decode()
    wrong = office.get(URL, {"ve": "buoi-le", "ceremony": "x", "first": "registration"}).content.decode()
    assert back in wrong
    assert '<input type="hidden" name="ve" value="buoi-le">' in wrong
    assert f'href="{DEADLINES}">Quay lại</a>' in office.get(URL, {"ve": "//example.org"}).content.decode()
    deadlines = office.get(DEADLINES).content.decode()
    assert f'href="{URL}"' in deadlines
    assert "/2027/lich.ics" in deadlines
    office.force_login(cast["member_clerk"])
    assert f'href="{URL}"' not in office.get(page).content.decode()


def test_a_deadline_on_a_holiday_says_which(office):
    Deadline.objects.filter(step="ceremony").update(due="2027-04-16")

    assert "16/04/2027 là Thứ Sáu, Ngày Giỗ Tổ Hùng Vương." in office.get(DEADLINES).content.decode()


def test_tasks_are_due_on_the_days_that_were_planned(office, cast, ceremony):
    cast.year.covenants.create()
    ceremony.held_on = date(2027, 3, 31)
    ceremony.save()

    def due():
        context = office.get(cast.year.get_absolute_url()).context
        return {task.label: task.due for task in context["others"]}

    freeze, invite = "Hoàn thiện và chốt giao ước thi đua", "Hoàn thiện chương trình và gửi giấy mời lễ ký kết"
    unplanned = due()
    assert (unplanned[freeze], unplanned[invite]) == (date(2027, 3, 31), date(2027, 3, 24))
    cast.year.deadlines.create(step="covenant_freezing", due=date(2027, 3, 23))
    cast.year.deadlines.create(step="invitation", due=date(2027, 3, 22))

    assert (due()[freeze], due()[invite]) == (date(2027, 3, 23), date(2027, 3, 22))


def test_it_is_offered_before_the_ceremony_is_planned(office):
    planless = office.get(reverse("ceremonies:ceremony_detail", args=YEAR)).content.decode()

    assert f'href="{URL}?ve=buoi-le"' in planless


def test_a_closed_year_is_not_planned(office):
    BlocYear.objects.update(status="closed")

    assert office.get(URL).status_code == 409
