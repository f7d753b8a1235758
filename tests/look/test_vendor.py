"""What is bundled: complete, licensed, and nothing fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FONTS = STATIC / "vendor" / "be-vietnam-pro"
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
OWN_CSS = sorted((STATIC / "css").glob("*.css"))
# Papers are laid out by WeasyPrint, or opened from a stick: no browser gets them under the policy.
PAPERS = [TEMPLATES / "documents", TEMPLATES / "ceremonies" / "pdf"]
PAGES = sorted(page for page in TEMPLATES.rglob("*.html") if not any(page.is_relative_to(each) for each in PAPERS))


def vietnamese_letters():
    from unicodedata import normalize

    lower = {normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return lower | {letter.upper() for letter in lower}


@pytest.mark.parametrize("weight", [400, 600])
def test_the_two_subsets_hold_every_letter_in_the_ranges_the_stylesheet_names(weight):
    letters = set()
    for face in re.findall(r"@font-face \{(.*?)\}", (STATIC / "css" / "fonts.css").read_text(), re.DOTALL):
        if f"font-weight: {weight};" in face:
            file = FONTS / re.search(r"be-vietnam-pro/([\w-]+\.woff2)", face)[1]
            ranges = [
                range(int(first, 16), int(last or first, 16) + 1)
                for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
            ]
            held = TTFont(file).getBestCmap()
            letters |= {chr(code) for code in held if any(code in span for span in ranges)}
    assert vietnamese_letters() - letters == set()
    assert set("0123456789,.%–“”·…›()/:;+-") - letters == set()


def test_every_bundled_folder_has_its_licence_and_a_line_in_the_list():
    listed = (STATIC / "vendor" / "README.md").read_text()
    for folder in (STATIC / "vendor").iterdir():
        if folder.is_dir():
            licences = [file.name for file in folder.iterdir() if file.name in ("LICENSE", "OFL.txt")]
            assert len(licences) == 1, folder
            assert f"`{folder.name}/{licences[0]}`" in listed


@pytest.mark.parametrize(
    ("file", "package"), [("bootstrap/bootstrap.min.css", "`bootstrap` "), ("htmx/htmx.min.js", "`htmx.org` ")]
)
def test_the_list_names_the_version_that_is_there(file, package):
    listed = (STATIC / "vendor" / "README.md").read_text()
    version = re.search(re.escape(package) + r"([\d.]+)", listed)[1]
    assert version in (STATIC / "vendor" / file).read_text()


@pytest.mark.parametrize("file", OWN_CSS, ids=lambda file: file.name)
def test_stylesheets_ask_for_nothing_but_files_beside_them(file):
    for address in re.findall(r"url\(\"?([^\")]+)", file.read_text()):
        assert (file.parent / address).resolve().is_relative_to(STATIC)
        assert (file.parent / address).exists()


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_pages_carry_nothing_the_content_security_policy_forbids(file):
    text = file.read_text()
    script = r"<script(?![^>]*\ssrc=|\stype=\"application/ld\+json\")"
    assert re.findall(rf"<style|\sstyle=|\son[a-z]+=\"|javascript:|{script}", text) == []
    assert "|safe" not in text.replace("fields_output|safe", "")
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", text) == []
