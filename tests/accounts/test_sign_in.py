import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from accounts.adapters import TOO_MANY, WRONG_SIGN_IN
from accounts.models import User
from tests.accounts.conftest import PASSWORD, browser, main_text, sign_in, signed_in_as


@pytest.mark.parametrize("login", ["an.nv", "AN.NV", " an.nv ", "an@haiduong.gov.vn", "An@HaiDuong.gov.vn"])
def test_by_user_name_or_address_in_any_case(client, person, login):
    response = sign_in(client, login)

    assert response.status_code == 302
    assert response["Location"] == reverse("desk:home")
    assert signed_in_as(client) == "an.nv"


def test_password_typed_with_decomposed_letters(client, person):
    """Windows' own Vietnamese keyboard sends "ồ" as "ô" and a combining mark."""
    person.set_password("ho\u0300 nu\u031bo\u031b\u0301c xanh bie\u0302\u0301c")
    person.save()

    sign_in(client, password="hò nước xanh biếc")

    assert signed_in_as(client) == "an.nv"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("an.nv", "sai mật khẩu rồi"),
        ("khong.co", PASSWORD),
        ("an@haiduong.gov.vn", "sai"),
        ("ai@do.vn", PASSWORD),
    ],
)
def test_refusals_do_not_tell_which_part_was_wrong(client, person, login, password):
    response = sign_in(client, login, password)

    assert WRONG_SIGN_IN in main_text(response)
    assert signed_in_as(client) == ""


def test_empty_form_says_what_is_missing(client, db):
    text = main_text(sign_in(client, "", ""))

    assert "Nhập tên đăng nhập hoặc thư điện tử." in text
    assert "Nhập mật khẩu." in text


def test_typed_name_stays_and_password_does_not(client, person):
    page = sign_in(client, "an.nv", "sai mật khẩu rồi").content.decode()

    assert 'value="an.nv"' in page
    assert "sai mật khẩu rồi" not in page


def test_fields_tell_password_managers_what_they_are(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_five_failures_close_the_name_from_there_only(client, person):
    for _ in range(5):
        sign_in(client, "an.nv", "sai mật khẩu rồi")

    assert TOO_MANY in main_text(sign_in(client))
    assert signed_in_as(client) == ""
    elsewhere = client.post(reverse("account_login"), {"login": "an.nv", "password": PASSWORD}, REMOTE_ADDR="10.0.0.7")
    assert elsewhere.status_code == 302


def test_limit_ends_after_five_minutes(client, person, the_day):
    for _ in range(6):
        sign_in(client, "an.nv", "sai mật khẩu rồi")
    the_day.shift(301)

    sign_in(client)

    assert signed_in_as(client) == "an.nv"


def test_too_many_posts_from_one_address_get_a_page_in_vietnamese(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "ai.do", "sai")

    response = sign_in(client, "ai.do", "sai")

    assert response.status_code == 429
    assert "quá nhiều lần thử" in main_text(response)


def test_session_key_changes(client, person):
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    sign_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_cookie_ends_with_the_browser(client, person):
    sign_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"] is True


def test_session_ends_after_twelve_hours(client, person, the_day):
    sign_in(client)
    the_day.shift(12 * 3600 + 1)

    assert client.get(reverse("accounts:profile")).status_code == 302


def test_closed_account_is_told_so_only_with_the_right_password(client, person):
    User.objects.update(is_active=False)

    assert WRONG_SIGN_IN in main_text(sign_in(client, password="sai mật khẩu rồi"))
    response = client.post(reverse("account_login"), {"login": "an.nv", "password": PASSWORD}, follow=True)

    assert "đã ngừng hoạt động" in main_text(response)
    assert signed_in_as(client) == ""


def test_no_redirect_to_other_sites(client, person):
    response = client.post(
        reverse("account_login") + "?next=https://xau.example/", {"login": "an.nv", "password": PASSWORD}
    )

    assert response["Location"] == reverse("desk:home")


def test_sign_out_ends_the_session(client, person):
    client = browser(person)

    response = client.post(reverse("account_logout"))

    assert response["Location"] == reverse("account_login")
    assert signed_in_as(client) == ""
    assert UserSession.objects.purge_and_list(person) == []


def test_sign_out_by_link_is_refused(client, person):
    client = browser(person)

    assert client.get(reverse("account_logout")).status_code == 405
    assert signed_in_as(client) == "an.nv"


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
