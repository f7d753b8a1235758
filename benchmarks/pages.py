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

import socket
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import serving

SIZES = (7, 63)
CLIENTS = 4
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
    from tests.cast import HANDED_IN, make_unit, make_user, make_year

    organiser = make_unit(f"organiser-{units}", "Thanh tra Chính phủ", kind=Unit.Kind.CENTRAL)
    bloc = Bloc.objects.create(slug=f"khoi-{units}", name=f"Khối thi đua {units} đơn vị", organiser=organiser)
    members = [make_unit(f"don-vi-{units}-{n}", f"Thanh tra Bộ số {n}") for n in range(1, units + 1)]
    year = make_year(bloc, 2027, members)
    for membership, status in zip(year.memberships.all(), cycle(STATES), strict=False):
        if status:
            facts = HANDED_IN.get(status, {})
            Registration.objects.create(membership=membership, status=status, headcount=31, women=13, **facts)
    clerk = make_user(f"clerk-{units}", unit=members[0], is_sample=False)
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(clerk)
    return client.cookies["sessionid"].value


def prepare() -> dict[int, str]:
    """Both blocs; returns the session for each size."""
    serving.prepare_database()
    from django.db import transaction

    with transaction.atomic():
        sessions = {units: make_bloc(units) for units in SIZES}
    serving.analyse()
    return sessions


# --- The load -----------------------------------------------------------------------------


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
        ports = [
            stack.enter_context(serving.server(f"benchmarks.{name}")) for name in ("pages_settings", "pages_hello")
        ]
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


if __name__ == "__main__":
    numbers = {
        "rounds": (int, 5, "measured rounds of each variant"),
        "seconds": (float, 0.8, "load on a variant in each round"),
    }
    sys.exit(serving.run(__file__, __doc__, measure, numbers))
