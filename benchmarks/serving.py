"""What the benchmarks of the running server share: one database each, gunicorn on a free port, the table of figures."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATABASES = {"SQLite": [], "PostgreSQL": [str(ROOT / "script/with-postgres")]}
COUNTED = "of all"  # the unit of what must not be: errors, lost texts


@contextmanager
def server(settings: str, workers: int = 2) -> Iterator[int]:
    """gunicorn on a free port of this machine, with these settings."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    choice = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": str(workers), "DJANGO_SETTINGS_MODULE": settings}
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


PATIENCE = 3600  # s for one database; 63 units at once on a machine with other work take long


def in_a_process(script: Path, database: str, folder: Path, options: list[str]) -> list[dict]:
    """Run ``script`` for one database that is made for it; its cases, or none where the database is missing."""
    data = folder / database
    data.mkdir()
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG", "HTTPS")}
    environment |= {
        "DATA_DIR": str(data), "STATIC_ROOT": str(folder / "static"), "SECRET_KEY": "chi-dung-de-do-" + "0" * 40,
        "DJANGO_SETTINGS_MODULE": "benchmarks.pages_settings", "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [*DATABASES[database], sys.executable, str(script), "--database", database, *options]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            name = f"{database}, not done within {PATIENCE} s"
            return [{"case": name, "ours": 1, "other": 0, "ratio": None, "unit": COUNTED}]
        finally:
            if process.poll() is None:
                end_group(process)
    if process.returncode:
        print(f"error: {database} is left out; the reason stands above", file=sys.stderr)
        return []
    return json.loads(output)


def end_group(process: subprocess.Popen) -> None:
    """``process`` and all it started; TERM first, upon which script/with-postgres puts its database away."""
    for end in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, end)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=30)


def prepare_database() -> None:
    """Tables and style sheets of the server to come."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not Path(os.environ["STATIC_ROOT"]).exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def analyse() -> None:
    """Tell PostgreSQL what it holds, as it would know after a night; then let go of the database."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()


def run(script: str, about: str | None, measure: Callable[..., list[dict]], numbers: dict[str, tuple]) -> int:
    """The command line of a benchmark; 0 when it measured something and counted nothing that must not be.

    measure  database and the ``numbers`` as keywords → cases
    numbers  option → type, default, help
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    for option, (kind, default, words) in numbers.items():
        parser.add_argument(f"--{option}", type=kind, default=default, help=f"{words} (default {default})")
    parser.add_argument("--database", choices=DATABASES, help=argparse.SUPPRESS)
    options = vars(parser.parse_args())
    chosen = {option: options[option] for option in numbers}
    if options["database"]:
        print(json.dumps(measure(options["database"], **chosen)))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what runs for a database does not outlive this
    path, handed_on = Path(script), [f"--{option}={value}" for option, value in chosen.items()]
    with tempfile.TemporaryDirectory() as folder:
        found = [case for name in DATABASES for case in in_a_process(path, name, Path(folder), handed_on)]
    show(path.stem, found, as_json=options["json"])
    faultless = all(case["unit"] != COUNTED or not case["ours"] for case in found)
    return 0 if found and faultless else 1


def show(name: str, cases: list[dict], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"name": name, "cases": cases}, ensure_ascii=False))
        return
    print(f"{'case':<52} {'ours':>8} {'other':>8} {'ratio':>6}")
    for one in cases:
        ratio = f"{one['ratio']:>6.2f}" if one["ratio"] is not None else f"{'':>6}"
        print(f"{one['case']:<52} {one['ours']:>8.1f} {one['other']:>8.1f} {ratio}  {one['unit']}")
