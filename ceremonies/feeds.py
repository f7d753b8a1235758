"""A bloc's published articles as RSS."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Enclosure

from ceremonies.sharing import absolute

MOST = 20


class ArticleFeed(Feed):
    """Call it with ``articles``, the newest first and at least one."""

    language = "vi"

    def get_object(self, request, articles):
        return articles

    def _bloc(self, articles):
        return articles[0].ceremony.bloc_year.bloc

    def title(self, articles):
        return f"Tin tức: {self._bloc(articles)}"

    def description(self, articles):
        return f"Bài viết đã đăng của {self._bloc(articles)}."

    def link(self, articles):
        return absolute(reverse("ceremonies:article_list", args=[self._bloc(articles).slug]))

    def feed_url(self, articles):
        return absolute(reverse("ceremonies:article_feed", args=[self._bloc(articles).slug]))

    def items(self, articles):
        return articles[:MOST]

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.lead

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_author_name(self, article):
        return article.author or None

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.changed_at or article.published_at

    def item_enclosures(self, article):
        return [
            Enclosure(absolute(photo.get_absolute_url()), str(photo.file.size), "image/jpeg")
            for photo in list(article.photos.all())[:1]
        ]
