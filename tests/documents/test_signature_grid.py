"""The grid of signatures under a covenant, measured on the printed paper."""

from dataclasses import replace
from itertools import pairwise

import pytest

from documents.description import GridCell, OutlineItem, SignatureGrid

from .measure import printed
from .samples import covenant, outline

SIZES = [4, 7, 10, 34, 63]
MIDDLE = 30 + 165 / 2
HEADING = "ĐẠI DIỆN CÁC ĐƠN VỊ KÝ KẾT GIAO ƯỚC THI ĐUA"
# Middle of each cell's text, mm: the room for the stamp moves it to the right.
CENTRES = {2: (73.75, 156.25), 3: (60.0, 115.0, 170.0)}


def names(result, paper):
    """The line of each signer's name, in the order of the paper."""
    found = []
    for cell in paper.grid.cells:
        lines = [line for line in result.lines if line.size == 13 and line.text.endswith(cell.name)]
        assert len(lines) == 1, f"{cell.name} stands {len(lines)} times"
        found += lines
    return found


def rows(result, paper):
    """The names as they stand side by side."""
    grouped = []
    for line in names(result, paper):
        if grouped and grouped[-1][-1].page == line.page and abs(grouped[-1][-1].bottom - line.bottom) < 7:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return grouped


def above(result, name):
    """The lines between the heading or the name above and ``name``, in its column."""
    column = [line for line in result.lines if line.page == name.page and abs(line.centre - name.centre) < 6]
    before = max(
        line.bottom
        for line in result.lines
        if line.page == name.page and line.size >= 13 and line.bottom < name.top - 15
    )
    return [line for line in column if before - 1 < line.top < name.top and line.size == 12]


@pytest.mark.parametrize("units", SIZES)
def test_each_cell_is_whole(units):
    """Unit, role, authority and post stand above the name, on the same page, with 25 to 30 mm to sign."""
    paper = covenant(units)
    result = printed(paper)
    spaces = []

    for cell, name in zip(paper.grid.cells, names(result, paper), strict=True):
        lines = above(result, name)
        role = f"({cell.role})" if cell.role else ""
        wanted = (cell.unit.upper(), role, cell.authority.upper(), cell.post.upper())
        assert " ".join(line.text for line in lines) == " ".join(filter(None, wanted))
        assert {line.face for line in lines} <= {"Bold", "Regular"}
        spaces.append(name.top - lines[-1].bottom)

    assert min(spaces) > 25
    assert all(min(name.top - above(result, name)[-1].bottom for name in row) < 33 for row in rows(result, paper))


@pytest.mark.parametrize("units", SIZES)
def test_the_stamp_finds_room_left_of_each_signature(units):
    """It covers the left third of the signature: 30 mm from the middle to the left, nothing printed between."""
    paper = covenant(units)
    result = printed(paper)

    for name in names(result, paper):
        below_the_post = above(result, name)[-1].bottom
        left = name.centre - 30
        inside = [
            line.text
            for line in result.lines
            if line.page == name.page and below_the_post + 0.5 < line.bottom and line.top < name.top
            if line.size != 13  # a rank begins the name
            if line.left < name.centre and line.right > left
        ]
        assert inside == []
        assert left > 29


@pytest.mark.parametrize(("units", "columns"), [(1, 2), (4, 2), (7, 2), (8, 2), (9, 3), (34, 3), (63, 3)])
def test_the_leader_stands_alone_and_the_others_in_columns(units, columns):
    paper = covenant(units)
    result = printed(paper)
    (leader,), *others = rows(result, paper)
    full, short = divmod(units - 1, columns)

    assert leader.centre == pytest.approx(MIDDLE, abs=0.5)
    assert [len(row) for row in others] == [columns] * full + [short] * bool(short)
    for row in others[:full]:
        assert [line.centre for line in row] == pytest.approx(CENTRES[columns], abs=0.6)
    if short:
        assert sum(line.centre for line in others[-1]) / short == pytest.approx(MIDDLE + 2.5, abs=0.6)


