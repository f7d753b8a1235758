import pytest
from django.core import mail
from django.db import transaction

from accounts.models import Notice, User
from accounts.notifications import notify
from tests.accounts.conftest import browser, main_text
from tests.plumbing import work

LIST = "/tai-khoan/thong-bao/"
URL = "/tai-khoan/phien-dang-nhap/"


def test_notice_and_letter(person, neighbour, settings):
    settings.SITE_URL = "https://thidua.example.vn"

    notify([person, neighbour], "Đã tiếp nhận đăng ký.", URL, mail_subject="Tiếp nhận", mail_text="Kính gửi …")
    work()

    assert list(Notice.objects.order_by("user").values_list("user", "text", "url", "read_at")) == [
        (person.pk, "Đã tiếp nhận đăng ký.", URL, None),
        (neighbour.pk, "Đã tiếp nhận đăng ký.", URL, None),
    ]
    [letter] = mail.outbox  # the neighbour has no address
    assert (letter.to, letter.subject) == (["an@haiduong.gov.vn"], "Tiếp nhận")
    assert letter.body == "Kính gửi …\n\nhttps://thidua.example.vn/tai-khoan/phien-dang-nhap/\n"


def test_everybody_once_and_nobody_who_left(person, neighbour):
    User.objects.filter(pk=neighbour.pk).update(is_active=False)
    neighbour.refresh_from_db()

    notify([person, person, neighbour], "Một việc.", URL)

    assert [notice.user for notice in Notice.objects.all()] == [person]


def test_long_text_is_cut(person):
    notify([person], "đ" * 600, URL)

    assert Notice.objects.get().text == "đ" * 499 + "…"


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_when_the_work_is_undone(person):
    with transaction.atomic():
        notify([person], "Một việc.", URL, mail_subject="Một việc")
        transaction.set_rollback(True)

    work()
    assert (Notice.objects.count(), len(mail.outbox)) == (0, 0)


def test_subject_on_two_lines_injects_no_header(person):
    notify([person], "Một việc.", URL, mail_subject="Một\r\nBcc: ai@do.vn")
    work()

    assert mail.outbox[0].subject == "Một Bcc: ai@do.vn"
    assert mail.outbox[0].recipients() == ["an@haiduong.gov.vn"]


def test_list_shows_own_newest_first(person, neighbour, the_day):
    notify([person], "Việc cũ.", URL)
    the_day.shift(60)
    notify([person], "Việc mới.", URL)
    notify([neighbour], "Việc của người khác.", URL)

    text = main_text(browser(person).get(LIST))

    assert text.index("Việc mới. 09:01 25/02/2027 Chưa đọc") < text.index("Việc cũ. 09:00 25/02/2027 Chưa đọc")
    assert "người khác" not in text


def test_empty_list_says_what_will_come(person):
    assert "Chưa có thông báo nào." in main_text(browser(person).get(LIST))


def test_same_queries_at_1_and_30(person, django_assert_num_queries, django_assert_max_num_queries):
    client = browser(person)
    notify([person], "Một việc.", URL)
    with django_assert_max_num_queries(20) as one:
        client.get(LIST)
    for number in range(29):
        notify([person], f"Việc {number}.", URL)

    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_31st_is_on_the_second_page(person):
    for number in range(31):
        notify([person], f"Việc số {number}.", URL)
    client = browser(person)

    assert "Việc số 0." not in main_text(client.get(LIST))
    assert "Việc số 0." in main_text(client.get(LIST + "?page=2"))
    assert "Việc số 0." in main_text(client.get(LIST + "?page=khong-phai-so&page=99"))


def opening(notice):
    return f"{LIST}{notice.pk}/"


def test_opening_marks_read_and_goes_there(person):
    notify([person], "Một việc.", URL)
    notice = Notice.objects.get()

    client = browser(person)

    assert client.get(opening(notice)).status_code == 405
    assert Notice.objects.get().read_at is None
    response = client.post(opening(notice))

    assert response["Location"] == URL
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_twice_keeps_the_first_time(person, the_day):
    notify([person], "Một việc.", URL)
    client = browser(person)
    client.post(opening(Notice.objects.get()))
    first = Notice.objects.get().read_at
    the_day.shift(60)

    client.post(opening(Notice.objects.get()))

    assert Notice.objects.get().read_at == first


@pytest.mark.parametrize("url", ["", "https://xau.example/", "//xau.example/", "javascript:alert(1)"])
def test_opening_never_leaves_the_site(person, url):
    notify([person], "Một việc.", url)

    assert browser(person).post(opening(Notice.objects.get()))["Location"] == LIST


def test_notice_of_somebody_else_is_not_there(person, neighbour):
    notify([neighbour], "Một việc.", URL)

    assert browser(person).post(opening(Notice.objects.get())).status_code == 404
    assert Notice.objects.get().read_at is None


def test_a_notice_that_never_was_is_not_there(person):
    assert browser(person).post(f"{LIST}99999999999999999999/").status_code == 404


def test_reading_all_is_for_own_only(person, neighbour):
    notify([person, neighbour], "Một việc.", URL)
    client = browser(person)

    assert client.get(LIST + "da-doc/").status_code == 405
    response = client.post(LIST + "da-doc/", follow=True)

    assert "Chưa đọc" not in main_text(response)
    assert [notice.user for notice in Notice.objects.filter(read_at=None)] == [neighbour]
