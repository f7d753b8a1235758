"""NĐ 30/2020/NĐ-CP, Phụ lục I: its rules measured on the PDF of every paper the program prints, from real records.

Each paper is measured as it comes now (mostly a draft) and as it leaves the house, with number and date.
"""

import io
import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest
import time_machine
from auditlog.context import disable_auditlog
from django.conf import settings
from django.db import transaction
from fontTools.ttLib import TTFont

from archive.printing import KINDS
from documents import pdf, wording
from documents.description import Heading, Issuer, OutlineItem, Paragraph, Signature, Verification
from tests.cast import Cast
from tests.conftest import DAY
from tests.documents.measure import MM, Printed
from tests.documents.samples import covenant, report
from tests.written_year import written_year

LEFT, RIGHT, INDENT = 30, 195, 12.7  # mm
MIDDLE = (LEFT + RIGHT) / 2
POINT = 25.4 / 72
# pytest-django makes the tables only for tests that say so.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MARKS = ".;/"  # at the end of a text, where the paper may put others
STATES = ("now", "given")
GIVEN = {"draft": False, "dated": date(2027, 1, 5), "verification": Verification("K7QF-2MXA-9T", "https://vi.vn/x/")}


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """Kind and state → the paper and its print; nothing of the year stays in the database."""
    with django_db_blocker.unblock(), time_machine.travel(DAY, tick=False), transaction.atomic(), disable_auditlog():
        year = written_year(Cast(), 7)
        unit = year.ordered_memberships[0]
        found = {name: kind.paper(unit if kind.of_unit else year) for name, kind in KINDS.items()}
        transaction.set_rollback(True)
    given = {name: replace(paper, symbol=paper.symbol.replace(".....", "05"), **GIVEN) for name, paper in found.items()}
    both = {(name, "now"): paper for name, paper in found.items()}
    both |= {(name, "given"): paper for name, paper in given.items()}
    return {key: (paper, Printed(pdf.render(paper))) for key, paper in both.items()}


@pytest.fixture(params=product(KINDS, STATES), ids="-".join)
def both(request, papers):
    return papers[request.param]


# --- Finding what the description says ------------------------------------------------------


def lines_of(result, text, page=0):
    """The lines that together say ``text``, each below the one before."""
    wanted = _squeezed(wording.tidy(text)).rstrip(MARKS)
    lines = [line for line in result.lines if line.page >= page]
    for first in range(len(lines)):
        found, rest = [], wanted
        for line in lines[first:]:
            words = _squeezed(line.text)
            if found and (line.page, line.top) <= (found[-1].page, found[-1].top):
                continue
            if words.rstrip(MARKS) == rest:
                return [*found, line]
            if rest.startswith(words):
                found.append(line)
                rest = rest.removeprefix(words)
    raise AssertionError(f"nowhere printed: {text!r}")


def _squeezed(text):
    return "".join(text.split())


def faces(lines):
    return {(line.size, line.face) for line in lines}


def centre(lines):
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2


def wide(lines):
    return max(line.right for line in lines) - min(line.left for line in lines)


def rule_share(result, lines):
    """Length of the rule below ``lines``, of the longest of them; it must stand in their middle."""
    left, right = result.rule_below(lines[-1])
    assert (left + right) / 2 == pytest.approx(centre(lines), abs=0.4)
    return (right - left) / wide(lines)


# --- The page ------------------------------------------------------------------------------


def test_it_is_a4_with_the_margins_of_the_decree(both):
    paper, result = both
    code = f"Mã:{paper.verification.code}" if paper.verification else ""
    for (width, height), chars in zip(result.sizes, result.chars, strict=True):
        assert sorted((width, height)) == pytest.approx([210, 297], abs=0.01)
        text = [c for c in chars if c["size"] < 40 and c["top"] * MM > 18 and c["text"].strip()]  # not DỰ THẢO
        foot = [c for c in text if c["top"] * MM > height - 18]
        assert "".join(c["text"] for c in foot) == code
        text = [c for c in text if c["top"] * MM <= height - 18]
        left, right = min(c["x0"] for c in text) * MM, width - max(c["x1"] for c in text) * MM
        top, bottom = min(c["top"] for c in text) * MM, height - max(c["bottom"] for c in text) * MM
        assert left > 29.8
        assert right > 14.7
        assert top > 19.5
        assert bottom > 19.9
    assert min(line.left for line in result.lines) == pytest.approx(LEFT, abs=5)


