"""A long covenant is printed beside the pages: it waits, then it is frozen with its paper, or nothing has happened."""

from datetime import timedelta

import pytest

from documents import issuing, pdf
from pledges import printing
from pledges.models import Covenant, Printing
from pledges.papers import covenant_paper
from tests.pledges.covenants import url
from tests.plumbing import work


@pytest.fixture
def office(client, cast, draft, settings):
    settings.CELLS_PRINTED_AT_ONCE = 0
    cast.registration("ttbnv", status="accepted")
    client.force_login(cast["leader_clerk"])
    return client


def freeze(office):
    response = office.post(url("covenant_freeze"), {"year": "2027"})
    assert (response.status_code, response.headers.get("Location")) == (302, url("covenant_printing"))


def shown(office):
    response = office.get(url("covenant_printing"))
    assert response.status_code == 200
    return response.content.decode(), response.headers.get("Refresh")


def test_it_waits_for_its_paper_and_is_frozen_with_it(office, cast, draft):
    freeze(office)

    page, again = shown(office)
    assert ("Đang chờ đến lượt." in page, again) == (True, "3")
    assert "Đang lập bản in để chốt giao ước" in office.get(url("covenant_detail")).content.decode()
    for step, typed in (("covenant_freeze", {"year": "2027"}), ("covenant_consult", {}), ("covenant_clauses", {})):
        assert office.post(url(step), typed).status_code == 409
    assert Covenant.objects.get().status == "drafting"
    assert not Covenant.objects.get().pledges.exists()

    work()

    covenant = Covenant.objects.get()
    assert (covenant.status, covenant.frozen_by, covenant.pledges.count()) == ("frozen", cast["leader_clerk"], 7)
    assert office.get(url("covenant_printing")).headers["Location"] == covenant.get_absolute_url()
    assert office.get(url("covenant_paper")).content == covenant.document.pdf.read()
    assert not Printing.objects.exists()


def test_how_far_it_is_stands_on_the_page(office):
    freeze(office)
    Printing.objects.update(done=4, parts=8)
    page, _ = shown(office)
    assert "Đã dàn 4/8 phần." in page
    assert '<progress class="w-100" id="tien-do" max="8" value="4">' in page


def test_a_failure_is_told_and_can_be_tried_again(office, cast, draft):
    freeze(office)
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    work()

    page, again = shown(office)
    assert "Năm thi đua đã đóng" in page
    assert again is None
    assert Covenant.objects.get().status == "drafting"

    type(cast.year).objects.filter(pk=cast.year.pk).update(status="open")
    assert office.get(url("covenant_clauses")).status_code == 200
    freeze(office)
    work()
    assert Covenant.objects.get().status == "frozen"


def test_without_a_worker_the_page_says_so_and_the_draft_is_free_again(office, the_day):
    freeze(office)
    the_day.shift(timedelta(minutes=3))

    page, again = shown(office)
    assert "Chưa có chương trình nào nhận việc in." in page
    assert again is None
    assert office.get(url("covenant_clauses")).status_code == 200

    work()  # comes too late: somebody may be writing
    assert Covenant.objects.get().status == "drafting"
    assert "Chương trình in nhận việc quá muộn. Anh/chị chốt lại." in shown(office)[0]


def test_who_may_not_freeze_any_more_when_the_paper_is_ready_does_not(office, cast):
    freeze(office)
    cast["leader_clerk"].duties.all().delete()
    work()
    assert Covenant.objects.get().status == "drafting"
    office.force_login(cast["leader_head"])
    assert "Người bấm chốt không còn quyền chốt giao ước." in shown(office)[0]


def test_what_changes_while_it_prints_is_printed_again(office, cast):
    """Between the two the worker holds no lock; what it printed first is never frozen."""
    freeze(office)
    waiting = Printing.objects.get()
    paper = covenant_paper(Covenant.objects.get(), issuing.new_verification())
    cast.year.memberships.filter(unit__slug="ttbnv").update(signatory="Người ký mới")

    assert printing._freeze(waiting, paper, pdf.render(paper)) is False

    assert Covenant.objects.get().status == "drafting"
    assert Printing.objects.get() == waiting
    work()
    covenant = Covenant.objects.get()
    printed = {cell["key"]: cell["name"] for cell in covenant.document.snapshot["grid"]["cells"]}
    assert printed["ky-ttbnv"] == covenant.pledges.get(membership__unit__slug="ttbnv").signatory == "Người ký mới"


def test_whoever_was_silent_for_long_freezes_nothing(office, the_day):
    freeze(office)
    Printing.objects.update(done=10, parts=50)
    the_day.shift(timedelta(minutes=11))

    page, again = shown(office)
    assert "Việc lập bản in đã dừng giữa chừng" in page
    assert again is None

    freeze(office)
    assert Printing.objects.get().parts == 0
    work()  # both tasks
    assert Covenant.objects.get().status == "frozen"


def test_a_short_one_is_frozen_at_once(office, settings):
    settings.CELLS_PRINTED_AT_ONCE = 1_000
    response = office.post(url("covenant_freeze"), {"year": "2027"})
    assert response.headers["Location"] == url("covenant_detail")
    assert Covenant.objects.get().status == "frozen"
    assert office.get(url("covenant_printing")).headers["Location"] == url("covenant_detail")


def test_members_see_that_it_is_printed(office, cast, client):
    covenant = Covenant.objects.get()
    Covenant.objects.filter(pk=covenant.pk).update(status="consulting")
    covenant.rounds.create(number=1, words=covenant.snapshot())
    freeze(office)

    client.force_login(cast["member_clerk"])
    assert "Đang chờ đến lượt." in shown(client)[0]
    assert "Đang lập bản in để chốt giao ước" in client.get(url("covenant_detail")).content.decode()
    client.force_login(cast["leader_head"])
    assert client.post(url("covenant_redraft")).status_code == 409
