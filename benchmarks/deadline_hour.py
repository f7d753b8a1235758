#!/usr/bin/env python3
"""The hour before the deadline: 63 units save, autosave and submit at once against the running server.

Each unit's head opens a section, has it autosaved as typing goes on, saves another, checks and submits; all units
begin at the same moment. Counted: answers that are no success (errors) and texts that the server said it kept and
that do not stand in what was submitted (lost texts); both must be 0, or the exit status is 1. The time of an answer
stands beside that of the same page asked for by one person while nobody else is there ("idle page"): ``ratio`` is how
many times longer. With 1, 2 and 4 gunicorn workers, on SQLite and on a PostgreSQL that is thrown away; left out where
it is not installed.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import serving

WORKERS = (1, 2, 4)
CSRF = "a" * 32
TARGETS, MOVEMENTS = "chi-tieu", "phong-trao"
TOKEN = re.compile(r'name="token" value="([^"]*)"')


@dataclass
class Person:
    """The head of one unit at the keyboard. ``kept``: texts that the server said it has."""

    port: int
    cookie: str
    address: str  # of the unit's registration
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)  # section → text

    def ask(self, path: str, typed: dict | None = None, expected: tuple[int, ...] = (200,)) -> str:
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={CSRF}", "Connection": "close"}
        body = None
        if typed is not None:
            body = urlencode(typed | {"csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET" if typed is None else "POST", f"{self.address}{path}", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as broken:
            self.errors.append(f"{path}: {broken}")
            return ""
        finally:
            connection.close()
            self.times.append(time.perf_counter() - begun)
        if answer.status not in expected:
            self.errors.append(f"{path}: {answer.status} {text[:300]}")
            return ""
        return text

    def open(self, path: str) -> str:
        """The token of the page."""
        found = TOKEN.search(self.ask(path))
        return unescape(found[1]) if found else ""

    def hand_in(self) -> None:
        """What one unit does in that hour, from the first word to the submission."""
        token = self.open(f"{TARGETS}/")
        for turn in range(1, 4):
            text = f"Chỉ tiêu của {self.address}, gõ lần {turn}"
            typed = {"token": token, **row(text=text, measure="at_least", value="12", unit_of_measure="cuộc")}
            answer = json.loads(self.ask(f"{TARGETS}/tu-luu/", typed) or "{}")
            if "token" in answer:  # it is in the registration now
                token, self.kept[TARGETS] = answer["token"], text
        name = f"Phong trào của {self.address}"
        if not self.errors:
            self.ask(f"{MOVEMENTS}/", {"token": self.open(f"{MOVEMENTS}/"), **row(name=name)}, expected=(302,))
            self.kept[MOVEMENTS] = name
        self.ask("gui/", {"token": self.open("kiem-tra/")}, expected=(302,))


def row(**typed: str) -> dict[str, str]:
    """A section of one row, as its page posts it."""
    counts = {"dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0"}
    return counts | {f"dong-0-{name}": text for name, text in typed.items()}


def make_bloc(name: str, units: int) -> list[tuple[str, str]]:
    """A bloc of so many units whose year is open, each with a draft; (session, address) of each unit's head."""
    from django.test import Client

    from blocs.models import Bloc, Unit
    from pledges.models import Registration
    from tests.cast import make_unit, make_user, make_year

    organiser = make_unit(f"to-chuc-{name}", "Thanh tra Chính phủ", kind=Unit.Kind.CENTRAL)
    bloc = Bloc.objects.create(slug=f"khoi-{name}", name=f"Khối thi đua {name}", organiser=organiser)
    members = [make_unit(f"dv-{name}-{n}", f"Thanh tra Bộ số {n}") for n in range(1, units + 1)]
    year = make_year(bloc, 2027, members)
    year.deadlines.all().delete()  # whatever the day of the measurement
    people = []
    for membership in year.memberships.select_related("unit"):
        Registration.objects.create(membership=membership, headcount=31, women=13)
        client = Client()
        client.force_login(make_user(f"lanh-dao-{membership.unit.slug}", unit=membership.unit, duty="head"))
        address = f"/khoi/{bloc.slug}/2027/dang-ky/{membership.unit.slug}/"
        people.append((client.cookies["sessionid"].value, address))
    return people


def rush(port: int, people: list[tuple[str, str]]) -> list[Person]:
    persons = [Person(port, cookie, address) for cookie, address in people]
    with ThreadPoolExecutor(len(persons)) as everybody:
        list(everybody.map(Person.hand_in, persons))
    return persons


def lost_texts(persons: list[Person]) -> int:
    """Texts the server said it had that do not stand in the last submission of their unit."""
    from django.db import connection

    from pledges.models import Revision

    submitted = {
        revision.registration.membership.unit.slug: str(revision.content)
        for revision in Revision.objects.select_related("registration__membership__unit").order_by("number")
    }
    connection.close()
    units = [(person, person.address.rstrip("/").rsplit("/", 1)[1]) for person in persons]
    return sum(text not in submitted.get(unit, "") for person, unit in units for text in person.kept.values())


def measure(database: str, units: int) -> list[dict]:
    serving.prepare_database()
    from django.db import transaction

    with transaction.atomic():
        blocs = {workers: make_bloc(str(workers), units) for workers in WORKERS}
    serving.analyse()
    found = []
    for workers, people in blocs.items():
        with serving.server("benchmarks.pages_settings", workers) as port:
            alone = Person(port, *people[0])
            for _ in range(25):
                alone.open(f"{TARGETS}/")
            persons = rush(port, people)
        found += cases(f"{database}, {workers} workers", alone.times[5:], persons)
    return found


def cases(name: str, idle: list[float], persons: list[Person]) -> list[dict]:
    errors = [error for person in persons for error in person.errors]
    for error in errors[:5]:
        print(f"{name}: {error}", file=sys.stderr)
    counts = [("errors", len(errors)), ("lost texts", lost_texts(persons))]
    found = [case(f"{name}, {what}", count, 0, serving.COUNTED) for what, count in counts]
    times, alone = [spent for person in persons for spent in person.times], 1000 * statistics.median(idle)
    for what, share in (("p50", 50), ("p95", 95)):
        ours = 1000 * statistics.quantiles(times, n=100)[share - 1]
        found.append(case(f"{name}, {what} / idle page", ours, alone, "ms"))
    return found


def case(name: str, ours: float, other: float, unit: str) -> dict:
    ratio = round(ours / other, 2) if other else None
    return {"case": name, "ours": round(ours, 1), "other": round(other, 1), "ratio": ratio, "unit": unit}


if __name__ == "__main__":
    sys.exit(serving.run(__file__, __doc__, measure, {"units": (int, 63, "units that hand in at once")}))
