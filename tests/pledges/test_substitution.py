"""Between freezing and signing: another person signs than the one printed."""

import pytest
from lxml import html

from accounts.models import Notice
from pledges import signing
from pledges.models import Covenant, Pledge, Substitution
from tests.pledges.covenants import SIGNED_ON, url

INSTEAD = {
    "signatory": "Bùi Thị Ngọc Uyên",
    "post": "Phó Chánh Thanh tra",
    "rank": "",
    "authority": "KT.",
    "represents": "Chánh Thanh tra",
    "basis": "Giấy ủy quyền số 12/GUQ-TTr ngày 20/02/2027",
}


def pledge_of(cast, code):
    return Pledge.objects.get(membership=cast.memberships[code])


def words(client, address):
    (main,) = html.fromstring(client.get(address).content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split()).replace(" .", ".").replace(" ,", ",")


def sign(cast, *codes):
    for code in codes:
        signing.mark_signed(pledge_of(cast, code), by=cast["leader_clerk"], on=SIGNED_ON)


@pytest.mark.parametrize("who", ["member_clerk", "member_head", "leader_clerk", "organiser"])
def test_a_substitute_is_named_beside_the_frozen_text(client, cast, frozen, who):
    sha256 = frozen.document.sha256
    client.force_login(cast[who])
    assert client.get(url("pledge_substitute", "ttbnv")).status_code == 200

    assert client.post(url("pledge_substitute", "ttbnv"), INSTEAD).status_code == 302

    pledge = pledge_of(cast, "ttbnv")
    assert (pledge.signatory, pledge.authority, pledge.status) == ("Hoàng Ngọc Ân", "", "waiting")
    assert pledge.substitution.named_by == cast[who]
    document = Covenant.objects.get().document
    assert (document.sha256, document.pdf.read()[:5]) == (sha256, b"%PDF-")
    page = words(client, url("covenant_detail"))
    assert (
        "KT. CHÁNH THANH TRA Phó Chánh Thanh tra Bùi Thị Ngọc Uyên Căn cứ: Giấy ủy quyền số 12/GUQ-TTr ngày "
        "20/02/2027. Bản in ghi Hoàng Ngọc Ân, Chánh Thanh tra."
    ) in page
    client.logout()
    check = words(client, document.get_absolute_url())
    assert (
        "Chánh Thanh tra Hoàng Ngọc Ân Bản in ghi như trên. Người ký thay: KT. CHÁNH THANH TRA, Phó Chánh Thanh tra "
        "Bùi Thị Ngọc Uyên. Căn cứ: Giấy ủy quyền số 12/GUQ-TTr ngày 20/02/2027."
    ) in check


@pytest.mark.parametrize("missing", ["signatory", "post", "authority", "represents", "basis"])
def test_a_substitute_without_form_or_basis_is_refused(client, cast, frozen, missing):
    client.force_login(cast["member_head"])

    page = client.post(url("pledge_substitute", "ttbnv"), INSTEAD | {missing: ""}).content.decode()

    assert "error-summary" in page
    assert all(value in page for name, value in INSTEAD.items() if name != missing)  # nothing typed is lost
    assert not Substitution.objects.exists()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Hoàng  ngọc Ân", "là người đã in trên giao ước."),
        ("PGS.TS. Bùi Thị Ngọc Uyên", "Bỏ “PGS.TS.”: họ và tên không ghi học hàm, học vị."),
    ],
)
def test_a_substitute_is_another_person_without_titles(client, cast, frozen, name, fault):
    client.force_login(cast["member_head"])

    assert fault in client.post(url("pledge_substitute", "ttbnv"), INSTEAD | {"signatory": name}).content.decode()

    assert not Substitution.objects.exists()
    assert client.post(url("pledge_substitute", "ttbnv"), INSTEAD | {"signatory": "Tô Sơn"}).status_code == 302


def test_a_newly_appointed_head_signs_for_nobody(client, cast, frozen):
    client.force_login(cast["member_head"])
    appointed = {
        "signatory": "Tô Sơn",
        "post": "Chánh Thanh tra",
        "authority": "truc-tiep",
        "represents": "còn sót lại",
        "basis": "Quyết định bổ nhiệm số 45/QĐ-BNV ngày 18/02/2027",
    }
    assert client.post(url("pledge_substitute", "ttbnv"), appointed | {"basis": ""}).status_code == 200

    assert client.post(url("pledge_substitute", "ttbnv"), appointed).status_code == 302

    assert pledge_of(cast, "ttbnv").substitution.authority_line == ""
    again = html.fromstring(client.get(url("pledge_substitute", "ttbnv")).content.decode())
    assert again.xpath("//select[@name='authority']/option[@selected]/@value") == ["truc-tiep"]
    said = "Chánh Thanh tra Tô Sơn. Căn cứ: Quyết định bổ nhiệm số 45/QĐ-BNV ngày 18/02/2027."
    assert said.replace("Sơn.", "Sơn") in words(client, url("covenant_detail"))
    client.logout()
    assert f"Người ký thay: {said}" in words(client, Covenant.objects.get().document.get_absolute_url())


