"""Votes by show of hands, and the minutes made from what was recorded."""

import io
from datetime import time

import pdfplumber
import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from archive.clearing import remove_year
from archive.loading import load
from ceremonies import meeting_papers, minuting
from ceremonies.models import Ceremony, Delegate, MeetingPaper
from ceremonies.papers import meeting_paper
from documents import pdf
from documents.models import IssuedDocument, StoredFile
from pledges import drafting, freezing, signing
from tests.archive.samples import KHOI_2017, content
from tests.look.reading import tree, words
from tests.saving import save

MINUTES = "bien-ban"
ISSUE = {"number": "4", "dated": "25/02/2027", "signer": "Nguyễn Hồng Diện"}
VOTES = "van-ban-thong-qua"


@pytest.fixture
def minutes(office, held, url):
    assert office.post(url("meeting_paper_start", MINUTES)).status_code == 302
    return MeetingPaper.objects.get()


def vote(client, url, *rows):
    typed = {"adoptions-TOTAL_FORMS": str(len(rows)), "adoptions-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        typed |= {f"adoptions-{place}-{name}": said for name, said in ({"kind": "van_ban"} | row).items()}
    return save(client, url("rows_edit", VOTES), typed)


def said(content):
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


# --- Votes ---------------------------------------------------------------------------------------


def test_votes_are_shown_with_those_present_as_base(office, held, url):
    paper = {"title": "Báo cáo tổng hợp đăng ký thi đua", "in_favour": "5", "against": "1"}
    chosen = {"kind": "suy_cu", "title": "Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028", "in_favour": "6"}

    assert vote(office, url, paper, chosen).status_code == 302  # after the end too, until the minutes are issued

    shown = words(tree(office.get(url("ceremony_detail"))))
    assert "Tán thành 5/6 (83,3%); không tán thành 1; ý kiến khác 0" in shown
    assert "Suy cử: Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028" in shown
    assert "Tán thành 6/6 (100%)" in shown
    assert "8 đại biểu: 7 có mặt, 1 vắng." in shown
    assert "Sẽ có mặt" not in shown
    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))
    assert "2. Suy cử Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028: tán thành 6/6 (100%);" in page


def test_no_more_votes_than_units_present(office, held, url):
    response = vote(office, url, {"title": "Quy chế", "in_favour": "6", "other": "1"})

    assert response.status_code == 200
    page = words(tree(response))
    assert "Có 7 phiếu, nhưng chỉ 6 đơn vị có mặt" in page
    assert not held.adoptions.exists()


def test_votes_before_the_roll_was_called_have_no_base(office, ceremony, url):
    assert vote(office, url, {"title": "Quy chế", "in_favour": "6", "other": "1"}).status_code == 302

    shown = words(tree(office.get(url("ceremony_detail"))))
    assert "Tán thành 6; không tán thành 0; ý kiến khác 1" in shown


def test_votes_against_need_those_in_favour(office, held, url):
    response = vote(office, url, {"title": "Quy chế", "against": "1"})

    assert response.status_code == 200
    assert "Ghi cả số phiếu tán thành." in words(tree(response))
    with pytest.raises(IntegrityError), transaction.atomic():
        held.adoptions.create(title="Quy chế", against=1)


# --- Begun from the records ----------------------------------------------------------------------


def test_the_draft_says_who_came_what_was_done_and_how_they_voted(office, cast, held, url):
    vote(office, url, {"title": "Báo cáo tổng hợp đăng ký thi đua", "in_favour": "6"}, {"title": "Quy chế"})

    response = office.post(url("meeting_paper_start", MINUTES), follow=True)

    page = words(tree(response))
    assert "Thời gian bắt đầu: 09 giờ 00 phút, ngày 25 tháng 02 năm 2027" in page
    assert "Chủ trì: Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng" in page
    assert "Thư ký: Đỗ Thị Ngọc Ánh, Chuyên viên" in page
    assert "Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ." in page
    assert "Đại diện các đơn vị thành viên: 6/7 đơn vị." in page
    assert "Vắng mặt: Trần Thị Yến, Chánh Thanh tra, Cơ quan Thanh tra, giám sát ngân hàng." in page
    assert "1. Đón tiếp đại biểu." in page
    assert "1. Thông qua Báo cáo tổng hợp đăng ký thi đua: tán thành 6/6 (100%); không tán thành 0" in page
    assert "2. Thông qua Quy chế." in page
    assert "Hội nghị kết thúc vào 10 giờ 30 phút, ngày 25 tháng 02 năm 2027" in page


