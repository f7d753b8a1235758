"""Thông báo kết luận: what was decided and what is to be done by when, drafted, issued and told to the members."""

import io

import pdfplumber
import pytest

from accounts.models import Notice
from ceremonies.models import Ceremony, MeetingPaper
from documents.models import IssuedDocument
from tests.look.reading import tree, words
from tests.saving import save

CONCLUSIONS = "thong-bao-ket-luan"
ISSUE = {"number": "5", "dated": "26/02/2027", "signer": "Nguyễn Hồng Diện"}


@pytest.fixture
def conclusions(office, held, url):
    held.adoptions.create(order=1, title="Quy chế hoạt động.", in_favour=6)
    held.adoptions.create(order=2, kind="suy_cu", title="Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028")
    assert office.post(url("meeting_paper_start", CONCLUSIONS)).status_code == 302
    return MeetingPaper.objects.get(kind=CONCLUSIONS)


def said(content):
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_the_draft_says_what_was_decided_what_is_to_be_done_and_by_when(office, cast, conclusions, url):
    page = words(tree(office.get(conclusions.get_absolute_url())))

    chair = "đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng"
    assert f"Kết luận của {chair} tại lễ ký kết Giao ước thi đua năm 2027" in page
    assert "Sáng ngày 25/02/2027, tại Bộ Tư pháp, Khối thi đua số II đã tổ chức lễ ký kết" in page
    assert "Dự buổi lễ có đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ; đại diện 6/7 đơn vị" in page
    assert "1. Thông qua Quy chế hoạt động (tán thành 6/6 (100%); không tán thành 0; ý kiến khác 0)." in page
    assert "2. Suy cử Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028." in page
    assert "Chủ đề thi đua: “Đoàn kết, kỷ cương, trách nhiệm”." in page
    assert "2. Tăng cường thanh tra, kiểm tra việc thực thi công vụ." in page
    assert "Hoàn thành kế hoạch thanh tra được phê duyệt: 100%." in page
    assert "Sơ kết: ngày 15/07/2027." in page
    assert "Gửi hồ sơ khen thưởng: đến hết ngày 20/12/2027." in page


def test_what_leads_to_the_ceremony_is_no_task_any_more(office, cast, conclusions, url):
    """It was held on 25 February, before the last day of registration."""
    dated = conclusions.clauses.filter(text__regex=": (đến hết )?ngày ").values_list("text", flat=True)
    assert [text.partition(":")[0] for text in dated] == [
        "Báo cáo sơ kết của đơn vị", "Sơ kết", "Tự chấm điểm", "Chấm điểm chung", "Hội nghị tổng kết",
        "Gửi hồ sơ khen thưởng", "Bàn giao đơn vị trưởng",
    ]  # fmt: skip


def test_it_is_begun_once_the_ceremony_is_over(client, office, cast, ceremony, url):
    Ceremony.objects.update(status="in_session")
    start = url("meeting_paper_start", CONCLUSIONS)

    early = office.post(start)
    offered_early = start in office.get(url("ceremony_detail")).content.decode()
    Ceremony.objects.update(status="held")
    offered = start in office.get(url("ceremony_detail")).content.decode()
    client.force_login(cast["member_head"])

    assert (early.status_code, offered_early, offered) == (409, False, True)
    assert "Buổi lễ chưa bế mạc nên chưa lập được thông báo kết luận." in words(tree(early))
    assert client.post(start).status_code == 403
    assert not MeetingPaper.objects.exists()


def test_its_words_are_the_offices(office, conclusions, url):
    typed = {"dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0", "dong-0-level": "1", "dong-0-text": "Giao Văn phòng."}

    assert save(office, url("meeting_paper_content", CONCLUSIONS), typed).status_code == 302

    page = words(tree(office.get(conclusions.get_absolute_url())))
    assert "1. Giao Văn phòng." in page
    assert "Suy cử" not in page


def test_issued_under_a_number_it_is_read_by_the_members_who_are_told(client, office, cast, conclusions, url):
    client.force_login(cast["member_clerk"])
    assert client.get(conclusions.get_absolute_url()).status_code == 404
    client.force_login(cast["leader_clerk"])
    asked = words(tree(office.get(url("meeting_paper_issue", CONCLUSIONS))))
    assert "6 người ở các đơn vị thành viên" in asked

    assert office.post(url("meeting_paper_issue", CONCLUSIONS), ISSUE).status_code == 302

    document = IssuedDocument.objects.get(kind="TB")
    assert (document.symbol, document.signer, document.title) == (
        "05/TB-KTĐ", "Nguyễn Hồng Diện", "Thông báo kết luận lễ ký kết Giao ước thi đua năm 2027",
    )  # fmt: skip
    told = Notice.objects.filter(url=conclusions.get_absolute_url())
    assert cast["member_clerk"].pk in told.values_list("user", flat=True)
    assert told.first().text == "Đã ban hành Thông báo 05/TB-KTĐ: lễ ký kết Giao ước thi đua năm 2027."
    client.force_login(cast["member_clerk"])
    assert words(tree(client.get(conclusions.get_absolute_url()))).count("Suy cử Thanh tra Bộ Quốc phòng") == 1
    assert client.get(url("meeting_paper_word", CONCLUSIONS)).content == document.word.read()
    paper = said(client.get(url("meeting_paper_pdf", CONCLUSIONS)).content)
    assert "Số: 05/TB-KTĐ Hà Nội, ngày 26 tháng 02 năm 2027" in paper
    assert "THÔNG BÁO Kết luận của đồng chí Nguyễn Hồng Diện" in paper
    assert "KHỐI TRƯỞNG" in paper


def test_votes_stand_once_it_has_told_them(office, conclusions, url):
    office.post(url("meeting_paper_issue", CONCLUSIONS), ISSUE)

    assert office.get(url("rows_edit", "van-ban-thong-qua")).status_code == 409
    assert office.post(url("meeting_paper_content", CONCLUSIONS)).status_code == 409


def test_a_chair_has_to_be_named(office, conclusions, url):
    Ceremony.objects.update(chair="", secretary="", ended=None)  # the other two only the minutes need

    response = office.post(url("meeting_paper_issue", CONCLUSIONS), ISSUE)

    assert response.status_code == 409
    assert "Buổi lễ chưa có người chủ trì." in words(tree(response))
    Ceremony.objects.update(chair="Nguyễn Hồng Diện")
    assert office.post(url("meeting_paper_issue", CONCLUSIONS), ISSUE).status_code == 302


def test_of_many_guests_the_first_are_named(office, held, url):
    for place in range(2, 26):
        held.delegates.create(order=place, name=f"Khách {place}", attended=True)

    page = words(tree(office.post(url("meeting_paper_start", CONCLUSIONS), follow=True)))

    assert "đồng chí Khách 20; 5 đại biểu khác; đại diện 6/7 đơn vị thành viên." in page
    assert "Khách 21" not in page
