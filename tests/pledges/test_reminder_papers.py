"""A reminder for who has no e-mail: a paper for each unit, one file for all, noted as handed over in one flow."""

import io

import pdfplumber
import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Letter, Notice
from pledges.models import Reminder
from tests.cast import make_unit
from tests.documents.words import letters_of_docx, letters_of_pdf
from tests.look.reading import tree
from tests.pledges.registering import BLOC

LIST = reverse("pledges:reminder_list", args=BLOC)
TOGETHER = reverse("pledges:reminders_by_paper", args=BLOC)
SEND = reverse("pledges:reminder_send", args=BLOC)
# In protocol order, without the leader's own unit and without the one that has an address.
ON_PAPER = ["Quốc phòng", "Kế hoạch và Đầu tư", "Công an", "Tài chính", "giám sát ngân hàng"]


@pytest.fixture
def leader(client, cast):
    """Reminders wait; only "ttbnv" has an address."""
    cast["member_clerk"].email = "chuyenvien@example.vn"
    cast["member_clerk"].save()
    call_command("remind")
    client.force_login(cast["leader_clerk"])
    return client


def waiting(unit):
    return Reminder.objects.get(membership__unit__slug=unit, status="waiting")


def pages(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [" ".join(page.extract_text().split()) for page in pdf.pages]


def linked(client, address, name):
    return [a.get("href") for a in tree(client.get(address)).xpath("//main//a") if name in a.text_content()]


def test_a_paper_says_what_the_letter_says(leader):
    reminder = waiting("ttbtc")
    Reminder.objects.filter(pk=reminder.pk).update(text=f"{reminder.text}\n\nLời chào thêm")

    [paper] = linked(leader, LIST, "Phiếu báo (PDF) Thanh tra Bộ Tài chính")
    [word] = linked(leader, LIST, "Word phiếu báo Thanh tra Bộ Tài chính")
    content = leader.get(paper).content

    assert pages(content) == [
        "THANH TRA CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM KHỐI THI ĐUA SỐ II Độc lập - Tự do - Hạnh phúc Hà Nội, "
        "ngày 25 tháng 02 năm 2027 PHIẾU BÁO Nhắc đăng ký thi đua năm 2027 (hạn: hết ngày 28/02/2027) Kính gửi: Thanh "
        "tra Bộ Tài chính Khối trưởng chưa nhận được đăng ký thi đua năm 2027 của đơn vị (Khối thi đua số II). Đề nghị "
        "đơn vị hoàn thành và gửi bản đăng ký trước 24 giờ ngày 28/02/2027. Cần thêm thời gian, đơn vị liên hệ "
        "Khối trưởng (Thanh tra Bộ Tư pháp) trước ngày đó. Đơn vị gửi bản đăng ký tại địa chỉ http://127.0.0.1:8000/khoi/"
        "khoi-ii/2027/ dang-ky/ttbtc/; đơn vị chưa dùng được chương trình gửi bản giấy có chữ ký, đóng dấu về "
        "Thanh tra Bộ Tư pháp./. Nơi nhận: KHỐI TRƯỞNG - Như trên; CHÁNH THANH TRA BỘ TƯ PHÁP - Lưu: VT. Nguyễn Hồng "
        "Diện"
    ]
    assert letters_of_docx(leader.get(word).content) == letters_of_pdf(content)


def test_printed_together_and_noted_together(leader, cast):
    [together] = linked(leader, LIST, "In và gửi bản giấy: 5 đơn vị")
    assert (together, linked(leader, SEND, "5 đơn vị chưa có địa chỉ thư")) == (TOGETHER, [TOGETHER])
    [file] = linked(leader, TOGETHER, "In phiếu báo của 5 đơn vị")
    for page, unit in zip(pages(leader.get(file).content), ON_PAPER, strict=True):
        assert f"{unit} Khối trưởng chưa nhận được" in page
    chosen = tree(leader.get(TOGETHER)).xpath("//input[@name='thu']/@value")
    cast.registration("ttbca", status="submitted")

    page = leader.post(TOGETHER, {"thu": chosen}, follow=True).content.decode()

    assert "Đã ghi nhận gửi bản giấy cho 4 đơn vị." in page
    assert "1 phiếu không ghi nhận" in page
    assert leader.post(TOGETHER, {"thu": chosen}).status_code == 409
    assert set(Reminder.objects.filter(sent_by=cast["leader_clerk"]).values_list("membership__unit__slug")) == {
        ("ttbqp",), ("ttbkhdt",), ("ttbtc",), ("cqttgsnh",),
    }  # fmt: skip
    assert not Letter.objects.exists()
    # What was handed over is printed again with the day on which it was.
    assert len(linked(leader, LIST, "Phiếu báo (PDF)")) == 4


def test_nothing_untrue_leaves_on_paper(leader, cast):
    outdated, dropped = waiting("ttbtc"), waiting("ttbca")
    leader.post(reverse("pledges:reminder_drop", args=[*BLOC, dropped.pk]))
    cast.registration("ttbtc", status="submitted")

    for reminder, reason in ((outdated, "Đơn vị đã gửi bản đăng ký"), (dropped, "Thư này đã bỏ")):
        for name in ("reminder_paper", "reminder_word"):
            answer = leader.get(reverse(f"pledges:{name}", args=[*BLOC, reminder.pk]))
            assert (answer.status_code, reason in answer.content.decode()) == (409, True)
    page = leader.get(LIST).content.decode()
    assert "Không gửi nữa: đơn vị đã gửi hoặc có thời hạn khác" in page
    assert "In và gửi bản giấy: 3 đơn vị" in page
    assert len(pages(leader.get(reverse("pledges:reminder_papers", args=BLOC)).content)) == 3


def test_the_leaders_own_unit_is_told_and_gets_no_paper(leader, cast):
    own = Reminder.objects.get(membership__unit__slug="ttbtp")

    assert (own.status, own.sent_by) == ("sent", None)
    assert Notice.objects.filter(user=cast["leader_clerk"], text__startswith="Đăng ký thi đua năm 2027").count() == 1
    assert "Đã báo trên chương trình" in leader.get(LIST).content.decode()


def test_as_many_queries_for_more_papers(leader, cast, django_assert_num_queries, django_assert_max_num_queries):
    papers = reverse("pledges:reminder_papers", args=BLOC)
    leader.get(papers)
    with django_assert_max_num_queries(60) as five:
        leader.get(papers)
    for place in range(3):
        unit = make_unit(f"dv-{place}", f"Thanh tra tỉnh thứ {place}")
        cast.year.memberships.create(unit=unit, order=place + 10)
    call_command("remind")

    with django_assert_num_queries(len(five)):
        assert len(pages(leader.get(papers).content)) == 8
