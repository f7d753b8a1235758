"""``print_document``: one paper of a year as a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.finding import write, year_named
from archive.printing import KINDS, printed
from archive.reading import Refused


class Command(BaseCommand):
    help = (
        "Prints a paper. What is not issued yet prints with DỰ THẢO, what is issued as it was issued; "
        "an issued covenant as docx always as a draft."
    )

    def add_arguments(self, parser):
        kinds = "; ".join(
            f"{name} ({kind.title}{', needs --unit' if kind.of_unit else ''})" for name, kind in KINDS.items()
        )
        parser.add_argument("kind", metavar="KIND", help=f"one of: {kinds}")
        parser.add_argument("--bloc", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True)
        parser.add_argument("--unit", metavar="SLUG", help="code of the member, for papers of one unit")
        parser.add_argument("--format", default="pdf", help="pdf (default), docx or xlsx (registration, consolidation)")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, kind, bloc, year, unit, output, **options):
        try:
            bloc_year = year_named(bloc, year)
            write(output, printed(kind, bloc_year, unit, options["format"]))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Đã ghi {KINDS[kind].title} của {bloc_year} vào {output}")
