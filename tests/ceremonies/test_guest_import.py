"""Delegates from a workbook or pasted: all of them or none, faults by place, nobody twice without being asked."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from ceremonies.models import Ceremony, Delegate
from tests.ceremonies.test_pack_papers import first_missing, letters, said
from tests.look.reading import tree, words

HEADINGS = ("Họ và tên", "Chức vụ", "Cơ quan, đơn vị", "Nhóm", "Vai trò")


@pytest.fixture
def office(client, cast, ceremony):
    client.force_login(cast["leader_clerk"])
    return client


def workbook(*rows, sheet="Đại biểu"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("dai-bieu.xlsx", file.getvalue())


def send(office, url, **typed):
    return office.post(url("guest_import"), typed)


def confirm(office, url, preview, *again):
    """Press the button of the page ``preview``, with the numbers ``again`` ticked."""
    (box,) = tree(preview).xpath("//textarea[@name='text']")
    typed = {"text": box.text, "xac-nhan": "1", "van-them": list(again)}
    return office.post(url("guest_import"), typed, follow=True)


def listed():
    return [(d.name, d.post, d.organisation, d.group, d.role) for d in Delegate.objects.order_by("order")]


def test_200_delegates_come_from_the_template_filled_in(office, cast, ceremony, url):
    book = load_workbook(io.BytesIO(office.get(url("guest_template")).content))
    sheet = book["Đại biểu"]
    people = [
        (f"Nguyễn Thị Ánh Tuyết {n}", f"Trưởng phòng Nghiệp vụ {n}", f"Sở Nội vụ tỉnh thứ {n}", "Khách mời", "Dự")
        for n in range(1, 201)
    ]
    for place, person in enumerate(people):
        for column, text in enumerate(person, start=1):
            sheet.cell(6 + place, column, text)

    preview = send(office, url, workbook=saved(book))

    assert "200 đại biểu sẽ được thêm" in words(tree(preview))
    assert Delegate.objects.count() == 1  # nothing is kept before the button
    page = words(tree(confirm(office, url, preview)))
    assert "Đã thêm 200 đại biểu." in page
    assert "201 đại biểu: 0 dự" in page
    assert listed()[1:] == [(*person[:3], "khach_moi", "du") for person in people]
    assert list(Delegate.objects.order_by("order").values_list("order", flat=True)) == list(range(1, 202))


def test_a_list_of_the_offices_own_is_understood_by_its_headings(office, cast, url):
    rows = [
        ("DANH SÁCH KHÁCH MỜI",),
        ("TT", "Đơn vị công tác", "Họ tên", "Chức danh", "Điện thoại"),
        (1, "Thanh tra Chính phủ", "Lê Sỹ Bảy", "Phó Tổng Thanh tra", "0912"),
        (2, "Thanh tra Chính phủ", "Trần Văn Minh", "Vụ trưởng Vụ Tổ chức cán bộ", ""),
        (3, "Báo Thanh tra", "Hà Minh", "Phóng viên", ""),
        (4, "Thanh tra Bộ Công an", "Đỗ Văn Đức", "Chánh Thanh tra", ""),
        (5, "Thanh tra Bộ Công an", "Ông Lê Văn Khôi", "Phó Chánh Thanh tra", ""),
        (6, "Bộ Tư pháp", "", "Đại diện Văn phòng", ""),
    ]
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")

    preview = send(office, url, workbook=workbook(*rows, sheet="Sheet1"))

    assert "cột “Điện thoại” (ô E2) không có trong biểu mẫu nên không được đọc." in words(tree(preview))
    confirm(office, url, preview)
    assert listed()[1:] == [
        ("Lê Sỹ Bảy", "Phó Tổng Thanh tra", "Thanh tra Chính phủ", "co_quan_to_chuc", "du"),
        ("Trần Văn Minh", "Vụ trưởng Vụ Tổ chức cán bộ", "Thanh tra Chính phủ", "thuong_truc", "du"),
        ("Hà Minh", "Phóng viên", "Báo Thanh tra", "bao_chi", "du"),
        ("Đỗ Văn Đức", "Chánh Thanh tra", "Thanh tra Bộ Công an", "thanh_vien", "ky_ket"),
        ("Lê Văn Khôi", "Phó Chánh Thanh tra", "Thanh tra Bộ Công an", "thanh_vien", "du"),
        ("", "Đại diện Văn phòng", "Bộ Tư pháp", "khach_moi", "du"),
    ]
    units = Delegate.objects.exclude(membership=None)
    assert set(units.values_list("membership", flat=True)) == {cast.memberships["ttbca"].pk}


def test_a_unit_with_its_signatory_on_the_list_is_not_added_again(office, cast, ceremony, url):
    text = "Đỗ Văn Đức\tChánh Thanh tra\tThanh tra Bộ Công an\nLê Khôi\tPhó Chánh Thanh tra\tThanh tra Bộ Quốc phòng"
    confirm(office, url, send(office, url, text=text))

    office.post(url("ceremony_invite"))

    of_units = Delegate.objects.exclude(membership=None)
    assert of_units.filter(role="ky_ket").count() == 7
    assert of_units.filter(name="Đỗ Văn Đức").count() == 1
    assert of_units.count() == 8  # one only attends beside the signatory


@pytest.mark.parametrize("is_invited", [True, False])
def test_a_second_head_of_a_unit_is_asked_about(office, cast, ceremony, url, is_invited):
    """Its signatory stands for the unit, on the list already or once the invitations are out; others come beside."""
    if is_invited:
        office.post(url("ceremony_invite"))
    before = Delegate.objects.count()
    text = (
        "Đỗ Đức\tChánh Thanh tra\tThanh tra Bộ Công an\n"
        "Vũ Ưng\t\tThanh tra Bộ Quốc phòng\n"
        "Lê Khôi\tPhó Chánh Thanh tra\tThanh tra Bộ Công an"
    )

    preview = send(office, url, text=text)

    page = words(tree(preview))
    assert "1 đại biểu sẽ được thêm" in page
    assert "Vẫn thêm Đỗ Đức, Chánh Thanh tra Bộ Công an (đại diện đơn vị: Đỗ Văn Đức, " in page
    assert "Vẫn thêm Vũ Ưng" in page
    confirm(office, url, preview)
    assert [name for name, *_ in listed()][before:] == ["Lê Khôi"]
    signs = send(office, url, text="Đỗ Đức\tChánh Thanh tra\tThanh tra Bộ Công an\tĐơn vị thành viên\tKý kết")
    assert f"{0 if is_invited else 1} đại biểu sẽ được thêm" in words(tree(signs))  # instead of who is not listed yet


def test_what_stands_before_a_name_is_left_off_and_said(office, url):
    typed = ["GS.TS. Lê An", "Đ/c Trần Thị Bình", "Ông Lê Cường", "ThS Vũ Dung", "Đồng chí: Bà Hồ Giang"]
    typed += ["GS - TS Lê Hoa", "Tiến sỹ Lê Kha", "Th.S Lê Lan", "T.S. Lê Mai", "Ông Cao Bá Thuần Nhã"]
    stay = ["Ông Văn Tùng", "Ông Văn Tùng Sơn", "Thiếu tướng Lê Hải", "Tsan Văn Kỳ", "TS."]
    typed += ["Ông/Bà Lê Nam", "Bà. Rịa Thị Oanh"]
    text = "\n".join(f"{name}\tVụ trưởng\tBộ Nội vụ" for name in [*typed, *stay])

    preview = send(office, url, text=text)

    page = words(tree(preview))
    assert "Đã bỏ cách xưng hô, học hàm, học vị trước họ tên của 8 người (“GS.TS. Lê An” thành “Lê An”)" in page
    assert "Bà Hồ Giang" in page
    confirm(office, url, preview)
    found = ["Lê An", "Trần Thị Bình", "Lê Cường", "Vũ Dung", "Hồ Giang", "Lê Hoa", "Lê Kha", "Lê Lan", "Lê Mai"]
    assert [name for name, *_ in listed()][1:] == [*found, "Cao Bá Thuần Nhã", "Lê Nam", "Rịa Thị Oanh", *stay]
    titled = {"Lê Cường": "ong", "Cao Bá Thuần Nhã": "ong", "Hồ Giang": "ba", "Rịa Thị Oanh": "ba"}
    assert dict(Delegate.objects.exclude(honorific="").values_list("name", "honorific")) == titled


@pytest.mark.parametrize(
    "text",
    [
        "Lê An\tVụ trưởng\tBộ Nội vụ\nVũ Bình\tPhóng viên\tBáo Nhân Dân",
        "1\tLê An\tVụ trưởng\tBộ Nội vụ\r\n2\tVũ Bình\tPhóng viên\tBáo Nhân Dân\r\n",
        "Cơ quan\tHọ và tên\tChức vụ\nBộ Nội vụ\tLê An\tVụ trưởng\n\t\t\nBáo Nhân Dân\tVũ Bình\tPhóng viên",
        'Lê An\t"Vụ\ntrưởng"\tBộ Nội vụ\nVũ Bình\tPhóng viên\tBáo Nhân Dân',
        "Lê An, Vụ trưởng, Bộ Nội vụ\n\nVũ Bình, Phóng viên, Báo Nhân Dân",
        "1, Lê An, Vụ trưởng, Bộ Nội vụ\n2. Vũ Bình, Phóng viên, Báo Nhân Dân",
        "Lê An, Vụ trưởng, Bộ Nội vụ, Khách mời, Dự\nVũ Bình\tPhóng viên\tBáo Nhân Dân",
        "Lê An, Vụ trưởng, Bộ Nội vụ\t\n2\tVũ Bình\tPhóng viên\tBáo Nhân Dân",
        "Le\u0302 An\tVụ trưởng\tBộ Nội vụ\nVũ Bình\tPhóng viên\tBáo Nhân Dân",
    ],
    ids=["plain", "numbered", "headings", "broken cell", "commas", "TT", "one tab", "TT and tab", "decomposed"],
)
def test_rows_are_pasted_as_offices_copy_them(office, url, text):
    confirm(office, url, send(office, url, text=text))

    assert listed()[1:] == [
        ("Lê An", "Vụ trưởng", "Bộ Nội vụ", "khach_moi", "du"),
        ("Vũ Bình", "Phóng viên", "Báo Nhân Dân", "bao_chi", "du"),
    ]


def test_from_the_preview_one_goes_back_to_what_was_pasted(office, url):
    (button,) = tree(send(office, url, text="Lê An\tVụ trưởng")).xpath("//button[@name='sua']")

    page = tree(office.post(url("guest_import"), {"text": "Lê An\tVụ trưởng", "sua": button.get("value")}))

    (box,) = page.xpath("//textarea[@name='text']")
    assert box.text.strip() == "Lê An\tVụ trưởng"
    assert not page.xpath("//*[@data-error-summary]")


@pytest.mark.parametrize(
    "text",
    [
        "Giới tính\tHọ và tên\tChức vụ\nnam\tLê An\tVụ trưởng\nNữ\tVũ Bình\t\nÔng/Bà\tHồ Cúc\t\n\tLê Dung\t",
        "Họ và tên\tChức vụ\tÔng (Bà)\nLê An\tVụ trưởng\tÔng\nVũ Bình\t\tBÀ\nHồ Cúc\t\t\nLê Dung\t\t",
        "1\tÔng\tLê An\tVụ trưởng\n2\tBà\tVũ Bình\tPhóng viên\n3\tÔng/Bà\tHồ Cúc\t\n4\t\tLê Dung\tVụ trưởng",
        "Ông Lê An, Vụ trưởng\nbà Vũ Bình - Phóng viên - Báo Nhân Dân\nHồ Cúc\nLê Dung",
    ],
    ids=["sex", "title", "no headings", "before names"],
)
def test_whether_to_say_mr_or_mrs_is_read(office, url, text):
    preview = send(office, url, text=text)

    assert "Ông Lê An" in words(tree(preview))
    confirm(office, url, preview)
    listed_as = list(Delegate.objects.order_by("order").values_list("name", "honorific"))[1:]
    assert listed_as == [("Lê An", "ong"), ("Vũ Bình", "ba"), ("Hồ Cúc", ""), ("Lê Dung", "")]


def test_a_way_to_be_addressed_that_there_is_not_is_said_and_left_off(office, url):
    preview = send(office, url, text="Ông\tLê An\tVụ trưởng\t\t\t\t0912345678\nBà\tVũ Bình\t\t\t\t\t")
    assert "Cột thứ 7 không có trong các cột được nhận" in words(tree(preview))
    preview = send(office, url, text="Họ và tên\tDanh xưng\nLê An\tĐ/c\nVũ Bình\tBà")
    assert "Ông/Bà “Đ/c” không có." in words(tree(preview))
    confirm(office, url, preview)

    listed_as = list(Delegate.objects.order_by("order").values_list("name", "honorific"))[1:]
    assert listed_as == [("Lê An", ""), ("Vũ Bình", "ba")]


def test_an_organisation_keeps_its_commas_and_group_and_role_stand_behind_it(office, url):
    text = (
        "Lý Văn Tư, Chánh Văn phòng, UBND tỉnh Thái Nguyên, Khách mời, Phát biểu\n"
        "Lê An, Vụ trưởng, Vụ Kế hoạch, Tài chính, Bộ Nội vụ, báo chí\n"
        "Vũ Bình, , , Ký kết\n"
        "Hồ Dung, Vụ trưởng\n"
        "\tGiám đốc\tSở Tư pháp"
    )

    confirm(office, url, send(office, url, text=text))

    assert listed()[1:] == [
        ("Lý Văn Tư", "Chánh Văn phòng", "UBND tỉnh Thái Nguyên", "khach_moi", "phat_bieu"),
        ("Lê An", "Vụ trưởng", "Vụ Kế hoạch, Tài chính, Bộ Nội vụ", "bao_chi", "du"),
        ("Vũ Bình", "", "", "khach_moi", "ky_ket"),
        ("Hồ Dung", "Vụ trưởng", "", "khach_moi", "du"),
        ("", "Giám đốc", "Sở Tư pháp", "khach_moi", "du"),
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1. Chánh Thanh Tra - Phó Trưởng ban", "Chánh Thanh Tra - Phó Trưởng ban"),
        ("Cụm Trung du - Miền núi", "Cụm Trung du - Miền núi"),
        ("Lê An, Vụ trưởng - Bộ Nội vụ", None),
        ("Họ và tên\tChức vụ\nLê An, Vụ trưởng\t", "Lê An, Vụ trưởng"),
        ("Phó Trưởng phòng phụ trách Phòng Nghiệp vụ thuộc Thanh tra tỉnh Thái Nguyên", "Phó Trưởng phòng phụ trách"),
        ("12) Lê Thị Ánh Tuyết", None),
    ],
)
def test_a_name_with_more_in_it_is_doubted(office, url, line, name):
    page = words(tree(send(office, url, text=line)))

    assert ("1 dòng ghi ở họ và tên cả điều khác" in page) == bool(name)
    assert name is None or f"chẳng hạn “{name}" in page
    assert "1 đại biểu sẽ được thêm" in page


def test_a_line_with_dashes_is_divided_and_shown(office, url):
    lines = {
        "1. Đ/c Nguyễn Văn An - Chánh Thanh tra - Thanh tra tỉnh Lào Cai": (
            "Chánh Thanh tra",
            "Thanh tra tỉnh Lào Cai",
        ),
        "Trương Bình – Trưởng phòng Thi đua - Khen thưởng – Sở Nội vụ - Khách mời": (
            "Trưởng phòng Thi đua - Khen thưởng",
            "Sở Nội vụ",
        ),
        "Đoàn Cường - Chánh Văn phòng Cụm Trung du - Miền núi": ("Chánh Văn phòng Cụm Trung du - Miền núi", ""),
        "Lê Dung - Chánh Thanh tra - Phó Trưởng ban": ("Chánh Thanh tra - Phó Trưởng ban", ""),
        "Lê Giang - Giám đốc - FPT Hà Nội": ("Giám đốc", "FPT Hà Nội"),
        "Thiếu tướng Lê Hải - Thanh tra Cụm Trung du - Miền núi - Cụm trưởng": (
            "Cụm trưởng",
            "Thanh tra Cụm Trung du - Miền núi",
        ),
        "Lê Khoa - Hiệu trưởng - Trường Chính trị": ("Hiệu trưởng", "Trường Chính trị"),
        "Lê Lan - Bà Rịa": ("Bà Rịa", ""),
        "Ông Lê Minh – Vụ trưởng – Vụ Tổ chức cán bộ, Thanh tra Chính phủ": (
            "Vụ trưởng",
            "Vụ Tổ chức cán bộ, Thanh tra Chính phủ",
        ),
        "Lê Nga - Vụ trưởng, Bộ Nội vụ": ("Vụ trưởng", "Bộ Nội vụ"),
        "Lê Phong - Tỉnh ủy viên, Chánh Thanh tra - Thanh tra tỉnh": (
            "Tỉnh ủy viên, Chánh Thanh tra",
            "Thanh tra tỉnh",
        ),
    }

    preview = send(office, url, text="\n".join(["DANH SÁCH ĐẠI BIỂU DỰ LỄ KÝ KẾT", *lines]))

    page = words(tree(preview))
    assert "Đã bỏ 1 dòng tiêu đề “Danh sách …”." in page
    assert f"Đã tách {len(lines)} dòng có gạch ngang" in page
    assert all(f"Đã tách từ: “{line}”" in page for line in lines)
    confirm(office, url, preview)
    assert {name: where for name, *where, _, _ in listed()[1:]} == {
        name: list(where)
        for name, where in zip(
            [
                "Nguyễn Văn An",
                "Trương Bình",
                "Đoàn Cường",
                "Lê Dung",
                "Lê Giang",
                "Thiếu tướng Lê Hải",
                "Lê Khoa",
                "Lê Lan",
                "Lê Minh",
                "Lê Nga",
                "Lê Phong",
            ],
            lines.values(),
            strict=True,
        )
    }


def test_a_line_with_dashes_beside_other_columns_is_left_as_it_is(office, url):
    rows = [
        HEADINGS,
        ("Lê An - Vụ trưởng", "Bí thư Chi bộ", "Bộ Nội vụ"),
        ("Đ/c Lê Bình - Vụ trưởng - Bộ Nội vụ", "", "", "Báo chí", "Phát biểu"),
    ]

    preview = send(office, url, workbook=workbook(*rows))

    page = words(tree(preview))
    assert "Đã tách 1 dòng có gạch ngang" in page
    assert "1 dòng ghi ở họ và tên cả điều khác, chẳng hạn “Lê An - Vụ trưởng”" in page
    confirm(office, url, preview)
    assert listed()[1:] == [
        ("Lê An - Vụ trưởng", "Bí thư Chi bộ", "Bộ Nội vụ", "khach_moi", "du"),
        ("Lê Bình", "Vụ trưởng", "Bộ Nội vụ", "bao_chi", "phat_bieu"),
    ]


def test_every_fault_is_named_by_its_cell_and_nobody_is_added(office, url):
    rows = [
        HEADINGS,
        ("Lê An", "Vụ trưởng", "Bộ Nội vụ", "Khách quý", "Dự"),
        ("A" * 101, "Vụ trưởng", "Bộ Nội vụ", "", "Ca hát"),
        ("Vũ Bình", "Phóng viên", "Báo Nhân Dân", "Báo chí", "Dự"),
        (None, None, None, "Khách mời", None),
        ("=1/0", "Vụ trưởng", "", "", ""),
    ]

    page = words(tree(send(office, url, workbook=workbook(*rows))))

    for fault in (
        "Danh sách có 5 chỗ chưa đúng nên chưa thêm ai.",
        "Ô D2: Nhóm “Khách quý” không có. Anh/chị ghi một trong: Lãnh đạo cơ quan tổ chức,",
        "Ô A3: ",
        "Ô E3: Vai trò “Ca hát” không có.",
        "Ghi ít nhất họ tên, chức vụ hoặc cơ quan của đại biểu.",
        "Ô chứa công thức chưa được tính.",
    ):
        assert fault in page
    assert Delegate.objects.count() == 1


def test_faults_of_pasted_rows_are_named_by_line_and_the_text_stays(office, url):
    text = f"Lê An\tVụ trưởng\tBộ Nội vụ\n{'A' * 101}\tVụ trưởng\tBộ Nội vụ"

    page = send(office, url, text=text)

    assert "Dòng 2: " in words(tree(page))
    assert "Sheet" not in words(tree(page))
    (box,) = tree(page).xpath("//textarea[@name='text']")
    assert box.text.strip() == text


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Chọn tệp Excel, hoặc dán danh sách: một trong hai."),
        ({"text": "Lê An", "workbook": workbook(HEADINGS, ("Vũ Bình",))}, "một trong hai."),
        ({"text": "\t\t\n\t"}, "một trong hai."),
        ({"workbook": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 hong")}, "Tệp bị hỏng"),
        ({"workbook": workbook(("Tên cột khác",), ("Lê An",))}, "Thiếu cột “Họ và tên”."),
        ({"workbook": workbook(HEADINGS)}, "Không có đại biểu nào để nhập."),
        ({"text": "Họ và tên\tHọ tên\nLê An\tLê An"}, "Dòng 1: Cột “Họ và tên” có hai lần."),
        ({"text": "\n".join(f"Lê An {n}\tVụ trưởng" for n in range(500))}, "Danh sách sẽ có 501 đại biểu"),
    ],
)
def test_what_cannot_be_read_is_said(office, url, typed, fault):
    assert fault in words(tree(send(office, url, **typed)))
    assert Delegate.objects.count() == 1


def test_columns_that_are_not_read_are_named_as_they_were_pasted(office, url):
    text = "Họ và tên\tĐiện thoại\t\nLê An\t0912\tghi chú"

    page = words(tree(send(office, url, text=text)))

    assert "Cột “Điện thoại” không có trong các cột được nhận nên không được đọc." in page
    assert "Cột thứ 3 không có trong các cột được nhận nên không được đọc." in page


def test_nobody_is_added_twice_without_being_asked(office, url):
    text = (
        "NGUYỄN QUANG THÍA\tVụ trưởng\tThanh tra Chính phủ\n"  # on the list
        "Nguyễn Quang Thía\tChuyên viên\tSở Nội vụ\n"  # of the same name
        "Lê An\tVụ trưởng\tBộ Nội vụ\n"
        "Lê An\tVụ trưởng Vụ Tổ chức\t\n"  # twice in the list itself
    )

    preview = send(office, url, text=text)

    page = words(tree(preview))
    assert "2 đại biểu sẽ được thêm" in page
    assert "2 người có vẻ đã có trong danh sách, hoặc đơn vị đã có người đại diện" in page
    assert "đã có: Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ" in page
    assert "2 người, đơn vị đã có trong danh sách nên không thêm" in words(tree(confirm(office, url, preview)))
    assert [name for name, *_ in listed()] == ["Nguyễn Quang Thía", "Nguyễn Quang Thía", "Lê An"]

    again = words(tree(confirm(office, url, preview, 1)))

    assert "Đã thêm 1 đại biểu; 3 người" in again  # who came meanwhile is not added again
    assert Delegate.objects.filter(name="NGUYỄN QUANG THÍA").exists()


def test_the_last_import_is_taken_back_but_for_those_whom_something_happened_to(office, ceremony, url):
    def import_(*names):
        return words(tree(confirm(office, url, send(office, url, text="\n".join(f"{n}\tVụ trưởng" for n in names)))))

    def undo():
        (address,) = tree(office.get(url("guest_list"))).xpath("//a[.='Bỏ cả lần nhập này']/@href")
        asked = words(tree(office.get(address)))
        return address, asked, words(tree(office.post(address, follow=True)))

    import_("Lê An")
    before = listed()
    assert "Bỏ cả lần nhập này" in import_("Vũ Bình", "Hồ Cúc", "Bà Lê Dung")
    first, asked, page = undo()
    assert "Bỏ 3 đại biểu của lần nhập lúc" in asked
    assert "kể cả ai Anh/chị đã sửa sau khi nhập: Vũ Bình; Hồ Cúc; Bà Lê Dung." in asked
    assert "Đã bỏ 3 đại biểu của lần nhập." in page
    assert listed() == before
    assert office.post(first).status_code == 404  # a second click

    import_("Vũ Bình", "Hồ Cúc", "Lê Dung", "Lê Giang")
    Delegate.objects.filter(name="Vũ Bình").update(answer="du")
    Delegate.objects.filter(name="Hồ Cúc").update(attended=False)
    older, asked, page = undo()
    kept = "Giữ lại: Vũ Bình (đã trả lời giấy mời); Hồ Cúc (đã điểm danh)."
    assert ("Giữ lại: Vũ Bình đã trả lời giấy mời; Hồ Cúc đã điểm danh." in asked, kept in page) == (True, True)
    assert [name for name, *_ in listed()] == [name for name, *_ in before] + ["Vũ Bình", "Hồ Cúc"]

    assert "Bỏ cả lần nhập này" not in words(tree(office.get(url("guest_list"))))
    assert office.post(older).status_code == 409


def test_only_the_last_import_is_taken_back_and_what_came_by_hand_stays(office, cast, ceremony, url):
    confirm(office, url, send(office, url, text="Lê An\tVụ trưởng\nLê Bình\tVụ phó"))
    first = ceremony.guest_imports.get().pk
    ceremony.delegates.filter(name="Lê An").delete()  # by hand
    ceremony.delegates.create(order=9, name="Lê Cúc")
    confirm(office, url, send(office, url, text="Lê Dung\tVụ trưởng"))
    second = ceremony.guest_imports.latest("pk").pk
    assert [name for name, *_ in listed()] == ["Nguyễn Quang Thía", "Lê Bình", "Lê Cúc", "Lê Dung"]  # at the end

    assert office.post(url("guest_import_undo", first)).status_code == 409
    assert office.post(url("guest_import_undo", second)).status_code == 302
    assert office.get(url("guest_import_undo", first)).status_code == 200  # the last one now
    assert office.post(url("guest_import_undo", first)).status_code == 302

    assert [name for name, *_ in listed()] == ["Nguyễn Quang Thía", "Lê Cúc"]
    assert not ceremony.guest_imports.exists()
    client_of_unit = type(office)()
    client_of_unit.force_login(cast["member_clerk"])
    assert "Bỏ cả lần nhập này" not in words(tree(client_of_unit.get(url("guest_list"))))


def test_whom_an_invitation_names_is_not_taken_back(office, ceremony, url):
    confirm(office, url, send(office, url, text="Lê An\tVụ trưởng"))
    assert "Bỏ cả lần nhập này" in words(tree(office.get(url("guest_list"))))

    office.post(url("invitation_issue"), {"number": "4", "dated": "22/02/2027", "signer": "Nguyễn Hồng Diện"})

    assert "Bỏ cả lần nhập này" not in words(tree(office.get(url("guest_list"))))
    undo = url("guest_import_undo", ceremony.guest_imports.get().pk)
    assert "đã được mời" in words(tree(office.post(undo)))
    assert Delegate.objects.filter(name="Lê An").exists()
    confirm(office, url, send(office, url, text="Lê Bình\tVụ trưởng"))
    after = ceremony.guest_imports.latest("pk")
    ceremony.guest_imports.filter(pk=after.pk).update(made_at=after.made_at + timedelta(minutes=1))
    asked = words(tree(office.get(url("guest_import_undo", after.pk))))
    assert "Đường dẫn, mã QR trên giấy mời đã in cho người bị bỏ không dùng được nữa." in asked


def test_they_are_put_in_order_by_group_and_post_on_demand(office, cast, ceremony, url):
    ceremony.delegates.all().delete()
    ceremony.expect_members()
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    ceremony.delegates.create(order=19, post="Chuyên viên Vụ I", organisation="Thanh tra Chính phủ")  # a guest as yet
    ceremony.delegates.create(order=19, post="Đại diện lãnh đạo", organisation="Thanh tra Chính phủ")
    people = [
        ("Hà Minh", "Phóng viên", "bao_chi"),
        ("Bà Chuyên", "Chuyên viên", "khach_moi"),
        ("Lê Phó", "Phó Vụ trưởng Vụ II", "thuong_truc"),
        ("Lê Vụ", "Vụ trưởng Vụ II", "thuong_truc"),
        ("Lê Tổng", "Tổng Thanh tra Chính phủ", "co_quan_to_chuc"),
        ("Lê Không", "", "khach_moi"),
        ("Lê Thứ", "Thứ trưởng Bộ Tư pháp", "khach_moi"),
        ("Lê PTổng", "Phó Tổng Thanh tra Chính phủ", "co_quan_to_chuc"),
        ("Lê Quyền", "Quyền Vụ trưởng", "khach_moi"),
    ]
    for order, (name, post, group) in enumerate(people, start=20):
        ceremony.delegates.create(order=order, name=name, post=post, group=group)

    ceremony.agenda.create(order=2, minutes=30, text="Đại diện các đơn vị phát biểu")
    of_unit = {"organisation": "Thanh tra Bộ Công an", "group": "khach_moi", "order": 1}
    ceremony.delegates.create(name="Lê Kha", post="Chuyên viên", **of_unit)
    ceremony.delegates.create(name="Lê Nguyên", post="Nguyên Chánh Thanh tra", **of_unit)
    spoken = said(office.get(url("script_pdf")))  # with their unit without the button, too
    assert first_missing(map(letters, ["Lê Nguyên", "Đỗ Văn Đức", "Lê Kha", "Hà Minh"]), spoken, "giới thiệu:") is None

    assert spoken.rindex(letters("Đỗ Văn Đức")) > spoken.rindex(letters("Lê Kha"))  # who is asked to speak for it

    response = office.post(url("guest_sort"), follow=True)

    assert "Đã sắp đại biểu theo nhóm và chức vụ" in words(tree(response))
    members = [membership.signatory for membership in cast.memberships.values()]
    members.insert(members.index("Đỗ Văn Đức") + 1, "Lê Kha")
    assert [name or post for name, post, *_ in listed()] == [
        *["Lê Tổng", "Lê PTổng", "Đại diện lãnh đạo", "Lê Vụ", "Lê Phó", "Chuyên viên Vụ I"],
        *["Lê Thứ", "Lê Quyền", "Bà Chuyên", "Lê Nguyên", "Lê Không"],
        *members,
        "Hà Minh",
    ]
    in_front = [letters(name or post) for name, post, *_ in listed()[:11]]
    assert first_missing(in_front, said(office.get(url("script_pdf"))), "tôi xin trân trọng giới thiệu:") is None


@pytest.mark.parametrize("name", ["guest_import", "guest_sort"])
def test_after_the_end_the_list_stays(office, url, name):
    Ceremony.objects.update(status="held")

    assert office.post(url(name), {"text": "Lê An\tVụ trưởng", "xac-nhan": "1"}).status_code == 409
    assert Delegate.objects.count() == 1
