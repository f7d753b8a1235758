"""Who is told of what happens to registrations and to the covenant, in which words, and where the link leads."""

import pytest
from django.db import transaction

from accounts.models import Notice
from blocs.models import Officer
from blocs.workflow import perform
from pledges.models import Covenant, Registration
from tests.cast import make_user
from tests.pledges import registering
from tests.pledges.covenants import url
from tests.saving import save

LEADER = {"leader_clerk", "leader_head"}
DEPUTY = {"deputy_clerk", "deputy_head"}
MEMBER = {"member_clerk", "member_head"}
MEMBERS = LEADER | DEPUTY | MEMBER | {"neighbour_clerk"}
REASON = "Chỉ tiêu thứ hai chưa có giá trị kế hoạch."
SENT = "Thanh tra Bộ Nội vụ đã gửi đăng ký thi đua năm 2027. Mã biên nhận: TTBNV-2027-01."


def told():
    """Username → the texts of their notices."""
    found = {}
    for name, text in Notice.objects.order_by("pk").values_list("user__username", "text"):
        found.setdefault(name, []).append(text)
    return found


def open_links(client):
    """What each notice's link answers to the one who got it."""
    answers = set()
    for notice in Notice.objects.select_related("user"):
        client.force_login(notice.user)
        answers.add(client.get(notice.url).status_code)
    return answers


@pytest.fixture
def do(client, cast, django_capture_on_commit_callbacks):
    """Take a step through its address, and let the transaction end."""

    def done(who, address, **data):
        client.force_login(cast[who])
        with django_capture_on_commit_callbacks(execute=True):
            response = save(client, address, data)
        assert response.status_code == 302
        return response

    return done


REGISTRATION_EVENTS = [
    # code, status before, step, who, data, told, text
    ("ttbnv", "draft", "submit", "member_head", {}, LEADER | {"member_clerk"}, SENT),
    ("ttbnv", "returned", "submit", "member_head", {}, LEADER | {"member_clerk"}, SENT),
    (
        "ttbtp", "draft", "submit", "leader_head", {}, DEPUTY | {"leader_clerk"},
        "Thanh tra Bộ Tư pháp đã gửi đăng ký thi đua năm 2027. Mã biên nhận: TTBTP-2027-01.",
    ),
    (
        "ttbnv", "submitted", "withdraw", "member_head", {}, LEADER,
        "Thanh tra Bộ Nội vụ rút lại đăng ký thi đua năm 2027 để sửa.",
    ),
    (
        "ttbtp", "submitted", "withdraw", "leader_head", {}, DEPUTY,
        "Thanh tra Bộ Tư pháp rút lại đăng ký thi đua năm 2027 để sửa.",
    ),
    (
        "ttbnv", "submitted", "accept", "leader_clerk", {}, MEMBER,
        "Đăng ký thi đua năm 2027 của đơn vị đã được tiếp nhận.",
    ),
    (
        "ttbtp", "submitted", "accept", "deputy_clerk", {}, LEADER,
        "Đăng ký thi đua năm 2027 của đơn vị đã được tiếp nhận.",
    ),
    (
        "ttbtp", "submitted", "accept", "organiser", {}, LEADER,
        "Đăng ký thi đua năm 2027 của đơn vị đã được tiếp nhận.",
    ),
    (
        "ttbnv", "submitted", "return", "leader_clerk", {"reason": REASON}, MEMBER,
        f"Khối trưởng đề nghị bổ sung: {REASON}",
    ),
    (
        "ttbnv", "accepted", "return", "organiser", {"reason": REASON}, MEMBER,
        f"Thanh tra Chính phủ đề nghị bổ sung: {REASON}",
    ),
    (
        "ttbtp", "submitted", "return", "deputy_head", {"reason": REASON}, LEADER,
        f"Khối phó đề nghị bổ sung: {REASON}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status", "step", "who", "data", "expected", "text"),
    REGISTRATION_EVENTS,
    ids=[f"{row[0]}-{row[1]}-{row[2]}-by-{row[3]}" for row in REGISTRATION_EVENTS],
)
def test_who_is_told_of_a_step_of_a_registration(client, cast, do, code, status, step, who, data, expected, text):
    cast.registration(code, status=status)

    do(who, registering.url(f"registration_{step}", unit=code), **data)

    assert told() == {name: [text] for name in expected}
    assert open_links(client) == {200}


def test_without_a_deputy_the_organiser_is_told_of_the_leaders(client, cast, do):
    cast.memberships["ttbqp"].delete()
    cast.registration("ttbtp")

    do("leader_head", registering.url("registration_submit", unit="ttbtp"))

    text = "Thanh tra Bộ Tư pháp đã gửi đăng ký thi đua năm 2027. Mã biên nhận: TTBTP-2027-01."
    assert told() == {"organiser": [text], "leader_clerk": [text]}
    assert open_links(client) == {200}


