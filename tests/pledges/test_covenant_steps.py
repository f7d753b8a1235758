"""From an empty year to the signed covenant, page by page."""

import hashlib
import re
from datetime import date

import pytest
from lxml import html

from blocs.models import Deadline, Extension
from pledges.models import Covenant, Opinion
from tests.pledges.covenants import say, url
from tests.saving import save


def words(client, address):
    """What stands on the page, without its tags and line breaks."""
    return " ".join(" ".join(html.fromstring(client.get(address).content.decode()).itertext()).split())


def page(client, name, *more):
    return client.get(url(name, *more)).content.decode()


def test_the_leader_starts_a_draft_once(client, cast):
    client.force_login(cast["leader_clerk"])
    assert "Soạn giao ước</button>" in page(client, "covenant_detail")

    assert client.post(url("covenant_start")).status_code == 302
    assert client.post(url("covenant_start")).status_code == 409

    covenant = Covenant.objects.get()
    assert (covenant.version, covenant.status, covenant.clauses.count()) == (1, "drafting", 10)


def test_the_page_reads_like_the_paper(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    shown = page(client, "covenant_detail")
    for words in [
        "I. CHỦ ĐỀ THI ĐUA",
        "“Đoàn kết, kỷ cương, trách nhiệm”.",
        "Trên cơ sở đăng ký thi đua năm 2027 của các đơn vị.",
        "Gửi lấy ý kiến các đơn vị",
        "Chốt giao ước",
    ]:
        assert words in shown


def test_consultation_and_back(client, cast, draft, django_capture_on_commit_callbacks):
    client.force_login(cast["leader_clerk"])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("covenant_consult"), {"until": "12/03/2027"}).status_code == 302
    assert cast["member_clerk"].notices.get().text.endswith("đến hết ngày 12/03/2027.")
    assert client.post(url("covenant_consult"), {"until": "12/03/2027"}).status_code == 409

    client.force_login(cast["member_clerk"])
    assert "CHỦ ĐỀ THI ĐUA" in page(client, "covenant_detail")

    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_redraft")).status_code == 302
    assert Covenant.objects.get().status == "drafting"


def test_the_years_day_for_opinions_is_proposed_and_changed(client, cast, draft):
    """Whoever is asked reads it on the covenant's page, among the tasks and on the board."""
    client.force_login(cast["leader_clerk"])
    assert 'value="20/03/2027"' in page(client, "covenant_consult")

    client.post(url("covenant_consult"), {"until": "05/03/2027"})

    assert cast.year.deadlines.get(step="covenant_opinions").due == date(2027, 3, 5)
    client.force_login(cast["member_clerk"])
    assert "Đang lấy ý kiến các đơn vị đến hết ngày 05/03/2027, còn 8 ngày." in page(client, "covenant_detail")
    assert "hạn 05/03/2027, còn 8 ngày" in words(client, "/").lower()
    board = words(client, cast.year.get_absolute_url())
    assert "lấy ý kiến · hạn 05/03, còn 8 ngày" in board
    assert "Góp ý dự thảo giao ước hết ngày 05/03/2027" in board


def test_missing_opinions_are_late_and_a_unit_with_more_time_is_not(client, cast, consulting):
    Deadline.objects.filter(step="covenant_opinions").update(due=date(2027, 2, 24))
    Extension.objects.create(
        membership=cast.memberships["ttbtc"], step="covenant_opinions", due=date(2027, 2, 25), reason="Họp"
    )
    client.force_login(cast["member_clerk"])
    assert words(client, cast.year.get_absolute_url()).count("Chưa trả lời, quá hạn") == 6
    client.force_login(cast["neighbour_clerk"])
    assert "đến hết ngày 25/02/2027, hết hạn hôm nay" in page(client, "covenant_detail")


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        ("", "Nhập ngày, ví dụ 05/03/2027."),
        ("24/02/2027", "Nhập ngày từ hôm nay, 25/02/2027, trở đi."),
        ("01/01/2029", "Nhập ngày từ 01/07/2026 đến 31/12/2028."),
    ],
)
def test_a_round_without_a_day_to_come_is_not_begun(client, cast, draft, until, fault):
    client.force_login(cast["leader_clerk"])

    response = client.post(url("covenant_consult"), {"until": until})

    assert fault in response.content.decode()
    assert Covenant.objects.get().status == "drafting"
    assert cast.year.deadlines.get(step="covenant_opinions").due == date(2027, 3, 20)