def test_others_name_none_and_nobody_after_signing(client, cast, frozen):
    client.force_login(cast["member_head"])
    assert client.post(url("pledge_substitute", "ttbtc"), INSTEAD).status_code == 403
    assert client.post(url("pledge_substitute", "khong-co"), INSTEAD).status_code == 404
    assert client.post(url("pledge_substitute_drop", "ttbtc")).status_code == 403
    sign(cast, "ttbnv")
    assert client.post(url("pledge_substitute", "ttbnv"), INSTEAD).status_code == 409
    assert not Substitution.objects.exists()


def test_the_printed_person_signs_after_all(client, cast, frozen):
    client.force_login(cast["member_head"])
    assert client.post(url("pledge_substitute_drop", "ttbnv")).status_code == 409
    client.post(url("pledge_substitute", "ttbnv"), INSTEAD)
    asked = words(client, url("pledge_substitute_drop", "ttbnv"))
    assert "Hoàng Ngọc Ân ký như bản in." in asked
    assert f"căn cứ “{INSTEAD['basis']}” bị xóa" in asked
    assert Substitution.objects.exists()

    assert client.post(url("pledge_substitute_drop", "ttbnv")).status_code == 302

    assert not Substitution.objects.exists()
    client.logout()  # and with it what the page would say of the step before
    assert "Bùi Thị Ngọc Uyên" not in words(client, Covenant.objects.get().document.get_absolute_url())


def test_before_freezing_there_is_nobody_to_stand_in_for(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    assert client.get(url("pledge_substitute", "ttbnv")).status_code == 409


def test_a_substitute_takes_a_refusal_back(client, cast, frozen):
    client.force_login(cast["member_head"])
    client.post(url("pledge_decline", "ttbnv"), {"reason": "Lãnh đạo đi công tác"})
    assert "Lãnh đạo đi công tác" in words(client, url("covenant_detail"))

    client.post(url("pledge_substitute", "ttbnv"), INSTEAD)

    assert (pledge_of(cast, "ttbnv").status, pledge_of(cast, "ttbnv").declined_reason) == ("waiting", "")


def test_the_leaders_office_and_the_unit_are_told(client, cast, frozen, django_capture_on_commit_callbacks):
    Notice.objects.all().delete()
    client.force_login(cast["member_head"])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("pledge_substitute", "ttbnv"), INSTEAD)

    told = set(Notice.objects.values_list("user__username", "text"))
    text = "Thanh tra Bộ Nội vụ cử Bùi Thị Ngọc Uyên ký thay giao ước thi đua năm 2027."
    assert told == {(cast[who].username, text) for who in ("leader_clerk", "leader_head", "member_clerk")}


def test_the_table_names_the_substitute_whose_signature_is_marked(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    client.post(url("pledge_substitute", "ttbnv"), INSTEAD)
    assert "KT. CHÁNH THANH TRA Phó Chánh Thanh tra Bùi Thị Ngọc Uyên" in words(client, url("pledge_sign_many"))

    sign(cast, "ttbnv")

    entry = next(entry for entry in Covenant.objects.get().document.signatures if entry["instead"])
    assert (entry["signatory"], entry["signed_on"], entry["instead"]) == (
        "Hoàng Ngọc Ân",
        "2027-02-25",
        {
            "signatory": "Bùi Thị Ngọc Uyên",
            "post": "Phó Chánh Thanh tra",
            "authority": "KT. CHÁNH THANH TRA",
            "basis": INSTEAD["basis"],
        },
    )


def test_another_substitute_takes_the_place_of_the_first(client, cast, frozen):
    client.force_login(cast["member_clerk"])
    client.post(url("pledge_substitute", "ttbnv"), INSTEAD)
    assert INSTEAD["basis"] in client.get(url("pledge_substitute", "ttbnv")).content.decode()

    client.post(url("pledge_substitute", "ttbnv"), INSTEAD | {"signatory": "Lý Văn Ước"})

    assert [said.signatory for said in Substitution.objects.all()] == ["Lý Văn Ước"]


def test_a_closed_year_names_nobody_any_more(client, cast, frozen):
    type(cast.year).objects.filter(pk=cast.year.pk).update(status="closed")
    client.force_login(cast["member_head"])
    assert client.post(url("pledge_substitute", "ttbnv"), INSTEAD).status_code == 409
    assert not Substitution.objects.exists()
