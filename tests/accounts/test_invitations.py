import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.invitations import invite
from accounts.models import Invitation, User, readable_token
from tests.accounts.conftest import (
    PASSWORD,
    browser,
    give_second_factor,
    invitation_link,
    main_text,
    sign_in,
    signed_in_as,
    totp,
)
from tests.plumbing import work

NEW = "trâu trắng ăn trăng tròn"
ACCEPT = "/tai-khoan/loi-moi/"


def accept(client, *, username="cuong.lv", new=NEW, again=NEW):
    return client.post(ACCEPT, {"username": username, "password1": new, "password2": again})


# --- Opening the link


def test_link_moves_the_token_out_of_the_address(client, newcomer):
    response = client.get(invitation_link(newcomer))

    assert response.status_code == 302
    assert response["Location"] == ACCEPT
    assert response["Referrer-Policy"] == "no-referrer"


def test_page_shows_whose_it_is_and_suggests_the_user_name(client, newcomer):
    response = client.get(invitation_link(newcomer), follow=True)

    assert "Chào Lê Văn Cường." in main_text(response)
    assert 'value="cuong.lv"' in response.content.decode()
    assert 'autocomplete="new-password"' in response.content.decode()


def test_looking_at_the_page_uses_nothing_up(client, newcomer):
    link = invitation_link(newcomer)
    Client().get(link, follow=True)

    assert client.get(link, follow=True).status_code == 200


def test_typed_from_paper_in_capitals_without_dashes(client, newcomer):
    _, token = Invitation.issue(newcomer)

    response = client.get(reverse("accounts:invitation_open", args=[token.upper().replace("-", "")]))

    assert response["Location"] == ACCEPT


def test_letters_that_look_alike_are_not_used():
    assert not set("ilo01") & set("".join(readable_token() for _ in range(200)))


def test_only_the_digest_is_stored(newcomer):
    link = invitation_link(newcomer)
    token = link.rstrip("/").rsplit("/", 1)[1]

    assert not any(token in str(value) for row in Invitation.objects.values_list() for value in row)


@pytest.mark.parametrize(("hours", "status"), [(71.99, 200), (72.01, 410)])
def test_72_hours(client, newcomer, the_day, hours, status):
    link = invitation_link(newcomer)
    the_day.shift(hours * 3600)

    assert client.get(link, follow=True).status_code == status


def test_time_runs_out_between_page_and_answer(client, newcomer, the_day):
    client.get(invitation_link(newcomer))
    the_day.shift(72 * 3600 + 1)

    response = accept(client)

    assert response.status_code == 410
    assert not User.objects.get().has_usable_password()


def test_unknown_link_says_whom_to_ask(client, db):
    response = client.get(reverse("accounts:invitation_open", args=["khong-co"]))

    assert response.status_code == 404
    assert "người đã mời Anh/chị" in main_text(response)


def test_page_without_a_link(client, db):
    assert client.get(ACCEPT).status_code == 410


def test_a_newer_link_ends_the_earlier(client, newcomer):
    first, second = invitation_link(newcomer), invitation_link(newcomer)

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 302


def test_closed_account(client, newcomer):
    link = invitation_link(newcomer)
    User.objects.update(is_active=False)

    assert client.get(link).status_code == 410


def test_guessing_is_limited(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "3/m/ip"}
    url = reverse("accounts:invitation_open", args=["doan-mo"])

    assert [client.get(url).status_code for _ in range(4)] == [404, 404, 404, 429]


# --- Setting the password


def test_newcomer_sets_a_password_and_is_in(client, newcomer):
    client.get(invitation_link(newcomer))

    response = accept(client, username="Le.Van.Cuong")

    assert response["Location"] == reverse("desk:home")
    assert signed_in_as(client) == "le.van.cuong"
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)


def test_used_once_only(client, newcomer):
    link = invitation_link(newcomer)
    client.get(link)
    accept(client)

    assert Client().get(link).status_code == 410


def test_two_people_with_the_same_page_open(newcomer):
    link = invitation_link(newcomer)
    fast, slow = Client(), Client()
    fast.get(link)
    slow.get(link)

    accept(fast)
    response = accept(slow, new="mật mã của kẻ khác", again="mật mã của kẻ khác")

    assert response.status_code == 410
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)
    assert signed_in_as(slow) == ""


def test_the_one_use_goes_to_one(newcomer):
    invitation, _ = Invitation.issue(newcomer)
    copies = [Invitation.objects.get(pk=invitation.pk) for _ in range(5)]

    assert [copy.use_up() for copy in copies] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"username": "an.nv"}, "Tên đăng nhập này đã có người dùng."),
        ({"username": "AN.NV"}, "Tên đăng nhập này đã có người dùng."),
        ({"username": "cường"}, "Tên đăng nhập gồm 3 đến 60 ký tự"),
        ({"username": "an@haiduong.gov.vn"}, "Tên đăng nhập gồm 3 đến 60 ký tự"),
        ({"username": ""}, "Nhập tên đăng nhập."),
        ({"username": "c" * 61}, "60"),
        ({"new": "ngắn", "again": "ngắn"}, "cần ít nhất 12"),
        ({"new": "levancuong1980", "again": "levancuong1980"}, "không được chứa “Lê Văn Cường”"),
        ({"username": "trautrang", "new": "trautrang-an-trang", "again": "x"}, "không được chứa “trautrang”"),
        ({"again": "khác hẳn thế"}, "Hai lần nhập mật khẩu chưa giống nhau."),
    ],
)
def test_faults_are_said_and_nothing_is_used_up(client, person, newcomer, data, sentence):
    client.get(invitation_link(newcomer))

    response = accept(client, **data)

    assert sentence in main_text(response)
    assert Invitation.objects.get().used_at is None
    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


