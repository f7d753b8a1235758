"""No 500 from anything a person can type or post: every form × nasty values, made from the URL resolver."""

import re
from collections import defaultdict

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.test_permissions import ACCESS, moment_of, undone

NASTY = [
    "",
    "-1",
    "9" * 400,
    "1e309",
    "٣",
    "31/02/2027",
    "05/03/99999",
    "a\x00b",
    "a\r\nSet-Cookie: x=1",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% debug %}{0.__class__}",
    '=HYPERLINK("http://x")',
    "Tư pháp " * 5000,
    "😀\u202e",
    "../../etc/passwd",
    "None",
]
# What is wrong in every field of the form at once; a form may take it where it does not matter (−1 as a theme).
FAULTS = {
    "too long": "Chữ đã gõ " * 3500,
    "no such day": "31/02/2027",
    "negative": "-1",
    "huge": "9" * 40,
    "not text": "a\x00b",
    "unknown choice": "khong-co",
}
# The account's own pages end sessions and count tries; tests/accounts has their bad input.
OWN_TESTS = ("account_", "mfa_", "usersessions", "accounts:")
KEPT = re.compile(r"csrfmiddlewaretoken|token|.*(INITIAL|MIN_NUM|MAX_NUM)_FORMS")
TOTAL = re.compile(r".*TOTAL_FORMS")
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
# A working copy holds what was refused, so that it is not lost (docs/decisions/0014-autosave.md).
OURS = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \"(accounts|blocs|documents|pledges|ceremonies)_(?!workingcopy)")


def form_on(page, address):
    """The form of the page that posts to it; None on a page without."""
    if page.status_code != 200:
        return None
    forms = html.fromstring(page.content).xpath("//main//form[translate(@method, 'POST', 'post') = 'post']")
    return next((form for form in forms if form.get("action", address) in ("", address)), None)


def controls(form):
    """Name → control of what a person fills in; what the page itself posts, buttons and files left out."""
    named = {control.name: control for control in form.inputs if control.name and control.tag != "button"}
    dull = ("hidden", "submit", "file", "checkbox")
    return {name: control for name, control in named.items() if control.get("type") not in dull}


def posted(form, turn):
    """The fields filled with nasty values, another for each field and turn; the page's bookkeeping kept."""
    typed = {}
    for place, (name, value) in enumerate(sorted(form.form_values() if form is not None else [])):
        if KEPT.fullmatch(name):
            typed[name] = value
        elif TOTAL.fullmatch(name):
            typed[name] = [value, "99999999999", "-3", "abc"][turn % 4]
        else:
            typed[name] = NASTY[(place + turn) % len(NASTY)]
    return typed or {"reason": NASTY[turn], "on": NASTY[turn + 1], "present": NASTY[turn + 2]}


def faulty(form, kind):
    """What is posted with one fault in each field that can have it, all else as it stands on the page."""
    typed = dict(form.form_values())
    for name, control in controls(form).items():
        chosen = control.tag == "select" or control.get("type") == "radio"
        if chosen == (kind == "unknown choice"):
            typed[name] = FAULTS[kind]
    return typed


def posters():
    """Every address that somebody may post to, by its moment and one such person."""
    found = defaultdict(list)
    for name, (_, people) in ACCESS.items():
        if people and not name.startswith(OWN_TESTS):
            found[moment_of(name), sorted(people)[-1]].append(name)
    return [pytest.param(*key, names, id=f"{key[0].__name__}-{key[1]}") for key, names in found.items()]


@pytest.mark.parametrize(("moment", "person", "names"), posters())
def test_whatever_is_typed_gets_an_answer(client, cast, moment, person, names):
    scene = moment(cast, person)
    client.force_login(cast[person])
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    found = []
    for name in names:
        client.cookies.load(cookies)
        with undone():
            found += [f"{name}: {each}" for each in troubles(client, scene.address(name))]
    assert not found, "\n" + "\n".join(found)


def troubles(client, address):
    form = form_on(client.get(address), address)
    bodies = [posted(form, turn) for turn in range(5)]
    bodies += [{}, {key: SimpleUploadedFile("../x.pdf", b"%PDF-\x00", "text/html") for key in ("scan", "picture")}]

    found = [trouble(client, address, body) for body in bodies]
    if form is not None:
        found += [trouble(client, address, faulty(form, kind), FAULTS[kind]) for kind in FAULTS]
    if (status := client.post(address, b"\xff\xfe{", content_type="application/json").status_code) >= 500:
        found.append(f"{status} for what is no form")
    return filter(None, found)


def trouble(client, address, body, typed=""):
    """What is wrong with the answer to ``body``; None if it is taken, or refused with a reason and nothing stored."""
    with CaptureQueriesContext(connection) as queries, undone():
        response = client.post(address, {"csrfmiddlewaretoken": "x"} | body)
    if response.status_code == 302:
        return None
    if response.status_code not in (200, 400, 409):
        return f"{response.status_code}"
    if wrote := [query["sql"][:80] for query in queries if OURS.match(query["sql"])]:
        return f"refused with {response.status_code}, but wrote {wrote[0]}"
    if response["Content-Type"] == "application/json":  # read by the page's own script
        return None if VIETNAMESE.search(response.json()["said"]) else "no reason given"
    page = html.fromstring(response.content)
    if page.xpath("//main//button[@name='xac-nhan']"):  # taken, shown before anything is stored
        return None
    return unexplained(page) or (f"lost {typed[:20]!r}" if typed in body.values() and not kept(page, typed) else None)


def unexplained(page):
    """What is wrong with the reasons that the page of a refusal gives; None when they are sentences in Vietnamese."""
    said = page.xpath("//*[contains(@class, 'error-summary')]//li | //*[contains(@class, 'notice-ask')]//strong")
    sentences = [" ".join(sentence.text_content().split()) for sentence in said]
    foreign = [sentence for sentence in sentences if not VIETNAMESE.search(sentence)]
    return f"not in Vietnamese: {foreign[0]}" if foreign else None if sentences else "no reason given"


def kept(page, typed):
    """What was typed stands on the page; a choice that there is not cannot, an unprintable letter need not."""
    shown = " ".join([*page.xpath("//main//input/@value"), *page.xpath("//main//text()")])
    return typed == FAULTS["unknown choice"] or typed.strip().replace("\x00", "") in shown


@pytest.mark.parametrize("typed", NASTY)
def test_whatever_is_searched_gets_an_answer(client, cast, typed):
    client.force_login(cast["leader_clerk"])

    for address in ("/khoi/", "/don-vi/", "/khoi/khoi-ii/2027/dang-ky/", "/xac-minh/", "/tai-khoan/thong-bao/"):
        for key in ("q", "ma", "code", "trang", "page", "next", "state"):
            assert client.get(address, {key: typed}).status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/khoi/khoi-ii/99999999999999999999/",
        "/khoi/khoi-ii/0/",
        "/khoi/%00/2027/",
        "/xac-minh/%F0%9F%98%80/",
        "/tin-tuc/99999999999999999999/x/",
        "/khoi/khoi-ii/2027/dang-ky/ttbnv/lan-gui/99999999999999999999/",
        "/tin-tuc/2027/le-ky-ket/anh/99999999999999999999/",
    ],
)
def test_impossible_addresses_are_not_found(client, cast, address):
    client.force_login(cast["leader_clerk"])

    answers = {client.get(address).status_code, client.post(address).status_code}

    assert answers in ({404}, {404, 405})