def test_all_is_black_in_the_one_typeface(both):
    _, result = both
    for chars in result.chars:
        text = [c for c in chars if c["size"] < 40]
        assert {c["fontname"].split("+")[-1].split("-Serif")[0] for c in text} == {"Liberation"}
        assert {tuple(c["non_stroking_color"]) for c in text} <= {(0,), (0, 0, 0)}


def test_pages_are_numbered_from_the_second_and_each_annex_on_its_own(both):
    paper, result = both
    begins = {annex_page(result, annex) for annex in paper.annexes} | set(headed(result))
    counted = 0
    for page, shown in enumerate(result.page_numbers()):
        counted = 1 if page in begins else counted + 1
        assert shown == (str(counted) if counted > 1 else "")
    for line in (line for line in result.lines if line.bottom < 18):
        assert (line.size, line.face) == (13, "Regular")
        margin = result.sizes[line.page][0]
        assert line.centre == pytest.approx((LEFT + margin - 15) / 2, abs=0.3)


# --- The head -----------------------------------------------------------------------------------


def test_nation_and_motto(both):
    _, result = both
    nation, motto = lines_of(result, wording.NATION), lines_of(result, wording.MOTTO)

    assert faces(nation) <= {(12, "Bold"), (13, "Bold")}
    assert faces(motto) <= {(13, "Bold"), (14, "Bold")}
    assert len(nation) == len(motto) == 1
    assert centre(nation) == pytest.approx(centre(motto), abs=0.3)
    assert nation[0].left > MIDDLE - 25
    assert rule_share(result, motto) == pytest.approx(1, abs=0.01)
    assert motto[0].bottom - nation[0].bottom < 1.25 * motto[0].size * POINT  # single spacing


def test_the_issuer_below_its_superior(both):
    paper, result = both
    superior, issuer = (lines_of(result, wording.upper(name)) for name in (paper.issuer.parent, paper.issuer.name))

    assert faces(superior) <= {(12, "Regular"), (13, "Regular")}
    assert faces(issuer) <= {(12, "Bold"), (13, "Bold")}
    assert centre(superior) == pytest.approx(centre(issuer), abs=0.3)
    assert issuer[0].top > superior[-1].top
    assert 1 / 3 <= rule_share(result, issuer) <= 1 / 2


def test_number_and_symbol(both):
    paper, result = both
    if not paper.symbol:
        assert not [line for line in result.lines if line.page == 0 and line.text.startswith("Số:")]
        return
    number = lines_of(result, f"Số: {paper.symbol}")

    assert faces(number) == {(13, "Regular")}
    assert re.fullmatch(r"Số: (\d{2,}|\.{5})/[A-ZĐ][A-ZĐa-z]*(-[A-ZĐ][A-ZĐa-z]*)*", number[0].text)
    assert centre(number) == pytest.approx(centre(lines_of(result, wording.upper(paper.issuer.name))), abs=0.5)


def test_place_and_date(both):
    paper, result = both
    lines = [
        line for line in result.lines if line.page == 0 and line.left > 95 and line.text.startswith(f"{paper.place},")
    ]
    if not paper.place:
        return
    level = [
        line for line in result.lines if line.page == 0 and abs(line.bottom - lines[0].bottom) < 0.3 and line.left > 95
    ]

    assert faces(level) <= {(13, "Italic"), (14, "Italic")}
    printed = " ".join(line.text for line in level)
    blank = rf"{paper.place}, ngày tháng năm {paper.year}"
    assert re.fullmatch(rf"{paper.place}, ngày \d\d tháng (0[12]|[3-9]|1[0-2]) năm \d{{4}}|{blank}", printed)
    assert (printed == blank) == (paper.dated is None)
    assert centre(level) == pytest.approx(centre(lines_of(result, wording.MOTTO)), abs=0.6)
    if paper.symbol:
        assert level[0].bottom == pytest.approx(lines_of(result, f"Số: {paper.symbol}")[0].bottom, abs=0.1)


