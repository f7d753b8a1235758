"""What the host reads and what lies on the tables: from the ceremony's page, for the office, with everybody's name."""

from collections import Counter
from io import BytesIO
from urllib.parse import quote

import docx
import pdfplumber
import pytest
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn

from blocs import clock
from blocs.models import Membership, Unit
from ceremonies import sheets
from ceremonies.expected import Person
from ceremonies.models import Ceremony, Delegate
from documents.downloads import WORD
from documents.models import IssuedDocument
from documents.typeface import MM_PER_POINT, width
from pledges import freezing
from pledges.models import Covenant, Substitution
from tests.cast import SEVEN, make_unit
from tests.documents.words import letters_of_docx, letters_of_pdf

pytestmark = pytest.mark.any_database

MM = 72 / 25.4
PAPERS = ("script_pdf", "seating_pdf", "plates_pdf", "ballots_pdf")
WORDS = tuple(page.replace("_pdf", "_word") for page in PAPERS)
LONG_UNIT = "Cơ quan Thanh tra, giám sát các tổ chức tín dụng và quản lý ngoại hối vùng Tây Bắc"
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Thảo Nghiêm"


@pytest.fixture
def office(client, cast, ceremony):
    ceremony.adoptions.create(order=1, title="Báo cáo tổng hợp đăng ký thi đua năm 2027")
    client.force_login(cast["leader_clerk"])
    return client


def fill(cast, units):
    """The year with ``units`` members; the last has a name of 84 letters, and so its signatory a long one."""
    for number in range(len(cast.memberships), units):
        unit = make_unit(f"tt-{number}", f"Thanh tra tỉnh số {number}", kind=Unit.Kind.PROVINCE)
        Membership.objects.create(
            bloc_year=cast.year, unit=unit, order=number + 1, signatory=f"Hoàng Ngọc Ánh {number}",
            signatory_post="Phó Chánh Thanh tra phụ trách",
        )  # fmt: skip
    last = cast.year.memberships.order_by("order").last()
    last.unit.names.update(full_name=LONG_UNIT)
    Membership.objects.filter(pk=last.pk).update(signatory=LONG_NAME)


def opened(answer):
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return pdfplumber.open(BytesIO(answer.content))


def said(answer):
    """The words without blanks: a name may break between two lines of a cell."""
    with opened(answer) as paper:
        return letters(" ".join(page.extract_text() for page in paper.pages))


def letters(text):
    return "".join(text.split()).casefold()


def first_missing(wanted, text, begin):
    """Of ``wanted`` the first that does not stand in ``text`` behind ``begin`` and those before it; None if all do."""
    at = text.find(letters(begin))
    for each in [begin, *wanted]:
        at = text.find(letters(each), at)
        if at < 0:
            return each
    return None


def test_who_is_sent_instead_stands_in_every_paper_and_who_declined_in_none(office, cast, ceremony, url):
    ceremony.expect_members()
    sent = ceremony.delegates.get(membership=cast.memberships["ttbca"])
    Delegate.objects.filter(pk=sent.pk).update(answer="cu_nguoi_thay", substitute="Tạ Thị Hồng Ước")
    gone = ceremony.delegates.get(membership=cast.memberships["ttbnv"])
    Delegate.objects.filter(pk=gone.pk).update(answer="khong_du")

    for page in ("script_pdf", "seating_pdf", "plates_pdf"):
        text = said(office.get(url(page)))
        assert letters("Tạ Thị Hồng Ước") in text, page
        assert letters("Đỗ Văn Đức") not in text, page
        if page != "script_pdf":  # who was to come is still the unit's signatory on the covenant
            assert letters("Hoàng Ngọc Ân") not in text, page


def test_a_programme_that_forgets_guests_votes_and_thanks_still_has_them_in_the_script(office, ceremony, url):
    ceremony.agenda.all().delete()
    for order, text in enumerate(["Đón tiếp đại biểu", "Ký kết Giao ước thi đua"], start=1):
        ceremony.agenda.create(order=order, text=text)

    text = said(office.get(url("script_pdf")))

    assert first_missing(["đồng chí Nguyễn Quang Thía", "lên ký Giao ước"], text, "Ký kết Giao ước") is None
    assert first_missing(["thông qua Báo cáo tổng hợp"], text, "Nội dung biểu quyết chưa có trong chương trình") is None
    assert first_missing(["xin trân trọng cảm ơn"], text, "Kết thúc") is None


