import base64
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from accounts.adapters import TOO_MANY, WRONG_CODE
from tests.accounts.conftest import PASSWORD, browser, give_second_factor, main_text, sign_in, signed_in_as, totp

ACTIVATE, ENTER = "/tai-khoan/hai-lop/bat/", "/tai-khoan/hai-lop/nhap-ma/"


def confirm_password(client, next_url):
    return client.post("/tai-khoan/xac-nhan/?next=" + next_url, {"password": PASSWORD})


@pytest.fixture
def guarded(person):
    give_second_factor(person)
    return person


@pytest.fixture
def codes(guarded):
    return RecoveryCodes.activate(guarded).get_unused_codes()


# --- Setting up


def test_password_is_asked_again_first(person):
    response = browser(person).get(ACTIVATE)

    assert response["Location"] == "/tai-khoan/xac-nhan/?next=%2Ftai-khoan%2Fhai-lop%2Fbat%2F"


def test_wrong_password_there(person):
    client = browser(person)

    response = client.post("/tai-khoan/xac-nhan/", {"password": "sai mật khẩu rồi"})

    assert "Mật khẩu chưa đúng. Anh/chị nhập lại." in main_text(response)
    assert client.get(ACTIVATE).status_code == 302


def secret_on(page):
    shown = re.search(r"<code>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</code>", page.content.decode()).group(1)
    return shown.replace(" ", "")


@pytest.mark.django_db(transaction=True)
def test_whole_way_to_the_recovery_codes(person, emptied_cache):
    client = browser(person)
    confirm_password(client, ACTIVATE)
    secret = secret_on(client.get(ACTIVATE))

    response = client.post(ACTIVATE, {"code": totp(secret)}, follow=True)

    assert response.redirect_chain == [("/tai-khoan/hai-lop/ma-du-phong/", 302)]
    assert "Còn 10 mã chưa dùng trong bộ 10 mã." in main_text(response)
    assert "Đã bật xác thực hai lớp." in main_text(response)
    assert '<a class="btn btn-secondary" href="/">Xong' in response.content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", response.content.decode())) == 10


def test_wrong_code_keeps_the_secret_that_was_scanned(person):
    client = browser(person)
    confirm_password(client, ACTIVATE)
    secret = secret_on(client.get(ACTIVATE))

    response = client.post(ACTIVATE, {"code": "000000"})

    assert WRONG_CODE in main_text(response)
    assert secret_on(response) == secret
    assert Authenticator.objects.count() == 0


def test_qr_is_a_picture_without_styles(person):
    client = browser(person)
    confirm_password(client, ACTIVATE)

    page = client.get(ACTIVATE).content.decode()

    svg = base64.b64decode(re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page).group(1)).decode()
    assert svg.lstrip().startswith(("<?xml", "<svg"))
    assert "style" not in svg


def test_app_shows_the_product_and_the_user_name(person):
    url = urlsplit(get_adapter().build_totp_url(person, "ABC"))

    assert unquote(url.path) == "/an.nv"
    assert parse_qs(url.query) == {"secret": ["ABC"], "issuer": ["Thi đua Khối"]}


# --- Signing in


def test_password_alone_is_not_enough(client, guarded):
    response = sign_in(client)

    assert response["Location"] == ENTER
    assert signed_in_as(client) == ""
    assert client.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("half_minutes", [-1, 0, 1])
def test_code_of_now_and_half_a_minute_either_way(client, guarded, half_minutes):
    sign_in(client)

    client.post(ENTER, {"code": totp(half_minutes=half_minutes)})

    assert signed_in_as(client) == "an.nv"


@pytest.mark.parametrize("half_minutes", [-2, 2])
def test_code_of_another_time(client, guarded, half_minutes):
    sign_in(client)

    response = client.post(ENTER, {"code": totp(half_minutes=half_minutes)})

    assert WRONG_CODE in main_text(response)
    assert signed_in_as(client) == ""


