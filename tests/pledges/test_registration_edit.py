"""Filling in a registration, section by section."""

from datetime import date
from decimal import Decimal

import pytest

from blocs.models import CommonTarget, Honour
from pledges.models import Registration
from tests.look.reading import tree, words
from tests.pledges.registering import catalogue, rows, save, token_on, url

SECTIONS = ["thong-tin-chung", "danh-hieu-tap-the", "danh-hieu-ca-nhan", "chi-tieu", "sang-kien", "phong-trao"]
GENERAL = {"headcount": "1.031", "women": "13", "doc_number": "21/ĐK-TTr", "doc_date": "05/03/2027", "proposal": ""}


@pytest.fixture
def honours(db):
    return catalogue()


@pytest.fixture
def clerk(client, cast, honours):
    client.force_login(cast["member_clerk"])
    return client


@pytest.fixture
def registration(cast, honours):
    return cast.registration("ttbnv")


def kept(registration, lines, *names):
    return list(getattr(registration, lines).values_list(*names))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_opens_with_what_is_kept(clerk, registration, section):
    page = clerk.get(url("registration_edit", section))

    assert page.status_code == 200
    assert [s["label"] for s in page.context["sections"] if s["current"]] == [page.context["section"].label]


def test_the_side_list_says_what_is_to_be_done(clerk, registration):
    registration.movements.all().delete()
    Registration.objects.update(headcount=None, women=None, doc_number="21/ĐK-TTr")

    page = clerk.get(url("registration_edit", "chi-tieu"))

    assert [(s["label"], s["state"]) for s in page.context["sections"]] == [
        ("Thông tin chung", "Cần bổ sung"),
        ("Danh hiệu tập thể", "Chưa có"),
        ("Danh hiệu cá nhân", "Hoàn thành"),
        ("Chỉ tiêu thi đua", "Theo mức chung"),
        ("Sáng kiến, đề tài", "Hoàn thành"),
        ("Phong trào thi đua", "Chưa có"),
    ]


def test_general_information_is_kept_as_vietnamese_offices_type_it(clerk, registration):
    answer = save(clerk, "thong-tin-chung", GENERAL | {"then": "next"})

    assert answer.url == url("registration_edit", "danh-hieu-tap-the")
    registration = Registration.objects.get()
    assert (registration.headcount, registration.women) == (1031, 13)
    assert (registration.doc_number, registration.doc_date) == ("21/ĐK-TTr", date(2027, 3, 5))
    assert registration.status == "draft"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"women": "2000"}, "Số nữ (2000) không thể lớn hơn tổng số (1031). Nhập lại."),
        ({"headcount": "-5"}, "Nhập số nguyên từ 0 đến 100000, ví dụ 31."),
        ({"headcount": "99999999999"}, "Nhập số nguyên từ 0 đến 100000, ví dụ 31."),
        ({"headcount": "ba mươi"}, "Nhập số nguyên từ 0 đến 100000, ví dụ 31."),
        ({"doc_date": "31/02/2027"}, "Tháng 02/2027 không có ngày 31. Gõ ngày/tháng/năm, ví dụ 05/03/2027."),
        ({"doc_number": "x" * 61}, "Nhập nhiều nhất 60 ký tự; hiện có 61 ký tự."),
        ({"proposal": "x" * 2001}, "Nhập nhiều nhất 2000 ký tự; hiện có 2001 ký tự."),
    ],
)
def test_what_cannot_be_right_is_refused_and_stays_typed(clerk, registration, typed, said):
    page = save(clerk, "thong-tin-chung", GENERAL | typed)

    assert page.status_code == 200
    assert [error for errors in page.context["form"].errors.values() for error in errors] == [said]
    assert said in page.content.decode()
    name, value = next(iter(typed.items()))
    assert page.context["form"][name].value() == value
    assert Registration.objects.get().headcount == 31


def test_titles_of_individuals_are_kept_in_the_order_of_the_page(clerk, registration, honours):
    typed = rows(
        {"honour": honours["CSTDCS"].pk, "count": "", "names": "Nguyễn Thị Hà\nĐỗ Văn Đức\n"},
        {"honour": honours["LDTT"].pk, "count": "30", "names": ""},
    )

    answer = save(clerk, "danh-hieu-ca-nhan", typed)

    assert answer.url == url("registration_edit", "danh-hieu-ca-nhan")
    assert kept(registration, "honours", "order", "honour__code", "scope", "count", "names") == [
        (1, "CSTDCS", "ca_nhan", 2, "Nguyễn Thị Hà\nĐỗ Văn Đức"),
        (2, "LDTT", "ca_nhan", 30, ""),
    ]


