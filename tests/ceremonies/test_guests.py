"""The list of delegates: who reads it, whom they come for, in which order they are proposed to be introduced."""

from itertools import pairwise

import pytest

from blocs.models import BlocYear
from ceremonies import invitation, links
from ceremonies.models import Ceremony, Delegate
from ceremonies.names import OTHER, SLIP, UNSURE, compared
from ceremonies.precedence import group_for, rank
from documents import pdf
from documents.issuing import snapshot
from documents.models import IssuedDocument
from tests.documents.measure import Printed
from tests.look.reading import tree, words
from tests.saving import save


@pytest.fixture
def invited(cast, ceremony):
    """With an invitation that was issued, for a day to come."""
    Ceremony.objects.update(held_on="2027-03-08")
    ceremony.refresh_from_db()
    ceremony.expect_members()
    kept = snapshot(invitation.invitation_paper(ceremony))
    document = IssuedDocument.objects.create(
        bloc_year=cast.year,
        kind="GM",
        number=4,
        symbol="04/GM-KTĐ",
        dated="2027-02-22",
        title="Giấy mời",
        snapshot=kept,
    )
    Ceremony.objects.update(status="invited", invitation=document)
    document.refresh_from_db()
    ceremony.refresh_from_db()
    return ceremony


@pytest.fixture
def office(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def test_members_read_who_comes_and_get_no_links(client, cast, invited, url):
    invited.delegates.filter(membership=None).update(answer="cu_nguoi_thay", substitute="Lê Thị Hằng")
    client.force_login(cast["member_clerk"])

    page = client.get(url("guest_list")).content.decode()

    assert "Lê Thị Hằng" in page
    assert "Sẽ có mặt: <strong>1 người</strong>" in page
    assert "giay-moi" not in page
    assert "Nhập từ Excel" not in page
    assert "Sắp theo thứ bậc" not in page
    assert links.token_of(invited.delegates.first()) not in page


def test_another_bloc_knows_of_no_delegates(client, cast, invited, url):
    client.force_login(cast["another_bloc"])

    assert client.get(url("guest_list")).status_code == 404
    assert client.get(url("guest_detail", invited.delegates.first().pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "takes_delegate", "typed"),
    [
        ("guest_detail", True, {"answer": "du"}),
        ("guest_link_renew", True, {}),
        ("guest_import", False, {"text": "Lê An\tVụ trưởng", "xac-nhan": "1"}),
        ("guest_sort", False, {}),
        ("guest_edit", False, {"delegates-TOTAL_FORMS": "0", "delegates-INITIAL_FORMS": "0"}),
        ("personal_invitations", False, {}),
        ("invitation_issue", False, {"number": "5", "dated": "25/02/2027", "signer": "Lê An"}),
    ],
)
def test_in_a_closed_year_all_stays_as_it_was(office, invited, url, name, takes_delegate, typed):
    guest = invited.delegates.first()
    before = list(Delegate.objects.values_list("pk", "order", "answer", "link_salt"))
    BlocYear.objects.filter(pk=invited.bloc_year_id).update(status="closed")

    response = office.post(url(name, *[guest.pk] * takes_delegate), typed)

    assert response.status_code == 409
    assert "Năm thi đua đã đóng" in response.content.decode()
    assert list(Delegate.objects.values_list("pk", "order", "answer", "link_salt")) == before
    assert IssuedDocument.objects.filter(kind="GM").count() == 1
    assert office.get(url("guest_list")).status_code == 200
    assert office.post(f"/giay-moi/{links.token_of(guest)}/", {"answer": "du"}).status_code == 409


def test_who_is_in_the_members_group_comes_for_the_unit_that_is_named(office, cast, ceremony, url):
    def row(delegate, **typed):
        return {"id": delegate.pk, "name": delegate.name, "role": "ky_ket"} | typed

    first = ceremony.delegates.get()
    second = ceremony.delegates.create(
        order=2, name="Đỗ Văn Đức", membership=cast.memberships["ttbca"], group="thanh_vien"
    )
    typed = [
        row(first, group="thanh_vien", organisation="thanh tra bộ nội vụ"),
        row(second, group="khach_moi", organisation="Thanh tra Bộ Công an"),
    ]
    data = {"delegates-TOTAL_FORMS": "2", "delegates-INITIAL_FORMS": "0"}
    data |= {f"delegates-{n}-{name}": text for n, entry in enumerate(typed) for name, text in entry.items()}

    response = save(office, url("guest_edit"), data)

    assert response["Location"] == url("guest_list")
    assert list(ceremony.delegates.values_list("name", "membership")) == [
        ("Nguyễn Quang Thía", cast.memberships["ttbnv"].pk),
        ("Đỗ Văn Đức", None),
    ]


def rows_of(*people, **more):
    """What the page of the list posts; each of ``people`` a delegate, or what was typed into a new row."""
    data = {"delegates-TOTAL_FORMS": str(len(people)), "delegates-INITIAL_FORMS": "0"} | more
    for place, one in enumerate(people):
        stored = ("name", "honorific", "post", "organisation", "group", "role")
        row = {"group": "khach_moi", "role": "du"} | (
            one if isinstance(one, dict) else {"id": one.pk} | {name: getattr(one, name) for name in stored}
        )
        data |= {f"delegates-{place}-{name}": text for name, text in row.items()}
    return data


def test_somebody_added_by_hand_who_is_on_the_list_is_asked_about(office, ceremony, url):
    guest = ceremony.delegates.get()
    again = {"name": "GS. Ông NGUYỄN QUANG THIA", "post": "Vụ trưởng", "organisation": "Thanh tra Chính phủ"}
    namesake = {"name": "Nguyễn Quang Thía", "organisation": "Sở Nội vụ"}

    asked = save(office, url("guest_edit"), rows_of(guest, again))

    page = words(tree(asked))
    assert "Chưa lưu. Anh/chị xem lại, trả lời rồi bấm Lưu:" in page
    assert "Dòng 2 trùng dòng 1: NGUYỄN QUANG THIA, Vụ trưởng, Thanh tra Chính phủ" in page
    assert ceremony.delegates.count() == 1
    (box,) = tree(asked).xpath("//input[@name='trung-ten']")
    assert tree(asked).xpath("//input[@name='delegates-1-name']/@value") == ["GS. Ông NGUYỄN QUANG THIA"]
    other = save(office, url("guest_edit"), rows_of(guest, again, {}, again, **{"trung-ten": box.get("value")}))
    assert "Dòng 4 trùng dòng 2" in words(tree(other))  # what was confirmed was something else
    saved = save(office, url("guest_edit"), rows_of(guest, again, **{"trung-ten": box.get("value")}))
    assert "trước họ tên: GS. NGUYỄN QUANG THIA." in words(tree(office.get(saved["Location"])))
    assert ceremony.delegates.count() == 2
    last = ceremony.delegates.last()
    assert (last.name, last.titled) == ("NGUYỄN QUANG THIA", "Ông NGUYỄN QUANG THIA")
    save(office, url("guest_edit"), rows_of(guest, last) | {"delegates-1-honorific": "ba"})
    assert "Bà NGUYỄN QUANG THIA" in words(tree(office.get(url("guest_list"))))
    typed = rows_of(*ceremony.delegates.all(), namesake, **{"trung-ten": "of rows that are gone"})
    saved = save(office, url("guest_edit"), typed)
    assert saved.status_code == 302  # two that stood there, and one of another organisation


def asked_of(page):
    """The names of the questions whether it is still the same person."""
    return sorted(set(tree(page).xpath("//fieldset//input[starts-with(@name, 'la-ai-')]/@name")))


@pytest.mark.parametrize(
    ("changed", "said", "becomes_another"),
    [
        ({"name": "Nguyên Quang  THÍA"}, None, False),
        ({"name": "Nguyễn Quang Thìa"}, "nguoi-cu", False),
        ({"name": "Nguyễn Quang Thía Sơn"}, "", None),
        ({"name": "Nguyễn Quang Thành"}, "", None),
        ({"name": "Nguyễn Quang Thành"}, "nguoi-cu", False),
        ({"name": "Nguyễn Quang Thành"}, "nguoi-khac", True),
        ({"name": "Lê Sỹ Bảy"}, None, True),
        ({"name": ""}, None, True),
        ({"post": "Vụ trưởng"}, None, False),
    ],
)
def test_a_row_that_becomes_somebody_else_has_a_link_and_an_answer_of_its_own(
    office, invited, url, changed, said, becomes_another
):
    guest = invited.delegates.get(membership=None)
    became_another(office, url, invited, guest, changed, said, becomes_another, "“Nguyễn Quang Thía” thành")


@pytest.mark.parametrize(
    ("changed", "said", "becomes_another"),
    [
        ({"organisation": "Sở Tài chính"}, "", None),
        ({"organisation": "Sở Tài chính"}, "nguoi-khac", True),
        ({"post": "Phó Giám đốc"}, "nguoi-cu", False),
        ({"organisation": "Sở Tài chính", "name": "Lê An"}, "", None),
        ({"organisation": "SỞ TƯ PHÁP", "name": "Lê An"}, None, False),
    ],
)
def test_a_row_known_by_its_post_is_asked_about_when_that_changes(office, invited, url, changed, said, becomes_another):
    guest = invited.delegates.get(membership=None)
    guest.name, guest.post, guest.organisation = "", "Giám đốc", "Sở Tư pháp"
    guest.save()
    became_another(office, url, invited, guest, changed, said, becomes_another, "“Giám đốc, Sở Tư pháp” thành")


def became_another(office, url, invited, guest, changed, said, becomes_another, question):
    gave = {"answer": "cu_nguoi_thay", "substitute": "Lê Thị Hằng", "attended": True}
    invited.delegates.filter(pk=guest.pk).update(**gave)
    sent, typed = links.token_of(guest), rows_of(*invited.delegates.all())
    place, before = [d.pk for d in invited.delegates.all()].index(guest.pk), str(guest)
    typed |= {f"delegates-{place}-{field}": text for field, text in changed.items()}

    response = save(office, url("guest_edit"), typed)
    if said is not None:
        assert question in words(tree(response))
        (field,) = asked_of(response)
        if said:
            response = save(office, url("guest_edit"), typed | {field: said})

    guest.refresh_from_db()
    if becomes_another is None:
        assert str(guest) == before
        return
    page = words(tree(office.get(response["Location"])))
    assert ("Đã là người khác, nên có đường dẫn riêng mới, chưa trả lời" in page) == becomes_another
    lost = (links.token_of(guest) != sent, not guest.answer, not guest.substitute, guest.attended is None)
    assert lost == (becomes_another,) * 4


def test_what_was_said_of_two_names_does_not_hold_for_a_third(office, invited, url):
    people = list(invited.delegates.all())
    typed = rows_of(*people) | {"delegates-0-name": f"{people[0].name} Sơn"}
    (field,) = asked_of(save(office, url("guest_edit"), typed))

    other = {"delegates-0-name": f"{people[0].name} Hà", field: "nguoi-cu"}
    assert asked_of(save(office, url("guest_edit"), typed | other)) not in ([], [field])

    assert invited.delegates.first().name == people[0].name


def test_an_answer_that_came_while_the_list_was_open_is_shown_before_its_row_goes(office, invited, url):
    guest = invited.delegates.get(membership=None)
    rest = invited.delegates.exclude(pk=guest.pk)
    token = office.get(url("guest_edit")).context["token"]
    invited.delegates.filter(pk=guest.pk).update(answer="cu_nguoi_thay", substitute="Lê Thị Hằng")

    response = office.post(url("guest_edit"), rows_of(*rest, {"name": "Vũ Bình"}) | {"token": token})

    assert response.status_code == 409
    assert "Trả lời đã nhận Nguyễn Quang Thía: cử người thay, Lê Thị Hằng" in words(tree(response))
    assert "Vũ Bình" in tree(response).xpath("//input[contains(@name, '-name')]/@value")
    assert invited.delegates.filter(pk=guest.pk).exists()


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("Nguyễn Quang Thía", "NGUYEN  QUANG THÍA", SLIP),
        ("Nguyễn Quang Hoà", "Nguyễn Quang Hòa", SLIP),
        ("Nguyễn Quang Thuý", "Nguyễn Quang Thu\u0301y", SLIP),
        ("Nguyễn Quang Thía", "Nguyễn Quagn Thía", SLIP),
        ("Nguyễn Quang Thía", "Nguyễn Quang Thái", UNSURE),
        ("Lê Thị Hằng", "Lê Thị Hạnh", UNSURE),
        ("Lê Văn Hùng", "Lê Văn Hưng", UNSURE),
        ("Lê Văn Tuấn", "Lê Văn Tuân", UNSURE),
        ("Lê Thị Hoa", "Lê Thị Hòa", UNSURE),
        ("Nguyễn Thị Linh", "Nguyễn Thị Minh", UNSURE),
        ("Trần Trung Thành", "Trần Trung Thàn", UNSURE),
        ("Nguyễn Văn An", "Nguyễn Văn Anh", UNSURE),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", UNSURE),
        ("Lê Thị Hằng", "Phạm Thị Hằng", UNSURE),
        ("Đỗ Văn Đức", "Đỗ Đức", UNSURE),
        ("Trần Văn Minh", "Lê Sỹ Bảy", OTHER),
        ("Nguyễn Văn An", "Nguyễn Thị Hoa", OTHER),
        ("Lê An", "Vũ An", OTHER),
        ("Lê An", "", OTHER),
    ],
)
def test_two_spellings_of_a_name(before, now, verdict):
    assert compared(before, now) == compared(now, before) == verdict


