import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.sessions import device_name, end_sessions
from tests.accounts.conftest import PASSWORD, browser, main_text, signed_in_as

LIST = "/tai-khoan/phien-dang-nhap/"
OTHERS = LIST + "ket-thuc-phien-khac/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (WINDOWS + " Edg/140.0", "Microsoft Edge trên Windows"),
        (WINDOWS.replace("AppleWebKit", "coc_coc_browser/120 AppleWebKit"), "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox trên Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari trên iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36", "Chrome trên Android"),
        ("curl/8.0", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_device_name(user_agent, name):
    assert device_name(user_agent) == name


def test_list_names_each_and_marks_this_one(person):
    here = browser(person)
    Client().post(
        "/tai-khoan/dang-nhap/",
        {"login": "an.nv", "password": PASSWORD},
        HTTP_USER_AGENT=WINDOWS,
        REMOTE_ADDR="10.1.2.3",
    )

    text = main_text(here.get(LIST))

    assert "Chrome trên Windows 10.1.2.3 09:00 25/02/2027 Kết thúc" in text
    assert text.count("Phiên này") == 1
    assert text.count("127.0.0.1") == 1


def test_ending_one(person):
    here, there, third = browser(person), browser(person), browser(person)
    session = UserSession.objects.get(session_key=there.session.session_key)

    response = here.post(f"{LIST}{session.pk}/ket-thuc/")

    assert response["Location"] == LIST
    assert [client.get("/tai-khoan/").status_code for client in (here, there, third)] == [200, 302, 200]


def test_ending_all_others(person):
    here, there, third = browser(person), browser(person), browser(person)

    here.post(OTHERS)

    assert [client.get("/tai-khoan/").status_code for client in (here, there, third)] == [200, 302, 302]


def test_this_one_is_ended_by_signing_out_only(person):
    here = browser(person)

    response = here.post(f"{LIST}{UserSession.objects.get().pk}/ket-thuc/", follow=True)

    assert "Anh/chị bấm Đăng xuất" in main_text(response)
    assert here.get("/tai-khoan/").status_code == 200


def test_session_of_somebody_else_is_not_there(person, neighbour):
    here, theirs = browser(person), browser(neighbour)
    session = UserSession.objects.get(user=neighbour)

    assert here.post(f"{LIST}{session.pk}/ket-thuc/").status_code == 404
    here.post(OTHERS)
    assert theirs.get("/tai-khoan/").status_code == 200
    assert "Kết thúc" not in main_text(here.get(LIST))


@pytest.mark.parametrize("path", [OTHERS, LIST + "1/ket-thuc/"])
def test_only_by_button(person, path):
    assert browser(person).get(path).status_code == 405


def test_end_sessions(person, neighbour):
    clients = [browser(person), browser(person), browser(neighbour)]

    assert end_sessions(person) == 2

    assert [client.get("/tai-khoan/").status_code for client in clients] == [302, 302, 200]
    assert Session.objects.filter(session_key=clients[0].session.session_key).count() == 0


def test_closed_account_is_out_at_the_next_click(person):
    client = browser(person)
    User.objects.update(is_active=False)

    assert client.get("/tai-khoan/").status_code == 302


# --- How long ---------------------------------------------------------------------------------


def test_whoever_was_away_too_long_is_asked_to_sign_in_again(person, the_day, settings):
    settings.SESSION_IDLE_MINUTES = 30
    client = browser(person)
    the_day.shift(31 * 60)

    response = client.get(LIST, follow=True)

    assert response.redirect_chain == [(f"/tai-khoan/dang-nhap/?next={LIST}", 302)]
    assert "Phiên đăng nhập đã hết vì quá 30 phút không có thao tác nào." in response.content.decode()
    assert signed_in_as(client) == ""


def test_whoever_keeps_working_stays(person, the_day, settings):
    settings.SESSION_IDLE_MINUTES = 30
    client = browser(person)
    for _ in range(6):
        the_day.shift(20 * 60)
        assert client.get(LIST).status_code == 200


def test_a_session_ends_however_busy_it_is(person, the_day, settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_COOKIE_AGE = 30, 3600
    client = browser(person)
    for _ in range(3):
        the_day.shift(19 * 60)
        assert client.get(LIST).status_code == 200
    the_day.shift(19 * 60)

    assert "Phiên đăng nhập đã hết sau 1 giờ." in client.get(LIST, follow=True).content.decode()


def test_what_was_typed_is_given_back(person, the_day, settings):
    settings.SESSION_IDLE_MINUTES = 30
    client = browser(person)
    the_day.shift(31 * 60)

    response = client.post("/tai-khoan/thu-dien-tu/", {"email": "viet.do@haiduong.gov.vn"})

    assert response.status_code == 409
    assert "viet.do@haiduong.gov.vn" in main_text(response)
    assert 'href="/tai-khoan/dang-nhap/"' in response.content.decode()
    person.refresh_from_db()
    assert person.email == "an@haiduong.gov.vn"


def test_reading_writes_into_the_session_now_and_then_only(person):
    client = browser(person)
    client.get("/tro-giup/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/tro-giup/")
    assert [query["sql"] for query in asked if query["sql"].startswith("UPDATE")] == []
