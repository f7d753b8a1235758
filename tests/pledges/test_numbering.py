"""Numbers typed before the words of an outline: which are read and dropped, which belong to the words."""

import pytest

from pledges.numbering import Entry, entries, read, without

BULLET = "\uf0b7"  # Word's own, in Symbol


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("I. Chủ đề", "roman", "Chủ đề"),
        ("II.\tMục tiêu", "roman", "Mục tiêu"),
        ("IX. TỔ CHỨC THỰC HIỆN", "roman", "TỔ CHỨC THỰC HIỆN"),
        ("IV.CHỈ TIÊU", "roman", "CHỈ TIÊU"),
        ("III/ Nội dung", "roman", "Nội dung"),
        ("Điều 1. Phạm vi, đối tượng", "điều", "Phạm vi, đối tượng"),
        ("ĐIỀU 12: Kinh phí", "điều", "Kinh phí"),
        ("Điều 5", "điều", ""),
        ("Phần I", "phần", ""),
        ("PHẦN II NỘI DUNG THI ĐUA", "phần", "NỘI DUNG THI ĐUA"),
        ("Phần thứ nhất: Tình hình", "phần", "Tình hình"),
        ("Chương IV - Chấm điểm, bình xét", "chương", "Chấm điểm, bình xét"),
        ("Mục 2. Hội nghị", "mục", "Hội nghị"),
        ("1. Hoàn thành kế hoạch thanh tra", "number", "Hoàn thành kế hoạch thanh tra"),
        ("1.\u00a0\u00a0Nắm chắc tình hình", "number", "Nắm chắc tình hình"),
        ("2.Phát hiện, nhân rộng điển hình", "number", "Phát hiện, nhân rộng điển hình"),
        ("03. Củng cố tổ chức đảng", "number", "Củng cố tổ chức đảng"),
        ("1) Đổi mới phong trào", "number", "Đổi mới phong trào"),
        ("4/ Tham gia đầy đủ", "number", "Tham gia đầy đủ"),
        ("1.1. Thanh tra hành chính", "number", "Thanh tra hành chính"),
        ("1.1 Thanh tra chuyên ngành", "number", "Thanh tra chuyên ngành"),
        ("2.10.1 Ứng dụng công nghệ", "number", "Ứng dụng công nghệ"),
        ("1. 100% đơn vị trực thuộc hoàn thành", "number", "100% đơn vị trực thuộc hoàn thành"),
        ("2. 95% kết luận được thực hiện", "number", "95% kết luận được thực hiện"),
        ("2. 3 sáng kiến trở lên", "number", "3 sáng kiến trở lên"),
        ("5. 2 năm liền đạt danh hiệu", "number", "2 năm liền đạt danh hiệu"),
        ("a) Tuyên truyền", "letter", "Tuyên truyền"),
        ("a. Tuyên truyền", "letter", "Tuyên truyền"),
        ("đ) Báo cáo đúng hạn", "letter", "Báo cáo đúng hạn"),
        ("đ.\tBáo cáo đúng hạn", "letter", "Báo cáo đúng hạn"),
        ("- Đôn đốc", "dash", "Đôn đốc"),
        ("-Đôn đốc", "dash", "Đôn đốc"),
        ("– 5 đơn vị", "dash", "5 đơn vị"),
        ("+ Gửi báo cáo", "dash", "Gửi báo cáo"),
        ("•\tGửi báo cáo", "dash", "Gửi báo cáo"),
        (f"{BULLET}\tGửi báo cáo", "dash", "Gửi báo cáo"),
        (f"{BULLET}\u00a0Gửi báo cáo", "dash", "Gửi báo cáo"),
        ("\uf0a7 Gửi báo cáo", "dash", "Gửi báo cáo"),
        ("o\tGửi báo cáo", "dash", "Gửi báo cáo"),
    ],
)
def test_numbers_are_read(line, kind, words):
    found = read(line)
    assert (found.kind, found.words) == (kind, words)
    assert without(line) == (words or line)


