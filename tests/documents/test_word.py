"""A paper as a Word file: the words of the PDF, the layout of NĐ 30/2020/NĐ-CP in named styles."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest
import zxingcpp
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from documents import limits, pdf, word
from documents.description import Annex, Column, Issuer, OutlineItem, Paragraph, Signature, Table
from documents.typeface import width
from documents.wording import MOTTO
from tests.documents import words
from tests.documents.samples import covenant, decision, report

PAIR = (Signature(("Thư ký",), "Lê Văn Ân"), Signature(("KT. Chủ tọa", "Phó Chánh Thanh tra"), "", "(Ký tên)"))
COLUMNS = (Column("TT", 10, "center"), Column("Họ và tên", 45), Column("Ngày", 20, group="Đăng ký"), Column("Số", 25))
EMPTY = Table(COLUMNS, (), total=("", "Tổng cộng", None, 0), caption="Danh sách cá nhân")
GROUPED = Table(
    COLUMNS, (("I", "Đơn vị", "", ""), (1, "Ân", date(2017, 3, 5), 95), ("II", "Đơn vị", "", "")), groups=(0, 2)
)
PAPERS = {
    "covenant of 7": covenant(7, targets_each=3),
    "covenant of 63": covenant(63, targets_each=2, landscape=True),
    "draft without witness": replace(
        covenant(7), grid=replace(covenant(7).grid, witness=None), verification=None, draft=True, sample=True
    ),
    "report of 7": report(7),
    "report of 63": report(63),
    "minutes": replace(
        report(7), signatures=PAIR, place="", symbol="", dated=None, addressees=("Thanh tra Chính phủ",), closing="",
        blocks=(Paragraph("Điều  1\nvà 2.", bold=True, italic=True, align="center"), EMPTY, GROUPED),
    ),
    "decision": decision(),
    "letter": replace(report(7), kind="", subject="đôn đốc đăng ký thi đua năm 2017", symbol="05/KTĐ", annexes=()),
    "bare": replace(report(7), signatures=(), recipients=(), verification=None, subject="", end_mark=False, annexes=()),
}  # fmt: skip


@pytest.fixture(params=PAPERS)
def paper(request):
    return PAPERS[request.param]


def opened(paper, **more):
    return docx.Document(io.BytesIO(word.render(paper, **more)))


def paragraphs(document):
    """Style and words of every paragraph that has some, in the order of the text."""
    names = {style.style_id: style for style in document.styles}
    found = [docx.text.paragraph.Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]
    return [(names[p._p.pPr.pStyle.val].element.name_val, p.text, p) for p in found if p.text]


def named(document, style):
    return [text for name, text, _ in paragraphs(document) if name == style]


def test_the_words_are_those_of_the_pdf(paper):
    content = word.render(paper)

    assert words.of_docx(content) == words.of_html(paper)
    printed = words.letters_of_pdf(pdf.render(paper), words.headings_of_docx(content))
    assert words.letters_of_docx(content) == printed


def test_equal_papers_are_equal_files(paper):
    content = word.render(paper)

    assert word.render(replace(paper)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_of_the_librarys_template_is_left():
    with zipfile.ZipFile(io.BytesIO(word.render(report(7)))) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
            "word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/header1.xml", "word/header2.xml",
            "word/media/image1.png", "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
        ]  # fmt: skip


def test_what_the_file_says_of_itself():
    said = opened(report(7)).core_properties

    assert (said.title, said.author, said.language) == (
        "Báo cáo Tổng hợp đăng ký thi đua năm 2017", "Khối thi đua số II", "vi-VN",
    )  # fmt: skip
    assert (said.created, said.modified) == (datetime(2017, 3, 15, tzinfo=UTC), datetime(2017, 3, 15, tzinfo=UTC))
    assert said.keywords == "giao ước thi đua, Khối thi đua số II, 2017"
    undated = opened(replace(report(7), dated=None, subject="Đ" * 300)).core_properties
    assert (undated.created, len(undated.title)) == (datetime(2017, 1, 1, tzinfo=UTC), 255)


def test_the_language_is_vietnamese_and_the_face_that_of_the_decree():
    document = opened(report(7))
    letters = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")

    assert letters.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert set(letters.find(qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
    modes = {
        each.get(qn("w:name")): each.get(qn("w:val")) for each in document.settings.element.iter(qn("w:compatSetting"))
    }
    assert modes["compatibilityMode"] == "15"


def test_each_component_has_a_style_of_its_own():
    document = opened(report(7))

    once = (
        "Cơ quan chủ quản", "Cơ quan ban hành", "Quốc hiệu", "Tiêu ngữ", "Số, ký hiệu", "Địa danh, thời gian",
        "Tên loại văn bản", "Trích yếu", "Nơi nhận", "Họ tên người ký",
    )  # fmt: skip
    assert {style: named(document, style) for style in once} == {
        "Cơ quan chủ quản": ["THANH TRA CHÍNH PHỦ"],
        "Cơ quan ban hành": ["KHỐI THI ĐUA SỐ II"],
        "Quốc hiệu": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        "Tiêu ngữ": ["Độc lập - Tự do - Hạnh phúc"],
        "Số, ký hiệu": ["Số: 05/BC-KTĐ"],
        "Địa danh, thời gian": ["Hà Nội, ngày 15 tháng 3 năm 2017"],
        "Tên loại văn bản": ["BÁO CÁO"],
        "Trích yếu": ["Tổng hợp đăng ký thi đua năm 2017"],
        "Nơi nhận": ["Nơi nhận:"],
        "Họ tên người ký": ["Nguyễn Hồng Diện"],
    }
    assert named(document, "Chức danh người ký") == ["KHỐI TRƯỞNG", "CHÁNH THANH TRA BỘ TƯ PHÁP"]
    assert named(document, "Phụ lục") == ["Phụ lục I", "Phụ lục II"]


def test_a_letter_has_its_subject_below_the_number():
    document = opened(PAPERS["letter"])

    assert named(document, "Trích yếu công văn") == ["V/v đôn đốc đăng ký\nthi đua năm 2017"]
    assert named(document, "Tên loại văn bản") == named(document, "Trích yếu") == []


@pytest.mark.parametrize(
    ("name", "size", "bold", "italic"),
    [
        ("Quốc hiệu", 13, True, None), ("Tiêu ngữ", 13, True, None), ("Cơ quan chủ quản", 13, None, None),
        ("Cơ quan ban hành", 13, True, None), ("Số, ký hiệu", 13, None, None), ("Địa danh, thời gian", 13, None, True),
        ("Tên loại văn bản", 14, True, None), ("Trích yếu", 14, True, None), ("Căn cứ", 14, None, True),
        ("Nội dung", 14, None, None), ("Chức danh người ký", 14, True, None), ("Họ tên người ký", 14, True, None),
        ("Nơi nhận", 12, True, True), ("Danh sách nơi nhận", 11, None, None), ("Phụ lục", 14, True, None),
    ],
)  # fmt: skip
def test_sizes_and_weights_are_those_of_the_decree(name, size, bold, italic):
    font = opened(report(7)).styles[name].font

    assert (font.size, font.bold, font.italic) == (Pt(size), bold, italic)


def test_the_body_is_justified_with_its_first_line_indented():
    layout = opened(report(7)).styles["Nội dung"].paragraph_format

    assert (layout.alignment, layout.space_before) == (3, Pt(6))
    assert layout.first_line_indent.mm == pytest.approx(12.7, abs=0.02)
    assert 1 <= layout.line_spacing <= 1.5


def test_an_editor_finds_no_formatting_by_hand(paper):
    """Letters are larger or smaller by style only; every paragraph has one."""
    body = opened(paper).element.body

    assert [p for p in body.iter(qn("w:p")) if p.pPr is None or p.pPr.pStyle is None] == []
    assert {child.tag for properties in body.iter(qn("w:rPr")) for child in properties} <= {qn("w:b"), qn("w:i")}
    known = {style.style_id for style in opened(paper).styles}
    assert {p.pPr.pStyle.val for p in body.iter(qn("w:p"))} <= known


# ISO/IEC 29500-1, wml.xsd: Word calls a file damaged whose properties stand in another order.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b i color sz szCs lang",
    "tcPr": "tcW gridSpan vMerge tcMar vAlign",
    "tblPr": "tblStyle tblW tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "style": "name aliases basedOn next qFormat pPr rPr tblPr",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType titlePg",
}


def test_properties_stand_in_the_order_of_the_schema(paper):
    document = opened(paper)
    for root in (document.element, document.styles.element):
        for tag, order in ORDER.items():
            for properties in root.iter(qn(f"w:{tag}")):
                names = [child.tag.partition("}")[2] for child in properties]
                if tag == "sectPr":  # its references come first, in any order
                    names.sort(key=lambda name: not name.endswith("Reference"))
                    names = [name.replace("footerReference", "headerReference") for name in names]
                places = [order.split().index(name) for name in names]
                assert places == sorted(places), (tag, names)


def test_the_outline_is_one_for_word_too():
    blocks = tuple(
        OutlineItem(level, label, f"mức {level}") for level, label in enumerate(["I.", "1.", "a)", "-", "+"])
    )
    document = opened(replace(report(7), blocks=(*blocks, OutlineItem(1, "", "không số")), end_mark=False))

    assert [(name, text) for name, text, _ in paragraphs(document) if "mức" in text.lower() or text == "không số"] == [
        ("heading 1", "I. MỨC 0"), ("heading 2", "1. mức 1"), ("heading 3", "a) mức 2"), ("heading 4", "- mức 3"),
        ("heading 4", "+ mức 4"), ("Nội dung", "không số"),
    ]  # fmt: skip
    levels = [
        document.styles[f"Heading {n}"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for n in (1, 2, 3, 4)
    ]
    assert levels == ["0", "1", "2", "3"]


def test_each_section_is_a4_with_the_margins_and_its_own_numbers():
    body, wide, names = opened(report(7)).sections

    for section in (body, wide, names):
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [margin.mm for margin in margins] == pytest.approx([20, 15, 20, 30], abs=0.02)
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    sizes = [(s.page_width.mm, s.page_height.mm) for s in (body, wide, names)]
    assert sizes == [pytest.approx(size, abs=0.02) for size in ((210, 297), (297, 210), (210, 297))]
    assert [s.orientation for s in (body, wide, names)] == [
        WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE, WD_ORIENTATION.PORTRAIT,
    ]  # fmt: skip


def test_the_number_of_the_page_stands_in_the_middle_but_not_on_the_first():
    for section in opened(report(7)).sections:
        (number,) = section.header.paragraphs
        assert (number.style.font.size, number.style.paragraph_format.alignment) == (Pt(13), 1)
        assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert [(p.text, len(p._p)) for p in section.first_page_header.paragraphs] == [("", 1)]
        assert section.footer.paragraphs[0].text == ""


def test_marks_stand_in_the_margins_of_every_page():
    paper = replace(report(7), draft=True, sample=True)
    for section in opened(paper, remark="Bản chính thức là tệp PDF.").sections:
        for header in (section.header, section.first_page_header):
            assert header.paragraphs[-1].text == "DỰ THẢO"
        for footer in (section.footer, section.first_page_footer):
            assert [p.text for p in footer.paragraphs] == ["Bản chính thức là tệp PDF.", "DỮ LIỆU THỬ"]


def data_tables(document):
    return [t for t in document.tables if t.style.name == "Bảng có kẻ"]


def test_headings_repeat_and_rows_stay_whole(paper):
    document = opened(paper)

    for row in document.element.body.iter(qn("w:tr")):
        assert row.trPr.find(qn("w:cantSplit")) is not None
    for table in data_tables(document):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        grouped = table._tbl.tr_lst[0].xpath(".//w:vMerge")
        assert repeated == [True] * (2 if grouped else 1) + [False] * (len(repeated) - (2 if grouped else 1))


def test_grouped_headings_are_merged_cells():
    (wide, _) = data_tables(opened(report(7)))
    upper, lower = ([cell.text for cell in row.cells] for row in wide.rows[:2])

    assert upper == ["TT", "Đơn vị", "Tổng số CBCC", *["Tập thể"] * 5, *["Cá nhân"] * 6, "Ghi chú"]
    assert lower[:4] == ["TT", "Đơn vị", "Tổng số CBCC", "TTLĐTT"]
    assert lower[-2:] == ["Khác", "Ghi chú"]
    assert [cell.text for cell in wide.rows[-1].cells][:4] == ["", "Tổng cộng", "7.021", "21"]


def test_columns_fill_the_width_between_the_margins():
    (wide, names) = data_tables(opened(report(7)))

    for table, across in ((wide, 252), (names, 165)):
        assert sum(column.width for column in table.columns) == pytest.approx(Mm(across), abs=Mm(0.2))


def test_numbers_stand_at_the_right():
    wide, names = data_tables(opened(report(7)))

    assert [cell.paragraphs[0].alignment for cell in wide.rows[2].cells[:4]] == [1, None, 2, 2]
    assert [cell.paragraphs[0].alignment for cell in names.rows[1].cells] == [1, None, None]


def keeps(paragraph):
    return paragraph._p.pPr.keepNext is not None


def test_the_signature_stays_with_the_last_words():
    found = {text: p for _, text, p in paragraphs(opened(report(7)))}

    assert keeps(found["Trên đây là báo cáo của Khối thi đua số II./."])


def test_the_signature_stays_with_the_last_row_of_a_table():
    table = Table(COLUMNS, tuple((number, "Ân", None, 1) for number in range(1, 4)))
    (printed,) = data_tables(opened(replace(report(7), blocks=(table,), closing="", end_mark=False, annexes=())))

    rows = [{keeps(paragraph) for cell in row.cells for paragraph in cell.paragraphs} for row in printed.rows]
    assert rows == [{True}, {True}, {True}, {False}, {True}]


def test_the_grid_stays_with_the_text_and_each_name_with_its_post():
    found = paragraphs(opened(covenant(7)))
    closing = next(p for _, text, p in found if text.startswith("Giao ước này được lập"))
    names = [p for style, _, p in found if style == "Họ tên trong phần ký"]
    posts = [p for style, _, p in found if style in ("Chức danh trong phần ký", "Vai trò trong phần ký")]

    assert keeps(closing)
    # All but the witness's own.
    assert [keeps(post) for post in posts] == [True] * (len(posts) - 3) + [False] * 3
    # The last units' names, side by side, stay with the witness.
    assert [keeps(name) for name in names] == [False] * 5 + [True] * 2 + [False]


def test_rules_have_the_lengths_the_decree_gives():
    document = opened(report(7))
    rules = [
        p for p in document.element.body.iter(qn("w:p")) if p.pPr.pStyle.val == document.styles["Đường kẻ"].style_id
    ]
    rooms = (65, 98, 165)
    lengths = [room - (rule.pPr.ind.left + rule.pPr.ind.right) / Mm(1) for room, rule in zip(rooms, rules, strict=True)]

    assert document.styles["Đường kẻ"].element.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}") is not None
    texts = [("KHỐI THI ĐUA SỐ II", 13, 0.36), (MOTTO, 13, 1), ("Tổng hợp đăng ký thi đua năm 2017", 14, 0.36)]
    assert lengths == pytest.approx([share * width(t, size, bold=True) for t, size, share in texts], abs=0.1)


def test_the_code_can_be_scanned_and_is_named():
    document = opened(covenant(7))
    (picture,) = document.inline_shapes
    image = document.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed].blob

    scanned = Image.open(io.BytesIO(image)).convert("L")
    framed = Image.new("L", [side + 80 for side in scanned.size], 255)
    framed.paste(scanned, (40, 40))
    assert zxingcpp.read_barcode(framed).text == covenant(7).verification.url
    assert picture._inline.docPr.get("descr") == "Mã QR để kiểm tra văn bản này"
    assert picture.width.mm == pytest.approx(18, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "<w:br/>&amp;]]><script>", "{{ 7|add:7 }} {% include 'x' %}", "=HYPERLINK(\"x\")", "a\x00b\x0bc\ufffe\ud800d",
        "{ INCLUDETEXT \"c:\\\\x\" }", "\u202eđảo", "W" * 400,
    ],
)  # fmt: skip
def test_text_is_text(text):
    table = Table((Column(text, 50), Column("Số", 50)), ((text, 1),), caption=text)
    paper = replace(
        covenant(7), kind="Báo cáo", subject=text, issuer=Issuer(text, text), opening=text, recipients=(text,),
        blocks=(OutlineItem(0, "I.", text), Paragraph(text, lead=text), table), keywords=(text,),
        annexes=(Annex("Phụ lục", text, text, (table,)),),
    )  # fmt: skip
    content = word.render(paper, remark=text)

    assert words.of_docx(content) == words.of_html(paper)
    body = docx.Document(io.BytesIO(content)).element.body
    assert list(body.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:hyperlink"))) == []


def test_a_paper_too_long_is_refused_before_any_work():
    with pytest.raises(limits.PaperTooLong):
        word.render(replace(report(7), blocks=(Paragraph("x" * (limits.MAX_CHARACTERS + 1)),)))


@pytest.mark.parametrize(
    ("style", "height", "is_whole"), [("", [], True), ("tall", ["567"], True), ("divided", [], False)]
)
def test_rows_to_sign_in_are_high_and_long_ones_go_on_overleaf(style, height, is_whole):
    rows = ((1, "Ân", None, 95),)
    file = word.render(replace(report(7), blocks=(Table(COLUMNS, rows, row_style=style),), annexes=()))
    (table,) = [table for table in docx.Document(io.BytesIO(file)).tables if "Họ và tên" in table.rows[0].cells[1].text]

    heading, *_, last = (row._tr.trPr for row in table.rows)
    assert [each.get(qn("w:val")) for each in last.findall(qn("w:trHeight"))] == height
    assert (last.find(qn("w:cantSplit")) is not None) == is_whole
    assert heading.find(qn("w:cantSplit")) is not None
