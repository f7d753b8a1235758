"""What a frozen covenant is made of stays with it: members and common targets."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import CommonTarget
from pledges import drafting, freezing
from pledges.models import Covenant

SENTENCE = "Giao ước đã chốt với các đơn vị và chỉ tiêu hiện nay nên không thêm, bớt, sửa được nữa."
TARGETS = {
    "common_targets-TOTAL_FORMS": "1",
    "common_targets-INITIAL_FORMS": "1",
    "common_targets-0-text": "Nội dung khác",
    "common_targets-0-kind": "yes_no",
    "common_targets-0-DELETE": "on",
}


def url(name, *more):
    return reverse(f"blocs:{name}", args=["khoi-ii", 2027, *more])


@pytest.fixture
def frozen(cast):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    Covenant.objects.filter(pk=covenant.pk).update(place="Hà Nội", dated=date(2027, 2, 25))
    return freezing.freeze(covenant, by=cast["leader_clerk"])


@pytest.mark.parametrize("status", ["frozen", "signed"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["leader_head", "organiser"])
def test_members_and_targets_stay(client, cast, frozen, status, method, who):
    Covenant.objects.update(status=status)
    client.force_login(cast[who])
    posts = [
        (url("member_add"), {"unit": cast.outside.pk, "role": "member"}),
        (url("member_edit", "ttbnv"), {"role": "deputy"}),
        (url("member_remove", "ttbnv"), {}),
        (url("common_targets_edit"), TARGETS | {"common_targets-0-id": cast.common_target.pk}),
    ]

    answers = [getattr(client, method)(address, data) for address, data in posts]

    assert [answer.status_code for answer in answers] == [409, 409, 409, 409]
    assert all(SENTENCE in answer.content.decode() for answer in answers)
    assert cast.year.memberships.count() == 7
    assert cast.year.memberships.get(role="deputy").unit.slug == "ttbqp"
    assert CommonTarget.objects.values_list("text", flat=True).get() == cast.common_target.text


def test_a_new_draft_opens_them_again(client, cast, frozen):
    freezing.next_version(frozen, by=cast["leader_clerk"])
    client.force_login(cast["leader_head"])

    assert client.post(url("member_add"), {"unit": cast.outside.pk, "role": "member"}).status_code == 302
    assert client.get(url("common_targets_edit")).status_code == 200
