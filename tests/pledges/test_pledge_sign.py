"""The table at the ceremony: who has signed, who has not, who will not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from blocs.models import Membership, Officer
from ceremonies.models import Ceremony
from pledges import signing
from pledges.models import Covenant, Pledge
from tests.pledges.covenants import url


@pytest.fixture(autouse=True)
def as_leader(client, cast):
    client.force_login(cast["leader_clerk"])


def pledge_of(cast, code):
    return Pledge.objects.get(membership=cast.memberships[code])


def test_one_unit_is_marked_on_the_given_day(client, cast, frozen, the_day):
    the_day.shift(timedelta(days=36))  # 2 April, and the session is over
    client.force_login(cast["leader_clerk"])
    assert client.post(url("pledge_sign", "ttbnv"), {"signed_on": "01/04/2027"}).status_code == 302

    pledge = pledge_of(cast, "ttbnv")
    assert (pledge.status, pledge.signed_on, pledge.manner, pledge.marked_by) == (
        "signed",
        date(2027, 4, 1),
        "paper",
        cast["leader_clerk"],
    )


def test_without_a_date_it_is_the_covenants(client, cast, frozen, the_day):
    the_day.shift(timedelta(days=36))
    client.force_login(cast["leader_clerk"])
    client.post(url("pledge_sign", "ttbnv"))
    assert pledge_of(cast, "ttbnv").signed_on == date(2027, 3, 31)


def test_before_the_covenants_date_it_is_today(client, cast, frozen):
    client.post(url("pledge_sign", "ttbnv"))
    assert pledge_of(cast, "ttbnv").signed_on == date(2027, 2, 25)


@pytest.mark.parametrize(
    ("held_on", "status", "proposed"),
    [
        (date(2027, 2, 25), "held", "25/02/2027"),
        (date(2027, 3, 10), "invited", "10/03/2027"),  # has come
        (date(2027, 4, 20), "invited", "31/03/2027"),  # is still to come: the covenant's date
        (date(2027, 3, 10), "cancelled", "31/03/2027"),
        (date(2027, 2, 1), "held", "31/03/2027"),  # before there was a text to sign
        (None, "planned", "31/03/2027"),
    ],
)
def test_the_day_of_the_ceremony_is_proposed(client, cast, frozen, the_day, held_on, status, proposed):
    the_day.shift(timedelta(days=40))  # 6 April
    Ceremony.objects.create(bloc_year=cast.year, name="Lễ ký kết", held_on=held_on, status=status)
    client.force_login(cast["leader_clerk"])

    page = html.fromstring(client.get(url("pledge_sign_many")).content.decode())

    assert page.xpath("//input[@name='signed_on']/@value") == [proposed]


@pytest.mark.parametrize(("day", "odd"), [("30/03/2027", True), ("31/03/2027", False), ("02/04/2027", False)])
def test_a_day_before_the_texts_is_kept_with_a_warning(client, cast, frozen, the_day, day, odd):
    the_day.shift(timedelta(days=40))
    client.force_login(cast["leader_clerk"])
    ticked = {"pledges": [pledge_of(cast, "ttbnv").pk], "signed_on": day}

    page = client.post(url("pledge_sign_many"), ticked, follow=True).content.decode()

    assert pledge_of(cast, "ttbnv").status == "signed"
    assert (f"Ngày ký {day} trước ngày ghi trên giao ước, 31/03/2027." in page) is odd


def test_a_second_click_changes_nothing(client, cast, frozen):
    assert client.post(url("pledge_sign", "ttbnv")).status_code == 302
    marked = pledge_of(cast, "ttbnv").marked_at
    assert client.post(url("pledge_sign", "ttbnv")).status_code == 409
    assert pledge_of(cast, "ttbnv").marked_at == marked


@pytest.mark.parametrize("day", ["26/02/2027", "24/02/2027", "hôm nay", ""])
def test_an_impossible_day_is_refused(client, cast, frozen, day):
    for name, more, data in [
        ("pledge_sign", ["ttbnv"], {}),
        ("pledge_sign_many", [], {"pledges": [pledge_of(cast, "ttbnv").pk]}),
    ]:
        response = client.post(url(name, *more), data | {"signed_on": day})
        assert response.status_code == 200
        assert "Nhập ngày" in response.content.decode()
    assert pledge_of(cast, "ttbnv").status == "waiting"


def test_several_are_ticked_at_once_and_the_last_completes(client, cast, frozen):
    ids = list(frozen.pledges.values_list("pk", flat=True))
    day = {"signed_on": "25/02/2027"}

    assert client.post(url("pledge_sign_many"), {"pledges": ids[:5], **day}).status_code == 302
    assert Covenant.objects.get().status == "frozen"
    sure = {"certain_20270225": "on"}
    assert client.post(url("pledge_sign_many"), {"pledges": ids[5:], **day, **sure}).status_code == 302

    covenant = Covenant.objects.get()
    assert covenant.status == "signed"
    assert covenant.pledges.filter(status="signed", signed_on=date(2027, 2, 25)).count() == 7
    assert "Tất cả các đơn vị đã ký" in client.get(url("pledge_sign_many")).content.decode()


@pytest.mark.parametrize("name", ["pledge_sign_many", "pledge_sign"])
def test_an_odd_day_of_the_last_signature_is_asked_about_before(client, cast, frozen, the_day, name):
    """It completes the covenant, after which nothing can be corrected."""
    for pledge in frozen.pledges.exclude(membership=cast.memberships["ttbnv"]):
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=date(2027, 2, 25))
    the_day.shift(timedelta(days=40))
    client.force_login(cast["leader_clerk"])
    more = ["ttbnv"] if name == "pledge_sign" else []
    typed = {"pledges": [pledge_of(cast, "ttbnv").pk], "signed_on": "30/03/2027"}

    for unsure in ({}, {"certain_20270329": "on"}):
        asked = client.post(url(name, *more), typed | unsure)
        shown = asked.content.decode()
        assert asked.status_code == 200
        assert "Ngày ký đúng là 30/03/2027" in shown
        (box,) = html.fromstring(shown).xpath("//input[@name='certain_20270330']")
        assert box.get("form") == "ghi-nhan" or box.xpath("ancestor::form[@method='post']")
        assert "Ngày ký 30/03/2027 trước ngày ghi trên giao ước, 31/03/2027" in shown
        assert Covenant.objects.get().status == "frozen"

    done = client.post(url(name, *more), typed | {"certain_20270330": "on"}, follow=True).content.decode()
    assert Covenant.objects.get().status == "signed"
    assert pledge_of(cast, "ttbnv").signed_on == date(2027, 3, 30)
    assert "bỏ đánh dấu rồi ghi lại" not in done


def test_the_last_signature_on_the_covenants_day_is_not_asked_about(client, cast, frozen, the_day):
    the_day.shift(timedelta(days=40))
    client.force_login(cast["leader_clerk"])
    ids = list(frozen.pledges.values_list("pk", flat=True))

    client.post(url("pledge_sign_many"), {"pledges": ids, "signed_on": "31/03/2027"})

    assert Covenant.objects.get().status == "signed"


def test_where_only_today_is_possible_the_fault_names_it(client, cast, frozen):
    shown = client.post(url("pledge_sign", "ttbnv"), {"signed_on": "24/02/2027"}).content.decode()
    assert "Nhập ngày 25/02/2027: giao ước chốt hôm nay nên chưa thể ký ngày khác." in shown


def test_what_was_ticked_twice_or_by_nobody_is_refused(client, cast, frozen):
    first = frozen.pledges.first()
    day = {"signed_on": "25/02/2027"}
    client.post(url("pledge_sign_many"), {"pledges": [first.pk], **day})

    again = client.post(url("pledge_sign_many"), {"pledges": [first.pk], **day})
    assert "không còn chờ ký" in again.content.decode()
    for pledges in ([], ["x"], ["999999"]):
        response = client.post(url("pledge_sign_many"), {"pledges": pledges, **day})
        assert response.status_code == 200
    assert frozen.pledges.filter(status="signed").count() == 1


def test_a_ticked_box_stays_ticked_beside_a_wrong_date(client, cast, frozen):
    first = frozen.pledges.first()
    page = client.post(url("pledge_sign_many"), {"pledges": [first.pk], "signed_on": "x"}).content.decode()
    assert f'value="{first.pk}" checked' in page
    assert page.count(" checked") == 1


def test_a_mark_is_taken_back_until_all_have_signed(client, cast, frozen):
    client.post(url("pledge_sign", "ttbnv"))
    assert client.post(url("pledge_unsign", "ttbnv")).status_code == 302
    pledge = pledge_of(cast, "ttbnv")
    assert (pledge.status, pledge.signed_on, pledge.manner) == ("waiting", None, "")


def test_nothing_is_taken_back_from_a_complete_covenant(client, cast, signed):
    assert client.post(url("pledge_unsign", "ttbnv")).status_code == 409
    assert client.post(url("pledge_decline", "ttbnv"), {"reason": "x"}).status_code == 409
    assert pledge_of(cast, "ttbnv").status == "signed"


def test_a_member_declines_with_a_reason(client, cast, frozen):
    client.force_login(cast["member_head"])
    assert "Ghi lý do từ chối ký." in client.post(url("pledge_decline", "ttbnv"), {"reason": " "}).content.decode()
    assert client.post(url("pledge_decline", "ttbnv"), {"reason": "Đang sắp xếp tổ chức"}).status_code == 302
    assert client.post(url("pledge_decline", "ttbtc"), {"reason": "Thay đơn vị khác"}).status_code == 403

    pledge = pledge_of(cast, "ttbnv")
    assert (pledge.status, pledge.declined_reason, pledge.marked_by) == (
        "declined",
        "Đang sắp xếp tổ chức",
        cast["member_head"],
    )
    assert pledge_of(cast, "ttbtc").status == "waiting"
    client.force_login(cast["leader_clerk"])
    assert client.post(url("pledge_sign", "ttbnv")).status_code == 302
    assert pledge_of(cast, "ttbnv").status == "signed"


def test_a_unit_takes_its_refusal_back_and_who_was_told_of_it_is_told(
    client, cast, frozen, django_capture_on_commit_callbacks
):
    client.force_login(cast["member_head"])
    assert client.post(url("pledge_reconsider", "ttbnv")).status_code == 409
    client.post(url("pledge_decline", "ttbnv"), {"reason": "Đang sắp xếp tổ chức"})
    assert url("pledge_reconsider", "ttbnv") in client.get(url("covenant_detail")).content.decode()
    assert "trở lại chờ ký" in client.get(url("pledge_reconsider", "ttbnv")).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("pledge_reconsider", "ttbnv")).status_code == 302

    pledge = pledge_of(cast, "ttbnv")
    assert (pledge.status, pledge.declined_reason) == ("waiting", "")
    text = "Thanh tra Bộ Nội vụ rút lại từ chối ký giao ước thi đua năm 2027."
    assert cast["leader_clerk"].notices.filter(text=text).exists()


def test_a_clerk_alone_does_not_decline_for_the_unit(client, cast, frozen):
    client.force_login(cast["member_clerk"])
    assert url("pledge_decline", "ttbnv") not in client.get(url("covenant_detail")).content.decode()
    assert client.post(url("pledge_decline", "ttbnv"), {"reason": "Chưa bàn"}).status_code == 403
    Officer.objects.filter(user=cast["member_clerk"]).update(may_submit=True)
    assert client.post(url("pledge_decline", "ttbnv"), {"reason": "Lãnh đạo giao"}).status_code == 302


def test_a_unit_outside_has_no_place_to_sign(client, cast, frozen):
    assert client.post(url("pledge_sign", "tt-phutho")).status_code == 404
    assert client.post(url("pledge_sign", "khong-co")).status_code == 404


SIGNATORY = {
    "signatory": "Phạm Thị Ánh Tuyết",
    "signatory_post": "Phó Chánh Thanh tra",
    "signatory_rank": "",
    "authority": "KT.",
    "represents": "Chánh Thanh tra",
}


@pytest.mark.parametrize("who", ["member_clerk", "member_head", "leader_clerk", "organiser"])
def test_the_signatory_is_named_before_freezing(client, cast, who):
    client.force_login(cast[who])
    assert client.get(url("pledge_signatory", "ttbnv")).status_code == 200
    assert client.post(url("pledge_signatory", "ttbnv"), SIGNATORY).status_code == 302

    member = Membership.objects.get(pk=cast.memberships["ttbnv"].pk)
    assert (member.signatory, member.signatory_post, member.signatory_authority) == (
        "Phạm Thị Ánh Tuyết",
        "Phó Chánh Thanh tra",
        "KT. Chánh Thanh tra",
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"represents": ""}, "Ghi chức vụ hoặc tập thể được ký thay"),
        ({"authority": ""}, "Chọn hình thức ký"),
        ({"authority": "XX."}, "XX."),
        ({"signatory": "x" * 101}, "100"),
    ],
)
def test_a_half_named_authority_is_refused(client, cast, change, fault):
    response = client.post(url("pledge_signatory", "ttbnv"), SIGNATORY | change)
    assert response.status_code == 200
    assert fault in response.content.decode()
    assert Membership.objects.get(pk=cast.memberships["ttbnv"].pk).signatory == "Hoàng Ngọc Ân"


@pytest.mark.parametrize(("who", "status"), [("organiser", 302), ("leader_head", 302), ("member_head", 404)])
def test_who_prepares_the_year_names_the_signatories(client, cast, who, status):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="preparing")
    client.force_login(cast[who])

    answer = client.post(url("pledge_signatory", "ttbnv"), SIGNATORY | {"signatory_rank": "Đại tá"})

    assert answer.status_code == status
    member = Membership.objects.get(pk=cast.memberships["ttbnv"].pk)
    assert member.signatory_rank == ("Đại tá" if status == 302 else "")


def test_after_freezing_it_says_how_to_change_the_signatory(client, cast, frozen):
    client.force_login(cast["member_clerk"])
    response = client.get(url("pledge_signatory", "ttbnv"))
    assert response.status_code == 409
    assert "soạn phiên bản mới" in response.content.decode()


def test_signing_many_asks_once_for_what_they_share(client, cast, frozen, the_day):
    the_day.shift(timedelta(days=40))
    client.force_login(cast["leader_clerk"])
    pledges = list(frozen.pledges.values_list("pk", flat=True))

    def mark(some):
        with CaptureQueriesContext(connection) as asked:
            client.post(url("pledge_sign_many"), {"pledges": some, "signed_on": "31/03/2027"})
        return len([query for query in asked.captured_queries if query["sql"].startswith("SELECT")])

    mark(pledges[:1])
    five, last = mark(pledges[1:6]), mark(pledges[6:])

    assert frozen.pledges.signed().count() == 7
    assert five - last <= 3 * 4  # what the log compares of each


def test_all_who_are_awaited_are_ticked_by_one_button_and_nothing_is_saved_yet(client, cast, frozen):
    signing.decline(pledge_of(cast, "ttbnv"), by=cast["member_head"], reason="Đang sáp nhập")
    signing.mark_signed(pledge_of(cast, "ttbca"), by=cast["leader_clerk"], on=date(2027, 2, 25))

    page = html.fromstring(
        client.post(url("pledge_sign_many"), {"every": "1", "signed_on": "24/02/2027"}).content.decode()
    )

    boxes = page.xpath("//input[@name='pledges']")
    ticked = {box.get("value") for box in boxes if box.get("checked") is not None}
    awaited = {str(pledge.pk) for pledge in frozen.pledges.filter(status="waiting")}
    assert (len(boxes), len(ticked), ticked) == (6, 5, awaited)
    assert page.xpath("//input[@name='signed_on']/@value") == ["24/02/2027"]
    assert not page.xpath("//*[contains(@class, 'error-summary')]")
    assert Pledge.objects.signed().count() == 1
    first = page.xpath("//form[@id='ghi-nhan']//button")[0]
    assert first.get("name") is None  # Enter in the date records, and does not tick everybody


def test_the_long_page_of_a_frozen_covenant_leads_to_its_parts(client, cast, frozen):
    frozen.rounds.create(number=1, words=frozen.snapshot(), closed_at=frozen.frozen_at)
    frozen.rounds.get().opinions.create(membership=cast.memberships["ttbnv"], stance="agrees")

    page = html.fromstring(client.get(url("covenant_detail")).content.decode())

    led = [href.removeprefix("#") for href in page.xpath("//nav[@aria-label='Các phần của trang']//a/@href")]
    assert led == ["chu-ky", "gop-y", "noi-dung"]
    assert all(page.xpath(f"//*[@id='{part}']") for part in led)
