"""The consolidated report of a year, as figures and as a paper."""

from datetime import date
from decimal import Decimal

import pytest

from documents.models import IssuedDocument
from pledges import papers
from pledges.consolidation import amount, consolidate
from pledges.exports import consolidation_tables, counts_table
from pledges.models import Target
from tests.pledges.consolidating import grown, receive_all, set_common_targets
from tests.pledges.registering import catalogue


@pytest.fixture
def three_of_seven(cast):
    """Two received, one of them late; one handed in; drafts do not count."""
    first = cast.registration("ttbtc", status="accepted", headcount=40, women=10, submitted_at="2027-03-02T02:00:00Z")
    second = cast.registration("ttbca", status="accepted", submitted_at="2027-02-20T02:00:00Z", doc_number="9/ĐK")
    cast.registration("ttbnv", status="submitted")
    cast.registration("ttbqp", status="draft")
    honours = catalogue()
    first.honours.create(order=2, honour=honours["TTLDXS"], scope="tap_the_lon", count=1)
    first.honours.create(order=3, honour=honours["TTLDXS"], scope="tap_the_nho", count=2, names="Phòng 1\nPhòng 2")
    first.honours.create(order=4, honour=honours["CSTDCS"], scope="ca_nhan", count=2, names="Đỗ Duy\nTrần Dũng")
    second.honours.create(order=2, honour=honours["CSTDCS"], scope="ca_nhan", count=1, names="Lê Đức, Trưởng phòng")
    return cast.year


def test_only_what_was_received_counts(three_of_seven):
    whole = consolidate(three_of_seven)

    assert whole.coverage == "2/7 đơn vị"
    assert [unit.name for unit in whole.received] == ["Thanh tra Bộ Công an", "Thanh tra Bộ Tài chính"]
    assert [(unit.name, unit.words) for unit in whole.missing] == [
        ("Thanh tra Bộ Tư pháp", "Chưa gửi"),
        ("Thanh tra Bộ Quốc phòng", "Chưa gửi"),
        ("Thanh tra Bộ Kế hoạch và Đầu tư", "Chưa gửi"),
        ("Thanh tra Bộ Nội vụ", "Đã gửi, chờ tiếp nhận"),
        ("Cơ quan Thanh tra, giám sát ngân hàng", "Chưa gửi"),
    ]
    assert [unit.name for unit in whole.late] == ["Thanh tra Bộ Tài chính"]
    assert (whole.headcount, whole.women) == (71, 23)


def test_counts_stand_by_title_for_each_unit_with_totals(three_of_seven):
    table = counts_table(consolidate(three_of_seven))

    assert [(column.title, column.group) for column in table.columns] == [
        ("TT", ""),
        ("Đơn vị", ""),
        ("Tổng số", "Cán bộ, công chức"),
        ("Nữ", "Cán bộ, công chức"),
        ("TTLĐXS", "Tập thể"),
        ("LĐTT", "Cá nhân"),
        ("CSTĐCS", "Cá nhân"),
        ("Sáng kiến, đề tài", ""),
        ("Văn bản đăng ký", ""),
        ("Ghi chú", ""),
    ]
    assert table.rows[3] == (4, "Thanh tra Bộ Công an", 31, 13, 0, 30, 1, 1, "9/ĐK", "")
    assert table.rows[5] == (6, "Thanh tra Bộ Tài chính", 40, 10, 3, 30, 2, 1, "", "Gửi chậm")
    assert table.rows[0] == (1, "Thanh tra Bộ Tư pháp", None, None, None, None, None, None, "", "Chưa gửi")
    assert table.total == (None, "Tổng cộng", 71, 23, 3, 60, 3, 2, "", "")


def test_units_on_hold_are_remarked_on_beside_what_else_there_is(three_of_seven, cast):
    for code in ("ttbtc", "ttbca", "ttbtp"):
        cast.memberships[code].holds.create(reason="Đang xác minh", starts_on=date(2027, 2, 1))
    cast.memberships["ttbqp"].holds.create(reason="Đã xong", ends_on=date(2027, 2, 24))

    rows = counts_table(consolidate(three_of_seven)).rows

    assert {row[1]: row[-1] for row in rows if "Tạm dừng xét" in row[-1] or row[1].endswith("Quốc phòng")} == {
        "Thanh tra Bộ Tài chính": "Gửi chậm; Tạm dừng xét",
        "Thanh tra Bộ Công an": "Tạm dừng xét",
        "Thanh tra Bộ Tư pháp": "Chưa gửi; Tạm dừng xét",
        "Thanh tra Bộ Quốc phòng": "Chưa gửi",
    }


def test_people_of_all_units_stand_by_given_name(three_of_seven):
    persons = consolidation_tables(consolidate(three_of_seven))["Cá nhân"]

    title = "Chiến sĩ thi đua cơ sở"
    assert persons.rows == (
        (1, "Trần Dũng", "", "Thanh tra Bộ Tài chính", title, ""),
        (2, "Đỗ Duy", "", "Thanh tra Bộ Tài chính", title, ""),
        (3, "Lê Đức", "Trưởng phòng", "Thanh tra Bộ Công an", title, ""),
    )


