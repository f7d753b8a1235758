from io import BytesIO

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from docx import Document
from openpyxl import load_workbook
from pdfplumber import open as open_pdf

from archive.loading import load
from archive.printing import KINDS
from ceremonies import meeting_papers
from ceremonies.models import MeetingPaper
from pledges import texts
from pledges.models import BlocText
from tests.archive.samples import KHOI_2017, content
from tests.documents import words
from tests.pledges.consolidating import remind

pytestmark = pytest.mark.django_db

KHOI = "khoi-ii-noi-chinh-kinh-te-tong-hop"


@pytest.fixture
def year():
    loaded = load(content(KHOI_2017))
    remind(loaded.memberships.get(unit__slug="ttbqp"))
    for kind in BlocText.Kind:
        texts.start(loaded, kind, texts.Source.TEMPLATE)
    for kind in MeetingPaper.Kind:
        meeting_papers.start(loaded.ceremony, kind)
    return loaded


@pytest.fixture
def output(tmp_path):
    return tmp_path / "paper"


def text_of(path):
    with open_pdf(path) as paper:
        return "\n".join(page.extract_text() for page in paper.pages)


def print_it(kind, output, **options):
    call_command("print_document", kind, **{"bloc": KHOI, "year": "2017", "output": output} | options)


@pytest.mark.parametrize(
    ("kind", "unit", "words"),
    [
        ("registration", "ttbqp", "BẢN ĐĂNG KÝ THI ĐUA"),
        ("consolidation", None, "BÁO CÁO"),
        ("covenant", None, "GIAO ƯỚC THI ĐUA"),
        ("reminder", "ttbqp", "PHIẾU BÁO"),
        ("regulation", None, "QUY CHẾ"),
        ("plan", None, "KẾ HOẠCH"),
        ("criteria", None, "BẢNG TIÊU CHÍ"),
        ("agenda", None, "CHƯƠNG TRÌNH"),
        ("invitation", None, "GIẤY MỜI"),
        ("delegates", None, "DANH SÁCH ĐẠI BIỂU"),
        ("script", None, "KỊCH BẢN ĐIỀU HÀNH"),
        ("minutes", None, "BIÊN BẢN"),
        ("conclusions", None, "THÔNG BÁO"),
    ],
)
def test_each_kind_is_printed(year, output, capsys, kind, unit, words):
    print_it(kind, output, unit=unit)

    assert words in text_of(output)
    assert capsys.readouterr().out == f"Đã ghi {KINDS[kind].title} của Khối thi đua số II, năm 2017 vào {output}\n"
    assert [file.name for file in output.parent.iterdir() if file.is_file()] == ["paper"]


def test_every_kind_is_in_the_help():
    command = load_command_class(get_commands()["print_document"], "print_document")

    assert all(kind in command.create_parser("manage.py", "print_document").format_help() for kind in KINDS)


def test_an_issued_covenant_is_the_bytes_that_were_issued(output):
    data = content(KHOI_2017)
    data["registrations"][0]["status"] = "da_chot"
    year = load(data)

    print_it("covenant", output)

    assert output.read_bytes() == year.covenants.get().document.pdf.read()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_word_file(year, output, kind):
    unit = "ttbqp" if KINDS[kind].of_unit else None
    print_it(kind, output, unit=unit)
    pdf = output.read_bytes()
    print_it(kind, output, unit=unit, format="docx")
    word = output.read_bytes()

    assert words.letters_of_docx(word) == words.letters_of_pdf(pdf, words.headings_of_docx(word)) != ""


def test_the_word_file_of_an_issued_covenant_is_a_draft_that_names_the_record(output):
    data = content(KHOI_2017)
    data["registrations"][0]["status"] = "da_chot"
    code = load(data).covenants.get().document.code

    print_it("covenant", output, format="docx")

    section = Document(output).sections[0]
    assert section.header.paragraphs[-1].text == "DỰ THẢO"
    assert f"Bản chính thức là tệp PDF mang mã xác minh {code}." in section.footer.paragraphs[0].text
    assert code not in " ".join(words.of_docx(output.read_bytes()))


@pytest.mark.parametrize(
    ("kind", "unit", "sheets"),
    [
        (
            "registration",
            "ttbtc",
            ["Danh hiệu tập thể", "Danh hiệu cá nhân", "Chỉ tiêu thi đua", "Sáng kiến, đề tài", "Phong trào thi đua"],
        ),
        ("consolidation", None, ["Danh hiệu", "Chỉ tiêu chung", "Cá nhân", "Tập thể", "Sáng kiến"]),
    ],
)
def test_workbooks(year, output, kind, unit, sheets):
    print_it(kind, output, unit=unit, format="xlsx")

    assert load_workbook(BytesIO(output.read_bytes())).sheetnames == sheets


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("covenant", {"format": "odt"}, "Không có định dạng “odt”. Các định dạng: pdf, docx, xlsx."),
        ("covenant", {"format": "xlsx"}, "Giao ước thi đua không có bản Excel; dùng --format pdf hoặc docx."),
        ("covenant", {"unit": "ttbtp"}, "Giao ước thi đua là của cả khối; bỏ --unit."),
        (
            "contract",
            {},
            "Không có loại văn bản “contract”. Các loại: registration, consolidation, covenant, opinions, chasing, "
            "reminder, regulation, plan, criteria, agenda, invitation, delegates, script, minutes, conclusions.",
        ),
        ("covenant", {"bloc": "khoi-x"}, f"Không có khối thi đua “khoi-x”. Các khối hiện có: {KHOI}."),
        ("covenant", {"year": "2018"}, "Khối thi đua số II không có năm 2018. Các năm hiện có: 2017."),
        ("covenant", {"year": "năm nay"}, "Khối thi đua số II không có năm năm nay. Các năm hiện có: 2017."),
        (
            "registration",
            {},
            "Bản đăng ký thi đua cần --unit. Các đơn vị: ttbtp, ttbqp, ttbkhdt, ttbca, ttbnv, ttbtc, cqttgsnh.",
        ),
        (
            "registration",
            {"unit": "ttbyt"},
            "“ttbyt” không phải là thành viên. Các đơn vị: ttbtp, ttbqp, ttbkhdt, ttbca, ttbnv, ttbtc, cqttgsnh.",
        ),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_line(year, output, kind, options, sentence):
    output.write_text("before")

    with pytest.raises(CommandError) as refused:
        print_it(kind, output, **options)

    assert (str(refused.value), refused.value.returncode) == (sentence, 1)
    assert output.read_text() == "before"


def test_what_a_year_does_not_have_yet(output):
    data = content(KHOI_2017)
    del data["covenant"], data["ceremony"], data["registrations"]
    load(data)

    for kind, unit, sentence in (
        ("covenant", None, "Khối thi đua số II, năm 2017 chưa có giao ước thi đua."),
        ("agenda", None, "Khối thi đua số II, năm 2017 chưa có lễ ký kết."),
        ("registration", "ttbqp", "ttbqp chưa bắt đầu bản đăng ký thi đua năm 2017."),
        ("reminder", "ttbqp", "ttbqp không có thư nhắc nào của năm 2017."),
    ):
        with pytest.raises(CommandError) as refused:
            print_it(kind, output, unit=unit)
        assert str(refused.value) == sentence
    assert not output.exists()


def test_a_folder_that_is_not_there(year, tmp_path):
    with pytest.raises(CommandError) as refused:
        print_it("agenda", tmp_path / "none" / "x.pdf")

    assert str(refused.value) == (f"Không ghi được vào thư mục “{tmp_path}/none”: No such file or directory.")
    with pytest.raises(CommandError, match="là một thư mục; ghi thêm tên tệp"):
        print_it("agenda", tmp_path)
