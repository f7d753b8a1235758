"""Check-in at the door: found by name, marked one by one, taken back, by several people at once."""

import pytest
from django.urls import reverse

from ceremonies import links
from ceremonies.models import Ceremony, Delegate
from tests.look.reading import tree, words

GUESTS = ["Nguyễn Thị Thu Hà", "Nguyên Ngọc", "Đỗ Văn Đức", "Trần Ân"]


@pytest.fixture
def doors(ceremony):
    """Open: the guests are invited for today."""
    Ceremony.objects.update(status="invited")
    for order, name in enumerate(GUESTS, start=2):
        ceremony.delegates.create(order=order, name=name, post="Vụ trưởng", organisation="Bộ Nội vụ")
    return ceremony


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def names(response):
    return [words(each) for each in tree(response).xpath("//*[@id='dai-bieu']//li/div/strong")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nguyen", ["Nguyễn Quang Thía", "Nguyễn Thị Thu Hà", "Nguyên Ngọc"]),
        ("ha nguyễn", ["Nguyễn Thị Thu Hà"]),  # and not Thía of Thanh tra
        ("do van duc", ["Đỗ Văn Đức"]),
        ("Đo\u0302\u0303", ["Đỗ Văn Đức"]),
        ("noi vu", GUESTS),
        ("khong ai", []),
    ],
)
def test_found_with_and_without_marks(clerk, doors, url, typed, found):
    whole = clerk.get(url("arrival_list"), {"q": typed})
    part = clerk.get(url("arrival_list"), {"q": typed}, headers={"HX-Request": "true"})

    assert names(whole) == names(part) == found
    assert b"<html" not in part.content


def test_marked_and_taken_back(clerk, doors, url):
    guest = doors.delegates.get(name="Đỗ Văn Đức")

    page = clerk.post(url("arrival_mark", guest.pk), follow=True)

    assert "Đã ghi có mặt: Đỗ Văn Đức, Vụ trưởng" in words(tree(page))
    assert "Đã đến 1/5 đại biểu" in words(tree(page))
    assert guest.name not in names(page)
    assert names(clerk.get(url("arrival_list"), {"xem": "da-den"})) == [guest.name]
    page = clerk.post(url("arrival_undo", guest.pk), follow=True)
    assert guest.name in names(page)
    assert doors.delegates.get(pk=guest.pk).attended is None


def test_units_are_counted_beside_the_guests(clerk, doors, cast, url):
    doors.expect_members()
    doors.delegates.create(order=30, name="Lê Văn Kha", membership=cast.memberships["ttbnv"])  # a second one
    doors.delegates.filter(membership=cast.memberships["ttbnv"]).update(attended=True)

    page = words(tree(clerk.get(url("arrival_list"))))

    assert "Đã đến 2/13 đại biểu, trong đó 1/7 đại diện đơn vị thành viên" in page


def test_who_is_of_a_unit_but_filed_as_a_guest_comes_for_nobody(clerk, doors, cast, url):
    """They are seated with the unit; its vote is that of whoever comes for it."""
    doors.expect_members()
    before = words(tree(clerk.get(url("arrival_list"))))
    assert "Đã đến 0/" in before
    assert "trong đó 0/7 đại diện đơn vị thành viên" in before
    clerk_of_unit = doors.delegates.create(
        order=30, name="Lê Văn Kha", post="Chuyên viên", organisation="Thanh tra Bộ Công an"
    )

    clerk.post(url("arrival_mark", clerk_of_unit.pk))

    page = words(tree(clerk.get(url("arrival_list"))))
    assert "Đã đến 1/" in page
    assert "trong đó 0/7 đại diện đơn vị thành viên" in page
    assert doors.units_present == 0


def test_substitutes_are_received_by_name_and_who_declined_is_not_awaited(clerk, doors, url):
    sent = doors.delegates.filter(name="Đỗ Văn Đức")
    sent.update(answer="cu_nguoi_thay", substitute="Cầm Thị Đào", substitute_post="Phó Vụ trưởng")
    doors.delegates.filter(name="Trần Ân").update(answer="khong_du")

    page = clerk.get(url("arrival_list"))

    assert names(page) == ["Nguyễn Quang Thía", "Nguyễn Thị Thu Hà", "Nguyên Ngọc", "Cầm Thị Đào"]
    assert "Đã đến 0/4 đại biểu" in words(tree(page))
    assert names(clerk.get(url("arrival_list"), {"q": "tran an"})) == ["Trần Ân"]  # who comes after all
    clerk.post(url("arrival_mark", sent.get().pk))
    assert (sent.get().name, sent.get().attended) == ("Đỗ Văn Đức", True)