POINTS = [
    ("Chào cờ", "đứng dậy, chỉnh đốn trang phục"),
    ("Tuyên bố lý do, giới thiệu đại biểu", "Đó là lý do của buổi lễ hôm nay"),
    ("Khai mạc", "kính mời đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng phát biểu khai mạc"),
    (
        "Báo cáo kết quả công tác năm 2026",
        "kính mời đại diện Thanh tra Bộ Tư pháp, đơn vị Khối trưởng trình bày Báo cáo",
    ),
    ("Thông qua Nghị quyết của Khối", "Xin Hội nghị biểu quyết thông qua Nghị quyết của Khối, mỗi đơn vị một phiếu"),
    ("Thảo luận", "Đồng chí Lê Quang Khải, Chánh Thanh tra Bộ Quốc phòng, Khối phó"),
    ("Bầu Khối phó năm 2028", "Xin Hội nghị biểu quyết suy cử Thanh tra Bộ Công an làm Khối phó năm 2028"),
    ("Biểu quyết", "Xin Hội nghị biểu quyết thông qua Báo cáo tổng hợp đăng ký thi đua năm 2027"),
    ("Công bố Giao ước thi đua", "công bố nội dung Giao ước thi đua năm 2027 của Khối thi đua số II"),
    ("Ký kết Giao ước thi đua", "1. Đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng;"),
    ("Ý kiến chỉ đạo của Thanh tra Chính phủ", "kính mời đồng chí lãnh đạo Thanh tra Chính phủ phát biểu chỉ đạo"),
    ("Tặng hoa đơn vị đăng cai", "Tiếp theo chương trình: tặng hoa đơn vị đăng cai."),
    ("Bế mạc, chụp ảnh lưu niệm", "Xin cảm ơn Thanh tra Bộ Tư pháp đã chuẩn bị chu đáo"),
]


def test_the_host_has_words_for_each_point_of_the_programme(office, ceremony, url):
    ceremony.agenda.all().delete()
    for order, (text, _) in enumerate(POINTS, start=1):
        ceremony.agenda.create(order=order, text=text, minutes=30)
    ceremony.adoptions.create(order=2, kind="suy_cu", title="Thanh tra Bộ Công an làm Khối phó năm 2028")

    text = said(office.get(url("script_pdf")))

    at = 0
    for number, (point, words) in enumerate(POINTS, start=1):
        at = text.index(letters(f"{number}. 30 phút {point}"), at)
        after = text[at:]
        end = after.find(letters(f"{number + 1}. 30 phút {POINTS[number][0]}")) if number < len(POINTS) else len(after)
        assert letters(words) in after[:end], point
    assert letters("Mỗi ý kiến xin không quá 05 phút") in text  # six speak in half an hour


def test_who_speaks_with_which_paper_is_said_as_the_programme_names_them(office, ceremony, url):
    told = [
        (
            "Khai mạc",
            "Phạm Hồng Ước, Phó Chánh Thanh tra",
            "",
            "kính mời đồng chí Phạm Hồng Ước, Phó Chánh Thanh tra phát biểu khai mạc",
        ),
        (
            "Thông qua văn bản",
            "Đại diện Ban Tổ chức",
            "Dự thảo Quy chế",
            "kính mời đại diện Ban Tổ chức trình bày Dự thảo Quy chế",
        ),
        ("Công bố Giao ước", "Khối phó", "", "kính mời đồng chí Khối phó công bố nội dung Giao ước"),
        ("Phát biểu chỉ đạo", "Thanh tra Chính phủ", "", "kính mời Thanh tra Chính phủ phát biểu chỉ đạo"),
        ("Tặng hoa", "Lê An", "", "tặng hoa. Trân trọng kính mời đồng chí Lê An."),
        ("Bế mạc", "Đồng chí Khối trưởng", "", "kính mời đồng chí Khối trưởng phát biểu tiếp thu và bế mạc"),
    ]
    ceremony.agenda.all().delete()
    for order, (text, speaker, paper, _) in enumerate(told, start=1):
        ceremony.agenda.create(order=order, text=text, speaker=speaker, paper=paper)

    text = said(office.get(url("script_pdf")))

    assert [words for *_, words in told if letters(words) not in text] == []


