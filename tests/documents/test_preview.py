"""The draft to look at and the record: the same words, lines and page numbers, by two ways."""

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import caches

from documents import limits, pdf, preview
from documents.limits import PaperTooLong
from tests.documents.measure import Printed
from tests.documents.samples import covenant, report


def lines(content):
    printed = Printed(content)
    places = [(round(line.left), round(line.top)) for line in printed.lines]
    return [
        list(zip(places, (line.text for line in printed.lines), strict=True)),
        printed.page_numbers(),
        printed.sizes,
    ]


@pytest.mark.parametrize(
    "paper",
    [
        covenant(2, targets_each=40),
        replace(covenant(9, targets_each=3), draft=True, sample=True, verification=None),
        report(7),
    ],
    ids=["annexes of several pages", "draft", "wide annex"],
)
def test_both_ways_show_the_same_words_and_line_breaks(paper):
    record = lines(pdf.render(paper))
    assert lines(preview.render(paper)) == record
    assert lines(preview.render(paper)) == record  # now from the cache


def test_an_annex_is_laid_out_anew_when_what_it_shows_changes():
    paper = covenant(3, targets_each=2)
    preview.render(paper)
    annex = paper.annexes[1]
    table = annex.blocks[0]
    changed = replace(annex, blocks=(replace(table, rows=((1, "Chỉ tiêu vừa sửa", 90, "%"), *table.rows[1:])),))
    again = replace(paper, annexes=(paper.annexes[0], changed, paper.annexes[2]))

    assert lines(preview.render(again)) == lines(pdf.render(again))
    for mark in ({"draft": True}, {"sample": True}, {"verification": None}):
        assert lines(preview.render(replace(paper, **mark))) == lines(pdf.render(replace(paper, **mark)))


def test_the_paper_itself_is_laid_out_anew_when_a_word_changes():
    paper = covenant(3, targets_each=1)
    preview.render(paper)
    for changed in (
        {"closing": "Lời kết vừa sửa."},
        {"place": "Cao Bằng"},
        {"grid": None},
        {"annexes": paper.annexes[:2]},
    ):
        again = replace(paper, **changed)
        assert lines(preview.render(again)) == lines(pdf.render(again))


def test_what_is_kept_of_annexes_does_not_grow_beyond_its_bound(settings):
    bounded = settings.CACHES["annexes"] | {"OPTIONS": {"MAX_ENTRIES": 5}}
    settings.CACHES = settings.CACHES | {"annexes": bounded}
    preview.render(covenant(7, targets_each=1))
    assert len(caches["annexes"]._list_cache_files()) <= 5


def test_the_annexes_are_found_by_bookmark_and_page_label():
    with pikepdf.open(io.BytesIO(preview.render(covenant(2, targets_each=60)))) as document:
        with document.open_outline() as outline:
            assert [item.title for item in outline.root][-2:] == ["Phụ lục I", "Phụ lục II"]
        labels = [page.label for page in document.pages]
    assert labels[:2] == ["1", "2"]
    assert labels[-2:] == ["Phụ lục II, trang 3", "Phụ lục II, trang 4"]


def test_two_who_look_at_once_see_the_same():
    paper = covenant(3, targets_each=2)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(preview.render, [paper] * 2)

    assert lines(first) == lines(second) == lines(pdf.render(paper))


def test_an_annex_that_cannot_be_read_any_more_is_no_obstacle(settings):
    paper = covenant(2, targets_each=1)
    kept = Path(settings.CACHES["annexes"]["LOCATION"])
    whole = lines(preview.render(paper))
    for file in kept.iterdir():
        file.write_bytes(b"")

    assert lines(preview.render(paper)) == whole
    shutil.rmtree(kept)
    assert lines(preview.render(paper)) == whole


def test_many_annexes_are_looked_at_one_by_one_but_none_that_is_too_long():
    """The limit is on what is laid out in one go: the record of the first would be too long."""
    first = covenant(63, targets_each=100)
    with pytest.raises(PaperTooLong, match=r"các bảng có 25\.200 ô, nhiều nhất là 20\.000"):
        limits.check(first)
    limits.check_parts(first)

    with pytest.raises(PaperTooLong, match=r"các bảng có 20\.004 ô"):
        preview.render(covenant(2, targets_each=5_001))
    with pytest.raises(PaperTooLong, match="501 đơn vị"):
        preview.render(covenant(501))
