"""One registration: begun, read, its submissions and its paper."""

import io

import pdfplumber
import pytest

from documents.downloads import WORD
from pledges.models import Registration
from tests.documents import words
from tests.pledges.registering import catalogue, url, year_url


def test_the_first_visit_offers_to_begin(client, cast):
    client.force_login(cast["member_clerk"])

    page = client.get(url("registration_detail"))

    assert "Bắt đầu đăng ký" in page.content.decode()
    assert page.context["deadline"] == "Hạn gửi: hết ngày 28/02/2027, còn 3 ngày."
    assert Registration.objects.count() == 0


def test_beginning_takes_over_the_common_targets_once(client, cast):
    client.force_login(cast["member_clerk"])

    first, second = (client.post(url("registration_start")) for _ in range(2))

    assert first.url == second.url == url("registration_edit", "thong-tin-chung")
    (target,) = Registration.objects.get().targets.all()
    assert (target.common, target.text, target.value) == (cast.common_target, cast.common_target.text, 100)


@pytest.mark.parametrize(
    ("who", "status"), [("leader_clerk", 403), ("neighbour_clerk", 403), ("organiser", 403), ("another_bloc", 404)]
)
def test_only_the_unit_begins(client, cast, who, status):
    client.force_login(cast[who])

    assert client.post(url("registration_start")).status_code == status
    assert Registration.objects.count() == 0


def test_nobody_begins_in_a_closed_year(client, cast):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["member_clerk"])

    page = client.post(url("registration_start"))

    assert (page.status_code, page.context["reason"]) == (409, "Năm thi đua đã đóng nên không thay đổi được nữa.")
    assert "Anh/chị liên hệ cơ quan tổ chức (Thanh tra Chính phủ)." in page.content.decode()
    assert "Bắt đầu đăng ký" not in client.get(url("registration_detail")).content.decode()


def test_begin_is_a_button(client, cast):
    client.force_login(cast["member_clerk"])

    assert client.get(url("registration_start")).status_code == 405
    assert client.post(url("registration_detail")).status_code == 405


@pytest.mark.parametrize(
    ("state", "who", "labels"),
    [
        ("draft", "member_clerk", ["Kiểm tra và gửi", "Điền bản đăng ký"]),
        ("returned", "member_head", ["Kiểm tra và gửi", "Điền bản đăng ký"]),
        ("submitted", "member_clerk", []),
        ("submitted", "member_head", ["Rút lại để sửa"]),
        ("submitted", "leader_clerk", ["Tiếp nhận", "Đề nghị bổ sung"]),
        ("submitted", "organiser", ["Tiếp nhận", "Đề nghị bổ sung"]),
        ("accepted", "leader_clerk", ["Đề nghị bổ sung"]),
        ("accepted", "member_head", []),
        ("returned", "leader_clerk", []),
    ],
)
def test_the_buttons_are_those_of_the_moment(client, cast, state, who, labels):
    cast.registration("ttbnv", status=state, return_reason="Thiếu")
    client.force_login(cast[who])

    page = client.get(url("registration_detail"))

    assert sorted(action.label for action in page.context["actions"]) == sorted(labels)


def test_a_locked_registration_says_why_and_whom_to_ask(client, cast):
    cast.registration("ttbnv", status="accepted")
    client.force_login(cast["member_clerk"])

    text = client.get(url("registration_detail")).content.decode()

    assert "Bản đăng ký đã được tiếp nhận." in text
    assert "Muốn sửa, Anh/chị đề nghị Khối trưởng (Thanh tra Bộ Tư pháp) gửi lại để bổ sung." in text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("draft", " Đã quá hạn 2 ngày; Anh/chị đề nghị Khối trưởng (Thanh tra Bộ Tư pháp) gia hạn."),
        ("returned", " Bản được đề nghị bổ sung vẫn gửi được sau hạn."),
    ],
)
def test_a_late_unit_is_told_what_it_can_do(client, cast, the_day, state, said):
    the_day.move_to("2027-03-02 02:00:00")
    cast.registration("ttbnv", status=state)
    client.force_login(cast["member_clerk"])

    page = client.get(url("registration_detail"))

    assert page.context["deadline"] == f"Hạn gửi: hết ngày 28/02/2027.{said}"


