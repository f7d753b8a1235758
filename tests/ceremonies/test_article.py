"""The article: drafted from the records, public only once published, photos without hidden data."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ceremonies.models import Article, Ceremony, Photo
from pledges import freezing
from tests.saving import save


@pytest.fixture
def article(client, cast, ceremony, url):
    Ceremony.objects.update(status="held")
    client.force_login(cast["leader_clerk"])
    client.post(url("article_start"))
    return Article.objects.get()


def picture(side=2400, kind="JPEG"):
    """A photo with the place where it was taken in its metadata."""
    out = BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "Hà Nội"  # user comment
    Image.new("RGB", (side, side // 2), "#9e1b20").save(out, kind, exif=exif.tobytes())
    return SimpleUploadedFile("lễ ký.jpg", out.getvalue(), "image/jpeg")


def test_the_draft_knows_who_came_and_what_for(article):
    assert article.slug == "le-ky-ket-giao-uoc-thi-dua-nam-2027"
    assert "đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ" in article.body
    assert "Thanh tra Bộ Nội vụ" in article.body


def test_what_goes_on_within_a_sentence_has_no_capital(client, cast, ceremony, url):
    Ceremony.objects.update(status="held")
    cast.year.goals.create(order=2, text="CCHC được đẩy mạnh.")
    cast.year.goals.create(order=3, text="Nâng cao chất lượng kết luận thanh tra;")
    ceremony.delegates.create(order=2, post="Đại diện lãnh đạo", organisation="Thanh tra Chính phủ")
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = Article.objects.get().body
    assert (
        "nội dung: tăng cường thanh tra, kiểm tra việc thực thi công vụ; CCHC được đẩy mạnh; nâng cao chất lượng kết "
        "luận thanh tra." in body
    )
    assert "Thanh tra Chính phủ; đại diện lãnh đạo, Thanh tra Chính phủ." in body


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [("in_session", "Bài", "Buổi lễ chưa bế mạc"), ("held", " ", "Bài viết chưa có nội dung."), ("held", "Bài", "")],
)
def test_publishing_is_offered_when_it_can_be_done(client, cast, article, url, status, body, said):
    Ceremony.objects.update(status=status)
    Article.objects.update(body=body)

    page = client.get(url("article_edit")).content.decode()

    assert (url("article_publish") in page) == (said == "")
    assert said in page


def test_whoever_edits_it_finds_the_way_back(client, cast, article, url):
    client.post(url("article_publish"))
    back = f'href="{url("article_edit")}"'
    assert back in client.get(article.get_absolute_url()).content.decode()

    client.logout()
    assert back not in client.get(article.get_absolute_url()).content.decode()


def test_the_public_reads_it_from_its_publication_until_its_withdrawal(client, cast, article, url):
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 404

    client.force_login(cast["leader_clerk"])
    client.post(url("article_publish"))
    client.logout()
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    assert "đồng chí Nguyễn Quang Thía" in page.content.decode()

    client.force_login(cast["leader_clerk"])
    client.post(url("article_withdraw"))
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_nothing_is_news_before_it_has_happened(client, article, url):
    Ceremony.objects.update(status="invited")

    response = client.post(url("article_publish"))

    assert response.status_code == 409
    assert "Buổi lễ chưa bế mạc" in response.content.decode()
    assert Article.objects.get().published_at is None


def test_published_twice_is_refused(client, article, url):
    client.post(url("article_publish"))

    assert client.post(url("article_publish")).status_code == 409


@pytest.mark.parametrize("name", ["article_edit", "article_publish", "photo_add"])
@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("another_bloc", 404)])
def test_others_do_not_write_it(client, cast, article, url, name, who, status):
    client.force_login(cast[who])

    assert client.post(url(name)).status_code == status


def test_what_is_typed_is_text(client, cast, article, url):
    save(client, url("article_edit"), {"title": "Tin", "body": "<script>alert(1)</script>", "author": "", "source": ""})

    page = client.get(article.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_photo_is_made_small_and_says_nothing_of_where(client, article, url):
    response = client.post(url("photo_add"), {"picture": picture(), "caption": "Toàn cảnh", "alt": "Hội trường"})

    assert response.status_code == 302
    photo = Photo.objects.get()
    with Image.open(BytesIO(photo.file.read())) as kept:
        assert kept.size == (1600, 800)
        assert not kept.getexif()
    shown = client.get(f"{article.get_absolute_url()}anh/{photo.pk}/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"GIF89a" + b"0" * 50])
def test_what_is_no_photo_is_refused_and_the_caption_kept(client, article, url, content):
    upload = SimpleUploadedFile("anh.jpg", content, "image/jpeg")

    response = client.post(url("photo_add"), {"picture": upload, "caption": "Toàn cảnh Hội nghị", "alt": "Hội trường"})

    assert response.status_code == 200
    assert "Có lỗi" in response.content.decode()
    assert 'value="Toàn cảnh Hội nghị"' in response.content.decode()
    assert not Photo.objects.exists()


def test_photos_of_a_withdrawn_article_are_not_public(client, article, url):
    client.post(url("photo_add"), {"picture": picture(), "caption": "Toàn cảnh", "alt": "Hội trường"})
    address = f"{article.get_absolute_url()}anh/{Photo.objects.get().pk}/"
    client.logout()

    assert client.get(address).status_code == 404


def test_the_draft_tells_the_frozen_covenant_and_who_was_there(client, cast, ceremony, url):
    ceremony.expect_members()
    ceremony.delegates.filter(membership=cast.memberships["ttbnv"]).update(attended=False)
    ceremony.delegates.filter(membership=None).update(post="Đại diện lãnh đạo Thanh tra Chính phủ")
    Ceremony.objects.update(status="held")
    covenant = cast.year.covenants.create(place="Hà Nội", dated=date(2027, 2, 25))
    outline = [
        (0, "Nội dung thi đua"),
        (1, "Phối hợp chặt chẽ."),
        (2, "Chi tiết"),
        (0, "Tổ chức thực hiện"),
        (1, "Đôn đốc"),
    ]
    for order, (level, text) in enumerate(outline, start=1):
        covenant.clauses.create(order=order, level=level, text=text)
    freezing.freeze(covenant, by=cast["leader_clerk"])
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = Article.objects.get().body
    assert "Các đơn vị thống nhất thi đua với các nội dung: phối hợp chặt chẽ." in body
    assert "công vụ" not in body
    assert "Tham gia ký kết có lãnh đạo 6 đơn vị: " in body
    assert "Thanh tra Bộ Nội vụ" not in body
    assert "đồng chí Nguyễn Quang Thía, đại diện lãnh đạo Thanh tra Chính phủ." in body
    assert "đã tổ chức lễ ký kết Giao ước" in body


def test_publishing_is_asked_first(client, cast, article, url):
    page = client.get(url("article_edit")).content.decode()
    assert f'href="{url("article_publish")}"' in page

    asked = client.get(url("article_publish")).content.decode()

    assert "ai có địa chỉ đều đọc được, không cần đăng nhập" in asked
    assert Article.objects.get().published_at is None
    Article.objects.update(body=" ")
    assert client.get(url("article_publish")).status_code == 409


def test_the_public_page_leads_those_signed_in_back_and_names_its_source(client, cast, article, url):
    client.post(url("article_publish"))
    address, back = article.get_absolute_url(), f'href="{url("ceremony_detail")}"'

    client.force_login(cast["member_clerk"])
    page = client.get(address).content.decode()
    assert back in page
    assert "Đăng xuất" in page
    assert ">Nguồn: Thanh tra Bộ Tư pháp · 25/02/2027<" in page
    client.force_login(cast["another_bloc"])
    assert back not in client.get(address).content.decode()
    client.logout()
    page = client.get(address).content.decode()
    assert back not in page
    assert "Đăng xuất" not in page


def test_a_photo_without_a_description_is_described_by_its_caption(client, article, url):
    assert client.post(url("photo_add"), {"picture": picture(), "caption": "Toàn cảnh"}).status_code == 302

    assert Photo.objects.get().alt == "Toàn cảnh"
