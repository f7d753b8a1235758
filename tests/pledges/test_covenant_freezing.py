"""Freezing: one paper, one hash, one place to sign for each member."""

import hashlib
import io
from datetime import date, timedelta

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied
from lxml import html

from blocs.models import BlocYear, LegalBasis, Officer
from blocs.workflow import Conflict
from documents.models import IssuedDocument, StoredFile
from pledges import drafting, freezing, signing
from pledges.models import Covenant, Pledge
from tests.pledges.covenants import consult, say, url


def pages_of(document):
    with pdfplumber.open(io.BytesIO(document.pdf.read())) as opened:
        return [page.extract_text() for page in opened.pages]


def test_the_paper_is_kept_as_it_was_printed(cast, draft):
    cast.registration("ttbnv", status="accepted")
    cast.registration("ttbtc", status="submitted")

    covenant = freezing.freeze(draft, by=cast["leader_clerk"])

    document = covenant.document
    content = document.pdf.read()
    assert covenant.status == "frozen"
    assert hashlib.sha256(content).hexdigest() == document.sha256
    text = " ".join("\n".join(pages_of(document)).split())
    assert "GIAO ƯỚC THI ĐUA" in text
    assert "Hà Nội, ngày 31 tháng 3 năm 2027" in text
    assert f"Mã xác minh: {document.code}" in text
    assert "DỰ THẢO" not in text
    annexes = dict(zip(cast.units, pages_of(document)[-7:], strict=True))
    assert annexes["ttbnv"].startswith("Phụ lục V\nCHỈ TIÊU THI ĐUA CỦA THANH TRA BỘ NỘI VỤ\n")
    assert "Hoàn thành kế hoạch thanh tra" in annexes["ttbnv"]
    assert annexes["ttbtc"].startswith("Phụ lục VI\nCHỈ TIÊU THI ĐUA CỦA THANH TRA BỘ TÀI CHÍNH\n")
    assert "Đơn vị chưa hoàn thành việc đăng ký chỉ tiêu thi đua." in annexes["ttbtc"]


def test_each_member_gets_a_place_to_sign(cast, draft):
    member = cast.memberships["ttbkhdt"]
    member.signatory_post = "Phó Chánh Thanh tra"
    member.signatory_authority = "KT. CHÁNH THANH TRA"
    member.save()

    covenant = freezing.freeze(draft, by=cast["leader_clerk"])

    assert [p.membership.unit.slug for p in covenant.pledges.all()] == list(cast.units)
    pledge = covenant.pledges.get(membership=member)
    assert (pledge.status, pledge.signatory, pledge.post) == (
        "waiting",
        "Phạm Thị Ánh Tuyết",
        "Phó Chánh Thanh tra",
    )
    assert (pledge.authority, pledge.represents, pledge.authority_line) == (
        "KT.",
        "CHÁNH THANH TRA",
        "KT. CHÁNH THANH TRA",
    )


def test_what_is_written_later_does_not_change_the_paper(cast, frozen):
    before = frozen.document.pdf.read()
    cast.units["ttbnv"].names.update(full_name="Tên khác")
    frozen.clauses.update(text="Viết lại")

    assert Covenant.objects.get().document.pdf.read() == before


def test_second_freezing_is_refused(cast, draft):
    stale = Covenant.objects.get()
    freezing.freeze(draft, by=cast["leader_clerk"])

    with pytest.raises(Conflict):
        freezing.freeze(stale, by=cast["leader_head"])

    assert IssuedDocument.objects.count() == StoredFile.objects.count() == 1
    assert Pledge.objects.count() == 7


@pytest.mark.parametrize("who", ["member_head", "deputy_head", "organiser", "admin", "former"])
def test_others_may_not_freeze(cast, draft, who):
    with pytest.raises(PermissionDenied):
        freezing.freeze(draft, by=cast[who])
    assert not IssuedDocument.objects.exists()


def test_nothing_is_frozen_without_clauses_or_date(cast):
    covenant = drafting.draft_covenant(cast.year)

    with pytest.raises(Conflict, match="chưa có nội dung"):
        freezing.freeze(covenant, by=cast["leader_clerk"])
    drafting.write_clauses(covenant)
    Covenant.objects.update(dated=None)
    with pytest.raises(Conflict, match="chưa có ngày và nơi ký"):
        freezing.freeze(covenant, by=cast["leader_clerk"])


