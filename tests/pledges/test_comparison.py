from collections import Counter
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from pledges import sections
from pledges.comparison import Change, changes

EMPTY = {
    "doc_number": "",
    "doc_date": None,
    "headcount": None,
    "women": None,
    "proposal": "",
    "honours": [],
    "targets": [],
    "initiatives": [],
    "movements": [],
}


def honour(code="LDTT", name="Lao động tiên tiến", *, scope="ca_nhan", count=3, names=(), posts=()):
    return {
        "honour": code,
        "honour_name": name,
        "kind": "title",
        "scope": scope,
        "count": count,
        "names": list(names),
        "posts": list(posts),
    }


def target(text, value="95", *, unit="%", kind="percent", operator=">=", common=None):
    return {"common": common, "text": text, "kind": kind, "operator": operator, "value": value, "unit": unit}


def initiative(title, author="Nguyễn Văn An", honour_name=""):
    return {"author": author, "title": title, "for_honour": None, "for_honour_name": honour_name}


def movement(name, aim="", starts_on=None, ends_on=None):
    return {"name": name, "aim": aim, "starts_on": starts_on, "ends_on": ends_on}


def between(**values):
    """The changes where each of ``values`` is (before, after)."""
    before = EMPTY | {key: old for key, (old, _) in values.items()}
    return changes(before, EMPTY | {key: new for key, (_, new) in values.items()})


def test_what_is_typed_once_is_told_as_it_reads():
    found = between(headcount=(1200, 1250), doc_date=(None, "2027-03-05"), proposal=("Xin thêm\nkinh phí", ""))

    assert found == [
        Change(sections.GENERAL, "changed", "Tổng số cán bộ, công chức có mặt", "", "1.200", "1.250"),
        Change(sections.GENERAL, "removed", "Kiến nghị, đề xuất", "", "Xin thêm\nkinh phí", ""),
        Change(sections.GENERAL, "added", "Ngày văn bản", "", "", "05/03/2027"),
    ]
    assert [change.words for change in found] == ["Sửa", "Bỏ", "Thêm"]


def test_titles_are_known_by_code_and_scope_and_people_one_by_one():
    found = between(
        honours=(
            [
                honour(count=3, names=["Trần Bình", "Nguyễn An", "Lê Chi"], posts=["", "Thanh tra viên", ""]),
                honour("TTLDXS", "Tập thể lao động xuất sắc", scope="tap_the_lon", count=1),
            ],
            [
                honour("TTLDXS", "Tập thể lao động xuất sắc", scope="tap_the_nho", count=2, names=["Phòng 1"]),
                honour(count=4, names=["Nguyễn An", "Trần Bình", "Phạm Dũng"], posts=["Phó phòng", "", "Kế toán"]),
            ],
        )
    )

    assert found == [
        Change(sections.COLLECTIVE, "removed", "Tập thể lao động xuất sắc (cả đơn vị)", "", "1 tập thể", ""),
        Change(
            sections.COLLECTIVE,
            "added",
            "Tập thể lao động xuất sắc (tập thể thuộc đơn vị)",
            "",
            "",
            "2 tập thể: Phòng 1",
        ),
        Change(sections.INDIVIDUAL, "changed", "Lao động tiên tiến", "Số lượng", "3", "4"),
        Change(
            sections.INDIVIDUAL, "changed", "Lao động tiên tiến: Nguyễn An", "Chức vụ", "Thanh tra viên", "Phó phòng"
        ),
        Change(sections.INDIVIDUAL, "removed", "Lao động tiên tiến", "Cá nhân", "Lê Chi", ""),
        Change(sections.INDIVIDUAL, "added", "Lao động tiên tiến", "Cá nhân", "", "Phạm Dũng, Kế toán"),
    ]


