"""The project's settings with a yardstick of pages.py beside its own addresses."""

from thiduakhoi.settings import *  # noqa: F403
from thiduakhoi.settings import STORAGES

ROOT_URLCONF = "benchmarks.pages_urls"
# Hashed names as on a real site, without the quarter of a minute that compressing takes.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