@pytest.mark.parametrize(
    "line",
    [
        "30. 4 là ngày Giải phóng miền Nam, thống nhất đất nước",
        "2. 9 hằng năm",
        "19. 5 - ngày sinh Chủ tịch Hồ Chí Minh",
        "30.4 là ngày lễ lớn",
        "30.4 Ngày Giải phóng miền Nam",
        "15. 3. 2017 ký giao ước",
        "15/3/2017 ký giao ước",
        "15/ 3/ 2017 ký giao ước",
        "10.10.2026 là ngày kỷ niệm",
        "01.07 Luật Thanh tra có hiệu lực",
        "2027 là năm bản lề",
        "2027. Năm bản lề",
        "1.234,5 triệu đồng",
        "1.5 triệu đồng",
        "12,5% đơn vị",
        "3.000 lượt. Hoàn thành",
        "100% đơn vị trực thuộc hoàn thành xuất sắc nhiệm vụ chính trị được giao",
        "-5 độ",
        "V.I. Lê-nin",
        "V. I. Lê-nin",
        "V/v đăng ký thi đua",
        "đ/c Nguyễn Hồng Diện phát biểu",
        "Điều 7 Luật Thi đua, khen thưởng",
        "Phần lớn các đơn vị",
        "Phần 2 của Kế hoạch",
        "Phần 100% đơn vị",
        "Mục tiêu: hoàn thành nhiệm vụ",
        "IIII. Không phải số La Mã",
        "Anh. em",
        "I",
        "",
    ],
)
def test_what_belongs_to_the_words_stays(line):
    assert read(line) is None
    assert without(line) == line


def test_a_day_is_an_item_where_it_is_the_next_number():
    assert read("14. 5 đơn vị đạt Cờ thi đua", (13,)).words == "5 đơn vị đạt Cờ thi đua"
    assert read("14. 5 đơn vị đạt Cờ thi đua") is None
    assert read("1.2 phối hợp với cấp ủy", (1, 1)).words == "phối hợp với cấp ủy"
    assert read("1.1 phối hợp với cấp ủy", (1,)).number == (1, 1)


# The contents of Khối thi đua số II in 2017, of Khối II in 2018 and of Cụm V in 2019, numbered as Word numbers them.
REAL = f"""
I.\tCHỦ ĐỀ
“Đoàn kết, kỷ cương, trách nhiệm, hiệu quả”./.
II.\tNỘI DUNG THI ĐUA
1.\tTăng cường thanh tra, kiểm tra việc thực hiện kế hoạch, chương trình công tác của ngành và việc thực thi công vụ
a)\tNắm chắc tình hình, chủ động phát hiện, bố trí lực lượng và điều kiện để tiến hành các cuộc thanh tra, kiểm tra
đ)\tXây dựng đội ngũ cán bộ, đảng viên đủ phẩm chất, năng lực, đáp ứng yêu cầu nhiệm vụ
{BULLET}\tCủng cố, kiện toàn tổ chức đảng các cấp trong sạch, vững mạnh

1.1.\tRèn luyện, nâng cao nhận thức chính trị
a)\tTăng cường đoàn kết, hợp tác giữa Thanh tra các tỉnh trong Cụm
2.\u00a0Lập thành tích chào mừng các ngày lễ lớn của đất nước trong năm 2017
30. 4 là ngày Giải phóng miền Nam.
III.\tCHỈ TIÊU
1.\t100% đơn vị trực thuộc hoàn thành xuất sắc nhiệm vụ chính trị được giao
2.\t100% đảng bộ, chi bộ cơ sở trong sạch, vững mạnh
---------
"""


def test_a_real_text_becomes_an_outline():
    assert [(entry.level, entry.text[:32]) for entry in entries(REAL.replace("\n", "\r\n"))] == [
        (0, "CHỦ ĐỀ"),
        (None, "“Đoàn kết, kỷ cương, trách nhiệm"),
        (0, "NỘI DUNG THI ĐUA"),
        (1, "Tăng cường thanh tra, kiểm tra v"),
        (2, "Nắm chắc tình hình, chủ động phá"),
        (2, "Xây dựng đội ngũ cán bộ, đảng vi"),
        (3, "Củng cố, kiện toàn tổ chức đảng "),
        (2, "Rèn luyện, nâng cao nhận thức ch"),
        (3, "Tăng cường đoàn kết, hợp tác giữ"),
        (1, "Lập thành tích chào mừng các ngà"),
        (None, "30. 4 là ngày Giải phóng miền Na"),
        (0, "CHỈ TIÊU"),
        (1, "100% đơn vị trực thuộc hoàn thàn"),
        (1, "100% đảng bộ, chi bộ cơ sở trong"),
    ]
    assert entries(REAL)[1].text == "“Đoàn kết, kỷ cương, trách nhiệm, hiệu quả”."


