"""What people do on any page, and what they read there."""

import io

import pdfplumber
from playwright.sync_api import expect


def click(page, name, *, role="button"):
    """Wait until all of the next page is there, its scripts too.

    For pages that are read or counted at once, or that work by their scripts; in all others each box is waited for.
    """
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).click()


def says(page, words):
    expect(page.locator("main [role=status]").first).to_contain_text(words)


def fits(page):
    """Nothing sticks out of the window."""
    page.wait_for_load_state()  # until its own letters have come, a page may be wider
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def text_of(page, link):
    """The words of the PDF behind ``link``, one page after the other."""
    answer = page.request.get(page.get_by_role("link", name=link).get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.body())) as pdf:
        return "\n".join(sheet.extract_text() for sheet in pdf.pages)
