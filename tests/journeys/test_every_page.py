"""Every page that a role can reach by following links: read by axe, at a desk and on a phone."""

from collections import Counter
from pprint import pformat
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from lxml import html

from accounts.models import User
from archive.demonstration import demonstrate
from pledges.sections import SECTIONS

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 640}
CUM = "/khoi/cum-trung-du-mien-nui-phia-bac/2027/"
# Addresses of one view look alike: the first is looked at, some more are only asked for, the rest left out.
ASKED_FOR = 6
FILES = (".pdf", ".docx", ".xlsx", "/tai-ve/")
YEAR = {
    "desk:year_board", "blocs:member_list", "blocs:unit_detail", "pledges:registration_list",
    "pledges:covenant_detail", "ceremonies:ceremony_detail", "documents:document_list", "pledges:text_list",
    "pledges:text_detail",
}  # fmt: skip
SIGNED_IN = {"desk:home", "desk:help", "accounts:profile", "accounts:notice_list", "blocs:bloc_list", "mfa_index"}
FILLING = {f"pledges:registration_edit/{section}" for section in SECTIONS} | {"pledges:registration_check"}
LEADING = {
    "blocs:member_edit", "blocs:member_remove", "blocs:member_add", "blocs:extension_grant", "blocs:deadlines_edit",
    "blocs:year_edit", "blocs:common_targets_edit", "pledges:registration_return",
    "pledges:consolidation_detail", "pledges:covenant_edit", "pledges:covenant_bases", "pledges:covenant_clauses",
    "pledges:covenant_reload", "pledges:covenant_freeze", "pledges:pledge_signatory", "ceremonies:ceremony_edit",
    "ceremonies:agenda_edit", "ceremonies:back_plan",
    "ceremonies:guest_edit", "ceremonies:rows_edit/van-ban-thong-qua",
}  # fmt: skip
# who → the views whose pages they must have come across, at least
EXPECTED = {
    "": {"account_login", "account_reset_password", "desk:help", "documents:verify_form"},
    "chuyenvien.laocai": SIGNED_IN | YEAR | FILLING,
    "chuyenvien.thainguyen": SIGNED_IN | YEAR | LEADING,
    "theodoi.ttcp": SIGNED_IN | YEAR | {"pledges:consolidation_detail", "blocs:bloc_create"},
    "quantri": SIGNED_IN | YEAR | {"blocs:unit_list", "blocs:unit_create", "blocs:bloc_create"},
}


# What lies under the bar now is scrolled clear of it once it has the focus (test_save_bar.py), which axe
# cannot know: it measures what is left of each field.
LAY_THE_BAR_DOWN = "document.querySelectorAll('.save-bar').forEach((bar) => { bar.style.position = 'static'; })"


def faults_of(page):
    """What is wrong with the page at the width it has now."""
    page.evaluate(LAY_THE_BAR_DOWN)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    faults = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        faults.append(("wider than its window", width))
    if page.locator("h1").count() != 1:
        faults.append(("headings of level 1", page.locator("h1").all_inner_texts()))
    if page.locator("html").get_attribute("lang") != "vi":
        faults.append(("language", page.locator("html").get_attribute("lang")))
    return faults


class Walk:
    """One person following every link, looking at one page of each view."""

    def __init__(self, page):
        self.page = page
        self.faults, self.titles, self.seen = {}, {}, Counter()

    def from_(self, *starts):
        waiting, known = list(starts), set(starts)
        while waiting:
            for link in self.visit(waiting.pop(0)):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        return self

    def visit(self, address):
        """The links that stand there."""
        name = name_of(address)
        self.seen[name] += 1
        if self.seen[name] > ASKED_FOR or (address.endswith(FILES) and self.seen[name] > 1):
            return []
        answer = self.page.request.get(address)
        address, name = urlsplit(answer.url).path, name_of(answer.url)  # where it has led on to
        if answer.status >= 400 and answer.status != 409:  # "not now" is a page that says why
            self.faults[address] = answer.status
        if answer.status >= 400 or "text/html" not in answer.headers["content-type"] or name.startswith("admin:"):
            return []
        if name not in self.titles:
            self.look(name, address)
        return links_of(answer.text(), answer.url)

    def look(self, name, address):
        faults = []
        self.page.goto(address)
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            faults += [(size["width"], *fault) for fault in faults_of(self.page)]
        self.titles[name] = self.page.title()
        if faults:
            self.faults[address] = faults


def name_of(address):
    """The view behind ``address``; sections of one view are pages of their own."""
    view = resolve(urlsplit(address).path)
    return "/".join(filter(None, [view.view_name, view.kwargs.get("section")]))


def links_of(text, base):
    """Addresses of this site in the page, in order, without the place within a page."""
    found = [urlsplit(urljoin(base, href)) for href in html.fromstring(text).xpath("//a/@href")]
    ours = [f for f in found if f.netloc == urlsplit(base).netloc]
    return [f.path + (f"?{f.query}" if f.query else "") for f in ours]


@pytest.mark.parametrize("who", list(EXPECTED))
def test_every_page_can_be_read_by_everybody(who, come_in, open_window):
    demonstrate()
    page = come_in(User.objects.get(username=who)) if who else open_window()
    walk = Walk(page).from_("/", CUM if who else "/xac-minh/")
    assert not walk.faults, pformat(walk.faults, width=160)
    assert EXPECTED[who] - set(walk.seen) == set()
    assert [title for title in walk.titles.values() if not title.endswith(" – Thi đua Khối")] == []
    same = {title: number for title, number in Counter(walk.titles.values()).items() if number > 1}
    assert same == {}
