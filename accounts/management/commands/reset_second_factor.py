"""``reset_second_factor``: the way back in after a lost phone and lost recovery codes."""

from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.management.commands._people import person
from accounts.sessions import end_sessions


class Command(BaseCommand):
    help = "Removes an account's authenticator app and recovery codes, and ends its sessions."

    def add_arguments(self, parser):
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *, username, **options):
        user = person(username)
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise CommandError(f"Tài khoản “{username}” chưa bật xác thực hai lớp.")
        end_sessions(user)
        LogEntry.objects.log_create(
            user, action=LogEntry.Action.UPDATE, changes={"second_factor": ["on", "reset by command"]}
        )
        self.stdout.write(f"Đã tắt xác thực hai lớp của {user}. Người dùng đăng nhập lại và thiết lập mới.")
