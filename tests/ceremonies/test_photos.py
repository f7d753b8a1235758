"""Photos of the article: told, put in order, made small, and without what the camera wrote into them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from ceremonies.models import Photo
from documents.models import StoredFile
from tests.saving import save

HANOI = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (21.0, 1.0, 42.5), GPS.GPSLongitudeRef: "E",
         GPS.GPSLongitude: (105.0, 51.0, 15.0)}  # fmt: skip
TURNED = 6  # a quarter to the right, as a phone held upright writes it
WORDS = {"caption": "Toàn cảnh", "alt": "Hội trường có bảy bàn"}


def picture(size=(2400, 1200), kind="JPEG", color="#9e1b20"):
    """A photo as a phone keeps it: blue at its left, turned by a note of its own, with the place where it was taken."""
    out = BytesIO()
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Make] = TURNED, "PHONE"
    exif.get_ifd(IFD.GPSInfo).update(HANOI)
    taken = Image.new("RGB", size, color)
    taken.paste("#0000ff", (0, 0, size[0] // 4, size[1]))
    taken.save(out, kind, exif=exif.tobytes(), comment=b"Ha Noi", quality=95)
    return SimpleUploadedFile("lễ ký.jpg", out.getvalue(), "image/jpeg")


def add(client, url, **words):
    return client.post(url("photo_add"), {"picture": picture(), **WORDS, **words})


def test_the_camera_did_say_where():
    """What the next test shows to be gone was there."""
    with Image.open(picture()) as sent:
        assert dict(sent.getexif().get_ifd(IFD.GPSInfo)) == HANOI
        assert sent.getexif()[Base.Orientation] == TURNED


def test_a_photo_says_nothing_of_where_stands_upright_and_has_two_sizes(client, article, url):
    assert add(client, url).status_code == 302

    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.small_width) == (800, 1600, 400)
    for address, size in ((photo.get_absolute_url(), (800, 1600)), (photo.small_url, (400, 800))):
        answer = client.get(address)
        content = answer.content
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        with Image.open(BytesIO(content)) as kept:
            assert kept.size == size
            assert dict(kept.getexif()) == {}
            assert not {"exif", "comment", "xmp", "icc_profile"} & set(kept.info)
            top, bottom = kept.getpixel((size[0] // 2, 10)), kept.getpixel((size[0] // 2, size[1] - 10))
        assert top[2] > 200 > 100 > bottom[2]  # what was at the left is above
        assert not [hidden for hidden in (b"Exif", b"PHONE", b"GPS", b"Ha Noi") if hidden in content]


def test_a_small_photo_has_one_size(client, article, url):
    client.post(url("photo_add"), {"picture": picture((600, 300)), **WORDS})

    photo = Photo.objects.get()
    assert (photo.small, photo.width, photo.height) == (None, 300, 600)
    assert client.get(photo.small_url).status_code == 404
    assert "srcset" not in client.get(article.get_absolute_url()).content.decode()


def test_phones_are_offered_the_small_size(client, article, url):
    add(client, url)

    photo = Photo.objects.get()
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'srcset="{photo.small_url} 400w, {photo.get_absolute_url()} 800w"' in page
    assert 'width="800" height="1600" alt="Hội trường có bảy bàn"' in page


@pytest.mark.parametrize(("lacking", "said"), [("alt", "Tả điều thấy trong ảnh"), ("caption", "Ghi chú thích của ảnh")])
def test_a_photo_without_words_is_refused(client, article, url, lacking, said):
    response = add(client, url, **{lacking: " "})

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Photo.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"GIF89a" + b"0" * 50])
def test_what_is_no_photo_is_refused_and_the_caption_kept(client, article, url, content):
    upload = SimpleUploadedFile("anh.jpg", content, "image/jpeg")

    response = client.post(url("photo_add"), {"picture": upload, **WORDS, "caption": "Toàn cảnh Hội nghị"})

    assert response.status_code == 200
    assert "Có lỗi" in response.content.decode()
    assert 'value="Toàn cảnh Hội nghị"' in response.content.decode()
    assert not Photo.objects.exists()


def test_photos_are_put_in_order_with_buttons(client, article, url):
    for caption in ("Một", "Hai", "Ba"):
        add(client, url, caption=caption)
    last = Photo.objects.get(caption="Ba")

    client.post(url("photo_move", last.pk), {"direction": "up"})
    client.post(url("photo_move", last.pk), {"direction": "up"})
    first = client.post(url("photo_move", last.pk), {"direction": "up"}, follow=True)  # there is no further up
    client.post(url("photo_move", Photo.objects.get(caption="Một").pk), {"direction": "down"})

    assert list(Photo.objects.values_list("caption", "order")) == [("Ba", 1), ("Hai", 2), ("Một", 3)]
    page = first.content.decode()
    assert page.count('value="up"') == page.count('value="down"') == 2


def test_caption_and_description_are_mended(client, article, url):
    add(client, url)
    address = url("photo_edit", Photo.objects.get().pk)

    wrong = save(client, address, {"caption": "Ký kết", "alt": ""})
    right = save(client, address, {"caption": "Ký kết", "alt": "Bảy người ký"})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert 'value="Ký kết"' in wrong.content.decode()
    photo = Photo.objects.get()
    assert (photo.caption, photo.alt) == ("Ký kết", "Bảy người ký")


def test_a_photo_taken_out_leaves_no_file(client, article, url):
    add(client, url)
    add(client, url, caption="Cùng ảnh")
    first, second = Photo.objects.all()

    client.post(url("photo_remove", first.pk))
    assert StoredFile.objects.count() == 2  # the other photo is the same
    client.post(url("photo_remove", second.pk))

    assert not StoredFile.objects.exists()


def test_photos_of_an_article_that_is_not_published_are_not_public(client, article, url, publish):
    add(client, url)
    photo = Photo.objects.get()
    addresses = (photo.get_absolute_url(), photo.small_url)

    client.logout()
    before = [client.get(address).status_code for address in addresses]
    publish()
    client.logout()
    meanwhile = [client.get(address).status_code for address in addresses]

    assert (before, meanwhile) == ([404, 404], [200, 200])


@pytest.mark.parametrize("name", ["photo_edit", "photo_move", "photo_remove"])
@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("another_bloc", 404)])
def test_others_do_not_touch_photos(client, cast, article, url, name, who, status):
    add(client, url)
    photo = Photo.objects.get()
    client.force_login(cast[who])

    assert client.post(url(name, photo.pk), {"direction": "up", "caption": "x", "alt": "x"}).status_code == status
    assert Photo.objects.get().caption == "Toàn cảnh"