def test_name_of_the_kind_and_its_subject(both):
    paper, result = both
    if not paper.kind:
        about = lines_of(result, paper.about)
        number = lines_of(result, f"Số: {paper.symbol}")
        assert faces(about) <= {(12, "Regular"), (13, "Regular")}
        assert centre(about) == pytest.approx(centre(number), abs=0.5)
        assert 6 <= (about[0].top - number[0].bottom) / POINT <= 9  # between the letters' boxes
        return
    kind = lines_of(result, wording.upper(paper.kind))
    subject = lines_of(result, paper.subject) if paper.subject else []
    assert faces(kind) | faces(subject) <= {(13, "Bold"), (14, "Bold")}
    assert [centre([line]) for line in (*kind, *subject)] == pytest.approx([MIDDLE] * len(kind + subject), abs=0.4)
    if subject:
        assert 0 <= subject[0].top - kind[-1].bottom < 3
        assert 1 / 3 <= rule_share(result, subject) <= 1 / 2


# --- The text ------------------------------------------------------------------------------------


def test_whom_it_is_sent_to(both):
    paper, result = both
    if not paper.addressees:
        return
    if len(paper.addressees) == 1:
        found = lines_of(result, f"Kính gửi: {paper.addressees[0]}")
    else:
        items = [lines_of(result, f"- {text}") for text in wording.enumerated(paper.addressees)]
        found = [result.line("Kính gửi", page=0), *(line for lines in items for line in lines)]
        assert len({round(lines[0].left, 1) for lines in items}) == 1
    assert faces(found) <= {(13, "Regular"), (14, "Regular")}


def test_bases(both):
    paper, result = both
    for text in wording.enumerated(paper.bases):
        found = lines_of(result, text)
        assert faces(found) <= {(13, "Italic"), (14, "Italic")}
        assert found[0].left == pytest.approx(LEFT + INDENT, abs=0.4)


def test_paragraphs(both):
    """Upright, 13 to 14 points, justified, the first line indented by 1 or 1.27 cm, at least 6 points apart."""
    paper, result = both
    texts = [paper.opening, *(_said(block) for block in paper.blocks if isinstance(block, Paragraph | OutlineItem))]
    for text in filter(None, texts):
        found = lines_of(result, text)
        assert {line.size for line in found} <= {13, 14}
        assert found[0].left == pytest.approx(LEFT + INDENT, abs=0.6), text
        assert [line.left for line in found[1:]] == pytest.approx([LEFT] * (len(found) - 1), abs=0.6), text
        for line, after in pairwise(found):
            assert line.right == pytest.approx(RIGHT, abs=0.8), line.text
            if line.page == after.page:
                assert 1 <= (after.bottom - line.bottom) / (line.size * POINT) <= 1.5
    gaps = [
        after.top - before.bottom - (before.size * POINT * 0.14)
        for before, after in pairwise([line for line in result.lines if line.size == 14 and line.page == 0])
        if after.left == pytest.approx(LEFT + INDENT, abs=0.4) and before.top > 60
    ]
    assert all(gap >= 6 * POINT - 0.3 for gap in gaps)


def _said(block):
    if isinstance(block, OutlineItem):
        text = wording.upper(block.text) if block.level == 0 and block.label else block.text
        return f"{block.label} {text}".strip()
    return f"{block.lead} {block.text}".strip()


def test_headings_are_bold_capitals_with_roman_numbers(both):
    paper, result = both
    for block in paper.blocks:
        if isinstance(block, OutlineItem) and block.level == 0 and block.label:
            found = lines_of(result, _said(block))
            assert faces(found) <= {(13, "Bold"), (14, "Bold")}
            assert re.match(r"[IVXL]+\. ", found[0].text)


def test_the_text_ends_with_its_mark(both):
    paper, result = both
    texts = int(paper.end_mark) + bool(paper.attached)
    assert len(re.findall(r"(?<!\.)\./\.(?!\.)", " ".join(result.texts))) == texts


# --- The foot ------------------------------------------------------------------------------------


def test_the_signer_and_level_with_it_the_recipients(both):
    paper, result = both
    for signature in paper.signatures:
        posts = [lines_of(result, wording.upper(line)) for line in signature.lines]
        assert {face for lines in posts for face in faces(lines)} <= {(13, "Bold"), (14, "Bold")}
        below = [line for line in result.lines if line.text == signature.name and line.page == posts[-1][-1].page]
        name = [line for line in below if line.top > posts[-1][-1].bottom]
        assert faces(name[:1]) <= {(13, "Bold"), (14, "Bold")}
        assert name[0].centre == pytest.approx(centre(posts[-1]), abs=0.3)
        assert name[0].top - posts[-1][-1].bottom > 20  # room for signature and stamp
        if len(paper.signatures) == 1 and paper.recipients:
            heading = result.line("Nơi nhận:")
            assert (heading.page, posts[0][0].left > MIDDLE) == (posts[0][0].page, True)
            assert heading.top == pytest.approx(posts[0][0].top, abs=1.2)


