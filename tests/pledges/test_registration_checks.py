"""What is missing or doubtful in a registration."""

from datetime import date

import pytest

from blocs.models import CommonTarget, Honour
from pledges import checks
from pledges.models import Registration
from tests.pledges.registering import catalogue

LDTT = "Lao động tiên tiến"
RATIO = "Chiến sĩ thi đua cơ sở: 5 người, vượt 15% số Lao động tiên tiến (30 người, tương ứng nhiều nhất 4)."


@pytest.fixture
def registration(cast):
    cast.registration("ttbnv")
    return reread()


def reread():
    return Registration.objects.with_lines().get()


def add(code, scope="ca_nhan", **fields):
    fields = {"count": 1} | fields
    Registration.objects.get().honours.create(order=9, honour=catalogue()[code], scope=scope, **fields)


def warned():
    """Section and text of each warning, which also says where its rule comes from."""
    found = checks.warnings(reread())
    assert all(finding.source for finding in found)
    return [(finding.section.slug, finding.text) for finding in found]


def test_a_plain_registration_raises_no_doubt(registration):
    assert checks.findings(registration) == []


def test_without_headcount_it_is_not_handed_in(registration):
    registration.headcount = None

    (finding,) = checks.errors(registration)

    assert (finding.section.slug, finding.text, finding.is_error) == (
        "thong-tin-chung",
        "Chưa nhập tổng số cán bộ, công chức có mặt.",
        True,
    )


def test_more_women_than_people_is_an_error(registration):
    registration.women = 40

    assert [f.text for f in checks.errors(registration)] == ["Số nữ (40) lớn hơn tổng số cán bộ, công chức (31)."]


@pytest.mark.parametrize("left", ["honours", "targets", "initiatives", "movements"])
def test_one_line_of_any_kind_is_enough(registration, left):
    for lines in {"honours", "targets", "initiatives", "movements"} - {left}:
        getattr(registration, lines).all().delete()

    assert checks.errors(reread()) == []


@pytest.mark.parametrize(("fighters", "said"), [(4, []), (5, [RATIO])])
def test_fighters_are_at_most_fifteen_per_cent_of_the_advanced(registration, fighters, said):
    for _ in range(fighters):
        registration.initiatives.create(order=2, author="Nhóm tác giả", title="Sáng kiến")

    add("CSTDCS", count=fighters)

    assert [text for _, text in warned()] == said


def test_the_year_may_set_another_ratio(registration, cast):
    registration.initiatives.create(order=2, author="B", title="Thêm một")
    add("CSTDCS", count=2)
    cast.year.carried = {"quotas": {"CSTDCS_max_ratio_of_LDTT": 0.05}}
    cast.year.save()

    assert [text for _, text in warned()] == [
        "Chiến sĩ thi đua cơ sở: 2 người, vượt 5% số Lao động tiên tiến (30 người, tương ứng nhiều nhất 1)."
    ]


@pytest.mark.parametrize("quotas", [None, "nhiều", {"CSTDCS_max_ratio_of_LDTT": "mười lăm"}, []])
def test_a_quota_nobody_can_read_leaves_the_usual_ratio(registration, cast, quotas):
    cast.year.carried = {"quotas": quotas}
    cast.year.save()
    for _ in range(5):
        registration.initiatives.create(order=2, author="Nhóm", title="Sáng kiến")
    add("CSTDCS", count=5)

    assert [text for _, text in warned()] == [RATIO]


def test_each_named_fighter_has_an_initiative(registration):
    registration.initiatives.create(order=2, author="Nguyễn Văn An, Đỗ Thị Bình", title="Chung tay")

    add("CSTDCS", count=2, names="Đỗ Thị Bình, Thanh tra viên\nHoàng Thị Bình")

    assert warned() == [("sang-kien", "Hoàng Thị Bình đăng ký Chiến sĩ thi đua cơ sở nhưng chưa có sáng kiến, đề tài.")]


def test_unnamed_fighters_are_counted_against_initiatives(registration):
    add("CSTDCS", count=3)

    assert warned() == [("sang-kien", "Có 3 Chiến sĩ thi đua cơ sở nhưng mới có 1 sáng kiến, đề tài.")]