@pytest.mark.parametrize(
    ("names", "posts", "kept_as", "shown"),
    [
        ("Hà\nĐỗ Đức", "Thanh tra viên\nTrưởng phòng", "Thanh tra viên\nTrưởng phòng", "Thanh tra viên\nTrưởng phòng"),
        ("Hà\nĐỗ Đức", "-\nTrưởng phòng", "\nTrưởng phòng", "-\nTrưởng phòng"),
        ("Hà\nĐỗ Đức", "Thanh tra viên\n-", "Thanh tra viên", "Thanh tra viên\n-"),
        ("Hà\nĐỗ Đức", "-\n-", "", ""),
        ("Hà\nĐỗ Đức", "", "", ""),
        ("Hà\tPhó phòng\nĐỗ Đức\tTrưởng phòng", "", "Phó phòng\nTrưởng phòng", "Phó phòng\nTrưởng phòng"),
        ("Hà\nĐỗ Đức, Trưởng phòng", "Phó phòng", "Phó phòng\nTrưởng phòng", "Phó phòng\nTrưởng phòng"),
        ("Hà, Phó phòng\nĐỗ Đức", "", "Phó phòng", "Phó phòng\n-"),
    ],
)
def test_each_person_keeps_the_post_that_was_typed(clerk, registration, honours, names, posts, kept_as, shown):
    row = {"honour": honours["CSTDCS"].pk, "names": names, "posts": posts}

    assert save(clerk, "danh-hieu-ca-nhan", rows(row)).status_code == 302

    assert kept(registration, "honours", "count", "names", "posts") == [(2, "Hà\nĐỗ Đức", kept_as)]
    (again,) = clerk.get(url("registration_edit", "danh-hieu-ca-nhan")).context["formset"].forms
    assert again["posts"].value() == shown


@pytest.mark.parametrize(("posts", "lines"), [("Trưởng phòng", 1), ("Trưởng phòng\nChuyên viên\nChuyên viên", 3)])
def test_posts_that_could_be_anybodys_are_refused(clerk, registration, honours, posts, lines):
    row = {"honour": honours["CSTDCS"].pk, "names": "Nguyễn Thị Hà\nĐỗ Đức", "posts": posts}

    page = save(clerk, "danh-hieu-ca-nhan", rows(row))

    (form,) = page.context["formset"].forms
    assert form.errors["posts"][0].startswith(f"Có 2 người cần ghi chức vụ nhưng ô này có {lines} dòng.")
    assert form["posts"].value() == posts
    assert kept(registration, "honours", "honour__code") == [("LDTT",)]


def test_a_post_without_a_person_is_refused(clerk, registration, honours):
    names = "Trần Thị C\n\tPhó Chánh Thanh tra"

    page = save(clerk, "danh-hieu-ca-nhan", rows({"honour": honours["CSTDCS"].pk, "names": names}))

    (form,) = page.context["formset"].forms
    assert form.errors["names"] == [
        "Dòng có chức vụ “Phó Chánh Thanh tra” thiếu họ và tên. Anh/chị ghi họ tên trước chức vụ."
    ]
    assert form["names"].value() == names


def test_titles_of_collectives_leave_those_of_individuals_alone(clerk, registration, honours):
    typed = rows(
        {"honour": honours["TTLDXS"].pk, "scope": "tap_the_lon", "count": "1", "names": ""},
        {"honour": honours["BK_TTCP"].pk, "scope": "tap_the_nho", "count": "2", "names": "Phòng 1\nPhòng 2"},
    )

    save(clerk, "danh-hieu-tap-the", typed)

    assert set(kept(registration, "honours", "honour__code", "scope", "count")) == {
        ("LDTT", "ca_nhan", 30),
        ("TTLDXS", "tap_the_lon", 1),
        ("BK_TTCP", "tap_the_nho", 2),
    }


