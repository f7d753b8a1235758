#!/usr/bin/env python3
"""How long one covenant takes to become a PDF: ours in a running process, a browser, an office suite.

All print the same HTML in the same run; the variants take turns and the medians are compared. ``other`` over
``ours`` above 1 means that ours is faster. Ours is tagged PDF/A-3a, theirs plain PDF. The growth exponent is
the slope of log(time) over log(units): 1 is linear. Needs chromium (its headless shell, where that
is installed: it starts sooner) and soffice on the PATH; what is missing is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakhoi.settings")

import django  # noqa: E402

django.setup()

from documents import pdf  # noqa: E402
from tests.documents.samples import covenant  # noqa: E402

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
UNITS = (7, 63)
GROWTH = (7, 15, 31, 63, 125)
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Job = Callable[[int], None]


def pages(folder: Path) -> dict[int, Path]:
    """The covenant of each size as one HTML file with its style sheet inside, fonts by address."""
    style = pdf.STYLESHEET.read_text().replace("../vendor/", (pdf.STATIC / "vendor").as_uri() + "/")
    files = {}
    for units in UNITS:
        files[units] = folder / f"covenant-{units}.html"
        files[units].write_text(pdf.html(covenant(units)).replace("</head>", f"<style>{style}</style></head>"))
    return files


def ours(units: int) -> None:
    pdf.render(covenant(units))


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
    """The exponent of ours and the median seconds behind it."""
    measured: dict[int, list[float]] = {units: [] for units in GROWTH}
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
            medians = alternating({"ours": ours, **rivals}, units, rounds)
            found += [case(f"{units} units, {name}", medians["ours"], medians[name], "s") for name in rivals]
    exponent, medians = growth(rounds)
    detail = ", ".join(f"{units}: {spent:.2f} s" for units, spent in medians.items())
    found.append(case(f"growth over units ({detail})", exponent, 1.0, "exponent"))
    return found


def case(name: str, our: float, other: float, unit: str) -> dict:
    return {
        "case": name, "ours": round(our, 4), "other": round(other, 4), "ratio": round(other / our, 3), "unit": unit,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds of each variant (default 5)")
    options = parser.parse_args()
    found = cases(options.rounds)
    if options.json:
        print(json.dumps({"name": "covenant_pdf", "cases": found}, ensure_ascii=False))
        return
    print(f"{'case':<75} {'ours':>8} {'other':>8} {'ratio':>6}")
    for one in found:
        print(f"{one['case']:<75} {one['ours']:>8.3f} {one['other']:>8.3f} {one['ratio']:>6.2f}  {one['unit']}")


if __name__ == "__main__":
    main()
