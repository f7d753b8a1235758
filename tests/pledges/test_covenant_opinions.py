"""What members say of the draft, clause by clause, and what they are answered."""

import re
from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pledges.models import Opinion
from pledges.papers import opinions_paper
from tests.documents import words
from tests.look.reading import tree
from tests.look.reading import words as read
from tests.pledges.covenants import say, url
from tests.saving import save

MORE = {"stance": "comments"}


def objecting(order=2, stance="disagrees", text="Bỏ nội dung này."):
    return MORE | {f"stance_{order}": stance, f"text_{order}": text}


def give(client, typed, unit="ttbnv"):
    return save(client, url("opinion_give", unit), typed)


@pytest.fixture
def member(client, cast, consulting):
    client.force_login(cast["member_clerk"])
    return client


def kept():
    return [(o.place, o.stance, o.text, o.answer, o.response) for o in Opinion.objects.all()]


def test_every_clause_is_asked_about_and_begins_as_agreed(member, consulting):
    shown = member.get(url("opinion_give", "ttbnv")).content.decode()

    assert shown.count('type="radio"') == 3 * consulting.clauses.count() == 3 * shown.count(" checked")
    for name in ("Nhất trí toàn bộ", "Gửi ý kiến từng điều khoản"):
        assert f">{name}</button>" in shown


def test_a_member_agrees_to_everything_in_one_act(member):
    assert give(member, {"stance": "agrees"}).status_code == 302
    assert kept() == [("", "agrees", "", "", "")]


def test_a_member_speaks_of_some_clauses_and_of_the_whole(member, consulting):
    typed = objecting() | {"stance_3": "comments", "text_3": "Thêm thời hạn.", "text": "Nên ngắn hơn."}

    assert give(member, typed).status_code == 302

    said = list(Opinion.objects.all())
    clauses = list(consulting.clauses.all())
    assert [(o.stance, o.clause, o.text) for o in said] == [
        ("comments", "", "Nên ngắn hơn."),
        ("disagrees", clauses[1].text, "Bỏ nội dung này."),
        ("comments", clauses[2].text, "Thêm thời hạn."),
    ]
    assert len({o.place for o in said}) == 3
    detail = member.get(url("covenant_detail")).content.decode()
    assert all(o.text in detail for o in said)
    assert said[1].text in member.get(url("opinion_give", "ttbnv")).content.decode()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"text": "x"}, "Bấm “Nhất trí toàn bộ” hoặc “Gửi ý kiến từng điều khoản”."),
        (objecting(text=" "), "Anh/chị ghi nội dung góp ý về"),
        (objecting(stance="comments", text=""), "Anh/chị ghi nội dung góp ý về"),
        (objecting(stance="agrees"), "Anh/chị đã ghi nội dung góp ý về"),
        (objecting() | {"stance": "agrees"}, "Anh/chị đã ghi ý kiến về điều khoản"),
        (objecting(text="x" * 4001), "4000"),
        (objecting(stance="khac"), "khac"),
    ],
)
def test_what_is_not_clear_is_asked_again_with_what_was_typed(member, typed, fault):
    response = give(member, typed | {"text_5": "Vẫn còn đây"})

    assert response.status_code == 200
    shown = response.content.decode()
    assert fault in shown
    assert "Vẫn còn đây" in shown
    assert not Opinion.objects.exists()


def test_agreeing_to_everything_is_no_opinion_of_clauses(member):
    assert "Anh/chị chưa ghi ý kiến nào." in give(member, MORE).content.decode()
    assert not Opinion.objects.exists()


def test_who_changes_an_opinion_loses_its_answer_and_no_other(member):
    give(member, objecting() | {"stance_3": "comments", "text_3": "Thêm thời hạn."})
    Opinion.objects.update(answer="explained", response="Giữ nguyên.")

    give(member, objecting() | {"stance_3": "comments", "text_3": "Thêm ngày."})

    first, second = kept()
    assert first[1:] == ("disagrees", "Bỏ nội dung này.", "explained", "Giữ nguyên.")
    assert second[1:] == ("comments", "Thêm ngày.", "", "")
    give(member, {"stance": "agrees"})
    assert kept() == [("", "agrees", "", "", "")]


