"""The covenant's own words and its rounds of opinions go through a file."""

import json
from datetime import datetime

import pytest

from archive.exporting import export, year_as_data
from archive.loading import load
from archive.marks import same
from archive.reading import Refused, parse
from blocs.models import BlocYear
from documents.issuing import snapshot
from pledges import consulting, drafting
from pledges.models import Covenant, Opinion
from pledges.papers import opinions_paper
from tests.pledges.covenants import say, url


@pytest.fixture
def covenant(cast):
    """Written anew, then put to two rounds: the first answered and closed, the second still running."""
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    covenant = drafting.draft_covenant(cast.year)
    drafting.write_clauses(covenant)
    covenant.clauses.filter(order=5).update(numbered=False, text="Hai dòng\nkhông đánh số")
    Covenant.objects.update(opening="Các đơn vị thống nhất:", closing="Lời kết riêng.", copies=9)
    asked(covenant, "2027-03-01T09:12:30+07:00")
    first = fresh(covenant).last_round
    member, other = cast.memberships["ttbnv"], cast.memberships["ttbca"]
    say(fresh(covenant), member, text="Nên ngắn hơn.", answer="partly", response="Đã rút gọn.")
    place = consulting.places_of(first)[3]
    said_of = {"place": place.name, "clause": place.text, "order": place.order}
    say(fresh(covenant), member, "disagrees", text="Bỏ.", **said_of)
    say(fresh(covenant), other, "agrees")
    first.closed_at = first.shared_at = "2027-03-05T17:00:00+07:00"
    first.save()
    covenant.clauses.filter(order=1).update(text="Chủ đề năm 2027")
    asked(covenant, "2027-03-06T08:00:00+07:00")
    return fresh(covenant)


def asked(covenant, opened):
    covenant = fresh(covenant)
    number = covenant.rounds.count() + 1
    covenant.rounds.create(number=number, words=covenant.snapshot(), opened_at=datetime.fromisoformat(opened))
    Covenant.objects.update(status="consulting")


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def loaded(data):
    year = load(parse(json.dumps(data).encode()), replace=True)
    return BlocYear.objects.get(pk=year.pk)


def made(covenant):
    return export(fresh(covenant.bloc_year))


def kept(covenant):
    """All that the records say of the rounds and the words, but for who did it."""
    rounds = covenant.rounds.values_list("number", "words", "opened_at", "shared_at", "closed_at")
    opinions = Opinion.objects.filter(round__covenant=covenant).order_by("round__number", "membership__order", "order")
    said = opinions.values_list(
        "round__number", "membership__unit__slug", "order", "place", "clause", "stance", "text", "answer", "response"
    )
    clauses = covenant.clauses.values_list("order", "level", "numbered", "text")
    general = (covenant.status, covenant.opening, covenant.closing, covenant.copies)
    return general, [list(found) for found in (rounds, said, clauses)]


def test_words_rounds_opinions_and_answers_come_out_and_in_again(covenant):
    before, data = kept(covenant), made(covenant)
    table = snapshot(opinions_paper(covenant, covenant.rounds.all()))
    assert [
        {key: value for key, value in opinion.items() if key != "given"}
        for opinion in data["covenant"]["rounds"][0]["opinions"]
    ] == [
        {
            "member": "ttbnv",
            "stance": "comments",
            "text": "Nên ngắn hơn.",
            "answer": "partly",
            "response": "Đã rút gọn.",
        },
        {"member": "ttbca", "stance": "agrees"},
        {"member": "ttbnv", "clause": "II.1", "stance": "disagrees", "text": "Bỏ."},
    ]

    year = loaded(data)

    again = year.covenants.get()
    assert kept(again) == before
    assert snapshot(opinions_paper(again, again.rounds.all())) == table
    assert same(year_as_data(year)["covenant"], data["covenant"])
    assert same(export(year), data)


def test_the_leader_reads_and_goes_on_with_what_was_loaded(client, cast, covenant):
    loaded(made(covenant))
    client.force_login(cast["leader_clerk"])

    page = client.get(url("covenant_detail")).content.decode()
    assert all(words in page for words in ("Lời kết riêng.", "Nên ngắn hơn.", "Đã rút gọn.", "Hai dòng"))

    assert client.post(url("covenant_redraft")).status_code == 302
    again = Covenant.objects.get()
    assert (again.status, again.rounds.filter(closed_at=None).count()) == ("drafting", 0)


def test_a_covenant_as_the_program_drafts_it_is_drafted_anew(cast):
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    drafting.write_clauses(drafting.draft_covenant(cast.year))

    data = export(fresh(cast.year))

    assert not {"opening", "closing", "clauses", "rounds"} & data["covenant"].keys()
    assert loaded(data).covenants.get().clauses.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"clause": "IX.9"}, "covenant.rounds[0].opinions[2].clause: words không có điều khoản “IX.9”."),
        ({"member": "ttbxd"}, "covenant.rounds[0].opinions[2].member: “ttbxd” không phải là thành viên."),
        ({"text": ""}, "covenant.rounds[0].opinions[2].text: thiếu nội dung góp ý."),
        ({"answer": "taken"}, "covenant.rounds[0].opinions[2].response: thiếu nội dung tiếp thu, giải trình."),
        (
            {"clause": None},
            "covenant.rounds[0].opinions[2]: đơn vị đã có ý kiến về điều khoản này ở covenant.rounds[0].opinions[0].",
        ),
        (
            {"given": "2027-03-02"},
            "covenant.rounds[0].opinions[2].given: phải là thời điểm có múi giờ, dạng 2027-03-15T09:00:00+07:00.",
        ),
    ],
)
def test_what_is_wrong_with_an_opinion_is_said(covenant, change, sentence):
    data = made(covenant)
    data["covenant"]["rounds"][0]["opinions"][2] |= change

    with pytest.raises(Refused) as refused:
        load(data, replace=True)

    assert refused.value.sentences == (sentence,)
    assert Opinion.objects.count() == 3


def test_only_the_last_round_is_open_and_none_under_a_frozen_covenant(cast, covenant):
    data = made(covenant)
    del data["covenant"]["rounds"][0]["closed"]
    data["covenant"] |= {"place": "Hà Nội", "date": "2027-03-15"}
    sentence = "chỉ đợt cuối của dự thảo chưa chốt được để trống thời điểm này."

    with pytest.raises(Refused) as refused:
        load(data, replace=True)
    assert refused.value.sentences == (f"covenant.rounds[0].closed: {sentence}",)

    data["registrations"] = [{"member": "ttbnv", "status": "da_chot"}]
    with pytest.raises(Refused) as refused:
        load(data, replace=True)
    assert refused.value.sentences == tuple(f"covenant.rounds[{place}].closed: {sentence}" for place in (0, 1))