def test_whole_units_named_collectives_and_initiatives_stand_with_their_unit(three_of_seven):
    tables = consolidation_tables(consolidate(three_of_seven))

    assert tables["Tập thể"].rows == (
        (1, "Thanh tra Bộ Tài chính", "Thanh tra Bộ Tài chính", "Tập thể lao động xuất sắc", ""),
        (2, "Phòng 1", "Thanh tra Bộ Tài chính", "Tập thể lao động xuất sắc", ""),
        (3, "Phòng 2", "Thanh tra Bộ Tài chính", "Tập thể lao động xuất sắc", ""),
    )
    assert tables["Sáng kiến"].rows == (
        (1, "Nguyễn Thị Thu Hà", "Số hóa hồ sơ thanh tra", "Thanh tra Bộ Công an", ""),
        (2, "Nguyễn Thị Thu Hà", "Số hóa hồ sơ thanh tra", "Thanh tra Bộ Tài chính", ""),
    )


def test_few_units_stand_across_many_below(cast):
    set_common_targets(cast.year, *(f"Chỉ tiêu {n}" for n in range(2, 10)))
    receive_all(grown(cast, 7))
    across = consolidation_tables(consolidate(cast.year))["Chỉ tiêu chung"]
    assert across.rows[0] == (1, cast.common_target.text, "100%", *[Decimal(100)] * 7)

    grown(cast, 34)
    below = consolidation_tables(consolidate(cast.year))["Chỉ tiêu chung"]

    assert len(below.columns) == 2 + 9
    assert below.rows[6] == (7, "Cơ quan Thanh tra, giám sát ngân hàng", *[Decimal(100)], *[Decimal(95)] * 8)


@pytest.mark.parametrize(
    ("target", "cell"),
    [
        (None, "–"),
        (Target(kind="zero", value=Decimal(0)), "Không có"),
        (Target(kind="percent", value=Decimal("95.5")), Decimal("95.5")),
        (Target(kind="yes_no"), "Có"),
    ],
)
def test_a_promise_is_a_number_wherever_it_is_one(target, cell):
    assert amount(target) == cell


def test_units_stand_under_the_names_of_the_day_of_issue(three_of_seven, cast):
    cast.units["ttbca"].names.create(full_name="Thanh tra Công an", valid_from=date(2027, 2, 1))
    IssuedDocument.objects.create(
        bloc_year=three_of_seven,
        kind="BC",
        number=3,
        symbol="03/BC-KTĐ",
        dated=date(2027, 1, 10),
        title="Báo cáo tổng hợp đăng ký thi đua năm 2027",
    )

    paper = papers.consolidation_paper(three_of_seven)

    assert (paper.symbol, paper.dated, paper.draft) == ("03/BC-KTĐ", date(2027, 1, 10), False)
    assert consolidate(three_of_seven).received[0].name == "Thanh tra Bộ Công an"
    assert paper.annexes[0].reference == (
        "(Kèm theo Báo cáo số 03/BC-KTĐ ngày 10 tháng 01 năm 2027 của Khối thi đua số II)"
    )


def test_the_leader_signs_with_both_titles(three_of_seven):
    paper = papers.consolidation_paper(three_of_seven)

    (signature,) = paper.signatures
    assert signature.lines == ("KHỐI TRƯỞNG", "CHÁNH THANH TRA BỘ TƯ PHÁP")
    assert signature.name == "Nguyễn Hồng Diện"


def test_a_cum_is_called_a_cum(cast):
    paper = papers.consolidation_paper(cast.other_year)

    assert paper.symbol == "...../BC-CTĐ"
    assert paper.signatures[0].lines[0] == "CỤM TRƯỞNG"
    assert "Khối" not in f"{paper}"


def test_it_is_a_draft_while_units_may_still_hand_in(three_of_seven, the_day):
    assert papers.consolidation_paper(three_of_seven).draft
    the_day.move_to("2027-02-28 17:00:00")
    assert not papers.consolidation_paper(three_of_seven).draft


def test_it_is_no_draft_once_all_are_received(cast):
    receive_all(cast.year)

    assert not papers.consolidation_paper(cast.year).draft


def test_the_body_tells_who_is_missing_and_who_was_late(three_of_seven):
    text = " ".join(block.text for block in papers.consolidation_paper(three_of_seven).blocks)

    assert "đã tiếp nhận bản đăng ký thi đua của 2/7 đơn vị thành viên." in text
    assert "1 đơn vị gửi đúng hạn (hạn chung: hết ngày 28/02/2027); 1 đơn vị gửi chậm: Thanh tra Bộ Tài chính." in text
    assert "5 đơn vị chưa có bản đăng ký được tiếp nhận" in text
    assert "71 người, trong đó nữ: 23 người (32,4%)." in text


def test_the_body_tells_what_its_sums_do_not_show(cast):
    """Who promises less than the bloc, how many are counted and not named, each proposal in its own words."""
    proposal = "- Hỗ trợ tập huấn.\n- Sớm ban hành hướng dẫn."
    registration = cast.registration("ttbnv", status="accepted", proposal=proposal)
    registration.targets.update(value=95)
    registration.honours.create(order=2, honour=catalogue()["CSTDCS"], scope="ca_nhan", count=3, names="Nguyễn Văn An")

    text = " ".join(block.text for block in papers.consolidation_paper(cast.year).blocks)

    assert "1/1 đơn vị đăng ký, trong đó thấp hơn mức chung: Thanh tra Bộ Nội vụ (từ 95% trở lên)." in text
    assert "số người chưa ghi tên trong danh sách: Thanh tra Bộ Nội vụ: 2." in text
    assert "Thanh tra Bộ Nội vụ: Hỗ trợ tập huấn; Sớm ban hành hướng dẫn." in text
