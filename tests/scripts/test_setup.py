"""script/setup on machines that lack something. The machine is acted by small programs first on PATH."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(tmp_path):
    """A checkout without ``.venv`` on a machine where Pango is missing until ``apt-get install`` ran."""
    shutil.copytree(ROOT / "script", tmp_path / "script")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    program(programs, "id", 'echo "${ACTED_USER:-1000}"')
    program(programs, "apt-get", f'echo "$*" >>"{tmp_path}/apt-calls"')
    program(
        programs,
        "python-without-pango",
        f'case "$*" in *libpango*) grep -qs install "{tmp_path}/apt-calls" || exit 1;; esac\n'
        f'exec "{sys.executable}" "$@"',
    )
    return tmp_path


def program(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def setup(machine, *arguments, **environment):
    return subprocess.run(
        [machine / "script" / "setup", *arguments],
        env={"PATH": f"{machine / 'bin'}:{os.environ['PATH']}"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_missing_library_names_the_packages(machine):
    done = setup(machine, PYTHON="python-without-pango")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "error: missing system packages (còn thiếu gói hệ thống); run: "
        "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0\n"
    )


def test_missing_python_is_named_first(machine):
    done = setup(machine, PYTHON="no-such-python")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "error: missing system packages (còn thiếu gói hệ thống); run: "
        "sudo apt-get install --no-install-recommends python3 python3-venv "
    )
    assert done.stderr.count("\n") == 1


def test_old_python_counts_as_missing(machine):
    program(machine / "bin", "python-of-old", "exit 1")

    assert " python3 python3-venv " in setup(machine, PYTHON="python-of-old").stderr


def test_administrator_gets_the_packages_installed(machine):
    (machine / ".venv").write_text("a file where the folder should be\n")

    done = setup(machine, PYTHON="python-without-pango", ACTED_USER="0")

    assert (machine / "apt-calls").read_text().splitlines() == [
        "update -qq",
        "install -qq -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0",
    ]
    assert done.stdout == "Installing libpango-1.0-0 libpangoft2-1.0-0 ...\n"
    assert done.stderr == (
        f"error: cannot make {machine}/.venv; is the folder writable and the disk not full? (thư mục không ghi được)\n"
    )


def test_packages_that_do_not_help_are_named(machine):
    program(
        machine / "bin",
        "python-without-pango",
        f'case "$*" in *libpango*) exit 1;; esac\nexec "{sys.executable}" "$@"',
    )

    done = setup(machine, PYTHON="python-without-pango", ACTED_USER="0")

    assert done.returncode == 1
    assert done.stderr == "error: still missing after apt-get install: libpango-1.0-0 libpangoft2-1.0-0\n"


def test_unknown_option(machine):
    done = setup(machine, "--all")

    assert (done.returncode, done.stderr) == (1, "error: unknown option --all; use: script/setup [--tests]\n")


def test_says_and_does_nothing_when_all_is_there(machine):
    (machine / ".venv").symlink_to(ROOT / ".venv")

    done = setup(machine)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (machine / "apt-calls").exists()