def test_a_title_for_the_whole_unit_needs_no_number(clerk, registration, honours):
    whole, parts = {"honour": honours["TTLDXS"].pk, "scope": "tap_the_lon"}, {"honour": honours["BK_TTCP"].pk}

    typed = rows(whole, parts | {"scope": "tap_the_nho", "names": "Phòng 1\nPhòng 2"})
    assert save(clerk, "danh-hieu-tap-the", typed).status_code == 302
    page = save(clerk, "danh-hieu-tap-the", rows(whole, parts | {"scope": "tap_the_nho"}))

    assert set(kept(registration, "honours", "honour__code", "count")) == {("LDTT", 30), ("TTLDXS", 1), ("BK_TTCP", 2)}
    assert page.context["formset"].errors == [{}, {"count": ["Nhập số lượng, ví dụ 5, hoặc ghi danh sách."]}]


def test_a_whole_unit_is_one(clerk, registration, honours):
    row = {"honour": honours["CO_TTCP"].pk, "scope": "tap_the_lon", "count": "5"}

    page = save(clerk, "danh-hieu-tap-the", rows(row))

    (form,) = page.context["formset"].forms
    said = "Đối tượng “Cả đơn vị” thì số lượng là 1. Sửa số lượng hoặc chọn đối tượng khác."
    assert form.errors["count"] == [said]


def test_two_rows_may_trade_their_titles(clerk, registration, honours):
    first, second = honours["LDTT"].pk, honours["CSTDCS"].pk
    save(clerk, "danh-hieu-ca-nhan", rows({"honour": first, "count": "30"}, {"honour": second, "count": "4"}))

    save(clerk, "danh-hieu-ca-nhan", rows({"honour": second, "count": "30"}, {"honour": first, "count": "4"}))

    assert kept(registration, "honours", "honour__code", "count") == [("CSTDCS", 30), ("LDTT", 4)]


def test_a_title_twice_is_refused_with_the_row_it_stands_in(clerk, registration, honours):
    once = {"honour": honours["CSTDCS"].pk, "count": "4", "names": ""}

    page = save(clerk, "danh-hieu-ca-nhan", rows(once, once))

    said = "Danh hiệu này đã có ở dòng 1. Gộp số lượng và danh sách vào một dòng."
    assert page.context["formset"].errors == [{}, {"honour": [said]}]
    assert kept(registration, "honours", "honour__code") == [("LDTT",)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"honour": "", "count": "5"}, {"honour": ["Chọn danh hiệu, hình thức."]}),
        ({"honour": "987654", "count": "5"}, {"honour": ["Chọn một mục trong danh sách."]}),
        ({"count": "0"}, {"count": ["Nhập số nguyên từ 1 đến 100000, ví dụ 5."]}),
        ({"count": ""}, {"count": ["Nhập số lượng, ví dụ 5, hoặc ghi danh sách."]}),
        ({"count": "4294967296"}, {"count": ["Nhập số nguyên từ 1 đến 100000, ví dụ 5."]}),
        (
            {"count": "5", "names": "x" * 20001},
            {"names": ["Nhập nhiều nhất 20000 ký tự; hiện có 20001 ký tự."]},
        ),
    ],
)
def test_a_faulty_row_says_how_to_mend_it(clerk, registration, honours, typed, said):
    page = save(clerk, "danh-hieu-ca-nhan", rows({"honour": honours["LDTT"].pk} | typed))

    assert page.status_code == 200
    assert page.context["formset"].errors == [said]
    assert kept(registration, "honours", "count") == [(30,)]


def test_a_target_keeps_its_identity_while_it_is_edited(clerk, registration, cast):
    before = registration.targets.get()
    typed = rows(
        {"text": "Đơn thư giải quyết đúng hạn", "measure": "at_least", "value": "95,5", "unit_of_measure": "%"},
        {"id": before.pk, "common": before.common_id, "value": "100"},
    )

    save(clerk, "chi-tieu", typed)

    assert kept(registration, "targets", "order", "text", "kind", "operator", "value") == [
        (1, "Đơn thư giải quyết đúng hạn", "percent", ">=", Decimal("95.5")),
        (2, "Hoàn thành kế hoạch thanh tra được phê duyệt", "percent", ">=", Decimal(100)),
    ]
    after = registration.targets.get(order=2)
    assert (after.pk, after.common) == (before.pk, cast.common_target)


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ({"measure": "at_most", "value": "3", "unit_of_measure": "vụ"}, ("count", "<=", Decimal(3))),
        ({"measure": "zero", "value": ""}, ("zero", "==", Decimal(0))),
        ({"measure": "yes_no", "value": ""}, ("yes_no", "", None)),
        ({"measure": "narrative", "value": ""}, ("narrative", "", None)),
    ],
)
def test_each_kind_of_target_is_kept_and_shown_again_as_chosen(clerk, registration, typed, kept_as):
    save(clerk, "chi-tieu", rows({"text": "Một chỉ tiêu"} | typed))

    assert kept(registration, "targets", "kind", "operator", "value") == [kept_as]
    again = clerk.get(url("registration_edit", "chi-tieu")).context["formset"]
    assert again.forms[0]["measure"].value() == typed["measure"]


