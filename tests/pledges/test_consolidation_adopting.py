"""Adopting the consolidated report: issued once, kept, and compared with what stands since."""

import hashlib
import io
from datetime import date

import openpyxl
import pdfplumber
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.exporting import export
from archive.loading import load
from blocs.models import BlocYear
from documents.models import IssuedDocument
from pledges import drafting, freezing
from pledges.models import AdoptedReport, Covenant, Registration
from tests.look.reading import summary, tree, words
from tests.pledges.consolidating import grown, receive_all
from tests.pledges.registering import BLOC, catalogue, year_url

TYPED = {"number": "3", "dated": "25/02/2027", "signer": "Nguyễn Hồng Diện", "place": "Hội nghị ký kết, Hà Nội"}
PAGE = "consolidation_detail"


@pytest.fixture
def received(cast):
    cast.registration("ttbtc", status="accepted", headcount=40, women=10).revisions.create(
        number=1, content={}, made_at="2027-02-20T02:00:00Z"
    )
    cast.registration("ttbca", status="accepted")
    return cast.year


@pytest.fixture
def leader(client, cast, received):
    client.force_login(cast["leader_clerk"])
    return client


@pytest.fixture
def adopted(leader):
    assert leader.post(year_url("consolidation_adopt"), TYPED).status_code == 302
    return AdoptedReport.objects.get()


def text_of(content):
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def changes_on(client):
    page = tree(client.get(year_url(PAGE)))
    return [[words(cell) for cell in row.xpath("./td")][1:] for row in page.xpath(
        "//h2[@id='thay-doi']/following::table[1][.//th[text()='Hiện nay']]/tbody/tr"
    )]  # fmt: skip


def change_registration(code="ttbtc", **fields):
    Registration.objects.filter(membership__unit__slug=code).update(**fields)


def test_the_question_proposes_number_day_and_signer_and_changes_nothing(leader):
    response = leader.get(year_url("consolidation_adopt"))

    form = response.context["form"]
    assert {name: form[name].value() for name in TYPED} == {
        "number": 1, "dated": date(2027, 2, 25), "signer": "Nguyễn Hồng Diện", "place": None,
    }  # fmt: skip
    page = response.content.decode()
    assert "Mới tiếp nhận 2/7 đơn vị." in page
    assert "Thanh tra Bộ Nội vụ: Chưa gửi; báo cáo không có số liệu của đơn vị này." in page
    assert not IssuedDocument.objects.exists()


def test_adopting_issues_the_report(leader, cast, adopted):
    document = adopted.document
    stored = document.pdf.read()

    assert (document.kind, document.number, document.symbol, document.dated, document.signer, document.version) == (
        "BC", 3, "03/BC-KTĐ", date(2027, 2, 25), "Nguyễn Hồng Diện", 1,
    )  # fmt: skip
    assert document.title == "Báo cáo tổng hợp đăng ký thi đua năm 2027"
    assert (document.issued_by, adopted.place) == (cast["leader_clerk"], "Hội nghị ký kết, Hà Nội")
    assert hashlib.sha256(stored).hexdigest() == document.sha256
    text = text_of(stored)
    for said in (
        "Số: 03/BC-KTĐ", "Hà Nội, ngày 25 tháng 02 năm 2027", "Nguyễn Hồng Diện", document.code,
        "Báo cáo được thông qua tại Hội nghị ký kết, Hà Nội.",
        "(Kèm theo Báo cáo số 03/BC-KTĐ ngày 25 tháng 02 năm 2027",
    ):  # fmt: skip
        assert said in text, said
    assert "DỰ THẢO" not in text
    assert document.snapshot["paper"]["symbol"] == "03/BC-KTĐ"
    assert {u["unit"]: u["content"] and u["content"]["headcount"] for u in document.snapshot["units"]} == {
        "ttbtp": None, "ttbqp": None, "ttbkhdt": None, "ttbca": 31, "ttbnv": None, "ttbtc": 40, "cqttgsnh": None,
    }  # fmt: skip


def test_the_page_shows_the_adopted_report_and_what_stands_beside_it(leader, adopted):
    response = leader.get(year_url(PAGE))

    page = words(tree(response))
    assert "Báo cáo đã thông qua: số 03/BC-KTĐ" in page
    assert adopted.document.code in page
    assert "Hiện nay đã tiếp nhận 2/7 đơn vị" in page
    assert "Không có thay đổi so với báo cáo đã thông qua." in page
    assert "Thông qua báo cáo bổ sung" not in page
    assert "lấy số trước" not in page


def test_the_files_are_the_kept_ones_whatever_follows(leader, adopted):
    change_registration(headcount=50)

    assert leader.get(year_url("consolidation_paper")).content == adopted.document.pdf.read()
    assert leader.get(year_url("consolidation_word")).content == adopted.document.word.read()
    book = leader.get(year_url("consolidation_workbook")).content
    assert book == adopted.workbook.read()
    assert total_of(book) == 71
    assert total_of(leader.get(year_url("consolidation_workbook"), {"ban": "hien-nay"}).content) == 81
    draft = text_of(leader.get(year_url("consolidation_paper"), {"ban": "hien-nay"}).content)
    assert "Số: ...../BC-KTĐ" in draft
    assert adopted.document.code not in draft