def test_the_course_names_who_spoke(office, held, url):
    held.agenda.create(order=2, text="Phát biểu khai mạc.", speaker="Nguyễn Hồng Diện")

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "1. Đón tiếp đại biểu. 2. Phát biểu khai mạc (Nguyễn Hồng Diện)." in page


def test_not_before_the_ceremony_has_begun_and_not_twice(office, ceremony, url):
    early = office.post(url("meeting_paper_start", MINUTES))
    Ceremony.objects.update(status="in_session")
    office.post(url("meeting_paper_start", MINUTES))
    again = office.post(url("meeting_paper_start", MINUTES))

    assert (early.status_code, again.status_code) == (409, 409)
    assert "chưa khai mạc" in words(tree(early))
    assert "đã có biên bản" in words(tree(again))
    assert MeetingPaper.objects.count() == 1


def test_the_secretarys_words_stand_and_the_records_stay(office, minutes, url):
    shown = office.get(url("meeting_paper_content", MINUTES))
    rows = shown.context["rows"]
    typed = {"dong-TOTAL_FORMS": "2", "dong-INITIAL_FORMS": "0"}
    typed |= {"dong-0-level": "0", "dong-0-text": "Diễn biến", "dong-1-level": "1", "dong-1-text": "Ông Đức phát biểu."}

    assert rows.total_form_count() > 5
    assert save(office, url("meeting_paper_content", MINUTES), typed).status_code == 302

    page = words(tree(office.get(url("meeting_paper_detail", MINUTES))))
    assert "I. DIỄN BIẾN" in page
    assert "1. Ông Đức phát biểu." in page
    assert "Đại diện các đơn vị" not in page
    assert Ceremony.objects.get().agenda.count() == 1


