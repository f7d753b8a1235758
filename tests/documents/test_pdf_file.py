"""The file itself: archival, tagged, with its own letters only, the same bytes each time, and deaf to the outside."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pdfplumber
import pikepdf
import pytest
import zxingcpp

from documents import limits, pdf
from documents.description import Annex, Column, OutlineItem, Paragraph, Table, Verification

from .measure import MM, printed
from .samples import cells, covenant, report

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def opened(paper):
    return pikepdf.open(io.BytesIO(printed(paper).data))


def faces(document):
    return {
        str(obj.FontName).split("+")[-1]
        for obj in document.objects
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
    }


def test_every_vietnamese_letter_is_printed_in_liberation_serif():
    text = " ".join(LETTERS + TONED + LETTERS.upper() + TONED.upper())
    blocks = tuple(Paragraph(text, bold=bold, italic=italic) for bold in (False, True) for italic in (False, True))
    paper = replace(covenant(4), blocks=blocks)

    with opened(paper) as document:
        assert faces(document) == {
            "Liberation-Serif-2.1.5",
            "Liberation-Serif-2.1.5-Bold",
            "Liberation-Serif-2.1.5-Italic",
            "Liberation-Serif-2.1.5-Bold-Italic",
        }
        descriptors = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert all("/FontFile2" in descriptor for descriptor in descriptors)
    found = [char["text"] for page in printed(paper).chars for char in page]
    for letter in LETTERS + TONED + LETTERS.upper() + TONED.upper():
        assert found.count(letter) >= 4, letter


def test_the_file_declares_itself_archival_and_accessible():
    with opened(covenant(7)) as document:
        assert document.pdf_version == "1.7"
        xmp = document.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["dc:title"] == covenant(7).title
        assert document.docinfo["/Title"] == covenant(7).title
        assert document.docinfo["/Author"] == "Khối thi đua số II"
        root = document.Root
        assert root.Lang == "vi"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        (intent,) = root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"  # an ICC profile
        assert document.check_pdf_syntax() == []


def test_tags_tell_headings_paragraphs_and_tables_apart():
    with opened(report(7)) as document:
        kinds = [
            str(o.S) for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
        ]
    assert {"/H1", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= set(kinds)
    assert kinds.count("/Table") == 2  # those of the two annexes: columns side by side are no table


def test_the_picture_of_the_code_is_described():
    with opened(covenant(7)) as document:
        figures = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Mã QR để kiểm tra văn bản này"]


@pytest.mark.parametrize("dots", [150, 300])
def test_a_telephone_reads_the_code(dots):
    """As scanned or photographed: the printed page as a picture, nothing else."""
    paper = covenant(7)
    with pdfplumber.open(io.BytesIO(printed(paper).data)) as document:
        pictures = [page.to_image(resolution=dots).original for page in document.pages]

    found = [[code.text for code in zxingcpp.read_barcodes(picture)] for picture in pictures]

    assert found == [*[[]] * (len(pictures) - 1), [paper.verification.url]]


def test_each_page_of_an_issued_paper_carries_its_code():
    paper = replace(covenant(7, targets_each=3), sample=True)
    assert set(feet(paper)) == {f"DỮ LIỆU THỬ Mã: {paper.verification.code}"}
    assert set(feet(replace(paper, verification=None))) == {"DỮ LIỆU THỬ"}


def feet(paper):
    with pdfplumber.open(io.BytesIO(printed(paper).data)) as document:
        assert len(document.pages) == 10  # seven of them annexes
        return [page.crop((0, page.height - 50, page.width, page.height)).extract_text() for page in document.pages]


def test_the_same_paper_gives_the_same_bytes():
    first = pdf.render(covenant(7))
    pdf.render(report(7))
    assert pdf.render(covenant(7)) == first


def test_threads_do_not_disturb_each_other():
    alone = {units: pdf.render(covenant(units)) for units in (4, 7)}
    with ThreadPoolExecutor(3) as pool:
        for units, data in zip([4, 7] * 3, pool.map(lambda n: pdf.render(covenant(n)), [4, 7] * 3), strict=True):
            assert data == alone[units]


def test_decomposed_text_prints_composed():
    result = printed(replace(covenant(4), opening="Thanh tra Bộ Tư pháp ký kết\x07"))
    assert "Thanh tra Bộ Tư pháp ký kết" in result.texts[0]


# --- Locked in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file:///etc/../etc/passwd",
        (pdf.STATIC / "documents" / ".." / ".." / "thiduakhoi" / "settings.py").as_uri(),
        f"file://localhost{pdf.STYLESHEET}",
        (pdf.STATIC / "documents").as_uri() + "/%2e%2e/%2e%2e/manage.py",
        (pdf.STATIC.parent / "manage.py").as_uri() + "?/../static/documents/paper.css",
        "http://127.0.0.1:8000/",
        "https://example.org/a.css",
        "ftp://example.org/a",
        "paper.css",
    ],
)
def test_the_fetcher_refuses_everything_outside(url):
    with pytest.raises(ValueError, match="may not load"):
        pdf.BundledOnly().fetch(url)


def test_the_fetcher_reads_what_is_bundled_and_inlined():
    with pdf.BundledOnly().fetch(pdf.STYLESHEET.as_uri())._file_obj as style:
        assert b"@font-face" in style.read()
    assert pdf.BundledOnly().fetch("data:text/plain,xin").read() == b"xin"


NASTY = '<link rel="attachment" href="file:///etc/passwd"><img src="http://127.0.0.1/x"><style>p{display:none}</style>'


def test_markup_in_texts_stays_text():
    table = Table((Column(NASTY, 1),), ((NASTY,),))
    paper = replace(
        covenant(4),
        subject=NASTY,
        opening=NASTY,
        blocks=(Paragraph(NASTY, lead=NASTY), OutlineItem(1, "1.", NASTY), table),
        annexes=(Annex(NASTY, "Tên", NASTY, (table,)),),
        keywords=(NASTY,),
    )
    result = printed(paper)
    flat = re.sub(r"\s", "", "".join(result.texts))
    assert flat.count(re.sub(r"\s", "", NASTY)) == 11
    with opened(paper) as document:
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert str(document.docinfo["/Title"]).endswith(NASTY)


# --- Annexes --------------------------------------------------------------------------------


@pytest.mark.parametrize("units", [34, 63])
def test_headings_repeat_on_every_page_of_an_annex(units):
    result = printed(report(units))
    wide = [page for page, (width, height) in enumerate(result.sizes) if width > height]
    upright = list(range(wide[-1] + 1, len(result.sizes)))

    assert len(wide) > 1
    assert len(upright) > 1
    for page in wide:
        assert all(word in result.texts[page] for word in ("TT", "Đơn vị", "Tập thể", "Cá nhân", "CSTĐCS", "TTLĐXS"))
    for page in upright:
        assert "Họ và tên" in result.texts[page]
    for cell in cells(units):
        assert sum(cell.name in result.texts[page] for page in upright) == 1, cell.name


def test_each_annex_counts_its_pages_from_one():
    once = report(34).annexes
    result = printed(replace(report(34), annexes=(once[0], once[0], once[1], once[1], once[0])))

    starts = [page for page, text in enumerate(result.texts) if text.startswith("Phụ lục")]
    assert len(starts) == 5
    ends = [*starts[1:], len(result.texts)]
    for start, end in zip(starts, ends, strict=True):
        assert result.page_numbers()[start:end] == ["", *map(str, range(2, end - start + 1))]


def test_the_head_of_an_annex():
    annex = replace(report(7).annexes[1], reference="(Kèm theo Báo cáo số 05/BC-KTĐ ngày 15 tháng 3 năm 2017)")
    result = printed(replace(report(7), annexes=(annex,)))
    lines = [line for line in result.lines if line.page == 1][:3]

    assert [(line.text, line.size, line.face) for line in lines] == [
        ("Phụ lục II", 14, "Bold"),
        ("DANH SÁCH CÁ NHÂN", 14, "Bold"),
        ("(Kèm theo Báo cáo số 05/BC-KTĐ ngày 15 tháng 3 năm 2017)", 14, "Italic"),
    ]
    assert [line.centre for line in lines] == pytest.approx([112.5] * 3, abs=0.3)


def test_totals_are_bold_and_numbers_end_at_one_edge():
    columns = (Column("Đơn vị", 3), Column("Số người", 2), Column("Tỷ lệ", 2))
    table = Table(columns, (("A", 7, Decimal("95.5")), ("B", 1240, 100)), total=("Cộng", 1247, None))
    result = printed(replace(report(7), annexes=(Annex("Phụ lục", "Số liệu", "", (table,)),)))
    seven, second, total, ratio, whole = (result.line(text, page=1) for text in ("7", "1.240", "1.247", "95,5", "100"))

    assert seven.right == pytest.approx(second.right, abs=0.1)
    assert total.right == pytest.approx(second.right, abs=0.1)
    assert ratio.right == pytest.approx(whole.right, abs=0.1)
    assert [line.face for line in (seven, second, total, result.line("Cộng", page=1))] == ["Regular"] * 2 + ["Bold"] * 2


def test_a_table_without_rows_says_so():
    table = Table((Column("Họ và tên", 1),), (), empty="Chưa có cá nhân nào.")
    assert printed(replace(report(7), blocks=(table,))).line("Chưa có cá nhân nào.").face == "Italic"


def test_a_row_longer_than_a_page_is_printed_whole():
    text = " ".join(f"từ{i}" for i in range(3000))
    result = printed(
        replace(report(7), annexes=(Annex("Phụ lục", "Dài", "", (Table((Column("A", 1),), ((text,),)),)),))
    )
    words = " ".join(result.texts).split()
    assert [word for word in text.split() if words.count(word) != 1] == []


# --- Marks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("sample", [False, True])
def test_drafts_and_samples_are_marked_on_every_page(draft, sample):
    result = printed(replace(report(34), draft=draft, sample=sample))
    for (width, _), chars, text in zip(result.sizes, result.chars, result.texts, strict=True):
        large = [char for char in chars if char["height"] > 60]
        assert ("".join(char["text"] for char in large if char["text"].strip()) == "DỰTHẢO") is draft
        assert ("DỮ LIỆU THỬ" in text.splitlines()[-2:]) is sample
        if draft:
            middle = (min(c["x0"] for c in large) + max(c["x1"] for c in large)) / 2 * MM
            assert middle == pytest.approx(width / 2, abs=8)


def test_the_code_stands_on_the_last_page_of_the_main_part():
    paper = replace(
        covenant(34, targets_each=3), verification=Verification("ABCD-1234", "https://x.vn/xac-minh/ABCD-1234/")
    )
    result = printed(paper)
    code = result.line("Mã xác minh: ABCD-1234")
    annex = next(page for page, text in enumerate(result.texts) if text.startswith("Phụ lục"))

    assert code.page == annex - 1
    assert "https://x.vn/xac-minh/ABCD-1234/" in result.texts[code.page].replace("\n", "")  # in a narrow column
    before = [text.removesuffix("\nMã: ABCD-1234") for text in result.texts[: code.page]]
    assert printed(replace(paper, verification=None)).texts[: code.page] == before


# --- Limits ---------------------------------------------------------------------------------


def too_many_cells():
    rows = tuple((i, i) for i in range(limits.MAX_CELLS // 2 + 1))
    return replace(covenant(4), blocks=(Table((Column("a", 1), Column("b", 1)), rows),))


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (too_many_cells(), r"các bảng có 20\.002 ô, nhiều nhất là 20\.000"),
        (covenant(limits.MAX_SIGNERS + 1), "phần ký có 501 đơn vị, nhiều nhất là 500"),
        (replace(covenant(4), blocks=(Paragraph("ư" * 1_000_001),)), r"nội dung có 1\.000\.001 ký tự"),
    ],
    ids=["cells", "signers", "characters"],
)
def test_a_paper_too_long_is_refused_in_words(paper, words):
    with pytest.raises(limits.PaperTooLong, match=words):
        pdf.render(paper)
