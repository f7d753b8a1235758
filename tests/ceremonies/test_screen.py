"""The projector: theme, programme, lights; followed by many screens at the price of a few questions."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blocs.models import BlocYear, Membership
from ceremonies.models import AgendaItem, Ceremony
from pledges.models import Covenant, Pledge
from tests.cast import make_unit
from tests.look.reading import tree, words

ASKING, FINDING = 5, 3  # questions of who asks: session, person, duties, the year; and of the first within a second


@pytest.fixture
def watch(client, cast, url, the_day):
    """Ask for the screen seconds later, with the mark of the answer before."""
    client.force_login(cast["member_clerk"])

    def ask(mark="", later=2):
        the_day.shift(later)
        return client.get(url("screen_show"), headers={"If-None-Match": mark} if mark else {})

    return ask


def lights(response):
    return {words(each.xpath("./span")[0]): "lit" in each.get("class") for each in tree(response).xpath("//li[@id]")}


def crowd(cast, places):
    covenant = Covenant.objects.get()
    for place in places:
        unit = make_unit(f"dv-{place}", f"Thanh tra tỉnh thứ {place}")
        member = cast.year.memberships.create(unit=unit, order=place + 10)
        covenant.pledges.create(membership=member)


def test_theme_programme_and_every_unit(watch, session, cast, client, url):
    page = watch()

    said = words(tree(page))
    assert session.name in said
    assert "Đoàn kết, kỷ cương, trách nhiệm" in said
    assert "Chương trình 08:00 Đón tiếp đại biểu 08:15 Tuyên bố lý do 08:20 Phát biểu khai mạc" in said
    assert "Ký kết giao ước: 0/7 đơn vị" in said
    assert lights(page) == {str(unit): False for unit in cast.units.values()}
    assert not tree(page).xpath("//button | //a | //input | //form")


def test_it_follows_programme_and_signatures(watch, session, cast, client, url):
    marks = [watch()["ETag"]]
    client.force_login(cast["leader_clerk"])
    client.post(url("item_begin", session.agenda.first().pk))
    client.post(url("signature_mark", "ttbnv"))
    page = watch(marks[0])

    assert "Đang diễn ra Đón tiếp đại biểu Tiếp theo 08:15 Tuyên bố lý do" in words(tree(page))
    assert [name for name, lit in lights(page).items() if lit] == ["Thanh tra Bộ Nội vụ đã ký"]
    marks.append(page["ETag"])
    client.post(url("signature_undo", "ttbnv"))
    page = watch(marks[1])
    assert not any(lights(page).values())
    assert len({*marks, page["ETag"]}) == 3


CHANGES = {
    "unit": lambda cast: cast.units["ttbnv"].names.update(full_name="Thanh tra Bộ Nội Vụ"),
    "order": lambda cast: Membership.objects.filter(unit__slug="ttbnv").update(order=99),
    "theme": lambda cast: BlocYear.objects.update(theme="Chủ đề khác"),
    "item": lambda cast: AgendaItem.objects.update(text="Mục khác"),
    "name": lambda cast: Ceremony.objects.update(name="Lễ khác"),
    "end": lambda cast: Ceremony.objects.update(status="held"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_it_shows_changes_its_mark(watch, session, cast, change):
    before = watch()
    assert watch(before["ETag"]).status_code == 304

    CHANGES[change](cast)

    after = watch(before["ETag"])
    assert after.status_code == 200
    assert after.content != before.content


def asked(watch, mark, later):
    with CaptureQueriesContext(connection) as queries:
        answer = watch(mark, later)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", mark)
    return len(queries)


def test_an_unchanged_screen_costs_a_few_questions_and_no_page(watch, session, cast):
    for joining in ((), range(56)):
        crowd(cast, joining)
        mark = watch()["ETag"]

        assert asked(watch, mark, later=2) == ASKING + FINDING
        assert asked(watch, mark, later=0) == ASKING  # another screen within the same second


def test_what_is_shared_is_a_second_old_at_most(watch, session):
    mark = watch()["ETag"]
    Ceremony.objects.update(name="Lễ khác")

    assert watch(mark, later=0).status_code == 304
    assert "Lễ khác" in watch(mark, later=1.1).content.decode()


def test_the_browser_asks_each_time_and_no_shared_cache_keeps_it(watch, session):
    assert watch()["Cache-Control"] == "no-cache, private"


@pytest.mark.parametrize(
    ("who", "status", "kept"),
    [("member_clerk", "invited", "86400"), ("member_clerk", "held", None), ("member_clerk", "cancelled", None),
     ("another_bloc", "invited", None), (None, "invited", None)],
)  # fmt: skip
def test_what_may_be_kept_for_a_reload_without_network(client, cast, session, url, who, status, kept):
    """Whatever does not say so takes away what the page's worker kept: the end, a refusal, the page for signing in."""
    Ceremony.objects.update(status=status)
    if who:
        client.force_login(cast[who])

    assert client.get(url("screen_show"), follow=True).get("X-Kept-For") == kept


def test_the_worker_gets_hold_of_its_page_and_the_files_that_the_page_names(watch, session, client, url):
    page = tree(watch())
    worker = client.get(url("screen_keeper"))

    named = set(page.xpath("//head/link/@href | //head/script/@src"))
    kept = set(re.findall(r'"(/static/[^"]+)"', worker.content.decode()))
    assert page.xpath("/html/@data-keeper") == [url("screen_keeper").removeprefix(url("screen_show"))]
    assert worker["Content-Type"] == "text/javascript"
    assert "Service-Worker-Allowed" not in worker
    fonts = re.findall(r"vendor/[\w/-]+\.woff2", (Path(settings.BASE_DIR) / "static/css/fonts.css").read_text())
    assert kept == named | {f"/static/{font}" for font in fonts}


def test_many_units_stand_there_by_their_short_names(watch, session, cast):
    for slug, unit in cast.units.items():
        if slug != "cqttgsnh":
            unit.names.update(short_name=f"Thanh tra {slug}")
    crowd(cast, range(56))

    page = watch()

    assert len(lights(page)) == 63
    assert [*lights(page)][:2] == ["Ttbtp", "Ttbqp"]  # without "Thanh tra", with which most begin
    assert [*lights(page)][6] == "Cơ quan Thanh tra, giám sát ngân hàng"
    assert [*lights(page)][-1] == "Tỉnh thứ 55"
    assert tree(page).xpath("//main/@class") == ["crowd"]


def test_who_declines_and_why_is_not_shown(watch, session):
    Pledge.objects.filter(membership__unit__slug="ttbnv").update(status="declined", declined_reason="Chưa thống nhất")

    said = watch().content.decode()

    assert "Từ chối" not in said
    assert "Chưa thống nhất" not in said


def test_a_ceremony_without_signing_shows_no_units(watch, session):
    Ceremony.objects.update(kind="so_ket")

    assert lights(watch()) == {}


@pytest.mark.parametrize(
    ("who", "status"), [("leader_head", 200), ("organiser", 200), ("another_bloc", 404), ("former", 404)]
)
def test_the_year_watches_and_nobody_else(client, cast, session, url, who, status):
    client.force_login(cast[who])

    assert client.get(url("screen_show")).status_code == status


def test_a_mark_lets_nobody_in(client, cast, watch, session, url):
    mark = watch()["ETag"]
    client.force_login(cast["another_bloc"])

    assert client.get(url("screen_show"), headers={"If-None-Match": mark}).status_code == 404
