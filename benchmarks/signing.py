#!/usr/bin/env python3
"""What the last of 7 and of 63 digital signatures costs: seconds of processor time, and memory at its highest.

Ours judges what the file adds to the one before, in a process of its own as the server starts it. "All again" is
what a verifier does that keeps nothing: every signature anew at each arrival, and for each all that was written after
it, in a process like ours and with the same reader; over a whole covenant that grows with the cube of the signatures.
Of 63 signatures it judges the first, the middle and the last, and the time is taken 21 times; its memory is that of
those three. "Signing" is pyHanko with the key at hand, once it is loaded. ``other`` over ``ours`` above 1 means that
ours needs less. The status is 1 if any signature was not found valid.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakhoi.settings")

UNITS = (7, 63)
NOW = datetime(2027, 2, 25, tzinfo=UTC)  # what the tests' certificates and lists are made for
OURS = [sys.executable, "-m", "documents.signatures"]


# --- What is done in processes of its own: one that has grown would lend its size to those it starts -------------


def make(units: int, folder: Path) -> float:
    """Lay what ours is asked about the last signature into ``folder``; the seconds that making it took."""
    import django

    django.setup()
    from django.conf import settings

    from blocs import clock
    from documents import pdf, signed_files
    from tests.documents import samples, signers

    settings.TRUST_DIR = folder / "trust"
    signers.trusted(settings.TRUST_DIR)
    content, by = pdf.render(samples.covenant(units)), signers.holder("Thanh tra Bộ Tư pháp")
    for place in range(1, units + 1):
        before, start = content, time.process_time()
        content = signers.signed(before, f"ky-{place}", by)
    spent = time.process_time() - start
    with clock.held(NOW):
        (folder / "question").write_bytes(signed_files.question(content, before))
    return spent


def again(asked: dict, content: bytes) -> dict:
    """The alternative, in words like those of ours."""
    from django.conf import settings

    settings.configure(**asked["settings"])
    from pyhanko.sign.validation import validate_pdf_signature

    from blocs import clock
    from documents import signatures, trust

    known = trust.read()
    found = signatures.Reader(io.BytesIO(content)).embedded_regular_signatures
    sample = found if len(found) <= UNITS[0] else [found[0], found[len(found) // 2], found[-1]]
    with clock.held(NOW):
        valid = [validate_pdf_signature(one, signatures._context(known, "require")).bottom_line for one in sample]
    return {"found": [{"state": "valid" if one else ""} for one in valid]}


# --- What is measured ---------------------------------------------------------------------


def measured(command: list[str], question: Path) -> tuple[float, float, list[str]]:
    """Seconds, megabytes, and the state of each signature that was judged."""
    with question.open("rb") as asked:
        process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    assert process.stdout
    with process.stdout as said:
        answer = said.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    states = [found["state"] for found in json.loads(answer).get("found", [])] if status == 0 else []
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, states


def cases(units: int) -> tuple[list[dict], bool]:
    """What ``units`` signatures cost, and whether all that were judged are valid."""
    itself = [sys.executable, __file__]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*itself, "--make", str(units), folder], stdout=subprocess.PIPE, check=True, cwd=ROOT)
        question = Path(folder) / "question"
        seconds, memory, states = measured(OURS, question)
        again_seconds, again_memory, again_states = measured([*itself, "--again"], question)
    times = units / max(len(again_states), 1)
    return [
        case(f"{units} units, judging the last, all again", seconds, again_seconds * times, "s"),
        case(f"{units} units, judging the last, all again", memory, again_memory, "MB"),
        case(f"{units} units, judging the last, signing", seconds, float(done.stdout), "s"),
    ], states == ["valid"] and set(again_states) == {"valid"}


def case(name: str, our: float, other: float, unit: str) -> dict:
    return {
        "case": name, "ours": round(our, 3), "other": round(other, 3), "ratio": round(other / our, 3), "unit": unit,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--again", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        print(make(int(options.make[0]), Path(options.make[1])))
        return 0
    if options.again:
        json.dump(again(json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()), sys.stdout)
        return 0
    return report(options.json)


def report(as_json: bool) -> int:
    results = [cases(units) for units in UNITS]
    found, are_valid = [one for some, _ in results for one in some], all(valid for _, valid in results)
    if as_json:
        print(json.dumps({"name": "signing", "cases": found}, ensure_ascii=False))
    else:
        print(f"{'case':<50} {'ours':>8} {'other':>9} {'ratio':>7}")
        for one in found:
            print(f"{one['case']:<50} {one['ours']:>8.2f} {one['other']:>9.2f} {one['ratio']:>7.2f}  {one['unit']}")
    if not are_valid:
        print("Not every signature was found valid.", file=sys.stderr)
    return 0 if are_valid else 1


if __name__ == "__main__":
    sys.exit(main())