def test_both_questions_are_answered_on_one_page_before_anything_is_kept(office, invited, url):
    """Only then: a row renamed in doubt, and somebody added who is there."""
    people = list(invited.delegates.all())
    typed = rows_of(*people, {"name": people[1].name})
    typed["delegates-0-name"] = f"{people[0].name} Sơn"
    (field,) = asked_of(save(office, url("guest_edit"), typed))
    answers = {field: "nguoi-cu"}

    asked = save(office, url("guest_edit"), typed | answers)

    (box,) = tree(asked).xpath("//input[@name='trung-ten']")
    chosen = tree(asked).xpath(f"//input[@name='{field}'][@checked]/@value")
    assert (chosen, box.get("checked")) == (["nguoi-cu"], None)  # what was answered already stays
    assert list(invited.delegates.values_list("name", flat=True)) == [each.name for each in people]
    save(office, url("guest_edit"), typed | answers | {"trung-ten": box.get("value")})
    assert invited.delegates.count() == len(people) + 1
    assert invited.delegates.first().name == f"{people[0].name} Sơn"


def test_before_anything_was_sent_a_row_is_anybodys(office, ceremony, url):
    guest = ceremony.delegates.get()
    sent = guest.link_salt

    save(office, url("guest_edit"), rows_of({"id": guest.pk, "name": "Lê Sỹ Bảy"}))

    guest.refresh_from_db()
    assert (guest.name, guest.link_salt) == ("Lê Sỹ Bảy", sent)


