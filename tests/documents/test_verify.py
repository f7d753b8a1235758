"""The public check of a paper: whoever holds its code may ask, nobody learns more than is printed."""

from datetime import date

import pytest
from django.core.cache import cache

from blocs.models import BlocYear
from documents.models import IssuedDocument, StoredFile
from documents.verification import MOST_FAILURES, normalised

CODE = "K7QF-2MXA-9TBC"


@pytest.fixture(autouse=True)
def no_failures_yet(db):
    cache.clear()


@pytest.fixture
def paper(cast):
    return IssuedDocument.objects.create(
        bloc_year=cast.year,
        kind="GU",
        dated=date(2027, 3, 15),
        title="GIAO ƯỚC THI ĐUA Khối thi đua số II, năm 2027",
        version=1,
        code=CODE,
        pdf=StoredFile.keep(b"%PDF-1.7 kept", "application/pdf"),
        issued_by=cast["leader_clerk"],
        snapshot={"opening": "Không công khai"},
        signatures=[
            {
                "unit": "Thanh tra Bộ Tư pháp",
                "signatory": "Nguyễn Hồng Diện",
                "post": "Chánh Thanh tra",
                "authority": "",
                "signed_on": "2027-03-15",
            },
            {
                "unit": "Thanh tra Bộ Kế hoạch và Đầu tư",
                "signatory": "Phạm Thị Ánh Tuyết",
                "post": "Phó Chánh Thanh tra",
                "authority": "KT. CHÁNH THANH TRA",
                "signed_on": None,
            },
        ],
    )


def test_anybody_may_check_a_paper(client, paper):
    page = client.get(f"/xac-minh/{CODE}/").content.decode()
    for words in [
        "Văn bản thật, do chương trình này phát hành, đang chờ các đơn vị ký.",
        "GIAO ƯỚC THI ĐUA Khối thi đua số II, năm 2027",
        "15/03/2027",
        paper.sha256,
        "Đơn vị ký: 1/2",
        "KT. CHÁNH THANH TRA",
        "Chưa ký",
    ]:
        assert words in page
    assert "DỮ LIỆU THỬ" not in page


def test_nothing_private_is_told(client, cast, paper):
    page = client.get(f"/xac-minh/{CODE}/").content.decode()
    assert "Không công khai" not in page
    assert str(cast["leader_clerk"]) not in page


def test_sample_data_is_marked(client, cast, paper):
    BlocYear.objects.filter(pk=cast.year.pk).update(is_sample=True)
    assert "văn bản này được lập để thử chương trình" in client.get(f"/xac-minh/{CODE}/").content.decode()


def test_a_superseded_paper_says_so(client, cast, paper):
    newer = IssuedDocument.objects.create(
        bloc_year=cast.year, kind="GU", dated=date(2027, 3, 20), title="Mới", version=2, code="AAAA-BBBB-CCCC"
    )
    IssuedDocument.objects.filter(pk=paper.pk).update(superseded_by=newer)

    page = client.get(f"/xac-minh/{CODE}/").content.decode()

    assert "Văn bản thật nhưng không còn được dùng." in page
    assert "Đã có phiên bản 2, ngày 20/03/2027, thay thế." in page
    assert newer.code not in page


@pytest.mark.parametrize("typed", ["k7qf-2mxa-9tbc", " K7QF 2MXA 9TBC ", "k7qf2mxa9tbc", "K7QF–2MXA–9TBC"])
def test_a_code_is_read_as_people_type_it(client, paper, typed):
    response = client.get("/xac-minh/", {"ma": typed}, follow=True)
    assert response.redirect_chain == [(f"/xac-minh/{CODE}/", 302)]
    assert paper.sha256 in response.content.decode()
    assert client.get(f"/xac-minh/{typed.strip()}/", follow=True).redirect_chain == [(f"/xac-minh/{CODE}/", 302)]


@pytest.mark.parametrize(
    "typed", ["", "abc", "K7QF-2MXA-9TB", "K7QF-2MXA-9TB0", "x" * 5000, "../../etc", "\x00", "ＡＡＡＡ"]
)
def test_what_cannot_be_a_code(client, typed):
    assert normalised(typed) == ""
    response = client.get("/xac-minh/", {"ma": typed})
    assert response.status_code == 200
    assert ("Mã phải có đủ 12" in response.content.decode()) is bool(typed.strip("\x00"))


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "abc", "%22%3E%3Csvg%20onload=1%3E"])
def test_an_unknown_code_is_explained(client, db, code):
    response = client.get(f"/xac-minh/{code}/", follow=True)
    assert response.status_code == 404
    page = response.content.decode()
    assert "chưa phát hành văn bản nào" in page
    assert "<svg onload" not in page


def test_many_wrong_codes_are_stopped(client, paper):
    for _ in range(MOST_FAILURES):
        assert client.get("/xac-minh/AAAA-BBBB-CCCC/").status_code == 404
    assert client.get("/xac-minh/AAAA-BBBB-CCCC/").status_code == 429
    assert client.get(f"/xac-minh/{CODE}/").status_code == 429
    assert client.get(f"/xac-minh/{CODE}/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_right_codes_are_never_counted(client, paper):
    for _ in range(MOST_FAILURES + 1):
        assert client.get(f"/xac-minh/{CODE}/").status_code == 200


def test_checks_take_no_post(client, paper):
    assert client.post(f"/xac-minh/{CODE}/").status_code == 405
    assert client.post("/xac-minh/").status_code == 405


@pytest.mark.browser
def test_on_a_phone_nothing_of_who_signed_is_cut(paper, open_window):
    page = open_window(viewport={"width": 360, "height": 640})
    page.goto(paper.get_absolute_url())

    for row in page.get_by_role("row").all():
        box = row.bounding_box()
        assert box is None or 0 <= box["x"] < box["x"] + box["width"] <= 360
    signed = page.get_by_role("row", name="Thanh tra Bộ Tư pháp")
    assert "Nguyễn Hồng Diện" in signed.inner_text()
    assert "15/03/2027" in signed.inner_text()
    table = page.get_by_role("table")
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
