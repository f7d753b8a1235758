"""script/server as a newcomer meets it: it serves, or says in one line why not."""

import os
import socket
import subprocess
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "script" / "server"


def refused(environment):
    done = subprocess.run([SERVER], env=environment, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT)
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_taken_port(environment, free_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()

        assert refused(environment) == (
            f"error: cannot listen on 127.0.0.1:{free_port} (Address already in use; cổng đang được dùng); "
            f"try: PORT={free_port + 1} {SERVER}\n"
        )


def test_port_that_is_none(environment):
    assert refused(environment | {"PORT": "http"}) == (
        f"error: PORT=http is not a port number; for example: PORT=8001 {SERVER}\n"
    )


def test_unwritable_folder(environment, tmp_path):
    (tmp_path / "file").touch()

    assert refused(environment | {"DATA_DIR": str(tmp_path / "file" / "data")}) == (
        f"error: cannot write to {tmp_path}/file/data; choose another folder (chọn thư mục khác): "
        f"DATA_DIR=$HOME/thi-dua-khoi {SERVER}\n"
    )


def test_database_that_does_not_answer(environment, free_port):
    said = refused(environment | {"DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port}/none"})

    assert said.startswith("error: the database of DATABASE_URL does not answer (không kết nối được")
    assert "Connection refused" in said
    assert said.count("\n") == 1


def fetch(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return response.status, response.url, response.read().decode()


def served_until_stopped(environment):
    """What the server printed, and the first page as an anonymous visitor gets it."""
    with subprocess.Popen([SERVER], env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        printed = ""
        for line in server.stdout:
            printed += line
            if line.startswith("Serving on"):
                break
        page = fetch(environment["PORT"], "/")
        started = psutil.Process(server.pid).children(recursive=True)
        commands = [" ".join(process.cmdline()) for process in started]
        server.terminate()
        server.wait(timeout=20)
    assert server.returncode == 0
    _, left = psutil.wait_procs(started, timeout=20)
    assert not left
    return printed, page, commands


@pytest.mark.usefixtures("lent_database")
def test_serves_and_keeps_what_it_made(environment):
    data = Path(environment["DATA_DIR"])

    printed, (status, url, page), commands = served_until_stopped(environment)

    address = f"http://127.0.0.1:{environment['PORT']}"
    assert printed.endswith(f"Serving on {address}  (CTRL-C stops it)\n")
    assert status == 200
    assert url.startswith(f"{address}/")
    assert "<title>Đăng nhập" in page
    assert sum("gunicorn" in command for command in commands) == min(2 * os.cpu_count(), 4)
    assert sum("manage.py work" in command for command in commands) == 1
    key = data / "secret-key"
    assert (data.stat().st_mode & 0o777, key.stat().st_mode & 0o777) == (0o700, 0o600)
    assert len(key.read_text().strip()) >= 50

    made = key.read_text()
    again, _, _ = served_until_stopped(environment)

    assert key.read_text() == made
    assert again.endswith(f"Serving on {address}  (CTRL-C stops it)\n")