def next_round(client, cast, covenant):
    """The leader writes other words for the second clause and puts the draft to the members again."""
    who = client.session["_auth_user_id"]
    client.force_login(cast["leader_clerk"])
    assert client.post(url("covenant_redraft")).status_code == 302
    covenant.clauses.filter(order=2).update(text="Lời mới")
    assert client.post(url("covenant_consult"), {"until": "20/03/2027"}).status_code == 302
    client.force_login(next(user for user in cast.users.values() if str(user.pk) == who))


def test_each_round_asks_anew_and_what_was_said_before_stays_with_its_answer(member, cast, consulting):
    earlier = consulting.clauses.all()[1].text
    give(member, objecting())
    Opinion.objects.update(answer="taken", response="Đã sửa.")

    next_round(member, cast, consulting)

    assert "Góp ý dự thảo giao ước" in member.get("/").content.decode()
    assert "Bỏ nội dung này." not in member.get(url("opinion_give", "ttbnv")).content.decode()
    give(member, objecting(text="Được rồi, thêm căn cứ."))
    assert [(o.round.number, o.clause, o.text, o.response) for o in Opinion.objects.all()] == [
        (1, earlier, "Bỏ nội dung này.", "Đã sửa."),
        (2, "Lời mới", "Được rồi, thêm căn cứ.", ""),
    ]
    shown = member.get(url("covenant_detail")).content.decode()
    assert shown.index("Được rồi, thêm căn cứ.") < shown.index("Ý kiến đợt 1") < shown.index("Bỏ nội dung này.")


def test_an_opinion_of_words_changed_meanwhile_is_shown_beside_them(member, cast, consulting):
    shown = member.get(url("opinion_give", "ttbnv")).context["token"]
    next_round(member, cast, consulting)

    response = give(member, objecting() | {"token": shown})

    assert response.status_code == 409
    assert all(words in response.content.decode() for words in ("Chưa lưu", "Lời mới", "Bỏ nội dung này."))
    assert not Opinion.objects.exists()


def test_an_answer_to_an_opinion_changed_meanwhile_is_not_taken(member, cast):
    give(member, objecting())
    answer, opinion = url("opinion_answer", "ttbnv"), Opinion.objects.get()
    member.force_login(cast["leader_clerk"])
    shown = member.get(answer).context["token"]
    Opinion.objects.update(text="Giữ nội dung này.")

    typed = {f"answer_{opinion.pk}": "taken", f"response_{opinion.pk}": "Đã bỏ."}
    response = save(member, answer, typed | {"token": shown})

    assert response.status_code == 409
    assert all(words in response.content.decode() for words in ("Chưa lưu", "Giữ nội dung này.", "Đã bỏ."))
    assert kept()[0][3:] == ("", "")


def test_after_the_round_nothing_is_taken(member, cast, consulting):
    member.force_login(cast["leader_clerk"])
    assert member.post(url("covenant_redraft")).status_code == 302
    assert consulting.last_round.closed_by == cast["leader_clerk"]
    assert give(member, objecting(), consulting.bloc_year.leader.slug).status_code == 409
    member.force_login(cast["member_clerk"])
    assert give(member, objecting()).status_code == 404  # the draft is not theirs to see
    assert not Opinion.objects.exists()


def end_it(cast):
    """Yesterday was the last day."""
    cast.year.deadlines.filter(step="covenant_opinions").update(due=date(2027, 2, 24))


def test_the_round_ends_by_itself_and_gives_back_what_comes_after(member, cast, consulting):
    end_it(cast)
    response = member.post(url("opinion_give", "ttbnv"), objecting())

    assert response.status_code == 409
    shown = response.content.decode()
    assert "đã hết hạn (hết ngày 24/02/2027)" in shown
    assert "Bỏ nội dung này." in shown
    assert member.get(url("opinion_give", "ttbnv")).status_code == 409
    detail = member.get(url("covenant_detail")).content.decode()
    assert "Đã hết hạn góp ý (hết ngày 24/02/2027)" in detail
    assert url("opinion_give", "ttbnv") not in detail
    assert "Góp ý dự thảo giao ước" not in member.get("/").content.decode()
    assert not Opinion.objects.exists()