def test_the_units_are_called_to_sign_as_the_frozen_covenant_and_its_substitutes_say(office, cast, ceremony, url):
    ceremony.agenda.create(order=2, text="Ký kết Giao ước thi đua")
    document = IssuedDocument.objects.create(bloc_year=cast.year, kind="GU", dated=ceremony.held_on, title="Giao ước")
    covenant = Covenant.objects.create(bloc_year=cast.year, version=1, document=document)
    Covenant.objects.update(status="frozen", frozen_at=clock.now())
    freezing.open_pledges(covenant)
    covenant.pledges.filter(membership=cast.memberships["ttbca"]).update(status="declined", declined_reason="Không")
    Substitution.objects.create(
        pledge=covenant.pledges.get(membership=cast.memberships["ttbnv"]), signatory="Phạm Hồng Ước",
        post="Phó Chánh Thanh tra", authority="KT.", represents="Chánh Thanh tra", basis="Giấy ủy quyền số 12",
    )  # fmt: skip

    text = said(office.get(url("script_pdf")))

    called = text[text.index(letters("lên ký Giao ước, lần lượt:")) :]
    assert letters("4. Đồng chí Phạm Hồng Ước, Phó Chánh Thanh tra Bộ Nội vụ;") in called
    assert letters("Hoàng Ngọc Ân") not in called
    assert letters("Đỗ Văn Đức") not in called
    assert letters("Như vậy, 6 đơn vị thành viên") in called


def test_groups_come_in_the_order_of_protocol_and_the_press_last(office, cast, ceremony, url):
    ceremony.delegates.create(order=2, name="Nguyễn Lan Hương", organisation="Báo Thanh tra", group="bao_chi")
    ceremony.delegates.create(order=3, name="Lê Văn Tổng", organisation="Thanh tra Chính phủ", group="co_quan_to_chuc")

    text = said(office.get(url("script_pdf")))

    order = ["Lê Văn Tổng", "Nguyễn Quang Thía", "Về phía các đơn vị thành viên", "Trần Thị Yến"]
    order += ["Về phía các cơ quan báo chí, có:", "Nguyễn Lan Hương"]
    assert first_missing(order, text, "tôi xin trân trọng giới thiệu:") is None


def test_of_many_guests_the_first_are_introduced_and_the_others_greeted_together(office, ceremony, url):
    Delegate.objects.bulk_create(
        Delegate(
            ceremony=ceremony, order=10 + n, name=f"Trần Văn Số {n}.", organisation=f"Sở thứ {n}.", group="khach_moi"
        )
        for n in range(1, 31)
    )

    text = said(office.get(url("script_pdf")))

    assert letters("Về phía Sở thứ 19., có:") in text
    assert letters("Trần Văn Số 20.") not in text
    assert letters("Cùng 11 đồng chí đại biểu của các cơ quan, đơn vị khác.") in text
    assert letters("Sở thứ 7., các cơ quan, đơn vị khác, lãnh đạo các đơn vị thành viên") in text


@pytest.mark.parametrize("page", WORDS)
def test_the_word_file_says_what_the_pdf_says(office, cast, ceremony, url, page):
    """Also where a name was pasted with what no Word file can hold."""
    fill(cast, 7)
    ceremony.delegates.create(order=2, name="Tạ\x0bThị\x02Hồng", post="Vụ\ufffetrưởng")
    Membership.objects.filter(unit__slug="ttbnv").update(signatory_post="Quyền\x0bChánh Thanh tra")
    answer, printed = office.get(url(page)), office.get(url(page.replace("_word", "_pdf")))

    assert answer["Content-Type"] == WORD
    if page == "script_word":
        assert letters_of_docx(answer.content) == letters_of_pdf(printed.content)
        return
    with opened(printed) as paper:  # which is not read from left to right
        on_paper = "".join(char["text"] for sheet in paper.pages for char in sheet.chars)
    assert Counter(letters(letters_of_docx(answer.content))) == Counter(letters(on_paper))


