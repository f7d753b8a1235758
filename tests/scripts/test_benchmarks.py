"""What the benchmarks of the server measure can be made, and they say when it failed; the figures are for people."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import deadline_hour, pages, projector, signing
from blocs.models import BlocYear
from pledges.models import Registration
from tests.scripts.test_with_postgres import ROOT, servers_of


def test_the_bloc_of_the_pages_has_registrations_in_every_state(db):
    pages.make_bloc(7)

    assert BlocYear.objects.get().memberships.count() == 7
    states = Registration.objects.values_list("status", flat=True)
    assert set(states) == {state for state in pages.STATES if state}


def test_the_bloc_of_the_last_hour_can_hand_in(client, db):
    (session, address), *others = deadline_hour.make_bloc("thu", 3)
    client.cookies["sessionid"] = session

    page = client.get(f"{address}chi-tieu/")

    assert (page.status_code, len(others)) == (200, 2)
    assert deadline_hour.TOKEN.search(page.content.decode())


def test_the_screen_of_the_projector_is_lit_and_answers_its_mark(client, db):
    client.cookies["sessionid"] = projector.make_ceremony(7)
    address = "/khoi/khoi-7/2027/le-ky-ket/man-chieu/"

    page = client.get(address)

    assert page.content.count(b'class="lit') == 2
    assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304


@pytest.mark.parametrize(("judge", "status"), [(signing.OURS, 0), ([sys.executable, "-c", "print('{}')"], 1)])
def test_signatures_are_found_valid_or_the_benchmark_has_failed(monkeypatch, capsys, judge, status):
    monkeypatch.setattr(signing, "UNITS", (2,))
    monkeypatch.setattr(signing, "OURS", judge)

    assert signing.report(as_json=True) == status

    assert [found["unit"] for found in json.loads(capsys.readouterr().out)["cases"]] == ["s", "MB", "s"]


BENCHMARK = """
import os, subprocess, sys
from benchmarks import serving

serving.DATABASES, serving.PATIENCE = {{{database!r}: serving.DATABASES[{database!r}]}}, {patience}


def measure(database):
    {measuring}
    return [{{"case": "errors", "ours": {count}, "other": 0, "ratio": None, "unit": "of all"}}]


sys.exit(serving.run(__file__, "", measure, {{}}))
"""
NO_END = """
    print(os.environ.get("DATABASE_URL"), file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-c", "import time; time.sleep(600)", __file__])
"""


@pytest.fixture
def begin(tmp_path):
    """A function that starts a benchmark of one database."""

    def begin_one(database="SQLite", measuring="", count=0, patience=60):
        script = tmp_path / "benchmark.py"
        script.write_text(BENCHMARK.format(database=database, measuring=measuring, count=count, patience=patience))
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, script], env=environment, stderr=subprocess.PIPE, text=True)

    return begin_one


@pytest.mark.parametrize(("count", "status"), [(0, 0), (2, 1)])
def test_errors_and_lost_texts_are_the_exit_status(begin, count, status):
    with begin(count=count) as benchmark:
        assert benchmark.wait(timeout=60) == status


def test_what_takes_too_long_is_ended_with_all_it_started(begin, tmp_path):
    with begin(measuring=NO_END, patience=3) as benchmark:
        assert benchmark.stderr.readline() == "None\n"

    assert benchmark.returncode == 1
    assert servers_of(tmp_path) == []


def test_stopped_midway_it_leaves_no_database(begin, tmp_path):
    with begin("PostgreSQL", measuring=NO_END) as benchmark:
        folder = Path(benchmark.stderr.readline().strip().removeprefix("postgres:///")).parent
        assert servers_of(folder)
        benchmark.terminate()

    assert benchmark.returncode == 143
    assert not folder.exists()
    assert servers_of(folder) == servers_of(tmp_path) == []
