"""Which words the host has for a point of a programme, found by what offices call it."""

import pytest

from ceremonies import spoken
from ceremonies.expected import Person
from ceremonies.script import moments_of
from ceremonies.sheets import _around_the_middle, _from_the_aisle

CALLED = [
    ("Đón tiếp đại biểu, phát tài liệu", [spoken.reception]),
    ("Đón đại biểu", [spoken.reception]),
    ("Ổn định tổ chức, chào cờ", [spoken.flag]),
    ("Chào cờ, tuyên bố lý do, giới thiệu đại biểu", [spoken.flag, spoken.reasons_and_guests]),
    ("Tuyên bố lý do", [spoken.reasons_and_guests]),
    ("GIỚI THIỆU ĐẠI BIỂU", [spoken.reasons_and_guests]),
    ("Phát biểu khai mạc của Cụm trưởng", [spoken.opening_speech]),
    ("Khai mạc Hội nghị", [spoken.opening_speech]),
    ("Thông qua Báo cáo tổng hợp đăng ký thi đua năm 2027", [spoken.paper_presented]),
    ("Trình bày dự thảo Quy chế hoạt động", [spoken.paper_presented]),
    ("Báo cáo kết quả công tác thi đua sáu tháng đầu năm", [spoken.paper_presented]),
    ("Công bố Bảng tiêu chí chấm điểm", [spoken.paper_presented]),
    ("Kế hoạch công tác năm 2027", [spoken.paper_presented]),
    ("Thảo luận", [spoken.speeches]),
    ("Tham luận của Thanh tra tỉnh Lào Cai", [spoken.speeches]),
    ("Đại diện lãnh đạo các đơn vị phát biểu", [spoken.speeches]),
    ("Phát biểu của các đơn vị thành viên", [spoken.speeches]),
    ("Biểu quyết thông qua Quy chế, Kế hoạch", [spoken.votes]),
    ("Suy cử Khối trưởng, Khối phó năm 2028", [spoken.votes]),
    ("Bầu Ban kiểm phiếu", [spoken.votes]),
    ("Bình xét, suy tôn tập thể dẫn đầu", [spoken.votes]),
    ("Công bố nội dung Giao ước thi đua", [spoken.covenant_read]),
    ("Đọc Giao ước", [spoken.covenant_read]),
    ("Thông qua dự thảo Giao ước thi đua", [spoken.covenant_read]),
    ("Ký kết Giao ước thi đua", [spoken.signing]),
    ("Đại diện các đơn vị ký giao ước", [spoken.signing]),
    ("Phát biểu chỉ đạo của lãnh đạo Thanh tra Chính phủ", [spoken.directing_speech]),
    ("Ý kiến chỉ đạo của đồng chí Phó Tổng Thanh tra", [spoken.directing_speech]),
    ("Tiếp thu ý kiến chỉ đạo, bế mạc", [spoken.end]),
    ("Bế mạc, chụp ảnh lưu niệm", [spoken.end]),
    ("Nghỉ giải lao", [spoken.anything]),
    ("Tặng hoa đơn vị đăng cai", [spoken.anything]),
    ("Bàn giao nhiệm vụ Khối trưởng", [spoken.anything]),
]


@pytest.mark.parametrize(("text", "moments"), CALLED)
def test_a_point_is_known_by_its_words(text, moments):
    assert list(moments_of(text)) == moments


A, B, C, D, E = (Person(name, "") for name in "ABCDE")


@pytest.mark.parametrize(
    ("people", "placed"),
    [
        ([], ()),
        ([A], (A,)),
        ([A, B], (B, A)),
        ([A, B, C], (B, A, C)),
        ([A, B, C, D, E], (D, B, A, C, E)),
    ],
)
def test_the_first_sits_in_the_middle_the_second_at_their_right_hand(people, placed):
    """Seen from the hall, the right hand is at the left."""
    assert _around_the_middle(people) == placed


@pytest.mark.parametrize(
    ("people", "left", "right"),
    [
        ([A], (None, A), (None, None)),
        ([A, B], (None, A), (B, None)),
        ([A, B, C], (C, A), (B, None)),
        ([A, B, C, D], (C, A), (B, D)),
    ],
)
def test_a_row_is_filled_from_the_aisle(people, left, right):
    assert _from_the_aisle(people, 4) == (left, right)
