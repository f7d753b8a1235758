#!/usr/bin/env python3
"""Requests per second of the year's page and the home page, against two yardsticks under the same server.

The leader's clerk asks, with a second factor set up; the registrations are in every state. Yardstick "table"
is the least view that shows a plain table of as many rows from one query, to the same signed-in person behind
the same middleware; "hello" is a Django view that greets, with no middleware, session or database. Server:
gunicorn as in thiduakhoi/gunicorn.py with 2 sync workers; the load comes from 4 processes on the same machine.
Variants take turns; the ratio is the median over the rounds of ours / other within one round, so that a busy
machine spoils neither: 1 is as fast as the yardstick. SQLite and a PostgreSQL that is thrown away afterwards;
PostgreSQL is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SIZES = (7, 63)
CLIENTS = 4
DATABASES = {"SQLite": [], "PostgreSQL": [str(ROOT / "script/with-postgres")]}
STATES = ("submitted", "accepted", "draft", "returned", None)


@dataclass(frozen=True)
class Variant:
    """One address under load; ``others`` names the variants it is compared with."""

    port: int
    path: str
    cookie: str = ""
    others: tuple[str, ...] = ()

    @property
    def request(self) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        return "\r\n".join([*lines, f"Cookie: sessionid={self.cookie}", "", ""]).encode()


# --- What is shown ------------------------------------------------------------------------


def make_bloc(units: int) -> str:
    """A bloc of so many units with a year open; returns the session of its leader's clerk."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from blocs.models import Bloc, Unit
    from pledges.models import Registration
    from tests.cast import make_unit, make_user, make_year

    organiser = make_unit(f"organiser-{units}", "Thanh tra Chính phủ", kind=Unit.Kind.CENTRAL)
    bloc = Bloc.objects.create(slug=f"khoi-{units}", name=f"Khối thi đua {units} đơn vị", organiser=organiser)
    members = [make_unit(f"don-vi-{units}-{n}", f"Thanh tra Bộ số {n}") for n in range(1, units + 1)]
    year = make_year(bloc, 2027, members)
    for membership, status in zip(year.memberships.all(), cycle(STATES), strict=False):
        if status:
            Registration.objects.create(membership=membership, status=status, headcount=31, women=13)
    clerk = make_user(f"clerk-{units}", unit=members[0], is_sample=False)
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(clerk)
    return client.cookies["sessionid"].value


def prepare() -> dict[int, str]:
    """Tables, style sheets and both blocs; returns the session for each size."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection, transaction

    call_command("migrate", interactive=False, verbosity=0)
    if not Path(os.environ["STATIC_ROOT"]).exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        sessions = {units: make_bloc(units) for units in SIZES}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()
    return sessions


# --- The server and the load --------------------------------------------------------------


@contextmanager
def server(settings: str) -> Iterator[int]:
    """gunicorn on a free port of this machine, with these settings."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    choice = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": "2", "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "-m", "gunicorn", "--config", "thiduakhoi/gunicorn.py", "thiduakhoi.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | choice, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(600):
        if process.poll() is not None:
            sys.exit("error: the server did not start; its messages stand above")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    sys.exit("error: the server did not answer within a minute")


def ask(variant: Variant) -> bytes:
    # A sync worker closes after each answer, so there is nothing to keep alive.
    with socket.create_connection(("127.0.0.1", variant.port), timeout=60) as connection:
        connection.sendall(variant.request)
        answer = b"".join(iter(partial(connection.recv, 1 << 16), b""))
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{variant.path}: {answer[:200]!r}")
    return answer


def hammer(variant: Variant, seconds: float) -> float:
    """Requests per second of one client that asks again as soon as it is answered."""
    start = time.perf_counter()
    answered = 0
    while (spent := time.perf_counter() - start) < seconds:
        ask(variant)
        answered += 1
    return answered / spent


