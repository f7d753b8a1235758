"""``load_bloc``: years of blocs from files, all of them or none."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive.loading import load
from archive.reading import Refused, read
from archive.sample_people import sample_people_of


class Command(BaseCommand):
    help = "Loads years of blocs from JSON files (docs/bloc-file.md). Nothing is stored if anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="delete a year that is already there, unless units have signed"
        )

    def handle(self, *, files, replace, **options):
        refused, loaded = [], []
        with transaction.atomic():
            for file in files:
                try:
                    loaded.append((file, load(read(file), replace=replace)))
                except Refused as problems:
                    refused += [f"{file}: {sentence}" for sentence in problems.sentences]
            if refused:
                transaction.set_rollback(True)
        if refused:
            raise CommandError("\n".join([*refused, "Chưa có gì được nạp."]))
        for file, year in loaded:
            self.stdout.write(f"{file}: đã nạp {year}, {year.memberships.count()} đơn vị, --bloc {year.bloc.slug}")
        if years := [year for _, year in loaded if sample_people_of(year)]:
            self.stdout.write(
                f"Lưu ý: tài khoản thử với mật khẩu công khai đọc được {', '.join(map(str, years))}; "
                "trước khi dùng thật, chạy: manage.py demo --remove"
            )
