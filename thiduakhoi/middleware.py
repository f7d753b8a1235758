"""What holds for every page, whoever asks."""

from thiduakhoi import errors


def steps_are_sent(get_response):
    """Whoever opens the address of a step that a form takes gets a page that says so, not a blank one."""

    def middleware(request):
        response = get_response(request)
        return errors.method_not_allowed(request, response) if response.status_code == 405 else response

    return middleware


def private_pages(get_response):
    """Keep signed-in pages out of shared caches and out of the browser's own history cache.

    A form that comes back with its faults has no address of its own: what the browser may not keep of it, it asks
    to send again when somebody goes back past it. It may, until they sign out (``Clear-Site-Data``); so may the
    worker of the projector page keep that page ("storage").
    """

    def middleware(request):
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            comes_back = request.method == "POST" and not 300 <= response.status_code < 400
            response["Cache-Control"] = "no-cache, private" if comes_back else "no-store, private"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware
