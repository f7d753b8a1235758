from io import BytesIO

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from docx import Document
from openpyxl import load_workbook

from archive.loading import load
from archive.printing import KINDS
from ceremonies import meeting_papers
from ceremonies.models import MeetingPaper
from pledges import texts
from pledges.models import BlocText
from tests.archive.samples import KHOI_2017, content
from tests.documents import words
from tests.pledges.consolidating import remind

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KHOI = "khoi-ii-noi-chinh-kinh-te-tong-hop"


@pytest.fixture
def loaded():
    return load(content(KHOI_2017))


@pytest.fixture
def year(loaded):
    """With a draft of every paper that a bloc file does not hold."""
    remind(loaded.memberships.get(unit__slug="ttbqp"))
    for kind in BlocText.Kind:
        texts.start(loaded, kind, texts.Source.TEMPLATE)
    for kind in MeetingPaper.Kind:
        meeting_papers.start(loaded.ceremony, kind)
    return loaded


@pytest.fixture
def output(tmp_path):
    return tmp_path / "paper"


def print_it(kind, output, **options):
    call_command("print_document", kind, **{"bloc": KHOI, "year": "2017", "output": output} | options)


HEADINGS = {
    "registration": "BẢN ĐĂNG KÝ THI ĐUA",
    "consolidation": "BÁO CÁO",
    "covenant": "GIAO ƯỚC THI ĐUA",
    "opinions": "BẢNG TỔNG HỢP",
    "chasing": "đôn đốc",
    "reminder": "PHIẾU BÁO",
    "regulation": "QUY CHẾ",
    "plan": "KẾ HOẠCH",
    "criteria": "BẢNG TIÊU CHÍ",
    "agenda": "CHƯƠNG TRÌNH",
    "invitation": "GIẤY MỜI",
    "delegates": "DANH SÁCH ĐẠI BIỂU",
    "script": "KỊCH BẢN ĐIỀU HÀNH",
    "minutes": "BIÊN BẢN",
    "conclusions": "THÔNG BÁO",
}


def test_each_kind_is_printed_and_its_word_file_says_the_same(year, output, capsys):
    assert HEADINGS.keys() == KINDS.keys()
    for kind, heading in HEADINGS.items():
        unit = "ttbqp" if KINDS[kind].of_unit else None
        print_it(kind, output, unit=unit)
        pdf = output.read_bytes()
        print_it(kind, output, unit=unit, format="docx")
        word = output.read_bytes()

        line = f"Đã ghi {KINDS[kind].title} của Khối thi đua số II, năm 2017 vào {output}\n"
        assert capsys.readouterr().out == line * 2
        assert [file.name for file in output.parent.iterdir() if file.is_file()] == ["paper"]
        said = words.letters_of_pdf(pdf, words.headings_of_docx(word))
        assert "".join(heading.split()) in said, kind
        assert words.letters_of_docx(word) == said, kind


def test_every_kind_is_in_the_help():
    command = load_command_class(get_commands()["print_document"], "print_document")

    assert all(kind in command.create_parser("manage.py", "print_document").format_help() for kind in KINDS)


def test_an_issued_covenant_is_the_bytes_that_were_issued_its_word_file_a_draft_that_names_them(output):
    data = content(KHOI_2017)
    data["registrations"][0]["status"] = "da_chot"
    document = load(data).covenants.get().document

    print_it("covenant", output)
    assert output.read_bytes() == document.pdf.read()

    code = document.code
    print_it("covenant", output, format="docx")
    section = Document(output).sections[0]
    assert section.header.paragraphs[-1].text == "DỰ THẢO"
    assert f"Bản chính thức là tệp PDF mang mã xác minh {code}." in section.footer.paragraphs[0].text
    assert code not in " ".join(words.of_docx(output.read_bytes()))


SHEETS = {
    "ttbtc": ["Danh hiệu tập thể", "Danh hiệu cá nhân", "Chỉ tiêu thi đua", "Sáng kiến, đề tài", "Phong trào thi đua"],
    None: ["Danh hiệu", "Chỉ tiêu chung", "Cá nhân", "Tập thể", "Sáng kiến"],
}


def test_workbooks(loaded, output):
    for unit, sheets in SHEETS.items():
        print_it("registration" if unit else "consolidation", output, unit=unit, format="xlsx")

        assert load_workbook(BytesIO(output.read_bytes())).sheetnames == sheets


REFUSED = [
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
]


def test_what_cannot_be_printed_is_said_in_one_line(loaded, output):
    output.write_text("before")

    for kind, options, sentence in REFUSED:
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
        ("agenda", None, "Khối thi đua số II, năm 2017 chưa có buổi lễ."),
        ("registration", "ttbqp", "ttbqp chưa bắt đầu bản đăng ký thi đua năm 2017."),
        ("reminder", "ttbqp", "ttbqp không có thư nhắc nào của năm 2017."),
    ):
        with pytest.raises(CommandError) as refused:
            print_it(kind, output, unit=unit)
        assert str(refused.value) == sentence
    assert not output.exists()


def test_a_folder_that_is_not_there(loaded, tmp_path):
    with pytest.raises(CommandError) as refused:
        print_it("agenda", tmp_path / "none" / "x.pdf")

    assert str(refused.value) == (f"Không ghi được vào thư mục “{tmp_path}/none”: No such file or directory.")
    with pytest.raises(CommandError, match="là một thư mục; ghi thêm tên tệp"):
        print_it("agenda", tmp_path)
