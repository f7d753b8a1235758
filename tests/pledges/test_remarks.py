"""Remarks of the receiver: written while reading, private until sent, at the rows they are about, kept afterwards."""

import pytest

from pledges.models import Covenant, Registration, Remark
from tests.look.reading import tree
from tests.pledges.registering import handed_in, rows, save, token_on, url
from tests.scenes import issue

SECTION = "chi-tieu"
QUOTE = "Hoàn thành kế hoạch thanh tra được phê duyệt"


@pytest.fixture
def registration(cast):
    return handed_in(cast)


@pytest.fixture
def leader(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def write(client, text="Kế hoạch thấp hơn mức chung.", section=SECTION, unit="ttbnv", **more):
    return client.post(url("remark_add", section, unit=unit), {"text": text, "line": ""} | more)


def told(page):
    """(where, what) of every remark on the page, top of its sections."""
    found = tree(page).xpath("//main//div[contains(@class, 'remarks')]//li")
    return [
        tuple(" ".join(part.text_content().split()) for part in item.xpath("./span[position() < 3]")) for item in found
    ]


def test_a_remark_is_pinned_to_a_row(leader, cast, registration):
    answer = write(leader, line="1", seen="1")

    remark = Remark.objects.get()
    assert answer.url == f"{url('registration_detail')}#phan-{SECTION}"
    assert (remark.registration, remark.revision, remark.section) == (
        registration,
        registration.revisions.get(),
        SECTION,
    )
    assert (remark.line, remark.quote, remark.text) == (1, QUOTE, "Kế hoạch thấp hơn mức chung.")
    assert (remark.written_by, remark.sent_at, remark.sent_by) == (cast["leader_clerk"], None, None)
    assert told(leader.get(url("registration_detail"))) == [(f"Dòng 1: “{QUOTE}”", "Kế hoạch thấp hơn mức chung.")]


def test_or_to_the_whole_section_or_one_of_its_facts(leader, registration):
    write(leader, "Thiếu số văn bản.", "thong-tin-chung")
    write(leader, "Xem lại số nữ.", "thong-tin-chung", line="2")

    assert told(leader.get(url("registration_detail"))) == [
        ("Cả phần", "Thiếu số văn bản."),
        ("Mục “Trong đó nữ”", "Xem lại số nữ."),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Ghi nhận xét, ví dụ: Kế hoạch thấp hơn mức chung."),
        ({"line": "9"}, "Chọn một dòng trong danh sách."),
        ({"text": "a" * 1001}, "Nhập nhiều nhất 1000 ký tự; hiện có 1001 ký tự."),
    ],
)
def test_a_fault_says_what_is_to_be_typed_and_keeps_it(leader, registration, typed, said):
    page = write(leader, **({"text": "Xem lại.", "line": "1"} | typed))

    assert page.status_code == 200
    assert [fault for faults in page.context["form"].errors.values() for fault in faults] == [said]
    assert page.context["form"]["text"].value() == ({"text": "Xem lại."} | typed)["text"]
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader_head", 302),
        ("organiser", 302),
        ("member_head", 403),
        ("neighbour_clerk", 404),
        ("deputy_clerk", 404),
        ("another_bloc", 404),
        ("admin", 404),
    ],
)
def test_who_may_remark(client, cast, registration, who, status):
    client.force_login(cast[who])

    assert write(client).status_code == status
    assert Remark.objects.count() == (status == 302)


@pytest.mark.parametrize(("who", "status"), [("deputy_head", 302), ("organiser", 302), ("leader_head", 403)])
def test_nobody_remarks_on_their_own(client, cast, who, status):
    handed_in(cast, "ttbtp")
    client.force_login(cast[who])

    assert write(client, unit="ttbtp").status_code == status
    assert Remark.objects.count() == (status == 302)


@pytest.mark.parametrize("state", ["returned", "closed", "frozen"])
def test_when_nothing_can_be_decided_nothing_is_remarked(leader, cast, registration, state):
    if state == "closed":
        type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    elif state == "frozen":
        Covenant.objects.create(bloc_year=cast.year, status="frozen", document=issue(cast.year, "GU", "GGGG-UUUU-2222"))
    else:
        Registration.objects.update(status="returned", return_reason="Thiếu")

    assert write(leader).status_code == 409
    assert "remark_form" not in leader.get(url("registration_detail")).content.decode()
    assert not Remark.objects.exists()


def test_a_remark_on_what_was_sent_again_meanwhile_waits(leader, cast, registration):
    registration.revisions.create(number=2, content=registration.snapshot(), made_at=registration.submitted_at)

    page = write(leader, seen="1")

    assert page.status_code == 409
    assert "Kế hoạch thấp hơn mức chung." in page.content.decode()
    assert not Remark.objects.exists()


def test_on_what_the_unit_took_back_the_receiver_is_told_so(leader, registration):
    Registration.objects.update(status="draft")

    page = write(leader)

    assert page.status_code == 409
    said = "Thanh tra Bộ Nội vụ đã rút lại bản đăng ký để sửa, nên chưa làm bước này."
    assert page.context["reason"] == said


def test_until_it_is_sent_the_unit_sees_none_of_it(leader, client, cast, registration):
    write(leader, "Nhận xét riêng.", line="1")
    client.force_login(cast["member_head"])

    for address in (url("registration_detail"), url("registration_revision", 1)):
        assert "Nhận xét riêng." not in client.get(address).content.decode()


def test_it_is_taken_out_again_before_it_is_sent(leader, registration):
    write(leader)
    remark = Remark.objects.get()

    answer = leader.post(url("remark_remove", remark.pk))

    assert answer.url == f"{url('registration_detail')}#phan-{SECTION}"
    assert not Remark.objects.exists()
    assert leader.get(url("remark_remove", remark.pk)).status_code == 405
    assert leader.post(url("remark_remove", remark.pk)).status_code == 404


def test_what_was_sent_is_not_taken_out(leader, registration):
    write(leader)
    leader.post(url("registration_return"))
    Registration.objects.update(status="accepted")

    assert leader.post(url("remark_remove", Remark.objects.get().pk)).status_code == 404
    assert Remark.objects.count() == 1


def test_remarks_go_with_the_request_and_may_stand_for_its_reason(leader, client, cast, registration):
    write(leader, line="1")
    write(leader, "Ghi rõ tác giả.", "sang-kien", line="1")

    leader.post(url("registration_return"), {"reason": "", "seen": "1"})

    registration.refresh_from_db()
    assert (registration.status, registration.return_reason) == (
        "returned",
        "Xem 2 nhận xét ở các phần của bản đăng ký.",
    )
    assert set(Remark.objects.values_list("sent_at", "sent_by__username")) == {
        (registration.decided_at, "leader_clerk")
    }
    client.force_login(cast["member_clerk"])
    expected = [
        (f"Dòng 1: “{QUOTE}”", "Kế hoạch thấp hơn mức chung."),
        ("Dòng 1: “Số hóa hồ sơ thanh tra”", "Ghi rõ tác giả."),
    ]
    assert told(client.get(url("registration_detail"))) == expected
    assert told(client.get(url("registration_check"))) == expected
    assert told(client.get(url("registration_edit", SECTION))) == expected[:1]
    assert told(client.get(url("registration_edit", "phong-trao"))) == []


def test_without_remarks_a_reason_is_still_asked_for(leader, registration):
    page = leader.post(url("registration_return"), {"reason": ""})

    assert page.context["form"].errors["reason"][0].startswith("Ghi nội dung đề nghị bổ sung")
    assert Registration.objects.get().status == "submitted"


def returned_with(leader, registration, section=SECTION, line="1"):
    write(leader, "Nâng mức kế hoạch.", section, line=line)
    leader.post(url("registration_return"), {"reason": "Xem lại."})


def test_the_check_warns_of_what_was_asked_for_last(leader, client, cast, registration, the_day):
    """Also in the list of sections; what an earlier request said is over once the unit has handed in again."""

    def warned():
        client.force_login(cast["member_head"])
        page = client.get(url("registration_check"))
        doubtful = [side["label"] for side in page.context["sections"] if side["state"] == "Cần xem lại"]
        found = [item["finding"] for item in page.context["warnings"]]
        return [f"{finding.source}: {finding.text}" for finding in found], doubtful

    returned_with(leader, registration)
    asked = [f"Nhận xét của nơi tiếp nhận: “{QUOTE}”: Nâng mức kế hoạch."]
    assert warned() == (asked, ["Chỉ tiêu thi đua"])

    the_day.shift(60)
    assert client.post(url("registration_submit")).status_code == 302
    client.force_login(cast["leader_clerk"])
    assert client.get(url("registration_detail")).context["warnings"] == []
    write(client, "Ghi rõ tác giả.", "sang-kien")
    assert client.post(url("registration_return"), {"reason": "Xem lại."}).status_code == 302

    assert warned() == (["Nhận xét của nơi tiếp nhận: Ghi rõ tác giả."], ["Sáng kiến, đề tài"])


def at_rows(page):
    """Row number → remarks shown in it."""
    found = {}
    for row in tree(page).xpath("//main//table[@class='rows']//tbody/tr"):
        notes = [note.text_content() for note in row.xpath(".//*[@class='row-remark']")]
        if notes:
            found[row.xpath(".//span[@class='row-no']")[0].text] = notes
    return found


@pytest.mark.parametrize("section", [SECTION, "sang-kien", "phong-trao", "danh-hieu-ca-nhan"])
def test_in_the_editor_it_stands_at_its_row(leader, client, cast, registration, section):
    returned_with(leader, registration, section)
    client.force_login(cast["member_clerk"])

    assert at_rows(client.get(url("registration_edit", section))) == {"1": ["Nhận xét: Nâng mức kế hoạch."]}


def test_it_moves_with_its_row_and_stays_when_the_row_is_mended(leader, client, cast, registration):
    returned_with(leader, registration)
    client.force_login(cast["member_clerk"])
    kept = registration.targets.get()
    first = {"text": "Không có đơn thư tồn đọng", "measure": "zero"}
    second = {
        "id": kept.pk,
        "text": f"{QUOTE} trước ngày 30/11",
        "measure": "at_least",
        "unit_of_measure": "%",
        "value": "100",
    }

    typed = rows(first, second, row="up:1") | {"token": token_on(client, SECTION)}
    moved = client.post(url("registration_edit", SECTION), typed)

    assert at_rows(moved) == {"1": ["Nhận xét: Nâng mức kế hoạch."]}
    saved = save(client, SECTION, rows(first, second))
    assert saved.status_code == 302, saved.context["formset"].errors
    page = client.get(url("registration_edit", SECTION))
    assert at_rows(page) == {"2": ["Nhận xét: Nâng mức kế hoạch."]}
    assert told(page) == [(f"Dòng 2: “{QUOTE}”", "Nâng mức kế hoạch.")]


def test_of_a_row_that_went_the_remark_stays_with_its_quotation(leader, client, cast, registration):
    returned_with(leader, registration, "sang-kien")
    registration.initiatives.all().delete()
    client.force_login(cast["member_clerk"])

    page = client.get(url("registration_edit", "sang-kien"))

    assert at_rows(page) == {}
    place = "Dòng 1 của lần gửi 1, nay không còn: “Số hóa hồ sơ thanh tra”"
    assert told(page) == [(place, "Nâng mức kế hoạch.")]


def test_after_the_next_submission_the_unit_finds_it_with_the_earlier_one(leader, client, cast, registration):
    returned_with(leader, registration)
    client.force_login(cast["member_head"])
    assert client.post(url("registration_submit")).status_code == 302

    said = [(f"Dòng 1: “{QUOTE}”", "Nâng mức kế hoạch.")]
    assert told(client.get(url("registration_detail"))) == []
    assert told(client.get(url("registration_revision", 1))) == said
    assert told(client.get(url("registration_revision", 2))) == []
    client.force_login(cast["leader_head"])  # who looks what became of it
    assert told(client.get(url("registration_detail"))) == said


def test_the_history_keeps_it_with_the_request(leader, client, cast, registration):
    returned_with(leader, registration)
    write(leader, "Chưa gửi.")
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))

    history = " ".join(tree(client.get(url("registration_history"))).find(".//main").text_content().split())

    assert f"Nhận xét phần Chỉ tiêu thi đua, dòng 1 “{QUOTE}”: Nâng mức kế hoạch." in history
    assert "Chưa gửi." not in history


def test_a_later_request_carries_only_its_own(leader, client, cast, registration, the_day):
    returned_with(leader, registration)
    the_day.shift(60)
    client.force_login(cast["member_head"])
    client.post(url("registration_submit"))
    client.force_login(cast["leader_clerk"])
    write(client, "Chưa nêu thời hạn.", "phong-trao")
    client.post(url("registration_return"))

    client.force_login(cast["member_clerk"])
    assert told(client.get(url("registration_detail"))) == [("Cả phần", "Chưa nêu thời hạn.")]
    assert Remark.objects.unsent().count() == 0
