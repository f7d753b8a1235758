"""What holds for every page, whoever asks."""


def private_pages(get_response):
    """Keep signed-in pages out of shared caches and out of the browser's own history cache."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware
