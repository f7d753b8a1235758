"""``export_bloc``: one year of a bloc as a file that ``load_bloc`` takes."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.exporting import export
from archive.finding import write, year_named
from archive.reading import Refused


class Command(BaseCommand):
    help = "Writes one year of a bloc as a JSON file (docs/bloc-file.md)."

    def add_arguments(self, parser):
        parser.add_argument("--bloc", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, bloc, year, output, **options):
        try:
            bloc_year = year_named(bloc, year)
            data = export(bloc_year)
            write(output, f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Đã ghi {bloc_year} vào {output}")