def test_a_wrong_hour_is_said_and_kept_on_the_page(office, minutes, url):
    typed = {"began": "8 rưỡi", "ended": "11:45", "place": "Hội trường Bộ Tư pháp", "chair": ""}

    response = save(office, url("meeting_paper_edit", MINUTES), typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Nhập giờ theo dạng giờ:phút, ví dụ 08:30." in page
    assert "Nhập họ và tên người chủ trì." in page
    assert "8 rưỡi" in page
    assert "Hội trường Bộ Tư pháp" in page
    assert Ceremony.objects.get().ended == time(10, 30)


def test_a_draft_thrown_away_is_made_anew_from_what_is_recorded_now(office, minutes, url):
    assert "Bỏ dự thảo" in words(tree(office.get(url("meeting_paper_discard", MINUTES))))
    assert office.post(url("meeting_paper_discard", MINUTES)).status_code == 302
    Delegate.objects.update(attended=True)

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "7/7 đơn vị." in page
    assert "Vắng mặt" not in page


def test_a_draft_says_what_was_recorded_since_and_takes_it_in(client, cast, office, minutes, url):
    detail, redraft = url("meeting_paper_detail", MINUTES), url("meeting_paper_redraft", MINUTES)
    assert redraft not in office.get(detail).content.decode()
    rows = list(minutes.clauses.values_list("level", "text"))
    voiced = [
        row for level, text in rows for row in [(level, text)] + [(1, "Ý kiến: nhất trí.")] * ("Đón tiếp" in text)
    ]
    voiced = [(level, text.replace("Vắng mặt:", "Vắng có lý do:")) for level, text in voiced]
    typed = {"dong-TOTAL_FORMS": len(voiced), "dong-INITIAL_FORMS": 0}
    for place, (level, text) in enumerate(voiced):
        typed |= {f"dong-{place}-level": level, f"dong-{place}-text": text, f"dong-{place}-numbered": "on"}
    assert save(office, url("meeting_paper_content", MINUTES), typed).status_code == 302
    Delegate.objects.update(attended=True)
    vote(office, url, {"title": "Quy chế", "in_favour": "7"})

    told = words(tree(office.get(detail)))
    assert "“Đại diện các đơn vị thành viên: 6/7 đơn vị.” nay là “Đại diện các đơn vị thành viên: 7/7 đơn vị.”" in told
    assert "Thêm: “Kết quả biểu quyết Thông qua Quy chế: tán thành 7/7 (100%)" in told
    assert "Khác số liệu đã ghi ở chỗ đã sửa tay" in told
    assert "Dự thảo khác số liệu đã ghi ở 4 chỗ." in words(tree(office.get(url("meeting_paper_issue", MINUTES))))
    assert office.post(redraft).status_code == 302

    page = words(tree(office.get(detail)))
    assert "7/7 đơn vị." in page
    for kept in ("Ý kiến: nhất trí.", "Vắng có lý do:", "Quy chế: tán thành 7/7", "ở chỗ đã sửa tay"):
        assert kept in page
    assert redraft not in office.get(detail).content.decode()
    assert office.post(url("meeting_paper_issue", MINUTES), ISSUE).status_code == 302
    assert office.post(redraft).status_code == 409


# --- Issued --------------------------------------------------------------------------------------


def test_issued_under_a_number_and_never_changed(client, office, cast, minutes, url):
    asked = words(tree(office.get(url("meeting_paper_issue", MINUTES))))
    assert "Biên bản, điểm danh và kết quả biểu quyết không sửa được nữa." in asked

    assert office.post(url("meeting_paper_issue", MINUTES), ISSUE).status_code == 302

    document = IssuedDocument.objects.get(kind="BB")
    assert (document.symbol, document.signer, document.title) == (
        "04/BB-KTĐ", "Nguyễn Hồng Diện", "Biên bản lễ ký kết Giao ước thi đua năm 2027",
    )  # fmt: skip
    for name in ("edit", "content", "discard", "issue"):
        assert office.post(url(f"meeting_paper_{name}", MINUTES), ISSUE).status_code == 409
    absent = Delegate.objects.get(attended=False)
    refused = [vote(office, url, {"title": "Quy chế", "in_favour": "6"}), office.get(url("attendance_mark"))]
    refused += [
        office.post(url("arrival_mark", absent.pk)),
        office.post(url("attendance_mark"), {"present": absent.pk}),
    ]
    for answer in refused:
        assert answer.status_code == 409
        assert "Biên bản 04/BB-KTĐ đã ban hành theo số liệu đã ghi" in words(tree(answer))
    assert Delegate.objects.get(attended=False) == absent
    assert url("attendance_mark") not in office.get(url("ceremony_detail")).content.decode()
    register = reverse("documents:document_add", args=cast.year.url_args)
    mended = f"{register}?loai=BB&amp;thay={document.pk}"
    assert mended in office.get(url("meeting_paper_detail", MINUTES)).content.decode()
    entry = {
        "kind": "BB",
        "number": "5",
        "dated": "26/02/2027",
        "title": "Biên bản đính chính",
        "replaces": document.pk,
    }
    assert office.post(register, entry).status_code == 302
    assert mended not in office.get(url("meeting_paper_detail", MINUTES)).content.decode()
    Ceremony.objects.update(name="Tên khác", held_on=None)
    client.force_login(cast["member_clerk"])
    for page in (url("meeting_paper_detail", MINUTES), url("ceremony_detail")):
        assert "Đã được thay thế bởi văn bản số 05/BB-KTĐ, ngày 26/02/2027" in words(tree(client.get(page)))
    assert "kết thúc vào 10 giờ 30 phút, ngày 25 tháng 02 năm 2027" in words(
        tree(client.get(url("meeting_paper_detail", MINUTES)))
    )
    assert client.get(url("meeting_paper_pdf", MINUTES)).content == document.pdf.read()
    assert client.get(url("meeting_paper_word", MINUTES)).content == document.word.read()
    assert "Biên bản" in words(tree(client.get(document.get_absolute_url())))


def test_the_paper_has_no_place_line_and_the_chair_at_the_right(office, minutes, url):
    office.post(url("meeting_paper_issue", MINUTES), ISSUE)

    paper = said(office.get(url("meeting_paper_pdf", MINUTES)).content)

    assert "Số: 04/BB-KTĐ" in paper
    assert "BIÊN BẢN Lễ ký kết Giao ước thi đua năm 2027" in paper
    assert "Hà Nội, ngày" not in paper
    assert "THƯ KÝ CHỦ TỌA" in paper
    assert "Đỗ Thị Ngọc Ánh Nguyễn Hồng Diện" in paper
    assert "DỰ THẢO" not in paper


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ({"ended": None}, "Buổi lễ chưa có giờ kết thúc."),
        ({"secretary": ""}, "Buổi lễ chưa có thư ký."),
    ],
)
def test_what_is_lacking_is_said_before_it_is_issued(office, minutes, url, lacking, reason):
    Ceremony.objects.update(**lacking)

    response = office.post(url("meeting_paper_issue", MINUTES), ISSUE)

    assert response.status_code == 409
    assert reason in words(tree(response))
    assert f"Chưa ban hành được: {reason}" in words(tree(office.get(url("meeting_paper_detail", MINUTES))))
    assert not IssuedDocument.objects.filter(kind="BB").exists()