def test_no_name_on_a_plate_of_the_word_file_is_cut(office, cast, url):
    """Each row is a sheet, the lines of both its cells run along its height, towards which their heads turn."""
    fill(cast, 34)
    (table,) = docx.Document(BytesIO(office.get(url("plates_word")).content)).tables

    assert len(table.rows) == 35
    for row in table.rows:
        left, right = row.cells
        assert letters(left.text) == letters(right.text)
        turned = [each._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) for each in row.cells]
        assert turned == ["tbRl", "btLr"]
        height = 0
        for part in left.paragraphs:
            points = part.runs[0].font.size.pt if part.text else 12
            assert all(width(line, points, bold=True) <= row.height.mm for line in part.text.split("\n"))
            height += (part.text.count("\n") + 1) * points * 1.2 * MM_PER_POINT
        assert height <= left.width.mm
    named = letters(" ".join(row.cells[0].text for row in table.rows))
    assert letters(LONG_NAME) in named
    assert letters(LONG_UNIT) in named


@pytest.mark.parametrize("units", [7, 34])
@pytest.mark.parametrize("page", PAPERS)
def test_nothing_stands_outside_the_paper(office, cast, ceremony, url, page, units):
    fill(cast, units)

    with opened(office.get(url(page))) as paper:  # justified lines may overhang by a hair
        edge = {"script_pdf": 15, "seating_pdf": 12, "plates_pdf": 20, "ballots_pdf": 8}[page] * MM - 2
        outside = [
            (place.page_number, word["text"])
            for place in paper.pages
            for word in place.extract_words()
            if word["x0"] < edge or word["x1"] > place.width - edge or word["top"] < 4 * MM
            or word["bottom"] > place.height - 4 * MM
        ]  # fmt: skip
        count = len(paper.pages)

    assert outside == []
    if page == "plates_pdf":
        assert count == units + 1  # the guest; who chairs is the first unit's
    if page == "ballots_pdf":
        assert count == -(-units // 4)


def test_both_halves_of_each_plate_bear_the_whole_name_and_the_whole_unit(office, cast, ceremony, url):
    fill(cast, 34)
    with opened(office.get(url("plates_pdf"))) as paper:
        halves = [plate_of(page) for page in paper.pages]

    assert len(halves) == 35
    assert all(upper == lower for upper, lower in halves)
    plates = [lower for _, lower in halves]
    names = ["Nguyễn Quang Thía", LONG_NAME, LONG_UNIT, *(name for _, _, name in SEVEN.values())]
    assert [name for name in names if not any(letters(name) in plate for plate in plates)] == []


def plate_of(page):
    """The letters of the half that stands on its head and of the other, each within its half of the sheet."""
    middle = page.height / 2
    turned = [char for char in page.chars if char["matrix"][0] < 0]
    straight = [char for char in page.chars if char["matrix"][0] > 0]
    assert max(char["bottom"] for char in turned) <= middle
    assert min(char["top"] for char in straight) >= middle
    for char in page.chars:
        assert 20 * MM - 1 <= char["x0"] <= char["x1"] <= page.width - 20 * MM + 1, char["text"]
    return tuple(letters("".join(char["text"] for char in half)) for half in (turned, straight))


def test_the_chair_and_who_directs_sit_above_the_others_in_protocol_order(office, cast, ceremony, url):
    ceremony.delegates.update(role="phat_bieu_chi_dao")
    with opened(office.get(url("seating_pdf"))) as paper:
        (page,) = paper.pages
        words = {word["text"]: word for word in page.extract_words()}
        text = page.extract_text()

    assert text.count("Diện") == 1  # not in a row of the hall, too
    assert words["Thía"]["top"] < words["Khải"]["top"]
    assert abs(words["Thía"]["top"] - words["Diện"]["top"]) < 2
    middle = page.width / 2
    # From the aisle outwards, the left side first: Khải (deputy), Tuyết, Đức, …
    assert words["Khải"]["x0"] < middle < words["Tuyết"]["x0"]
    assert words["Đức"]["x1"] < words["Khải"]["x0"]


def test_two_units_that_send_people_of_one_name_have_a_seat_and_a_plate_each(office, cast, ceremony, url):
    """One of them chairs: only his own unit's post begins as his."""
    Membership.objects.filter(unit__slug__in=["ttbtp", "ttbca", "ttbtc"]).update(signatory="Nguyễn Hồng Diện")

    assert said(office.get(url("seating_pdf"))).count("nguyễnhồngdiện") == 3
    with opened(office.get(url("plates_pdf"))) as plates:
        found = [letters(page.extract_text()) for page in plates.pages]
    of_that_name = [text for text in found if "nguyễnhồngdiện" in text]
    assert len(of_that_name) == 3
    for unit in ("bộtưpháp", "bộcôngan", "bộtàichính"):
        assert sum(f"chánhthanhtra{unit}" in text for text in of_that_name) == 1


def test_each_unit_has_a_ballot_for_each_question(office, cast, ceremony, url):
    ceremony.adoptions.create(order=2, kind="suy_cu", title="Thanh tra Bộ Công an làm Khối phó năm 2028")

    with opened(office.get(url("ballots_pdf"))) as paper:
        columns = [page.crop(box) for page in paper.pages for box in _halves(page)]
        text = letters(" ".join(column.extract_text() for column in columns))

    assert text.count(letters("Phiếu biểu quyết")) == 14
    for name, _, _ in SEVEN.values():
        assert text.count(letters(f"Đơn vị: {name}")) == 2
    assert text.count(letters("Suy cử Thanh tra Bộ Công an")) == 7


def test_a_ballot_has_room_for_the_longest_question(office, cast, ceremony, url):
    """Four on a sheet, in smaller letters; in Word each row is half a sheet, whatever stands in it."""
    fill(cast, 7)
    ceremony.adoptions.update(title=("Nghị quyết của Khối về phong trào thi đua " * 10)[:400])

    with opened(office.get(url("ballots_pdf"))) as paper:
        sizes = {round(char["size"]) for char in paper.pages[0].chars if char["text"] == "q"}
        assert (len(paper.pages), letters(paper.pages[0].extract_text()).count("ýkiếnkhác")) == (2, 4)
    (table,) = docx.Document(BytesIO(office.get(url("ballots_word")).content)).tables
    question = table.rows[0].cells[0].paragraphs[3]
    assert {question.runs[0].font.size.pt} == sizes != {13}
    assert {(row.height_rule, round(row.height.mm)) for row in table.rows} == {(WD_ROW_HEIGHT_RULE.EXACTLY, 134)}


def _halves(page):
    middle = page.width / 2
    return (0, 0, middle, page.height), (middle, 0, page.width, page.height)


def test_without_a_question_there_is_no_ballot_and_no_link_to_it(office, ceremony, url):
    assert url("ballots_pdf") in office.get(url("ceremony_detail")).content.decode()
    ceremony.adoptions.all().delete()

    answer = office.get(url("ballots_pdf"))

    assert answer.status_code == 409
    assert "Chưa có nội dung biểu quyết" in answer.content.decode()
    page = office.get(url("ceremony_detail")).content.decode()
    assert url("ballots_pdf") not in page
    assert url("plates_pdf") in page


def test_only_the_office_sees_them(client, cast, ceremony, url):
    client.force_login(cast["member_clerk"])
    assert [client.get(url(page)).status_code for page in (*PAPERS, *WORDS)] == [403] * 8
    page = client.get(url("ceremony_detail")).content.decode()
    assert [name for name in (*PAPERS, *WORDS) if url(name) in page] == []
    client.force_login(cast["organiser"])
    Ceremony.objects.get().adoptions.create(title="Quy chế")
    for page in PAPERS:
        answer = client.get(url(page))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"].startswith("inline; ")
    page = client.get(url("ceremony_detail")).content.decode()
    assert [name for name in (*PAPERS, *WORDS) if url(name) not in page] == []
    client.force_login(cast["another_bloc"])
    assert [client.get(url(page)).status_code for page in PAPERS] == [404] * 4
    client.force_login(cast["admin"])
    assert [client.get(url(page)).status_code for page in PAPERS] == [403] * 4


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("Lê An", "Chánh Thanh tra"),
        (LONG_NAME, LONG_UNIT),
        ("Thích " * 16, f"Phó Trưởng đoàn, kiêm Chủ tịch Hội đồng, {LONG_UNIT} " * 2),
        ("", f"Đại diện lãnh đạo {LONG_UNIT}"),
        ("W" * 60, "W" * 100),
    ],
)
def test_a_plate_has_room_for_whatever_the_records_can_hold(name, post):
    found = sheets.plate(Person(name, post))

    for part, room in ((found.name, sheets.NAME_HEIGHT), (found.post, sheets.POST_HEIGHT)):
        assert all(line == line.strip() for line in part.lines)
        assert all(width(line, part.points, bold=True) <= sheets.PLATE_WIDTH for line in part.lines)
        assert len(part.lines) * part.points * 1.2 * MM_PER_POINT <= room + 0.1
        assert part.points >= 6
    said = letters(" ".join([*found.name.lines, *found.post.lines]))
    assert said == letters(f"{name} {post}")


