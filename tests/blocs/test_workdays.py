"""On which days offices work, as the calendars of the years that are known tell."""

from datetime import date

import pytest
from django.urls import reverse

from blocs import workdays
from blocs.models import BlocYear, Deadline


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2017, 1, 25), date(2017, 2, 2), 1),  # Tết Đinh Dậu: 26 January to 1 February
        (date(2027, 2, 3), date(2027, 2, 11), 1),  # Tết Đinh Mùi: 4 to 10 February
        (date(2027, 4, 29), date(2027, 5, 4), 1),  # 30 April and 1 May, the latter moved to Monday
        (date(2027, 3, 5), date(2027, 3, 8), 1),
        (date(2027, 3, 5), date(2027, 3, 7), 0),
        (date(2027, 3, 5), date(2027, 3, 5), 0),
        (date(2027, 3, 5), date(2027, 3, 1), 0),
    ],
)
def test_working_days_between_two_days(first, last, days):
    assert workdays.between(first, last) == days
    if days:
        assert workdays.back(last, days) == first
        assert workdays.forward(first, days) == last


def test_a_day_off_gives_way_to_the_working_days_around_it():
    tet = date(2027, 2, 6)

    assert (workdays.on_or_before(tet), workdays.on_or_after(tet)) == (date(2027, 2, 3), date(2027, 2, 11))
    assert workdays.on_or_before(date(2027, 3, 5)) == workdays.on_or_after(date(2027, 3, 5)) == date(2027, 3, 5)


def test_deadlines_on_days_off_are_named_before_the_year_is_opened(client, cast):
    BlocYear.objects.update(status="preparing")
    Deadline.objects.exclude(step__in=["registration", "ceremony"]).delete()
    Deadline.objects.filter(step="ceremony").update(due="2027-04-16")
    client.force_login(cast["admin"])

    page = client.get(reverse("blocs:year_open", args=cast.year.url_args)).content.decode()

    assert (
        "Rơi vào ngày nghỉ: Đăng ký thi đua (Chủ nhật, 28/02/2027); "
        "Lễ ký kết giao ước (Thứ Sáu, Ngày Giỗ Tổ Hùng Vương, 16/04/2027)." in page
    )