def test_minutes_without_a_word_are_not_issued(office, minutes, url):
    minutes.clauses.all().delete()

    assert "Văn bản chưa có nội dung." in words(tree(office.post(url("meeting_paper_issue", MINUTES), ISSUE)))


def test_a_number_that_is_taken_issues_nothing(office, cast, minutes, url):
    IssuedDocument.objects.create(bloc_year=cast.year, kind="BC", number=4, dated="2027-02-20", title="Báo cáo")

    response = office.post(url("meeting_paper_issue", MINUTES), ISSUE)

    assert "Số 04 đã có trong sổ" in words(tree(response))
    assert MeetingPaper.objects.get().status == "draft"


def test_they_are_printed_by_the_command_too(office, minutes, url, cast, tmp_path):
    office.post(url("meeting_paper_issue", MINUTES), ISSUE)
    target = tmp_path / "bien-ban.pdf"

    call_command("print_document", "minutes", bloc=cast.bloc.slug, year="2027", output=target)

    assert target.read_bytes() == MeetingPaper.objects.get().document.pdf.read()


# --- Who reads them, and the event of 2017 ---------------------------------------------------------


def test_members_learn_of_them_when_they_are_issued(client, office, cast, minutes, url):
    client.force_login(cast["member_head"])
    before = tree(client.get(url("ceremony_detail")))
    client.force_login(cast["leader_clerk"])
    office.post(url("meeting_paper_issue", MINUTES), ISSUE)
    client.force_login(cast["member_head"])
    after = tree(client.get(url("ceremony_detail")))

    assert not before.xpath("//section[@aria-labelledby='bien-ban']")
    (section,) = after.xpath("//section[@aria-labelledby='bien-ban']")
    assert words(section) == "Biên bản, thông báo kết luận Biên bản 04/BB-KTĐ, ngày 25/02/2027"
    assert section.xpath(".//a/@href") == [url("meeting_paper_detail", MINUTES)]


def test_the_office_begins_them_from_the_ceremonys_page(client, office, cast, held, url):
    form, *_ = tree(office.get(url("ceremony_detail"))).xpath("//section[@aria-labelledby='bien-ban']//form")
    client.force_login(cast["member_head"])

    assert form.get("action") == url("meeting_paper_start", MINUTES)
    assert not tree(client.get(url("ceremony_detail"))).xpath("//section[@aria-labelledby='bien-ban']")


def test_the_signatures_recorded_by_then_are_counted(office, cast, held, url):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    covenant = freezing.freeze(covenant, by=cast["leader_clerk"])
    for pledge in covenant.pledges.all()[:5]:
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=held.held_on)

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "KÝ KẾT GIAO ƯỚC THI ĐUA" in page
    assert "Đại diện 5/7 đơn vị thành viên đã ký Giao ước thi đua." in page


def test_nothing_is_said_of_a_covenant_that_is_still_a_draft(office, cast, held, url):
    drafting.draft_covenant(cast.year)

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "đơn vị thành viên đã ký" not in page


@pytest.mark.django_db
def test_every_name_of_the_event_of_2017_stands_in_its_minutes():
    year = load(content(KHOI_2017))
    event = year.ceremony

    paper = said(pdf.render(meeting_paper(meeting_papers.start(event, "bien-ban"))))

    people = [guest.name for guest in event.delegates.all()] + [event.chair]
    papers = [adoption.title for adoption in event.adoptions.all()]
    assert "Nguyễn Quang Thía" in people
    assert len(papers) >= 2
    assert [name for name in people if name not in paper] == []
    assert [title for title in papers if title[1:] not in paper] == []
    assert "ngày 15 tháng 3 năm 2017" in paper


def test_a_word_file_says_what_the_draft_says(office, minutes, url):
    content = office.get(url("meeting_paper_word", MINUTES)).content

    text = " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ." in text
    assert "Hội nghị kết thúc vào 10 giờ 30 phút" in text


