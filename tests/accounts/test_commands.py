import re

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import browser, give_second_factor, sign_in, signed_in_as

NEW = "trâu trắng ăn trăng tròn"


def link_in(text):
    return re.search(r"http://127\.0\.0\.1:8000(/tai-khoan/loi-moi/\S+)", text).group(1)


def set_password(client, link, username):
    client.get(link)
    client.post("/tai-khoan/loi-moi/", {"username": username, "password1": NEW, "password2": NEW})


def test_create_account_prints_a_link_that_works(client, db, capsys):
    call_command("create_account", "Binh.TT", full_name="Trần  Thị Bình", email="Binh@HaNoi.gov.vn")

    user = User.objects.get()
    assert (user.username, user.full_name, user.email) == ("binh.tt", "Trần Thị Bình", "binh@hanoi.gov.vn")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False, False, False)
    set_password(client, link_in(capsys.readouterr().out), "binh.tt")
    assert signed_in_as(client) == "binh.tt"


def test_create_administrator(client, db, capsys):
    call_command("create_account", "quan.tri", full_name="Đỗ Thị Em", admin=True)

    set_password(client, link_in(capsys.readouterr().out), "quan.tri")

    assert User.objects.get().is_superuser
    assert client.get("/quan-tri/")["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize(
    ("username", "options", "sentence"),
    [
        ("An.NV", {"full_name": "Ai Đó"}, "Tên đăng nhập này đã có người dùng. Anh/chị chọn tên khác."),
        ("x", {"full_name": "Ai Đó"}, "Tên đăng nhập gồm 3 đến 60 ký tự"),
        ("binh", {"full_name": "Ai Đó", "email": "AN@haiduong.gov.vn"}, "Thư điện tử này đã có tài khoản khác dùng."),
        ("binh", {"full_name": "Ai Đó", "email": "không phải"}, "email: Nhập địa chỉ email."),
        ("binh", {"full_name": " "}, "full_name: Trường này không được để trắng."),
    ],
)
def test_create_account_refuses_in_one_line(person, username, options, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("create_account", username, **options)

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert User.objects.count() == 1


def test_invite_again(client, person, capsys):
    call_command("invite_again", "AN.NV")

    set_password(client, link_in(capsys.readouterr().out), "an.nv")

    assert signed_in_as(client) == "an.nv"


def test_invite_again_refuses_a_closed_account(person):
    User.objects.update(is_active=False)

    with pytest.raises(CommandError, match=r"Tài khoản “an\.nv” đã ngừng hoạt động"):
        call_command("invite_again", "an.nv")


def test_end_sessions(person, capsys):
    client = browser(person)

    call_command("end_sessions", "an.nv")

    assert capsys.readouterr().out == "Đã kết thúc 1 phiên đăng nhập của Nguyễn Văn An.\n"
    assert client.get("/tai-khoan/").status_code == 302


def test_reset_second_factor(client, person):
    give_second_factor(person)

    call_command("reset_second_factor", "an.nv")

    assert Authenticator.objects.count() == 0
    assert [entry.changes for entry in LogEntry.objects.get_for_object(person)] == [
        {"second_factor": ["on", "reset by command"]}
    ]
    sign_in(client)
    assert signed_in_as(client) == "an.nv"


def test_reset_second_factor_without_one(person):
    with pytest.raises(CommandError, match="chưa bật xác thực hai lớp"):
        call_command("reset_second_factor", "an.nv")


@pytest.mark.parametrize("command", ["invite_again", "end_sessions", "reset_second_factor"])
def test_unknown_name(db, command):
    with pytest.raises(CommandError, match=r"Không có tài khoản “khong\.co”"):
        call_command(command, "khong.co")
