"""What a reader of the covenant's page sees of each round of opinions, and may do there."""

from dataclasses import dataclass

from django.urls import reverse

from blocs import clock
from blocs import rules as blocs_rules
from blocs.board import days_left
from blocs.clock import moment
from blocs.members import grouped
from blocs.models import Membership, Step
from blocs.open_years import why_not_open
from pledges import rules
from pledges.models import ConsultationRound, Covenant, Opinion


@dataclass(frozen=True)
class OpinionRow:
    anchor: str
    membership: Membership
    opinions: list[Opinion]
    give_url: str
    answer_url: str
    extend_url: str

    @property
    def is_answered(self):
        return all(opinion.response for opinion in self.opinions if opinion.text)


@dataclass(frozen=True)
class RoundShown:
    """A round as one user reads it; ``is_read_whole`` when not only the user's own opinions are shown."""

    round: ConsultationRound
    rows: list[OpinionRow]
    says: list[str]
    is_read_whole: bool


def rounds_of(covenant, user) -> list[RoundShown]:
    """The newest first; of rounds in which there is nothing to see, none."""
    rounds = (
        covenant.rounds.visible_to(user).select_related("shared_by").prefetch_related("opinions").order_by("-number")
    )
    shown = [_shown(consulted, user) for consulted in rounds]
    return [entry for entry in shown if entry.rows]


def hidden_rounds(bloc_year, user):
    """Of the newest draft, which members may not see again yet: what its rounds show them, and what became of it."""
    newest = Covenant.objects.of(bloc_year).current().first()
    if newest is None:
        return []
    newest.bloc_year = bloc_year
    return rounds_of(newest, user)


def _shown(consulted, user):
    reads_all = rules.may_read_opinions(user, consulted)
    return RoundShown(consulted, list(_rows(consulted, user, reads_all)), list(_says(consulted, user)), reads_all)


def _rows(consulted, user, reads_all):
    """The offices see what all members say, a member its own, and the others' once they are shared."""
    covenant, year = consulted.covenant, consulted.bloc_year
    given = grouped("membership_id", consulted.opinions.all())
    is_open = not why_not_open(year)
    running = is_open and consulted.closed_at is None
    manages = rules.may_draft_covenant(user, covenant) and is_open
    for member in year.ordered_memberships:
        own = rules.speaks_for_member(user, Opinion(membership=member))
        opinions = given[member.pk]
        if not (own or reads_all):
            continue
        args, awaited = [*covenant.url_args, member.unit.slug], consulted.awaits(member)
        answers = manages and not covenant.document_id and any(opinion.text for opinion in opinions)
        yield OpinionRow(
            anchor_of(consulted, member),
            member,
            opinions,
            give_url=reverse("pledges:opinion_give", args=args) if own and running and awaited else "",
            answer_url=reverse("pledges:opinion_answer", args=args) if answers else "",
            extend_url=_extension(member) if manages and running and not awaited and not opinions else "",
        )


def anchor_of(consulted, member):
    return f"y-kien-{consulted.number}-{member.unit.slug}"


def _extension(member):
    """Where the leader takes a late answer: more time for the one unit."""
    grant = member.bloc_year.url("blocs:extension_grant")
    return f"{grant}?buoc={Step.COVENANT_OPINIONS}&ve=giao-uoc&don-vi={member.unit.slug}"


def _says(consulted, user):
    """Until when opinions are awaited, of a member with its extension, and who reads them meanwhile."""
    year = consulted.bloc_year
    if consulted.closed_at:
        days = [f"{clock.local_day(at):%d/%m/%Y}" for at in (consulted.opened_at, consulted.closed_at)]
        yield f"Lấy ý kiến từ {days[0]} đến {days[1]}."
        return
    own = next((m for m in year.ordered_memberships if blocs_rules.serves(user, m.unit)), None)
    if due := consulted.due(own):
        yield (
            f"Đã hết hạn góp ý (hết ngày {due:%d/%m/%Y}); ý kiến gửi sau ngày đó chỉ nhận khi "
            f"{year.bloc.leader_title} gia hạn."
            if clock.day_is_over(due)
            else f"Đang lấy ý kiến các đơn vị đến hết ngày {due:%d/%m/%Y}, {days_left(due)}."
        )
    yield _who_reads(consulted)


def _who_reads(consulted):
    if consulted.shared_at:
        by = f", do {consulted.shared_by} cho phép" if consulted.shared_by else ""
        return f"Các đơn vị xem được ý kiến của nhau từ {moment(consulted.shared_at)}{by}."
    if consulted.is_shared:
        return "Các đơn vị xem được ý kiến của nhau."
    return "Đến khi đợt lấy ý kiến kết thúc, mỗi đơn vị chỉ xem được ý kiến của mình."