def total_of(content):
    rows = openpyxl.load_workbook(io.BytesIO(content))["Danh hiệu"].iter_rows(values_only=True)
    return next(row[2] for row in rows if row[1] == "Tổng cộng")


def test_anybody_checks_it_by_its_code(client, leader, adopted):
    client.logout()

    page = words(tree(client.get(adopted.document.get_absolute_url())))

    assert "Văn bản thật, do chương trình này phát hành và đang được dùng." in page
    assert "03/BC-KTĐ" in page
    assert adopted.document.sha256 in page


def test_what_changes_is_told_line_by_line(leader, cast, adopted):
    change_registration(headcount=41)
    registration = Registration.objects.get(membership__unit__slug="ttbtc")
    registration.honours.create(order=2, honour=catalogue()["CSTDCS"], scope="ca_nhan", count=1, names="Đỗ Duy")
    change_registration("ttbca", status="returned", return_reason="Bổ sung")
    cast.registration("ttbnv", status="accepted", headcount=None, women=None)

    found = changes_on(leader)

    assert found[0] == ["Thanh tra Bộ Công an", "Bản đăng ký", "Sửa", "Bản đăng ký", "Đã tiếp nhận", "Đề nghị bổ sung"]
    assert [row[1:] for row in found if row[0] == "Thanh tra Bộ Tài chính"] == [
        ["Thông tin chung", "Sửa", "Tổng số cán bộ, công chức có mặt", "40", "41"],
        ["Danh hiệu cá nhân", "Thêm", "Chiến sĩ thi đua cơ sở", "", "1 người: Đỗ Duy"],
    ]
    assert {row[2] for row in found if row[0] == "Thanh tra Bộ Nội vụ"} == {"Thêm"}
    assert {row[0] for row in found} == {"Thanh tra Bộ Công an", "Thanh tra Bộ Tài chính", "Thanh tra Bộ Nội vụ"}


def test_a_unit_that_left_is_told_too(leader, cast, adopted):
    cast.memberships["ttbca"].delete()

    assert changes_on(leader) == [
        ["Thanh tra Bộ Công an", "Bản đăng ký", "Sửa", "Bản đăng ký", "Đã tiếp nhận", "Không còn là thành viên"]
    ]


def test_a_supplementary_report_takes_the_place_of_the_first(leader, adopted):
    change_registration(headcount=41)
    assert "Thông qua báo cáo bổ sung" in words(tree(leader.get(year_url(PAGE))))

    assert leader.post(year_url("consolidation_adopt"), TYPED | {"number": "8"}).status_code == 302

    second = AdoptedReport.objects.get(number=2)
    text = text_of(second.document.pdf.read())
    assert second.document.title == "Báo cáo tổng hợp đăng ký thi đua bổ sung năm 2027"
    assert "Tổng hợp đăng ký thi đua bổ sung năm 2027" in text
    assert "Báo cáo này thay thế Báo cáo số 03/BC-KTĐ ngày 25 tháng 02 năm 2027" in text
    assert "ĐĂNG KÝ BỔ SUNG SO VỚI BÁO CÁO SỐ 03/BC-KTĐ" in text
    book = openpyxl.load_workbook(io.BytesIO(second.workbook.read()))
    assert [row[4:] for row in book["Thay đổi"].iter_rows(values_only=True) if row[0] == 1] == [
        ("Tổng số cán bộ, công chức có mặt", "40", "41")
    ]
    assert changes_on(leader) == []
    old = words(tree(leader.get(adopted.document.get_absolute_url())))
    assert "Văn bản thật nhưng không còn được dùng." in old
    assert "Đã có phiên bản 2, ngày 25/02/2027, thay thế." in old


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": ""}, "Nhập"),
        ({"number": "7"}, "Số 07 đã có trong sổ. Số tiếp theo là 08."),
        ({"dated": ""}, "Nhập ngày, ví dụ 05/03/2027."),
        ({"dated": "25/02/2024"}, "Ngày của báo cáo năm 2027 không thể thuộc năm 2024."),
        ({"signer": " "}, "Nhập họ và tên người ký báo cáo."),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(leader, cast, typed, sentence):
    IssuedDocument.objects.create(
        bloc_year=cast.year, kind="KH", number=7, symbol="07/KH-KTĐ", dated="2027-02-01", title="Kế hoạch"
    )

    page = tree(leader.post(year_url("consolidation_adopt"), TYPED | typed))

    ((_, said),) = summary(page)
    assert sentence in said
    assert page.xpath("//input[@name='place']/@value") == ["Hội nghị ký kết, Hà Nội"]
    assert not AdoptedReport.objects.exists()