def test_posts_stand_in_their_order():
    ladder = [
        "Thủ tướng Chính phủ",
        "Tổng Thanh tra Chính phủ",
        "Phó Tổng Thanh tra Chính phủ",
        "Thứ trưởng Bộ Tư pháp",
        "Vụ trưởng Vụ II",
        "Phó Chánh Thanh tra tỉnh",
        "Trưởng phòng Nghiệp vụ 1",
        "Phó Trưởng phòng",
        "Thanh tra viên cao cấp",
        "Nghệ sĩ",
        "",
    ]

    assert [(one, other) for one, other in pairwise(ladder) if rank(one) >= rank(other)] == []
    assert rank("Q. Giám đốc") > rank("Quyền Giám đốc") == rank("CHÁNH THANH TRA") == rank("Cục trưởng")


@pytest.mark.parametrize(
    ("post", "organisation", "group"),
    [
        ("Phó Tổng Thanh tra", "Thanh tra Chính phủ", "co_quan_to_chuc"),
        ("Chuyên viên", "Vụ Tổ chức cán bộ, Thanh tra Chính phủ", "thuong_truc"),
        ("Đại diện lãnh đạo", "Thanh tra Chính phủ", "co_quan_to_chuc"),
        ("Đại diện lãnh đạo", "Sở Nội vụ tỉnh Thái Nguyên", "khach_moi"),
        ("Chánh Thanh tra", "THANH TRA BỘ CÔNG AN", "thanh_vien"),
        ("Phóng viên", "Đài Truyền hình Việt Nam", "bao_chi"),
        ("Trưởng phòng Báo cáo", "Bảo hiểm xã hội Việt Nam", "khach_moi"),
        ("Chủ tịch", "Ủy ban nhân dân tỉnh Thái Nguyên", "khach_moi"),
        ("Giám đốc", "", "khach_moi"),
    ],
)
def test_a_group_is_proposed_from_post_and_organisation(cast, post, organisation, group):
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")

    assert group_for(post, organisation, BlocYear.objects.get(pk=cast.year.pk)) == group