def test_the_leader_gives_more_time_to_one_or_to_all(member, cast, consulting):
    end_it(cast)
    member.force_login(cast["leader_clerk"])
    late = "?buoc=covenant_opinions&ve=giao-uoc&don-vi=ttbnv"
    detail = member.get(url("covenant_detail")).content.decode()
    assert detail.count("Nhận ý kiến muộn") == 7
    grant = reverse("blocs:extension_grant", args=cast.year.url_args) + late
    assert f'href="{grant}"'.replace("&", "&amp;") in detail
    one = {
        "membership": cast.memberships["ttbnv"].pk,
        "step": "covenant_opinions",
        "due": "27/02/2027",
        "reason": "Họp",
    }
    assert member.post(grant, one)["Location"] == url("covenant_detail")
    member.force_login(cast["member_clerk"])
    assert give(member, objecting()).status_code == 302
    member.force_login(cast["neighbour_clerk"])
    assert give(member, objecting(), "ttbtc").status_code == 409

    member.force_login(cast["leader_clerk"])
    for until, fault in [("24/02/2027", "Nhập ngày từ hôm nay"), ("", "Nhập ngày")]:
        assert fault in member.post(url("covenant_prolong"), {"until": until}).content.decode()
    assert member.post(url("covenant_prolong"), {"until": "28/02/2027"}).status_code == 302
    assert "nhập ngày sau ngày đó" in member.post(url("covenant_prolong"), {"until": "28/02/2027"}).content.decode()

    member.force_login(cast["neighbour_clerk"])
    assert give(member, objecting(), "ttbtc").status_code == 302
    assert not cast.memberships["ttbnv"].extensions.exists()  # it would end before that of all


def test_more_time_in_an_earlier_round_is_none_in_the_next(member, cast, consulting):
    cast.memberships["ttbnv"].extensions.create(step="covenant_opinions", due=date(2027, 2, 24), reason="Họp")
    assert give(member, objecting()).status_code == 409

    next_round(member, cast, consulting)

    assert give(member, objecting()).status_code == 302


def test_without_a_day_only_the_leader_ends_the_round(member, cast, consulting, the_day):
    cast.year.deadlines.all().delete()
    the_day.move_to("2027-12-01 02:00:00")
    member.force_login(cast["member_clerk"])

    assert give(member, objecting()).status_code == 302


def test_before_a_round_is_ended_its_end_is_asked_about(client, cast, consulting):
    for code, membership in cast.memberships.items():
        if code not in ("ttbtc", "ttbnv"):
            say(consulting, membership, "agrees")
    client.force_login(cast["leader_head"])

    asked = client.get(url("covenant_redraft")).content.decode()

    assert "Chưa trả lời: Thanh tra Bộ Nội vụ, Thanh tra Bộ Tài chính." in asked
    assert "Hạn góp ý là hết ngày 20/03/2027, còn 23 ngày." in asked
    assert consulting.last_round.closed_at is None
    end_it(cast)
    client.force_login(cast["leader_head"])
    assert "Hạn góp ý" not in client.get(url("covenant_redraft")).content.decode()


def reads(client, cast, words="Chỉ gửi Khối trưởng"):
    """Who of all reads ``words`` on the covenant's page, and who the paper of all opinions."""
    found = {}
    for who, user in cast.users.items():
        if not user.is_active:
            continue
        client.force_login(user)
        page, paper = client.get(url("covenant_detail")), client.get(url("opinions_paper"))
        found[who] = (words in page.content.decode(), paper.status_code)
    return found


OFFICES = {"leader_clerk", "leader_head", "organiser"}
OWN = {"member_clerk", "member_head"}
MEMBERS = OFFICES | OWN | {"deputy_clerk", "deputy_head", "neighbour_clerk"}


@pytest.mark.parametrize("opened", ["", "by the leader", "by its day", "by its end"])
def test_members_read_each_other_only_once_the_round_is_over_or_opened(client, cast, consulting, opened):
    say(consulting, cast.memberships["ttbnv"], text="Chỉ gửi Khối trưởng")
    client.force_login(cast["leader_head"])
    if opened == "by the leader":
        assert client.post(url("covenant_share")).status_code == 302
        assert client.post(url("covenant_share")).status_code == 409
        assert consulting.last_round.shared_by == cast["leader_head"]
    elif opened == "by its day":
        end_it(cast)
    elif opened == "by its end":
        client.post(url("covenant_redraft"))

    found = reads(client, cast)

    readers = MEMBERS if opened else OFFICES | OWN
    assert {who for who, (page, _) in found.items() if page} == readers
    others = {"": 403, "by its end": 404}.get(opened, 200)  # 404: the draft itself is hidden again
    papers = dict.fromkeys(found, 404) | dict.fromkeys(MEMBERS, others) | dict.fromkeys(OFFICES, 200)
    assert {who: code for who, (_, code) in found.items()} == papers


