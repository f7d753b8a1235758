"""Pages for what went wrong (stand-in until the look arrives)."""

from django.http import HttpResponse


def conflict(request, reason, hint="", back_url=""):
    return HttpResponse(reason, status=409)


def csrf_failure(request, reason=""):
    return HttpResponse(reason, status=403)


def bad_request(request, exception=None):
    return HttpResponse(status=400)


def permission_denied(request, exception=None):
    return HttpResponse(status=403)


def page_not_found(request, exception=None):
    return HttpResponse(status=404)


def server_error(request):
    return HttpResponse(status=500)
