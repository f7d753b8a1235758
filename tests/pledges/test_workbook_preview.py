"""What a filled workbook would change is shown, cell by cell, and kept when it is confirmed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.rounds import make_rounds
from pledges.models import FilledWorkbook, Registration
from tests.look.reading import tree
from tests.pledges.registering import url
from tests.pledges.workbooks import (
    COLLECTIVE,
    GENERAL,
    INITIATIVES,
    MOVEMENTS,
    PEOPLE,
    TARGETS,
    changes_in,
    edited,
    full_registration,
    kept,
    preview,
    send,
    sent,
    take,
    template,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["member_clerk"])
    return client


@pytest.fixture
def registration(cast):
    return full_registration(cast)


def test_an_unchanged_file_says_so(clerk, registration):
    page = sent(clerk, template(registration))

    assert (page.context["count"], page.context["found"], page.context["notes"]) == (0, [], [])
    assert "0 thay đổi" in page.content.decode()
    assert not tree(page).xpath("//main//button[@type='submit']")


def test_each_change_is_shown_then_kept(clerk, registration):
    content = typed(
        template(registration),
        {
            (GENERAL, "B6"): 35,
            (COLLECTIVE, "A9"): "tap the lao dong xuat sac",
            (COLLECTIVE, "B9"): "TẬP THỂ THUỘC ĐƠN VỊ",
            (COLLECTIVE, "C9"): "Phòng 3",
            (PEOPLE, "C7"): "Thanh tra viên",
            (PEOPLE, "B9"): "Vũ Duy Ưng, Chuyên viên",
            (TARGETS, "D6"): "95,5",
            (TARGETS, "B10"): "Giải quyết đơn thư đúng hạn",
            (TARGETS, "C10"): "Tối thiểu",
            (TARGETS, "D10"): "98%",
            (INITIATIVES, "B7"): None,
            (INITIATIVES, "C7"): None,
            (INITIATIVES, "D7"): None,
            (MOVEMENTS, "D7"): date(2027, 3, 8),
        },
    )

    page = sent(clerk, content)

    assert changes_in(page) == [
        ("Sửa", "Tổng số cán bộ, công chức có mặt", "", "31", "35"),
        ("Thêm", "Tập thể lao động xuất sắc (tập thể thuộc đơn vị)", "Tập thể", "", "Phòng 3"),
        ("Sửa", "Chiến sĩ thi đua cơ sở", "Số lượng", "2", "3"),
        ("Sửa", "Chiến sĩ thi đua cơ sở: Nguyễn Thị Hà", "Chức vụ", "", "Thanh tra viên"),
        ("Thêm", "Chiến sĩ thi đua cơ sở", "Cá nhân", "", "Vũ Duy Ưng, Chuyên viên"),
        ("Sửa", "Hoàn thành kế hoạch thanh tra được phê duyệt", "Kế hoạch", "100%", "từ 95,5% trở lên"),
        ("Thêm", "Giải quyết đơn thư đúng hạn", "", "", "từ 98% trở lên"),
        ("Bỏ", "Kho dữ liệu", "", "Đỗ Văn Đức; Chiến sĩ thi đua cơ sở", ""),
        ("Sửa", "Đợt cao điểm", "Phát động", "05/03/2027", "08/03/2027"),
    ]
    assert kept(registration).snapshot() == registration.snapshot()

    answer = take(clerk, page)

    assert (answer.status_code, answer.url) == (302, url("registration_check"))
    now = kept(registration)
    assert (now.headcount, now.women, now.proposal.splitlines()) == (35, 13, ["Một", "Hai"])
    assert [(line.honour.code, line.count, line.people) for line in now.honours.filter(scope="tap_the_nho")] == [
        ("TTLDXS", 3, [("Phòng 1", ""), ("Phòng 2", ""), ("Phòng 3", "")])
    ]
    assert [(line.honour.code, line.count, line.people) for line in now.honours.filter(scope="ca_nhan")] == [
        ("LDTT", 30, []),
        ("CSTDCS", 3, [("Nguyễn Thị Hà", "Thanh tra viên"), ("Đỗ Văn Đức", "Trưởng phòng"),
                       ("Vũ Duy Ưng", "Chuyên viên")]),
    ]  # fmt: skip
    assert [target.pk for target in now.targets.all()][:4] == [target.pk for target in registration.targets.all()]
    assert [target.value for target in now.targets.all()] == [Decimal("95.5"), 0, Decimal("8.5"), None, 98]
    assert not FilledWorkbook.objects.exists()
    assert "Đã nhập 9 thay đổi từ tệp Excel" in clerk.get(answer.url).content.decode()
    assert sent(clerk, template(now)).context["count"] == 0


# As Excel keeps what people type


def test_percent_cells_computed_cells_and_merged_titles(clerk, registration):
    def work(book):
        targets, people = book[TARGETS], book[PEOPLE]
        targets["D6"], targets["D6"].number_format = 0.955, "0.0%"
        people["A9"], people["B9"], people["D9"] = None, "Vũ Duy Ưng", 1
        for cell in ("D7", "D8"):
            people[cell] = 1

    assert changes_in(sent(clerk, edited(template(registration), work))) == [
        ("Sửa", "Chiến sĩ thi đua cơ sở", "Số lượng", "2", "3"),
        ("Thêm", "Chiến sĩ thi đua cơ sở", "Cá nhân", "", "Vũ Duy Ưng"),
        ("Sửa", "Hoàn thành kế hoạch thanh tra được phê duyệt", "Kế hoạch", "100%", "từ 95,5% trở lên"),
    ]


def test_another_order_of_the_same_rows_is_one_change(clerk, registration):
    def swap(book):
        sheet = book[MOVEMENTS]
        first, second = ([cell.value for cell in row] for row in sheet["A6:E7"])
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(6, column, other)
            sheet.cell(7, column).value = one

    page = sent(clerk, edited(template(registration), swap))

    assert (page.context["count"], changes_in(page)) == (1, [])
    take(clerk, page)
    assert [line.name for line in kept(registration).movements.all()] == [
        "Đợt cao điểm",
        "Thi đua lập thành tích chào mừng ngày truyền thống",
    ]


# Others meanwhile


def test_what_a_colleague_saved_in_between_is_not_overwritten(clerk, registration):
    page = sent(clerk, typed(template(registration), {(GENERAL, "B6"): 35}))
    registration.movements.all().delete()

    answer = take(clerk, page)

    assert answer.status_code == 409
    assert (
        "Bản đăng ký vừa được sửa ở nơi khác (lúc 09:00 ngày 25/02/2027) sau khi Anh/chị xem trước"
        in answer.content.decode()
    )
    assert kept(registration).headcount == 31
    assert [change[0] for change in changes_in(preview(clerk))] == ["Sửa", "Thêm", "Thêm"]
    assert take(clerk, preview(clerk)).status_code == 302
    assert (kept(registration).headcount, kept(registration).movements.count()) == (35, 2)


def test_a_template_that_is_older_than_the_last_change_says_so(clerk, registration):
    old = template(registration)
    registration.movements.all().delete()

    page = sent(clerk, old)

    (note,) = page.context["notes"]
    assert note.startswith("Bản đăng ký đã thay đổi (sửa trên trang, hoặc đã nhập một tệp) sau khi tải biểu mẫu này")
    assert [change[0] for change in changes_in(page)] == ["Thêm", "Thêm"]


def test_the_same_file_once_more_has_nothing_to_say_until_something_else_stands_there(clerk, registration):
    content = typed(template(registration), {(GENERAL, "B6"): 35, (MOVEMENTS, "B9"): "Thi đua nước rút"})
    assert take(clerk, sent(clerk, content)).status_code == 302

    again = sent(clerk, content)

    assert (again.context["count"], again.context["notes"]) == (0, [])
    assert "Nội dung trong tệp giống hệt nội dung đang lưu" in again.content.decode()
    Registration.objects.update(headcount=40)
    changed = preview(clerk)
    assert (changed.context["count"], len(changed.context["notes"])) == (1, 1)
    assert "lúc 09:00 ngày 25/02/2027" in changed.context["notes"][0]


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_what_was_handed_in_takes_no_workbook(clerk, registration, status):
    content = template(registration)
    page = sent(clerk, typed(content, {(GENERAL, "B6"): 35}))
    Registration.objects.update(status=status, submitted_at="2027-02-25 02:00Z")

    answers = [clerk.get(url("workbook_upload")), send(clerk, content), preview(clerk), take(clerk, page)]

    assert [answer.status_code for answer in answers] == [409] * 4
    assert kept(registration).headcount == 31
    assert clerk.get(url("workbook_download")).status_code == 200


def test_a_sent_workbook_is_its_senders_alone_and_for_a_day(clerk, cast, registration, the_day):
    sent(clerk, template(registration))
    clerk.force_login(cast["member_head"])
    assert preview(clerk).status_code == 409
    clerk.force_login(cast["member_clerk"])
    the_day.shift(timedelta(hours=24))
    clerk.force_login(cast["member_clerk"])  # the session has ended as well

    answer = preview(clerk)

    assert answer.status_code == 409
    assert "tệp đã nhập rồi, hoặc đã quá 24 giờ" in answer.content.decode()
    clerk.force_login(cast["member_head"])
    sent(clerk, template(registration))
    assert FilledWorkbook.objects.get().uploaded_by == cast["member_head"]


def test_the_hourly_round_forgets_what_nobody_confirmed_for_a_day(clerk, registration, the_day):
    sent(clerk, template(registration))
    the_day.shift(timedelta(hours=23))
    make_rounds()
    assert FilledWorkbook.objects.count() == 1

    the_day.shift(timedelta(hours=1))
    make_rounds()

    assert not FilledWorkbook.objects.exists()


def test_the_preview_asks_as_often_for_many_rows_as_for_few(clerk, registration):
    def asked(rows):
        def fill(book):
            for row in range(9, 9 + rows):
                book[PEOPLE].cell(row, 2, f"Nguyễn Văn {row}")
                book[COLLECTIVE].cell(row, 3, f"Phòng {row}")
                book[TARGETS].cell(row + 1, 2, f"Chỉ tiêu {row}")
                book[TARGETS].cell(row + 1, 3, "Mô tả bằng lời")
                book[INITIATIVES].cell(row, 2, "Tác giả")
                book[INITIATIVES].cell(row, 3, f"Đề tài {row}")

        sent(clerk, edited(template(registration), fill))
        with CaptureQueriesContext(connection) as queries:
            assert preview(clerk).status_code == 200
        # Where Django checks a constraint of a row, it asks the database to compare, and no table.
        return sum(" FROM " in query["sql"] for query in queries)

    assert asked(7) == asked(30)
