"""Printing in a process of its own: limited in time and memory."""

import gc
import tempfile
import time

import pytest

from documents import pdf, press
from documents.limits import PaperTooLong
from tests.documents.measure import printed
from tests.documents.samples import covenant


def test_it_prints_what_is_printed_here():
    paper = covenant(7)
    assert press.printed(paper) == pdf.render(paper)
    with pytest.raises(PaperTooLong, match="501 đơn vị"):
        press.printed(covenant(501))


def test_it_tells_how_far_it_is():
    seen = []
    press.run(pdf.render, covenant(4, targets_each=1), told=seen.append)
    assert seen == [1, 2, 3, 4, 5]


def sleepy(paper):
    time.sleep(60)
    return b""


def endless(paper):
    while True:
        pass


def greedy(paper):
    return b"x" * (200 * 1024 * 1024)


def broken(paper):
    raise ZeroDivisionError


def forgetful(paper):
    pdf.forget_fonts()
    gc.unfreeze()
    gc.collect()
    return b"done"


def test_a_child_that_makes_fonts_of_its_own_leaves_its_parents_whole():
    pdf.forget_fonts()
    pdf.warm()  # italics are not loaded yet
    assert press.run(forgetful, covenant(4)) == b"done"

    assert "Căn cứ Luật Thi đua" in "".join(line.text for line in printed(covenant(4)).lines)


def with_fonts_of_its_own(paper):
    pdf.forget_fonts()
    return pdf.render(paper)


def test_what_a_child_leaves_behind_goes_with_it(monkeypatch, tmp_path):
    pdf.warm()
    (scratch := tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    assert press.run(with_fonts_of_its_own, covenant(4)).startswith(b"%PDF")
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("job", [sleepy, endless, greedy, broken])
def test_what_takes_too_long_or_too_much_is_ended_and_leaves_its_place(job, caplog):
    for _ in range(3):
        with pytest.raises(press.Unprintable):
            press.run(job, covenant(4), seconds=1, memory=100 * 1024 * 1024)
    assert press.printed(covenant(4))
