"""Behind each number of the consolidated report: a page with the rows that make it up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import IssuedDocument
from pledges.models import Covenant
from tests.look.reading import tree, words
from tests.pledges.consolidating import grown, receive_all
from tests.pledges.registering import catalogue, year_url


@pytest.fixture
def received(cast):
    """Two units of seven: titles for persons and collectives, some named, some only counted."""
    honours = catalogue()
    first = cast.registration("ttbtc", status="accepted", headcount=40, women=10)
    first.honours.create(order=2, honour=honours["TTLDXS"], scope="tap_the_lon", count=1)
    first.honours.create(order=3, honour=honours["TTLDXS"], scope="tap_the_nho", count=3, names="Phòng 1\nPhòng 2")
    first.honours.create(
        order=4, honour=honours["CSTDCS"], scope="ca_nhan", count=3, names="Đỗ Duy\nTrần Dũng", posts="\nTrưởng phòng"
    )
    second = cast.registration("ttbca", status="accepted", headcount=None, women=None)
    second.honours.create(order=2, honour=honours["CSTDCS"], scope="ca_nhan", count=1, names="Lê Đức, Thanh tra viên")
    cast.registration("ttbnv", status="submitted")
    return cast.year


@pytest.fixture
def leader(client, cast, received):
    client.force_login(cast["leader_clerk"])
    return client


def figure(client, **asked):
    return client.get(year_url("consolidation_figure"), asked)


def tables_on(page):
    """Each table's rows below its heading, the total last, as texts."""
    return [
        [[words(cell) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr | ./tfoot/tr")]
        for table in page.xpath("//main//table")
    ]


def test_every_number_leads_to_a_page_that_says_it_again(leader):
    report = tree(leader.get(year_url("consolidation_detail")))
    links = report.xpath("//main//table//a[contains(@href, '/chi-tiet/')]")

    said = {}
    for link in links:
        page = tree(leader.get(link.get("href")))
        said[link.get("href")] = (words(link), words(page.xpath("//main//p/strong")[0]))

    # Of either unit, of both, and of the common target: how many answered and what.
    assert len(said) == 6 + 3 + 6 + 3
    assert {amount for _, amount in said.values() if "/" in amount} == {"2/2 đơn vị đăng ký"}
    assert [pair for pair in said.values() if pair[0] != pair[1] and "/" not in pair[1]] == []


def test_the_rows_add_up_to_the_number(leader):
    report = tree(leader.get(year_url("consolidation_detail")))

    for link in report.xpath("//main//table[1]//tfoot//a | //main//table[1]//tbody//a[contains(@href, 'so=')]"):
        if "so=chi-tieu" in link.get("href") or "so=sang-kien" in link.get("href"):
            continue
        *rows, total = tables_on(tree(leader.get(link.get("href"))))[0]
        column = 3 if "so=danh-hieu" in link.get("href") else 2
        assert (total[1], total[column]) == ("Tổng cộng", words(link))
        assert sum(int(row[column]) for row in rows) == int(words(link))


def test_persons_stand_by_given_name_with_their_posts(leader):
    page = tree(figure(leader, so="danh-hieu", ma="CSTDCS", cho="ca-nhan"))

    assert words(page.xpath("//h1")[0]) == "Chiến sĩ thi đua cơ sở, cá nhân"
    lines, names = tables_on(page)
    assert lines == [
        ["1", "Thanh tra Bộ Công an", "Cá nhân", "1", "1"],
        ["2", "Thanh tra Bộ Tài chính", "Cá nhân", "3", "2"],
        ["", "Tổng cộng", "", "4", "3"],
    ]
    assert names == [
        ["1", "Trần Dũng", "Trưởng phòng", "Thanh tra Bộ Tài chính"],
        ["2", "Đỗ Duy", "", "Thanh tra Bộ Tài chính"],
        ["3", "Lê Đức", "Thanh tra viên", "Thanh tra Bộ Công an"],
    ]


def test_collectives_stand_with_the_unit_itself(leader):
    lines, names = tables_on(tree(figure(leader, so="danh-hieu", ma="TTLDXS", cho="tap-the")))

    assert lines == [
        ["1", "Thanh tra Bộ Tài chính", "Cả đơn vị", "1", "1"],
        ["2", "Thanh tra Bộ Tài chính", "Tập thể thuộc đơn vị", "3", "2"],
        ["", "Tổng cộng", "", "4", "3"],
    ]
    assert [row[1] for row in names] == ["Thanh tra Bộ Tài chính", "Phòng 1", "Phòng 2"]


@pytest.mark.parametrize(
    ("asked", "amount", "rows"),
    [
        ({"so": "can-bo"}, "40", [["1", "Thanh tra Bộ Tài chính", "40"], ["", "Tổng cộng", "40"]]),
        ({"so": "nu", "don-vi": "ttbca"}, "0", []),
        (
            {"so": "sang-kien", "don-vi": "ttbtc"},
            "1",
            [["1", "Nguyễn Thị Thu Hà", "Số hóa hồ sơ thanh tra", "Thanh tra Bộ Tài chính", ""]],
        ),
        ({"so": "chi-tieu", "ma": "T1", "don-vi": "ttbca"}, "100", [["1", "Thanh tra Bộ Công an", "100"]]),
        (
            {},
            "2",
            [["1", "Thanh tra Bộ Công an", "", ""], ["2", "Thanh tra Bộ Tài chính", "", ""]],
        ),
    ],
)
def test_the_other_figures(leader, asked, amount, rows):
    page = tree(figure(leader, **asked))

    assert words(page.xpath("//main//p/strong")[0]) == amount
    assert [row for table in tables_on(page) for row in table] == rows


def test_nothing_and_no_number_is_not_a_link(leader, cast):
    report = tree(leader.get(year_url("consolidation_detail")))

    cells = report.xpath("//main//table[1]//tr[td[text()='Thanh tra Bộ Công an']]/td")
    collective = next(cell for cell in cells if words(cell) == "0")
    assert collective.xpath(".//a") == []
    waiting = report.xpath("//main//table[1]//tr[td[text()='Thanh tra Bộ Nội vụ']]")
    assert [row.xpath(".//a") for row in waiting] == [[]]


def test_the_office_goes_on_to_the_registration_a_member_only_to_its_own(client, cast, leader):
    page = tree(figure(leader, so="can-bo"))
    assert page.xpath("//main//td/a/@href") == [cast.year.get_absolute_url() + "dang-ky/ttbtc/"]
    document = IssuedDocument.objects.create(bloc_year=cast.year, kind="GU", dated="2027-03-15", title="Giao ước")
    Covenant.objects.create(bloc_year=cast.year, status="frozen", document=document)

    for who, links in (("member_clerk", 0), ("neighbour_clerk", 1)):
        client.force_login(cast[who])
        assert len(tree(figure(client, so="can-bo")).xpath("//main//td/a")) == links


@pytest.mark.parametrize(
    "asked",
    [
        {"so": "luong"},
        {"so": ""},
        {"so": "can-bo", "don-vi": "ttbnv"},
        {"so": "can-bo", "don-vi": "tt-phutho"},
        {"so": "danh-hieu"},
        {"so": "danh-hieu", "ma": "CSTDCS"},
        {"so": "danh-hieu", "ma": "CSTDCS", "cho": "tap-the"},
        {"so": "danh-hieu", "ma": "KHAC", "cho": "ca-nhan"},
        {"so": "chi-tieu", "ma": "T9"},
    ],
)
def test_what_the_report_does_not_have_is_not_found(leader, asked):
    assert figure(leader, **asked).status_code == 404


@pytest.mark.parametrize("asked", [{"so": "danh-hieu", "ma": "LDTT", "cho": "ca-nhan"}, {"so": "chi-tieu", "ma": "T1"}])
def test_as_many_queries_for_63_units_as_for_7(client, cast, asked, django_assert_num_queries):
    receive_all(cast.year, catalogue())
    client.force_login(cast["leader_clerk"])
    figure(client, **asked)
    with CaptureQueriesContext(connection) as seven:
        assert figure(client, **asked).status_code == 200
    for membership in cast.year.memberships.all():
        membership.registration.delete()
    receive_all(grown(cast, 63), catalogue())
    with django_assert_num_queries(len(seven)):
        figure(client, **asked)
