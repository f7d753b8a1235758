"""``end_sessions``: sign somebody out everywhere."""

from django.core.management.base import BaseCommand

from accounts.management.commands._people import person
from accounts.sessions import end_sessions


class Command(BaseCommand):
    help = "Ends all sessions of an account."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = person(username)
        self.stdout.write(f"Đã kết thúc {end_sessions(user)} phiên đăng nhập của {user}.")