def test_what_was_typed_comes_back_when_a_row_is_moved(office, minutes, url):
    typed = {"dong-TOTAL_FORMS": "2", "dong-INITIAL_FORMS": "0", "row": "up:1"}
    typed |= {"dong-0-level": "1", "dong-0-text": "Sau", "dong-1-level": "1", "dong-1-text": "Trước"}

    rows = save(office, url("meeting_paper_content", MINUTES), typed).context["rows"]

    assert [form["text"].value() for form in rows.forms] == ["Trước", "Sau"]
    assert minutes.clauses.count() > 5  # nothing is saved yet


def test_a_closed_year_keeps_its_minutes_as_they_are(office, cast, minutes, url):
    type(cast.year).objects.update(status="closed")

    assert office.get(url("meeting_paper_detail", MINUTES)).status_code == 200
    for name in ("edit", "content", "discard", "issue"):
        assert office.post(url(f"meeting_paper_{name}", MINUTES), ISSUE).status_code == 409
    assert MeetingPaper.objects.get().status == "draft"


def test_a_year_goes_with_its_minutes(office, cast, minutes, url):
    office.post(url("meeting_paper_issue", MINUTES), ISSUE)
    assert StoredFile.objects.exists()

    remove_year(cast.year)

    assert not MeetingPaper.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_roll_called_later_changes_no_minutes(office, minutes, url):
    before = list(minutes.clauses.values_list("text", flat=True))

    office.post(url("attendance_mark"), {"present": []})

    assert list(minutes.clauses.values_list("text", flat=True)) == before
    assert "Đại diện các đơn vị thành viên: 6/7 đơn vị." in words(
        tree(office.get(url("meeting_paper_detail", MINUTES)))
    )


def test_a_guest_does_not_vote(office, held, url):
    """Seven are there with the guest, six of them for a unit."""
    held.delegates.create(name="Phạm Minh Châu", attended=True)

    response = vote(office, url, {"title": "Quy chế", "in_favour": "7"})

    assert "Có 7 phiếu, nhưng chỉ 6 đơn vị có mặt" in words(tree(response))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"number": "0"}, "Nhập số văn bản từ 1 đến 9999, ví dụ 5."),
        ({"dated": "31/02/2027"}, "31/02/2027"),
        ({"dated": "25/02/2037"}, "Ngày của biên bản năm 2027 không thể thuộc năm 2037."),
        ({"signer": ""}, "Nhập họ và tên người ký biên bản."),
    ],
)
def test_what_is_typed_wrong_issues_no_minutes(office, minutes, url, typed, fault):
    response = office.post(url("meeting_paper_issue", MINUTES), ISSUE | typed)

    assert response.status_code == 200
    assert fault in response.content.decode()
    assert not IssuedDocument.objects.filter(kind="BB").exists()


def test_day_and_chair_are_proposed_from_the_ceremony(office, minutes, url):
    Ceremony.objects.update(held_on="2027-02-24")

    form = office.get(url("meeting_paper_issue", MINUTES)).context["form"]

    assert form["dated"].value().isoformat() == "2027-02-24"
    assert form["signer"].value() == "Nguyễn Hồng Diện"
    assert form["number"].value() == 1


def test_a_unit_that_signed_nothing_is_not_counted(office, cast, held, url):
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    freezing.freeze(covenant, by=cast["leader_clerk"])

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "Đại diện 0/7 đơn vị thành viên đã ký Giao ước thi đua." in page


def test_without_guests_nobody_is_listed_as_one(office, held, url):
    held.delegates.filter(membership=None).delete()

    page = words(tree(office.post(url("meeting_paper_start", MINUTES), follow=True)))

    assert "Đại biểu:" not in page
    assert "1. Đại diện các đơn vị thành viên:" in page


def test_two_who_come_for_one_unit_are_one_unit(cast, ceremony):
    for order, name in ((2, "Hoàng Ngọc Ân"), (3, "Lê Thị Ngọc Ưng")):
        ceremony.delegates.create(
            order=order, name=name, group="thanh_vien", membership=cast.memberships["ttbnv"], attended=True
        )

    assert "Đại diện các đơn vị thành viên: 1/7 đơn vị." in [text for _, _, text in minuting.rows(ceremony)]
