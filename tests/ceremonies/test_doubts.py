"""What is shown before a step that is not taken back: whatever disagrees with the records."""

import re

import pytest
from lxml import html

from ceremonies.models import Ceremony, Delegate
from pledges import signing
from pledges.models import Pledge
from tests.look.reading import tree, words
from tests.pledges.covenants import SIGNED_ON
from tests.saving import save

DRAFT = "Giao ước chưa chốt nên chưa ghi nhận được chữ ký trong buổi lễ."


def doubts(client, address):
    found = html.fromstring(client.get(address).content.decode()).xpath("//main//*[contains(@class,'notice')]//li")
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in found]


@pytest.mark.parametrize(("kind", "said"), [("ky_ket", [DRAFT]), ("tong_ket_va_ky_ket", [DRAFT]), ("so_ket", [])])
def test_a_signing_without_a_frozen_covenant_is_named_before_it_opens(office, ceremony, url, kind, said):
    Ceremony.objects.update(status="invited", kind=kind)

    assert doubts(office, url("ceremony_start")) == said


def test_what_is_still_open_is_named_before_the_end(office, cast, session, url):
    Ceremony.objects.update(status="in_session", kind="ky_ket")
    session.delegates.all().delete()
    session.delegates.create(order=1, name="Nguyễn Quang Thía")
    session.adoptions.all().delete()
    session.adoptions.create(order=1, title="Quy chế hoạt động")
    pledge = Pledge.objects.get(membership=cast.memberships["ttbnv"])
    signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)

    assert doubts(office, url("ceremony_close")) == [
        "Mới ghi nhận 1/7 đơn vị ký giao ước.",
        "1 đại biểu chưa được ghi có mặt hay vắng.",
        "1 nội dung biểu quyết chưa ghi kết quả.",
    ]


def test_who_signs_by_the_list_or_signed_while_absent_is_named(office, cast, session, url):
    session.delegates.all().delete()
    session.adoptions.all().delete()
    unit = cast.memberships["ttbtc"]
    sent = {"name": "Hoàng Minh Tuấn", "membership": unit, "group": "thanh_vien", "role": "ky_ket"}
    session.delegates.create(order=1, **sent, attended=False)
    session.delegates.create(order=2, name="Nguyễn Quang Thía", attended=True)
    pledge = Pledge.objects.get(membership=unit)
    signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    differ = f"{unit} (danh sách: Hoàng Minh Tuấn; giao ước: {pledge.signatory})."
    differ = f"Danh sách đại biểu và giao ước ghi người ký khác nhau: {differ}"

    Ceremony.objects.update(status="invited", kind="ky_ket")
    assert doubts(office, url("ceremony_start")) == [differ]
    Ceremony.objects.update(status="in_session", ended="10:30", secretary="Đỗ Thị Ngọc Ánh")
    office.post(url("meeting_paper_start", "bien-ban"))
    late = [differ, "Mới ghi nhận 1/7 đơn vị ký giao ước.", f"Đã ghi nhận chữ ký nhưng chưa ghi có mặt: {unit}."]
    for question in (url("ceremony_close"), url("meeting_paper_issue", "bien-ban")):
        assert doubts(office, question) == late
    page = words(tree(office.get(url("host_page"))))
    assert (f"{unit} (chưa điểm danh)" in page, differ in page) == (True, True)
    session.delegates.update(attended=True)
    session.delegates.filter(order=1).update(name=pledge.signatory.upper())
    assert doubts(office, url("ceremony_close")) == late[1:2]
    page = words(tree(office.get(url("host_page"))))
    assert "(chưa điểm danh)" in page  # beside the other units
    assert f"{unit} (chưa điểm danh)" not in page


def test_a_programme_that_does_not_fit_and_a_late_invitation_are_named_before_it_goes_out(office, ceremony, url):
    ceremony.agenda.create(order=2, fixed_at="08:10", minutes=5, text="Khai mạc")

    first, second, *_ = doubts(office, url("invitation_issue"))

    assert first == "Mục 2 cố định lúc 08:10, nhưng mục 1 đến 08:15 mới xong."
    assert second.startswith("Đã đến ngày tổ chức nên đại biểu không trả lời được")


def test_the_head_is_told_whom_the_article_names_though_they_did_not_come(client, cast, article, url):
    Delegate.objects.create(ceremony=article.ceremony, order=2, name="Trần Trung Thành", attended=True)
    article.ceremony.delegates.filter(order=1).update(attended=False)
    article.body = "Dự buổi lễ có đồng chí Nguyễn Quang Thía và đồng chí Trần Trung Thành."
    article.save()
    client.force_login(cast["leader_head"])

    assert doubts(client, url("article_publish")) == ["Bài nhắc người không được ghi có mặt: Nguyễn Quang Thía.", DRAFT]


@pytest.mark.parametrize(("votes", "is_kept"), [("7", True), ("8", False)])
def test_no_more_votes_than_members_where_the_roll_was_not_called(office, ceremony, url, votes, is_kept):
    data = {"adoptions-TOTAL_FORMS": "1", "adoptions-INITIAL_FORMS": "0", "adoptions-0-kind": "van_ban"}
    data |= {"adoptions-0-title": "Quy chế hoạt động", "adoptions-0-in_favour": votes}

    page = save(office, url("rows_edit", "van-ban-thong-qua"), data)

    assert ceremony.adoptions.exists() is is_kept
    assert is_kept or "Có 8 phiếu, nhưng chỉ có 7 đơn vị thành viên." in page.content.decode()


def test_after_the_end_the_papers_come_next_until_they_are_issued(office, ceremony, url):
    Ceremony.objects.update(status="held")

    assert "lập và ban hành biên bản, thông báo kết luận" in office.get(url("ceremony_detail")).content.decode()
