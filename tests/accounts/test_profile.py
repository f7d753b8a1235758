from accounts.models import User
from tests.accounts.conftest import PASSWORD, browser, main_text

CHANGE = "/tai-khoan/thu-dien-tu/"


def test_profile_shows_what_is_known(person):
    text = main_text(browser(person).get("/tai-khoan/"))

    for fact in ("Nguyễn Văn An", "an.nv", "an@haiduong.gov.vn", "Chưa bật"):
        assert fact in text


def confirmed(user):
    client = browser(user)
    client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD})
    return client


def test_address_needs_the_password_first(person):
    client = browser(person)

    response = client.post(CHANGE, {"email": "khac@haiduong.gov.vn"})

    assert response["Location"] == "/tai-khoan/xac-nhan/?next=%2Ftai-khoan%2Fthu-dien-tu%2F"
    assert User.objects.get().email == "an@haiduong.gov.vn"


def test_address_is_kept_in_small_letters(person):
    response = confirmed(person).post(CHANGE, {"email": "AN.moi@HaiDuong.gov.vn"})

    assert response["Location"] == "/tai-khoan/"
    assert User.objects.get().email == "an.moi@haiduong.gov.vn"


def test_address_may_be_taken_away(person):
    confirmed(person).post(CHANGE, {"email": ""})

    assert User.objects.get().email == ""


def test_address_of_somebody_else(person, neighbour):
    response = confirmed(neighbour).post(CHANGE, {"email": "AN@haiduong.gov.vn"})

    assert "Thư điện tử này đã có tài khoản khác dùng." in main_text(response)
    assert User.objects.get(pk=neighbour.pk).email == ""


def test_bad_address_stays_in_the_field(person):
    response = confirmed(person).post(CHANGE, {"email": "an ở hải dương"})

    assert "Thư điện tử chưa đúng. Ví dụ: ten.nguoi.dung@coquan.gov.vn" in main_text(response)
    assert 'value="an ở hải dương"' in response.content.decode()


def test_nothing_else_can_be_posted_along(person):
    confirmed(person).post(CHANGE, {"email": "", "is_superuser": "on", "username": "quan.tri", "full_name": "Khác"})

    user = User.objects.get()
    assert (user.is_superuser, user.username, user.full_name) == (False, "an.nv", "Nguyễn Văn An")
