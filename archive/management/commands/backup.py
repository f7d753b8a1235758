"""``backup``: all that this installation keeps, in one file, while the server runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.copies import back_up
from archive.reading import Refused


class Command(BaseCommand):
    help = "Writes database, kept files, secret key and trusted certificates into one ZIP (docs/operations.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            kept = back_up(file)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Đã sao lưu cơ sở dữ liệu và {kept} tệp vào {file}. Bản sao chứa khóa bí mật: giữ kín.")
