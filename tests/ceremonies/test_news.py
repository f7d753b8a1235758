"""The public pages: the article as others link to it, the bloc's list and feed, and how long they hold."""

import json
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.http import http_date
from lxml import html

from blocs import clock
from blocs.models import BlocYear
from ceremonies.models import Article, Ceremony
from tests.cast import make_year
from tests.ceremonies.test_photos import add

SITE = "http://127.0.0.1:8000"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def published(client, article, url, publish):
    """With a photo, an author and a source; nobody is signed in."""
    add(client, url)
    Article.objects.update(title='Bảy đơn vị </script> ký "giao ước"', author="Lan Hương", source="Thanh tra Bộ")
    assert publish().status_code == 302
    client.logout()
    return Article.objects.get()


@pytest.fixture
def bloc(cast):
    """Address of the bloc's list or feed."""
    return lambda name: reverse(f"ceremonies:{name}", args=[cast.bloc.slug])


def about(client, address):
    """What the page says of itself: name or property of each meta element → content."""
    page = html.fromstring(client.get(address).content.decode())
    return {
        meta.get("property") or meta.get("name"): meta.get("content") for meta in page.xpath("//head/meta[@content]")
    }


def test_whoever_links_to_it_finds_title_lead_and_picture(client, published):
    photo = published.photos.get()

    said = about(client, published.get_absolute_url())

    wanted = {
        "og:type": "article",
        "og:title": 'Bảy đơn vị </script> ký "giao ước"',
        "og:description": published.lead,
        "og:url": f"{SITE}{published.get_absolute_url()}",
        "og:image": f"{SITE}{photo.get_absolute_url()}",
        "og:image:width": "800",
        "og:image:alt": photo.alt,
        "twitter:card": "summary_large_image",
        "twitter:image": f"{SITE}{photo.get_absolute_url()}",
        "description": published.lead,
        "author": "Lan Hương",
    }
    assert {name: said.get(name) for name in wanted} == wanted
    assert 100 < len(published.lead) <= 200
    assert "robots" not in said
    assert said["article:published_time"].startswith("2027-")


def test_the_same_stands_there_as_data_that_nothing_typed_breaks_out_of(client, published):
    content = client.get(published.get_absolute_url()).content.decode()

    page = html.fromstring(content)
    (data,) = page.xpath("//script[@type='application/ld+json']")
    told = json.loads(data.text)
    assert (told["@type"], told["headline"]) == ("NewsArticle", 'Bảy đơn vị </script> ký "giao ước"')
    assert told["author"] == {"@type": "Person", "name": "Lan Hương"}
    assert told["publisher"]["name"] == "Thanh tra Bộ"
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}{published.get_absolute_url()}"]


def test_a_draft_is_read_by_the_office_and_by_no_search_engine(client, article):
    assert about(client, article.get_absolute_url())["robots"] == "noindex"


def test_the_feed_tells_the_published_articles(client, published, bloc):
    answer = client.get(bloc("article_feed"))

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(answer.content)[0]  # noqa: S314
    (item,) = channel.findall("item")
    photo = published.photos.get()
    assert channel.findtext("title") == "Tin tức: Khối thi đua số II"
    assert channel.findtext("link") == f"{SITE}{bloc('article_list')}"
    assert channel.find(f"{ATOM}link").get("href") == f"{SITE}{bloc('article_feed')}"
    assert (item.findtext("title"), item.findtext("description")) == (published.title, published.lead)
    assert item.findtext("link") == f"{SITE}{published.get_absolute_url()}"
    assert item.findtext(f"{DUBLIN}creator") == "Lan Hương"
    assert item.find("enclosure").attrib == {
        "url": f"{SITE}{photo.get_absolute_url()}", "length": str(photo.file.size), "type": "image/jpeg",
    }  # fmt: skip
    assert item.findtext("pubDate").startswith("Thu, 25 Feb 2027")


