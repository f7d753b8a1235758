"""What a unit hands in after the report was adopted is a đăng ký bổ sung, wherever it is named."""

import io

import openpyxl
import pdfplumber
import pytest

from tests.look.reading import tree, words
from tests.pledges.registering import url, year_url

TYPED = {"number": "3", "dated": "25/02/2027", "signer": "Nguyễn Hồng Diện"}
FIRST = "Đăng ký bổ sung lần 1"


@pytest.fixture
def received(client, cast):
    """The unit's registration is received."""
    cast.registration("ttbnv")
    take(client, cast, "member_head", "submit")
    take(client, cast, "leader_clerk", "accept")


@pytest.fixture
def waiting(cast):
    """Another's is handed in."""
    registration = cast.registration("ttbtc", status="submitted")
    registration.revisions.create(number=1, content=registration.snapshot(), made_at=registration.submitted_at)


def take(client, cast, who, step, unit="ttbnv", **data):
    client.force_login(cast[who])
    response = client.post(url(f"registration_{step}", unit=unit), data)
    assert response.status_code == 302, response.content.decode()


def adopt(client, cast):
    client.force_login(cast["leader_clerk"])
    assert client.post(year_url("consolidation_adopt"), TYPED).status_code == 302


def reopened_and_handed_in(client, cast):
    take(client, cast, "leader_clerk", "return", reason="Bổ sung chỉ tiêu")
    take(client, cast, "member_head", "submit")


def listed(client, cast):
    client.force_login(cast["leader_clerk"])
    rows = client.get(year_url("registration_list")).context["rows"]
    return {row.membership.unit.slug: row.supplement for row in rows if row.supplement}


def paper_text(client, unit="ttbnv"):
    with pdfplumber.open(io.BytesIO(client.get(url("registration_paper", unit=unit)).content)) as paper:
        return paper.pages[0].extract_text()


def test_before_the_report_is_adopted_a_second_submission_is_none(client, cast, received):
    reopened_and_handed_in(client, cast)

    assert listed(client, cast) == {}
    assert "bổ sung lần" not in client.get(url("registration_detail")).content.decode()
    assert "BẢN ĐĂNG KÝ THI ĐUA NĂM 2027" in paper_text(client)


def test_what_is_reopened_and_handed_in_after_it_is_one(client, cast, received):
    adopt(client, cast)
    assert listed(client, cast) == {}

    reopened_and_handed_in(client, cast)

    assert listed(client, cast) == {"ttbnv": FIRST}
    assert FIRST in words(tree(client.get(year_url("registration_list"))))
    page = words(tree(client.get(url("registration_detail"))))
    assert f"{FIRST}: gửi hoặc tiếp nhận sau khi báo cáo tổng hợp của năm được thông qua." in page
    assert f"Lần 2 ({FIRST}):" in page
    assert "Lần 1:" in page
    assert words(tree(client.get(url("registration_revision", 2))).xpath("//h1")[0]) == (
        "Lần gửi 2: đăng ký bổ sung lần 1"
    )
    assert "2: đăng ký bổ sung lần 1" in words(tree(client.get(url("registration_submitted"))))
    assert "BẢN ĐĂNG KÝ THI ĐUA BỔ SUNG NĂM 2027" in paper_text(client)


def test_they_are_numbered_and_exported(client, cast, received):
    adopt(client, cast)
    reopened_and_handed_in(client, cast)
    take(client, cast, "leader_clerk", "accept")
    reopened_and_handed_in(client, cast)

    assert listed(client, cast) == {"ttbnv": "Đăng ký bổ sung lần 2"}
    book = openpyxl.load_workbook(io.BytesIO(client.get(year_url("registration_list_workbook")).content))
    states = {row[1]: row[3] for row in book.active.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert states["Thanh tra Bộ Nội vụ"] == "Đã gửi, chờ tiếp nhận; Đăng ký bổ sung lần 2"
    assert states["Thanh tra Bộ Công an"] == "Chưa mở"


def test_while_the_unit_completes_it_its_paper_says_so(client, cast, received):
    adopt(client, cast)
    take(client, cast, "leader_clerk", "return", reason="Bổ sung chỉ tiêu")

    assert listed(client, cast) == {}
    client.force_login(cast["member_head"])
    assert "BẢN ĐĂNG KÝ THI ĐUA BỔ SUNG NĂM 2027" in paper_text(client)


def test_what_was_handed_in_before_and_received_after_is_one_too(client, cast, received, waiting):
    adopt(client, cast)

    take(client, cast, "leader_clerk", "accept", unit="ttbtc")

    assert listed(client, cast) == {"ttbtc": FIRST}
    assert "BẢN ĐĂNG KÝ THI ĐUA BỔ SUNG NĂM 2027" in paper_text(client, "ttbtc")


def test_a_second_report_changes_nothing_of_it(client, cast, received, waiting):
    adopt(client, cast)
    reopened_and_handed_in(client, cast)
    take(client, cast, "leader_clerk", "accept")
    take(client, cast, "leader_clerk", "accept", unit="ttbtc")
    client.post(year_url("consolidation_adopt"), TYPED | {"number": "4"})

    assert listed(client, cast) == {"ttbnv": FIRST, "ttbtc": FIRST}
