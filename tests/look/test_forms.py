from tests.look.reading import summary, tree, typed, words

FILLED = {
    "full_name": "Thanh tra Bộ Nội vụ",
    "headcount": "31",
    "kind": "bo",
    "way": "giay",
    "agreed": "on",
}


def rows(*values, removed=()):
    """A post of the targets page, one row for each value."""
    data = {"targets-TOTAL_FORMS": len(values), "targets-INITIAL_FORMS": 3}
    for index, value in enumerate(values):
        data |= {f"targets-{index}-text": f"Chỉ tiêu {index}", f"targets-{index}-kind": "min"}
        data |= {f"targets-{index}-value": value}
        if index in removed:
            data[f"targets-{index}-DELETE"] = "on"
    return data


def test_an_empty_form_shows_no_fault_and_leaves_checking_to_the_server(desk):
    page = tree(desk.get("/don-vi/"))

    assert summary(page) == []
    assert page.findtext(".//title") == "Thông tin đơn vị – Thi đua Khối"
    assert page.xpath("//main//form/@novalidate") == [""]
    assert page.xpath("//*[@required]") == []
    assert [words(label) for label in page.xpath("//label[contains(., '(*)')]")] == [
        "Tên đơn vị (*)",
        "Tổng số công chức (*)",
        "Loại (*)",
        "Đã đối chiếu với bản giấy (*)",
    ]


def test_help_is_tied_to_its_control(desk):
    page = tree(desk.get("/don-vi/"))

    described = {
        name: [words(page.get_element_by_id(part)) for part in ids.split()]
        for name, ids in (
            (control.get("name"), control.get("aria-describedby"))
            for control in page.xpath("//input[@aria-describedby]")
        )
    }
    assert described == {
        "full_name": ["Viết đầy đủ, như trên con dấu."],
        "founded_on": ["Ví dụ: 05/03/2027"],
        "scan": ["PDF, không quá 25 MB."],
    }
    assert page.xpath("//fieldset[.//input[@type='radio']]/@aria-describedby") == ["id_way_helptext"]


def test_each_fault_stands_above_the_form_with_a_link_and_beside_its_field(desk):
    sent = {"full_name": "", "headcount": "ba mươi", "kind": "bo", "founded_on": "05/03/2027"}

    page = tree(desk.post("/don-vi/", sent))

    assert page.findtext(".//title") == "Lỗi: Thông tin đơn vị – Thi đua Khối"
    assert words(page.xpath("//*[@data-error-summary]/p")[0]) == "Cần xem lại 4 chỗ sau:"
    assert summary(page) == [
        ("#id_full_name", "Tên đơn vị: Trường này là bắt buộc."),
        ("#id_headcount", "Tổng số công chức: Nhập số người bằng chữ số, ví dụ 31"),
        ("#id_way_0", "Hình thức ký: Trường này là bắt buộc."),
        ("#id_agreed", "Đã đối chiếu với bản giấy: Trường này là bắt buộc."),
    ]
    for anchor, text in summary(page):
        control = page.get_element_by_id(anchor[1:])
        beside = control.xpath("ancestor::div[contains(@class, 'field-bad')]//*[@class='field-error']")
        assert [words(error) for error in beside] == ["Lỗi: " + text.split(": ", 1)[1]]


def test_what_was_typed_stays(desk):
    page = tree(desk.post("/don-vi/", {"headcount": "ba mươi", "founded_on": "31/02/2027", "note": "dòng 1\ndòng 2"}))

    assert page.get_element_by_id("id_headcount").value == "ba mươi"
    assert page.get_element_by_id("id_founded_on").value == "31/02/2027"
    assert typed(page.get_element_by_id("id_note")) == "dòng 1\ndòng 2"


def test_the_control_names_its_fault_to_screen_readers(desk):
    page = tree(desk.post("/don-vi/", FILLED | {"full_name": ""}))

    control = page.get_element_by_id("id_full_name")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_full_name_helptext id_full_name_error"
    assert words(page.get_element_by_id("id_full_name_error")) == "Lỗi: Trường này là bắt buộc."


