"""Giấy mời: issued once under one number, printed for each delegate by name with the personal link."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn

from archive.clearing import remove_year
from archive.printing import printed
from blocs.models import BlocYear
from ceremonies import invitation_printing, inviting, links
from ceremonies.models import Ceremony, PersonalInvitations
from desk.rounds import make_rounds
from documents.downloads import WORD
from documents.models import IssuedDocument, StoredFile
from tests.documents.measure import Printed
from tests.documents.words import letters_of_docx
from tests.look.reading import tree, words
from tests.plumbing import work
from tests.saving import save

ISSUE = {"number": "4", "dated": "22/02/2027", "signer": "Nguyễn Hồng Diện", "note": "Liên hệ: bà An, 0912 345 678."}


@pytest.fixture
def office(client, cast, ceremony):
    Ceremony.objects.update(held_on="2027-03-08")
    Ceremony.objects.update(begins_at="08:30")
    client.force_login(cast["leader_clerk"])
    return client


@pytest.fixture
def issued(office, url):
    assert office.post(url("invitation_issue"), ISSUE).status_code == 302
    return Ceremony.objects.select_related("invitation").get()


def said(content):
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [" ".join(page.extract_text().split()) for page in paper.pages]


def test_issuing_invites_and_takes_one_number(office, cast, issued, url):
    assert issued.status == "invited"
    document = issued.invitation
    assert (document.symbol, document.signer) == ("04/GM-KTĐ", "Nguyễn Hồng Diện")
    assert document.issued_by == cast["leader_clerk"]
    assert issued.delegates.count() == 8  # the guest and seven units
    assert IssuedDocument.objects.filter(kind="GM").count() == 1
    kept = said(office.get(url("invitation_pdf")).content)
    for part in (
        "Số: 04/GM-KTĐ",
        "GIẤY MỜI Dự lễ ký kết Giao ước thi đua năm 2027",
        "Khối thi đua số II trân trọng kính mời: Quý đại biểu (có danh sách kèm theo)",
        "Tới dự: Lễ ký kết Giao ước thi đua năm 2027",
        "Chủ trì: Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng",
        "Thời gian: 08 giờ 30 phút, sáng thứ Hai, ngày 08 tháng 3 năm 2027",
        "Địa điểm: Bộ Tư pháp",
        "Liên hệ: bà An, 0912 345 678.",
        "Đề nghị đại biểu trả lời trước ngày 08/03/2027",
        f"Mã xác minh: {document.code}",
    ):
        assert part in kept[0]
    assert "Nguyễn Quang Thía" in kept[1]
    assert "Vũ Duy Ưng" in kept[1]
    assert document.code in office.get(document.get_absolute_url()).content.decode()


def test_the_members_are_told_once(office, cast, url):
    office.post(url("invitation_issue"), ISSUE)

    told = "Mời dự Lễ ký kết Giao ước thi đua năm 2027: 08:30 sáng ngày 08/03/2027, tại Bộ Tư pháp."
    assert [notice.text for notice in cast["member_clerk"].notices.all()] == [told]


def test_each_delegate_has_an_invitation_by_name_with_the_link(office, issued, url):
    guest = issued.delegates.get(order=1)
    issued.delegates.filter(pk=guest.pk).update(honorific="ong")

    (paper,) = said(office.get(url("guest_invitation_pdf", guest.pk)).content)

    assert "Số: 04/GM-KTĐ" in paper
    assert "Hà Nội, ngày 22 tháng 02 năm 2027" in paper
    assert "trân trọng kính mời: Ông Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ" in paper
    assert "Rất hân hạnh được đón tiếp Ông./." in paper
    assert f"Mã giấy mời: {links.token_of(guest)}" in paper
    assert links.url_of(guest) in paper.replace(" ", "")
    assert issued.invitation.code not in paper  # one code is enough
    assert "Vũ Duy Ưng" not in paper


def test_all_invitations_come_in_one_file_of_each_kind(office, issued, url, settings):
    issued.delegates.create(order=20, post="Đại diện lãnh đạo", organisation="Báo Thanh tra")  # after it was issued
    everybody = list(issued.delegates.all())

    papers = said(office.get(url("personal_invitations_pdf")).content)
    word = office.get(url("personal_invitations_word"))

    assert [re.search(r"kính mời: (.*?) Tới dự", paper)[1] for paper in papers] == [
        *[f"Ông/Bà {delegate.described}" for delegate in everybody[:-1]],
        "Đại diện lãnh đạo, Báo Thanh tra",
    ]
    assert all(links.token_of(delegate) in paper for delegate, paper in zip(everybody, papers, strict=True))
    assert word["Content-Type"] == WORD
    text = letters_of_docx(word.content)
    assert all(links.token_of(delegate) in text for delegate in everybody)
    one = letters_of_docx(office.get(url("guest_invitation_word", everybody[0].pk)).content)
    assert links.token_of(everybody[0]) in one
    assert links.token_of(everybody[1]) not in one
    settings.PRINTING_AT_ONCE = 0  # hundreds take a place of the press
    assert office.get(url("personal_invitations_word")).status_code == 503


def test_an_invitation_says_what_was_issued_whatever_was_changed_since(office, issued, url):
    Ceremony.objects.update(place="Nơi khác", name="Tên khác")

    paper = "".join(said(office.get(url("guest_invitation_pdf", issued.delegates.first().pk)).content))

    assert "Địa điểm: Bộ Tư pháp" in paper
    assert "Nơi khác" not in paper


def test_another_invitation_takes_the_place_of_the_first(office, cast, issued, url):
    former, sent = issued.invitation, links.token_of(issued.delegates.first())
    Ceremony.objects.update(place="Trụ sở Thanh tra Chính phủ")
    assert "Ban hành giấy mời khác" in office.get(url("guest_list")).content.decode()
    preview = url("invitation_pdf") + "?du-thao"
    assert f'href="{preview}"' in office.get(url("invitation_issue")).content.decode()
    assert "Trụ sở Thanh tra" in said(office.get(preview).content)[0]

    response = office.post(url("invitation_issue"), ISSUE | {"number": "5", "note": ""})

    assert response.status_code == 302
    ceremony = Ceremony.objects.get()
    former.refresh_from_db()
    assert (ceremony.invitation.symbol, ceremony.status) == ("05/GM-KTĐ", "invited")
    assert former.superseded_by == ceremony.invitation
    paper = "".join(said(office.get(url("guest_invitation_pdf", ceremony.delegates.first().pk)).content))
    assert "Địa điểm: Trụ sở Thanh tra Chính phủ" in paper
    assert sent in paper  # the link that was sent still opens
    assert "Giấy mời mới dự" in cast["member_clerk"].notices.first().text


def test_who_sends_invitations_otherwise_only_marks_it(office, ceremony, url):
    page = office.get(url("invitation_issue")).content.decode()
    assert url("ceremony_invite") in page

    office.post(url("ceremony_invite"))

    ceremony.refresh_from_db()
    assert (ceremony.status, ceremony.invitation) == ("invited", None)
    assert "Ban hành giấy mời trên chương trình" in office.get(url("guest_list")).content.decode()
    guest = ceremony.delegates.first()
    assert links.token_of(guest) in office.get(url("guest_detail", guest.pk)).content.decode()
    assert office.get(url("personal_invitations_pdf")).status_code == 409
    assert office.post(url("invitation_issue"), ISSUE).status_code == 302


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"place": ""}, "Chưa có địa điểm"),
        ({"held_on": None}, "Chưa có ngày"),
        ({"status": "invited", "place": ""}, "Buổi lễ chưa có ngày hoặc địa điểm."),
        ({"status": "invited", "held_on": "2027-02-24"}, "Ngày tổ chức đã qua"),
        ({"status": "in_session"}, "đang ở trạng thái “Đang diễn ra”"),
        ({"status": "cancelled"}, "đang ở trạng thái “Đã hủy”"),
    ],
)
def test_what_hinders_it_is_said_and_nothing_is_numbered(office, url, facts, reason):
    Ceremony.objects.update(**facts)

    response = office.post(url("invitation_issue"), ISSUE)

    assert response.status_code == 409
    assert reason in response.content.decode()
    assert not IssuedDocument.objects.filter(kind="GM").exists()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"number": "0"}, "Nhập số văn bản từ 1 đến 9999"),
        ({"signer": ""}, "Nhập họ và tên người ký giấy mời."),
        ({"signer": "TS. Đỗ Quang Dũng"}, "Bỏ “TS.”: họ và tên không ghi cách xưng hô, học hàm, học vị."),
        ({"dated": "09/03/2027"}, "Giấy mời không thể ghi ngày sau ngày tổ chức, 08/03/2027."),
    ],
)
def test_what_is_typed_wrong_issues_nothing(office, url, typed, fault):
    page = office.post(url("invitation_issue"), ISSUE | typed).content.decode()

    assert fault in page
    assert "0912 345 678" in page
    assert Ceremony.objects.get().status == "planned"
    assert not IssuedDocument.objects.filter(kind="GM").exists()


def test_before_it_is_issued_a_draft_is_shown(office, cast, url, the_day):
    Ceremony.objects.update(held_on="2026-12-25")
    the_day.move_to("2026-12-25 01:00:00")
    office.force_login(cast["leader_clerk"])
    assert url("invitation_pdf") in office.get(url("invitation_issue")).content.decode()

    draft = office.get(url("invitation_pdf"))

    first, listed = said(draft.content)
    assert "Nguyễn Quang Thía" in listed
    assert re.search(r"ngày +tháng +năm 2026", first)  # of the year it is typed in, not of the ceremony's
    chars = Printed(draft.content).chars[0]
    small, large = ("".join(c["text"] for c in chars if (c["size"] > 40) == big).replace(" ", "") for big in (0, 1))
    assert "Đềnghịđạibiểuxemchươngtrình" in small  # nobody answers on the day itself
    assert large == "DỰTHẢO"


def test_an_answer_by_telephone_is_kept_with_who_took_it(office, cast, issued, url):
    guest = issued.delegates.get(order=1)
    typed = {"answer": "cu_nguoi_thay", "substitute": "Lê Thị Hằng", "substitute_post": ""}

    shown = words(tree(save(office, url("guest_detail", guest.pk), typed, follow=True)))

    assert "Đã ghi trả lời của Nguyễn Quang Thía: cử người thay." in shown
    assert "8 đại biểu: 0 dự · 1 cử người thay · 0 không dự · 7 chưa trả lời. Sẽ có mặt: 1 người." in shown
    guest.refresh_from_db()
    assert (guest.answered_by, guest.comer.name) == (cast["leader_clerk"], "Lê Thị Hằng")
    assert "Lê Thị Hằng" in words(tree(office.get(url("guest_list") + "?tra-loi=cu-nguoi-thay")))
    assert "Lê Thị Hằng" not in words(tree(office.get(url("guest_list") + "?tra-loi=chua-tra-loi")))

    save(office, url("guest_detail", guest.pk), {"answer": ""})

    guest.refresh_from_db()
    assert (guest.answer, guest.substitute, guest.answered_at, guest.answered_by) == ("", "", None, None)


def test_a_newer_answer_of_the_guest_is_not_overwritten(office, issued, url):
    Ceremony.objects.update(held_on=date(2027, 3, 8))
    guest = issued.delegates.get(order=1)
    token = office.get(url("guest_detail", guest.pk)).context["token"]
    office.post(f"/giay-moi/{links.token_of(guest)}/", {"answer": "khong_du"})

    late = office.post(url("guest_detail", guest.pk), {"token": token, "answer": "du"})

    assert late.status_code == 409
    assert "Không dự" in words(tree(late))
    guest.refresh_from_db()
    assert guest.answer == "khong_du"


def test_no_answer_is_entered_after_the_end(office, issued, url):
    Ceremony.objects.update(status="held")

    response = office.post(url("guest_detail", issued.delegates.first().pk), {"answer": "du"})

    assert response.status_code == 409
    assert issued.delegates.filter(answer="du").count() == 0


def test_the_page_of_the_ceremony_counts_the_answers(office, cast, issued, url):
    issued.delegates.filter(membership=None).update(answer="khong_du")
    office.force_login(cast["member_clerk"])

    assert "8 đại biểu: 0 dự · 0 cử người thay · 1 không dự · 7 chưa trả lời." in words(
        tree(office.get(url("ceremony_detail")))
    )


def test_a_delegate_of_another_year_is_not_found(office, cast, issued, url):
    assert office.get(url("guest_detail", 999)).status_code == 404
    assert office.get(url("guest_invitation_pdf", 999)).status_code == 404


def test_each_invitation_in_word_is_a_sheet_of_its_own(office, issued, url):
    document = Document(io.BytesIO(office.get(url("personal_invitations_word")).content))

    numbering = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert numbering == ["1"] * issued.delegates.count()
    assert all(section.different_first_page_header_footer for section in document.sections)


def test_what_was_issued_is_never_printed_anew(office, cast, issued):
    Ceremony.objects.update(place="Nơi khác")
    year = BlocYear.objects.get(pk=cast.year.pk)

    assert printed("invitation", year, None, "pdf") == issued.invitation.pdf.read()
    assert printed("invitation", year, None, "docx") == issued.invitation.word.read()


def test_it_stands_in_the_register_for_all_and_may_be_checked_by_anybody(client, cast, issued):
    client.force_login(cast["member_clerk"])
    assert "04/GM-KTĐ" in client.get(cast.year.url("documents:document_list")).content.decode()
    client.logout()

    page = words(tree(client.get(issued.invitation.get_absolute_url())))

    assert "Văn bản thật, do chương trình này phát hành và đang được dùng." in page
    assert "Nguyễn Quang Thía" not in page


def test_a_year_with_an_invitation_can_be_taken_out(issued, cast):
    remove_year(BlocYear.objects.get(pk=cast.year.pk))

    assert not Ceremony.objects.exists()
    assert not IssuedDocument.objects.exists()


def test_many_invitations_are_made_beside_the_pages_in_one_file(office, cast, issued, url, monkeypatch):
    monkeypatch.setattr(invitation_printing, "AT_ONCE", 3)
    assert url("personal_invitations") in office.get(url("guest_list")).content.decode()
    assert office.get(url("personal_invitations_pdf")).status_code == 409

    assert office.post(url("personal_invitations"))["Location"] == url("personal_invitations")
    waits = office.get(url("personal_invitations"))
    office.post(url("personal_invitations"))  # once more changes nothing
    assert ("Đang chờ đến lượt." in words(tree(waits)), waits["Refresh"]) == (True, "3")
    assert PersonalInvitations.objects.count() == 1
    work()

    page = office.get(url("personal_invitations"))
    assert "8 giấy mời, theo thứ tự giới thiệu; in lúc 09:00 25/02/2027" in words(tree(page))
    assert "Refresh" not in page
    papers, everybody = said(office.get(url("personal_invitations_pdf")).content), list(issued.delegates.all())
    assert all(links.token_of(each) in paper for each, paper in zip(everybody, papers, strict=True))
    kept = PersonalInvitations.objects.get().file
    assert not kept.read().startswith(b"%PDF")  # who steals the data has no links

    inviting.renew_link(everybody[0])

    assert "đã đổi từ khi in" in words(tree(office.get(url("personal_invitations"))))
    refused = office.get(url("personal_invitations_pdf"))
    assert (refused.status_code, "Anh/chị in lại" in words(tree(refused))) == (409, True)
    office.post(url("personal_invitations"))
    work()
    assert links.token_of(issued.delegates.first()) in said(office.get(url("personal_invitations_pdf")).content)[0]
    assert not StoredFile.objects.filter(pk=kept.pk).exists()
    last = PersonalInvitations.objects.get().file
    remove_year(BlocYear.objects.get(pk=cast.year.pk))
    assert not StoredFile.objects.filter(pk=last.pk).exists()


def test_a_few_invitations_need_nobody_to_wait(office, issued, url):
    assert office.get(url("personal_invitations"))["Location"] == url("personal_invitations_pdf")
    PersonalInvitations.objects.create(ceremony=issued, file=StoredFile.keep(b"of a longer list", "x"))
    assert office.post(url("personal_invitations")).status_code == 302
    assert not PersonalInvitations.objects.exists()
    issued.delegates.all().delete()
    assert office.get(url("personal_invitations")).status_code == 409


@pytest.mark.parametrize("end", ["cancel", "close", "day", "short"])
def test_the_invitations_stay_no_longer_than_they_serve(office, cast, ceremony, url, monkeypatch, the_day, end):
    monkeypatch.setattr(invitation_printing, "AT_ONCE", 1 if end == "short" else 0)
    PersonalInvitations.objects.create(ceremony=ceremony, file=StoredFile.keep(b"sealed", "x"))
    Ceremony.objects.update(status="in_session" if end == "close" else "invited")
    if end in ("cancel", "close"):
        assert office.post(url(f"ceremony_{end}"), {"reason": "Bão"}).status_code == 302
    if end == "cancel":
        assert "Buổi lễ đã hủy nên không in" in words(tree(office.get(url("guest_list"))))
    if end == "day":
        make_rounds()
        assert PersonalInvitations.objects.exists()
        the_day.move_to("2027-03-08 17:00:00")
        office.force_login(cast["leader_clerk"])
    if end in ("day", "short"):
        make_rounds()

    assert not PersonalInvitations.objects.exists()
    assert not StoredFile.objects.exists()
    asked = office.post(url("personal_invitations"))
    assert asked.status_code == 409
    if end != "short":
        assert "nên không in giấy mời nữa." in words(tree(asked))


def test_the_invitations_are_those_of_the_list_when_they_are_printed(office, cast, issued, url, monkeypatch, settings):
    monkeypatch.setattr(invitation_printing, "AT_ONCE", 3)
    office.post(url("personal_invitations"))
    issued.delegates.create(order=20, name="Lê Sỹ Bảy", post="Phó Tổng Thanh tra")
    work()
    papers = said(office.get(url("personal_invitations_pdf")).content)
    assert (len(papers), "Lê Sỹ Bảy" in papers[-1]) == (9, True)

    settings.SECRET_KEY = "another"  # its links are others
    office.force_login(cast["leader_clerk"])

    assert "đã đổi từ khi in" in words(tree(office.get(url("personal_invitations"))))
    assert office.get(url("personal_invitations_pdf")).status_code == 409


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"failure": "Không đủ bộ nhớ."}, "Không đủ bộ nhớ."),
        ({"parts": 8, "moved_at": "2027-02-25T08:00+07:00"}, "Chương trình in nhận việc quá muộn."),
        ({"asked_by": None}, "Người yêu cầu không còn quyền in giấy mời."),
    ],
)
def test_what_hinders_the_invitations_is_said_and_they_are_asked_for_again(
    office, issued, url, monkeypatch, facts, reason
):
    monkeypatch.setattr(invitation_printing, "AT_ONCE", 3)
    office.post(url("personal_invitations"))
    PersonalInvitations.objects.update(**facts)
    work()

    assert reason in words(tree(office.get(url("personal_invitations"))))
    office.post(url("personal_invitations"))
    work()
    assert len(said(office.get(url("personal_invitations_pdf")).content)) == 8


def test_another_day_hour_or_place_asks_for_another_invitation_and_is_said_to_guests(office, issued, url):
    typed = {"kind": "ky_ket", "name": issued.name, "session": "sáng", "place": issued.place, "begins_at": "08:30"}

    moved, back = (
        words(tree(save(office, url("ceremony_edit"), typed | {"held_on": day}, follow=True)))
        for day in ("12/03/2027", "08/03/2027")
    )

    guest = f"/giay-moi/{links.token_of(issued.delegates.first())}/"
    shown_to_guest = words(tree(office.get(guest)))
    said = "Giấy mời 04/GM-KTĐ ghi “08 giờ 30 phút, sáng thứ Hai, ngày 08 tháng 3 năm 2027”; Anh/chị ban hành giấy mời"
    assert said in moved
    assert "Đã lưu thông tin buổi lễ." in back
    assert "đã thay đổi" not in shown_to_guest
    assert "Liên hệ: bà An, 0912 345 678." in shown_to_guest
    Ceremony.objects.update(held_on="2027-03-12")
    assert said in words(tree(office.get(url("guest_list"))))  # where they are printed
    changed = words(tree(office.get(guest)))
    assert "Thời gian đã thay đổi so với giấy mời số 04/GM-KTĐ, giấy mời ghi: 08 giờ 30 phút, sáng thứ Hai" in changed
    assert "Địa điểm đã thay đổi" not in changed
    assert "Giấy mời 04/GM-KTĐ ghi" not in back  # no paper ever said 12/03/2027
    assert "Giấy mời đã gửi theo" not in back
    typed |= {"held_on": "12/03/2027", "begins_at": "09:00", "place": "Hội trường B"}
    save(office, url("ceremony_edit"), typed)
    shown_to_guest = words(tree(office.get(guest)))
    assert "09 giờ 00 phút, sáng thứ Sáu, ngày 12 tháng 3 năm 2027" in shown_to_guest
    assert "giấy mời ghi: Bộ Tư pháp" in shown_to_guest
    remark = said.removesuffix("Anh/chị ban hành giấy mời").replace("”; ", "; Bộ Tư pháp”; ")
    assert remark in words(tree(office.get(url("ceremony_detail"))))  # until another one is issued
    office.post(url("invitation_issue"), ISSUE | {"number": "5"})
    assert "GM-KTĐ ghi “" not in words(tree(office.get(url("ceremony_detail"))))