@pytest.mark.parametrize("units", [10, 34])
def test_in_three_columns_one_sees_where_a_name_ends(units):
    """The unit, who signs for it, and the row below stand apart by more than the lines of one name (mm)."""
    paper = covenant(units)
    result = printed(paper)

    for cell, name in zip(paper.grid.cells, names(result, paper), strict=True):
        lines = above(result, name)
        gaps = [low.top - high.bottom for high, low in pairwise(lines)]
        assert len(lines) < 3 or max(gaps) > min(gaps) + 0.8, cell.unit


@pytest.mark.parametrize("units", SIZES)
def test_the_heading_stands_once_above_the_leader(units):
    paper = covenant(units)
    result = printed(paper)
    leader, *_ = names(result, paper)

    assert result.line(HEADING).page == leader.page
    assert result.line(HEADING).bottom < leader.top


@pytest.mark.parametrize("witnessed", [True, False])
@pytest.mark.parametrize("more", range(0, 21, 3))
def test_eight_units_sign_on_two_pages_at_most(more, witnessed):
    """Wherever the text ends: each page of signatures but the last is filled, and nobody signs alone on one."""
    paper = longer(covenant(8), more, witnessed=witnessed)
    result = printed(paper)
    signed = names(result, paper)
    pages = [line.page for line in signed]

    assert pages[-1] - pages[0] <= 1
    assert pages.count(pages[-1]) > 1
    assert len(result.sizes) == pages[-1] + 1
    if pages[-1] > pages[0]:  # what is left of the page is too low for the next row, or for the last two of three units
        last = max(line.bottom for line in signed if line.page == pages[0])
        assert 277 - last < (105 if pages.count(pages[-1]) == 3 else 55)


@pytest.mark.parametrize("witnessed", [True, False])
@pytest.mark.parametrize("units", [4, 7, 8, 10])
def test_the_preview_breaks_its_pages_where_the_issued_paper_does(units, witnessed):
    paper = longer(covenant(units), 6, witnessed=witnessed)
    issued, preview = printed(paper), printed(replace(paper, verification=None))

    assert [line.page for line in names(preview, paper)] == [line.page for line in names(issued, paper)]
    assert len(preview.sizes) == len(issued.sizes)
    assert [line.bottom for line in names(preview, paper)] == [line.bottom for line in names(issued, paper)]


def longer(paper, more, *, witnessed):
    text = outline() + tuple(OutlineItem(1, f"{i}.", "Các đơn vị tham gia đầy đủ.") for i in range(more))
    grid = paper.grid if witnessed else replace(paper.grid, witness=None)
    return replace(paper, blocks=text, grid=grid)


@pytest.mark.parametrize("more", range(0, 14, 2))
def test_the_grid_never_stands_alone(more):
    """Wherever the text happens to end, some of its lines stay above the signatures."""
    text = outline() + tuple(OutlineItem(1, f"{i}.", "Các đơn vị tham gia đầy đủ.") for i in range(more))
    result = printed(replace(covenant(4), blocks=text))
    heading = min((line for line in result.lines if line.text == HEADING), key=lambda line: line.page)

    kept = [line for line in result.lines if line.page == heading.page and 18 < line.top < heading.top]
    assert len(kept) >= 2
    assert {line.size for line in kept} == {14}


@pytest.mark.parametrize("units", SIZES)
def test_the_witness_stands_below_in_the_middle(units):
    paper = covenant(units)
    result = printed(paper)
    name = result.line("Nguyễn Quang Thía")

    assert [line.text for line in above(result, name)] == [
        "CHỨNG KIẾN",
        "ĐẠI DIỆN THANH TRA CHÍNH PHỦ",
        "VỤ TRƯỞNG VỤ II",
    ]
    assert name.centre == pytest.approx(MIDDLE, abs=0.5)
    last = names(result, paper)[-1]
    assert (name.page, name.top) > (last.page, last.bottom)


def test_a_rank_stands_before_the_name():
    assert printed(covenant(7)).line("Trung tướng").text == "Trung tướng Lê Quang Khải"


def test_a_post_of_two_parts_is_broken_at_its_comma():
    cells = tuple(replace(cell, post="Tỉnh ủy viên, Chánh Thanh tra") for cell in covenant(10).grid.cells)
    result = printed(replace(covenant(10), grid=SignatureGrid("Đại diện", cells)))

    said = [line.text for line in result.lines]
    assert said.count("TỈNH ỦY VIÊN,") == said.count("CHÁNH THANH TRA") == 9  # the leader's stands on one line


