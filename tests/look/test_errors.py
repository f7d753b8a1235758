import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.look.reading import tree, typed, words


def kept(page):
    """What an error page gives back: label → text."""
    return {words(page.xpath(f"//label[@for='{box.get('id')}']")[0]): typed(box) for box in page.xpath("//textarea")}


@pytest.fixture
def visitor(clerk):
    """Signed in, and answered as in production when a page breaks."""
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    return client


def test_an_unknown_page(desk):
    response = desk.get("/khong-co/")

    page = tree(response)
    assert response.status_code == 404
    assert words(page.find(".//h1")) == "Không có trang này"
    assert "Không có nội dung nào của Anh/chị bị mất." in words(page.find(".//main"))


def test_a_refusal_says_why(desk):
    response = desk.get("/khong-duoc/", {"vi": "Chỉ văn phòng Khối trưởng tiếp nhận đăng ký."})

    assert response.status_code == 403
    assert "Chỉ văn phòng Khối trưởng tiếp nhận đăng ký." in words(tree(response).find(".//main"))


def test_a_refusal_without_a_reason_still_says_whom_to_ask(desk):
    text = words(tree(desk.post("/khong-duoc/", {"note": "Xin bổ sung"})).find(".//main"))

    assert "không được giao việc này" in text
    assert "hỏi văn phòng Khối trưởng" in text
    assert "Chưa có gì dưới đây được lưu." in text


def test_a_conflict_keeps_what_was_typed_under_the_words_of_the_form(desk):
    response = desk.post(
        "/muon/",
        {
            "csrfmiddlewaretoken": "x",
            "new_password": "bi-mat-cua-toi",
            "empty": " ",
            "note": "Đề nghị ghi rõ tỷ lệ.\nXin cảm ơn.",
            "reason": "Thiếu số liệu",
            "targets-TOTAL_FORMS": "2",
            "targets-INITIAL_FORMS": "2",
            "targets-0-id": "7",
            "targets-0-text": "Kết luận đúng hạn",
            "targets-0-value": "95,5",
            "targets-1-text": "Kỷ luật",
            "targets-1-DELETE": "on",
            "scan": SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7"),
        },
    )

    page = tree(response)
    assert response.status_code == 409
    assert kept(page) == {
        "Ghi chú": "Đề nghị ghi rõ tỷ lệ.\nXin cảm ơn.",
        "Nội dung 1": "Thiếu số liệu",
        "Dòng 1": "Nội dung chỉ tiêu: Kết luận đúng hạn\nKế hoạch: 95,5",
        "Dòng 2": "Nội dung chỉ tiêu: Kỷ luật",
        "Tệp đính kèm (phải chọn lại)": "bien-ban.pdf",
    }
    text = words(page.find(".//main"))
    assert "Giao ước đã chốt lúc 09:12 ngày 25/02/2027." in text
    assert "đề nghị văn phòng Khối trưởng mở lại" in text
    assert page.xpath("//main//a/@href")[0] == "/dang-ky/"


def test_an_old_form_gives_back_what_was_typed_but_no_password(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)

    response = client.post("/don-vi/", {"full_name": "Thanh tra Bộ Nội vụ", "password": "bi-mat-cua-toi"})

    assert response.status_code == 403
    assert kept(tree(response)) == {"Nội dung 1": "Thanh tra Bộ Nội vụ"}
    assert "bi-mat-cua-toi" not in response.content.decode()


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [("http://testserver/don-vi/", "http://testserver/don-vi/"), ("https://la.example/", "/"), ("javascript:x()", "/")],
)
def test_the_way_back_stays_in_the_house(desk, came_from, leads_to):
    page = tree(desk.get("/khong-co/", headers={"host": "testserver", "referer": came_from}))

    assert page.xpath("//main//a[contains(., 'Quay lại')]/@href") == [leads_to]


def test_too_much_at_once(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    response = desk.post("/don-vi/", {f"note{n}": "x" for n in range(9)})

    assert response.status_code == 400
    assert words(tree(response).find(".//h1")) == "Nội dung gửi lên quá lớn"
    assert "Lần gửi này chưa lưu gì." in response.content.decode()


def test_a_foreign_host_gets_a_page_without_user_or_session(desk):
    response = desk.get("/", headers={"host": "la.example"})

    assert response.status_code == 400
    assert words(tree(response).find(".//h1")) == "Nội dung gửi lên không đọc được"


def test_a_broken_page_keeps_what_was_typed_and_has_a_number_in_the_log(visitor, caplog):
    with caplog.at_level(logging.ERROR, logger="thiduakhoi.errors"):
        response = visitor.post("/hong/", {"note": "Rất dài, gõ cả buổi sáng"})

    page = tree(response)
    assert response.status_code == 500
    assert kept(page) == {"Nội dung 1": "Rất dài, gõ cả buổi sáng"}
    incident = words(page.xpath("//main//strong")[0])
    assert f"Incident {incident}: POST /hong/" in caplog.text


def test_a_broken_page_needs_no_context_processor(visitor, settings):
    options = settings.TEMPLATES[0]["OPTIONS"] | {"context_processors": ["tests.look.pages.broken"]}
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": options}]

    response = visitor.get("/")

    assert response.status_code == 500
    assert words(tree(response).find(".//h1")) == "Chương trình gặp lỗi"


def test_a_broken_page_needs_no_template(visitor, settings):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": []}]

    response = visitor.get("/")

    assert response.status_code == 500
    assert "Nội dung Anh/chị vừa gửi có thể chưa được lưu." in response.content.decode()


@pytest.mark.parametrize(
    ("method", "allowed", "says"),
    [
        ("get", "POST", "Chưa có gì thay đổi."),
        ("post", "GET, HEAD", "Trang này chỉ để xem, không nhận nội dung gửi lên."),
    ],
)
def test_an_address_asked_in_another_way_says_so(desk, method, allowed, says):
    address = {"get": "/chi-gui/", "post": "/chi-xem/"}[method]

    response = getattr(desk, method)(address, {"note": "Đề nghị bổ sung"})

    page = tree(response)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert words(page.find(".//h1")) == "Không mở được địa chỉ này"
    assert says in words(page.find(".//main"))
    assert list(kept(page).values()) == (["Đề nghị bổ sung"] if method == "post" else [])
