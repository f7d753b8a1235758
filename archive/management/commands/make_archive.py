"""``make_archive``: the dossier of a year as a ZIP, as its page makes it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.dossier import make
from archive.finding import year_named
from archive.reading import Refused
from blocs.workflow import Conflict


class Command(BaseCommand):
    help = "Writes the dossier of a year: papers, scans, data, index and manifest in one ZIP (docs/archive.md)."

    def add_arguments(self, parser):
        parser.add_argument("--bloc", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.zip")

    def handle(self, *, bloc, year, output, **options):
        try:
            bloc_year = year_named(bloc, year)
            with output.open("xb") as file:
                made = make(bloc_year, file)
        except FileExistsError:
            raise CommandError(f"“{output}” đã có; chọn tên tệp khác.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except Conflict as refused:
            output.unlink()
            raise CommandError(f"{refused.reason} {refused.hint}") from None
        self.stdout.write(f"Đã ghi {made.files} tệp của {bloc_year} vào {output}.")
        self.stdout.write(f"Mã SHA-256 của MANIFEST.sha256: {made.manifest_sha256}")
