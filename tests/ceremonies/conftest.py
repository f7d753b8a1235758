from datetime import date

import pytest
from django.urls import reverse

from ceremonies.models import Article, Ceremony, Delegate
from ceremonies.programme import keep_clock
from tests.scenes import Frozen


@pytest.fixture
def ceremony(cast):
    """A ceremony planned for the very day of the tests, with one item and one guest."""
    ceremony = Ceremony.objects.create(
        bloc_year=cast.year,
        name="Lễ ký kết Giao ước thi đua năm 2027",
        held_on=date(2027, 2, 25),
        session="sáng",
        place="Bộ Tư pháp",
        host=cast.units["ttbtp"],
        chair="Nguyễn Hồng Diện",
        chair_post="Chánh Thanh tra Bộ Tư pháp, Khối trưởng",
    )
    ceremony.agenda.create(order=1, minutes=15, text="Đón tiếp đại biểu")
    ceremony.delegates.create(
        order=1, name="Nguyễn Quang Thía", post="Vụ trưởng Vụ II", organisation="Thanh tra Chính phủ"
    )
    return ceremony


@pytest.fixture
def session(cast):
    """The covenant lies on the table, the ceremony goes on; its programme begins at eight."""
    Frozen(cast, None)
    ceremony = Ceremony.objects.get()
    ceremony.agenda.all().delete()
    items = [("Đón tiếp đại biểu", 15), ("Tuyên bố lý do", 5), ("Phát biểu khai mạc", 10), ("Ký kết Giao ước", 15)]
    for order, (text, minutes) in enumerate(items, start=1):
        ceremony.agenda.create(order=order, minutes=minutes, text=text)
    keep_clock(ceremony)
    return ceremony


@pytest.fixture
def url(cast):
    """``url("ceremony_invite")`` in the year of the cast; more arguments follow."""
    return lambda name, *more: reverse(f"ceremonies:{name}", args=[*cast.year.url_args, *more])


@pytest.fixture
def office(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


@pytest.fixture
def held(office, ceremony, url, the_day):
    """Invited, opened at 9:00, all but the last unit there, closed at 10:30."""
    assert office.post(url("ceremony_invite")).status_code == 302
    assert office.post(url("ceremony_start")).status_code == 302
    came = list(Delegate.objects.values_list("pk", flat=True))[:-1]
    office.post(url("attendance_mark"), {"present": came})
    Ceremony.objects.update(secretary="Đỗ Thị Ngọc Ánh", secretary_post="Chuyên viên")
    the_day.shift(1.5 * 3600)
    assert office.post(url("ceremony_close")).status_code == 302
    return Ceremony.objects.get()


@pytest.fixture
def article(client, cast, ceremony, url):
    """Begun by the leader's clerk, who stays signed in, when the ceremony is over."""
    Ceremony.objects.update(status="held")
    client.force_login(cast["leader_clerk"])
    client.post(url("article_start"))
    return Article.objects.get()


@pytest.fixture
def publish(client, cast, url):
    """The leader's head comes in and publishes the article."""

    def publish_it():
        client.force_login(cast["leader_head"])
        return client.post(url("article_publish"))

    return publish_it