def test_next_version_supersedes_once_it_is_frozen(cast, frozen):
    draft = freezing.next_version(frozen, by=cast["leader_clerk"])

    assert (draft.version, draft.status, draft.supersedes) == (2, "drafting", frozen)
    assert [c.text for c in draft.clauses.all()] == [c.text for c in frozen.clauses.all()]
    assert [b.text for b in draft.bases.all()] == [b.text for b in frozen.bases.all()]
    assert IssuedDocument.objects.get().superseded_by is None

    second = freezing.freeze(draft, by=cast["leader_clerk"])

    first = IssuedDocument.objects.get(pk=frozen.document_id)
    assert first.superseded_by == second.document
    assert first.code != second.document.code


def test_a_superseded_version_takes_no_more_signatures(cast, frozen):
    freezing.next_version(frozen, by=cast["leader_clerk"])

    with pytest.raises(Conflict):
        signing.mark_signed(frozen.pledges.first(), by=cast["leader_clerk"], on=date(2027, 2, 25))


def test_once_somebody_signed_the_next_version_has_a_reason(cast, frozen):
    signing.mark_signed(frozen.pledges.first(), by=cast["leader_clerk"], on=date(2027, 2, 25))

    with pytest.raises(Conflict, match="Đã có đơn vị ký"):
        freezing.next_version(frozen, by=cast["leader_clerk"])
    assert Covenant.objects.count() == 1


REASON = "Ghi sai chỉ tiêu của một đơn vị."


@pytest.mark.parametrize("signed_by", [["ttbnv"], "all"])
def test_a_new_version_after_signatures_sends_all_back_to_sign(
    client, cast, frozen, signed_by, django_capture_on_commit_callbacks
):
    everybody = [pledge.membership.unit.slug for pledge in frozen.pledges.all()]
    signed_by = everybody if signed_by == "all" else signed_by
    for pledge in frozen.pledges.filter(membership__unit__slug__in=signed_by):
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=date(2027, 2, 25))
    Covenant.objects.update(scan=StoredFile.keep(b"%PDF-1.7 scan", "application/pdf"))
    client.force_login(cast["leader_head"])

    asked = client.get(url("covenant_revise")).content.decode()
    assert f"{len(signed_by)} đơn vị đã ký phiên bản 1: " in asked
    refused = client.post(url("covenant_revise"), {"reason": " "})
    assert (refused.status_code, "Ghi lý do lập phiên bản mới" in refused.content.decode()) == (200, True)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("covenant_revise"), {"reason": REASON}).status_code == 302

    told = {who for who, user in cast.users.items() if user.notices.filter(text__endswith=REASON).exists()}
    assert told == {"member_clerk", "member_head", "neighbour_clerk", "deputy_clerk", "deputy_head", "leader_clerk"}
    client.logout()
    said = client.get(frozen.document.get_absolute_url()).content.decode()
    assert ("nhưng không nhận thêm chữ ký" in said) is (signed_by != everybody)
    assert ("phiên bản 2" in said.lower(), "chờ các đơn vị ký" in said) == (False, False)
    client.force_login(cast["member_clerk"])
    meanwhile = client.get(url("covenant_detail")).content.decode()
    assert "Khối trưởng đang soạn phiên bản mới của giao ước" in meanwhile
    assert (">Chờ ký<" in meanwhile, "Xem phiên bản mới nhất" in meanwhile) == (False, False)
    client.force_login(cast["leader_head"])
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302

    first, second = Covenant.objects.order_by("version")
    assert first.pledges.signed().count() == first.document.signed_count == len(signed_by)
    assert {pledge.status for pledge in second.pledges.all()} == {"waiting"}
    assert second.document.signed_count == 0
    client.force_login(cast["member_clerk"])
    old = client.get(url("covenant_version", 1)).content.decode()
    assert REASON in old
    assert ("Xem phiên bản mới nhất" in old, ">Chờ ký<" in old, ">Đã chốt<" in old) == (True, False, False)
    assert old.count("Đã thay thế") == 2  # of the page and in the list of versions
    assert url("covenant_version_scan", 1) in old
    assert client.get(url("covenant_version_scan", 1)).status_code == 200
    assert client.get(url("covenant_version_scan", 2)).status_code == 404
    client.logout()
    public = client.get(first.document.get_absolute_url()).content.decode()
    assert "Đã có phiên bản 2, ngày 31/03/2027, thay thế." in public
    assert "không tính cho phiên bản mới" in public
    assert REASON not in public
    assert "đang chờ các đơn vị ký" in client.get(second.document.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("member_head", 403), ("deputy_head", 403), ("organiser", 403), ("admin", 403), ("another_bloc", 404)],
)
def test_others_make_no_new_version_of_what_is_signed(client, cast, frozen, who, status):
    signing.mark_signed(frozen.pledges.first(), by=cast["leader_clerk"], on=date(2027, 2, 25))
    client.force_login(cast[who])

    assert client.post(url("covenant_revise"), {"reason": REASON}).status_code == status
    assert Covenant.objects.count() == 1