def test_a_reworded_target_is_changed_and_another_one_comes_and_goes():
    found = between(
        targets=(
            [
                target("Hoàn thành kế hoạch thanh tra", common="TC1"),
                target("Giải quyết đơn khiếu nại đúng hạn"),
                target("Số vụ tham nhũng", "3", unit="vụ", kind="count", operator="<="),
            ],
            [
                target("Giải quyết đơn khiếu nại, tố cáo đúng hạn", "97.5"),
                target("Hoàn thành toàn bộ kế hoạch thanh tra", common="TC1"),
                target("Số hóa hồ sơ", None, unit="", kind="yes_no", operator=""),
            ],
        )
    )

    reworded = "Giải quyết đơn khiếu nại, tố cáo đúng hạn"
    assert found == [
        Change(
            sections.TARGETS,
            "changed",
            reworded,
            "Nội dung chỉ tiêu",
            "Giải quyết đơn khiếu nại đúng hạn",
            reworded,
        ),
        Change(sections.TARGETS, "changed", reworded, "Kế hoạch", "từ 95% trở lên", "từ 97,5% trở lên"),
        Change(
            sections.TARGETS,
            "changed",
            "Hoàn thành toàn bộ kế hoạch thanh tra",
            "Nội dung chỉ tiêu",
            "Hoàn thành kế hoạch thanh tra",
            "Hoàn thành toàn bộ kế hoạch thanh tra",
        ),
        Change(sections.TARGETS, "removed", "Số vụ tham nhũng", "", "không quá 3 vụ", ""),
        Change(sections.TARGETS, "added", "Số hóa hồ sơ", "", "", "có"),
    ]


def test_measure_and_unit_are_told_where_the_plan_does_not_say_them():
    empty = target("Số cuộc thanh tra", None, unit="", kind="count", operator=">=")

    assert between(targets=([empty], [empty | {"unit": "cuộc", "operator": "=="}])) == [
        Change(sections.TARGETS, "changed", "Số cuộc thanh tra", "Cách đo", "Tối thiểu", "Bằng"),
        Change(sections.TARGETS, "changed", "Số cuộc thanh tra", "Đơn vị tính", "", "cuộc"),
    ]


def test_a_common_target_is_never_taken_for_another_one():
    texts = ("Hoàn thành kế hoạch thanh tra quý I", "Hoàn thành kế hoạch thanh tra quý II")
    found = between(targets=([target(texts[0], common="TC1")], [target(texts[1], common="TC2")]))

    assert [(change.kind, change.line) for change in found] == [("removed", texts[0]), ("added", texts[1])]


def test_initiatives_and_movements():
    found = between(
        initiatives=(
            [initiative("Số hóa hồ sơ thanh tra"), initiative("Cẩm nang")],
            [initiative("Số hoá hồ sơ thanh tra", "Nguyễn Văn An, Lê Chi", "Chiến sĩ thi đua cơ sở")],
        ),
        movements=([], [movement("Thi đua 80 ngày", "Về đích", "2027-09-01", "2027-11-20")]),
    )

    line = "Số hoá hồ sơ thanh tra"
    assert found == [
        Change(sections.INITIATIVES, "changed", line, "Tên sáng kiến, đề tài", "Số hóa hồ sơ thanh tra", line),
        Change(sections.INITIATIVES, "changed", line, "Tác giả", "Nguyễn Văn An", "Nguyễn Văn An, Lê Chi"),
        Change(sections.INITIATIVES, "changed", line, "Làm căn cứ xét", "", "Chiến sĩ thi đua cơ sở"),
        Change(sections.INITIATIVES, "removed", "Cẩm nang", "", "Nguyễn Văn An", ""),
        Change(
            sections.MOVEMENTS,
            "added",
            "Thi đua 80 ngày",
            "",
            "",
            "Về đích; phát động 01/09/2027; tổng kết 20/11/2027",
        ),
    ]


def test_hundreds_of_reworded_rows_do_not_keep_a_page_waiting():
    many = range(300)
    found = between(
        initiatives=([initiative(f"Cũ {n} {'x' * 400}") for n in many], [initiative(f"{n} {'y' * 400}") for n in many])
    )

    assert Counter(change.kind for change in found) == {"removed": 300, "added": 300}


# Whatever stands in a registration

