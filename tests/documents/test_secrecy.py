"""What names itself a state secret, and what only sounds like it."""

import unicodedata

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.secrecy import name_is_secret, names_itself_secret
from documents.uploads import received


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("BỘ CÔNG AN\nTỐI MẬT\nSố: 12/BC", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("[ MẬT ]", "MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        (unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"),
        ("Số: 12/BC-TTr     MẬT", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("ĐỘ MẬT: TỐI MẬT", "TỐI MẬT"),
    ],
)
def test_a_mark_alone_on_its_line_is_found(text, mark):
    assert names_itself_secret(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bảo vệ bí mật nhà nước",
        "Bảo mật",
        "mật độ",
        "Mật",
        "BÍ MẬT",
        "CÔNG TÁC MẬT MÃ",
        "Không tải lên tài liệu MẬT, TỐI MẬT, TUYỆT MẬT",
        "GIỮ GÌN BÍ\nMẬT\nNHÀ NƯỚC",
        "MẬT\nĐỘ DÂN SỐ",
    ],
)
def test_what_only_sounds_like_one_is_none(text):
    assert names_itself_secret(text) == ""


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("MẬT.pdf", "MẬT"),
        ("Đăng ký thi đua_MẬT.pdf", "MẬT"),
        ("dang ky (MAT).pdf", "MẬT"),
        ("đăng ký tối mật.xlsx", "TỐI MẬT"),
        ("TOI-MAT 2027.pdf", "TỐI MẬT"),
        ("dang-ky-tuyet-mat.pdf", "TUYỆT MẬT"),
    ],
)
def test_a_name_that_bears_a_mark_is_refused_with_the_notice(name, mark):
    with pytest.raises(ValidationError) as refused:
        received(SimpleUploadedFile(name, b"%PDF-1.7"))

    assert f"Tên tệp ghi “{mark}” nên tệp không được nhận." in refused.value.message
    assert "Luật Bảo vệ bí mật nhà nước số 117/2025/QH15" in refused.value.message


@pytest.mark.parametrize(
    "name",
    [
        "Bảo vệ bí mật nhà nước.pdf",
        "PHỔ BIẾN LUẬT BÍ MẬT NHÀ NƯỚC.pdf",
        "bảo mật.pdf",
        "MẬT ĐỘ.xlsx",
        "Mật ong.pdf",
        "DANH SACH CO MAT.pdf",
        "MAT TRAN TO QUOC.pdf",
        "toi mat the.pdf",
    ],
)
def test_a_name_that_only_sounds_like_one_is_taken(name):
    assert name_is_secret(name) == ""
    assert received(SimpleUploadedFile(name, b"noi dung")) == b"noi dung"


def test_every_form_that_takes_files_says_what_not_to_send():
    forms = [
        page for page in (settings.BASE_DIR / "templates").rglob("*.html") if "multipart/form-data" in page.read_text()
    ]
    ours = [page for page in forms if "bootstrap5" not in page.parts]
    assert len(ours) >= 2
    assert [page for page in ours if 'include "documents/_no_secrets.html"' not in page.read_text()] == []
