"""The layout of NĐ 30/2020/NĐ-CP, measured on the printed paper."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from documents.description import Annex, Column, Issuer, Paragraph, Signature, Table

from .measure import MM, printed
from .samples import covenant, report

SIZES = [4, 7, 34, 63]
ALL = [pytest.param(kind(n), id=f"{kind.__name__}-{n}") for kind in (covenant, report) for n in SIZES]
FIRST_LINE = 30 + 12.7  # left margin and indent, mm
MIDDLE = 30 + 165 / 2  # of the text, mm


@pytest.mark.parametrize("paper", ALL)
def test_everything_stays_between_the_margins(paper):
    result = printed(paper)

    for (width, height), chars in zip(result.sizes, result.chars, strict=True):
        assert sorted((width, height)) == pytest.approx([210, 297], abs=0.01)
        foot = [char for char in chars if char["top"] * MM > height - 18]
        assert "".join(char["text"] for char in foot).replace(" ", "") == f"Mã:{paper.verification.code}"
        body = [char for char in chars if 18 < char["top"] * MM <= height - 18]
        assert min(char["x0"] for char in body) * MM > 29.8
        assert max(char["x1"] for char in body) * MM < width - 14.8
        assert min(char["top"] for char in body) * MM > 8
        assert max(char["bottom"] for char in body) * MM < height - 19.9


def test_the_head_stands_in_two_columns_on_one_level():
    result = printed(report(7))
    parent, name = result.line("THANH TRA CHÍNH PHỦ"), result.line("KHỐI THI ĐUA SỐ II")
    nation, motto = result.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), result.line("Độc lập - Tự do - Hạnh phúc")

    assert parent.top == pytest.approx(nation.top, abs=0.1)
    assert name.top == pytest.approx(motto.top, abs=0.1)
    assert parent.centre == pytest.approx(name.centre, abs=0.2)
    assert nation.centre == pytest.approx(motto.centre, abs=0.2)
    assert parent.right < nation.left
    assert [(line.size, line.face) for line in (parent, name, nation, motto)] == [
        (13, "Regular"), (13, "Bold"), (13, "Bold"), (13, "Bold"),
    ]  # fmt: skip


def test_the_rules_of_the_head_have_their_lengths():
    result = printed(report(7))
    motto, name = result.line("Độc lập - Tự do - Hạnh phúc"), result.line("KHỐI THI ĐUA SỐ II")
    subject = result.line("Tổng hợp đăng ký thi đua năm 2017")

    assert result.rule_below(motto) == pytest.approx((motto.left, motto.right), abs=0.3)
    for line in (name, subject):
        left, right = result.rule_below(line)
        assert 1 / 3 <= (right - left) / (line.right - line.left) <= 1 / 2
        assert (left + right) / 2 == pytest.approx(line.centre, abs=0.3)


@pytest.mark.parametrize(
    "name",
    ["Khối thi đua các cơ quan tham mưu, tổng hợp", "Cụm thi đua các tỉnh Trung du và miền núi phía Bắc năm 2026"],
)
def test_the_rule_below_a_name_of_several_lines(name):
    result = printed(replace(covenant(7), issuer=Issuer("Thanh tra Chính phủ", name)))
    lines = [
        line for line in result.lines if line.page == 0 and line.right < 95 and line.top < 45 and line.face == "Bold"
    ]

    left, right = result.rule_below(lines[-1])
    assert len(lines) > 1
    assert " ".join(line.text for line in lines) == name.upper()
    assert 1 / 3 <= (right - left) / max(line.right - line.left for line in lines) <= 1 / 2


def test_number_and_date_share_a_line():
    result = printed(report(7))
    number, dated = result.line("Số:"), result.line("Hà Nội,")

    assert (number.text, dated.text) == ("Số: 05/BC-KTĐ", "Hà Nội, ngày 15 tháng 3 năm 2017")
    assert number.bottom == pytest.approx(dated.bottom, abs=0.1)
    assert number.centre == pytest.approx(result.line("KHỐI THI ĐUA SỐ II").centre, abs=0.5)
    assert dated.centre == pytest.approx(result.line("Độc lập").centre, abs=0.5)
    assert [(number.size, number.face), (dated.size, dated.face)] == [(13, "Regular"), (13, "Italic")]


def test_kind_and_subject_are_centred_in_bold():
    result = printed(covenant(7))
    kind, subject = result.line("GIAO ƯỚC THI ĐUA", page=0), result.line("Năm 2017 của Khối thi đua số II")

    for line in (kind, subject):
        assert (line.size, line.face) == (14, "Bold")
        assert line.centre == pytest.approx(MIDDLE, abs=0.3)
    assert 0 < subject.top - kind.bottom < 3


def test_a_paper_without_place_has_no_date_line():
    result = printed(replace(report(7), place="", dated=None, symbol=""))
    assert "ngày 15 tháng 3" not in result.texts[0].split("BÁO CÁO")[0]
    assert "Số:" not in result.texts[0]


def test_an_open_date_leaves_room_to_write():
    result = printed(replace(covenant(7), dated=None))
    place = result.line("Hà Nội,")
    level = [line for line in result.lines if line.page == 0 and abs(line.top - place.top) < 0.5]

    assert [line.text for line in level] == ["Hà Nội, ngày", "tháng", "năm 2017"]
    assert [b.left - a.right > 7 for a, b in pairwise(level)] == [True, True]


def test_bases_are_in_italics_and_end_in_semicolons_and_a_stop():
    result = printed(covenant(7))
    first, last = result.line("Căn cứ Luật Thi đua"), result.line("Trên cơ sở đăng ký")

    assert first.text == "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;"
    assert last.text == "Trên cơ sở đăng ký thi đua của các đơn vị thành viên."
    assert {line.face for line in (first, last)} == {"Italic"}


def test_paragraphs_are_14_points_justified_and_indented_with_gaps_of_6_points():
    result = printed(covenant(7))
    opening, wrapped = result.line("Hôm nay, ngày 15"), result.line("đại diện lãnh đạo")
    heading, item = result.line("II. NỘI DUNG THI ĐUA"), result.line("1. Tăng cường thanh tra")

    assert opening.left == pytest.approx(FIRST_LINE, abs=0.3)
    assert (wrapped.left, wrapped.right) == pytest.approx((30, 194.5), abs=0.4)
    assert (opening.size, opening.face) == (14, "Regular")
    assert (heading.size, heading.face, item.face) == (14, "Bold", "Regular")
    within = wrapped.top - opening.top
    assert item.top - heading.top - within == pytest.approx(6 * MM, abs=0.1)
    assert 1 <= within / (14 * MM) <= 1.5


def test_the_outline_prints_its_labels():
    result = printed(covenant(7))
    starts = ["I. CHỦ ĐỀ", "II. NỘI DUNG THI ĐUA", "III. CHỈ TIÊU", "IV. TỔ CHỨC THỰC HIỆN", "a) Gắn", "b) Định kỳ"]
    assert [result.line(start).left for start in starts] == pytest.approx([FIRST_LINE] * 6, abs=0.4)


def test_the_text_ends_with_its_mark_once():
    for paper in (covenant(7), replace(covenant(7), closing="")):
        text = " ".join(printed(paper).texts)
        assert text.count("./.") == 1
    assert "tại Khối trưởng./." in " ".join(printed(covenant(7)).texts)
    assert "./." not in " ".join(printed(replace(covenant(7), end_mark=False)).texts)


@pytest.mark.parametrize("units", SIZES)
def test_pages_are_numbered_in_the_top_margin_from_the_second(units):
    result = printed(covenant(units))

    assert result.page_numbers() == ["", *map(str, range(2, len(result.sizes) + 1))]
    for line in (line for line in result.lines if line.bottom < 18):
        assert (line.size, line.face) == (13, "Regular")
        assert line.centre == pytest.approx(MIDDLE, abs=0.2)


def test_a_paper_of_one_page_has_no_number():
    assert printed(replace(report(7), annexes=())).page_numbers() == [""]


def test_a_long_text_runs_over_many_pages():
    clauses = tuple(Paragraph(f"Điều {i}. " + "Các đơn vị cam kết thi đua. " * 12) for i in range(1, 61))
    result = printed(replace(covenant(7), blocks=clauses))

    assert len(result.sizes) > 8
    assert [i for i in range(1, 61) if f"Điều {i}." not in " ".join(result.texts)] == []
    assert result.page_numbers()[-1] == str(len(result.sizes))


def test_one_addressee_stands_on_the_line_several_below_the_colon():
    one = printed(replace(report(7), addressees=("Thanh tra Chính phủ",))).line("Kính gửi")
    assert one.text == "Kính gửi: Thanh tra Chính phủ"

    result = printed(report(7))
    first, last = result.line("- Thanh tra Chính phủ;"), result.line("- Vụ Tổ chức cán bộ.")
    assert result.line("Kính gửi").text == "Kính gửi:"
    assert first.left == pytest.approx(last.left, abs=0.1)
    assert first.left == pytest.approx(result.line("Kính gửi").right, abs=2)


def test_recipients_stand_level_with_the_title_of_the_signer():
    result = printed(report(7))
    heading, title = result.line("Nơi nhận:"), result.line("KHỐI TRƯỞNG")
    recipients = [result.line(start) for start in ("- Thanh tra Chính phủ (Vụ", "- Các đơn vị", "- Lưu: VT")]

    assert (heading.size, heading.face) == (12, "Bold-Italic")
    assert heading.left == pytest.approx(30, abs=0.3)
    assert heading.top == pytest.approx(title.top, abs=1.2)
    assert {(line.size, line.face) for line in recipients} == {(11, "Regular")}
    assert [line.text[-1] for line in recipients] == [";", ";", "."]


def test_a_single_signature_stands_at_the_right():
    result = printed(report(7))
    title, post, name = (
        result.line(s, page=0) for s in ("KHỐI TRƯỞNG", "CHÁNH THANH TRA BỘ TƯ PHÁP", "Nguyễn Hồng Diện")
    )

    assert {(line.size, line.face) for line in (title, post, name)} == {(14, "Bold")}
    assert title.centre == pytest.approx(name.centre, abs=0.2)
    assert title.left > MIDDLE
    assert 25 <= name.top - post.bottom <= 30


def test_two_signatures_stand_left_and_right():
    pair = (Signature(("Thư ký",), "Lê Văn Ân"), Signature(("Chủ tọa",), "Đỗ Thị Ưng", "(Ký tên, đóng dấu)"))
    result = printed(replace(report(7), signatures=pair))
    left, right = result.line("THƯ KÝ"), result.line("CHỦ TỌA")

    assert left.top == pytest.approx(right.top, abs=0.1)
    assert left.right < MIDDLE < right.left
    assert result.line("Lê Văn Ân").top == pytest.approx(result.line("Đỗ Thị Ưng").top, abs=0.1)
    assert result.line("Nơi nhận:").top > result.line("Lê Văn Ân").bottom
    assert result.line("(Ký tên").face == "Italic"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "Cụm thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc",
            ["CỤM THI ĐUA THANH TRA", "CÁC TỈNH TRUNG DU", "VÀ MIỀN NÚI PHÍA BẮC"],
        ),
        ("Cơ quan Thanh tra, giám sát ngân hàng", ["CƠ QUAN THANH TRA,", "GIÁM SÁT NGÂN HÀNG"]),
        ("Khối thi đua số II", ["KHỐI THI ĐUA SỐ II"]),
        ("Thanh tra tỉnh Tuyên Quang", ["THANH TRA", "TỈNH TUYÊN QUANG"]),
        ("Ủy ban nhân dân tỉnh Tuyên Quang", ["ỦY BAN NHÂN DÂN", "TỈNH TUYÊN QUANG"]),
    ],
)
def test_long_names_in_the_head_break_between_their_parts(name, lines):
    result = printed(replace(report(7), issuer=Issuer("Thanh tra Chính phủ", name)))

    head = [x.text for x in result.lines if x.page == 0 and x.right < 96 and x.top < 50 and x.face == "Bold"]
    assert head == lines


def test_a_name_of_one_endless_word_stays_on_the_paper():
    result = printed(replace(report(7), issuer=Issuer("Thanh tra Chính phủ", "X" * 60)))

    name = [line for line in result.lines if line.page == 0 and line.text.startswith("XXX")]
    assert "".join(line.text for line in name) == "X" * 60
    assert max(line.right for line in name) < 97


def test_the_post_of_the_signer_is_not_broken_within_a_name():
    post = "Chánh Thanh tra tỉnh Thái Nguyên"
    result = printed(replace(report(7), signatures=(Signature(("CỤM TRƯỞNG", post), "Đỗ Quang Dũng"),)))

    assert [result.line(words).text for words in ("CHÁNH", "TỈNH")] == ["CHÁNH THANH TRA", "TỈNH THÁI NGUYÊN"]


def test_a_units_rows_of_the_annex_stay_together():
    columns = (Column("TT", 8, "center"), Column("Đơn vị, chỉ tiêu", 92))
    rows = []
    for unit in range(12):
        rows += [(f"U{unit}", f"ĐƠN VỊ {unit}"), *((number, f"Chỉ tiêu {unit}.{number}") for number in range(1, 8))]
    table = Table(columns, tuple(rows), groups=tuple(range(0, len(rows), 8)))
    result = printed(replace(report(7), annexes=(Annex("Phụ lục", "Chỉ tiêu", blocks=(table,)),)))

    pages = {}
    for line in result.lines:
        if found := re.search(r"(?:ĐƠN VỊ|Chỉ tiêu) (\d+)(?:\.|$)", line.text):
            pages.setdefault(found[1], set()).add(line.page)
    assert len(pages) == 12
    assert all(len(on) == 1 for on in pages.values())
    assert len(set.union(*pages.values())) > 1
