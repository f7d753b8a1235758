"""Starting from last year: proposed with one click, marked until confirmed, never handed in unseen."""

import pytest

from blocs.models import CommonTarget, Honour, Membership, UnitSuccession
from pledges import carrying
from pledges.models import HonourLine, Initiative, Movement, Registration, Target, WorkingCopy
from tests.cast import make_unit, make_year
from tests.look.reading import tree, words
from tests.pledges.registering import catalogue, rows, save, token_on, url

COMMON = "Hoàn thành kế hoạch thanh tra được phê duyệt"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast["member_clerk"])
    return client


def last_year(cast, *units):
    """The year before, closed, with ``units`` or those of this one."""
    return make_year(cast.bloc, 2026, units or list(cast.units.values()), status="closed")


def registration_of(membership, **fields):
    """What ``membership`` handed in: two titles, two targets of which one common, an initiative, a movement."""
    honours = catalogue()
    fields = {"status": "accepted", "submitted_at": "2026-02-20T02:00Z", "headcount": 29, "women": 12} | fields
    registration = Registration.objects.create(membership=membership, **fields)
    common, _ = CommonTarget.objects.get_or_create(
        bloc_year=membership.bloc_year, code="C", defaults={"order": 1, "text": "Mục tiêu chung năm 2026"}
    )
    registration.honours.create(order=1, honour=honours["TTLDXS"], scope="tap_the_lon", count=1)
    registration.honours.create(
        order=2, honour=honours["CSTDCS"], scope="ca_nhan", count=2, names="Hà\nĐỗ Đức", posts="\nTrưởng phòng"
    )
    registration.targets.create(order=1, common=common, text=common.text, value=90)
    registration.targets.create(
        order=2, text="Đơn thư đúng hạn", kind="percent", operator=">=", value="95.5", unit_of_measure="%"
    )
    registration.initiatives.create(order=1, author="Hà", title="Số hóa", for_honour=honours["CSTDCS"])
    registration.movements.create(
        order=1, name="Thi đua nước rút", aim="Sạch", starts_on="2026-03-01", ends_on="2026-11-30"
    )
    return registration


@pytest.fixture
def before(cast):
    return registration_of(last_year(cast).memberships.get(unit=cast.units["ttbnv"]))


@pytest.fixture
def begun(cast, before):
    return Registration.objects.begin(cast.memberships["ttbnv"])


@pytest.fixture
def carried(clerk, begun):
    assert clerk.post(url("registration_carry")).status_code == 302
    return begun


def marks(registration):
    return {str(line): line.carried_from for line in Registration.objects.get(pk=registration.pk).lines}


def test_one_click_proposes_what_was_registered(clerk, begun):
    page = clerk.post(url("registration_carry"), follow=True)

    assert page.redirect_chain == [(url("registration_edit", "danh-hieu-tap-the"), 302)]
    assert "Đã lấy 5 dòng từ năm 2026, chưa xác nhận." in page.content.decode()
    of_it = {"registration": begun}
    assert list(
        HonourLine.objects.filter(**of_it).values_list("order", "honour__code", "scope", "count", "names", "posts")
    ) == [
        (1, "TTLDXS", "tap_the_lon", 1, "", ""),
        (2, "CSTDCS", "ca_nhan", 2, "Hà\nĐỗ Đức", "\nTrưởng phòng"),
    ]
    targets = Target.objects.filter(**of_it).values_list("order", "text", "operator", "value", "carried_from")
    assert list(targets) == [(1, COMMON, ">=", 100, None), (2, "Đơn thư đúng hạn", ">=", 95.5, 2026)]
    assert list(Initiative.objects.filter(**of_it).values_list("author", "title", "for_honour__code")) == [
        ("Hà", "Số hóa", "CSTDCS")
    ]
    movements = Movement.objects.filter(**of_it).values_list("name", "aim", "starts_on", "ends_on")
    assert list(movements) == [("Thi đua nước rút", "Sạch", None, None)]


def test_facts_of_that_year_stay_there(carried):
    carried.refresh_from_db()

    assert (carried.headcount, carried.women, carried.doc_number) == (None, None, "")


def test_what_stands_there_already_is_not_doubled(clerk, begun, before):
    begun.targets.create(order=2, text="ĐƠN THƯ đúng hạn", value=98)
    begun.honours.create(order=1, honour=Honour.objects.get(code="CSTDCS"), scope="ca_nhan", count=4)
    before.targets.create(order=3, text=COMMON)

    for _ in range(2):
        clerk.post(url("registration_carry"))

    assert marks(begun) == {
        "Chiến sĩ thi đua cơ sở: 4": None,
        "Tập thể lao động xuất sắc: 1": 2026,
        COMMON: None,
        "ĐƠN THƯ đúng hạn": None,
        "Số hóa": 2026,
        "Thi đua nước rút": 2026,
    }


