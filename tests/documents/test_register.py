"""The bloc's register of numbers."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import IssuedDocument, StoredFile
from documents.register import entries

LIST = "/khoi/khoi-ii/2027/van-ban/"
ADD = f"{LIST}them/"
TYPED = {
    "kind": "BC",
    "number": "1",
    "dated": "10/02/2027",
    "title": "Báo cáo tổng hợp đăng ký thi đua năm 2027",
    "signer": "Nguyễn Hồng Diện, Khối trưởng",
}


def issue(cast, number, day, kind="BC", **fields):
    return IssuedDocument.objects.create(
        bloc_year=cast.year,
        kind=kind,
        number=number,
        symbol=f"{number:02d}/{kind}-KTĐ",
        dated=day,
        title=f"Văn bản {number}",
        **fields,
    )


def test_an_entry_gets_its_symbol(client, cast):
    client.force_login(cast["leader_clerk"])
    assert client.post(ADD, TYPED).status_code == 302

    entry = IssuedDocument.objects.get()
    assert (entry.bloc_year, entry.symbol, entry.dated, entry.pdf, entry.code, entry.issued_by) == (
        cast.year,
        "01/BC-KTĐ",
        date(2027, 2, 10),
        None,
        None,
        cast["leader_clerk"],
    )
    page = client.get(LIST).content.decode()
    assert "01/BC-KTĐ" in page
    assert "Ban hành ngoài chương trình" in page


def test_a_letter_has_no_abbreviation_of_its_kind(client, cast):
    client.force_login(cast["leader_clerk"])
    client.post(ADD, TYPED | {"kind": "CV"})
    assert IssuedDocument.objects.get().symbol == "01/KTĐ"


def test_the_next_number_is_proposed(client, cast):
    issue(cast, 7, date(2027, 2, 1))
    client.force_login(cast["leader_clerk"])
    assert 'value="8"' in client.get(ADD).content.decode()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"number": "7"}, "Số 07 đã có trong sổ. Số tiếp theo là 08."),
        ({"number": "0"}, "Nhập số văn bản từ 1 đến 9999"),
        ({"number": "100000"}, "Nhập số văn bản từ 1 đến 9999"),
        ({"number": ""}, "Nhập số"),
        ({"dated": "2027"}, "Nhập ngày"),
        ({"title": ""}, "Nhập trích yếu của văn bản."),
        ({"title": "x" * 601}, "600"),
        ({"kind": "GU"}, "GU"),
    ],
)
def test_a_wrong_entry_is_refused(client, cast, change, fault):
    issue(cast, 7, date(2027, 2, 1))
    client.force_login(cast["leader_clerk"])
    response = client.post(ADD, TYPED | change)
    assert response.status_code == 200
    assert fault in response.content.decode()
    assert IssuedDocument.objects.count() == 1


def test_numbers_and_dates_out_of_order_are_marked(client, cast):
    # As in 2017: the report 03 is dated five days before 01 and 02.
    issue(cast, 1, date(2027, 3, 15), "QC")
    issue(cast, 2, date(2027, 3, 15), "KH")
    issue(cast, 3, date(2027, 3, 10), "BC")
    issue(cast, 4, date(2027, 3, 20), "BC")

    found = entries(cast.year.documents.all())

    assert [(entry.document.number, bool(entry.remark)) for entry in found] == [
        (1, False),
        (2, False),
        (3, True),
        (4, False),
    ]
    assert found[2].remark == "Đề ngày trước số 01 (ngày 15/03/2027); kiểm tra lại số và ngày."
    client.force_login(cast["member_clerk"])
    assert client.get(LIST).content.decode().count("Không theo thứ tự") == 1


@pytest.mark.parametrize(
    ("who", "status"), [("member_head", 403), ("organiser", 403), ("another_bloc", 404), ("former", 404)]
)
def test_only_the_leaders_office_enters(client, cast, who, status):
    client.force_login(cast[who])
    assert client.get(ADD).status_code == status
    assert client.post(ADD, TYPED).status_code == status
    assert not IssuedDocument.objects.exists()


def test_a_closed_year_takes_no_entry(client, cast):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["leader_clerk"])
    assert client.post(ADD, TYPED).status_code == 409
    assert "Vào sổ văn bản đã ban hành" not in client.get(LIST).content.decode()


def test_outsiders_see_no_register_and_no_file(client, cast):
    kept = StoredFile.keep(b"%PDF-1.7 kept", "application/pdf")
    document = issue(cast, 1, date(2027, 3, 1), pdf=kept, code="AAAA-BBBB-CCCC")
    file = reverse("documents:document_file", args=["khoi-ii", 2027, document.code])

    client.force_login(cast["another_bloc"])
    assert client.get(LIST).status_code == 404
    assert client.get(file).status_code == 404
    elsewhere = reverse("documents:document_file", args=["cum-v", 2027, document.code])
    assert client.get(elsewhere).status_code == 404

    client.force_login(cast["member_clerk"])
    response = client.get(file)
    assert response.content == b"%PDF-1.7 kept"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(elsewhere).status_code == 404


def test_reading_takes_no_post(client, cast):
    client.force_login(cast["leader_clerk"])
    assert client.post(LIST).status_code == 405


def at(name, entry):
    return reverse(f"documents:{name}", args=["khoi-ii", 2027, entry.pk])


def test_an_entry_typed_by_hand_is_corrected(client, cast):
    entry = issue(cast, 3, date(2027, 2, 1))
    client.force_login(cast["leader_clerk"])
    assert 'value="3"' in client.get(at("document_edit", entry)).content.decode()

    assert client.post(at("document_edit", entry), TYPED | {"number": "3", "kind": "KH"}).status_code == 302

    entry.refresh_from_db()
    assert (entry.number, entry.symbol, entry.dated) == (3, "03/KH-KTĐ", date(2027, 2, 10))
    issue(cast, 4, date(2027, 2, 11))
    taken = client.post(at("document_edit", entry), TYPED | {"number": "4"})
    assert "Số 04 đã có trong sổ." in taken.content.decode()


def test_an_entry_typed_by_hand_is_removed_after_a_question(client, cast):
    entry = issue(cast, 3, date(2027, 2, 1))
    client.force_login(cast["leader_clerk"])
    assert at("document_remove", entry) in client.get(LIST).content.decode()

    assert "Bỏ văn bản số 03/BC-KTĐ khỏi sổ" in client.get(at("document_remove", entry)).content.decode()
    assert IssuedDocument.objects.exists()
    assert client.post(at("document_remove", entry)).status_code == 302
    assert not IssuedDocument.objects.exists()


def test_a_paper_that_replaces_another_says_so_of_both_until_it_is_removed(client, cast):
    kept = StoredFile.keep(b"%PDF-1.7 kept", "application/pdf")
    former = issue(cast, 3, date(2027, 3, 1), "BB", pdf=kept, code="AAAA-BBBB-CCCC")
    typed = TYPED | {"number": "4", "kind": "BB", "dated": "02/03/2027", "replaces": former.pk}
    client.force_login(cast["leader_clerk"])
    asked = client.get(ADD, {"loai": "BB", "thay": former.pk}).content.decode()
    assert f'<option value="{former.pk}" selected>Biên bản 03/BB-KTĐ, ngày 01/03/2027</option>' in asked
    early = client.post(ADD, typed | {"dated": "28/02/2027"}).content.decode()
    assert "Biên bản 03/BB-KTĐ đề ngày 01/03/2027, sau ngày của văn bản này." in early

    assert client.post(ADD, typed).status_code == 302

    entry = IssuedDocument.objects.get(number=4)
    listed = client.get(LIST).content.decode()
    assert "<strong>Đã được thay thế bởi văn bản số 04/BB-KTĐ</strong>, ngày 02/03/2027" in listed
    assert "Thay thế văn bản số 03/BB-KTĐ, ngày 01/03/2027" in listed
    checked = client.get(f"/xac-minh/{former.code}/").content.decode()
    assert "Đã có văn bản số 04/BB-KTĐ, ngày 02/03/2027, thay thế." in checked
    assert f'<option value="{former.pk}" selected>' in client.get(at("document_edit", entry)).content.decode()
    client.post(at("document_edit", entry), typed | {"title": "Biên bản đính chính"})
    assert IssuedDocument.objects.get(number=3).superseded_by == entry
    assert f'value="{former.pk}"' not in client.get(ADD).content.decode()  # it is replaced once
    question = client.get(at("document_remove", entry)).content.decode()
    assert "Văn bản số 03/BB-KTĐ không còn ghi là đã được thay thế." in question
    client.post(at("document_remove", entry))
    assert "thay thế" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("name", ["document_edit", "document_remove"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("leader_clerk", 409), ("member_head", 403), ("organiser", 403), ("another_bloc", 404)],
)
def test_what_the_program_issued_stays_in_the_register(client, cast, name, who, status):
    kept = StoredFile.keep(b"%PDF-1.7 kept", "application/pdf")
    document = issue(cast, 1, date(2027, 3, 1), pdf=kept, code="AAAA-BBBB-CCCC")
    client.force_login(cast[who])

    assert client.post(at(name, document), TYPED).status_code == status
    assert IssuedDocument.objects.get().title == "Văn bản 1"
    if status != 404:
        assert at(name, document) not in client.get(LIST).content.decode()


def test_an_entry_of_another_year_is_not_found(client, cast):
    entry = IssuedDocument.objects.create(
        bloc_year=cast.other_year, kind="BC", number=1, dated=date(2027, 3, 1), title="Văn bản khác"
    )
    client.force_login(cast["leader_clerk"])

    assert client.post(at("document_remove", entry)).status_code == 404
    assert IssuedDocument.objects.exists()
