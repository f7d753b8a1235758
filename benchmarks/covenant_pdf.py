#!/usr/bin/env python3
"""How long one covenant, with an annex of 20 targets for each unit, takes to become a PDF: ours in a running process,
a browser, an office suite.

All print the same HTML in the same run; the variants take turns and the medians are compared. ``other`` over ``ours``
above 1 means that ours is faster. Ours is the preview as the site gives it, printed in a forked process: after a word
of the paper itself was changed, the annexes in the cache; then "again", when nothing was changed and all is in the
cache. All run with the same priority. Beside it stands what takes longer, once: the preview with an empty cache, and
the record, which is tagged PDF/A-3a and printed whole. The growth exponent is the slope of log(time) over log(units):
1 is linear. Needs chromium (its headless shell, where that is installed: it starts sooner) and soffice on the PATH;
what is missing is left out.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakhoi.settings")
scratch = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = scratch.name

import django  # noqa: E402

django.setup()

from django.core.cache import caches  # noqa: E402

from documents import pdf, press, preview  # noqa: E402
from documents.description import Paper  # noqa: E402
from tests.documents.samples import covenant  # noqa: E402

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
UNITS = (7, 34, 63)
GROWTH = (7, 34, 63, 250, 500)
TARGETS_EACH = 20
MEMORY_GOAL = 300  # MB
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Job = Callable[[int], None]
_turns = itertools.count()


def pages(folder: Path) -> dict[int, Path]:
    """The covenant of each size as one HTML file with its style sheet inside, fonts by address."""
    style = pdf.STYLESHEET.read_text().replace("../vendor/", (pdf.STATIC / "vendor").as_uri() + "/")
    files = {}
    style += "section { break-before: page; }"
    for units in UNITS:
        itself, *annexes = pdf.html(described(units))
        bodies = "".join(annex.partition("<body")[2].partition(">")[2].partition("</body>")[0] for annex in annexes)
        files[units] = folder / f"covenant-{units}.html"
        whole = itself.replace("</head>", f"<style>{style}</style></head>").replace("</body>", f"{bodies}</body>")
        files[units].write_text(whole)
    return files


@cache
def described(units: int) -> Paper:
    return covenant(units, targets_each=TARGETS_EACH)


def ours(units: int) -> None:
    """With a closing that no preview before it had."""
    paper = described(units)
    press.previewed(replace(paper, closing=f"{paper.closing} ({next(_turns)})"))


def again(units: int) -> None:
    press.previewed(described(units))


def fill_cache(units: int) -> float:
    """Seconds of a first preview: no annex is in the cache."""
    caches["annexes"].clear()
    return seconds(lambda units: press.run(preview.render, described(units), seconds=3600), units)


def record(units: int) -> None:
    press.run(pdf.render, described(units), seconds=3600)


def chromium_started(files: dict[int, Path], folder: Path) -> Job:
    def job(units: int) -> None:
        output = f"--print-to-pdf={folder / 'chromium.pdf'}"
        run([BROWSER, "--headless", *CHROMIUM, "--no-pdf-header-footer", output, files[units].as_uri()])

    return job


def chromium_kept(files: dict[int, Path], stack: ExitStack) -> Job:
    from playwright.sync_api import sync_playwright  # slow import, only here

    browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=BROWSER, args=list(CHROMIUM))
    stack.callback(browser.close)

    def job(units: int) -> None:
        page = browser.new_page()
        page.goto(files[units].as_uri())
        page.pdf(prefer_css_page_size=True)
        page.close()

    return job


def libreoffice(files: dict[int, Path], folder: Path) -> Job:
    def job(units: int) -> None:
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        target = ["--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder), str(files[units])]
        run(["soffice", profile, "--headless", *target])
        # It ends without an error even when it printed nothing.
        files[units].with_suffix(".pdf").unlink()

    return job


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def others(files: dict[int, Path], folder: Path, stack: ExitStack) -> dict[str, Job]:
    jobs: dict[str, Job] = {}
    if BROWSER:
        jobs["Chromium started for the job"] = chromium_started(files, folder)
        jobs["Chromium kept running"] = chromium_kept(files, stack)
    if shutil.which("soffice"):
        jobs["LibreOffice"] = libreoffice(files, folder)
    return jobs


def seconds(job: Job, units: int) -> float:
    start = time.perf_counter()
    job(units)
    return time.perf_counter() - start


def alternating(jobs: dict[str, Job], units: int, rounds: int) -> dict[str, float]:
    """Median seconds of each job; one unmeasured round first, then all in turn."""
    measured: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            spent = seconds(job, units)
            if turn:
                measured[name].append(spent)
    return {name: statistics.median(times) for name, times in measured.items()}


def growth(rounds: int) -> tuple[float, dict[int, float]]:
    """The exponent of ours and the median seconds behind it; the cache holds all annexes."""
    measured: dict[int, list[float]] = {units: [] for units in GROWTH}
    for units in GROWTH:
        ours(units)
    for _ in range(rounds):
        for units in GROWTH:
            measured[units].append(seconds(ours, units))
    medians = {units: statistics.median(times) for units, times in measured.items()}
    slope = statistics.linear_regression(
        [math.log(units) for units in medians], [math.log(time) for time in medians.values()]
    ).slope
    return slope, medians


def cases(rounds: int) -> list[dict]:
    found = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = pages(folder)
        rivals = others(files, folder, stack)
        for units in UNITS:
            first = fill_cache(units)
            medians = alternating({"ours": ours, "again": again, **rivals}, units, rounds)
            for name in rivals:
                found.append(case(f"{units} units, {name}", medians["ours"], medians[name], "s"))
                found.append(case(f"{units} units again, {name}", medians["again"], medians[name], "s"))
            found.append(case(f"{units} units, ours with an empty cache", medians["ours"], first, "s"))
            found.append(case(f"{units} units, the record", medians["ours"], seconds(record, units), "s"))
    fill_cache(max(GROWTH))
    exponent, medians = growth(rounds)
    detail = ", ".join(f"{units}: {spent:.2f} s" for units, spent in medians.items())
    found.append(case(f"growth over units ({detail})", exponent, 1.0, "exponent"))
    found.append(case(f"memory at {max(GROWTH)} units, other is the goal", peak_memory(max(GROWTH)), MEMORY_GOAL, "MB"))
    return found


def peak_memory(units: int) -> float:
    """MB at most in the process that prints, of a new preview with a full cache."""

    def measured(paper: Paper) -> bytes:
        preview.render(paper)
        return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode()

    return int(press.run(measured, described(units))) * 1024 / 1e6


def case(name: str, our: float, other: float, unit: str) -> dict:
    return {
        "case": name, "ours": round(our, 4), "other": round(other, 4), "ratio": round(other / our, 3), "unit": unit,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds of each variant (default 5)")
    options = parser.parse_args()
    press.NICENESS = 0  # as the others have
    found = cases(options.rounds)
    if options.json:
        print(json.dumps({"name": "covenant_pdf", "cases": found}, ensure_ascii=False))
        return
    print(f"{'case':<75} {'ours':>8} {'other':>8} {'ratio':>6}")
    for one in found:
        print(f"{one['case']:<75} {one['ours']:>8.3f} {one['other']:>8.3f} {one['ratio']:>6.2f}  {one['unit']}")


if __name__ == "__main__":
    main()