def test_the_last_signature_completes_the_covenant(cast, frozen, the_day):
    the_day.shift(timedelta(days=40))
    for pledge in frozen.pledges.all():
        assert Covenant.objects.get().status == "frozen"
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=date(2027, 3, 31))

    covenant = Covenant.objects.get()
    assert covenant.status == "signed"
    assert [s["signed_on"] for s in covenant.document.signatures] == ["2027-03-31"] * 7


def test_a_mark_is_taken_back_and_told(cast, frozen):
    pledge = frozen.pledges.first()
    signing.mark_signed(pledge, by=cast["leader_clerk"], on=date(2027, 2, 25))
    assert IssuedDocument.objects.get().signatures[0]["signed_on"] == "2027-02-25"

    signing.unmark(pledge, by=cast["leader_clerk"])

    assert Pledge.objects.get(pk=pledge.pk).status == "waiting"
    assert IssuedDocument.objects.get().signatures[0]["signed_on"] is None


@pytest.mark.parametrize("day", [date(2027, 2, 24), date(2027, 2, 26)])
def test_nobody_signs_before_the_text_or_tomorrow(cast, frozen, day):
    with pytest.raises(Conflict, match="Ngày ký phải từ ngày 25/02/2027 đến hôm nay"):
        signing.mark_signed(frozen.pledges.first(), by=cast["leader_clerk"], on=day)


def test_a_unit_declines_with_a_reason(cast, frozen):
    pledge = frozen.pledges.get(membership=cast.memberships["ttbnv"])

    signing.decline(pledge, by=cast["member_head"], reason="Đơn vị đang sáp nhập.")

    pledge = Pledge.objects.get(pk=pledge.pk)
    assert (pledge.status, pledge.declined_reason) == ("declined", "Đơn vị đang sáp nhập.")


def test_freezing_names_who_would_be_locked_out_and_who_has_not_answered(client, cast, draft):
    cast.registration("ttbnv", status="accepted")
    cast.memberships["ttbtc"].extensions.create(step="registration", due=date(2027, 3, 10), reason="Công tác")
    say(consult(draft), cast.memberships["ttbtp"], "agrees")
    client.force_login(cast["leader_clerk"])

    shown = client.get(url("covenant_freeze")).content.decode()

    assert "không gửi được đăng ký nữa" in shown
    assert "Thanh tra Bộ Tài chính (hạn đến hết ngày 10/03/2027)" in shown
    assert "Thanh tra Bộ Nội vụ (hạn" not in shown
    assert "Đang lấy ý kiến mà chưa trả lời: Thanh tra Bộ Quốc phòng" in shown
    assert "Chưa lấy ý kiến" not in shown


def warned(client):
    page = html.fromstring(client.get(url("covenant_freeze")).content.decode())
    return [item.text.strip() for item in page.xpath("//*[contains(@class, 'notice-ask')]//li")]