WORDS = st.sampled_from(["thanh tra", "kế hoạch", "đúng hạn", "Tiếp dân", "số hóa", "95", "hồ sơ", "  ", "Hà", "Hạ"])
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
COUNTS = st.none() | st.integers(0, 5000)
HONOURS = st.lists(
    st.builds(
        lambda key, count, names, posts: honour(*key[:2], scope=key[2], count=count, names=names, posts=posts),
        st.sampled_from(
            [
                ("LDTT", "Lao động tiên tiến", "ca_nhan"),
                ("CSTDCS", "Chiến sĩ thi đua cơ sở", "ca_nhan"),
                ("BK", "Bằng khen", "ca_nhan"),
                ("BK", "Bằng khen", "tap_the_lon"),
                ("BK", "Bằng khen", "tap_the_nho"),
            ]
        ),
        st.integers(1, 3000),
        st.lists(TEXTS, max_size=4),
        st.lists(TEXTS, max_size=4),
    ),
    max_size=5,
    unique_by=lambda line: (line["honour"], line["scope"]),
)
TARGETS = st.lists(
    st.builds(
        lambda text, value, unit, measure, common: target(
            text, value, unit=unit, kind=measure[0], operator=measure[1], common=common
        ),
        TEXTS,
        st.none() | st.decimals(0, 100, places=2).map(str),
        st.sampled_from(["%", "vụ", ""]),
        st.sampled_from([("percent", ">="), ("count", "<="), ("count", "=="), ("zero", "=="), ("narrative", "")]),
        st.none() | st.sampled_from(["TC1", "TC2"]),
    ),
    max_size=5,
)
CONTENTS = st.fixed_dictionaries(
    {
        "doc_number": TEXTS | st.just(""),
        "doc_date": DAYS,
        "headcount": COUNTS,
        "women": COUNTS,
        "proposal": TEXTS | st.just(""),
        "honours": HONOURS,
        "targets": TARGETS,
        "initiatives": st.lists(st.builds(initiative, TEXTS, TEXTS, TEXTS), max_size=4),
        "movements": st.lists(st.builds(movement, TEXTS, TEXTS, DAYS, DAYS), max_size=4),
    }
)
MIRROR = {"added": "removed", "removed": "added", "changed": "changed"}
ROWS = ("honours", "targets", "initiatives", "movements")
unhurried = settings(deadline=None)  # a busy machine is no fault


@unhurried
@given(CONTENTS)
def test_the_same_content_has_not_changed(content):
    assert changes(content, deepcopy(content)) == []


@unhurried
@given(CONTENTS, st.randoms(use_true_random=False))
def test_another_order_is_no_change(content, random):
    moved = deepcopy(content)
    for name in ROWS:
        random.shuffle(moved[name])

    assert changes(content, moved) == []


@unhurried
@given(CONTENTS, CONTENTS)
def test_looking_back_swaps_what_came_and_what_went(before, after):
    forth, back = changes(before, after), changes(after, before)

    told = Counter((c.section.slug, c.kind, c.field, c.old, c.new) for c in forth)
    assert told == Counter((c.section.slug, MIRROR[c.kind], c.field, c.new, c.old) for c in back)


@unhurried
@given(CONTENTS, CONTENTS)
def test_each_change_differs_and_rows_are_counted(before, after):
    found = changes(before, after)

    assert all(change.old != change.new for change in found if change.kind == "changed")
    by_section = {"chi-tieu": "targets", "sang-kien": "initiatives", "phong-trao": "movements"}
    for slug, name in by_section.items():
        kinds = Counter(change.kind for change in found if change.section.slug == slug and change.field == "")
        assert kinds["added"] - kinds["removed"] == len(after[name]) - len(before[name])


@unhurried
@given(CONTENTS, st.data())
def test_one_row_taken_out_is_one_change(content, data):
    name = data.draw(st.sampled_from([name for name in ROWS if content[name]] or ["honours"]))
    if not content[name]:
        return
    without = deepcopy(content)
    without[name].pop(data.draw(st.integers(0, len(content[name]) - 1)))

    assert [change.kind for change in changes(content, without) if change.field == ""] == ["removed"]