def test_the_offer_says_what_there_is_and_goes_once_taken(clerk, begun):
    def offered(section):
        page = tree(clerk.get(url("registration_edit", section)))
        return [words(form) for form in page.xpath("//form[contains(@class, 'carrying')]")]

    offer = (
        "Năm 2026, đơn vị đã đăng ký 5 dòng chưa có ở đây. Dòng lấy sang phải được xác nhận rồi mới gửi. "
        "Lấy từ năm trước"
    )
    assert [offered(section) for section in ("thong-tin-chung", "phong-trao", "chi-tieu")] == [[offer], [offer], []]
    clerk.post(url("registration_carry"))
    taken = "Bản đăng ký có 5 dòng lấy từ năm trước, chưa xác nhận. Bỏ 5 dòng chưa xác nhận"
    assert offered("thong-tin-chung") == [taken]


def test_without_a_year_before_nothing_is_offered(clerk, cast):
    registration = Registration.objects.begin(cast.memberships["ttbnv"])

    page = clerk.get(url("registration_edit", "thong-tin-chung"))
    answer = clerk.post(url("registration_carry"), follow=True)

    assert page.context["offers"] == []
    assert "Không còn dòng nào của năm 2026 để lấy." in answer.content.decode()
    assert marks(registration) == {COMMON: None}


def test_a_unit_goes_on_where_the_one_it_took_over_from_stopped(clerk, cast):
    gone = make_unit("ttbtttt", "Thanh tra Bộ Thông tin và Truyền thông")
    UnitSuccession.objects.create(from_unit=gone, to_unit=cast.units["ttbnv"], kind="sap_nhap")
    registration_of(Membership.objects.get(bloc_year=last_year(cast, cast.units["ttbtp"], gone), unit=gone))
    registration = Registration.objects.begin(cast.memberships["ttbnv"])

    (offer,) = clerk.get(url("registration_edit", "thong-tin-chung")).context["offers"]
    clerk.post(url("registration_carry"), {"tu": "ttbtttt"})

    assert (offer.unit, offer.year, offer.count, offer.is_own) == (gone, 2026, 5, False)
    assert len(carrying.marked(registration)) == 5


def test_what_it_never_handed_in_is_not_offered_to_the_successor(clerk, cast):
    gone = make_unit("ttbtttt", "Thanh tra Bộ Thông tin và Truyền thông")
    UnitSuccession.objects.create(from_unit=gone, to_unit=cast.units["ttbnv"], kind="sap_nhap")
    membership = Membership.objects.get(bloc_year=last_year(cast, cast.units["ttbtp"], gone), unit=gone)
    registration_of(membership, status="draft", submitted_at=None)
    registration = Registration.objects.begin(cast.memberships["ttbnv"])

    clerk.post(url("registration_carry"), {"tu": "ttbtttt"})

    assert carrying.marked(registration) == []


def test_nor_what_a_stranger_registered(clerk, cast, begun, before):
    registration_of(before.bloc_year.memberships.get(unit=cast.units["ttbtc"]))

    clerk.post(url("registration_carry"), {"tu": "ttbtc"})

    assert carrying.marked(begun) == []


def test_the_check_names_each_line_and_it_cannot_be_handed_in(clerk, client, cast, carried):
    Registration.objects.filter(pk=carried.pk).update(headcount=31)
    page = clerk.get(url("registration_check"))

    found = [(item["finding"].text.split(" lấy")[0], item["url"].split("/")[-2]) for item in page.context["errors"]]
    assert found == [
        ("“Tập thể lao động xuất sắc: 1”", "danh-hieu-tap-the"),
        ("“Chiến sĩ thi đua cơ sở: 2”", "danh-hieu-ca-nhan"),
        ("“Đơn thư đúng hạn”", "chi-tieu"),
        ("“Số hóa”", "sang-kien"),
        ("“Thi đua nước rút”", "phong-trao"),
    ]
    client.force_login(cast["member_head"])
    assert client.post(url("registration_submit")).status_code == 409
    for section in ("danh-hieu-tap-the", "danh-hieu-ca-nhan", "chi-tieu", "sang-kien", "phong-trao"):
        assert save(client, section, as_shown(client, section) | {"confirm": "all"}).status_code == 302
    assert client.post(url("registration_submit")).status_code == 302


def as_shown(client, section):
    """The rows as the page shows them, to be posted again."""
    formset = client.get(url("registration_edit", section)).context["formset"]
    return rows(*({f.name: "" if f.value() is None else f.value() for f in form} for form in formset.forms))