def test_a_long_reason_is_cut_in_the_notice_and_whole_on_the_page(client, cast, do):
    registration = cast.registration("ttbnv", status="submitted")
    reason = f"{'Đề nghị ghi rõ từng chỉ tiêu. ' * 60}Hết."

    do("leader_clerk", registering.url("registration_return"), reason=reason)

    texts = {text for texts in told().values() for text in texts}
    assert [len(text) for text in texts] == [500]
    assert texts.pop().endswith("…")
    assert Registration.objects.get(pk=registration.pk).return_reason == reason


def test_all_steps_of_a_registration_in_order(client, cast, do):
    """Nobody is told of their own step; everybody gets their notices in the order of events."""
    registration = cast.registration("ttbnv")
    for who, step, data in [
        ("member_head", "submit", {}),
        ("member_head", "withdraw", {}),
        ("member_head", "submit", {}),
        ("leader_clerk", "return", {"reason": REASON}),
        ("member_head", "submit", {}),
        ("leader_head", "accept", {}),
    ]:
        do(who, registering.url(f"registration_{step}"), **data)

    sent = [SENT.replace("-01.", f"-0{number}.") for number in (1, 2, 3)]
    withdrawn = "Thanh tra Bộ Nội vụ rút lại đăng ký thi đua năm 2027 để sửa."
    decided = [
        f"Khối trưởng đề nghị bổ sung: {REASON}",
        "Đăng ký thi đua năm 2027 của đơn vị đã được tiếp nhận.",
    ]
    received = [sent[0], withdrawn, *sent[1:]]
    assert told() == {
        "leader_clerk": received,
        "leader_head": received,
        "member_head": decided,
        "member_clerk": [*sent[:2], decided[0], sent[2], decided[1]],
    }
    assert registration.revisions.count() == 3


def test_only_who_serves_today_is_told(client, cast, do, the_day):
    """Neither who left, nor who has not begun, nor a disabled account."""
    Officer.objects.filter(user=cast["leader_clerk"]).update(ends_on="2027-02-24")
    Officer.objects.create(user=make_user("sap_den"), unit=cast.units["ttbtp"], duty="clerk", starts_on="2027-02-26")
    cast.registration("ttbnv")

    do("member_head", registering.url("registration_submit"))

    assert set(told()) == {"leader_head", "member_clerk"}


def test_who_serves_two_units_is_told_once_and_never_of_their_own_step(client, cast, do):
    Officer.objects.create(user=cast["member_head"], unit=cast.units["ttbtp"], duty="clerk", starts_on="2027-01-01")
    Officer.objects.create(user=cast["leader_head"], unit=cast.units["ttbtp"], duty="clerk", starts_on="2027-01-01")
    cast.registration("ttbnv")

    do("member_head", registering.url("registration_submit"))

    assert {name: len(texts) for name, texts in told().items()} == {
        "leader_clerk": 1,
        "leader_head": 1,
        "member_clerk": 1,
    }


# --- The covenant -------------------------------------------------------------------------


def test_all_members_are_asked_for_their_opinion(client, cast, draft, do):
    do("leader_clerk", url("covenant_consult"), until="12/03/2027")

    text = "Dự thảo giao ước thi đua năm 2027 đang lấy ý kiến các đơn vị, đến hết ngày 12/03/2027."
    assert told() == {name: [text] for name in MEMBERS - {"leader_clerk"}}
    assert open_links(client) == {200}


def test_all_members_are_told_of_a_later_day_of_open_opinions_and_of_the_next_round(client, cast, consulting, do):
    do("leader_clerk", url("covenant_prolong"), until="30/03/2027")
    do("leader_clerk", url("covenant_share"))
    do("leader_clerk", url("covenant_redraft"))
    do("leader_clerk", url("covenant_consult"), until="30/03/2027")

    texts = [
        "Dự thảo giao ước thi đua năm 2027 được góp ý đến hết ngày 30/03/2027 (gia hạn).",
        "Khối trưởng cho các đơn vị xem ý kiến của nhau về dự thảo giao ước thi đua năm 2027.",
        "Đợt lấy ý kiến về dự thảo giao ước thi đua năm 2027 đã kết thúc; Khối trưởng sửa tiếp dự thảo.",
        "Dự thảo giao ước thi đua năm 2027 đang lấy ý kiến các đơn vị (đợt 2), đến hết ngày 30/03/2027.",
    ]
    assert told() == dict.fromkeys(MEMBERS - {"leader_clerk"}, texts)
    assert open_links(client) == {200}


