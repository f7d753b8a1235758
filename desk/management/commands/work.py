import os
import signal
import time

from django.core.management.base import BaseCommand
from django_tasks_db.management.commands.db_worker import Worker

from desk.rounds import make_rounds

PAUSE, HOUR = 2, 3600  # seconds


def queue() -> Worker:
    """Runs what waits in the queue, then returns."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"work-{os.getpid()}",
    )


class Command(BaseCommand):
    help = "Post what waits in the queue and make the hourly rounds, until stopped. One beside each server is enough."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="make the rounds, empty the queue and stop")
        parser.add_argument("--while", type=int, dest="beside", metavar="PID", help="stop when that process has ended")

    def handle(self, *, once, beside, **options):
        worker = queue()
        if not once:
            for wanted in (signal.SIGTERM, signal.SIGINT):
                # What is being sent is sent to its end.
                signal.signal(wanted, lambda *_: setattr(worker, "running", False))
        next_rounds = 0.0
        while worker.running and (beside is None or lives(beside)):
            if time.monotonic() >= next_rounds:
                make_rounds()
                next_rounds = time.monotonic() + HOUR
            worker.run()
            if once:
                return
            time.sleep(PAUSE)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