LONG = {
    "name": "Công Tằng Tôn Nữ Thị Phương Nguyễn Khoa Diệu Huyền Ánh Tuyết",
    "post": "Ủy viên Ban Thường vụ Đảng ủy, Bí thư Đảng ủy bộ phận, Phó Vụ trưởng phụ trách Vụ Thanh tra, giải quyết "
    "khiếu nại, tố cáo khối nội chính và kinh tế tổng hợp",
    "organisation": "Cơ quan Thanh tra, giám sát ngân hàng thuộc Ngân hàng Nhà nước Việt Nam",
}


@pytest.mark.parametrize("named", [{}, LONG])
def test_an_invitation_keeps_to_the_decree_and_to_one_page(invited, named, settings):
    settings.SITE_URL = "https://thi-dua-khen-thuong.thanhtra-tinh.thainguyen.gov.vn"
    guest = invited.delegates.get(membership=None)
    for field, text in named.items():
        setattr(guest, field, text)

    printed = Printed(pdf.render(invitation.personal_invitation(guest, invited.invitation)))

    by_text = {line.text: line for line in printed.lines}
    assert len(printed.sizes) == 1
    assert (by_text["GIẤY MỜI"].size, by_text["GIẤY MỜI"].face) == (14, "Bold")
    subject = next(line for line in printed.lines if line.text.startswith("Dự lễ ký kết"))
    assert (subject.size, subject.face) == (14, "Bold")
    number = next(line for line in printed.lines if line.text.startswith("Số:"))
    assert (number.text.replace(" ", ""), number.size, number.face) == ("Số:04/GM-KTĐ", 13, "Regular")
    said = "".join("".join(line.text.split()) for line in printed.lines)
    assert "".join(guest.described.split()) in said
    assert "Ông/Bà./." in said
    assert f"{links.token_of(guest)}/" in by_text  # not broken at a hyphen
    assert min(line.left for line in printed.lines) >= 29.8
    assert max(line.right for line in printed.lines) <= 195.5