@pytest.mark.parametrize(
    ("state", "who", "status"),
    [
        ("draft", "leader_clerk", 404),
        ("draft", "organiser", 404),
        ("draft", "neighbour_clerk", 404),
        ("draft", "admin", 404),
        ("submitted", "neighbour_clerk", 404),
        ("submitted", "deputy_clerk", 404),
        ("submitted", "admin", 404),
        ("submitted", "another_bloc", 404),
        ("submitted", "organiser", 200),
    ],
)
@pytest.mark.parametrize("page", ["registration_detail", "registration_paper"])
def test_who_may_know_of_it(client, cast, page, state, who, status):
    cast.registration("ttbnv", status=state)
    client.force_login(cast[who])

    assert client.get(url(page)).status_code == status


def test_nobody_else_learns_that_a_unit_has_not_begun(client, cast):
    client.force_login(cast["leader_clerk"])

    assert client.get(url("registration_detail")).status_code == 404


def test_the_deputy_reads_the_leaders(client, cast):
    cast.registration("ttbtp", status="submitted")
    client.force_login(cast["deputy_clerk"])

    assert client.get(url("registration_detail", unit="ttbtp")).status_code == 200


@pytest.mark.parametrize(
    ("who", "unit"), [("leader_clerk", "ttbca"), ("organiser", "ttbtp"), ("deputy_clerk", "ttbtp")]
)
def test_the_next_one_that_waits(client, every_state, who, unit):
    every_state.registration("ttbtp", status="submitted", submitted_at="2027-02-19T02:00:00Z")
    client.force_login(every_state[who])

    assert client.get(year_url("registration_review")).url == url("registration_detail", unit=unit)


def test_when_none_waits_the_list_says_so(client, cast):
    client.force_login(cast["leader_clerk"])

    page = client.get(year_url("registration_review"), follow=True)

    assert page.redirect_chain == [(year_url("registration_list"), 302)]
    assert "Không còn bản đăng ký nào chờ tiếp nhận." in page.content.decode()


def test_a_member_has_nothing_to_receive(client, cast):
    client.force_login(cast["member_clerk"])

    assert client.get(year_url("registration_review")).status_code == 403


def test_an_earlier_submission_reads_as_it_was_sent(client, cast):
    cast.registration("ttbnv")
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))
    Registration.objects.get().initiatives.update(title="Sửa về sau")

    page = client.get(url("registration_revision", 1))

    text = page.content.decode()
    assert "Số hóa hồ sơ thanh tra" in text
    assert "Sửa về sau" not in text
    assert client.get(url("registration_revision", 2)).status_code == 404
    client.force_login(cast["neighbour_clerk"])
    assert client.get(url("registration_revision", 1)).status_code == 404


@pytest.mark.parametrize(
    "people",
    [
        {"names": "Đỗ Văn Đức\nTrần An", "posts": "Trưởng phòng\nThanh tra viên"},
        {"names": "Đỗ Văn Đức, Trưởng phòng\nTrần An, Thanh tra viên"},  # as bloc files say it
    ],
)
def test_a_submission_keeps_everybodys_post(client, cast, people):
    registration = cast.registration("ttbnv")
    registration.honours.create(order=2, honour=catalogue()["CSTDCS"], scope="ca_nhan", count=2, **people)
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))
    registration.honours.update(posts="Đổi về sau", names="Ai đó\nAi đó khác")

    page = client.get(url("registration_revision", 1))

    (section,) = [p for p in page.context["parts"] if p["section"].slug == "danh-hieu-ca-nhan"]
    persons = section["tables"][1]["rows"]
    assert [[cell.text for cell in row][1:3] for row in persons] == [
        ["Đỗ Văn Đức", "Trưởng phòng"],
        ["Trần An", "Thanh tra viên"],
    ]


def test_a_submission_from_before_posts_had_their_place_still_reads(client, cast):
    registration = cast.registration("ttbnv", status="submitted")
    content = registration.snapshot()
    content["honours"] = [
        {"honour": "LDTT", "scope": "ca_nhan", "count": 1, "names": ["Trần An, Thanh tra viên"], "kind": "title"}
    ]
    registration.revisions.create(number=1, content=content, made_at="2027-02-24T02:00Z")
    client.force_login(cast["member_head"])

    page = client.get(url("registration_revision", 1))

    (section,) = [p for p in page.context["parts"] if p["section"].slug == "danh-hieu-ca-nhan"]
    assert [cell.text for cell in section["tables"][1]["rows"][0]][1:3] == ["Trần An", "Thanh tra viên"]