def test_targets_are_shown_with_the_values_they_keep(clerk, registration):
    registration.targets.create(order=2, text="Đúng hạn", kind="percent", operator=">=", value=Decimal("95.5"))
    # As a loaded file says it: true is kept as 1, which nobody typed.
    registration.targets.create(order=3, text="Có chuyên đề", kind="yes_no", operator="", value=1)

    page = clerk.get(url("registration_edit", "chi-tieu"))

    shown = [(form["measure"].value(), form["value"].value()) for form in page.context["formset"].forms]
    assert shown == [("at_least", "100"), ("at_least", "95,5"), ("yes_no", None)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "8.500"}, "Chưa rõ 8.500 là 8,5 hay 8500."),
        ({"value": "-1"}, "Nhập số từ 0 trở lên, ví dụ 95,5."),
        ({"value": "1e5"}, "Nhập số từ 0 trở lên, ví dụ 95,5."),
        ({"value": "99999999999"}, "Số quá lớn."),
        ({"value": "%"}, "Nhập giá trị kế hoạch, ví dụ 95,5."),
        ({"value": "5%%"}, "Nhập số từ 0 trở lên, ví dụ 95,5."),
        ({"value": "85%", "unit_of_measure": "cuộc"}, "Đơn vị tính là “cuộc”: ô này chỉ gõ số, không gõ %."),
        ({"value": ""}, "Nhập giá trị kế hoạch, ví dụ 95,5."),
        ({"measure": "narrative", "value": "5"}, "Cách đo “Mô tả bằng lời” không có số."),
        ({"measure": "zero", "value": "5"}, "Cách đo “Không có” thì ô này bỏ trống hoặc bằng 0."),
    ],
)
def test_a_plan_that_could_mean_two_things_is_refused(clerk, registration, typed, said):
    page = save(clerk, "chi-tieu", rows({"text": "Một chỉ tiêu", "measure": "at_least", "value": "5"} | typed))

    (row,) = page.context["formset"].forms
    assert list(row.errors) == ["value"]
    assert row.errors["value"][0].startswith(said)
    assert row["value"].value() == typed.get("value", "5")


@pytest.mark.parametrize("measured_in", ["", "%"])
@pytest.mark.parametrize("value", ["85,5%", "85,5 %"])
def test_the_sign_may_be_typed_with_the_number(clerk, registration, value, measured_in):
    typed = {"text": "Đúng hạn", "measure": "at_least", "value": value, "unit_of_measure": measured_in}

    save(clerk, "chi-tieu", rows(typed))

    assert kept(registration, "targets", "kind", "value", "unit_of_measure") == [("percent", Decimal("85.5"), "%")]


def test_a_common_target_may_be_answered_once(clerk, registration, cast):
    row = {"common": cast.common_target.pk, "text": "Chung", "measure": "at_least", "value": "100"}

    page = save(clerk, "chi-tieu", rows(row, row))

    said = "Chỉ tiêu chung này đã có ở dòng 1. Bỏ một trong hai dòng."
    assert page.context["formset"].errors == [{}, {"text": [said]}]


def test_a_common_target_is_answered_by_its_value_alone(clerk, registration, cast):
    posted = {"text": "Khác", "measure": "at_most", "unit_of_measure": "cuộc", "value": "97,5"}

    save(clerk, "chi-tieu", rows({"id": registration.targets.get().pk, "common": cast.common_target.pk} | posted))

    assert kept(registration, "targets", "common", "text", "kind", "operator", "value", "unit_of_measure") == [
        (cast.common_target.pk, cast.common_target.text, "percent", ">=", Decimal("97.5"), "%")
    ]


