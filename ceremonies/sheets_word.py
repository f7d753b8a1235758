"""Plan of seats, name plates and ballots as Word files, from the description that their PDF is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ceremonies.expected import Person
from ceremonies.sheets import Ballot, Fitted, Plate, Sheet
from documents.word import blank, package, styles
from documents.word.elements import Element, cell, lines, make, padding, paragraph, row, run, table
from documents.word.styles import Style

# Margins in mm as ``blank.MARGINS``, each with room below the table for the line with which a file of Word ends.
PLATE_MARGINS, SEAT_MARGINS, BALLOT_MARGINS = (20, 8, 17, 8), (12, 12, 14, 12), (8, 8, 14, 8)
# mm: the sheet of a plate stands upright, so its lines run along the height; half of a sheet of two rows of ballots.
ALONG, HALF = 257.0, 97.0
BALLOT = 134.0
SEATS, AISLE, DESK, SIDE = 273.0, 15.0, 60.0, 41.0

LARGE = Style("Tên trên biển", 72, bold=True, align="center")
SMALL = Style("Chức vụ trên biển", 30, bold=True, align="center")
TITLE = Style("Tên tờ in", 16, bold=True, align="center", before=6, after=6)
EVENT = Style("Tên buổi lễ", 12, bold=True, align="center")
PLACE = Style("Thời gian, địa điểm", 12, italic=True, align="center", before=4, after=4)
SEAT, FEW = Style("Ghế", 10, align="center"), Style("Ghế khi ít người", 12, align="center")
BETWEEN = Style("Giữa họ tên và chức vụ", 12, align="center")
BLOC, LINE = (
    Style("Khối trên phiếu", 13, bold=True, align="center", before=20),
    Style("Dòng trên phiếu", 13, align="center"),
)
QUESTION = Style("Nội dung biểu quyết", 13, bold=True, align="center", after=6)
CHOICE = Style("Lựa chọn trên phiếu", 13, before=6)
OURS = (LARGE, BETWEEN, SMALL, TITLE, EVENT, PLACE, SEAT, FEW, BLOC, LINE, QUESTION, CHOICE)


def render(sheet: Sheet) -> bytes:
    """The same sheet gives the same bytes."""
    draw, margins = {
        "plates": (_plates, PLATE_MARGINS),
        "seating": (_seating, SEAT_MARGINS),
        "ballots": (_ballots, BALLOT_MARGINS),
    }[sheet.kind]
    document = blank.document(OURS)
    section = document.sections[0]
    blank.page(section._sectPr, landscape=sheet.kind == "seating", margins=margins)
    if sheet.sample:
        for part in (section.footer, section.first_page_footer):
            package.fill(part, [paragraph(styles.SAMPLE, "DỮ LIỆU THỬ")])
    package.write(document, [*draw(sheet), paragraph(styles.GAP)])
    package.describe(document, sheet.dated, author=sheet.facts[0], title=sheet.title)
    return package.packed(document)


def _plates(sheet: Sheet) -> Iterator[Element]:
    """A sheet for each, to be folded along its middle, to which the letters of both halves turn their heads."""
    rows = [
        row(*(_half(plate, *turned) for turned in (("right", "tbRl"), ("left", "btLr"))), height=ALONG, exact=True)
        for plate in sheet.pages
    ]
    yield table(styles.FRAME, [HALF, HALF], rows)


def _half(plate: Plate, fold: str, direction: str) -> Element:
    post = [paragraph(BETWEEN), _fitted(SMALL, plate.post)] if plate.post.lines else []
    return cell(
        HALF,
        [_fitted(LARGE, plate.name), *post],
        _borders((fold,), "dashed"),
        make("textDirection", val=direction),
        make("vAlign", val="center"),
    )


def _fitted(style: Style, text: Fitted) -> Element:
    return paragraph(style, *lines(text.lines, text.points))


def _borders(sides: Sequence[str], kind: str) -> Element:
    return make("tcBorders", *(make(side, val=kind, sz=6, space=0, color="auto") for side in sides))


def _seating(sheet: Sheet) -> Iterator[Element]:
    presidium, noted = sheet.aside
    yield paragraph(TITLE, sheet.heading.upper())
    yield paragraph(EVENT, sheet.facts[1])
    yield paragraph(PLACE, ", tại ".join(filter(None, sheet.facts[2:])))
    yield _stage(presidium)
    yield paragraph(styles.WIDE_GAP)
    secretary = [paragraph(SEAT, run("BÀN THƯ KÝ", bold=True)), *(_person(SEAT, person) for person in noted)]
    desks = (_seat(DESK, secretary), _nobody(SEATS - 2 * DESK), _seat(DESK, [_said("BỤC PHÁT BIỂU")]))
    yield table(styles.FRAME, [DESK, SEATS - 2 * DESK, DESK], [row(*desks)])
    yield paragraph(styles.WIDE_GAP)
    if sheet.pages:
        yield _hall(sheet.pages)


def _stage(presidium: Sequence[Person]) -> Element:
    width, across = SEATS - 2 * SIDE, max(len(presidium), 1)
    seats = [_seat(width / across, [_person(FEW, person)]) for person in presidium] or [_seat(width, [_said("…")])]
    rows = [
        row(_nobody(SIDE), cell(width, [_said("BÀN CHỦ TỌA")], span=across), _nobody(SIDE)),
        row(_nobody(SIDE), *seats, _nobody(SIDE), height=14),
    ]
    return table(styles.FRAME, [SIDE, *[width / across] * across, SIDE], rows)


def _hall(pages) -> Element:
    """A row of seats is a row of the table, its aisle in the middle."""
    style, height = (FEW, 24) if len(pages) < 4 else (SEAT, 15)
    half = len(pages[0][0])
    width = (SEATS - AISLE) / (2 * half)
    rows = []
    for number, sides in enumerate(pages, start=1):
        left, right = ([_taken(style, width, person) for person in side] for side in sides)
        aisle = cell(AISLE, [paragraph(SEAT, run(f"Hàng {number}", italic=True))], make("vAlign", val="center"))
        rows.append(row(*left, aisle, *right, height=height))
    room = padding("tblCellMar", 1, 1)
    return table(styles.FRAME, [*[width] * half, AISLE, *[width] * half], rows, room)


def _taken(style: Style, width: float, person: Person | None) -> Element:
    return _seat(width, [_person(style, person)]) if person else _nobody(width)


def _seat(width: float, content: Sequence[Element]) -> Element:
    return cell(width, content, _borders(("top", "left", "bottom", "right"), "single"), make("vAlign", val="center"))


def _nobody(width: float) -> Element:
    return cell(width, [paragraph(SEAT)])


def _said(text: str) -> Element:
    return paragraph(FEW, run(text, bold=True))


def _person(style: Style, person: Person) -> Element:
    name = [run(person.name, bold=True), make("r", make("br"))] if person.name else []
    return paragraph(style, *name, person.post)


def _ballots(sheet: Sheet) -> Iterator[Element]:
    rows = [_pair(sheet, pair, upper) for page in sheet.pages for pair, upper in zip(page, (True, False), strict=True)]
    yield table(styles.FRAME, [HALF, HALF], rows, padding("tblCellMar", 6, 6))


def _pair(sheet: Sheet, ballots: Sequence[Ballot], upper: bool) -> Element:
    """Cut along the dashes: below the upper pair, between the two."""
    cells = []
    for place in range(2):
        content = _ballot(sheet, ballots[place]) if place < len(ballots) else [paragraph(LINE)]
        sides = (*(("bottom",) if upper else ()), *(("right",) if place == 0 else ()))
        cells.append(cell(HALF, content, _borders(sides, "dashed")))
    return row(*cells, height=BALLOT, exact=True)


def _ballot(sheet: Sheet, ballot: Ballot) -> list[Element]:
    bloc, event, day, _ = sheet.facts
    said = partial(run, points=ballot.points)
    return [
        paragraph(BLOC, said(bloc.upper())),
        paragraph(LINE, said(event)),
        paragraph(TITLE, sheet.heading.upper()),
        paragraph(QUESTION, said(ballot.question)),
        paragraph(CHOICE, said("Đơn vị: "), said(ballot.unit, bold=True)),
        *(paragraph(CHOICE, _box(), said(f" {choice}")) for choice in sheet.aside),
        paragraph(PLACE, said(day)),
        paragraph(LINE, said("ĐẠI DIỆN ĐƠN VỊ", bold=True)),
    ]


def _box() -> Element:
    """Drawn, for not every face has one."""
    drawn = run("\u00a0" * 4)
    drawn.insert(0, make("rPr", make("bdr", val="single", sz=6, space=0, color="auto")))
    return drawn
