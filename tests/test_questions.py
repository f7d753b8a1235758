"""Before a step that is hard to undo or that many people are told of there is a question; GET changes nothing."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
from lxml import html

from blocs.models import BlocYear
from ceremonies.models import Ceremony
from ceremonies.planning import plan_ceremony
from pledges import drafting
from pledges.models import Covenant


@dataclass(frozen=True)
class Step:
    address: str
    offered_on: str
    button: str
    words: str
    before: dict


def covenant_of(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)


def ceremony_of(cast):
    ceremony = plan_ceremony(cast.year, held_on=cast.year.due("registration"))
    Ceremony.objects.filter(pk=ceremony.pk).update(place="Hội trường Bộ Tư pháp")


# The clerk asks: the other seven people of the seven units that have any would be told.
TOLD = "6 người ở các đơn vị thành viên"
NOBODY = "không ai;"
TYPED = {
    "year": "2027", "typed_year": "2027", "until": "20/03/2027", "number": "5", "dated": "28/02/2027", "signer": "An",
    "reason": "Hoãn.",
}  # fmt: skip
STEPS = {
    "open": Step("blocs:year_open", "blocs:member_list", "Mở năm thi đua", TOLD, {"year": "preparing"}),
    "next": Step("blocs:year_prepare", "blocs:member_list", "Chuẩn bị năm 2028", NOBODY, {}),
    "consult": Step("pledges:covenant_consult", "pledges:covenant_detail", "Gửi lấy ý kiến", TOLD, {}),
    "freeze": Step("pledges:covenant_freeze", "pledges:covenant_detail", "Chốt giao ước", TOLD, {}),
    "invitation": Step("ceremonies:invitation_issue", "ceremonies:ceremony_detail", "Ban hành giấy mời", TOLD, {}),
    "invite": Step("ceremonies:ceremony_invite", "ceremonies:invitation_issue", "Đánh dấu đã mời", TOLD, {}),
    "start": Step(
        "ceremonies:ceremony_start", "ceremonies:ceremony_detail", "Khai mạc", "Điểm danh", {"ceremony": "invited"}
    ),
    "close": Step(
        "ceremonies:ceremony_close", "ceremonies:ceremony_detail", "Bế mạc", NOBODY, {"ceremony": "in_session"}
    ),
    "cancel": Step("ceremonies:ceremony_cancel", "ceremonies:ceremony_detail", "Hủy buổi lễ", NOBODY, {}),
    "end": Step("blocs:year_close", "blocs:member_list", "Đóng năm 2027", "không rút lại được", {}),
}


@pytest.fixture(params=STEPS, ids=str)
def step(request, cast, the_day):
    found = STEPS[request.param]
    covenant_of(cast)
    ceremony_of(cast)
    the_day.move_to("2027-02-28 02:00:00")
    BlocYear.objects.filter(pk=cast.year.pk).update(status=found.before.get("year", "open"))
    Ceremony.objects.update(status=found.before.get("ceremony", "planned"))
    return found


def standing():
    """All statuses a step could have changed."""
    return [list(model.objects.values_list("status", flat=True)) for model in (BlocYear, Covenant, Ceremony)]


def parts(content):
    """The question's form and the link beside its button."""
    (form,) = html.fromstring(content).xpath("//main//form")
    (back,) = form.xpath(".//a")
    (button,) = form.xpath(".//button")
    return form, back, button


def test_a_step_is_asked_before_it_is_taken(client, cast, step):
    client.force_login(cast["leader_clerk"])
    address = reverse(step.address, args=cast.year.url_args)
    before = standing()

    response = client.get(address)

    assert response.status_code == 200
    assert step.words in response.content.decode()
    form, back, button = parts(response.content.decode())
    assert (form.get("method"), form.get("action")) == ("post", None)
    assert (button.text_content().strip(), back.text_content().strip()) == (step.button, "Quay lại")
    assert client.get(back.get("href")).status_code == 200
    assert standing() == before

    assert client.post(address, TYPED).status_code == 302
    assert standing() != before


def test_the_page_that_offers_the_step_leads_to_the_question(client, cast, step):
    client.force_login(cast["leader_clerk"])
    address = reverse(step.address, args=cast.year.url_args)

    offering = html.fromstring(client.get(reverse(step.offered_on, args=cast.year.url_args)).content.decode())

    assert offering.xpath(f"//main//a[@href='{address}']")
    assert not offering.xpath(f"//main//form[@action='{address}']")


def test_the_question_tells_how_many_will_be_told(client, cast, django_capture_on_commit_callbacks):
    covenant_of(cast)
    client.force_login(cast["leader_clerk"])
    address = reverse("pledges:covenant_consult", args=cast.year.url_args)
    assert TOLD in client.get(address).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"until": "20/03/2027"})

    people = [who for who in cast.users.values() if who.notices.exists()]
    assert len(people) == 6


def test_a_unit_without_people_has_to_be_told_otherwise(client, cast):
    for who in cast.users.values():
        who.duties.exclude(unit=cast.units["ttbtp"]).delete()
    cast["leader_head"].duties.all().delete()
    BlocYear.objects.filter(pk=cast.year.pk).update(status="preparing")
    client.force_login(cast["leader_clerk"])

    page = client.get(reverse("blocs:year_open", args=cast.year.url_args)).content.decode()

    assert "chưa có ai, vì các đơn vị thành viên chưa có tài khoản" in page