def test_an_excellent_collective_needs_seventy_per_cent_and_a_fighter(registration):
    registration.honours.update(count=21)

    add("TTLDXS", scope="tap_the_lon")

    assert warned() == [
        (
            "danh-hieu-ca-nhan",
            "Tập thể lao động xuất sắc cần ít nhất 70% cá nhân đạt Lao động tiên tiến; hiện đăng ký 67,7%.",
        ),
        ("danh-hieu-ca-nhan", "Tập thể lao động xuất sắc cần ít nhất một Chiến sĩ thi đua cơ sở."),
    ]


def test_parts_left_empty_are_named(registration):
    for lines in (registration.honours, registration.initiatives, registration.movements):
        lines.all().delete()

    assert warned() == [
        ("danh-hieu-ca-nhan", "Chưa đăng ký danh hiệu, hình thức khen thưởng cho cá nhân."),
        ("sang-kien", "Chưa đăng ký sáng kiến, đề tài nào."),
        ("phong-trao", "Chưa đăng ký phong trào thi đua nào."),
    ]


@pytest.mark.parametrize(("year", "is_doubted"), [(2025, True), (2026, False), (2028, False), (2072, True)])
def test_a_paper_dated_far_from_its_year_is_doubted(registration, year, is_doubted):
    Registration.objects.update(doc_date=date(year, 2, 20))

    said = f"Ngày văn bản 20/02/{year} cách năm thi đua 2027 hơn một năm; Anh/chị xem lại năm đã gõ."
    assert warned() == [("thong-tin-chung", said)] * is_doubted


def test_a_flag_asks_for_excellence(registration):
    add("CO_TTCP", scope="tap_the_lon")

    add("TTLDXS", scope="tap_the_nho")

    said = "Đăng ký Cờ thi đua nhưng chưa đăng ký Tập thể lao động xuất sắc cho cả đơn vị."
    assert warned() == [("danh-hieu-tap-the", said)]


def test_names_are_counted_and_nobody_stands_twice(registration):
    registration.honours.update(count=4, names="Trần Văn An\nTRẦN VĂN AN, Trưởng phòng\nLê Hà")

    assert warned() == [
        ("danh-hieu-ca-nhan", f"{LDTT}: số lượng ghi 4 nhưng danh sách có 3 người."),
        ("danh-hieu-ca-nhan", f"{LDTT}: “Trần Văn An” có 2 lần trong danh sách."),
    ]


def test_a_title_that_ended_is_named_with_its_day(registration):
    Honour.objects.filter(code="LDTT").update(valid_to=date(2027, 2, 24))

    assert warned() == [("danh-hieu-ca-nhan", f"{LDTT}: danh hiệu, hình thức này chỉ áp dụng đến hết ngày 24/02/2027.")]


def test_more_titles_than_people(registration):
    registration.honours.update(count=32)

    assert warned() == [("danh-hieu-ca-nhan", f"{LDTT}: 32 người, nhiều hơn tổng số cán bộ, công chức (31).")]


def test_women_are_asked_for_with_the_rule_that_needs_them(registration):
    Registration.objects.update(women=None)

    (finding,) = checks.warnings(reread())

    assert finding.source == "Nghị định số 152/2025/NĐ-CP, Điều 4 khoản 6"


@pytest.mark.parametrize(
    ("operator", "promised", "said"),
    [
        (">=", 80, ["mức đăng ký từ 80% trở lên, mức chung từ 90% trở lên."]),
        ("<=", 95, ["mức đăng ký không quá 95%, mức chung không quá 90%."]),
        ("==", 80, ["mức đăng ký 80%, mức chung 90%."]),
        (">=", 90, []),
        ("<=", 80, []),
        ("==", 90, []),
    ],
)
def test_less_than_the_bloc_has_set_itself_is_said(registration, cast, operator, promised, said):
    CommonTarget.objects.update(operator=operator, value=90)
    registration.targets.update(value=promised)

    assert warned() == [("chi-tieu", f"Chỉ tiêu chung “{cast.common_target.text}”: {end}") for end in said]


