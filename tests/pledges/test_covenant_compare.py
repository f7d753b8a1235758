"""What changed between the draft that was put to a round, the next one and the frozen text, by clause and by word."""

import pytest
from lxml import html

from blocs.models import LegalBasis
from pledges import rewording
from pledges.models import Clause
from tests.pledges.covenants import consult, url

TEXTS = ["Nội dung thi đua", "Hoàn thành 95 phần trăm kế hoạch thanh tra năm 2027.", "Bỏ hẳn điều này đi nhé các anh.",
         "Chỉ tiêu", "Giải quyết đơn đúng hạn.", "Không cán bộ nào vi phạm kỷ luật."]  # fmt: skip
LEVELS = [0, 1, 1, 0, 1, 1]


def write(covenant, texts, levels=LEVELS):
    covenant.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(covenant=covenant, order=order, level=level, text=text)
        for order, (text, level) in enumerate(zip(texts, levels, strict=True), start=1)
    )


@pytest.fixture
def redrafted(client, cast, draft):
    """Put to the members, then rewritten: words changed and added, one clause out, one moved up, one new."""
    write(draft, TEXTS)
    asked = consult(draft)
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_redraft")).status_code == 302
    first, second, _, third, fourth, fifth = TEXTS
    texts = [first, fifth, second.replace("95", "98"), third, f"{fourth[:-1]}, không để quá 5 ngày.", "Một điều mới."]
    write(asked, texts)
    type(asked).objects.update(closing="Lời kết khác.")
    return asked


def told(client, **chosen):
    """(what happened, name, its words with [gone] and {come}) of everything that changed on the page."""
    page = html.fromstring(client.get(url("covenant_compare"), chosen).content.decode())
    for mark, (left, right) in {"del": "[]", "ins": "{}"}.items():
        for piece in page.xpath(f"//{mark}"):
            piece.text = f"{left}{piece.text}{right}"
    return [
        tuple(" ".join(part.text_content().split()) for part in passage.xpath("./p"))
        for passage in page.xpath("//*[contains(@class, 'passage-changed')]")
    ]


def test_what_changed_since_the_members_were_asked_by_clause_and_by_word(client, redrafted):
    assert "So sánh với bản đã lấy ý kiến</a>" in client.get(url("covenant_detail")).content.decode()

    assert told(client) == [
        ("I.1 (trước: II.2) Chuyển chỗ", TEXTS[5]),
        ("I.2 (trước: I.1) Sửa lời", "Hoàn thành [95 ]{98 }phần trăm kế hoạch thanh tra năm 2027."),
        ("I.2 Bỏ", f"[{TEXTS[2]}]"),
        ("II.1 Sửa lời", "Giải quyết đơn đúng hạn{, không để quá 5 ngày}."),
        ("II.2 Thêm", "{Một điều mới.}"),
        ("Lời kết Sửa lời", told(client)[-1][1]),
    ]
    assert told(client, tu="1", den="1") == []
    assert len(told(client, tu="1", den="1-1")) == 6


def test_members_compare_what_was_put_to_them_and_no_draft(client, cast, redrafted):
    client.force_login(cast["member_clerk"])
    assert client.get(url("covenant_compare")).status_code == 404
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_consult"), {"until": "20/03/2027"}).status_code == 302
    client.force_login(cast["member_clerk"])
    assert url("covenant_compare") in client.get(url("opinion_give", "ttbnv")).content.decode()
    asked_again = told(client)
    assert len(asked_again) == 6
    assert client.get(url("covenant_compare"), {"tu": "1"}).status_code == 404  # no text of its own while it is asked

    client.force_login(cast["leader_clerk"])
    client.post(url("covenant_freeze"), {"year": "2027"})
    client.force_login(cast["member_clerk"])
    assert told(client) == []  # frozen as it was asked about
    assert told(client, tu="1-1", den="1") == asked_again
    client.force_login(cast["admin"])
    assert client.get(url("covenant_compare")).status_code == 409  # who takes no part knows of no round


def test_there_is_nothing_to_compare_with_before_a_second_text(client, cast, consulting):
    client.force_login(cast["member_clerk"])
    assert client.get(url("covenant_compare")).status_code == 409
    assert url("covenant_compare") not in client.get(url("covenant_detail")).content.decode()


def test_a_version_is_compared_with_the_one_it_supersedes(client, cast, draft):
    write(draft, TEXTS)
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302
    assert client.post(url("covenant_revise")).status_code == 302
    second = type(draft).objects.get(version=2)
    second.clauses.filter(order=2).update(text=TEXTS[1].replace("95", "98"))

    assert "So sánh với phiên bản trước</a>" in client.get(url("covenant_detail")).content.decode()
    assert [name for name, _ in told(client)] == ["I.1 Sửa lời"]
    for who, status in {"member_clerk": 409, "organiser": 200, "admin": 409, "another_bloc": 404}.items():
        client.force_login(cast[who])
        assert client.get(url("covenant_compare")).status_code == status
        assert client.get(url("covenant_compare"), {"tu": "1", "den": "7"}).status_code in (404, 409)


def test_a_citation_corrected_since_does_not_change_what_was_frozen(client, cast, draft):
    write(draft, TEXTS)
    cited = draft.bases.create(order=1, basis=LegalBasis.objects.create(citation="Luật số 06/2022/QH15"))
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302
    assert client.post(url("covenant_revise")).status_code == 302
    LegalBasis.objects.filter(pk=cited.basis_id).update(citation="Luật số 6/2022/QH15")

    assert [words for _, words in told(client)] == ["Luật số [06]{6}/2022/QH15"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Thêm quý", "Thêm quý hai", "Thêm quý {hai}"),
        ("Thêm quý hai", "Thêm quý", "Thêm quý [hai]"),
        ("Một\nHai", "Một\nBa", "Một\n[Hai]{Ba}"),
        ("Kỷ luật", "Kỷ luật", "Kỷ luật"),
        ("", "Mới", "{Mới}"),
    ],
)
def test_words_that_stay_keep_their_spaces(old, new, expected):
    marks = {"": "{}", "del": "[{}]", "ins": "{{{}}}"}
    assert "".join(marks[piece.kind].format(piece.text) for piece in rewording.by_word(old, new)) == expected