def test_the_list_and_the_article_lead_to_each_other_and_to_the_feed(client, published, bloc):
    listed, read = (
        html.fromstring(client.get(address).content.decode())
        for address in (bloc("article_list"), published.get_absolute_url())
    )

    assert published.get_absolute_url() in listed.xpath("//main//h2/a/@href")
    assert bloc("article_list") in read.xpath("//main//a/@href")
    for page in (listed, read):
        assert page.xpath("//link[@rel='alternate'][@type='application/rss+xml']/@href") == [bloc("article_feed")]


def test_a_withdrawn_article_leaves_list_and_feed(client, cast, published, bloc, url):
    pages = (published.get_absolute_url(), bloc("article_list"), bloc("article_feed"))
    client.force_login(cast["leader_head"])
    client.post(url("article_withdraw"))
    client.logout()

    answers = [client.get(address) for address in pages]
    assert [answer.status_code for answer in answers] == [404, 200, 200]
    assert [published.title in answer.content.decode() for answer in answers] == [False] * 3


def test_before_the_first_article_list_and_feed_are_empty_and_tell_the_name_alone(client, cast, bloc):
    channel = ElementTree.fromstring(client.get(bloc("article_feed")).content)[0]  # noqa: S314
    assert (channel.findtext("title"), channel.findall("item")) == ("Tin tức: Khối thi đua số II", [])
    assert "Chưa có bài viết nào." in client.get(bloc("article_list")).content.decode()

    BlocYear.objects.filter(bloc=cast.bloc).update(status="preparing")

    assert [client.get(bloc(name)).status_code for name in ("article_list", "article_feed")] == [404, 404]


def test_a_reader_comes_again_and_is_told_that_nothing_changed(client, cast, published, bloc, url):
    photo = published.photos.get()
    pages = [published.get_absolute_url(), bloc("article_list"), bloc("article_feed"), photo.get_absolute_url()]

    first = [client.get(address) for address in pages]
    again = [client.get(page, headers={"If-None-Match": a["ETag"]}) for page, a in zip(pages, first, strict=True)]
    Article.objects.update(title="Tên khác")
    later = [client.get(page, headers={"If-None-Match": a["ETag"]}) for page, a in zip(pages, first, strict=True)]

    assert {answer["Cache-Control"] for answer in first} == {"public, no-cache"}
    assert [answer.status_code for answer in again] == [304] * 4
    assert [answer.status_code for answer in later] == [200, 200, 200, 304]


def test_what_is_shown_to_somebody_signed_in_is_kept_nowhere(client, cast, published):
    client.force_login(cast["member_clerk"])

    assert client.get(published.get_absolute_url())["Cache-Control"] == "no-store, private"


def test_on_paper_it_says_where_it_was_read(client, published):
    (line,) = html.fromstring(client.get(published.get_absolute_url()).content.decode()).find_class("only-print")

    assert line.text == f"{SITE}{published.get_absolute_url()}"


def test_an_article_without_a_photo_stands_in_the_feed(client, published, bloc):
    published.photos.all().delete()

    answer = client.get(bloc("article_feed"))

    assert answer.status_code == 200
    assert published.get_absolute_url() in answer.content.decode()


def test_whoever_asks_by_the_day_hears_of_a_withdrawal(client, cast, published, bloc, url):
    client.force_login(cast["leader_head"])
    client.post(url("article_withdraw"))
    client.logout()
    other = make_year(cast.bloc, 2026, list(cast.units.values()), status="closed")
    older = Ceremony.objects.create(bloc_year=other, name="Lễ trước", status="held")
    Article.objects.create(
        ceremony=older, slug="cu", title="Bài cũ", published_at=published.published_at.replace(year=2026)
    )

    answer = client.get(bloc("article_feed"), headers={"If-Modified-Since": http_date(clock.now().timestamp())})

    assert answer.status_code == 200
    assert published.title not in answer.content.decode()
