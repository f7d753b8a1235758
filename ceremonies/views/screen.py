"""The page for the projector in the hall: it follows the ceremony by itself."""

from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from ceremonies.models import Ceremony
from ceremonies.screen import files, shared_screen

KEPT_FOR = 24 * 3600  # seconds


@require_safe
def screen_show(request, bloc, year):
    """Whoever knows of the year may watch: nothing stands there that its members do not read elsewhere.

    Asked for every few seconds, on many screens at once: they share what is found, and as long as nothing changed the
    answer is 304, without a page.
    """
    screen = shared_screen(_ceremony_or_404(request, bloc, year))
    mark = quote_etag(screen.mark)
    response = get_conditional_response(request, etag=mark) or render(
        request, "ceremonies/screen.html", {"screen": screen}
    )
    response["ETag"] = mark
    response["Cache-Control"] = "no-cache, private"  # kept by the browser, and asked about each time
    if not screen.said:
        response["X-Kept-For"] = KEPT_FOR  # by the page's worker, for a reload without network
    return response


@require_safe
def screen_keeper(request, bloc, year):
    """The page's service worker: from below its address, so that it gets hold of no other page."""
    _ceremony_or_404(request, bloc, year)
    return render(request, "ceremonies/screen_keeper.js", {"files": files()}, content_type="text/javascript")


def _ceremony_or_404(request, bloc, year):
    ceremonies = Ceremony.objects.visible_to(request.user).select_related("bloc_year")
    return get_object_or_404(ceremonies, bloc_year__bloc__slug=bloc, bloc_year__year=year)
