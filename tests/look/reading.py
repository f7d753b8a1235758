"""What a test reads off a page."""

from lxml import html


def tree(response):
    return html.fromstring(response.content.decode())


def words(element):
    """The text of an element as a reader sees it, in one line."""
    return " ".join(element.text_content().split())


def typed(box):
    """The text in a <textarea>; browsers drop the line break after its opening tag, lxml does not."""
    return box.value.removeprefix("\n")


def summary(page):
    """The error summary as (where its link leads, what it says)."""
    entries = page.xpath("//*[@data-error-summary]//li")
    return [("".join(entry.xpath("./a/@href")), words(entry)) for entry in entries]
