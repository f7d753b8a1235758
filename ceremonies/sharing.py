"""What an article says of itself to whoever links to it: other sites, readers of news, search engines."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# As ``json_script`` writes it: nothing typed ends the element that it stands in.
ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def card(article, photos) -> dict:
    """Absolute addresses, and the same once more as JSON-LD; the first photo stands for the article."""
    first = photos[0] if photos else None
    found = {
        "url": absolute(article.get_absolute_url()),
        "image": absolute(first.get_absolute_url()) if first else "",
        "photo": first,
    }
    return found | {"structured": _structured(article, found)}


def _structured(article, found) -> SafeString:
    """schema.org NewsArticle, without what is not known."""
    author = {"@type": "Person", "name": article.author} if article.author else None
    publisher = article.source or str(article.ceremony.bloc_year.bloc)
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.lead,
        "mainEntityOfPage": found["url"],
        "image": [found["image"]] if found["image"] else None,
        "datePublished": _moment(article.published_at),
        "dateModified": _moment(article.changed_at or article.published_at),
        "author": author,
        "publisher": {"@type": "Organization", "name": publisher},
        "inLanguage": "vi",
    }
    text = json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPED))


def _moment(when):
    return when.isoformat() if when else None
