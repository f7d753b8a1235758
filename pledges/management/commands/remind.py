from django.core.management.base import BaseCommand

from pledges.chasing import prepare_all


class Command(BaseCommand):
    help = "Prepare today's reminders, as the worker does every hour by itself; run twice it prepares nothing twice."

    def handle(self, **options):
        prepare_all()