def test_delegates_are_moved_with_the_buttons_of_the_rows(office, ceremony, url):
    """Without JavaScript, nothing is saved before "Lưu"."""
    ceremony.delegates.create(order=2, name="Trần Trung Thành")
    shown = tree(office.get(url("guest_edit")))
    assert shown.xpath("//button[@name='row' and @value='up:1']")
    data = {"delegates-TOTAL_FORMS": "2", "delegates-INITIAL_FORMS": "0"}
    for place, guest in enumerate(ceremony.delegates.all()):
        typed = {"id": guest.pk, "name": guest.name, "group": guest.group, "role": guest.role}
        data |= {f"delegates-{place}-{name}": value for name, value in typed.items()}

    moved = tree(save(office, url("guest_edit"), data | {"row": "up:1"}))

    names = [field.get("value") for field in moved.xpath("//tbody//input[contains(@name, '-name')]")]
    assert names == ["Trần Trung Thành", "Nguyễn Quang Thía"]
    assert ceremony.delegates.first().name == "Nguyễn Quang Thía"
    posted = {field.get("name"): field.get("value") or "" for field in moved.xpath("//form//input[@name]")}
    posted |= {f"delegates-{n}-{name}": text for n in (0, 1) for name, text in (("group", "khach_moi"), ("role", "du"))}
    save(office, url("guest_edit"), posted)
    assert list(ceremony.delegates.values_list("name", flat=True)) == names


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"place": ""}, "Chưa ban hành được: Chưa có địa điểm"), ({"place": "Hà Nội"}, "Ban hành giấy mời")],
)
def test_the_list_leads_to_the_invitation_once_it_can_be_issued(office, ceremony, url, facts, said):
    Ceremony.objects.update(**facts)

    page = office.get(url("guest_list"))

    assert said in words(tree(page))
    assert (url("invitation_issue") in page.content.decode()) == (said == "Ban hành giấy mời")
