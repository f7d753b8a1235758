import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.passwords import folded

AN = User(username="an.nv.hd", full_name="Nguyễn Văn An", email="vanan75@haiduong.gov.vn")


def codes(password, user=AN):
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "mười hai ký",  # 11
        "muoi1haiky2",
        "",
        " ",
    ],
)
def test_shorter_than_twelve(password):
    assert "password_too_short" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "mười hai ký ",
        "chuồn chuồn uống trà đá",
        "correct horse battery staple",
        "khong can chu hoa hay so",
        "ơ" + "kìa mưa rơi " * 10,
        "hãy nhớ lấy " * 21,
    ],
)
def test_long_enough_whatever_it_is_made_of(password):
    assert codes(password) == set()


def test_length_is_counted_in_letters_not_in_combining_marks():
    assert codes("e\u0302\u0301" * 4 + "abc") >= {"password_too_short"}


def test_256_is_the_most():
    assert codes("hãy nhớ lấy, " * 19 + "xin chào") == set()
    assert codes("hãy nhớ lấy, " * 20) == {"password_too_long"}


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "098765432109",
        "abcdefghijklm",
        "aaaaaaaaaaaaa",
        "121212121212",
        "qwertyuiop123",
    ],
)
def test_too_easy(password):
    assert "password_too_common" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "ThanhTra@2027!x",
        "thanh tra tỉnh hải dương",
        "Thi-Đua-Khối-2027",
        "giao ước năm nay",
        "Mật khẩu của tôi",
        "Nguyễn Văn An 1975",
        "nguyenvanan1975",
        "an.nv.hd.an.nv.hd",
        "VanAn75-VanAn75",
    ],
)
def test_words_of_the_office_and_names_of_the_person(password):
    assert codes(password) == {"password_context_word"}


def test_a_sentence_names_the_word():
    with pytest.raises(ValidationError) as refused:
        validate_password("ThanhTra@2027!x", AN)

    assert refused.value.messages == ["Mật khẩu không được chứa “thanh tra”, vì người khác dễ đoán ra."]


def test_without_a_person():
    assert codes("nguyenvanan1975", user=None) == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Đỗ Thị Ê", "dothie"), ("THANH-TRA", "thanhtra"), ("a\u0302\u0301", "a"), ("日本", "")],
)
def test_folded(text, plain):
    assert folded(text) == plain
