import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


def refusal(password, user):
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return refused.messages
    return []


@pytest.fixture
def officer(cast):
    unit = cast.units["ttbnv"]
    unit.province = "Thành phố Hải Phòng"
    unit.save()
    unit.names.create(full_name="Thanh tra ngành Dân tộc", abbreviation="TTDT", valid_from="2027-03-01")
    return cast["member_clerk"]


@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("NoiVu-2027-mua-xuan", "Nội vụ"),
        ("sáng nay ở nội vụ", "Nội vụ"),
        ("haiphong hoa phuong", "Hải Phòng"),
        ("mot hai ba DanToc", "Dân tộc"),
        ("ttbnv.ttbnv.ttbnv", "ttbnv"),
        ("bai hat cua ttdt 2027", "TTDT"),
    ],
)
def test_names_of_the_unit_are_refused(officer, password, name):
    assert refusal(password, officer) == [
        f"Mật khẩu không được chứa “{name}”, tên của đơn vị, vì người khác dễ đoán ra."
    ]


def test_names_of_other_units_are_not(officer):
    assert refusal("ngay mai di Thai Nguyen", officer) == []


def test_a_unit_served_before_is_of_no_account(cast):
    assert refusal("buổi chiều tư pháp", cast["former"]) == []


@pytest.mark.parametrize("user", [None, User(username="nguoi.moi", full_name="Người Mới")])
def test_whoever_serves_nobody_yet(db, user):
    assert refusal("sáng nay ở nội vụ", user) == []


@pytest.mark.parametrize(("who", "owes"), [("organiser", True), ("leader_clerk", True), ("member_head", False)])
def test_whom_the_program_asks_for_a_second_factor_first(client, cast, who, owes):
    User.objects.update(is_sample=False)
    client.force_login(cast[who])

    response = client.get("/")

    assert response.status_code == (302 if owes else 200)
    assert response.headers.get("Location") == ("/tai-khoan/hai-lop/bat/" if owes else None)