def test_recipients(both):
    paper, result = both
    if not paper.recipients:
        return
    heading = result.line("Nơi nhận:")
    listed = [lines_of(result, f"- {text}", heading.page) for text in wording.enumerated(paper.recipients)]

    assert (heading.size, heading.face) == (12, "Bold-Italic")
    assert heading.left == pytest.approx(LEFT, abs=0.4)
    assert {face for lines in listed for face in faces(lines)} == {(11, "Regular")}
    assert listed[-1][0].text.startswith("- Lưu: ")


def test_annexes(both):
    paper, result = both
    for annex in paper.annexes:
        page = annex_page(result, annex)
        width = result.sizes[page][0]
        label, title = lines_of(result, annex.label, page), lines_of(result, wording.upper(annex.title), page)
        assert faces(label) == {(14, "Bold")}
        assert faces(title) <= {(13, "Bold"), (14, "Bold")}
        reference = lines_of(result, annex.reference, page)
        assert faces(reference) <= {(13, "Italic"), (14, "Italic")}
        for line in (*label, *title, *reference):
            assert line.centre == pytest.approx((LEFT + width - 15) / 2, abs=0.4)
        assert reference[0].text.startswith("(Kèm theo ")


def headed(result):
    """The pages that begin with the nation's name: the first, and that of a text put into force."""
    return [page for page, text in enumerate(result.texts) if wording.NATION in text]


def test_what_a_decision_says_before_its_articles(both):
    """Phụ lục III, mẫu 1.3: who decides above the bases, the word below them."""
    paper, result = both
    if not paper.authority:
        assert wording.DECIDES not in " ".join(result.texts)
        return
    authority, word = lines_of(result, wording.upper(paper.authority)), lines_of(result, wording.DECIDES)
    bases = [lines_of(result, text) for text in wording.enumerated(paper.bases)]

    assert faces([*authority, *word]) <= {(13, "Bold"), (14, "Bold")}
    assert [centre([line]) for line in (*authority, *word)] == pytest.approx([MIDDLE] * len(authority + word), abs=0.4)
    assert authority[-1].bottom < bases[0][0].top
    assert bases[-1][-1].bottom < word[0].top


def test_a_text_put_into_force_has_a_head_of_its_own(both):
    paper, result = both
    attached = paper.attached
    if attached is None:
        assert headed(result) == [0]
        return
    _, page = headed(result)
    kind, subject = lines_of(result, wording.upper(attached.kind), page), lines_of(result, attached.subject, page)
    reference = lines_of(result, attached.reference, page)

    assert faces([*kind, *subject]) <= {(13, "Bold"), (14, "Bold")}
    assert faces(reference) <= {(13, "Italic"), (14, "Italic")}
    lines = [*kind, *subject, *reference]
    assert [centre([line]) for line in lines] == pytest.approx([MIDDLE] * len(lines), abs=0.4)
    assert 1 / 3 <= rule_share(result, reference) <= 1 / 2
    for name in (paper.issuer.parent, paper.issuer.name, wording.MOTTO):
        assert lines_of(result, wording.upper(name) if name != wording.MOTTO else name, page)[0].page == page
    assert not [line for line in result.lines if line.page == page and line.text.startswith("Số:")]


def test_chapters_and_articles(both):
    """ "Chương I" above its name in capitals, both bold in the middle; the number of an article bold."""
    paper, result = both
    for block in paper.attached.blocks if paper.attached else ():
        if isinstance(block, Heading):
            found = [*lines_of(result, block.label, 1), *lines_of(result, wording.upper(block.text), 1)]
            assert faces(found) <= {(13, "Bold"), (14, "Bold")}
            assert [centre([line]) for line in found] == pytest.approx([MIDDLE] * len(found), abs=0.4)
            assert re.fullmatch("Chương [IVX]+", found[0].text)
        elif isinstance(block, Paragraph) and block.lead:
            first = lines_of(result, _said(block), 1)[0]
            assert re.match(r"Điều \d+\. ", first.text)
            assert first.left == pytest.approx(LEFT + INDENT, abs=0.6)
            assert first.face == ("Bold" if block.bold else "Regular")