def test_the_line_that_somebody_entered_becomes_the_report(leader, cast):
    entry = IssuedDocument.objects.create(
        bloc_year=cast.year, kind="BC", number=5, symbol="05/BC-KTĐ", dated="2027-02-24",
        title="Báo cáo tổng hợp đăng ký thi đua năm 2027", signer="Lê Văn Ân",
    )  # fmt: skip
    form = leader.get(year_url("consolidation_adopt")).context["form"]
    assert [form[name].value() for name in ("number", "dated", "signer")] == [5, date(2027, 2, 24), "Lê Văn Ân"]

    leader.post(year_url("consolidation_adopt"), TYPED | {"number": "5", "dated": "24/02/2027"})

    assert AdoptedReport.objects.get().document == entry
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 403), ("member_head", 403), ("deputy_clerk", 403), ("admin", 403), ("another_bloc", 404)],
)
def test_only_the_leaders_office_adopts(client, cast, received, who, status):
    client.force_login(cast[who])

    assert client.get(year_url("consolidation_adopt")).status_code == status
    assert client.post(year_url("consolidation_adopt"), TYPED).status_code == status
    assert not AdoptedReport.objects.exists()


def refused(client, sentence):
    answers = [client.get(year_url("consolidation_adopt")), client.post(year_url("consolidation_adopt"), TYPED)]
    return [(a.status_code, sentence in a.content.decode()) for a in answers] == [(409, True)] * 2


def test_nothing_received_a_closed_year_and_nothing_new(leader, cast):
    Registration.objects.update(status="submitted")
    assert refused(leader, "Chưa tiếp nhận bản đăng ký nào")
    Registration.objects.update(status="accepted")
    BlocYear.objects.filter(pk=cast.year.pk).update(status="closed")
    assert refused(leader, "Năm thi đua đã đóng")
    BlocYear.objects.filter(pk=cast.year.pk).update(status="open")
    leader.post(year_url("consolidation_adopt"), TYPED)
    assert refused(leader, "không thay đổi")
    assert AdoptedReport.objects.count() == 1


def test_the_report_in_the_register_is_not_corrected_by_hand(leader, cast, adopted):
    address = f"/khoi/khoi-ii/2027/van-ban/{adopted.document.pk}/bo/"

    assert leader.post(address).status_code == 409
    assert "Báo cáo tổng hợp đăng ký thi đua năm 2027" in leader.get("/khoi/khoi-ii/2027/van-ban/").content.decode()


@pytest.mark.parametrize("after_freezing", [False, True])
def test_the_covenant_freezes_with_it_and_it_is_adopted_after(leader, cast, after_freezing):
    if not after_freezing:
        leader.post(year_url("consolidation_adopt"), TYPED)
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    freezing.freeze(covenant, by=cast["leader_clerk"])
    if after_freezing:
        leader.post(year_url("consolidation_adopt"), TYPED)

    assert Covenant.objects.get().status == "frozen"
    assert AdoptedReport.objects.get().document.symbol == "03/BC-KTĐ"
    assert leader.get(year_url(PAGE)).status_code == 200


def test_the_command_serves_what_was_kept(leader, adopted, tmp_path):
    change_registration(headcount=50)

    for form, kept in (("pdf", adopted.document.pdf), ("docx", adopted.document.word), ("xlsx", adopted.workbook)):
        file = tmp_path / form
        call_command("print_document", "consolidation", bloc=BLOC[0], year=str(BLOC[1]), format=form, output=file)
        assert file.read_bytes() == kept.read()


def test_a_bloc_file_takes_its_line_of_the_register_along(leader, cast, adopted):
    data = export(cast.year)
    line = {
        "type": "BC", "number": "03/BC-KTĐ", "date": "2027-02-25", "title": "Báo cáo tổng hợp đăng ký thi đua năm 2027",
    }  # fmt: skip
    assert data["documents"] == [line]

    again = load(data, replace=True)

    assert export(again)["documents"] == [line]
    assert "Báo cáo mang số 03/BC-KTĐ, ngày 25/02/2027." in leader.get(year_url(PAGE)).content.decode()
    assert not AdoptedReport.objects.exists()


def test_a_register_entry_by_hand_stays_possible(leader, cast):
    report = {"kind": "BC", "number": "1", "dated": "25/02/2027", "signer": ""}
    leader.post("/khoi/khoi-ii/2027/van-ban/them/", report | {"title": "Báo cáo tổng hợp đăng ký thi đua năm 2027"})

    page = leader.get(year_url(PAGE)).content.decode()
    assert "Báo cáo mang số 01/BC-KTĐ, ngày 25/02/2027." in page
    assert "Báo cáo đã thông qua" not in page


def test_the_years_board_says_that_it_was_adopted(leader, cast, adopted):
    page = words(tree(leader.get(cast.year.get_absolute_url())))

    assert "đã thông qua, số 03/BC-KTĐ" in page


def test_as_many_queries_for_63_units_as_for_7(leader, cast, adopted, django_assert_num_queries):
    def ask():
        leader.get(year_url(PAGE))
        leader.get(year_url("consolidation_workbook"), {"ban": "hien-nay"})

    Registration.objects.all().delete()
    receive_all(cast.year)
    ask()
    with CaptureQueriesContext(connection) as seven:
        ask()
    Registration.objects.all().delete()
    receive_all(grown(cast, 63))
    with django_assert_num_queries(len(seven)):
        ask()
