"""What the members say of the draft, how it is taken up: one table of every opinion, by clause."""

from collections.abc import Iterable

from django.utils.text import Truncator

from blocs import clock
from blocs.members import grouped
from blocs.models import members_of
from documents.description import Column, Paper, Paragraph, Table
from documents.wording import long_date
from pledges.consulting import WHOLE, places_of
from pledges.models import ConsultationRound, Covenant, Opinion
from pledges.outline import Place
from pledges.papers import leader

COLUMNS = (
    Column("Điều khoản", 25),
    Column("Đơn vị góp ý", 17),
    Column("Nội dung góp ý", 31),
    Column("Tiếp thu, giải trình", 27),
)
MOST_WORDS = 40  # of a clause: enough to know it by


def opinions_paper(covenant: Covenant, rounds: Iterable[ConsultationRound]) -> Paper:
    """Every opinion of ``rounds`` once, as it stands now; a draft while opinions are awaited or one has no answer."""
    year, day = covenant.bloc_year, clock.today()
    rounds = list(rounds)
    opinions = [opinion for consulted in rounds for opinion in consulted.opinions.all()]
    asked = covenant.status == Covenant.Status.CONSULTING
    return Paper(
        kind="Bảng tổng hợp",
        subject="ý kiến góp ý, tiếp thu, giải trình đối với dự thảo Giao ước thi đua "
        f"năm {year.year} của {year.bloc.name}",
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        dated=None,
        year=year.year,
        blocks=tuple(_blocks(covenant, rounds, day)),
        signatures=(leader.signature(year, day),),
        recipients=(leader.name_on(year.bloc.organiser, day), "Các đơn vị thành viên", "Lưu: VT"),
        draft=asked or any(opinion.text and not opinion.response for opinion in opinions),
        sample=year.is_sample,
        keywords=("tổng hợp ý kiến góp ý", year.bloc.name, str(year.year)),
        end_mark=False,
    )


def _blocks(covenant, rounds, day):
    """Each round by itself: who answered, and the table of its words."""
    members = {member.pk: member for member in members_of(covenant.bloc_year)}
    for consulted in rounds:
        opinions = list(consulted.opinions.all())
        lead = f"Đợt {consulted.number}." if len(rounds) > 1 else ""
        yield from _summary(covenant, members, opinions, day, lead)
        yield _table(consulted, members, opinions, day)


def _summary(covenant, members, opinions, day, lead):
    """How many were asked and answered, who agrees to everything, who said nothing."""
    said_by = {opinion.membership_id for opinion in opinions}
    agreed = sum(opinion.stance == Opinion.Stance.AGREES for opinion in opinions)
    silent = [leader.name_on(member.unit, day) for pk, member in members.items() if pk not in said_by]
    answered = len(members) - len(silent)
    yield Paragraph(
        f"Tính đến {long_date(day)}, {answered}/{len(members)} đơn vị thành viên đã trả lời về dự thảo (phiên bản "
        f"{covenant.version}); {agreed} đơn vị nhất trí toàn bộ, {answered - agreed} đơn vị có ý kiến.",
        lead=lead,
    )
    if silent:
        yield Table((Column("Đơn vị chưa trả lời", 100),), (("; ".join(silent),),))


def _table(consulted, members, opinions, day):
    """The whole text that was put to the round, each clause with how many agree to it."""
    of_key = grouped("key", opinions)
    told = {o.membership_id for o in opinions if o.clause or o.stance == Opinion.Stance.AGREES}
    places = {place.key: place for place in [WHOLE, *places_of(consulted)]}
    for opinion in opinions:  # of words that nobody kept, before rounds kept theirs
        places.setdefault(opinion.key, Place(opinion.order, opinion.place, opinion.clause))
    rows: list[tuple[str, str, str, str]] = []
    for place in places.values():
        said = [opinion for opinion in of_key[place.key] if opinion.text]
        if place == WHOLE and not said:
            continue
        head = _named(place)
        if place != WHOLE:
            head += f" (nhất trí: {len(told - {opinion.membership_id for opinion in said})} đơn vị)"
        for opinion in said:
            rows.append((head, _name(members, opinion, day), _words(opinion), _answer(opinion)))
            head = _short(place)
        if not said:
            rows.append((head, "", "", ""))
    return Table(COLUMNS, tuple(rows), row_style="divided")


def _name(members, opinion, day):
    return leader.name_on(members[opinion.membership_id].unit, day)


def _named(place):
    if place == WHOLE:
        return "Ý kiến chung về cả dự thảo"
    return f"{place.name}: {Truncator(_line(place.text)).words(MOST_WORDS)}"


def _short(place):
    return _named(place) if place == WHOLE else place.name


def _words(opinion):
    stance = f"{opinion.get_stance_display()}: " if opinion.stance != Opinion.Stance.COMMENTS else ""
    return f"{stance}{_line(opinion.text)}"


def _answer(opinion):
    if not opinion.explanation:
        return opinion.response
    return f"{opinion.get_answer_display()}: {_line(opinion.explanation)}"


def _line(text):
    return " ".join(text.split())
