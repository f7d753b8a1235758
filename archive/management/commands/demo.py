"""``demo``: the demonstration years and their people."""

from django.core.management.base import BaseCommand

from accounts.models import User
from archive.demonstration import demonstrate
from archive.demonstration import remove as take_out
from archive.sample_people import table
from blocs.models import BlocYear


class Command(BaseCommand):
    help = "Loads the demonstration years with sample accounts, all marked as sample data."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--reset", action="store_true", help="remove all sample data first, then load it again")
        how.add_argument("--if-empty", action="store_true", help="load only into a database without years or users")
        how.add_argument("--remove", action="store_true", help="only remove all sample data and sample accounts")

    def handle(self, *, reset, if_empty, remove, **options):
        if reset or remove:
            take_out()
        if remove:
            self.stdout.write("Đã xóa dữ liệu thử và tài khoản thử.")
            return
        if not (if_empty and (BlocYear.objects.exists() or User.objects.exists())):
            for sentence in demonstrate():
                self.stdout.write(sentence)
        for line in table():
            self.stdout.write(line)