# The skeleton of a bloc's regulation: two kinds of headings, titles on lines of their own.
REGULATION = """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi, đối tượng
1. Quy chế này quy định về tổ chức và hoạt động của Khối.
a) Đơn vị thành viên;
- Cán bộ giúp việc.
Điều 2.
Mục đích
Lời không đánh số theo Điều 7 của Luật.
Chương II
TỔ CHỨC, NHIỆM VỤ
Điều 3
"""


def test_below_two_kinds_of_headings_all_are_one_deeper():
    assert entries(REGULATION) == [
        Entry(0, "QUY ĐỊNH CHUNG"),
        Entry(1, "Phạm vi, đối tượng"),
        Entry(2, "Quy chế này quy định về tổ chức và hoạt động của Khối."),
        Entry(3, "Đơn vị thành viên;"),
        Entry(3, "Cán bộ giúp việc."),
        Entry(1, "Mục đích"),
        Entry(None, "Lời không đánh số theo Điều 7 của Luật."),
        Entry(0, "TỔ CHỨC, NHIỆM VỤ"),
        Entry(1, "Điều 3"),
    ]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("1. A\n2. B\na) C", [1, 1, 2]),  # without headings the numbers keep their look
        ("I. A\na) B\n- C\n+ D", [0, 2, 3, 3]),
        ("I. A\n1. B\n1.1. C\n1.1.1. D\na) E\n2. F\na) G", [0, 1, 2, 3, 3, 1, 2]),
        ("Phần I. A\nI. B\nĐiều 1. C\n1. D\na) E", [0, 1, 2, 3, 3]),
        ("A\nB", [None, None]),
        ("", []),
        ("I.", [0]),
    ],
)
def test_levels(text, levels):
    assert [entry.level for entry in entries(text)] == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Điều 1. A\n1. B\na) C\n- D\n1.1. E", [1, 2, 3, 3, 3]),
        ("Chương I\nA\nĐiều 1. B\n1. C", [0, 1, 2]),
        ("I. A\nĐiều 1. B\n1. C", [0, 1, 2]),
        ("1. A\na) B", [2, 3]),
        ("I. A\n1. B\na) C", [0, 1, 2]),  # nothing of a regulation in it: as it looks
    ],
)
def test_levels_in_an_outline_of_articles(text, levels):
    assert [entry.level for entry in entries(text, has_articles=True)] == levels


def test_what_stands_between_chapter_and_article_is_a_paragraph_with_its_number():
    text = "Chương I\nCHUNG\nMục 1\nPHẠM VI\nĐiều 1. A\nMục 2. Hội nghị\nMục 3"
    assert entries(text, has_articles=True) == [
        Entry(0, "CHUNG"),
        Entry(None, "Mục 1 PHẠM VI"),
        Entry(1, "A"),
        Entry(None, "Mục 2. Hội nghị"),
        Entry(None, "Mục 3"),
    ]


def test_a_line_break_within_a_paragraph_of_word_is_no_new_item():
    assert entries("1. Tăng cường\x0bthanh tra\n2.\xa0\tKiểm\u2028tra") == [
        Entry(1, "Tăng cường thanh tra"),
        Entry(1, "Kiểm tra"),
    ]


def test_only_the_first_line_of_a_text_is_looked_at():
    assert without(" 1. Một\n2. Hai") == "Một\n2. Hai"
    assert without("Điều 1.\nPhạm vi") == "Phạm vi"
    assert without("100% đơn vị\n2. Hai") == "100% đơn vị\n2. Hai"
