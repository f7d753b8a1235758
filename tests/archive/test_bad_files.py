"""What is wrong with a file is said in one sentence with its place, and nothing of it is stored."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from archive.loading import load
from archive.reading import LARGEST, Refused, parse
from blocs.models import Bloc, BlocYear, Unit, UnitName
from ceremonies.models import Ceremony
from documents.models import IssuedDocument
from pledges.models import Covenant, Registration
from tests.archive.samples import CUM_2019, KHOI_2017, content

pytestmark = pytest.mark.django_db

MISSING = object()


def changed(*path, to):
    """The file of 2017 with one place changed; ``MISSING`` takes the key away."""
    data = content(KHOI_2017)
    holder = data
    for key in path[:-1]:
        holder = holder[key]
    if to is MISSING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = to
    return data


def sentences(data):
    with pytest.raises(Refused) as refused:
        load(parse(json.dumps(data).encode()))
    return list(refused.value.sentences)


def stored():
    kinds = (Bloc, BlocYear, Unit, UnitName, Registration, Covenant, Ceremony, IssuedDocument)
    return [kind.__name__ for kind in kinds if kind.objects.exists()]


R3 = ("registrations", 3)
CASES = [
    (("colour",), "đỏ", "colour: khóa này không có trong định dạng."),
    ((*R3, "headcounts"), 9, "registrations[3].headcounts: khóa này không có trong định dạng; có phải “headcount”?"),
    (("members", 0, "signatory", "age"), 61, "members[0].signatory.age: khóa này không có trong định dạng."),
    (("year",), MISSING, "Tệp: thiếu khóa “year”."),
    (("members", 2, "code"), MISSING, "members[2]: thiếu khóa “code”."),
    (("year",), "2017", "year: phải là số nguyên từ 1948 đến 2200."),
    (("year",), 1200, "year: phải là số nguyên từ 1948 đến 2200."),
    (("kind",), "nhom", "kind: phải là một trong: khoi, cum."),
    (("name",), "   ", "name: phải là chữ, dài 1 đến 200 ký tự."),
    (("name",), "x" * 201, "name: phải là chữ, dài 1 đến 200 ký tự."),
    (("members",), [], "members: phải là danh sách có ít nhất 1 mục."),
    (("members",), {}, "members: phải là danh sách có ít nhất 1 mục."),
    (
        ("members", 1, "code"),
        "TTBQP",
        "members[1].code: phải là mã gồm chữ thường không dấu, chữ số và gạch nối, dài tối đa 60 ký tự.",
    ),
    (
        ("members", 1, "role"),
        "truong",
        "members[1].role: phải là một trong: khoi_truong, cum_truong, khoi_pho, cum_pho, thanh_vien.",
    ),
    ((*R3, "headcount"), -1, "registrations[3].headcount: phải là số nguyên từ 0 trở lên."),
    ((*R3, "headcount"), 10**30, "registrations[3].headcount: phải là số nguyên từ 0 trở lên."),
    ((*R3, "headcount"), "95", "registrations[3].headcount: phải là số nguyên từ 0 trở lên."),
    ((*R3, "headcount"), True, "registrations[3].headcount: phải là số nguyên từ 0 trở lên."),
    ((*R3, "headcount"), 9.5, "registrations[3].headcount: phải là số nguyên từ 0 trở lên."),
    ((*R3, "doc_date"), "24/02/2017", "registrations[3].doc_date: phải là ngày có thật, dạng 2027-03-15."),
    ((*R3, "doc_date"), "2017-02-30", "registrations[3].doc_date: phải là ngày có thật, dạng 2027-03-15."),
    ((*R3, "doc_date"), "20170224", "registrations[3].doc_date: phải là ngày có thật, dạng 2027-03-15."),
    (
        (*R3, "status"),
        "da_duyet",
        "registrations[3].status: phải là một trong: du_thao, da_gui, gui_cham, de_nghi_bo_sung, da_tiep_nhan, "
        "da_chot.",
    ),
    (
        (*R3, "collective", 0, "count"),
        0,
        "registrations[3].collective[0].count: phải là số nguyên từ 1 trở lên.",
    ),
    (("deadlines", "party"), "2017-05-05", "deadlines.party: khóa này không có trong định dạng."),
    (("theme",), "Đoàn kết", "theme: phải là một đối tượng {…}."),
    (("quotas", "CO_CP_proposed"), "một", "quotas.CO_CP_proposed: phải là số từ 0 trở lên."),
    (("ceremony", "agenda", 0, "start"), "25:00", "ceremony.agenda[0].start: phải là giờ dạng 08:30."),
    (("synthetic",), "có", "synthetic: phải là true hoặc false."),
    # Across the file.
    (("slug",), "khoi-ii-2018", "slug: phải kết thúc bằng “-2017” như năm của tệp."),
    (("members", 1, "order"), 1, "members[1].order: thứ tự 1 đã có ở members[0]."),
    (
        ("members", 1, "name"),
        "Thanh tra Bộ Tư pháp",
        "members[1].name: tên “Thanh tra Bộ Tư pháp” đã có ở members[0].",
    ),
    (("members", 0, "role"), "cum_truong", "members[0].role: “cum_truong” không dùng cho kind “khoi”."),
    (("leader",), "ttbxd", "leader: “ttbxd” không phải là thành viên."),
    (("leader",), "ttbqp", "leader: “ttbqp” không có vai trò trưởng trong members."),
    (("leader",), None, "leader: members ghi “ttbtp” là trưởng, khóa này lại để trống."),
    (("deputy",), "ttbyt", "deputy: “ttbyt” không phải là thành viên."),
    ((*R3, "member"), "ttbxd", "registrations[3].member: “ttbxd” không phải là thành viên."),
    ((*R3, "member"), "ttbqp", "registrations[3].member: đơn vị “ttbqp” đã có bản đăng ký ở registrations[1]."),
    ((*R3, "women"), 96, "registrations[3].women: số nữ (96) lớn hơn tổng số (95)."),
    ((*R3, "headcount"), None, "registrations[3].headcount: thiếu tổng số, trong khi có số nữ."),
    (
        (*R3, "collective", 0, "title"),
        "TTLD",
        "registrations[3].collective[0].title: không có danh hiệu hoặc hình thức khen thưởng mang mã “TTLD”.",
    ),
    (
        (*R3, "collective", 0, "title"),
        "LDTT",
        "registrations[3].collective[0].title: “Lao động tiên tiến” chỉ dành cho cá nhân.",
    ),
    (
        (*R3, "individual", 0, "title"),
        "CO_CP",
        "registrations[3].individual[0].title: “Cờ thi đua của Chính phủ” chỉ dành cho tập thể.",
    ),
    (
        (*R3, "individual", 1, "title"),
        "LDTT",
        "registrations[3].individual[1].title: “LDTT” đã có ở registrations[3].individual[0]; "
        "gộp số lượng vào một dòng.",
    ),
    (
        (*R3, "individual", 0, "posts"),
        ["Chuyên viên"],
        "registrations[3].individual[0].posts: có 1 chức vụ cho 0 người; người chưa rõ chức vụ ghi chuỗi rỗng.",
    ),
    (
        ("deadlines", "handover"),
        "2027-12-31",
        "deadlines.handover: ngày 31/12/2027 cách năm 2017 quá xa.",
    ),
    (("covenant", "date"), "2071-03-15", "covenant.date: ngày 15/03/2071 cách năm 2017 quá xa."),
    (("ceremony", "host"), "ttbyt", "ceremony.host: “ttbyt” không phải là thành viên."),
    (
        ("covenant", "signature_grid", "rows", 1, 0),
        "ttbyt",
        "covenant.signature_grid.rows[1][0]: “ttbyt” không phải là thành viên.",
    ),
    (
        ("covenant", "signature_grid", "rows", 1, 0),
        "ttbtp",
        "covenant.signature_grid.rows[1][0]: “ttbtp” đã có ô ký ở covenant.signature_grid.top_row[0].",
    ),
    (("contents", 1, "order"), 1, "contents[1].order: “1” đã có ở contents[0]."),
    (("targets", 1, "code"), "T1", "targets[1].code: “T1” đã có ở targets[0]."),
    (("targets", 0, "value"), True, "targets[0].value: chỉ chỉ tiêu kiểu yes_no nhận true hoặc false."),
    (("targets", 0, "value"), 99.999, "targets[0].value: có nhiều hơn hai chữ số thập phân."),
    (("documents", 1, "number"), "01/KH-KTĐ", "documents[1].number: số 01 đã dùng ở documents[0].number."),
    (("documents", 1, "number"), "KH-KTĐ", "documents[1].number: số, ký hiệu phải có dạng 01/QC-KTĐ."),
    (("evaluation", "handover", "to"), "ttbyt", "evaluation.handover.to: “ttbyt” không phải là thành viên."),
    (
        ("evaluation", "nominations", 0, "award"),
        "CO",
        "evaluation.nominations[0].award: không có danh hiệu hoặc hình thức khen thưởng mang mã “CO”.",
    ),
    (("holds",), [{"member": "ttbxd", "reason": "x"}], "holds[0].member: “ttbxd” không phải là thành viên."),
    (
        ("holds",),
        [{"member": "ttbca", "reason": "x", "from": "2017-05-02", "to": "2017-05-01"}],
        "holds[0].to: ngày kết thúc không thể trước ngày bắt đầu (02/05/2017).",
    ),
]


@pytest.mark.parametrize(("path", "to", "sentence"), CASES, ids=[case[2] for case in CASES])
def test_one_fault_one_sentence(path, to, sentence):
    assert sentences(changed(*path, to=to)) == [sentence]
    assert stored() == []


def test_an_event_closes_a_year_before_the_one_it_opens():
    data = content(KHOI_2017)
    data["ceremony"] |= {"closes_year": 2017, "opens_year": 2017}

    assert sentences(data) == ["ceremony.opens_year: phải sau năm tổng kết (2017)."]


def test_what_is_a_secret_on_paper_says_nothing_in_a_file():
    found = sentences(changed(*R3, "paper_received_on", to="2017-03-01"))
    assert found
    assert all("đơn vị nộp bản giấy vì có nội dung bí mật nhà nước; bỏ nội dung này." in said for said in found)


def test_a_member_named_twice():
    data = content(KHOI_2017)
    data["members"].append(data["members"][1] | {"order": 8})

    assert sentences(data) == [
        "members[7].code: đơn vị “ttbqp” đã có ở members[1].",
        "members[7].name: tên “Thanh tra Bộ Quốc phòng” đã có ở members[1].",
    ]
    assert stored() == []


def test_a_locked_registration_needs_the_covenant_it_is_locked_with():
    data = content(KHOI_2017)
    data["registrations"][0]["status"] = "da_chot"
    del data["covenant"]

    assert sentences(data) == ["registrations[0].status: “da_chot” cần có covenant với place và date."]


def test_all_faults_are_listed():
    data = content(KHOI_2017)
    data["registrations"][3] |= {"women": -4, "colour": "đỏ"}
    data["kind"] = "nhom"

    assert sentences(data) == [
        "kind: phải là một trong: khoi, cum.",
        "registrations[3].colour: khóa này không có trong định dạng.",
        "registrations[3].women: phải là số nguyên từ 0 trở lên.",
    ]


GOOD = json.dumps({"a": 1})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"\xef\xbb\xbf{}", "Tệp bắt đầu bằng dấu BOM; lưu lại ở dạng UTF-8 không có BOM."),
        (GOOD.encode("utf-16"), "Tệp ở dạng UTF-16; lưu lại ở dạng UTF-8 không có BOM."),
        (
            '{\n"a": "Tư"}'.encode("cp1258", "replace") + b"\xff",
            "Dòng 2: tệp không phải UTF-8; lưu lại ở dạng UTF-8 không có BOM.",
        ),
        (b"", "Dòng 1, cột 1: tệp không phải JSON hợp lệ."),
        (b'{"a": 1,\n "b" 2}', "Dòng 2, cột 6: tệp không phải JSON hợp lệ."),
        (b"[1]", "Tệp phải chứa một đối tượng JSON, bắt đầu bằng dấu {."),
        (b'{"a": 1, "a": 2}', "Khóa “a” xuất hiện hai lần trong cùng một đối tượng."),
        (b'{"a": NaN}', "“NaN” không phải là một số."),
        (b'{"a": ' + b"9" * 5000 + b"}", "Tệp có một số quá dài."),
        (b'{"a": ["x\\u0000"]}', "a[0]: chứa ký tự điều khiển không in được."),
        (b'{"a": "\\ud800"}', "a: chứa ký tự điều khiển không in được."),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "Tệp lồng quá nhiều cấp."),
        (b'{"a":' * 100_000, "Tệp lồng quá nhiều cấp."),
        (b" " * (LARGEST + 1), "Tệp lớn hơn 5 MB; tệp của một năm thi đua không lớn như vậy."),
    ],
    ids=range(14),
)
def test_bytes_that_are_no_bloc_file(given, sentence):
    with pytest.raises(Refused) as refused:
        parse(given)

    assert list(refused.value.sentences) == [sentence]


@pytest.mark.parametrize("share", [0.001, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_file_cut_off_on_the_way(share):
    whole = json.dumps(content(KHOI_2017), ensure_ascii=False, indent=1).encode()

    with pytest.raises(Refused) as refused:
        load(parse(whole[: int(len(whole) * share)]))

    (sentence,) = refused.value.sentences
    assert re.fullmatch(r"Dòng \d+(, cột \d+)?: tệp không phải (JSON hợp lệ|UTF-8; .*)\.", sentence)
    assert stored() == []


def test_decomposed_letters_are_composed():
    assert parse('{"a": "Tư pháp"}'.encode()) == {"a": "Tư pháp"}


def test_one_bad_file_keeps_the_good_ones_out(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(changed("kind", to="nhom")))

    with pytest.raises(CommandError) as refused:
        call_command("load_bloc", str(CUM_2019), str(bad), str(tmp_path / "none.json"))

    assert str(refused.value) == (
        f"{bad}: kind: phải là một trong: khoi, cum.\n{tmp_path}/none.json: không có tệp này.\nChưa có gì được nạp."
    )
    assert stored() == []


def test_a_year_that_is_there_is_not_loaded_twice(capsys):
    call_command("load_bloc", str(KHOI_2017))
    assert capsys.readouterr().out == (
        f"{KHOI_2017}: đã nạp Khối thi đua số II, năm 2017, 7 đơn vị, --bloc khoi-ii-noi-chinh-kinh-te-tong-hop\n"
    )
    first = BlocYear.objects.get()

    with pytest.raises(CommandError, match="Năm 2017 của Khối thi đua số II đã có; thêm --replace"):
        call_command("load_bloc", str(KHOI_2017))
    assert BlocYear.objects.get() == first

    call_command("load_bloc", str(KHOI_2017), replace=True)
    assert BlocYear.objects.get() != first


def test_a_year_in_which_somebody_signed_is_not_replaced():
    data = content(CUM_2019)
    for registration in data["registrations"]:
        registration["status"] = "da_chot"
    data["covenant"]["legal_basis"] = ["Căn cứ Luật Thi đua, khen thưởng;"]
    pledge = load(data).covenants.get().pledges.first()
    pledge.sign(by=None, on=pledge.covenant.dated)
    pledge.save()

    with pytest.raises(Refused) as refused:
        load(data, replace=True)

    assert list(refused.value.sentences) == [
        "Năm 2019 của Cụm thi đua số V đã có đơn vị ký giao ước nên không thay thế được."
    ]
    assert BlocYear.objects.get().covenants.get().pledges.filter(status="signed").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("label", "số III", "label: khối “khoi-ii-noi-chinh-kinh-te-tong-hop” đã có với “số II”, tệp ghi “số III”."),
        (
            "slug",
            "khoi-khac-2018",
            "slug: khối này đã có ở địa chỉ “khoi-ii-noi-chinh-kinh-te-tong-hop”, tệp ghi “khoi-khac”.",
        ),
    ],
)
def test_another_bloc_under_the_same_name_or_address(field, value, sentence):
    load(content(KHOI_2017))
    data = content(KHOI_2017) | {"year": 2018, "slug": "khoi-ii-noi-chinh-kinh-te-tong-hop-2018", field: value}

    assert sentences(data) == [sentence]
    assert BlocYear.objects.count() == 1
