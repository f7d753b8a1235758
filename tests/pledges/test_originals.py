"""The register of originals: what each carries, ticked by the leader's office, read by everybody of the year."""

import pytest
from lxml import html

from pledges import freezing, originals, signing
from pledges.covenant_reading import pledges_of
from pledges.models import Covenant, Original, OriginalMark, Pledge
from tests.cast import make_user
from tests.pledges.covenants import SIGNED_ON, url
from tests.pledges.scans import scanned
from tests.pledges.test_covenant_paper import many

LIST = url("original_list")


@pytest.fixture(autouse=True)
def as_leader(client, cast):
    client.force_login(cast["leader_clerk"])


@pytest.fixture
def kept(cast, signed):
    """All seven have signed; nine originals, nothing ticked."""
    originals.open_register(signed, 9)
    return signed


def key(cast, code, number):
    return f"{number}-{Pledge.objects.get(membership=cast.memberships[code]).pk}"


def register():
    covenant = Covenant.objects.latest("version")
    return originals.register_of(covenant, pledges_of(covenant))


def shown(client, address=LIST):
    return html.fromstring(client.get(address).content.decode())


def gaps(client):
    return [item.text_content().strip() for item in shown(client).xpath("//main//div[contains(@class,'notice')]//li")]


def send(client, address=LIST, **changed):
    """The form as the page gives it, with boxes ticked, unticked or one of its buttons pressed."""
    page = shown(client, address)
    posted = {
        "was": page.xpath("//input[@name='was']/@value")[0],
        "ky": page.xpath("//input[@name='ky'][@checked]/@value"),
        "dau": page.xpath("//input[@name='dau'][@checked]/@value"),
    }
    for name in ("ky", "dau"):
        posted[name] = [*posted[name], *changed.get(f"tick_{name}", [])]
        posted[name] = [box for box in posted[name] if box not in changed.get(f"untick_{name}", [])]
    page = client.post(address, posted | ({"whole": changed["whole"]} if "whole" in changed else {}), follow=True)
    question = page.request["PATH_INFO"]
    return client.post(question, follow=True) if "/chon-nhanh/" in question else page


def test_the_register_is_opened_with_the_number_the_paper_says(client, cast, frozen):
    Covenant.objects.update(copies=9)
    assert "Chưa lập sổ" in client.get(LIST).content.decode()
    page = shown(client, url("originals_number"))
    assert page.xpath("//input[@name='count']/@value") == ["9"]

    client.post(url("originals_number"), {"count": "9"})

    held = [original.holder.slug for original in Original.objects.select_related("holder")]
    members = [pledge.membership.unit.slug for pledge in pledges_of(Covenant.objects.get())]
    assert held == [*members, cast.bloc.organiser.slug, cast.units["ttbtp"].slug]
    assert gaps(client) == ["Các bản số 1–9 chưa có chữ ký và dấu của đơn vị nào."]


@pytest.mark.parametrize(("typed", "fault"), [("", "Ghi số bản gốc"), ("0", "từ 1 đến 300"), ("chín", "bằng chữ số")])
def test_an_odd_number_is_refused(client, frozen, typed, fault):
    assert fault in client.post(url("originals_number"), {"count": typed}).content.decode()
    assert not Original.objects.exists()


def test_another_number_than_the_paper_says_is_asked_about(client, frozen):
    Covenant.objects.update(copies=64)

    asked = client.post(url("originals_number"), {"count": "3"}).content.decode()

    assert "Giao ước ghi 64 bản, Anh/chị ghi 3." in asked
    assert 'name="certain_3"' in asked
    assert not Original.objects.exists()
    again = client.post(url("originals_number"), {"count": "4", "certain_3": "on"}).content.decode()
    assert "Giao ước ghi 64 bản, Anh/chị ghi 4." in again
    assert client.post(url("originals_number"), {"count": "3", "certain_3": "on"}).status_code == 302
    assert Original.objects.count() == 3


def test_it_grows_and_shrinks_but_drops_nothing_that_is_signed(client, cast, kept):
    Covenant.objects.update(copies=None)  # else an odd number is asked about first
    client.post(url("originals_number"), {"count": "11"})
    assert Original.objects.count() == 11
    send(client, whole="ban-10")

    refused = client.post(url("originals_number"), {"count": "9"})
    assert (refused.status_code, refused.context["typed"]) == (409, [("Số bản gốc đã in", "9")])
    assert Original.objects.count() == 11  # the eleventh, which could go, stays too
    client.post(url("originals_number"), {"count": "10"})
    assert Original.objects.count() == 10


