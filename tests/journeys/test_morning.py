"""The morning: a telephone at the door, the host's page and the projector, open at once."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs import clock
from ceremonies.models import Ceremony
from pledges.models import Covenant, Pledge
from tests.cast import make_unit
from tests.journeys.steps import fits
from tests.journeys.test_every_page import faults_of
from tests.scenes import Frozen

pytestmark = pytest.mark.browser

LONG = "Thanh tra Bộ Nông nghiệp và Phát triển nông thôn {}"
PHONE = {"viewport": {"width": 360, "height": 740}}
CUT = """() => [...document.querySelectorAll("html, main, section, .units li, .units li > span")]
    .filter(each => each.scrollHeight > each.clientHeight + 1).map(each => each.outerHTML.slice(0, 80))"""
AWAY = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "htmx:sendError", "htmx:afterRequest")

LIT_IN_KEPT_PAGE = """async (wanted) => {
    for (let tries = 0; ; tries += 1) {
        const page = await caches.match(location.pathname);
        const lit = page ? (await page.text()).split('class="lit').length - 1 : "no page";
        if (lit === wanted || tries > 600) return lit;
        await new Promise((later) => { setTimeout(later, 50); });
    }
}"""

# As on a laptop whose clock is two days ahead of the server's.
DAYS_AHEAD = """async () => {
    const kept = await caches.open((await caches.keys())[0]);
    const page = await kept.match(location.pathname);
    const headers = new Headers(page.headers);
    headers.set("Date", new Date(Date.now() - 2 * 86400000).toUTCString());
    await kept.put(location.pathname, new Response(await page.blob(), { headers }));
}"""


@pytest.fixture
def session(cast):
    Frozen(cast, None)
    Covenant.objects.update(dated=clock.today())
    Ceremony.objects.update(held_on=clock.today())
    ceremony = Ceremony.objects.get()
    ceremony.expect_members()
    return ceremony


@pytest.fixture
def address(cast):
    return lambda name: reverse(f"ceremonies:{name}", args=cast.year.url_args)


def test_seven_signatures_light_up_by_themselves(session, cast, address, come_in):
    phone = come_in(cast["leader_clerk"], **PHONE)
    host, screen = come_in(cast["leader_head"]), come_in(cast["member_clerk"], expected=AWAY)
    phone.goto(address("arrival_list"))
    host.goto(address("host_page"))
    screen.goto(address("screen_show"))
    lit, lost = screen.locator(".units .lit"), screen.get_by_text("mất kết nối")

    receive(phone, "hoang ngoc an", "Hoàng Ngọc Ân")
    expect(host.get_by_text("Đã đến 1/8 đại biểu")).to_be_visible()  # nobody has touched this page
    host.get_by_role("button", name="Mục tiếp theo").click()
    expect(screen.locator(".current")).to_have_text(session.agenda.first().text)

    for count, unit in enumerate(cast.units.values(), start=1):
        if count == 3:
            assert screen.evaluate(LIT_IN_KEPT_PAGE, 2) == 2
            screen.evaluate(DAYS_AHEAD)
            screen.context.set_offline(True)
        host.get_by_role("button", name="Ghi đơn vị này đã ký").click()
        expect(host.get_by_role("heading", name=f"Ký kết giao ước: {count}/7")).to_be_visible()
        if count == 3:
            expect(lost).to_be_visible()
            expect(lit).to_have_count(2)  # the last state stays
            screen.reload()
            expect(lost).to_be_visible()
            expect(lit).to_have_count(2)
            screen.context.set_offline(False)
        expect(lit).to_have_count(count)
        expect(lit.last).to_contain_text(str(unit))
        expect(lost).to_be_hidden()

    screen.reload()
    expect(lit).to_have_count(7)
    fits_a_projector(screen)
    for place in range(8, 64):
        cast.year.memberships.create(unit=make_unit(f"dv-{place}", LONG.format(place)), order=place)
    expect(screen.locator(".units li")).to_have_count(63)
    fits_a_projector(screen)
    Ceremony.objects.update(status="held")
    expect(screen.get_by_text("Buổi lễ đã bế mạc")).to_be_visible()
    assert screen.evaluate(LIT_IN_KEPT_PAGE, "no page") == "no page"
    assert kept_after_signing_out(screen.context) == []
    assert [faults_of(page) for page in (phone, host, screen)] == [[], [], []]
    assert Pledge.objects.signed().count() == 7


def receive(phone, typed, name):
    phone.get_by_label("Tìm đại biểu").press_sequentially(typed)
    who = phone.locator("#dai-bieu li")
    expect(who).to_have_count(1)  # found while it is typed
    who.get_by_role("button", name=re.compile("^Có mặt")).click()
    expect(phone.locator(".arrival-just")).to_contain_text(f"Đã ghi có mặt: {name}")
    fits(phone)


def kept_after_signing_out(window):
    """By the browser; the page of the projector itself stays open."""
    desk = window.new_page()
    desk.goto("/")
    desk.locator("summary:has(.user-block)").click()
    desk.get_by_role("button", name="Đăng xuất").click()
    desk.get_by_label("Mật khẩu").wait_for()
    return desk.evaluate("async () => [...await caches.keys(), ...await navigator.serviceWorker.getRegistrations()]")


def fits_a_projector(screen):
    """Nothing is cut or has to be scrolled, at either size of a projector."""
    for width, height in ((1366, 768), (1920, 1080)):
        screen.set_viewport_size({"width": width, "height": height})
        assert screen.evaluate(CUT) == []


def test_without_javascript_the_pages_are_reloaded(session, cast, address, come_in):
    screen = come_in(cast["member_clerk"], java_script_enabled=False)
    phone = come_in(cast["leader_clerk"], java_script_enabled=False, **PHONE)
    screen.goto(address("screen_show"))
    expect(screen.locator(".units .lit")).to_have_count(0)

    phone.goto(address("arrival_list"))
    phone.get_by_label("Tìm đại biểu").fill("nội vu")
    phone.get_by_role("button", name="Tìm").click()
    phone.locator("#dai-bieu li").get_by_role("button", name=re.compile("^Có mặt")).click()
    expect(phone.locator(".arrival-just")).to_contain_text("Hoàng Ngọc Ân")
    phone.goto(address("host_page"))
    phone.get_by_role("button", name="Ghi đơn vị này đã ký").click()

    expect(screen.locator(".units .lit")).to_have_count(1)
