"""People at their desks: browser windows in which somebody is signed in."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD


@pytest.fixture(autouse=True)
def as_installed(transactional_db):
    """Whatever used the live server before has emptied the catalogues, but not the table of sign-in limits."""
    import_module("blocs.migrations.0002_catalogues").fill(apps, None)
    cache.clear()


@pytest.fixture
def sign_in(open_window):
    """A function that opens a window in which ``username`` signs in through the page for it."""

    def sign_in_as(username, **options):
        page = open_window(**options)
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", level=1, name="Việc cần làm").wait_for()
        return page

    return sign_in_as


@pytest.fixture
def come_in(open_window, live_server):
    """A function that opens a window in which ``user`` is signed in already."""

    def come_in_as(user, **options):
        client = Client()  # one for each: to sign in anew would sign out who came in before
        client.force_login(user)
        page = open_window(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return come_in_as
