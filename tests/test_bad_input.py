"""No 500 from anything a person can type or post: every form × nasty values, made from the URL resolver."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.test_permissions import ACCESS, Scene

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
# The account's own pages end sessions and count tries; tests/accounts has their bad input.
OWN_TESTS = ("account_", "mfa_", "usersessions", "accounts:")
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([^\"]+)\"[^>]*>")
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
KEPT = re.compile(r"csrfmiddlewaretoken|.*(INITIAL|MIN_NUM|MAX_NUM)_FORMS")
TOTAL = re.compile(r".*TOTAL_FORMS")


def fields_of(page):
    """Names of what the page's forms send, with the values they stand at."""
    return {
        found.group(1): unescape(value.group(1)) if (value := VALUE.search(found.group(0))) else ""
        for found in FIELD.finditer(page)
    }


def posted(fields, turn):
    """The fields filled with nasty values, another for each field and turn; the page's bookkeeping kept."""
    typed = {}
    for place, (name, value) in enumerate(sorted(fields.items())):
        if KEPT.fullmatch(name):
            typed[name] = value
        elif TOTAL.fullmatch(name):
            typed[name] = [value, "99999999999", "-3", "abc"][turn % 4]
        else:
            typed[name] = NASTY[(place + turn) % len(NASTY)]
    return typed


def posters():
    """Every address that somebody may post to, with one such person."""
    for name, (_, people) in ACCESS.items():
        if people and not name.startswith(OWN_TESTS):
            yield name, sorted(people)[-1]


@pytest.mark.parametrize(("name", "who"), list(posters()))
def test_whatever_is_typed_gets_an_answer(client, cast, name, who):
    scene = Scene(cast)
    client.force_login(cast[who])
    address = scene.address(name)
    page = client.get(address)
    fields = fields_of(page.content.decode()) if page.status_code == 200 else {"reason": "", "on": "", "present": ""}

    answers = [client.post(address, posted(fields, turn)).status_code for turn in range(5)]
    answers.append(client.post(address, {}).status_code)
    answers.append(client.post(address, b"\xff\xfe{", content_type="application/json").status_code)
    upload = {key: SimpleUploadedFile("../x.pdf", b"%PDF-\x00", "text/html") for key in fields} or {"scan": b""}
    answers.append(client.post(address, upload).status_code)

    assert [answer for answer in answers if answer >= 500] == []


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

    assert client.get(address).status_code == 404