def annex_page(result, annex):
    return min(
        line.page for line in result.lines if line.text == annex.label and (line.size, line.face) == (14, "Bold")
    )


def test_the_minutes_have_no_place_line_and_the_secretary_at_the_left():
    """Mẫu 1.9."""
    pair = (Signature(("Thư ký",), "Lê Văn Ân"), Signature(("Chủ tọa",), "Đỗ Thị Ưng"))
    result = Printed(pdf.render(replace(report(7), kind="Biên bản", place="", dated=None, signatures=pair)))
    left, right = result.line("THƯ KÝ"), result.line("CHỦ TỌA")

    assert not [line for line in result.lines if line.page == 0 and "ngày" in line.text and line.top < 60]
    assert left.top == pytest.approx(right.top, abs=0.1)
    assert left.right < MIDDLE < right.left
    assert result.line("Lê Văn Ân").centre == pytest.approx(left.centre, abs=0.3)


# --- Letters -------------------------------------------------------------------------------------

PAINTING = ("f", "f*", "S", "B", "Do")  # rules and the code's picture
TALL = "Ễ Ộ Ự Ỷ Ặ Ẩ Ỗ Ữ"


@pytest.fixture(scope="module")
def tall():
    """A covenant whose lines are full of letters with marks above and below."""
    paper = covenant(7, targets_each=2)
    wrapped = " ".join([TALL, TALL.lower()] * 6)
    cells = tuple(replace(cell, unit=wrapped[:80], post=wrapped[:40], name=TALL) for cell in paper.grid.cells)
    annex = paper.annexes[0]
    rows = tuple((row[0], wrapped[:60], wrapped, *row[3:]) for row in annex.blocks[0].rows)
    annex = replace(annex, title=wrapped, blocks=(replace(annex.blocks[0], rows=rows),))
    return pdf.render(
        replace(
            paper,
            kind=TALL,
            subject=wrapped,
            issuer=Issuer(wrapped[:60], wrapped[:60]),
            opening=wrapped * 2,
            blocks=(OutlineItem(0, "I.", wrapped), OutlineItem(1, "1.", wrapped)),
            recipients=(wrapped[:50], "Lưu: VT"),
            grid=replace(paper.grid, cells=cells),
            annexes=(annex,),
        )
    )


def test_marks_are_never_cut_off(tall):
    """The letters alone look the same without any clipping."""
    assert pictures(tall, left_out=PAINTING) == pictures(tall, left_out=(*PAINTING, "W", "W*"))


def pictures(data, left_out):
    """Each page without some operators of its content."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            kept = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in left_out]
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
        rest = io.BytesIO()
        document.save(rest)
    with closing(pypdfium2.PdfDocument(rest.getvalue())) as document:
        return [page.render(scale=1.5, grayscale=True).to_pil().tobytes() for page in document]


def test_marks_never_touch_the_line_above(tall):
    for chars in Printed(tall).chars:
        inks = [ink(char) for char in chars if char["text"].strip()]
        touched = [
            (letter["text"], above["text"])
            for letter, line, _, top in inks
            for above, line_above, bottom, _ in inks
            if line + 5 < line_above < line + 30 and bottom <= top
            if above["x0"] < letter["x1"] and letter["x0"] < above["x1"]
        ]
        assert touched == []


def ink(char):
    """A letter, its line, and the lowest and highest point of what is black of it, in points from the page's bottom."""
    lowest, highest = outline(char["fontname"].split("2.1.5")[-1].strip("-") or "Regular", char["text"])
    size, line = char["size"], char["matrix"][5]
    return char, line, line + lowest * size, line + highest * size


@cache
def outline(face, letter):
    """Lowest and highest point of ``letter``, in ems from its line."""
    font = typeface(face)
    glyph = font["glyf"][font.getBestCmap()[ord(letter)]]
    return (glyph.yMin / font["head"].unitsPerEm, glyph.yMax / font["head"].unitsPerEm)


@cache
def typeface(face):
    return TTFont(settings.BASE_DIR / f"static/vendor/liberation-serif/LiberationSerif-{face.replace('-', '')}.ttf")
