"""The draft as a PDF to look at, whose annexes come from a cache; printed by few at once."""

import fcntl
import io

import pdfplumber
import pytest
from lxml import html

from tests.pledges.covenants import url


def words(response):
    assert response.status_code == 200
    with pdfplumber.open(io.BytesIO(b"".join(response))) as document:
        pages = [page.filter(lambda thing: thing.get("upright", True)).extract_text() for page in document.pages]
    return " ".join(" ".join(pages).split())


def test_a_changed_registration_shows_in_the_next_preview(client, cast, draft):
    target = cast.registration("ttbnv", status="accepted").targets.get()
    client.force_login(cast["leader_clerk"])
    assert "được phê duyệt 100%" in words(client.get(url("covenant_preview")))

    target.value = 97
    target.save()

    assert "được phê duyệt từ 97% trở lên" in words(client.get(url("covenant_preview")))


def test_the_page_reads_as_the_paper_does(client, cast, draft):
    cast.registration("ttbnv", status="accepted")
    client.force_login(cast["leader_clerk"])

    page = html.fromstring(client.get(url("covenant_detail")).content.decode())

    annexes = {head.text: head.getnext() for head in page.findall(".//h3") if head.text.startswith("Phụ lục")}
    assert len(annexes) == 7
    pending = annexes["Phụ lục I: Chỉ tiêu thi đua của Thanh tra Bộ Tư pháp"]
    assert pending.text == "Đơn vị chưa hoàn thành việc đăng ký chỉ tiêu thi đua."
    rows = annexes["Phụ lục V: Chỉ tiêu thi đua của Thanh tra Bộ Nội vụ"].findall(".//tbody/tr")
    assert [[cell.text for cell in row] for row in rows] == [
        ["1", "Hoàn thành kế hoạch thanh tra được phê duyệt", "100%"]
    ]


def test_who_may_not_see_the_draft_gets_nothing_out_of_the_cache(client, cast, draft):
    cast.registration("ttbnv", status="accepted")
    client.force_login(cast["leader_clerk"])
    client.get(url("covenant_preview"))

    for who in ("member_head", "another_bloc"):
        client.force_login(cast[who])
        assert client.get(url("covenant_preview")).status_code == 404


@pytest.fixture
def full(settings, tmp_path):
    """All places are taken by others."""
    (tmp_path / "printing").mkdir()
    taken = [(tmp_path / "printing" / str(number)).open("w") for number in range(settings.PRINTING_AT_ONCE)]
    for place in taken:
        fcntl.flock(place, fcntl.LOCK_EX)
    yield
    for place in taken:
        place.close()


def test_one_more_than_may_print_at_once_is_asked_to_come_again(client, cast, draft, full):
    client.force_login(cast["leader_clerk"])

    response = client.get(url("covenant_preview"))

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response["Refresh"] == "5"
    assert "Nhiều người đang in cùng lúc" in response.content.decode()
    assert client.get(url("covenant_detail")).status_code == 200


def test_a_place_is_free_again_when_its_paper_is_printed(client, cast, draft, full, settings):
    settings.PRINTING_AT_ONCE += 1
    client.force_login(cast["leader_clerk"])

    assert [client.get(url("covenant_preview")).status_code for _ in range(2)] == [200, 200]

    settings.PRINTING_AT_ONCE -= 1
    assert client.get(url("covenant_preview")).status_code == 503


@pytest.mark.parametrize(
    ("name", "unit"), [("registration_paper", ["ttbnv"]), ("consolidation_paper", []), ("chasing_letter_preview", [])]
)
def test_so_is_whoever_wants_another_paper(client, cast, full, name, unit):
    cast.registration("ttbnv", status="accepted")
    client.force_login(cast["leader_clerk"])
    assert client.get(url(name, *unit)).status_code == 503


def test_who_freezes_meanwhile_loses_nothing(client, cast, draft, full):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("covenant_freeze"), {"year": "2027"})

    assert (response.status_code, response.has_header("Refresh")) == (503, False)
    assert "quay lại trang trước và thử lại sau vài giây" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.document) == ("drafting", None)
