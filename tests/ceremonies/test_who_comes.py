"""Papers name who really comes: substitutes instead of whoever sends them, nobody who declined."""

from importlib import import_module
from io import BytesIO

import pdfplumber
import pytest
from django.apps import apps
from django.db import IntegrityError

from ceremonies.models import Ceremony


@pytest.fixture
def answered(cast, ceremony):
    """One guest sends somebody, one declines, as does one unit; one has not answered."""
    ceremony.delegates.update(answer="cu_nguoi_thay", substitute="Lê Thị Hằng", substitute_post="Phó Vụ trưởng Vụ II")
    ceremony.delegates.create(order=2, name="Trần Trung Thành", answer="khong_du")
    ceremony.delegates.create(order=3, name="Hà Minh", post="Phóng viên", group="bao_chi")
    Ceremony.objects.update(status="in_session")
    ceremony.refresh_from_db()
    ceremony.expect_members()
    ceremony.delegates.filter(membership=cast.memberships["ttbtc"]).update(answer="khong_du")
    return ceremony


def test_the_printed_list_names_who_comes(client, cast, answered, url):
    client.force_login(cast["member_clerk"])

    with pdfplumber.open(BytesIO(client.get(url("delegates_pdf")).content)) as paper:
        rows = [row for page in paper.pages for table in page.extract_tables() for row in table]

    printed = [tuple(" ".join(cell.split()) for cell in row[1:4]) for row in rows[1:]]
    assert [*printed[:2], printed[-1]] == [
        ("Lê Thị Hằng", "Phó Vụ trưởng Vụ II, Thanh tra Chính phủ", "Dự"),
        ("Nguyễn Hồng Diện", "Chánh Thanh tra Bộ Tư pháp", "Ký kết"),
        ("Hà Minh", "Phóng viên", "Dự"),
    ]
    assert len(printed) == 8
    assert not {"Trần Trung Thành", "Nguyễn Quang Thía", "Vũ Duy Ưng"} & {name for name, _, _ in printed}


def test_the_minutes_count_who_declined_as_absent(client, cast, answered, url):
    client.force_login(cast["leader_clerk"])

    client.post(url("meeting_paper_start", "bien-ban"))

    said = [clause.text for clause in answered.meeting_papers.get().clauses.all()]
    assert "Lê Thị Hằng, Phó Vụ trưởng Vụ II, Thanh tra Chính phủ." in said
    assert "Đại diện các đơn vị thành viên: 6/7 đơn vị." in said
    assert "Vắng mặt: Trần Trung Thành; Vũ Duy Ưng, Chánh Thanh tra Bộ Tài chính." in said


def test_many_who_are_absent_stand_below_each_other_in_the_minutes(client, cast, answered, url):
    client.force_login(cast["leader_clerk"])
    for order in range(20, 24):
        answered.delegates.create(order=order, name=f"Khách {order}", answer="khong_du")

    client.post(url("meeting_paper_start", "bien-ban"))

    said = [clause.text for clause in answered.meeting_papers.get().clauses.all()]
    place = said.index("Vắng mặt: 6 người.")
    assert said[place + 1 :][:2] == ["Trần Trung Thành.", "Vũ Duy Ưng, Chánh Thanh tra Bộ Tài chính."]
    assert said[place + 3 :][:4] == [f"Khách {order}." for order in range(20, 24)]


def test_the_article_names_the_substitute(client, cast, answered, url):
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = answered.article.body
    assert "đồng chí Lê Thị Hằng, Phó Vụ trưởng Vụ II, Thanh tra Chính phủ" in body
    assert "Trần Trung Thành" not in body


def test_two_people_of_a_unit_are_one_vote(cast, answered):
    member = cast.memberships["ttbtp"]
    answered.delegates.create(order=20, name="Lê Văn Khôi", membership=member)
    answered.delegates.filter(membership=member).update(attended=True)

    assert answered.units_present == 1


@pytest.mark.parametrize(
    "kept",
    [{"answer": "cu_nguoi_thay"}, {"answer": "du", "substitute": "Lê An"}, {"answer": "", "substitute_post": "Phó"}],
)
def test_a_substitute_is_named_exactly_where_one_is_sent(ceremony, kept):
    with pytest.raises(IntegrityError):
        ceremony.delegates.update(**kept)


def test_members_listed_before_there_were_groups_are_members_who_sign(cast, ceremony):
    ceremony.expect_members()
    ceremony.delegates.update(group="khach_moi", role="du")

    import_module("ceremonies.migrations.0008_members_sign").say_so(apps, None)

    assert list(ceremony.delegates.values_list("group", "role")) == [
        ("khach_moi", "du"),
        *[("thanh_vien", "ky_ket")] * 7,
    ]