def rounds_of(variants: dict[str, Variant], rounds: int, seconds: float) -> dict[str, list[float]]:
    """Requests per second of each variant in each round; one unmeasured round first, then all in turn."""
    rates: dict[str, list[float]] = {name: [] for name in variants}
    with ProcessPoolExecutor(CLIENTS) as clients:
        for turn in range(rounds + 1):
            for name, variant in variants.items():
                jobs = [clients.submit(hammer, variant, seconds if turn else 0.3) for _ in range(CLIENTS)]
                rate = sum(job.result() for job in jobs)
                if turn:
                    rates[name].append(rate)
    return rates


def rows_shown(html: str, page: str) -> int:
    """Units on the year's page; the next task, the other tasks and the years on the home page."""
    units_or_years = html.count("<tr>") - 1
    if page == "year":
        return units_or_years
    return units_or_years + html.count('class="next-action"') + html.count('<li class="task">')


def variants_on(port: int, bare_port: int, sessions: dict[int, str]) -> dict[str, Variant]:
    found = {"hello": Variant(bare_port, "/")}
    for units, session in sessions.items():
        for page, path in (("year", f"/khoi/khoi-{units}/2027/"), ("home", "/")):
            name = f"{page}, {units} units"
            ours = Variant(port, path, session, others=(f"table for {name}", "hello"))
            rows = rows_shown(ask(ours).decode(), page)
            found[f"table for {name}"] = Variant(port, f"/thuoc-do/bang/khoi-{units}/{rows}/", session)
            found[name] = ours
    return found


def measure(database: str, rounds: int, seconds: float) -> list[dict]:
    sessions = prepare()
    with ExitStack() as stack:
        ports = [stack.enter_context(server(f"benchmarks.{name}")) for name in ("pages_settings", "pages_hello")]
        variants = variants_on(*ports, sessions)
        rates = rounds_of(variants, rounds, seconds)
    return [
        case(f"{database}, {name} / {other.split(' for ')[0]}", rates[name], rates[other])
        for name, variant in variants.items()
        for other in variant.others
    ]


def case(name: str, ours: list[float], other: list[float]) -> dict:
    ratio = statistics.median(our / their for our, their in zip(ours, other, strict=True))
    return {
        "case": name, "ours": round(statistics.median(ours), 1), "other": round(statistics.median(other), 1),
        "ratio": round(ratio, 3), "unit": "requests/s",
    }  # fmt: skip


# --- One process for each database --------------------------------------------------------


def in_a_process(database: str, folder: Path, options: list[str]) -> list[dict]:
    """Run this file for one database that is made for it; its cases, or none where the database is missing."""
    data = folder / database
    data.mkdir()
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG", "HTTPS")}
    environment |= {
        "DATA_DIR": str(data), "STATIC_ROOT": str(folder / "static"), "SECRET_KEY": "chi-dung-de-do-" + "0" * 40,
        "DJANGO_SETTINGS_MODULE": "benchmarks.pages_settings", "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [*DATABASES[database], sys.executable, __file__, "--database", database, *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=300)
    if done.returncode:
        print(f"error: {database} is left out; the reason stands above", file=sys.stderr)
        return []
    return json.loads(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds of each variant (default 5)")
    parser.add_argument("--seconds", type=float, default=0.8, help="load on a variant in each round (default 0.8)")
    parser.add_argument("--database", choices=DATABASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.database:
        print(json.dumps(measure(options.database, options.rounds, options.seconds)))
        return 0
    handed_on = ["--rounds", str(options.rounds), "--seconds", str(options.seconds)]
    with tempfile.TemporaryDirectory() as folder:
        found = [case for database in DATABASES for case in in_a_process(database, Path(folder), handed_on)]
    if options.json:
        print(json.dumps({"name": "pages", "cases": found}, ensure_ascii=False))
    else:
        print(f"{'case':<45} {'ours':>8} {'other':>8} {'ratio':>6}")
        for one in found:
            print(f"{one['case']:<45} {one['ours']:>8.1f} {one['other']:>8.1f} {one['ratio']:>6.2f}  {one['unit']}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
