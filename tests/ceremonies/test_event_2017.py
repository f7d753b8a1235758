"""The ceremony of 15 March 2017 as its file tells it: every name stands in every paper that should have it."""

import io
import zipfile

import pdfplumber
import pytest
from django.conf import settings

from archive.loading import load
from archive.printing import printed
from ceremonies import meeting_papers, packing, sheets
from ceremonies.article import draft_article
from ceremonies.models import Article, Ceremony, MeetingPaper, Pack
from tests.archive.samples import CUM_2026, KHOI_2017, content
from tests.cast import SEVEN, make_user
from tests.ceremonies.script_of_2017 import TEXT
from tests.ceremonies.script_of_2026 import TEXT as CUM_TEXT
from tests.documents.words import letters_of_docx, letters_of_pdf
from tests.plumbing import work

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DEMO = settings.BASE_DIR / "archive" / "demo"
GUESTS = ("Nguyễn Quang Thía", "Trần Trung Thành")


@pytest.fixture
def event():
    """With minutes and conclusions; whom the file names for a unit is its signatory."""
    ceremony = load(content(KHOI_2017)).ceremony
    for kind in MeetingPaper.Kind:
        meeting_papers.start(ceremony, kind)
    return ceremony


@pytest.fixture
def paper(event):
    def text(kind):
        with pdfplumber.open(io.BytesIO(printed(kind, event.bloc_year, None, "pdf"))) as opened:
            return " ".join(" ".join(page.extract_text() for page in opened.pages).split())

    return text


def letters(text):
    """Without blanks: a name may break between two lines of a cell."""
    return "".join(text.split()).casefold()


def missing(wanted, text):
    return [name for name in wanted if letters(name) not in letters(text)]


def test_the_programme_has_its_ten_items_with_their_hours(event, paper):
    text = paper("agenda")

    items = [item.text for item in event.agenda.all()]
    assert len(items) == 10
    assert missing(items, text) == []
    assert "8h00" in text.replace("08h00", "8h00")
    assert missing(["10h05", "Bộ Tư pháp", "Nguyễn Hồng Diện"], text) == []


def cells(event):
    """Of the list of delegates; text of a narrow column is broken, so cell by cell."""
    with pdfplumber.open(io.BytesIO(printed("delegates", event.bloc_year, None, "pdf"))) as opened:
        rows = [row for page in opened.pages for table in page.extract_tables() for row in table]
    return " ".join(cell or "" for row in rows for cell in row)


def test_guests_and_every_unit_stand_in_the_list_of_delegates(event):
    assert missing([*GUESTS, *(name for name, _, _ in SEVEN.values())], cells(event)) == []


def test_the_minutes_name_guests_units_chair_and_what_was_adopted_their_word_file_too(event, paper):
    adopted = [adoption.title for adoption in event.adoptions.all()]

    assert len(adopted) == 3
    units = [name for name, _, _ in SEVEN.values()]
    wanted = [*GUESTS, *units, "7/7 đơn vị", *adopted, "Nguyễn Hồng Diện", "ngày 15 tháng 3 năm 2017"]
    assert missing(wanted, paper("minutes")) == []
    assert missing(GUESTS, letters_of_docx(printed("minutes", event.bloc_year, None, "docx"))) == []


def test_the_conclusions_name_guests_chair_theme_and_what_was_adopted(event, paper):
    adopted = [adoption.title[1:] for adoption in event.adoptions.all()]
    wanted = [*GUESTS, "đại diện 7 đơn vị", *adopted, event.bloc_year.theme, "Nguyễn Hồng Diện", "Bộ Tư pháp"]

    assert missing(wanted, paper("conclusions")) == []


def test_an_article_drafted_from_the_records_names_them_all(event):
    Article.objects.all().delete()

    body = draft_article(event).body

    units = [str(member.unit) for member in event.bloc_year.ordered_memberships]
    adopted = [adoption.title for adoption in event.adoptions.all()]
    assert len(units) == 7
    assert missing([*GUESTS, *units, *adopted, event.bloc_year.theme, "15/03/2017", "Bộ Tư pháp"], body) == []


def test_the_article_of_the_file_is_kept_as_it_was_written(event):
    told = content(KHOI_2017)["ceremony"]["press"]

    article = event.article

    kept = (article.title, article.author, article.source, article.body)
    assert kept == tuple(told.get(name) or "" for name in ("title", "author", "source", "text"))
    assert article.published_at is None  # loading publishes nothing


def first_missing(wanted, text, begin):
    """Of ``wanted`` the first that does not stand in ``text`` behind ``begin`` and those before it; None if all do."""
    at = 0
    for each in (begin, *wanted):
        at = text.find(letters(each), at)
        if at < 0:
            return each
    return None


