"""What every test stands on: a scratch folder for files, no network, one Chromium for the run."""

import os
import shutil
import socket

import pytest
from django.template import RequestContext, Template

# Playwright's synchronous interface runs an event loop in the test's own thread, where Django
# would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The shell shows the same pages as the whole browser, without the windows around them.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
PATIENCE = 30_000  # ms; the machine that runs the tests may have other work
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="leave out what would pass the same without one")


def pytest_collection_modifyitems(config, items):
    """A second database is no reason to read the same papers and open the same windows again, nor to ask for
    each of twelve people what the same rules answer: of the cases that differ in ``who`` alone the first is kept.
    """
    if config.getoption("--only-database"):
        kept = {}
        for item in items:
            elsewhere = item.get_closest_marker("browser") or item.get_closest_marker("any_database")
            if "db" in item.fixturenames and not elsewhere:
                kept.setdefault(case_but_for_who(item), item)
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept.values())])
        items[:] = kept.values()


def case_but_for_who(item):
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if "who" not in params:
        return item.nodeid
    return item.parent.nodeid, item.originalname, *(repr(value) for name, value in params.items() if name != "who")


def work():
    """What the worker beside the server does with everything in the queue whose time has come.

    Without its loop, which closes connections: the tests' own is in a transaction.
    """
    from django_tasks_db.models import DBTaskResult  # these need the apps

    from desk.management.commands.work import queue

    worker = queue()
    while task := DBTaskResult.objects.ready().first():
        task.claim(worker.worker_id)
        worker.run_task(task)


@pytest.fixture(autouse=True)
def files_in_a_scratch_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    apart = {name: settings.CACHES[name] | {"LOCATION": str(tmp_path / name)} for name in ("annexes", "screens")}
    settings.CACHES = settings.CACHES | apart


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages_only(django_test_environment):
    """Keep the context of a page, not of each part and field of it: the copies take longer than the pages."""
    render_and_keep = Template._render

    def _render(self, context):
        is_page = isinstance(context, RequestContext) and context.template is self
        return render_and_keep(self, context) if is_page else self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _render)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Whatever reaches beyond this machine fails; a PostgreSQL of DATABASE_URL may stand elsewhere."""
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_nearby)
        yield


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright  # slow: only where a browser is asked for

    assert CHROMIUM, "Chromium is missing; run: script/setup --tests"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_window(browser, live_server):
    """A function that opens one more browser window, as another person at another desk.

    Any argument of Playwright's ``new_context`` may be given (``java_script_enabled=False``,
    ``viewport=…``), and ``expected``: words of the errors that this window may report.
    At the end the test fails on an uncaught error, on a refused resource (CSP) or on a request that left the live
    server, in any of its windows.
    """
    windows, troubles = [], []

    def open_one(*, expected=(), **options):
        def watch(message):
            if message.type == "error" and not any(words in message.text for words in ("status of 4", *expected)):
                troubles.append(message.text)

        options = {"locale": "vi-VN", "viewport": {"width": 1366, "height": 768}} | options
        window = browser.new_context(
            base_url=live_server.url, timezone_id="Asia/Ho_Chi_Minh", accept_downloads=True, **options
        )
        windows.append(window)
        window.set_default_timeout(PATIENCE)
        page = window.new_page()
        page.on("console", watch)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", note_foreign)
        return page

    def note_foreign(request):
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            troubles.append(f"request to {request.url}")

    yield open_one
    for window in windows:
        window.close()
    assert not troubles


@pytest.fixture
def page(open_window):
    """A browser window at 1366 × 768, nobody signed in."""
    return open_window()