def test_more_time_for_one_unit_closes_the_opinions_again(client, cast, consulting):
    say(consulting, cast.memberships["ttbnv"], text="Chỉ gửi Khối trưởng")
    end_it(cast)
    cast.memberships["ttbtc"].extensions.create(step="covenant_opinions", due=date(2027, 2, 26), reason="Họp")

    assert {who for who, (page, _) in reads(client, cast).items() if page} == OFFICES | OWN


def test_the_leader_answers_each_opinion_and_may_leave_some_for_later(member, cast):
    give(member, objecting() | {"stance_3": "comments", "text_3": "Thêm thời hạn."})
    first, second = (opinion.pk for opinion in Opinion.objects.all())
    member.force_login(cast["leader_clerk"])
    answer = url("opinion_answer", "ttbnv")

    for typed, fault in [
        ({"save": ""}, "Ghi phần tiếp thu, giải trình."),
        ({f"answer_{first}": "explained"}, "Ghi nội dung tiếp thu, giải trình."),
        ({f"response_{first}": "Đã viết"}, "Chọn “Tiếp thu”, “Tiếp thu một phần” hoặc “Giải trình”."),
    ]:
        response = save(member, answer, typed)
        assert (response.status_code, fault in response.content.decode()) == (200, True)
    assert "Đã viết" in response.content.decode()
    assert [line[3:] for line in kept()] == [("", ""), ("", "")]

    saved = save(member, answer, {f"answer_{second}": "partly", f"response_{second}": "Thêm quý."})
    assert saved["Location"] == f"{url('covenant_detail')}#y-kien-1-ttbnv"
    assert 'id="y-kien-1-ttbnv"' in member.get(url("covenant_detail")).content.decode()

    assert [line[3:] for line in kept()] == [("", ""), ("partly", "Thêm quý.")]
    assert "Tiếp thu một phần" in member.get(url("covenant_detail")).content.decode()


def test_what_is_taken_up_needs_no_words(member, cast, consulting):
    give(member, objecting() | {"text": "Nên ngắn."})
    member.force_login(cast["leader_clerk"])
    typed = {f"answer_{opinion.pk}": "taken" for opinion in Opinion.objects.all()}

    assert save(member, url("opinion_answer", "ttbnv"), typed).status_code == 302

    printed = opinions_paper(consulting, consulting.rounds.all())
    assert [row[3] for row in printed.blocks[-1].rows if row[3]] == ["Tiếp thu."] * 2
    assert not printed.end_mark
    shown = read(tree(member.get(url("covenant_detail"))).get_element_by_id("y-kien-1-ttbnv"))
    assert (shown.count("Tiếp thu"), "Ý kiến chung" in shown) == (2, True)


def test_who_did_not_answer_is_named_once_the_round_is_over(member, cast, consulting):
    give(member, objecting())
    end_it(cast)
    member.force_login(cast["leader_clerk"])
    member.post(url("covenant_redraft"))

    shown = tree(member.get(url("covenant_detail"))).get_element_by_id("y-kien-1-ttbtc")
    assert "Không trả lời" in read(shown)