def test_ticks_are_kept_and_what_is_missing_is_said(client, cast, kept):
    send(client, whole="ban-3")
    send(client, untick_dau=[key(cast, "ttbnv", 3)])
    send(client, whole="ban-4")
    send(client, untick_ky=[key(cast, "ttbtc", 4)], tick_dau=[key(cast, "ttbca", 1)])

    assert gaps(client) == [
        "Bản số 1 thiếu chữ ký và dấu Thanh tra Bộ Tư pháp, Thanh tra Bộ Quốc phòng, Thanh tra Bộ Kế hoạch và Đầu tư, "
        "Thanh tra Bộ Nội vụ, Thanh tra Bộ Tài chính, Cơ quan Thanh tra, giám sát ngân hàng.",
        "Các bản số 2, 5–9 chưa có chữ ký và dấu của đơn vị nào.",
        "Bản số 3 thiếu dấu Thanh tra Bộ Nội vụ.",
        "Bản số 4 thiếu chữ ký và dấu Thanh tra Bộ Tài chính.",
    ]
    mark = OriginalMark.objects.get(original__number=1)
    assert (mark.stamped, mark.marked_by) == (True, cast["leader_clerk"])


def test_it_is_complete_only_when_every_original_carries_every_unit(client, cast, kept):
    send(client, whole="het")
    assert register().is_complete
    page = client.get(url("covenant_detail")).content.decode()
    assert "Giao ước đã hoàn thành trên giấy: cả 9 bản gốc đủ chữ ký và dấu của 7 đơn vị." in page

    send(client, untick_dau=[key(cast, "ttbnv", 9)])
    assert not register().is_complete
    assert "8/9 bản gốc đủ chữ ký và dấu của 7 đơn vị." in client.get(url("covenant_detail")).content.decode()
    assert gaps(client) == ["Bản số 9 thiếu dấu Thanh tra Bộ Nội vụ."]


def test_the_morning_of_the_ceremony_everybody_signs_and_the_seals_are_at_home(client, cast, kept):
    send(client, tick_dau=[key(cast, "ttbtp", 2)])
    send(client, whole="ky")

    assert gaps(client)[0] == "Các bản số 1, 3–9 đủ chữ ký, chưa có dấu của đơn vị nào."
    assert register().marks[2, Pledge.objects.get(membership=cast.memberships["ttbtp"]).pk].stamped
    assert OriginalMark.objects.count() == 63


def test_a_unit_is_ticked_on_every_original_and_taken_back(client, cast, kept):
    pledge = Pledge.objects.get(membership=cast.memberships["ttbnv"])
    send(client, whole=f"don-vi-{pledge.pk}")
    assert OriginalMark.objects.filter(pledge=pledge, stamped=True).count() == 9 == OriginalMark.objects.count()

    send(client, whole=f"bo-don-vi-{pledge.pk}")
    assert not OriginalMark.objects.exists()


def test_taking_a_unit_back_is_asked_about_and_leads_back_to_its_row(client, cast, kept):
    pledge = Pledge.objects.get(membership=cast.memberships["ttbnv"])
    marked = client.post(f"{LIST}?page=1", {"was": "", "whole": f"don-vi-{pledge.pk}"})
    assert marked.url == f"{LIST}?page=1#don-vi-{pledge.pk}"
    assert "Đã ghi 9 đánh dấu của Thanh tra Bộ Nội vụ, các bản số 1–9." in client.get(LIST).content.decode()

    asked = client.post(f"{LIST}?page=1", {"was": "", "ky": [key(cast, "ttbca", 2)], "whole": f"bo-don-vi-{pledge.pk}"})

    page = client.get(asked.url).content.decode()
    assert "Đã ghi 1 đánh dấu của Thanh tra Bộ Công an, bản số 2." in page
    assert "Bỏ 9 đánh dấu của Thanh tra Bộ Nội vụ, các bản số 1–9." in page
    assert OriginalMark.objects.count() == 10
    assert client.post(asked.url).url == marked.url
    assert "Đã bỏ 9 đánh dấu của Thanh tra Bộ Nội vụ, các bản số 1–9." in client.get(LIST).content.decode()
    assert OriginalMark.objects.get().pledge.membership == cast.memberships["ttbca"]
    assert client.get(url("originals_whole", "bo-don-vi-x")).status_code == 404


