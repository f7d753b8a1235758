"""script/with-postgres: a database for one command, and nothing left of it."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "script" / "with-postgres"

ASK = """
import environ, psycopg2
config = environ.Env().db("DATABASE_URL")
cursor = psycopg2.connect(dbname=config["NAME"], host=config["HOST"]).cursor()
cursor.execute("select current_setting('server_encoding'), current_setting('fsync')")
print(*cursor.fetchone(), config["HOST"])
raise SystemExit(7)
"""


def servers_of(folder):
    return [p.pid for p in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(p.info["cmdline"] or [])]


def test_lends_a_database_and_hands_on_the_exit_status():
    done = subprocess.run([SCRIPT, sys.executable, "-c", ASK], capture_output=True, text=True, check=False)

    assert done.returncode == 7
    encoding, fsync, folder = done.stdout.split()
    assert (encoding, fsync) == ("UTF8", "off")
    assert not Path(folder).exists()
    assert servers_of(folder) == []


@pytest.mark.parametrize(("stop", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_stopped_midway_leaves_nothing(stop, status):
    command = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        [SCRIPT, sys.executable, "-c", command], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        folder = Path(running.stdout.readline().strip().removeprefix("postgres:///")).parent
        assert folder.is_dir()
        assert servers_of(folder)
        script = psutil.Process(running.pid)
        # A terminal sends CTRL-C to every process in front of it; kill sends TERM to the one named.
        for process in [script, *script.children()] if stop == signal.SIGINT else [script]:
            process.send_signal(stop)
        running.wait(timeout=20)

    assert running.returncode == status
    assert not folder.exists()
    assert servers_of(folder) == []


def test_without_a_command():
    done = subprocess.run([SCRIPT], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (
        1,
        "error: which command? script/with-postgres COMMAND [ARGUMENT...]\n",
    )
