#!/usr/bin/env python3
"""How long the projector's page takes while 50 screens follow the ceremony, against screens that each ask for all.

Every screen asks every 3 seconds, as the page does, the signed-in leader's clerk with a second factor; the covenant of
7 or 63 units lies on the table and a third of them have signed. "Ours" sends the mark of the last answer along, as a
browser does, and is answered 304 with what another screen's question found within the same second; "other" is the same
address asked without mark, of a server that shares nothing (projector_settings.py), so that all is fetched, made and
sent each time. Servers: gunicorn as in thiduakhoi/gunicorn.py with 2 sync workers each; the screens are threads on the
same machine. The two take turns, after one unmeasured round; the ratio is the median over the rounds of ours / other
within one round. SQLite, and a PostgreSQL that is thrown away afterwards where PostgreSQL is installed.
"""

from __future__ import annotations

import re
import socket
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import pages, serving

SIZES = (7, 63)
SCREENS = 50
EVERY = 3.0  # s, as templates/ceremonies/screen.html
ETAG = re.compile(rb'\r\nETag: ("[^"]+")\r\n', re.IGNORECASE)


@dataclass(frozen=True)
class Screen(pages.Variant):
    mark: str = ""

    @property
    def request(self) -> bytes:
        known = f"If-None-Match: {self.mark}\r\n\r\n".encode() if self.mark else b"\r\n"
        return super().request.removesuffix(b"\r\n") + known


def make_ceremony(units: int) -> str:
    """A ceremony of so many units, a third of which have signed; returns the session of the leader's clerk."""
    from blocs import clock
    from blocs.models import BlocYear
    from ceremonies.models import Ceremony, ItemStart
    from ceremonies.planning import plan_ceremony
    from documents.models import IssuedDocument
    from pledges.models import Covenant, Pledge

    session = pages.make_bloc(units)
    year = BlocYear.objects.get(bloc__slug=f"khoi-{units}")
    ceremony = plan_ceremony(year, held_on=clock.today())
    Ceremony.objects.filter(pk=ceremony.pk).update(status=Ceremony.Status.IN_SESSION)
    ItemStart.objects.create(item=ceremony.agenda.first())
    paper = IssuedDocument.objects.create(bloc_year=year, kind="GU", dated=clock.today(), title="Giao ước thi đua")
    covenant = Covenant.objects.create(bloc_year=year, status=Covenant.Status.FROZEN, document=paper)
    Pledge.objects.bulk_create(Pledge(covenant=covenant, membership=member) for member in year.memberships.all())
    third = covenant.pledges.all()[: units // 3].values("pk")
    Pledge.objects.filter(pk__in=list(third.values_list("pk", flat=True))).update(
        status=Pledge.Status.SIGNED, signed_on=clock.today(), manner="paper"
    )
    return session


def ask(screen: Screen) -> bytes:
    with socket.create_connection(("127.0.0.1", screen.port), timeout=60) as connection:
        connection.sendall(screen.request)
        answer = b"".join(iter(partial(connection.recv, 1 << 16), b""))
    wanted = b"304" if screen.mark else b"200"
    if not answer.startswith(b"HTTP/1.1 " + wanted):
        raise RuntimeError(f"{screen.path}: {answer[:200]!r}")
    return answer


def follow(screen: Screen, place: int, asked: int) -> list[float]:
    """Milliseconds of each answer to the screen at ``place`` of all, which asks every ``EVERY`` seconds."""
    start, spent = time.perf_counter() + place * EVERY / SCREENS, []
    for turn in range(asked):
        time.sleep(max(0.0, start + turn * EVERY - time.perf_counter()))
        before = time.perf_counter()
        ask(screen)
        spent.append((time.perf_counter() - before) * 1000)
    return spent


def watched(screen: Screen, asked: int) -> list[float]:
    with ThreadPoolExecutor(SCREENS) as screens:
        jobs = [screens.submit(follow, screen, place, asked) for place in range(SCREENS)]
        return [spent for job in jobs for spent in job.result()]


def measure(database: str, rounds: int, asked: int) -> list[dict]:
    serving.prepare_database()
    from django.db import transaction

    with transaction.atomic():
        sessions = {units: make_ceremony(units) for units in SIZES}
    serving.analyse()
    with ExitStack() as stack:
        ports = [stack.enter_context(serving.server(f"benchmarks.{name}_settings")) for name in ("pages", "projector")]
        taken = {units: turns(*screens(ports, units, sessions[units]), rounds, asked) for units in SIZES}
    return [
        case(f"{database}, {units} units, {SCREENS} screens, {name}", [(of(a), of(b)) for a, b in found])
        for units, found in taken.items()
        for name, of in (("median", statistics.median), ("slowest of 20", slowest))
    ]


def screens(ports: list[int], units: int, session: str) -> tuple[Screen, Screen]:
    here, there = (Screen(port, f"/khoi/khoi-{units}/2027/le-ky-ket/man-chieu/", session) for port in ports)
    return replace(here, mark=ETAG.search(ask(here))[1].decode()), there


def turns(ours: Screen, other: Screen, rounds: int, asked: int) -> list[tuple[list[float], list[float]]]:
    return [(watched(ours, asked), watched(other, asked)) for _ in range(rounds + 1)][1:]


def slowest(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def case(name: str, pairs: list[tuple[float, float]]) -> dict:
    ours, other = (statistics.median(values) for values in zip(*pairs, strict=True))
    ratio = statistics.median(our / their for our, their in pairs)
    return {"case": name, "ours": round(ours, 1), "other": round(other, 1), "ratio": round(ratio, 3), "unit": "ms"}


if __name__ == "__main__":
    numbers = {
        "rounds": (int, 3, "measured rounds of each of the two"),
        "asked": (int, 3, "how often each screen asks in a round"),
    }
    sys.exit(serving.run(__file__, __doc__, measure, numbers))
