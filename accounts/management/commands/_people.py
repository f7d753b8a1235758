"""Finding the person a command names."""

from django.core.management.base import CommandError

from accounts.models import User


def person(username: str) -> User:
    user = User.objects.filter(username=username.lower()).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}”.")
    return user