def test_two_people_who_tick_at_once_both_keep_their_ticks(client, cast, kept):
    page = shown(client)
    was = page.xpath("//input[@name='was']/@value")[0]
    send(client, tick_dau=[key(cast, "ttbca", 1)])

    client.post(LIST, {"was": was, "dau": [key(cast, "ttbnv", 1)]})

    assert OriginalMark.objects.filter(stamped=True).count() == 2


def test_a_button_keeps_what_was_ticked_beside_it(client, cast, kept):
    send(client, whole="ban-2", tick_ky=[key(cast, "ttbnv", 5)])
    assert OriginalMark.objects.filter(original__number=2, stamped=True).count() == 7
    assert OriginalMark.objects.get(original__number=5).stamped is False


def test_only_a_signature_that_was_marked_stands_on_an_original(client, cast, frozen):
    originals.open_register(frozen, 2)
    for pledge in frozen.pledges.exclude(membership=cast.memberships["ttbnv"]):
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)

    page = client.post(LIST, {"was": "", "whole": "het"}, follow=True).content.decode()
    send(client, whole="het")
    send(client, tick_dau=[key(cast, "ttbnv", 1), "99-1", "1-99", "x"])

    assert "Chưa ghi nhận chữ ký nên không đánh dấu cho: Thanh tra Bộ Nội vụ." in page
    assert OriginalMark.objects.count() == 12
    assert gaps(client) == ["Các bản số 1–2 thiếu chữ ký và dấu Thanh tra Bộ Nội vụ."]


def test_a_mark_at_the_table_stays_while_an_original_carries_it(client, cast, frozen):
    originals.open_register(frozen, 2)
    pledge = frozen.pledges.get(membership=cast.memberships["ttbnv"])
    signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    send(client, whole=f"don-vi-{pledge.pk}")

    refused = client.post(url("pledge_unsign", "ttbnv"))
    assert refused.status_code == 409
    assert "Sổ theo dõi bản gốc ghi Thanh tra Bộ Nội vụ đã ký bản số 1–2." in refused.content.decode()

    send(client, whole=f"bo-don-vi-{pledge.pk}")
    assert client.post(url("pledge_unsign", "ttbnv")).status_code == 302


def test_who_signs_digitally_signs_no_original(client, cast, kept):
    Pledge.objects.filter(membership=cast.memberships["ttbca"]).update(manner="digital")

    send(client, whole="het")

    assert OriginalMark.objects.count() == 54
    assert register().standing.endswith("cả 9 bản gốc đủ chữ ký và dấu của 6 đơn vị.")


@pytest.mark.parametrize("who", ["member_head", "deputy_clerk", "organiser"])
def test_everybody_of_the_year_reads_and_only_the_office_ticks(client, cast, kept, who):
    send(client, whole="ban-1")
    client.force_login(cast[who])

    page = shown(client)
    assert not page.xpath("//main//input")
    assert "Các bản số 2–9 chưa có chữ ký và dấu của đơn vị nào." in page.text_content()
    assert client.post(LIST, {"whole": "het"}).status_code == 403
    assert OriginalMark.objects.count() == 7


def test_the_leader_still_has_something_to_do_until_all_are_complete(client, cast, kept):
    Covenant.objects.update(scan_uploaded_at="2027-03-30T02:00:00Z")
    assert "Hoàn thành chữ ký, dấu trên các bản gốc giao ước" in client.get("/").content.decode()
    board = client.get(cast.year.url("desk:year_board")).content.decode()
    assert "đã ký đủ, bản gốc chưa đủ" in board

    send(client, whole="het")

    assert "Hoàn thành chữ ký, dấu" not in client.get("/").content.decode()
    assert "bản gốc chưa đủ" not in client.get(cast.year.url("desk:year_board")).content.decode()


