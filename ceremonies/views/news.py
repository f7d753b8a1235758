"""The published articles: for anybody, without sign-in."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from blocs.models import Bloc, BlocYear
from ceremonies import rules, sharing
from ceremonies.feeds import ArticleFeed, published_by
from ceremonies.models import Article, Photo
from documents.downloads import file_response


def for_anybody(view):
    """Whoever is not signed in may keep the answer, and asks each time whether it still holds (304 when it does).

    So what was withdrawn is gone at once, from the caches on the way too.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            response["Cache-Control"] = "public, no-cache"
        return response

    return login_not_required(require_safe(conditional_page(answered)))


def _readable_or_404(request, year, slug):
    """A published article; one not yet published only for those who may run its ceremony."""
    article = get_object_or_404(Article.objects.with_bloc(), slug=slug, ceremony__bloc_year__year=year)
    if not article.published_at and not rules.may_run_ceremony(request.user, article.ceremony):
        raise Http404
    return article


@for_anybody
def article_public(request, year, slug):
    article = _readable_or_404(request, year, slug)
    bloc_year = article.ceremony.bloc_year
    photos = list(article.photos.all())
    context = {
        "article": article,
        "bloc_year": bloc_year,
        "photos": photos,
        "may_run": rules.may_run_ceremony(request.user, article.ceremony),
        "knows_year": BlocYear.objects.visible_to(request.user).filter(pk=bloc_year.pk).exists(),
        "sample_data": bloc_year.is_sample,
        "card": sharing.card(article, photos),
    }
    return render(request, "ceremonies/article_public.html", context)


@for_anybody
def article_photo(request, year, slug, photo):
    return _photo(request, year, slug, photo, "file")


@for_anybody
def article_photo_small(request, year, slug, photo):
    return _photo(request, year, slug, photo, "small")


def _photo(request, year, slug, photo, size):
    known = Photo.objects.select_related(size).exclude(**{size: None})
    photo = get_object_or_404(known, pk=photo, article=_readable_or_404(request, year, slug))
    return file_response(getattr(photo, size).read(), f"anh-{photo.order}.jpg", "image/jpeg")


def _bloc_or_404(slug):
    """A bloc with a year that its members know of; before its first article nothing but its name is told."""
    return get_object_or_404(Bloc.objects.opened(), slug=slug)


@for_anybody
def article_list(request, bloc):
    bloc = _bloc_or_404(bloc)
    context = {"articles": published_by(bloc), "bloc": bloc, "sample_data": bloc.years.filter(is_sample=True).exists()}
    return render(request, "ceremonies/article_list.html", context)


@for_anybody
def article_feed(request, bloc):
    """Without a day of last change: what is withdrawn would set it back, and readers keep what they have."""
    response = ArticleFeed()(request, bloc=_bloc_or_404(bloc))
    del response["Last-Modified"]
    return response
