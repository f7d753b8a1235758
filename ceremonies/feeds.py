"""A bloc's published articles as RSS."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Enclosure

from ceremonies.models import Article
from ceremonies.sharing import absolute

MOST = 20


def published_by(bloc):
    """Its articles that anybody may read, the newest first."""
    return Article.objects.public().of_bloc(bloc).with_bloc().prefetch_related("photos__file")


class ArticleFeed(Feed):
    """Call it with ``bloc``."""

    language = "vi"

    def get_object(self, request, bloc):
        return bloc

    def title(self, bloc):
        return f"Tin tức: {bloc}"

    def description(self, bloc):
        return f"Bài viết đã đăng của {bloc}."

    def link(self, bloc):
        return absolute(reverse("ceremonies:article_list", args=[bloc.slug]))

    def feed_url(self, bloc):
        return absolute(reverse("ceremonies:article_feed", args=[bloc.slug]))

    def items(self, bloc):
        return published_by(bloc)[:MOST]

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
