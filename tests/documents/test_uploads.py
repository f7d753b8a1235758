"""What is sent from outside: a plain PDF is kept as it is, photos become one, the rest is refused with the reason."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Name
from PIL import Image

from documents.uploads import judged_pdf, judged_scan
from tests.documents.hostile_scans import FILES, pdf, photo, with_text


def upload(content, name="ban-ky.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_there_are_enough_hostile_files():
    """Each is sent to a registration in tests/pledges/test_registration_scan.py."""
    assert len(FILES) >= 40
    assert len({reason for *_, reason in FILES}) >= 20


def test_where_only_a_pdf_will_do_a_photo_is_none():
    with pytest.raises(ValidationError, match="Tệp không phải là PDF"):
        judged_pdf(upload(photo()))


def a_destination(opened):
    opened.Root.OpenAction = Array([opened.pages[0].obj, Name.Fit])


@pytest.mark.parametrize("judge", [judged_pdf, lambda file: judged_scan([file])])
@pytest.mark.parametrize("content", [pdf(a_destination), with_text("Giữ gìn bí mật nhà nước", "MẬT ĐỘ")])
def test_a_plain_pdf_is_kept_byte_for_byte(judge, content):
    judged = judge(upload(content))
    assert (judged.content, judged.content_type, judged.is_checked) == (content, "application/pdf", True)


def pages_of(*files):
    """(width, height) of each page in points, and its picture."""
    judged = judged_scan([upload(content, name) for name, content in files])
    assert judged.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(judged.content)) as opened:
        return [(_size(page), pikepdf.PdfImage(page.get_images()["/Photo"]).as_pil_image()) for page in opened.pages]


def _size(page):
    return tuple(round(float(side)) for side in page.mediabox[2:])


def test_photos_become_pages_in_the_order_of_their_names():
    pages = pages_of(
        ("trang 10.jpg", photo(colour="#ff0000")),
        ("trang 2.png", photo("PNG", colour="#00ff00")),
        ("trang 1.webp", photo("WEBP", size=(1100, 800), colour="#0000ff")),
    )

    assert [size for size, _ in pages] == [(842, 595), (595, 842), (595, 842)]
    strongest = [picture.getpixel((9, 9)).index(max(picture.getpixel((9, 9)))) for _, picture in pages]
    assert strongest == [2, 1, 0]  # blue, green, red


def test_a_photo_is_turned_made_small_and_says_nothing_of_where():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)  # where it was taken
    exif[0x010E] = "Ha Noi 21.03"
    lying = photo(size=(4000, 3000), exif=exif.tobytes(), comment=b"Ha Noi 21.03")

    [(size, picture)] = pages_of(("anh.jpg", lying))

    assert b"Ha Noi" in lying
    assert size == (595, 842)
    assert picture.size == (1654, 2206)  # 200 dpi on A4
    content = judged_scan([upload(lying)]).content
    assert not any(word in content for word in (b"Exif", b"GPS", b"Ha Noi", b"ICC"))


def test_what_is_see_through_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (80, 110), (0, 0, 0, 0)).save(out, "PNG")
    [(_, picture)] = pages_of(("anh.png", out.getvalue()))
    assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["ảnh ².jpg", "١.jpg", "9" * 200 + ".jpg", "a\x00b.jpg"])
def test_any_name_has_its_place(name):
    assert len(pages_of((name, photo()), ("ảnh 1.jpg", photo()))) == 2


def test_a_pdf_is_not_mixed_with_photos():
    with pytest.raises(ValidationError, match="không gửi lẫn PDF với tệp khác"):
        judged_scan([upload(pdf()), upload(photo(), "anh.jpg")])


def test_too_many_photos_are_a_matter_for_a_scanner():
    with pytest.raises(ValidationError, match="Anh/chị chọn 21 tệp, nhiều nhất là 20 ảnh"):
        judged_scan([upload(photo(), "anh.jpg")] * 21)


def test_too_large_a_file_is_refused_unread():
    large = upload(pdf() + bytes(25 * 1024 * 1024))
    with pytest.raises(ValidationError, match="Tệp nặng 25,1 MB"):
        judged_pdf(large)
    assert large.tell() == 0