def test_the_words_of_a_common_target_are_no_boxes(clerk, registration, cast):
    page = tree(clerk.get(url("registration_edit", "chi-tieu")))

    (row,) = page.xpath("//table[@class='rows']/tbody/tr")
    assert [words.text for words in row.xpath(".//output")] == [cast.common_target.text, "Tối thiểu", "%"]
    assert row.xpath(".//*[self::input[not(@type='hidden')] or self::textarea or self::select]/@name") == [
        "dong-0-value"
    ]


def test_an_answer_that_was_reworded_before_is_shown_in_the_words_of_the_bloc(clerk, registration, cast):
    registration.targets.update(text="Khác", unit_of_measure="cuộc", kind="count", operator="<=")

    page = tree(clerk.get(url("registration_detail")))

    (row,) = page.xpath("//section[h2='Chỉ tiêu thi đua']//tbody/tr")
    assert [cell.text for cell in row.xpath("td")] == [
        "1",
        cast.common_target.text,
        "%",
        "100",
        "Chỉ tiêu chung",
    ]


def test_common_targets_that_were_removed_come_back_unsaved(clerk, registration, cast):
    typed = rows({"text": "Riêng", "measure": "at_least", "value": "5", "unit_of_measure": "vụ"}, row="commons")

    page = clerk.post(url("registration_edit", "chi-tieu"), {"token": "x"} | typed)

    shown = [(f["text"].value(), f["common"].value()) for f in page.context["formset"].forms]
    assert shown == [("Riêng", None), (cast.common_target.text, str(cast.common_target.pk))]
    assert page.context["commons_left"] == 0
    assert kept(registration, "targets", "text") == [("Hoàn thành kế hoạch thanh tra được phê duyệt",)]


def test_an_initiative_is_for_a_title_not_an_award(clerk, registration, honours):
    Honour.objects.filter(pk=honours["BK_TTCP"].pk).update(for_individual=True)

    page = clerk.get(url("registration_edit", "sang-kien"))

    (form,) = page.context["formset"].forms
    none, (group, titles) = form.fields["for_honour"].choices
    offered = {pk for pk, _ in titles}
    assert (none, group) == (("", "– Chọn –"), "Danh hiệu thi đua")
    assert {honours["LDTT"].pk, honours["CSTDCS"].pk} <= offered
    assert not offered & {honours["TTLDXS"].pk, honours["BK_TTCP"].pk}


def test_initiatives_and_movements_are_kept(clerk, registration, honours):
    save(
        clerk,
        "sang-kien",
        rows({"author": "Nguyễn Thị Hà", "title": "Số hóa hồ sơ", "for_honour": honours["CSTDCS"].pk}),
    )
    save(clerk, "phong-trao", rows({"name": "Thi đua", "aim": "", "starts_on": "1/3/2027", "ends_on": "30.11.2027"}))

    assert kept(registration, "initiatives", "author", "title", "for_honour__code") == [
        ("Nguyễn Thị Hà", "Số hóa hồ sơ", "CSTDCS")
    ]
    assert kept(registration, "movements", "name", "starts_on", "ends_on") == [
        ("Thi đua", date(2027, 3, 1), date(2027, 11, 30))
    ]


def test_a_movement_cannot_end_before_it_starts(clerk, registration):
    page = save(clerk, "phong-trao", rows({"name": "Thi đua", "starts_on": "30/11/2027", "ends_on": "01/03/2027"}))

    said = "Ngày tổng kết phải từ ngày phát động (30/11/2027) trở đi."
    assert page.context["formset"].errors == [{"ends_on": [said]}]


def test_a_section_says_what_to_look_at_again(clerk, registration):
    registration.honours.update(names="Nguyễn Thị Hà")
    Registration.objects.update(headcount=None, women=None, doc_number="21/ĐK-TTr")

    persons, general = (clerk.get(url("registration_edit", slug)) for slug in ("danh-hieu-ca-nhan", "thong-tin-chung"))

    assert [words(line) for line in tree(persons).xpath("//form//li")] == [
        "Lao động tiên tiến: số lượng ghi 30 nhưng danh sách có 1 người. (Đối chiếu trong chính bản đăng ký)"
    ]
    assert [words(line) for line in tree(general).xpath("//form//li")] == [
        "Chưa nhập tổng số cán bộ, công chức có mặt."
    ]
    assert not tree(clerk.get(url("registration_edit", "sang-kien"))).xpath("//form//li")