def test_who_was_not_marked_is_absent_in_the_minutes_once_somebody_was(clerk, doors, cast, url):
    doors.expect_members()
    of_unit = doors.delegates.get(membership=cast.memberships["ttbnv"])
    for delegate in (of_unit, doors.delegates.get(name="Trần Ân")):
        clerk.post(url("arrival_mark", delegate.pk))
    Ceremony.objects.update(status="held", ended="10:30", secretary="Đỗ Thị Ngọc Ánh")

    page = words(tree(clerk.post(url("meeting_paper_start", "bien-ban"), follow=True)))

    assert "1/7 đơn vị." in page
    there, absent = page.split("Vắng mặt:")[:2]
    assert "Trần Ân" in there
    assert "Nguyên Ngọc" not in there
    assert "Nguyên Ngọc" in absent


def test_a_guest_who_is_not_on_the_list(clerk, doors, url):
    typed = {"name": "Lê Thị Ưng", "organisation": "Báo Thanh tra"}

    page = clerk.post(url("arrival_add"), typed, follow=True)
    clerk.post(url("arrival_add"), typed | {"name": "Bà le thi ung"})  # a second click, or a colleague

    assert "Đã ghi có mặt: Lê Thị Ưng, Báo Thanh tra" in words(tree(page))
    guest = doors.delegates.get(organisation="Báo Thanh tra")
    assert (guest.name, guest.attended, guest.order) == ("Lê Thị Ưng", True, 6)


def test_how_a_guest_who_came_uninvited_is_addressed_is_kept(clerk, doors, url):
    clerk.post(url("arrival_add"), {"name": "Đ/c Bà Lê Thị Ưng", "organisation": "Báo Thanh tra"})
    clerk.post(url("arrival_add"), {"name": "Ông Văn Tùng", "organisation": "Báo Thanh tra"})  # a family name

    came = doors.delegates.filter(organisation="Báo Thanh tra")
    assert [(guest.name, guest.titled) for guest in came] == [
        ("Lê Thị Ưng", "Bà Lê Thị Ưng"),
        ("Ông Văn Tùng", "Ông Văn Tùng"),
    ]


def test_a_guest_without_name_is_asked_for_it(clerk, doors, url):
    page = clerk.post(url("arrival_add"), {"organisation": "Báo Thanh tra"})

    assert "Nhập họ và tên của khách, ví dụ: Nguyễn Văn An." in words(tree(page))
    assert tree(page).xpath("//input[@name='organisation']")[0].value == "Báo Thanh tra"
    assert doors.delegates.count() == 5


def test_a_page_of_ticks_leaves_what_others_marked_meanwhile(clerk, doors, url):
    """Two at the door while a third has the whole list open, in which one was marked and one is unticked."""
    first, second, third, fourth, fifth = doors.delegates.all()
    door = tree(clerk.get(url("arrival_list")))
    assert "người đã ghi có mặt khi đón tiếp giữ nguyên" in words(tree(clerk.get(url("ceremony_start"))))
    assert "ở trang Đón tiếp đại biểu" in words(tree(clerk.get(url("attendance_mark"))))
    Ceremony.objects.update(status="in_session")
    Delegate.objects.filter(pk__in=[first.pk, fifth.pk]).update(attended=True)
    page = tree(clerk.get(url("attendance_mark")))
    shown = page.xpath("//input[@name='shown']/@value")
    assert url("arrival_list") in page.xpath("//main//a/@href")  # each page leads to the other, once it is open
    assert url("attendance_mark") not in door.xpath("//main//a/@href")
    assert url("attendance_mark") in tree(clerk.get(url("arrival_list"))).xpath("//main//a/@href")
    clerk.post(url("arrival_mark", second.pk))
    clerk.post(url("arrival_undo", fifth.pk))
    clerk.post(url("arrival_add"), {"name": "Lê Thị Ưng"})

    every = tree(clerk.post(url("attendance_mark"), {"shown": shown, "present": [third.pk], "every": "1"}))
    assert every.xpath("//input[@name='shown']/@value") == shown
    assert len(every.xpath("//input[@name='present'][@checked]")) == len(every.xpath("//input[@name='present']")) == 6
    assert doors.delegates.filter(attended=True).count() == 3  # nothing is saved by it
    page = clerk.post(url("attendance_mark"), {"shown": shown, "present": [third.pk, fifth.pk]}, follow=True)

    came = dict(doors.delegates.values_list("name", "attended"))
    assert [came[each.name] for each in (first, second, third, fourth, fifth)] == [False, True, True, False, None]
    assert came["Lê Thị Ưng"] is True
    assert "Đã ghi 3 đại biểu có mặt, 3 đại biểu vắng." in words(tree(page))