@pytest.mark.parametrize("units", [7, 9])
def test_long_names_wrap_and_lose_nothing(units):
    cell = GridCell(
        "Thanh tra Ủy ban Quản lý vốn nhà nước tại doanh nghiệp và các tổ chức tài chính, tín dụng trung ương",
        "Khối phó",
        "KT. Chánh Thanh tra, giám sát, kiểm tra nội bộ",
        "Phó Chánh Thanh tra kiêm Trưởng phòng Giám sát, kiểm tra và xử lý sau thanh tra",
        "Công Tằng Tôn Nữ Thị Hoàng Phương Thảo Nguyên",
        "Thiếu tướng, Phó Giáo sư",
    )
    paper = covenant(units)
    cells = (paper.grid.cells[0], *[replace(cell, name=f"{cell.name}-{i}") for i in range(units - 1)])
    result = printed(replace(paper, grid=SignatureGrid(paper.grid.heading, cells)))

    words = " ".join(result.texts).split()
    for part in ("TRUNG", "(Khối", "BỘ", "SAU", "Thiếu", "Thảo"):
        assert words.count(part) - printed(covenant(1)).texts[0].split().count(part) >= units - 1, part
    assert [words.count(f"Nguyên-{i}") for i in range(units - 1)] == [1] * (units - 1)
    assert max(line.right for line in result.lines) < 195.2


def test_a_word_wider_than_its_cell_is_broken_not_cut():
    cells = tuple(replace(cell, unit="Ư" * 90, name="Đ" * 90) for cell in covenant(9).grid.cells)
    result = printed(replace(covenant(9), grid=SignatureGrid("Đại diện", cells)))

    letters = [char for page in result.chars for char in page]
    assert sum(char["text"] == "Ư" and round(char["size"]) == 12 for char in letters) == 9 * 90
    assert sum(char["text"] == "Đ" and round(char["size"]) == 13 for char in letters) == 9 * 90 + 2  # the head has two
    assert max(char["x1"] for char in letters) * 25.4 / 72 < 195.2


LONG_UNITS = (
    "Cơ quan Thanh tra, giám sát Ngân hàng Nhà nước Việt Nam",
    "Thanh tra Ban Quản lý Khu công nghệ cao và các khu công nghiệp Thành phố Hồ Chí Minh",
)
LONG = {
    "authority": "KT. CHÁNH THANH TRA",
    "post": "Phó Chánh Thanh tra phụ trách, Phó Bí thư Thường trực Đảng ủy",
    "rank": "Thiếu tướng",
    "name": "Công Tằng Tôn Nữ Khánh Huyền Trang",
}


def with_long_names(paper):
    cells = (replace(cell, unit=LONG_UNITS[i % 2], **LONG) for i, cell in enumerate(paper.grid.cells))
    return replace(paper, grid=replace(paper.grid, cells=tuple(cells)))


@pytest.mark.parametrize("units", [7, 10, 34, 64])  # the last row is full
def test_the_longest_names_stand_whole_in_their_columns(units):
    paper = with_long_names(covenant(units))
    result = printed(paper)
    width = paper.grid.columns
    begin = next(line for line in result.lines if line.text == f"{LONG['rank']} {LONG['name']}")  # the leader's
    below = [line for line in result.lines if (line.page, line.top) > (begin.page, begin.bottom)]
    signed = [line for line in below if line.size >= 12 and not line.text.isdecimal()]

    for column, centre in enumerate(CENTRES[width]):
        lines = [line for line in signed if abs(line.centre - centre) < 6]
        wanted = [words for cell in paper.grid.cells[1 + column :: width] for words in in_a_cell(cell)]
        assert " ".join(line.text for line in lines).startswith(" ".join(wanted))
    for line in signed:
        assert 29.8 < line.left < line.right < 195.3
        beside = [other for other in signed if other.page == line.page and abs(other.top - line.top) < 1]
        assert not [other for other in beside if other is not line and line.left < other.right + 2 < line.right]


def in_a_cell(cell):
    role = f"({cell.role})" if cell.role else ""
    said = (cell.unit.upper(), role, cell.authority, cell.post.upper(), f"{cell.rank} {cell.name}")
    return filter(None, said)
