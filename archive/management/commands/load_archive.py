"""``load_archive``: a year from the ZIP of its dossier."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.opening import load_dossier
from archive.reading import Refused


class Command(BaseCommand):
    help = "Loads a year from the ZIP of its dossier (docs/archive.md). Nothing is stored if anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *, file, **options):
        try:
            year = load_dossier(str(file))
        except FileNotFoundError:
            raise CommandError(f"Không có tệp “{file}”.") from None
        except Refused as refused:
            raise CommandError("\n".join([*refused.sentences, "Chưa có gì được nạp."])) from None
        papers = year.documents.exclude(pdf=None).count()
        self.stdout.write(f"Đã nạp {year}: {year.memberships.count()} đơn vị, {papers} văn bản có tệp.")
