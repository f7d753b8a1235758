"""``invite_again``: a new link for somebody who lost the first one or forgot the password."""

from django.core.management.base import BaseCommand, CommandError

from accounts.invitations import invite
from accounts.management.commands._people import person
from accounts.models import INVITATION_HOURS


class Command(BaseCommand):
    help = "Prints a new invitation link for an account; earlier links end."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = person(username)
        if not user.is_active:
            raise CommandError(f"Tài khoản “{username}” đã ngừng hoạt động.")
        self.stdout.write(
            f"Đường dẫn đặt mật khẩu cho {user} ({user.username}), dùng một lần, trong {INVITATION_HOURS} giờ:"
        )
        self.stdout.write(invite(user))
