"""The bare yardstick of pages.py, settings and all: a view that greets; no app, middleware or database."""

import os

from django.http import HttpResponse
from django.urls import path

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__


def hello(request):
    return HttpResponse("Xin chào")


urlpatterns = [path("", hello)]
