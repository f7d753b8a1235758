"""``restore``: what ``backup`` wrote, into an empty place; all of it or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.copies import restore
from archive.reading import Refused


class Command(BaseCommand):
    help = "Puts a copy made by `backup` into an empty DATA_DIR and database (docs/operations.md)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            kept = restore(file)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Đã khôi phục cơ sở dữ liệu và {kept} tệp từ {file}. Tiếp theo: script/server")