def test_a_name_that_can_be_large_is():
    assert sheets.plate(Person("Lê An", "Chánh Thanh tra")).name == sheets.Fitted(("LÊ AN",), 72)
    long = sheets.plate(Person(LONG_NAME, "Chánh Thanh tra")).name
    assert 36 <= long.points < 72
    assert len(long.lines) <= 3


def test_what_is_not_known_yet_has_an_empty_place(office, ceremony, url):
    Ceremony.objects.update(held_on=None, session="", place="", chair="", chair_post="", host=None)
    ceremony.delegates.all().delete()

    text = said(office.get(url("script_pdf")))

    assert letters("Hôm nay, ngày …, tại …, Khối thi đua số II tổ chức") in text
    assert letters("Chủ trì buổi lễ là đồng chí chủ tọa.") in text
    with opened(office.get(url("plates_pdf"))) as plates:
        assert len(plates.pages) == 7
    assert letters("Lê Quang Khải") in said(office.get(url("seating_pdf")))
    assert letters("ngày tháng năm 2027") in said(office.get(url("ballots_pdf")))


@pytest.mark.parametrize(
    ("kind", "called", "years", "aim"),
    [
        ("so_ket", "hội nghị sơ kết", {}, "đánh giá kết quả thực hiện Giao ước thi đua sáu tháng đầu năm 2027"),
        (
            "tong_ket",
            "hội nghị tổng kết",
            {"closes_year": 2026},
            "tổng kết phong trào thi đua năm 2026, bình xét, suy tôn",
        ),
        (
            "tong_ket_va_ky_ket",
            "hội nghị tổng kết và ký kết giao ước",
            {"closes_year": 2026, "opens_year": 2027},
            "tổng kết phong trào thi đua năm 2026, bình xét, suy tôn các tập thể tiêu biểu và ký kết Giao ước thi đua "
            "năm 2027",
        ),
    ],
)
def test_the_event_is_called_what_it_is_and_the_host_says_what_it_is_for(office, url, kind, called, years, aim):
    Ceremony.objects.update(kind=kind, name="Hội nghị của Khối", **years)

    text = said(office.get(url("script_pdf")))

    assert letters(f"Đây là dịp để 7 đơn vị thành viên {aim}") in text
    assert letters("Đó là lý do của Hội nghị hôm nay") in text
    for page, title in (("delegates_word", "Danh sách đại biểu"), ("plates_word", "Biển tên")):
        assert quote(f"{title} {called} năm 2027.docx") in office.get(url(page))["Content-Disposition"]
    shown = [office.get(url(page)).content.decode() for page in ("ceremony_detail", "guest_list", "pack_detail")]
    assert [page for page in shown if "lễ ký kết" in page] == []
    planned = office.post(url("ceremony_plan"))
    assert (planned.status_code, f"đã có {called}." in planned.content.decode()) == (409, True)
    assert ("kýkết" in said(office.get(url("delegates_pdf")))) == kind.endswith("ky_ket")