def test_a_fault_of_the_whole_form_has_no_link(desk):
    page = tree(desk.post("/don-vi/", FILLED | {"kind": "tinh", "way": "so"}))

    assert summary(page) == [("", "Thanh tra tỉnh chưa ký số trong năm này.")]


def test_text_is_text(desk):
    page = tree(desk.post("/don-vi/", {"full_name": "<script>x()</script>" * 9}))

    assert page.xpath("//main//script") == []
    assert page.get_element_by_id("id_full_name").value == "<script>x()</script>" * 9


def test_rows_are_counted_as_the_reader_sees_them(desk):
    page = tree(desk.post("/chi-tieu/", rows("100", "", "", "8,5", removed=[1])))

    assert page.findtext(".//title") == "Lỗi: Đăng ký thi đua năm 2027 – Thi đua Khối"
    assert summary(page) == [("#id_targets-2-value", "Dòng 2, Kế hoạch: Nhập giá trị kế hoạch, ví dụ 95,5")]
    table = page.xpath("//table[@class='rows']/tbody/tr")
    assert [(words(row.find("th")), row.get("hidden")) for row in table] == [
        ("1", None),
        ("", ""),
        ("2", None),
        ("3", None),
    ]
    assert page.get_element_by_id("id_targets-3-value").value == "8,5"


def test_a_removed_row_is_not_saved(desk):
    answer = desk.post("/chi-tieu/", rows("100", "x", "8,5", removed=[1]))

    assert answer.content.decode().splitlines() == ["Đã lưu:", "Chỉ tiêu 0", "Chỉ tiêu 2"]


def test_too_many_rows_are_a_sentence_not_a_crash(desk):
    page = tree(desk.post("/chi-tieu/", rows(*["1"] * 7)))

    assert summary(page) == [("", "Please submit at most 6 forms.")]


def test_a_post_without_the_count_of_rows_is_a_sentence_not_a_crash(desk):
    page = tree(desk.post("/chi-tieu/", {"x": "1"}))

    assert [place for place, _ in summary(page)] == [""]


def test_a_table_of_rows_posts_back_what_it_shows(desk):
    page = tree(desk.get("/chi-tieu/"))
    form = page.forms[-1]

    answer = desk.post("/chi-tieu/", {name: value for name, value in form.fields.items() if value is not None})

    assert answer.content.decode().splitlines() == [
        "Đã lưu:",
        "Hoàn thành kế hoạch thanh tra được phê duyệt",
        "Kết luận thanh tra ban hành đúng hạn",
        "Công chức, thanh tra viên bị kỷ luật",
    ]


def test_every_cell_has_a_label_and_every_button_a_name(desk):
    page = tree(desk.get("/chi-tieu/"))

    labels = [words(label) for label in page.xpath("//tr[@data-index='1']//label")]
    assert labels == ["Nội dung chỉ tiêu (*)", "Kiểu (*)", "Kế hoạch (*)", "Đơn vị tính"]
    assert [words(button) for button in page.xpath("//tbody/tr/td/button[@name='row']")] == [
        "Bỏ dòng 1",
        "Bỏ dòng 2",
        "Bỏ dòng 3",
    ]


def test_a_row_more_is_not_yet_asked_to_be_right(desk):
    page = tree(desk.post("/chi-tieu/", rows("100", "", "tám") | {"row": "add"}))

    assert page.findtext(".//title") == "Đăng ký thi đua năm 2027 – Thi đua Khối"
    assert page.xpath("//*[@data-error-summary] | //*[@class='field-error']") == []
    assert [page.get_element_by_id(f"id_targets-{n}-value").value for n in range(3)] == ["100", None, "tám"]
    assert len(page.xpath("//tbody/tr[not(@hidden)]")) == 4