@pytest.mark.parametrize(
    ("status", "held_on", "why"),
    [
        ("planned", "2027-02-25", "buổi lễ đang chuẩn bị."),
        ("invited", "2027-02-26", "mở từ ngày tổ chức, 26/02/2027."),
        ("cancelled", "2027-02-25", "buổi lễ ở trạng thái “Đã hủy”."),
    ],
)
def test_the_doors_are_closed_before_the_day(clerk, doors, url, status, held_on, why):
    Ceremony.objects.update(status=status, held_on=held_on)
    guest = doors.delegates.first()

    for answer in (clerk.get(url("arrival_list")), clerk.post(url("arrival_mark", guest.pk))):
        assert answer.status_code == 409
        assert why in words(tree(answer))
    assert doors.delegates.get(pk=guest.pk).attended is None


@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("admin", 403), ("another_bloc", 404)])
def test_only_who_runs_the_ceremony_receives(client, cast, doors, url, who, status):
    client.force_login(cast[who])
    guest = doors.delegates.first()

    assert client.get(url("arrival_list")).status_code == status
    assert client.post(url("arrival_mark", guest.pk)).status_code == status
    assert doors.delegates.get(pk=guest.pk).attended is None


def test_the_code_on_an_invitation_marks_its_guest(clerk, doors, url):
    guest = doors.delegates.get(name="Đỗ Văn Đức")
    link = reverse("ceremonies:guest_answer", args=[links.token_of(guest)])
    form = tree(clerk.get(link)).xpath("//form[contains(@action, '/don-tiep/')]")[0]
    assert words(form) == "Điểm danh: Đỗ Văn Đức"

    page = clerk.post(form.get("action"), follow=True)

    assert "Đã ghi có mặt: Đỗ Văn Đức" in words(tree(page))
    assert "Đã ghi có mặt: Đỗ Văn Đức" in words(tree(clerk.get(link)))


@pytest.mark.parametrize(("who", "held_on"), [("", None), ("member_head", None), ("leader_clerk", "2027-02-26")])
def test_the_code_offers_nothing_to_the_guest_nor_before_the_day(client, cast, doors, url, who, held_on):
    if who:
        client.force_login(cast[who])
    if held_on:
        Ceremony.objects.update(held_on=held_on)

    page = client.get(reverse("ceremonies:guest_answer", args=[links.token_of(doors.delegates.first())]))

    assert page.status_code == 200
    assert "don-tiep" not in page.content.decode()


def test_a_delegate_of_another_ceremony_is_not_found(clerk, cast, doors, url):
    other = Ceremony.objects.create(bloc_year=cast.other_year, name="Lễ khác").delegates.create(name="Ai đó")

    assert clerk.post(url("arrival_mark", other.pk)).status_code == 404


def test_whoever_comes_for_a_unit_is_counted_for_it(clerk, doors, cast, url):
    clerk.post(url("arrival_add"), {"name": "Lê Thị Ngọc Ưng", "organisation": "Thanh tra Bộ Nội vụ"})

    added = Delegate.objects.get(name="Lê Thị Ngọc Ưng")
    assert (added.group, added.membership) == (Delegate.Group.MEMBER, cast.memberships["ttbnv"])
    assert doors.units_present == 1


@pytest.mark.parametrize(("name", "place"), [("Đỗ Văn Đức", "Bộ Nội vụ"), ("đỗ văn đức", ""), ("Lý Ước", "Bộ Nội vụ")])
def test_who_is_on_the_list_is_not_added_again(clerk, doors, url, name, place):
    doors.delegates.filter(name="Trần Ân").update(answer="cu_nguoi_thay", substitute="Lý Ước")
    count = Delegate.objects.count()

    clerk.post(url("arrival_add"), {"name": name, "organisation": place})

    assert Delegate.objects.count() == count
    assert Delegate.objects.get(attended=True).comer.name.casefold() == name.casefold()