def test_targets_as_the_bloc_set_them_are_not_called_complete(clerk, registration):
    def words():
        page = clerk.get(url("registration_edit", "thong-tin-chung"))
        return {side["label"]: side["state"] for side in page.context["sections"]}

    assert words()["Chỉ tiêu thi đua"] == "Theo mức chung"
    CommonTarget.objects.update(value=90)
    assert words()["Chỉ tiêu thi đua"] == "Hoàn thành"


def test_the_last_section_leads_to_the_check(clerk, registration):
    answer = save(clerk, "phong-trao", rows({"name": "Thi đua"}, then="next"))

    assert answer.url == url("registration_check")


def test_a_row_is_added_without_saving(clerk, registration):
    page = clerk.post(url("registration_edit", "sang-kien"), rows({"author": "", "title": "Nửa chừng"}, row="add"))

    assert page.status_code == 200
    formset = page.context["formset"]
    assert [form["title"].value() for form in formset.forms] == ["Nửa chừng", None]
    assert formset.total_error_count() == 0
    assert kept(registration, "initiatives", "title") == [("Số hóa hồ sơ thanh tra",)]


def test_a_row_is_removed_without_saving_and_gone_once_saved(clerk, registration):
    typed = rows({"author": "A", "title": "Thứ nhất"}, {"author": "B", "title": "Thứ hai"})

    page = clerk.post(url("registration_edit", "sang-kien"), typed | {"row": "remove:0"})

    assert [form["title"].value() for form in page.context["formset"].forms] == ["Thứ hai"]
    assert kept(registration, "initiatives", "title") == [("Số hóa hồ sơ thanh tra",)]
    save(clerk, "sang-kien", typed | {"dong-0-DELETE": "on"})
    assert kept(registration, "initiatives", "title") == [("Thứ hai",)]


def test_a_second_clerk_overwrites_nothing(clerk, registration):
    before = token_on(clerk, "sang-kien")
    save(clerk, "sang-kien", rows({"author": "Đồng nghiệp", "title": "Lưu trước"}))

    page = clerk.post(url("registration_edit", "sang-kien"), rows({"author": "Tôi", "title": "Lưu sau"}, token=before))

    assert page.status_code == 409
    assert [form["title"].value() for form in page.context["formset"].forms] == ["Lưu sau"]
    assert "Lưu trước" in page.content.decode()
    assert kept(registration, "initiatives", "title") == [("Lưu trước",)]
    mended = rows({"author": "Tôi", "title": "Lưu sau"}, token=page.context["token"])
    assert clerk.post(url("registration_edit", "sang-kien"), mended).status_code == 302
    assert kept(registration, "initiatives", "title") == [("Lưu sau",)]


def test_other_sections_do_not_disturb_each_other(clerk, registration):
    before = token_on(clerk, "phong-trao")
    save(clerk, "sang-kien", rows({"author": "Đồng nghiệp", "title": "Phần khác"}))

    answer = clerk.post(url("registration_edit", "phong-trao"), rows({"name": "Của tôi"}, token=before))

    assert answer.status_code == 302
    assert kept(registration, "movements", "name") == [("Của tôi",)]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (
            "submitted",
            "Bản đăng ký đã gửi lúc 09:00 ngày 20/02/2027 và đang chờ Khối trưởng (Thanh tra Bộ Tư pháp) tiếp nhận.",
        ),
        ("accepted", "Bản đăng ký đã được tiếp nhận."),
    ],
)
def test_a_save_after_submission_is_refused_with_what_was_typed(clerk, cast, honours, status, reason):
    cast.registration("ttbnv", status=status)

    page = clerk.post(url("registration_edit", "sang-kien"), rows({"author": "Hà", "title": "Gõ dở"}))

    assert page.status_code == 409
    assert page.context["reason"] == reason
    assert page.context["typed"] == [("Dòng 1", "Tác giả: Hà\nTên sáng kiến, đề tài: Gõ dở")]
    assert clerk.get(url("registration_edit", "sang-kien")).status_code == 409
    assert Registration.objects.get().initiatives.get().title == "Số hóa hồ sơ thanh tra"