def test_nothing_to_consult_on_without_clauses(client, cast, draft):
    draft.clauses.all().delete()
    client.force_login(cast["leader_clerk"])

    response = client.post(url("covenant_consult"))

    assert response.status_code == 409
    assert "Giao ước chưa có nội dung" in response.content.decode()


def test_a_member_gives_its_opinion_and_the_leader_answers(client, cast, consulting):
    client.force_login(cast["member_clerk"])
    typed = {"stance": "comments", "text": "Đề nghị nêu rõ thời hạn báo cáo."}
    assert save(client, url("opinion_give", "ttbnv"), typed).status_code == 302

    client.force_login(cast["leader_clerk"])
    assert "Đề nghị nêu rõ thời hạn báo cáo." in page(client, "covenant_detail")
    opinion = Opinion.objects.get()
    answer = {f"answer_{opinion.pk}": "taken", f"response_{opinion.pk}": "Tiếp thu, bổ sung vào mục IV."}
    assert save(client, url("opinion_answer", "ttbnv"), answer).status_code == 302

    opinion.refresh_from_db()
    assert (opinion.membership, opinion.stance, opinion.given_by, opinion.answer, opinion.response) == (
        cast.memberships["ttbnv"],
        "comments",
        cast["member_clerk"],
        "taken",
        "Tiếp thu, bổ sung vào mục IV.",
    )
    client.force_login(cast["member_clerk"])
    assert "Tiếp thu, bổ sung vào mục IV." in page(client, "covenant_detail")


def test_a_unit_reads_its_opinion_and_the_answer_while_the_draft_is_rewritten(client, cast, consulting):
    given = {"text": "Đề nghị thêm căn cứ", "response": "Đã bổ sung"}
    say(consulting, cast.memberships["ttbnv"], **given)
    client.force_login(cast["leader_clerk"])
    client.post(url("covenant_redraft"))

    client.force_login(cast["member_clerk"])
    shown = client.get(url("covenant_detail")).content.decode()
    assert "Đề nghị thêm căn cứ" in shown
    assert "Đã bổ sung" in shown


def test_opinions_awaited_after_the_ceremony_are_said(client, cast, draft):
    client.force_login(cast["leader_clerk"])

    page = client.post(url("covenant_consult"), {"until": "30/04/2027"}, follow=True).content.decode()

    assert "Ngày 30/04/2027 sau: Lễ ký kết giao ước (31/03/2027). Anh/chị xem lại các ngày này." in page


def test_freezing_names_units_below_the_common_level(client, cast, draft):
    cast.registration("ttbnv", status="accepted").targets.update(value=95)
    client.force_login(cast["leader_clerk"])

    page = client.get(url("covenant_freeze")).content.decode()

    assert (
        "Phụ lục ghi mức thấp hơn chỉ tiêu chung của giao ước: Thanh tra Bộ Nội vụ (Hoàn thành kế hoạch thanh tra được "
        "phê duyệt)." in page
    )