@pytest.mark.parametrize("seconds", [0, 31, 59])
def test_a_code_works_once(guarded, the_day, seconds):
    code = totp(half_minutes=1)
    client = browser(guarded)
    client.post(ENTER, {"code": code})
    the_day.shift(seconds)

    again = browser(guarded)
    response = again.post(ENTER, {"code": code})

    assert WRONG_CODE in main_text(response)
    assert signed_in_as(again) == ""


def test_guessing_is_limited(client, guarded):
    sign_in(client)
    for _ in range(5):
        client.post(ENTER, {"code": "000000"})

    response = client.post(ENTER, {"code": totp()})

    assert TOO_MANY in main_text(response)
    assert signed_in_as(client) == ""


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６", "9" * 300, "-1", "'; drop"])
def test_odd_codes_are_refused_in_words(client, guarded, code):
    sign_in(client)

    response = client.post(ENTER, {"code": code})

    assert response.status_code == 200
    assert "Có lỗi" in main_text(response)


def test_post_without_a_code(client, guarded):
    sign_in(client)

    assert client.post(ENTER, {}).status_code == 200


def test_recovery_code_works_once(client, guarded, codes):
    sign_in(client)
    client.post(ENTER, {"code": codes[0]})
    assert signed_in_as(client) == "an.nv"

    again = browser(guarded)
    assert WRONG_CODE in main_text(again.post(ENTER, {"code": codes[0]}))


def test_giving_up_goes_back_to_sign_in(client, guarded):
    sign_in(client)

    response = client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert response["Location"] == reverse("account_login")
    assert client.get(ENTER).status_code == 302


def test_code_page_without_a_password_first(client, db):
    assert client.get(ENTER)["Location"] == reverse("account_login")


# --- Keeping


def signed_in(guarded):
    client = browser(guarded)
    client.post(ENTER, {"code": totp()})
    return client


def test_overview(guarded, codes):
    text = main_text(signed_in(guarded).get("/tai-khoan/hai-lop/"))

    assert "Đang bật từ ngày 25/02/2027." in text
    assert "Còn 10 mã chưa dùng." in text


def test_codes_need_the_password_again(guarded, codes):
    client = signed_in(guarded)

    for page in ("", "tao-moi/", "tai-ve/"):
        response = client.get(f"/tai-khoan/hai-lop/ma-du-phong/{page}")
        assert response["Location"].startswith("/tai-khoan/xac-nhan/?next=")


def test_confirming_by_code_instead(guarded, codes, the_day):
    client = signed_in(guarded)
    assert "Dùng mã xác thực" in main_text(client.get("/tai-khoan/xac-nhan/"))
    the_day.shift(61)

    client.post("/tai-khoan/hai-lop/xac-nhan/", {"code": totp()})

    assert client.get("/tai-khoan/hai-lop/ma-du-phong/").status_code == 200


def test_download(guarded, codes):
    client = signed_in(guarded)
    confirm_password(client, "/")

    response = client.get("/tai-khoan/hai-lop/ma-du-phong/tai-ve/")

    assert response["Content-Type"].startswith("text/plain")
    assert "attachment" in response["Content-Disposition"]
    assert [line for line in response.content.decode().splitlines() if line.isdigit()] == codes


def test_new_set_ends_the_old(client, guarded, codes):
    keeper = signed_in(guarded)
    confirm_password(keeper, "/")

    response = keeper.post("/tai-khoan/hai-lop/ma-du-phong/tao-moi/", follow=True)

    assert "Còn 10 mã chưa dùng" in main_text(response)
    sign_in(client)
    assert WRONG_CODE in main_text(client.post(ENTER, {"code": codes[0]}))


def test_switching_off(client, guarded, codes):
    keeper = signed_in(guarded)
    confirm_password(keeper, "/")
    assert "chỉ cần mật khẩu" in main_text(keeper.get("/tai-khoan/hai-lop/tat/"))

    keeper.post("/tai-khoan/hai-lop/tat/")

    assert Authenticator.objects.count() == 0
    sign_in(client)
    assert signed_in_as(client) == "an.nv"