def test_nothing_changes_once_the_year_is_closed(clerk, cast, registration):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")

    page = clerk.post(url("registration_edit", "thong-tin-chung"), GENERAL)

    assert page.status_code == 409
    assert page.context["reason"] == "Năm thi đua đã đóng nên không thay đổi được nữa."
    assert Registration.objects.get().headcount == 31


@pytest.mark.parametrize("lost", ["dong-TOTAL_FORMS", "dong-INITIAL_FORMS"])
def test_a_page_without_its_bookkeeping_saves_nothing_and_shows_what_was_typed(clerk, registration, lost):
    posted = rows({"author": "Hà", "title": "Gõ dở"})
    del posted[lost]

    page = save(clerk, "sang-kien", posted)

    assert page.status_code == 400
    assert "Trang gửi lên thiếu thông tin về số dòng" in page.content.decode()
    assert "Gõ dở" in page.content.decode()
    assert kept(registration, "initiatives", "title") == [("Số hóa hồ sơ thanh tra",)]


@pytest.mark.parametrize(
    "odd",
    [
        {"dong-TOTAL_FORMS": "-5"},
        {"dong-INITIAL_FORMS": "9" * 30},
        {"dong-0-id": "9" * 30},
        {"dong-0-id": "không phải số"},
        {"row": "remove:" + "9" * 30},
        {"row": "remove:x"},
        {"row": "add", "dong-TOTAL_FORMS": "9" * 5000},
        {"dong-0-DELETE": "\x00", "dong-0-title": "\x00\ud7ff"},
    ],
)
@pytest.mark.parametrize("section", ["sang-kien", "chi-tieu", "danh-hieu-ca-nhan"])
def test_whatever_is_posted_is_answered(clerk, registration, section, odd):
    posted = rows({"author": "Hà", "title": "Gõ", "text": "Gõ", "honour": "x", "common": "9" * 30, "measure": "?"})

    page = save(clerk, section, posted | odd)

    assert page.status_code in (200, 302, 400)


@pytest.mark.parametrize("odd", [{}, {"row": "add"}])
def test_a_number_of_rows_that_nobody_types_is_answered(clerk, registration, odd):
    assert save(clerk, "sang-kien", rows() | {"dong-TOTAL_FORMS": "9" * 30} | odd).status_code == 200


def test_three_hundred_rows_are_kept_and_one_more_is_too_many(clerk, registration):
    many = [{"author": "Hà", "title": f"Sáng kiến {n}"} for n in range(301)]

    assert save(clerk, "sang-kien", rows(*many[:300])).status_code == 302
    page = save(clerk, "sang-kien", rows(*many))

    said = "Phần này có nhiều nhất 300 dòng. Anh/chị bỏ bớt dòng rồi bấm Lưu."
    assert page.context["formset"].non_form_errors() == [said]
    assert len(page.context["formset"].forms) == 301
    assert registration.initiatives.count() == 300


def test_ten_thousand_rows_are_refused_with_a_page(clerk, registration):
    page = save(clerk, "sang-kien", rows(*({"author": "Hà", "title": "x"} for _ in range(10_000))))

    assert page.status_code == 400
    assert "Anh/chị" in page.content.decode()
    assert registration.initiatives.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member_head", 200),
        ("leader_clerk", 404),
        ("organiser", 404),
        ("neighbour_clerk", 404),
        ("another_bloc", 404),
        ("admin", 404),
        ("former", 404),
    ],
)
def test_a_draft_is_the_units_own(client, cast, registration, who, status):
    client.force_login(cast[who])

    assert client.get(url("registration_edit", "chi-tieu")).status_code == status
    assert client.post(url("registration_edit", "chi-tieu"), rows(row="add")).status_code == status


@pytest.mark.parametrize("who", ["leader_clerk", "leader_head", "organiser"])
def test_who_may_read_it_may_still_not_edit_it(client, cast, honours, who):
    cast.registration("ttbnv", status="returned", return_reason="Thiếu")
    client.force_login(cast[who])

    assert client.get(url("registration_edit", "chi-tieu")).status_code == 403
    assert client.post(url("registration_edit", "chi-tieu"), rows()).status_code == 403


def test_an_unknown_section_is_no_page(clerk, registration):
    assert clerk.get(url("registration_edit", "phan-khac")).status_code == 404