@pytest.mark.parametrize("wrong", [{"stance": "disagrees"}, {"stance": "agrees", "answer": "taken"}])
def test_no_objection_and_no_answer_without_words_is_kept(cast, consulting, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        consulting.last_round.opinions.create(membership=cast.memberships["ttbnv"], **wrong)


def rows_of(paper):
    """What was said of each clause, and how many agree: {beginning of the clause: ([row, …], the number or "")}."""
    table = paper.blocks[-1]
    found = {}
    for row in table.rows:
        if row[0].split(":")[0] not in found:
            agreed = re.search(r"\(nhất trí: (\d+) đơn vị\)$", row[0])
            found[row[0].split(":")[0]] = [], agreed[1] if agreed else ""
        found[row[0].split(":")[0]][0].append(row[1:])
    return found


def test_the_table_has_every_opinion_once_by_clause(member, cast, consulting, client):
    give(member, objecting(1) | {"stance_2": "comments", "text_2": "Thêm quý.", "text": "Nên ngắn."})
    Opinion.objects.filter(order=2).update(answer="partly", response="Ghi theo năm.")
    client.force_login(cast["neighbour_clerk"])
    give(client, objecting(2, "comments", "Thêm tháng."), "ttbtc")
    give_whole(cast, consulting, "ttbqp", "ttbtp")
    say(consulting, cast.memberships["ttbca"], text="Ý kiến cũ")
    names = {code: cast.memberships[code].name_on(date(2027, 2, 25)) for code in cast.memberships}

    paper = opinions_paper(consulting, consulting.rounds.all())

    found = rows_of(paper)
    agreed = {place: number for place, (_, number) in found.items() if number}
    first, second = list(found)[1:3]
    assert found["Ý kiến chung về cả dự thảo"] == (
        [(names["ttbnv"], "Nên ngắn.", ""), (names["ttbca"], "Ý kiến cũ", "")], ""
    )  # fmt: skip
    assert found[first] == ([(names["ttbnv"], "Không nhất trí: Bỏ nội dung này.", "")], "3")
    assert found[second] == (
        [(names["ttbnv"], "Thêm quý.", "Tiếp thu một phần: Ghi theo năm."), (names["ttbtc"], "Thêm tháng.", "")], "2"
    )  # fmt: skip
    assert len(agreed) == consulting.clauses.count()
    assert set(agreed.values()) == {"2", "3", "4"}
    summary, silent = paper.blocks[:2]
    assert "5/7 đơn vị thành viên đã trả lời" in summary.text
    assert "2 đơn vị nhất trí toàn bộ, 3 đơn vị có ý kiến." in summary.text
    answered = ("ttbnv", "ttbtc", "ttbqp", "ttbtp", "ttbca")
    others = [names[member.unit.slug] for member in cast.year.ordered_memberships if member.unit.slug not in answered]
    assert silent.rows == (("; ".join(others),),)
    assert paper.draft


def test_a_long_opinion_leaves_no_half_of_a_page_empty(member, cast, consulting):
    """The row that does not fit begins where the one before it ends, and says again of what it speaks."""
    long = "Đề nghị xem lại nội dung này. " * 55
    for code in ("ttbtc", "ttbnv", "ttbca"):
        say(consulting, cast.memberships[code], text=long)
    member.force_login(cast["organiser"])

    with pdfplumber.open(BytesIO(member.get(url("opinions_paper")).content)) as paper:
        low = [max(word["bottom"] for word in page.extract_words() if word["bottom"] < 790) for page in paper.pages]
        text = "".join("".join((page.extract_text() or "").split()) for page in paper.pages)

    assert len(low) > 1
    assert min(low[:-1]) > 700  # points of 842
    assert text.count("Ýkiếnchung") == 3
    assert "./." not in text


def test_two_rounds_are_two_tables_each_with_its_own_words(member, cast, consulting):
    earlier = consulting.clauses.all()[1].text
    give(member, objecting())
    next_round(member, cast, consulting)
    give(member, objecting(text="Được rồi."))
    member.force_login(cast["organiser"])

    text = words.letters_of_docx(member.get(url("opinions_word")).content)

    parts = text.split("Đợt2.")
    for part, said, other, clause in zip(
        parts, ("Bỏnộidungnày.", "Đượcrồi."), ("Đượcrồi.", "Bỏnộidungnày."), (earlier, "Lời mới"), strict=True
    ):
        assert (part.count(said), part.count(other)) == (1, 0)
        assert "".join(clause.split())[:40] in part


def give_whole(cast, covenant, *codes):
    for code in codes:
        say(covenant, cast.memberships[code], "agrees")


def test_the_table_is_the_record_once_all_is_answered(member, cast, consulting):
    give(member, objecting())
    type(consulting).objects.update(status="drafting")
    consulting = type(consulting).objects.get()
    assert opinions_paper(consulting, consulting.rounds.all()).draft
    Opinion.objects.update(answer="taken", response="Đã bỏ.")
    assert not opinions_paper(consulting, consulting.rounds.all()).draft


def test_the_offices_print_the_table_and_members_do_not(member, cast, consulting):
    give(member, objecting())
    member.force_login(cast["organiser"])
    shown = member.get(url("covenant_detail")).content.decode()
    pdf, word = (member.get(url(name)) for name in ("opinions_paper", "opinions_word"))
    assert all(url(name) in shown for name in ("opinions_paper", "opinions_word"))
    text = words.letters_of_docx(word.content)
    assert text.count("Bỏnộidungnày.") == 1
    assert text == words.letters_of_pdf(pdf.content, words.headings_of_docx(word.content))

    member.force_login(cast["member_head"])
    assert member.get(url("opinions_paper")).status_code == 403
    assert url("opinions_paper") not in member.get(url("covenant_detail")).content.decode()