def test_all_members_are_told_of_the_frozen_text_and_of_each_later_version(client, cast, draft, do):
    do("leader_head", url("covenant_freeze"), year="2027")
    do("leader_head", url("covenant_revise"))
    do("leader_head", url("covenant_freeze"), year="2027")

    texts = [f"Giao ước thi đua năm 2027 (phiên bản {version}) đã chốt, chờ ký." for version in (1, 2)]
    texts.insert(
        1,
        "Khối trưởng soạn phiên bản 2 của giao ước thi đua năm 2027. Phiên bản 1 không nhận chữ ký nữa; phiên bản mới "
        "chốt xong thì mọi đơn vị ký.",
    )
    assert told() == dict.fromkeys(MEMBERS - {"leader_head"}, texts)
    assert open_links(client) == {200}


def test_the_leaders_office_is_told_of_an_opinion_and_the_unit_of_its_answer(client, cast, consulting, do):
    do("member_clerk", url("opinion_give", "ttbnv"), stance="comments", text="Bổ sung thời hạn.")
    opinion = consulting.last_round.opinions.get().pk
    answer = {f"answer_{opinion}": "taken", f"response_{opinion}": "Tiếp thu."}
    do("leader_clerk", url("opinion_answer", "ttbnv"), **answer)

    given = "Thanh tra Bộ Nội vụ góp ý dự thảo giao ước thi đua năm 2027."
    answered = "Góp ý của Thanh tra Bộ Nội vụ đối với dự thảo giao ước thi đua năm 2027 đã được tiếp thu, giải trình."
    assert told() == {key: [given] for key in LEADER} | {key: [answered] for key in MEMBER}
    assert open_links(client) == {200}


def test_an_opinion_sent_again_unchanged_tells_nobody_anew(client, cast, consulting, do):
    for _ in range(2):
        do("member_clerk", url("opinion_give", "ttbnv"), stance="agrees", text="")

    assert told() == {key: ["Thanh tra Bộ Nội vụ nhất trí với dự thảo giao ước thi đua năm 2027."] for key in LEADER}


# --- On commit, or not at all -------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status", "step", "who", "data"),
    [row[:5] for row in REGISTRATION_EVENTS],
    ids=[f"{row[0]}-{row[1]}-{row[2]}-by-{row[3]}" for row in REGISTRATION_EVENTS],
)
def test_nobody_is_told_before_the_step_is_stored(
    client, cast, django_capture_on_commit_callbacks, code, status, step, who, data
):
    cast.registration(code, status=status)
    client.force_login(cast[who])

    with django_capture_on_commit_callbacks() as waiting:
        client.post(registering.url(f"registration_{step}", unit=code), data)
        assert told() == {}

    assert len(waiting) == 1


def test_a_step_rolled_back_tells_nobody(cast, django_capture_on_commit_callbacks):
    registration = cast.registration("ttbnv")

    with django_capture_on_commit_callbacks(execute=True) as waiting, transaction.atomic():
        perform(registration.submit, by=cast["member_head"])
        transaction.set_rollback(True)

    assert waiting == []
    assert told() == {}
    assert Registration.objects.get(pk=registration.pk).status == "draft"


def test_a_step_that_fails_half_way_tells_nobody(client, cast, django_capture_on_commit_callbacks):
    """A revision of that number is there already, so that the database refuses the next one."""
    registration = cast.registration("ttbnv")
    registration.revisions.create(number=2, content={}, made_at="2027-02-01T00:00:00Z")
    client.force_login(cast["member_head"])

    with django_capture_on_commit_callbacks(execute=True) as waiting:
        assert client.post(registering.url("registration_submit")).status_code == 409

    assert waiting == []
    assert told() == {}
    assert Registration.objects.get(pk=registration.pk).status == "draft"


@pytest.mark.parametrize(
    ("who", "address", "data", "answer"),
    [
        ("leader_clerk", "registration_submit", {}, 403),
        ("member_head", "registration_withdraw", {}, 409),
        ("leader_clerk", "registration_accept", {}, 404),
        ("neighbour_clerk", "registration_submit", {}, 404),
    ],
)
def test_a_refused_step_tells_nobody(client, cast, django_capture_on_commit_callbacks, who, address, data, answer):
    cast.registration("ttbnv")
    if answer == 403:
        Registration.objects.update(status="returned", return_reason="Bổ sung")
    client.force_login(cast[who])

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(registering.url(address), data).status_code == answer

    assert told() == {}


def test_freezing_with_a_wrong_year_tells_nobody(client, cast, draft, django_capture_on_commit_callbacks):
    client.force_login(cast["leader_head"])

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("covenant_freeze"), {"year": "2026"}).status_code == 200

    assert told() == {}
    assert Covenant.objects.get().status == "drafting"