def test_known_person_sets_a_new_password_but_keeps_the_user_name(client, person):
    client.get(invitation_link(person))

    accept(client, username="ten.khac")

    assert signed_in_as(client) == "an.nv"
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_new_password_ends_the_sessions_under_the_old(client, person):
    elsewhere = browser(person)
    client.get(invitation_link(person))

    accept(client)

    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_new_password_does_not_skip_the_second_factor(client, person):
    give_second_factor(person)
    client.get(invitation_link(person))

    response = accept(client)

    assert response["Location"] == reverse("mfa_authenticate")
    assert signed_in_as(client) == ""
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert signed_in_as(client) == "an.nv"


def test_opened_in_the_browser_of_somebody_else(person, newcomer):
    client = browser(person)
    page = client.get(invitation_link(newcomer), follow=True)

    assert "đang đăng nhập tài khoản của Nguyễn Văn An" in main_text(page)
    accept(client)
    assert signed_in_as(client) == "cuong.lv"


def test_first_sign_in_later_works(client, newcomer):
    client.get(invitation_link(newcomer))
    accept(client)

    other = Client()
    sign_in(other, "cuong.lv", NEW)

    assert signed_in_as(other) == "cuong.lv"


# --- Making and showing


def test_link_is_absolute_and_mailed(newcomer, settings):
    settings.SITE_URL = "https://thidua.example.vn"
    User.objects.update(email="cuong@hanoi.gov.vn")
    newcomer.refresh_from_db()

    link = invite(newcomer)
    work()

    assert re.fullmatch(r"https://thidua\.example\.vn/tai-khoan/loi-moi/[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/", link)
    [letter] = mail.outbox
    assert letter.to == ["cuong@hanoi.gov.vn"]
    assert link in letter.body
    assert "09:00 ngày 28/02/2027" in letter.body


def test_only_administrators_invite_administrators(person, administrator):
    with pytest.raises(PermissionDenied):
        invite(administrator, by=person)

    assert Invitation.objects.count() == 0
    assert invite(administrator, by=administrator)


def test_link_is_shown_once(client, administrator, newcomer):
    client = browser(administrator)
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    client.post(
        "/quan-tri/accounts/user/",
        {"action": "invite_again", "_selected_action": [newcomer.pk]},
        follow=False,
    )

    first, second = client.get("/tai-khoan/loi-moi/in/"), client.get("/tai-khoan/loi-moi/in/")

    [path] = re.findall(
        r"http://127\.0\.0\.1:8000(/tai-khoan/loi-moi/[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/)", first.content.decode()
    )
    assert "Lê Văn Cường" in main_text(first)
    assert "09:00 ngày 28/02/2027" in main_text(first)
    assert first["Cache-Control"].count("no-store") == 1
    assert second.status_code == 410
    assert Client().get(path).status_code == 302


def test_print_page_needs_sign_in(client, db):
    assert client.get("/tai-khoan/loi-moi/in/").status_code == 302


# --- Forgotten


def forgotten(client, login):
    return client.post("/tai-khoan/quen-mat-khau/", {"login": login})


@pytest.mark.parametrize("login", ["an.nv", "AN@haiduong.gov.vn"])
def test_forgotten_sends_a_link_that_works(client, person, login):
    forgotten(client, login)
    work()

    [path] = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[0].body)
    client.get(path)
    accept(client)
    assert signed_in_as(client) == "an.nv"


def test_answer_is_the_same_for_everybody(client, person, neighbour, newcomer):
    User.objects.filter(pk=newcomer.pk).update(email="cuong@hanoi.gov.vn")

    pages = {main_text(forgotten(client, login)) for login in ("an.nv", "binh.tt", "cuong.lv", "khong.co")}

    assert len(pages) == 1
    assert [made.user for made in Invitation.objects.all()] == [person]


def test_forgotten_without_mail_says_whom_to_ask(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    page = client.get("/tai-khoan/quen-mat-khau/")

    assert "người đã mời Anh/chị" in main_text(page)
    assert "<form" not in page.content.decode().split("<main")[1]
    forgotten(client, "an.nv")
    assert Invitation.objects.count() == 0


def test_forgotten_is_limited(client, person):
    statuses = [forgotten(client, "khong.co").status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]


def test_old_password_still_counts_until_a_new_one_is_set(client, person):
    forgotten(client, "an.nv")

    sign_in(client, password=PASSWORD)

    assert signed_in_as(client) == "an.nv"