def test_each_sees_what_is_theirs_to_do(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    client.post(url("pledge_sign", "ttbtp"))
    leader = page(client, "covenant_detail")
    assert f'href="{url("pledge_sign_many")}"' in leader
    client.force_login(cast["member_head"])
    member = page(client, "covenant_detail")
    assert f'href="{url("pledge_sign_many")}"' not in member
    assert url("pledge_decline", "ttbnv") in member
    assert url("pledge_decline", "ttbtc") not in member


def test_a_member_finds_its_own_signatory(client, cast, consulting):
    client.force_login(cast["member_clerk"])
    shown = page(client, "covenant_detail")
    assert url("pledge_signatory", "ttbnv") in shown
    assert url("pledge_signatory", "ttbtc") not in shown


def test_other_members_do_not_read_an_opinion(client, cast, consulting):
    say(consulting, cast.memberships["ttbnv"], text="Chỉ gửi Khối trưởng")
    for who, seen in [("neighbour_clerk", False), ("organiser", True), ("leader_head", True), ("member_head", True)]:
        client.force_login(cast[who])
        assert ("Chỉ gửi Khối trưởng" in page(client, "covenant_detail")) is seen


def test_an_answer_to_nothing_is_not_found(client, cast, consulting):
    client.force_login(cast["leader_clerk"])
    assert client.post(url("opinion_answer", "ttbnv"), {"response": "x"}).status_code == 404
    assert client.post(url("opinion_give", "khong-co"), {"stance": "agrees"}).status_code == 404


def test_freezing_says_what_will_happen_and_what_is_missing(client, cast, draft):
    cast.registration("ttbnv", status="accepted")
    member = cast.memberships["ttbtc"]
    member.signatory = ""
    member.save()
    client.force_login(cast["leader_clerk"])

    shown = page(client, "covenant_freeze")

    assert "Bản in được lập một lần và giữ nguyên" in shown
    missing = re.search(r"không gửi được đăng ký nữa[^<]*", shown)[0]
    assert "Thanh tra Bộ Công an" in missing
    assert "Thanh tra Bộ Nội vụ" not in missing
    assert "Chưa ghi họ tên người ký: Thanh tra Bộ Tài chính." in shown
    assert not Covenant.objects.exclude(document=None).exists()


@pytest.mark.parametrize("typed", ["", "2026", "năm 2027"])
def test_freezing_wants_the_year_typed(client, cast, draft, typed):
    client.force_login(cast["leader_clerk"])
    response = client.post(url("covenant_freeze"), {"year": typed})
    assert response.status_code == 200
    assert "Gõ 2027 để xác nhận chốt giao ước." in response.content.decode()
    assert Covenant.objects.get().status == "drafting"


def test_frozen_once_and_served_as_it_was_kept(client, cast, consulting):
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 302
    assert client.post(url("covenant_freeze"), {"year": "2027"}).status_code == 409

    document = Covenant.objects.get().document
    client.force_login(cast["member_clerk"])
    paper = client.get(url("covenant_paper"))
    assert hashlib.sha256(paper.content).hexdigest() == document.sha256
    assert paper["Content-Type"] == "application/pdf"
    assert client.get(url("covenant_version_paper", 1)).content == paper.content
    shown = page(client, "covenant_detail")
    assert document.sha256 in shown
    assert document.code in shown


def test_the_page_shows_the_frozen_words_not_the_draft(client, cast, frozen):
    frozen.clauses.update(text="Viết lại sau khi chốt")
    cast.units["ttbnv"].names.update(full_name="Tên khác")
    client.force_login(cast["member_clerk"])
    assert "Viết lại sau khi chốt" not in page(client, "covenant_detail")


def test_a_new_version_before_anybody_signs(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    assert "Phiên bản 1 thôi nhận chữ ký" in page(client, "covenant_revise")

    assert client.post(url("covenant_revise")).status_code == 302

    assert [(c.version, c.status) for c in Covenant.objects.order_by("version")] == [(1, "frozen"), (2, "drafting")]
    assert client.post(url("covenant_revise")).status_code == 409
    old = page(client, "covenant_version", 1)
    assert "Đây là phiên bản cũ của giao ước" in old
    client.force_login(cast["member_clerk"])
    assert "Phiên bản 1" in page(client, "covenant_detail")
    assert client.get(url("covenant_version", 2)).status_code == 404


def test_preview_is_marked_as_a_draft(client, cast, draft):
    client.force_login(cast["leader_clerk"])
    response = client.get(url("covenant_preview"))
    assert response.content.startswith(b"%PDF-")
    assert "filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o" in response["Content-Disposition"]
