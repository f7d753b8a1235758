"""``create_account``: a person's account, and the link by which they set their password."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.invitations import invite
from accounts.models import INVITATION_HOURS, User


class Command(BaseCommand):
    help = "Makes an account and prints its invitation link."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument("--admin", action="store_true", help="may use /quan-tri/")

    def handle(self, *, username, full_name, email, admin, **options):
        user = User(
            username=username.lower(),
            full_name=" ".join(full_name.split()),
            email=email.strip().lower(),
            is_staff=admin,
            is_superuser=admin,
        )
        user.set_unusable_password()
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as refused:
            raise CommandError(_in_one_line(refused)) from None
        user.save()
        self.stdout.write(
            f"Đường dẫn đặt mật khẩu cho {user} ({user.username}), dùng một lần, trong {INVITATION_HOURS} giờ:"
        )
        self.stdout.write(invite(user))


def _in_one_line(refused):
    faults = []
    for name, sentences in refused.message_dict.items():
        where = "" if name == NON_FIELD_ERRORS else f"{name}: "
        faults.append(where + " ".join(sentences))
    return " ".join(faults)