def printed(client):
    answer = client.get(url("registration_paper"))
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        return answer, paper.metadata, "\n".join(page.extract_text() for page in paper.pages)


def test_the_paper_as_a_word_file(client, cast):
    cast.registration("ttbnv", status="submitted", doc_number="21/ĐK-TTr", doc_date="2027-02-20")
    client.force_login(cast["leader_clerk"])

    answer = client.get(url("registration_word"))

    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith(
        "attachment; filename=\"ban-dang-ky-thi-dua-2027-thanh-tra-bo-noi-vu.docx\"; filename*=UTF-8''B%E1%BA%A3n"
    )
    pdf = client.get(url("registration_paper")).content
    assert words.letters_of_docx(answer.content) == words.letters_of_pdf(pdf)
    assert url("registration_word") in client.get(url("registration_detail")).content.decode()


def test_the_paper_says_all_that_was_registered(client, cast):
    registration = cast.registration(
        "ttbnv",
        status="submitted",
        doc_number="21/ĐK-TTr",
        doc_date="2027-02-20",
        proposal="Đề nghị tổ chức tập huấn.",
    )
    honours = catalogue()
    registration.honours.create(order=2, honour=honours["TTLDXS"], scope="tap_the_lon", count=1)
    registration.honours.create(
        order=3,
        honour=honours["CSTDCS"],
        scope="ca_nhan",
        count=2,
        names="Đỗ Văn Đức\nTrần An",
        posts="\nThanh tra viên",
    )
    client.force_login(cast["leader_clerk"])

    answer, metadata, text = printed(client)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        "inline; filename=\"ban-dang-ky-thi-dua-2027-thanh-tra-bo-noi-vu.pdf\"; filename*=UTF-8''"
        "B%E1%BA%A3n%20%C4%91%C4%83ng%20k%C3%BD%20thi%20%C4%91ua%202027%20-%20Thanh%20tra%20B%E1%BB%99%20N%E1%BB%99i"
        "%20v%E1%BB%A5.pdf"
    )
    assert metadata["Title"].startswith("Bản đăng ký thi đua năm 2027")
    for said in (
        "THANH TRA BỘ NỘI VỤ",
        "Số: 21/ĐK-TTr",
        "Hà Nội, ngày 20 tháng 02 năm 2027",
        "Kính gửi: Thanh tra Bộ Tư pháp (Khối trưởng Khối thi đua số II)",
        "có mặt: 31 người, trong đó nữ: 13 người.",
        "I. PHONG TRÀO THI ĐUA",
        "II. CHỈ TIÊU, NỘI DUNG THI ĐUA",
        "III. DANH HIỆU THI ĐUA, HÌNH THỨC KHEN THƯỞNG",
        "IV. ĐỀ TÀI, SÁNG KIẾN",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "Tập thể lao động xuất sắc",
        "1 Đỗ Văn Đức Chiến sĩ thi đua cơ sở",
        "2 Trần An Thanh tra viên Chiến sĩ thi đua cơ sở",
        "Đề nghị tổ chức tập huấn",
        "CHÁNH THANH TRA",
        "Hoàng Ngọc Ân",
    ):
        assert said in text, said


@pytest.mark.parametrize(("state", "marked"), [("draft", True), ("returned", True), ("submitted", False)])
def test_what_is_not_handed_in_prints_as_a_draft(client, cast, state, marked):
    cast.registration("ttbnv", status=state, return_reason="Thiếu")
    client.force_login(cast["member_clerk"])

    answer = client.get(url("registration_paper"))

    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        across = ["".join(c["text"] for c in page.chars if c["size"] > 60) for page in paper.pages]
    assert [text.replace(" ", "") for text in across] == ["DỰTHẢO" if marked else ""] * len(across)


def test_a_table_of_one_row_follows_its_heading_on_the_page_that_has_room(client, cast):
    registration = cast.registration("ttbnv", status="submitted")
    named = {"count": 1, "names": "Đỗ Văn Đức"}
    registration.honours.create(order=2, honour=catalogue()["CSTDCS"], scope="ca_nhan", **named)
    client.force_login(cast["leader_clerk"])

    with pdfplumber.open(io.BytesIO(client.get(url("registration_paper")).content)) as paper:
        first, second = (page.extract_text() for page in paper.pages)

    assert "IV. ĐỀ TÀI, SÁNG KIẾN" in first
    assert "Số hóa hồ sơ thanh tra" in first
    assert second.splitlines()[1].startswith("V. KIẾN NGHỊ")