def test_one_row_is_confirmed_with_its_button(clerk, carried):
    carried.initiatives.create(order=2, author="Đức", title="Quy trình", carried_from=2026)
    typed = as_shown(clerk, "sang-kien") | {"dong-1-author": "Đức, Hà"}
    page = tree(clerk.get(url("registration_edit", "sang-kien")))
    button = page.xpath("//button[@name='confirm'][contains(., 'dòng 1')]/@value")
    (notice,) = page.xpath("//*[@data-unconfirmed]")
    assert words(notice) == "2 dòng lấy từ năm trước, chưa xác nhận: dòng 1 dòng 2 Xác nhận cả phần"
    assert [
        page.xpath(f"//tr[@data-index][.//*[@id='{link[1:]}']]/@data-index") for link in notice.xpath(".//@href")
    ] == [
        ["0"],
        ["1"],
    ]
    assert "“Số hóa” lấy từ" not in words(page)

    save(clerk, "sang-kien", typed | {"confirm": button[0]})

    assert button == ["dong-0"]
    # The second was changed, which confirms it too.
    assert list(carried.initiatives.values_list("author", "carried_from")) == [("Hà", None), ("Đức, Hà", None)]


@pytest.mark.parametrize("section", ["danh-hieu-tap-the", "danh-hieu-ca-nhan", "chi-tieu", "sang-kien", "phong-trao"])
def test_what_is_saved_as_it_came_stays_marked(clerk, carried, section):
    before = marks(carried)

    assert save(clerk, section, as_shown(clerk, section)).status_code == 302

    assert marks(carried) == before


def test_a_row_that_is_changed_is_the_units_own(clerk, carried):
    token = token_on(clerk, "danh-hieu-ca-nhan")
    typed = as_shown(clerk, "danh-hieu-ca-nhan") | {"dong-0-count": "3", "dong-0-names": "", "dong-0-posts": ""}

    answer = clerk.post(url("registration_autosave", "danh-hieu-ca-nhan"), typed | {"token": token}).json()

    assert (answer["said"], answer["carried"]) == ("Đã lưu lúc 09:00.", [])
    assert marks(carried)["Chiến sĩ thi đua cơ sở: 3"] is None


def test_a_confirmation_with_a_fault_beside_it_keeps_what_was_typed(clerk, carried):
    typed = as_shown(clerk, "phong-trao") | {"dong-0-starts_on": "31/02/2027", "confirm": "all"}

    page = save(clerk, "phong-trao", typed)

    assert page.context["formset"].total_error_count() == 1
    assert words(tree(page).xpath("//*[@data-carried]/span")[0]) == "Lấy từ năm 2026, chưa xác nhận"
    assert "confirm" not in WorkingCopy.objects.get().typed
    assert carried.movements.get().carried_from == 2026


def test_all_that_nobody_confirmed_goes_with_one_click(clerk, carried):
    carried.movements.create(order=2, name="Của năm nay")

    page = clerk.post(url("registration_uncarry"), follow=True)

    assert "Đã bỏ 5 dòng lấy từ năm trước mà chưa xác nhận." in page.content.decode()
    assert marks(carried) == {COMMON: None, "Của năm nay": None}


def test_a_title_that_has_ended_is_warned_of(clerk, begun):
    Honour.objects.filter(code="CSTDCS").update(valid_to="2026-12-31")

    clerk.post(url("registration_carry"))

    warnings = [item["finding"].text for item in clerk.get(url("registration_check")).context["warnings"]]
    ended = "Chiến sĩ thi đua cơ sở: danh hiệu, hình thức này chỉ áp dụng đến hết ngày 31/12/2026."
    assert ended in warnings


@pytest.mark.parametrize("name", ["registration_carry", "registration_uncarry"])
@pytest.mark.parametrize(
    ("who", "status", "answer"),
    [
        ("leader_clerk", "draft", 404),
        ("leader_clerk", "returned", 403),
        ("neighbour_clerk", "draft", 404),
        ("another_bloc", "draft", 404),
        ("member_clerk", "submitted", 409),
        ("member_clerk", "accepted", 409),
    ],
)
def test_not_by_others_and_not_afterwards(client, cast, begun, name, who, status, answer):
    Registration.objects.filter(pk=begun.pk).update(
        status=status, submitted_at="2027-02-24T02:00Z", return_reason="Thiếu" if status == "returned" else ""
    )
    client.force_login(cast[who])

    assert client.post(url(name)).status_code == answer
    assert client.get(url(name)).status_code == 405
    assert marks(begun) == {COMMON: None}