def test_the_script_reads_as_a_host_would_speak_and_names_who_is_there(event):
    """It introduces everybody, invites speakers, takes votes and calls the units to sign."""
    text = letters_of_pdf(printed("script", event.bloc_year, None, "pdf")).casefold()
    assert letters(TEXT) in text

    names = [member.signatory for member in event.bloc_year.ordered_memberships]
    assert len(names) == 7
    votes = [f"biểu quyết thông qua {adoption.title}" for adoption in event.adoptions.all()]
    assert first_missing([*GUESTS, *names], text, "tôi xin trân trọng giới thiệu:") is None
    assert first_missing(["kính mời đồng chí Nguyễn Hồng Diện"], text, "Phát biểu khai mạc của Khối trưởng") is None
    assert first_missing(votes, text, "Thông qua Báo cáo tổng hợp") is None
    assert first_missing([f"đồng chí {name}" for name in names], text, "lên ký Giao ước, lần lượt:") is None
    assert first_missing(["kính mời đồng chí Nguyễn Quang Thía"], text, "Phát biểu chỉ đạo") is None
    assert first_missing(["cảm ơn các đồng chí lãnh đạo, đại biểu Thanh tra Chính phủ"], text, "Bế mạc,") is None
    assert letters(event.bloc_year.theme) in text


def test_everybody_has_a_seat_and_a_name_plate(event):
    names = [*GUESTS, *(member.signatory for member in event.bloc_year.ordered_memberships)]

    for sheet in (sheets.seating(event), sheets.plates(event)):
        with pdfplumber.open(io.BytesIO(sheets.render(sheet))) as opened:
            said = letters(" ".join(page.dedupe_chars().extract_text() for page in opened.pages))
        # Names in narrow cells break: their last words stand on a line by themselves.
        assert [name for name in names if letters(name.split()[-1]) not in said] == []


def test_a_cum_is_spoken_of_in_its_own_words(db):
    event = load(content(DEMO / CUM_2026.name)).ceremony

    said = letters_of_pdf(printed("script", event.bloc_year, None, "pdf")).casefold()

    assert letters(CUM_TEXT) in said


@pytest.fixture
def pack(event):
    """Made by the leader's clerk; the year of 2017 is open for it. Names of files → text without blanks."""
    clerk = make_user("van-thu", unit=event.bloc_year.leader)
    type(event.bloc_year).objects.filter(pk=event.bloc_year.pk).update(status="open")
    packing.ask(Ceremony.objects.get(), by=clerk)
    work()
    with zipfile.ZipFile(io.BytesIO(Pack.objects.get().archive.read())) as packed:
        return {name: read(packed.read(name)) for name in packed.namelist() if name.endswith(".pdf")}


def read(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        return letters(" ".join(page.extract_text() for page in opened.pages))


# file of the pack → whom it must name
NAMED = {
    "02 Kịch bản điều hành/Kịch bản điều hành.pdf": (
        "Nguyễn Quang Thía",
        "Trần Trung Thành",
        "Nguyễn Hồng Diện",
        "Thanh tra Chính phủ",
        "Đoàn kết, kỷ cương, trách nhiệm, hiệu quả",
    ),
    "04 Sơ đồ chỗ ngồi/Sơ đồ chỗ ngồi.pdf": (
        "SƠ ĐỒ CHỖ NGỒI",
        "Lễ ký kết Giao ước thi đua của Khối thi đua số II",
        "Nguyễn Quang Thía",
        "Nguyễn Hồng Diện",
        "Trần Trung Thành",
        "BÀN CHỦ TỌA",
        "BỤC PHÁT BIỂU",
    ),
    "05 Biển tên/Biển tên.pdf": (
        "NGUYỄN QUANG THÍA",
        "TRẦN TRUNG THÀNH",
        "NGUYỄN HỒNG DIỆN",
        "Vụ trưởng Vụ II, Thanh tra Chính phủ",
    ),
    "06 Báo cáo tổng hợp/Báo cáo tổng hợp đăng ký thi đua.pdf": ("Khối thi đua số II",),
    "08 Giao ước thi đua/Giao ước thi đua.pdf": (
        "Nguyễn Hồng Diện",
        "Thanh tra Bộ Quốc phòng",
        "Cơ quan Thanh tra, giám sát ngân hàng",
    ),
    "09 Phiếu biểu quyết/Phiếu biểu quyết.pdf": ("PHIẾU BIỂU QUYẾT", "Thanh tra Bộ Công an"),
}


def test_the_pack_of_the_event_names_everybody_where_they_belong(pack):
    lacking = {name: missing(wanted, pack.get(name, "")) for name, wanted in NAMED.items()}

    assert lacking == {name: [] for name in NAMED}
    assert "01 Chương trình/Chương trình.pdf" in pack
    assert "03 Danh sách đại biểu/Danh sách đại biểu.pdf" in pack
    assert len(pack) >= 8
