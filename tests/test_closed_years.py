"""Once a year is closed nothing of it changes any more, whoever asks; its papers stay readable."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import BlocYear
from ceremonies.models import Article, Ceremony
from pledges import drafting, freezing, signing
from pledges.models import Covenant, Pledge
from tests.look.reading import tree
from tests.pledges.covenants import consult, say

SENTENCE = "Năm thi đua đã đóng nên không thay đổi được nữa."


def url(name, *more):
    return reverse(name, args=["khoi-ii", 2027, *more])


def close(cast):
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")


def refused(response):
    page = response.content.decode()
    return response.status_code == 409 and SENTENCE in page and "liên hệ cơ quan tổ chức" in page


@pytest.fixture
def draft(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    Covenant.objects.filter(pk=covenant.pk).update(place="Hà Nội", dated=date(2027, 2, 25))
    return Covenant.objects.get()


@pytest.fixture
def signed_by_one(cast, draft):
    covenant = freezing.freeze(draft, by=cast["leader_clerk"])
    signing.mark_signed(
        covenant.pledges.get(membership__unit__slug="ttbqp"), by=cast["leader_clerk"], on=date(2027, 2, 25)
    )
    return covenant


@pytest.fixture
def ceremony(cast):
    ceremony = Ceremony.objects.create(bloc_year=cast.year, name="Lễ ký kết", held_on="2027-02-25", place="Hà Nội")
    ceremony.agenda.create(order=1, text="Đón tiếp đại biểu")
    return ceremony


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("ceremony_invite", "planned"),
        ("ceremony_start", "invited"),
        ("ceremony_close", "in_session"),
        ("ceremony_cancel", "planned"),
        ("attendance_mark", "held"),
        ("ceremony_edit", "planned"),
    ],
)
def test_the_ceremony_stays_as_it_was(client, cast, ceremony, name, before):
    guest = ceremony.delegates.create(name="Nguyễn Quang Thía")
    Ceremony.objects.update(status=before)
    close(cast)
    client.force_login(cast["leader_head"])

    assert refused(client.post(url(f"ceremonies:{name}"), {"present": guest.pk, "name": "Tên khác"}))
    assert Ceremony.objects.values_list("status", "name").get() == (before, "Lễ ký kết")
    guest.refresh_from_db()
    assert guest.attended is None


def test_no_ceremony_is_planned(client, cast):
    close(cast)
    client.force_login(cast["leader_head"])

    assert refused(client.post(url("ceremonies:ceremony_plan")))
    assert not Ceremony.objects.exists()


def test_the_public_article_is_still_published_and_withdrawn(client, cast, ceremony):
    article = Article.objects.create(ceremony=ceremony, slug="le-ky-ket", title="Lễ ký kết", body="Tin.")
    Ceremony.objects.update(status="held")
    close(cast)
    client.force_login(cast["leader_head"])

    assert client.post(url("ceremonies:article_publish")).status_code == 302
    article.refresh_from_db()
    assert article.published_by == cast["leader_head"]
    assert client.post(url("ceremonies:article_withdraw")).status_code == 302
    article.refresh_from_db()
    assert article.published_at is None


@pytest.mark.parametrize(
    ("name", "unit", "data"),
    [
        ("pledge_sign", "ttbnv", {}),
        ("pledge_unsign", "ttbqp", {}),
        ("pledge_decline", "ttbnv", {"reason": "Chưa được ủy quyền."}),
    ],
)
def test_signatures_stay_as_they_were(client, cast, signed_by_one, name, unit, data):
    close(cast)
    client.force_login(cast["leader_head"])

    assert refused(client.post(url(f"pledges:{name}", unit), data))
    assert list(Pledge.objects.exclude(status="waiting").values_list("membership__unit__slug", "status")) == [
        ("ttbqp", "signed")
    ]


def test_nor_all_at_once(client, cast, signed_by_one):
    close(cast)
    client.force_login(cast["leader_head"])
    rest = [str(pledge.pk) for pledge in Pledge.objects.unsigned()]

    assert refused(client.post(url("pledges:pledge_sign_many"), {"pledges": rest, "signed_on": "25/02/2027"}))
    assert Pledge.objects.signed().count() == 1
    assert Covenant.objects.get().status == "frozen"


def test_no_scan_is_uploaded(client, cast, signed_by_one):
    close(cast)
    client.force_login(cast["leader_head"])
    scan = SimpleUploadedFile("ban-quet.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")

    assert refused(client.post(url("pledges:covenant_scan_upload"), {"scan": scan}))
    assert Covenant.objects.get().scan is None


def test_nobody_gives_or_answers_opinions(client, cast, draft):
    said = say(consult(draft), cast.memberships["ttbnv"], text="Thêm căn cứ.")
    close(cast)

    client.force_login(cast["member_head"])
    assert refused(client.post(url("pledges:opinion_give", "ttbnv"), {"stance": "agrees"}))
    client.force_login(cast["leader_head"])
    assert refused(client.post(url("pledges:opinion_answer", "ttbnv"), {"response": "Tiếp thu."}))
    said.refresh_from_db()
    assert (said.stance, said.text, said.response) == ("comments", "Thêm căn cứ.", "")


@pytest.mark.parametrize("who", ["leader_head", "organiser", "member_head"])
@pytest.mark.parametrize("state", ["drafting", "consulting", "frozen", "none"])
def test_the_covenants_page_leads_nowhere_that_is_refused(client, cast, draft, who, state):
    if state == "none":
        draft.delete()
    elif state == "frozen":
        freezing.freeze(draft, by=cast["leader_head"])
    elif state == "consulting":
        consult(draft)
    close(cast)
    client.force_login(cast[who])

    page = client.get(url("pledges:covenant_detail"))

    links = set(tree(page).xpath("//main//a/@href | //main//form/@action"))
    assert {client.get(link).status_code for link in links if link.startswith("/")} <= {200}
    assert SENTENCE in page.content.decode()


def test_nobody_names_another_signatory(client, cast, draft):
    close(cast)
    client.force_login(cast["member_head"])

    assert refused(client.post(url("pledges:pledge_signatory", "ttbnv"), {"signatory": "Người khác"}))
    cast.memberships["ttbnv"].refresh_from_db()
    assert cast.memberships["ttbnv"].signatory == "Hoàng Ngọc Ân"


@pytest.mark.parametrize(
    ("who", "name", "before", "data"),
    [
        ("member_head", "submit", "draft", {}),
        ("member_head", "withdraw", "submitted", {}),
        ("leader_head", "accept", "submitted", {}),
        ("leader_head", "return", "submitted", {"reason": "Bổ sung."}),
    ],
)
def test_registrations_stay_as_they_were(client, cast, who, name, before, data):
    registration = cast.registration("ttbnv", status=before)
    close(cast)
    client.force_login(cast[who])

    assert refused(client.post(url(f"pledges:registration_{name}", "ttbnv"), data))
    assert type(registration).objects.get().status == before


@pytest.mark.parametrize("name", ["year_edit", "common_targets_edit", "deadlines_edit", "member_add"])
def test_the_year_itself_stays_as_it_was(client, cast, name):
    close(cast)
    client.force_login(cast["leader_head"])

    assert refused(client.post(url(f"blocs:{name}"), {"theme": "Chủ đề khác"}))