def test_initiatives_promised_are_counted(registration):
    text = "Sáng kiến được công nhận"
    target = {"text": text, "kind": "count", "operator": ">=", "unit_of_measure": "sáng kiến"}
    registration.targets.create(order=2, value=2, **target)
    registration.targets.create(order=3, value=1, **target)

    assert warned() == [
        ("sang-kien", f"Chỉ tiêu “{text}”: từ 2 sáng kiến trở lên, nhưng mới đăng ký 1 sáng kiến, đề tài.")
    ]


def test_common_targets_and_values_are_asked_for(registration, cast):
    CommonTarget.objects.create(bloc_year=cast.year, code="T2", order=2, text="Không có kỷ luật", kind="zero")
    registration.targets.update(value=None)

    assert warned() == [
        ("chi-tieu", "Chưa có chỉ tiêu chung: Không có kỷ luật."),
        ("chi-tieu", f"Chỉ tiêu “{cast.common_target.text}” chưa có giá trị kế hoạch."),
    ]


def test_nobody_at_all_is_no_headcount(registration):
    Registration.objects.update(headcount=0, women=0)
    assert [e.text for e in checks.errors(reread())] == ["Chưa nhập tổng số cán bộ, công chức có mặt."]


def test_more_than_all_of_it_is_doubted(registration):
    registration.targets.create(order=2, text="Kết luận đúng hạn", kind="percent", value=250, unit_of_measure="%")
    assert ("chi-tieu", "Chỉ tiêu “Kết luận đúng hạn”: 250%, quá 100%.") in warned()


def test_a_movement_far_from_its_year_is_doubted(registration):
    registration.movements.update(starts_on=date(2027, 3, 1), ends_on=date(2029, 1, 1))
    name = registration.movements.get().name
    assert ("phong-trao", f"Phong trào “{name}”: ngày 01/01/2029 cách năm thi đua 2027 hơn một năm.") in warned()


def test_one_person_with_two_posts_is_doubted(registration):
    line = registration.honours.get()
    line.names, line.posts = "Nguyễn Thị Hà\nLê Chi", "Chánh Thanh tra\nThanh tra viên"
    line.count = 2
    line.save()
    add("CSTDCS", names="Nguyễn Thị Thu Hà\nLê  Chi", posts="Thanh tra viên\nThanh tra viên chính", count=2)

    doubts = [text for section, text in warned() if "chức vụ" in text]
    assert doubts == [
        "“Lê Chi” được ghi với các chức vụ khác nhau: Thanh tra viên; Thanh tra viên chính. Cùng một người thì ghi một "
        "chức vụ."
    ]


def test_one_person_for_two_awards_is_doubted_with_its_rule_but_not_for_two_titles(registration):
    second = Honour.objects.get(code="GK")
    registration.honours.create(order=8, honour=second, scope="ca_nhan", count=1, names="Lê Chi")
    add("BK_TTCP", names="Lê Chi")
    add("CSTDCS", names="Lê Chi")

    (doubt,) = [finding for finding in checks.warnings(reread()) if "hình thức khen thưởng:" in finding.text]
    assert (doubt.section.slug, doubt.text) == (
        "danh-hieu-ca-nhan",
        f"“Lê Chi” đăng ký 2 hình thức khen thưởng: {second}; Bằng khen của Tổng Thanh tra Chính phủ.",
    )
    assert doubt.source.startswith("Luật Thi đua, khen thưởng năm 2022, Điều 5")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_told"),
    [
        (None, None, True),
        (date(2027, 2, 25), date(2027, 2, 25), True),
        (date(2027, 2, 26), None, False),
        (None, date(2027, 2, 24), False),
    ],
)
def test_a_unit_on_hold_is_told_that_it_is_no_rejection(registration, cast, starts_on, ends_on, is_told):
    cast.memberships["ttbnv"].holds.create(reason="Đang xác minh.", starts_on=starts_on, ends_on=ends_on)

    found = [finding for finding in checks.warnings(reread()) if "tạm dừng" in finding.text]

    assert len(found) == is_told
    if found:
        assert "Lý do: Đang xác minh. Đây không phải là từ chối" in found[0].text
        assert found[0].source == "Nghị định số 152/2025/NĐ-CP, Điều 4 khoản 4"
