"""A registration that is a state secret: received on paper, counted without content, nothing of it typed or sent."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Notice
from archive.exporting import year_as_data
from documents.description import Paragraph
from documents.models import StoredFile
from pledges import consolidation, exports
from pledges.models import Registration, WorkingCopy
from pledges.papers.consolidation import consolidation_paper
from pledges.papers.covenant import ON_PAPER, covenant_paper
from tests.documents.hostile_scans import pdf
from tests.pledges.registering import url, year_url

UNIT = "ttbca"
RECEIVE, UNDO = url("registration_paper_receive", unit=UNIT), url("registration_paper_undo", unit=UNIT)
TYPED = {"doc_number": "12/TTr", "doc_date": "20/02/2027", "received_on": "24/02/2027"}


@pytest.fixture
def office(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


@pytest.fixture
def on_paper(office):
    assert office.post(RECEIVE, TYPED).status_code == 302
    return Registration.objects.get()


def test_the_office_records_the_paper(office, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(RECEIVE, TYPED).status_code == 302

    registration = Registration.objects.get()
    assert (registration.status, registration.words) == ("accepted", "Đã tiếp nhận (bản giấy)")
    assert (registration.paper_number, registration.paper_dated) == ("12/TTr", date(2027, 2, 20))
    assert registration.paper_received_on == date(2027, 2, 24)
    assert registration.decided_by == cast["leader_clerk"]
    assert [event.kind for event in registration.events.all()] == ["started", "paper_received"]
    shown = office.get(url("registration_detail", unit=UNIT)).content.decode()
    assert "12/TTr, ngày 20/02/2027" in shown
    assert "Bỏ ghi nhận bản giấy" in shown
    assert "Đề nghị bổ sung" not in shown
    assert not Notice.objects.filter(user=cast["leader_clerk"]).exists()


def test_the_list_leads_there_and_says_so(office, on_paper):
    shown = office.get(year_url("registration_list")).content.decode()
    assert "Đã tiếp nhận (bản giấy)" in shown
    assert "bản giấy, ngày 24/02/2027" in shown
    assert RECEIVE not in shown
    assert url("registration_paper_receive", unit="ttbtc") in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"doc_number": ""}, "Nhập số, ký hiệu của văn bản"),
        ({"received_on": "26/02/2027"}, "Ngày nhận không thể sau hôm nay (25/02/2027)."),
        ({"received_on": "19/02/2027"}, "Ngày nhận không thể trước ngày văn bản (20/02/2027)."),
        ({"doc_date": "2/30/2027"}, "Nhập ngày theo dạng"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(office, typed, said):
    answer = office.post(RECEIVE, TYPED | typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 200), ("deputy_head", 403), ("neighbour_clerk", 403), ("member_head", 403), ("another_bloc", 404)],
)
def test_only_the_receiver_records_it(client, cast, who, status):
    client.force_login(cast[who])
    assert client.get(RECEIVE).status_code == status
    assert client.post(RECEIVE, TYPED).status_code == (302 if status == 200 else status)


def test_the_leaders_own_is_recorded_by_its_deputy(client, cast):
    client.force_login(cast["leader_head"])
    assert client.get(url("registration_paper_receive", unit="ttbtp")).status_code == 403
    client.force_login(cast["deputy_clerk"])
    assert client.post(url("registration_paper_receive", unit="ttbtp"), TYPED).status_code == 302


@pytest.mark.parametrize("status", ["submitted", "returned", "accepted"])
def test_what_was_handed_in_here_is_no_paper(office, cast, status):
    cast.registration(UNIT, status=status)
    assert office.get(RECEIVE).status_code == office.post(RECEIVE, TYPED).status_code == 409
    assert office.post(UNDO).status_code == 409
    assert Registration.objects.get().status == status


def test_nothing_is_typed_or_sent_for_it(client, cast, office):
    cast.registration("ttbnv")
    assert office.post(url("registration_paper_receive"), TYPED).status_code == 302
    client.force_login(cast["member_head"])

    page = client.get(url("registration_detail")).content.decode()
    assert "Đơn vị nộp bản giấy vì có nội dung bí mật nhà nước" in page
    scan = {"scan": SimpleUploadedFile("x.pdf", pdf(), "application/pdf")}
    refused = [
        client.get(url("registration_edit", "chi-tieu")),
        client.post(url("registration_edit", "thong-tin-chung"), {"headcount": "12"}),
        client.post(url("registration_autosave", "thong-tin-chung"), {"headcount": "12"}),
        client.get(url("registration_check")),
        client.post(url("registration_submit")),
        client.post(url("registration_scan_upload"), scan),
        client.get(url("registration_paper")),
        client.get(url("registration_word")),
    ]
    assert [answer.status_code for answer in refused] == [409] * len(refused)
    assert not WorkingCopy.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_begun_draft_is_shown_to_nobody_and_given_back(client, cast, office):
    draft = cast.registration("ttbnv")
    draft.targets.create(order=1, text="Chỉ tiêu không được lộ")
    office.post(url("registration_paper_receive"), TYPED)
    assert "không được lộ" not in office.get(url("registration_detail")).content.decode()
    assert "không được lộ" not in str(year_as_data(cast.year))

    assert office.post(url("registration_paper_undo")).status_code == 302

    draft = Registration.objects.get()
    assert (draft.status, draft.paper_received_on, draft.submitted_at) == ("draft", None, None)
    client.force_login(cast["member_clerk"])
    assert "không được lộ" in client.get(url("registration_detail")).content.decode()


def test_the_report_counts_it_without_content(cast, office):
    draft = cast.registration("ttbca")
    draft.targets.create(order=1, text="Chỉ tiêu không được lộ")
    office.post(RECEIVE, TYPED)

    whole = consolidation.consolidate(cast.year)

    assert [(unit.slug, unit.is_on_paper) for unit in whole.received] == [("ttbca", True)]
    row = next(row for row in exports.counts_table(whole).rows if row[1] == "Thanh tra Bộ Công an")
    assert row == (4, "Thanh tra Bộ Công an", None, None, None, "", "Nộp bản giấy")
    text = str(consolidation_paper(cast.year))
    assert "1/7 đơn vị thành viên, trong đó 1 đơn vị nộp bản giấy, không tổng hợp nội dung: Thanh tra Bộ C" in text
    assert "không được lộ" not in text
    for name in ("consolidation_detail", "consolidation_paper", "consolidation_workbook"):
        assert office.get(year_url(name)).status_code == 200


def test_the_annex_lists_it_without_targets(cast, office, draft, on_paper):
    registration = cast.registration("ttbnv", status="accepted")
    registration.targets.create(order=1, text="Kết luận đúng hạn")

    [annex] = [each for each in covenant_paper(draft).annexes if each.title.endswith("Thanh tra Bộ Công an")]
    assert annex.blocks == (Paragraph(ON_PAPER),)


def test_once_the_covenant_is_frozen_it_stays(office, on_paper, request):
    request.getfixturevalue("frozen")
    assert office.post(UNDO).status_code == 409
    assert office.get(url("registration_paper_receive", unit="ttbtc")).status_code == 409
    assert Registration.objects.get().is_on_paper


def test_its_history_tells_of_it(office, on_paper):
    office.post(UNDO)
    shown = office.get(year_url("registration_list")).content.decode()
    assert RECEIVE in shown
    assert [event.kind for event in on_paper.events.all()] == ["started", "paper_received", "paper_undone"]


@pytest.mark.parametrize("was_handed_in", [False, True])
def test_undone_it_bears_the_number_the_unit_had_given_it(cast, office, was_handed_in):
    """What the unit had written last, whether or not it had handed in something else before."""
    draft = cast.registration("ttbnv", doc_number="25/ĐK-TTB", doc_date=date(2027, 2, 20))
    if was_handed_in:
        before = draft.snapshot() | {"doc_number": "24/ĐK-TTB", "doc_date": "2027-02-19"}
        draft.revisions.create(number=1, content=before, made_at="2027-02-20T02:00Z")
    office.post(url("registration_paper_receive"), TYPED)
    assert "25/ĐK" not in office.get(url("registration_detail")).content.decode()

    assert office.post(url("registration_paper_undo")).status_code == 302

    draft = Registration.objects.get()
    assert (draft.doc_number, draft.doc_date) == ("25/ĐK-TTB", date(2027, 2, 20))
    assert (draft.paper_number, draft.paper_dated) == ("", None)


def test_what_was_received_before_the_paper_had_its_own_number_has_it_now(cast):
    moving = import_module("pledges.migrations.0017_numbers_and_reminders")
    first = cast.registration("ttbca", status="accepted", doc_number="12/TTr", paper_received_on="2027-02-24")
    second = cast.registration("ttbnv", status="accepted", doc_number="13/TTr", paper_received_on="2027-02-24")
    second.revisions.create(number=1, content=first.snapshot() | {"doc_number": "25/ĐK"}, made_at="2027-02-20T02:00Z")

    moving.to_the_paper(apps, None)

    told = Registration.objects.order_by("pk").values_list("paper_number", "doc_number")
    assert list(told) == [("12/TTr", ""), ("13/TTr", "25/ĐK")]
