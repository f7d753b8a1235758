from accounts.forms import DIFFERENT
from tests.accounts.conftest import PASSWORD, browser, main_text, sign_in, signed_in_as

URL = "/tai-khoan/mat-khau/"
NEW = "trâu trắng ăn trăng tròn"


def change(client, old=PASSWORD, new=NEW, again=None):
    data = {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    return client.post(URL, data)


def test_the_new_one_counts_and_the_old_does_not(client, person):
    client = browser(person)

    response = change(client)

    assert response.status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert not person.check_password(PASSWORD)


def test_other_sessions_end_and_this_one_stays(person):
    here, there = browser(person), browser(person)

    change(here)

    assert here.get("/tai-khoan/").status_code == 200
    assert there.get("/tai-khoan/").status_code == 302


def test_signing_in_with_the_new_one(client, person):
    change(browser(person))

    sign_in(client, password=NEW)

    assert signed_in_as(client) == "an.nv"


def test_wrong_old_one(person):
    response = change(browser(person), old="sai mật khẩu rồi")

    assert "Mật khẩu hiện tại chưa đúng. Anh/chị nhập lại." in main_text(response)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_two_different(person):
    assert DIFFERENT in main_text(change(browser(person), again="trâu trắng ăn trăng"))


def test_weak_one_is_refused_in_words(person):
    text = main_text(change(browser(person), new="ThanhTra@2027"))

    assert "Mật khẩu không được chứa “thanh tra”" in text


def test_empty_form(person):
    text = main_text(change(browser(person), old="", new=""))

    assert "Nhập mật khẩu hiện tại." in text
    assert "Nhập mật khẩu mới." in text
    assert "Nhập lại mật khẩu mới lần nữa." in text


def test_anonymous_goes_to_sign_in(client, db):
    assert client.get(URL)["Location"] == "/tai-khoan/dang-nhap/?next=/tai-khoan/mat-khau/"


def test_account_without_a_password_is_told_whom_to_ask(client, newcomer):
    client.force_login(newcomer)

    response = client.get(URL, follow=True)

    assert response.redirect_chain[-1][0] == "/tai-khoan/quen-mat-khau/"
    assert "người đã mời Anh/chị" in main_text(response)
