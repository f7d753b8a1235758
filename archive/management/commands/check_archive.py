"""``check_archive``: what in a dossier's ZIP is no longer as it was made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive import kiem_tra
from archive.opening import findings_of
from archive.reading import Refused


class Command(BaseCommand):
    help = "Says which files of a dossier's ZIP were changed, are missing or were added."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *, file, **options):
        try:
            findings = findings_of(str(file))
        except FileNotFoundError:
            raise CommandError(f"Không có tệp “{file}”.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        report = "\n".join(kiem_tra.report(findings))
        if not findings.is_unchanged:
            raise CommandError(report)
        self.stdout.write(report)
