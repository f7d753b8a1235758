"""Pages of the demonstration as pictures: take_screenshots.py ADDRESS FOLDER (see script/screenshots)."""

import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PASSWORD = "bon-mua-hoa-sen-no"  # noqa: S105 - published with the demonstration
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
YEAR = "/khoi/cum-trung-du-mien-nui-phia-bac/2027/"
# name of the picture, who looks, where
PICTURES = [
    ("year", "chuyenvien.thainguyen", YEAR),
    ("registration", "chuyenvien.laocai", f"{YEAR}dang-ky/tt-laocai/chi-tieu/"),
    ("ceremony", "chuyenvien.thainguyen", f"{YEAR}le-ky-ket/"),
    ("screen", "chuyenvien.thainguyen", f"{YEAR}le-ky-ket/man-chieu/"),
]


def wait_for(address):
    """Until the server answers; half a minute at most."""
    for _ in range(60):
        try:
            return urlopen(f"{address}/tro-giup/")  # noqa: S310
        except URLError:
            time.sleep(0.5)
    raise SystemExit(f"no answer from {address}")


def main(address, folder):
    wait_for(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        for name, who, where in PICTURES:
            page = browser.new_context(base_url=address, viewport={"width": 1366, "height": 900}).new_page()
            page.goto("/tai-khoan/dang-nhap/")
            page.fill("[name=login]", who)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.goto(where)
            page.screenshot(path=Path(folder) / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