def test_a_scan_of_one_original_and_who_holds_it(client, cast, kept):
    unit = cast.units["ttbnv"]
    sent = {"holder": unit.pk, "scan": scanned(kept.document.pdf.read(), dpi=100)}

    assert client.post(url("original_edit", 3), sent).status_code == 302

    original = Original.objects.get(number=3)
    assert (original.holder, original.scan_uploaded_by) == (unit, cast["leader_clerk"])
    assert original.scan_doubts == ["Độ phân giải thấp (trang 1–2; thấp nhất 100 dpi); quy định là từ 200 dpi."]
    assert Covenant.objects.get().scan == original.scan  # the first one is the covenant's too
    client.force_login(cast["member_clerk"])
    assert client.get(url("original_scan", 3)).content == original.scan.read()
    assert client.get(url("original_scan", 4)).status_code == 404
    assert "Độ phân giải thấp" in client.get(LIST).content.decode()


def test_a_scan_that_does_not_say_whose_it_is_is_kept_when_compared(client, kept):
    for compared, status in (("", 200), ("on", 302)):
        sent = {"scan": scanned(kept.document.pdf.read(), hidden=True), "compared": compared}
        assert client.post(url("original_edit", 3), sent).status_code == status
        assert (Original.objects.get(number=3).scan is not None) == (status == 302)


@pytest.mark.parametrize("is_frozen", [False, True])
def test_the_register_of_an_older_version_stays_to_be_read_with_its_scans(client, cast, kept, is_frozen):
    send(client, whole="ban-1")
    client.post(url("original_edit", 3), {"scan": scanned(kept.document.pdf.read())})
    draft = freezing.next_version(kept, by=cast["leader_clerk"], reason="Ghi sai")
    if is_frozen:
        freezing.freeze(draft, by=cast["leader_clerk"])

    for who in ("leader_clerk", "member_clerk"):
        client.force_login(cast[who])
        assert url("version_originals", 1) in client.get(url("covenant_version", 1)).content.decode()
        page = shown(client, url("version_originals", 1))
        assert "1/9 bản gốc đủ chữ ký và dấu của 7 đơn vị." in page.text_content()
        assert not page.xpath("//main//input | //main//button")
        assert page.xpath("//main//a[contains(., 'Tải bản quét')]/@href") == [url("version_original_scan", 1, 3)]
        assert client.get(url("version_original_scan", 1, 3)).content == Original.objects.get(number=3).scan.read()
    assert client.get(url("version_original_scan", 1, 1)).status_code == 404
    assert client.get(url("version_originals", 2)).status_code == (200 if is_frozen else 404)


def test_sixty_three_units_fit_one_post_and_are_all_ticked(client, cast, django_assert_max_num_queries):
    covenant = many(cast, 63)
    head = make_user("dv-0", unit=covenant.bloc_year.leader)
    covenant = freezing.freeze(covenant, by=head)
    Pledge.objects.update(status="signed", signed_on=SIGNED_ON, manner="paper")
    originals.open_register(covenant, 65)
    address = url("original_list", bloc=covenant.bloc_year.bloc.slug, year=2028)
    client.force_login(head)
    page = shown(client, address)
    boxes = page.xpath("//main//input[@type='checkbox']")
    assert len(boxes) == 63 * 6 * 2 < 1000
    assert "Trang 1/11" in page.text_content()

    every = page.xpath("//input[@name='dau']/@value")
    assert client.post(f"{address}?page=1", {"was": "", "ky": every, "dau": every}).status_code == 302
    assert OriginalMark.objects.filter(stamped=True).count() == 63 * 6
    asked = client.post(address, {"was": "", "whole": "het"}, follow=True)
    assert "Ghi 3717 đánh dấu" in asked.content.decode()
    assert OriginalMark.objects.count() == 63 * 6
    client.post(asked.request["PATH_INFO"])
    assert OriginalMark.objects.filter(stamped=True).count() == 63 * 65
    with django_assert_max_num_queries(40):
        client.get(address)


def test_a_closed_year_keeps_its_register_to_read(client, cast, kept):
    send(client, whole="ban-1")
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")

    assert not shown(client).xpath("//main//input")
    assert client.post(LIST, {"was": "", "whole": "het"}).status_code == 409
    assert client.post(url("original_edit", 1), {"holder": ""}).status_code == 409
    assert OriginalMark.objects.count() == 7
