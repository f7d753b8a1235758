"""``manage.py scan_quarantine``: ask the antivirus again about files that it could not decide on."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from documents import antivirus
from documents.models import StoredFile


class Command(BaseCommand):
    help = "Ask the antivirus (CLAMD) again about the files that are kept and not served; may run every few minutes."

    def handle(self, *args, **options):
        if not antivirus.is_asked():
            raise CommandError("CLAMD is not set, so nobody can be asked; see the settings in the README.")
        waiting = 0
        for stored in StoredFile.objects.held():
            waiting += not self.decided(stored)
        if waiting:
            raise CommandError(f"{waiting} file(s) still wait: clamd gave no verdict; see the log.")

    def decided(self, stored):
        # Asked outside a transaction: nobody waits to write while clamd looks.
        verdict = antivirus.verdict(stored.read())
        if not (verdict.threat or verdict.is_decided):
            return False
        with transaction.atomic():
            stored.condemn(verdict.threat) if verdict.threat else stored.release()
        self.stdout.write(f"{stored}: {verdict.threat or 'clean'}")
        return True
