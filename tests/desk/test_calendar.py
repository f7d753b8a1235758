"""Last days as files for the calendar of an office, with the Vietnamese time zone."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from blocs.models import BlocYear

YEAR = "/khoi/khoi-ii/2027/"


@pytest.fixture
def member(client, cast):
    cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    client.force_login(cast["member_clerk"])
    return client


def events(response):
    """Step in the name of the event → its begin and end, and what every event has."""
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; ")
    calendar = Calendar.from_ical(response.content)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_the_whole_last_day_until_its_24_hours(member):
    [(name, event)] = events(member.get(f"{YEAR}lich/ttbnv/registration.ics")).items()

    assert name == "Hạn cuối: Đăng ký thi đua, Khối thi đua số II, năm 2027"
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    # The unit's own day, not the one for all.
    assert event.start.isoformat() == "2027-03-05T00:00:00+07:00"
    assert event.end - event.start == timedelta(days=1)
    assert str(event["UID"]) == "khoi-ii-2027-registration-ttbnv@127.0.0.1"
    [alarm] = event.walk("VALARM")
    assert timedelta(hours=-16) == alarm.TRIGGER


def test_sample_data_say_so_in_the_file_its_name_and_its_alarm(member, cast):
    BlocYear.objects.filter(pk=cast.year.pk).update(is_sample=True)

    response = member.get(f"{YEAR}lich/ttbnv/registration.ics")

    [(name, event)] = events(response).items()
    [alarm] = event.walk("VALARM")
    assert name == "[DỮ LIỆU THỬ] Hạn cuối: Đăng ký thi đua, Khối thi đua số II, năm 2027"
    assert str(alarm["DESCRIPTION"]) == "[DỮ LIỆU THỬ] Ngày mai: Hạn cuối: Đăng ký thi đua"
    for path in ("lich/ttbnv/registration.ics", "lich/ttbnv.ics", "lich.ics"):
        assert '-du-lieu-thu.ics"' in member.get(YEAR + path)["Content-Disposition"]


def test_all_days_of_a_unit_and_of_the_year(member):
    of_unit = events(member.get(f"{YEAR}lich/ttbnv.ics"))
    of_year = events(member.get(f"{YEAR}lich.ics"))

    registration = "Hạn cuối: Đăng ký thi đua, Khối thi đua số II, năm 2027"
    assert len(of_unit) == len(of_year) == 11
    assert of_unit.pop(registration).start.date() == date(2027, 3, 5)
    assert of_year.pop(registration).start.date() == date(2027, 2, 28)
    assert {name: event.start for name, event in of_unit.items()} == {
        name: event.start for name, event in of_year.items()
    }


def test_the_years_page_leads_there(member):
    page = member.get(YEAR).content.decode()

    assert f'href="{YEAR}lich/ttbnv/registration.ics"' in page
    assert f'href="{YEAR}lich/ttbnv.ics"' in page
    assert "Thanh tra Bộ Nội vụ được gia hạn đến hết ngày 05/03/2027" in page


def test_whoever_has_no_unit_there_gets_the_years(client, cast):
    client.force_login(cast["organiser"])

    page = client.get(YEAR).content.decode()

    assert f'href="{YEAR}lich.ics"' in page
    assert "Thêm vào lịch" not in page


@pytest.mark.parametrize("path", ["lich/khong-co.ics", "lich/ttbnv/khong-co.ics"])
def test_nothing_else(member, path):
    assert member.get(YEAR + path).status_code == 404
