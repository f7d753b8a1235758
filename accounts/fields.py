"""Fields that records of every app have."""

from typing import Any

from django.conf import settings
from django.db import models


def by_whom() -> "models.ForeignKey[Any, Any]":
    """Who took a step: nobody before it is taken, nor after the account is gone. See ``dated_when_named``."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
