import pytest
from django.urls import reverse

from accounts.models import Invitation, User
from tests.accounts.conftest import PASSWORD, browser, sign_in, signed_in_as, totp

USERS = "/quan-tri/accounts/user/"


@pytest.fixture
def client_of_admin(administrator):
    client = browser(administrator)
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    return client


def test_admin_has_no_sign_in_of_its_own(client, administrator):
    response = client.post("/quan-tri/login/", {"username": "quan.tri", "password": PASSWORD, "next": "/quan-tri/"})

    assert response["Location"].startswith("/tai-khoan/dang-nhap/?next=")
    assert signed_in_as(client) == ""


def test_password_alone_opens_nothing(client, administrator):
    sign_in(client, "quan.tri")

    assert client.get("/quan-tri/").status_code == 302
    assert signed_in_as(client) == ""


def test_administrator_without_second_factor_must_set_it_up(client, administrator):
    administrator.authenticator_set.all().delete()
    sign_in(client, "quan.tri")

    assert client.get(USERS)["Location"] == reverse("mfa_activate_totp")


def test_others_are_refused(person):
    client = browser(person)

    assert client.get("/quan-tri/login/").status_code == 403
    assert client.get(USERS).status_code == 302


def test_staff_who_are_not_administrators_edit_no_accounts(person):
    User.objects.update(is_staff=True)

    assert browser(person).get(USERS).status_code == 403


def test_new_account_leads_to_its_invitation(client_of_admin):
    response = client_of_admin.post(
        USERS + "add/", {"full_name": "Lê Văn Cường", "username": "cuong.lv", "email": "", "is_active": "on"}
    )

    assert response["Location"] == "/tai-khoan/loi-moi/in/"
    user = User.objects.get(username="cuong.lv")
    assert not user.has_usable_password()
    assert [made.created_by.username for made in user.invitations.all()] == ["quan.tri"]


def test_forms_show_no_password(client_of_admin, person):
    page = client_of_admin.get(f"{USERS}{person.pk}/change/")

    assert "password" not in page.context["adminform"].form.fields
    assert person.password not in page.content.decode()
    assert client_of_admin.get(f"{USERS}{person.pk}/password/").status_code in (302, 404)


def test_page_is_vietnamese(client_of_admin, person):
    text = client_of_admin.get(USERS).content.decode()

    for word in ("họ và tên", "tên đăng nhập", "tài khoản dùng thử"):
        assert word in text.lower()


def test_closing_an_account_ends_its_sessions(client_of_admin, person):
    theirs = browser(person)

    client_of_admin.post(
        f"{USERS}{person.pk}/change/", {"full_name": "Nguyễn Văn An", "username": "an.nv", "email": ""}
    )
    User.objects.filter(pk=person.pk).update(is_active=True)

    assert theirs.get("/tai-khoan/").status_code == 302


def test_accounts_are_not_deleted(client_of_admin, person):
    assert client_of_admin.post(f"{USERS}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_invitation_is_for_one_at_a_time(client_of_admin, person, neighbour):
    client_of_admin.post(USERS, {"action": "invite_again", "_selected_action": [person.pk, neighbour.pk]})

    assert Invitation.objects.count() == 0


def test_action_signs_out(client_of_admin, person):
    theirs = browser(person)

    client_of_admin.post(USERS, {"action": "sign_out", "_selected_action": [person.pk]})

    assert theirs.get("/tai-khoan/").status_code == 302


def test_invitations_are_read_only(client_of_admin, person):
    invitation, _ = Invitation.issue(person)
    url = f"/quan-tri/accounts/invitation/{invitation.pk}/"

    page = client_of_admin.get(url + "change/")

    assert page.status_code == 200
    assert invitation.digest not in page.content.decode()
    assert client_of_admin.post(url + "change/", {}).status_code == 403
    assert client_of_admin.post(url + "delete/", {}).status_code == 403
    assert client_of_admin.get("/quan-tri/accounts/invitation/add/").status_code == 403


@pytest.mark.parametrize(
    "path", ["mfa/authenticator/", "account/emailaddress/", "usersessions/usersession/", "auth/group/"]
)
def test_secrets_and_strays_are_not_there(client_of_admin, path):
    assert client_of_admin.get("/quan-tri/" + path).status_code == 404