def test_freezing_says_what_a_covenant_should_have_and_has_not(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    cast.year.goals.all().delete()
    cast.year.common_targets.all().delete()
    BlocYear.objects.filter(pk=cast.year.pk).update(theme="")
    draft.bloc_year.refresh_from_db()
    drafting.write_clauses(draft)

    shown = warned(client)

    assert shown[:5] == [
        "Chưa lấy ý kiến các đơn vị về dự thảo này.",
        "Chưa tiếp nhận đăng ký thi đua của đơn vị nào; giao ước không có phụ lục chỉ tiêu.",
        "Năm thi đua chưa có chủ đề.",
        "Năm thi đua chưa có chỉ tiêu chung.",
        "Giao ước chưa có phần nội dung thi đua.",
    ]
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302


def test_each_doubt_leads_to_where_it_is_mended(client, cast, draft):
    for code, facts in {
        "ttbtc": {"signatory": ""},
        "ttbnv": {"signatory": "Hoàng Ngọc Ân", "signatory_post": ""},
    }.items():
        type(cast.memberships[code]).objects.filter(pk=cast.memberships[code].pk).update(**facts)
    days = {"signed_on": date(2020, 1, 1), "valid_to": date(2027, 1, 1)}
    expired = LegalBasis.objects.create(title="Thông tư cũ", citation="Căn cứ Thông tư cũ", **days)
    draft.bases.create(order=9, basis=expired)
    for number, dated in [(1, "2027-02-20"), (2, "2027-02-10")]:
        cast.year.documents.create(kind="KH", number=number, symbol=f"0{number}/KH-KTĐ", dated=dated, title="Kế hoạch")
    client.force_login(cast["leader_clerk"])

    page = html.fromstring(client.get(url("covenant_freeze")).content.decode())

    found = {
        item.text.split(":")[0].strip(): [(link.text, link.get("href")) for link in item.xpath("./a")]
        for item in page.xpath("//*[contains(@class, 'notice-ask')]//li")
    }
    assert found["Chưa ghi họ tên người ký"] == [
        ("Ghi người ký của Thanh tra Bộ Tài chính", url("pledge_signatory", "ttbtc"))
    ]
    assert found["Người ký chưa có chức vụ"] == [
        ("Ghi người ký của Thanh tra Bộ Nội vụ", url("pledge_signatory", "ttbnv"))
    ]
    assert found["Căn cứ không có hiệu lực vào ngày ký"] == [("Sửa căn cứ", url("covenant_bases"))]
    assert [label for label, _ in found["Sổ văn bản có số không theo thứ tự ngày"]] == ["Sổ văn bản"]
    links = {link for places in found.values() for _, link in places}
    assert {client.get(link).status_code for link in links} == {200}

    consult(draft)
    shown = client.get(url("covenant_freeze")).content.decode()
    assert url("covenant_bases") not in shown
    assert "Kết thúc lấy ý kiến rồi sửa" in shown


def test_freezing_is_quiet_about_what_is_there(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    for slug in cast.memberships:
        cast.registration(slug, status="accepted")
    consult(draft)
    for member in cast.memberships.values():
        say(draft, member, "agrees")

    assert warned(client) == []


def test_a_round_ended_before_its_day_names_who_was_silent(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    client.post(url("covenant_consult"), {"until": "12/03/2027"})
    say(draft, cast.memberships["ttbtp"], "agrees")
    client.post(url("covenant_redraft"))

    assert (
        "Đợt lấy ý kiến kết thúc trước hạn 12/03/2027; 6 đơn vị chưa trả lời: Thanh tra Bộ Quốc phòng"
        in warned(client)[0]
    )


def test_a_round_ended_after_its_day_still_names_who_was_silent(client, cast, draft, the_day):
    client.force_login(cast["leader_clerk"])
    client.post(url("covenant_consult"), {"until": "12/03/2027"})
    the_day.shift(timedelta(days=20))
    client.force_login(cast["leader_clerk"])
    say(draft, cast.memberships["ttbqp"], "agrees")
    client.post(url("covenant_redraft"))

    assert warned(client)[0].startswith("Đợt lấy ý kiến đã kết thúc; 6 đơn vị chưa trả lời: Thanh tra Bộ Tư pháp")


@pytest.mark.parametrize(("accounts", "said"), [(True, True), (False, False)])
def test_the_message_says_who_was_told(client, cast, draft, accounts, said):
    client.force_login(cast["leader_clerk"])
    if not accounts:
        Officer.objects.exclude(user=cast["leader_clerk"]).update(ends_on="2027-02-01")

    shown = client.post(url("covenant_freeze"), {"year": "2027"}, follow=True).content.decode()

    assert ("Các đơn vị được báo để ký." in shown) is said
    assert ("Chưa có ai được báo" in shown) is not said
